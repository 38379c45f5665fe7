"""The pages that are read: articles, plain pages, and what stands where an article was withdrawn."""

from collections.abc import Sequence

from bantin.addresses import root_of
from bantin.article import Manuscript
from bantin.body import Link as BodyLink
from bantin.entry import Gist
from bantin.fields import Bilingual
from bantin.frame import frame
from bantin.language import same
from bantin.library import Article, Edition, Gone
from bantin.links import link_html
from bantin.newsroom import (
    Newsroom,
    Told,
    card,
    cover,
    cover_told,
    head,
    headlines,
    home_link,
    preview,
    shortened,
    stamp,
    states,
    trail_of,
)
from bantin.organisation import Organisation
from bantin.pages import (
    ArticlePage,
    Attachment,
    Banner,
    Card,
    Frame,
    Heading,
    Link,
    PlainPage,
    Post,
    Prose,
    Stamp,
    Switch,
    TextPicture,
    Unit,
    WithdrawnPage,
    Words,
)
from bantin.posters import shown_cover
from bantin.problems import Problem, error, warning
from bantin.shelf import named_file

NEWER, OLDER = 3, 5
"""How many of its category's articles lead on from an article: the nearest, so that news changes few pages."""
CONTENTS_FROM = 3
"""So many headings make an article long enough for a table of contents."""
WORDS_A_MINUTE = 220
"""Syllables that an unhurried reader of Vietnamese reads in a minute; only an indication."""


def frame_of(article: Article, edition: Edition, room: Newsroom) -> Frame:
    """What stands around the article's page."""
    return frame(edition, article.address, article.category.id if article.category else "", room)


def told(article: Article, edition: Edition, marks: Sequence[str], at: int, room: Newsroom) -> list[str]:
    """What decides about the page that `article_page` makes, beside its frame and what is the same for the whole
    portal: what stands for the articles that it names (`marks`, of its neighbours), and what its links and files come
    to.
    """
    own, base = article.own, article.base
    told = [article.mark, str(min(at, OLDER)), *marks[max(0, at - OLDER) : at + 1 + NEWER]]
    translations = room.library.translations(article)
    if len(translations) > 1:
        told += [f"{other.address} {other.mark}" for other in translations.values()]
    if own.tags and edition.tags:
        tags = [edition.tag_by_word[same(text.text)] for text in own.tags]
        told += [f"{tag.address} {tag.name} {tag.name_lang}" for tag in tags]
    for reference in article.bonds:
        if isinstance(reference, BodyLink):
            told.append(repr(room.linker.link(reference, article)))
        else:
            told.append(repr(room.linker.picture(reference, article)))
    told += [cover_told(article, room), *preview(article, edition, room)]
    for attached in (*own.attachments, *base.attachments) if own.attachments or base.attachments else ():
        told.append(_file_told(attached.file.text, base, room))
    for audio in (own.audio, base.audio) if own.audio or base.audio else ():
        told.append(_file_told(audio.text, base, room) if audio else "")
    for written in own.related or base.related:
        other = room.linker.source(written, article)
        if isinstance(other, Article):
            told.append(f"{other.address} {other.mark} {cover_told(other, room)}")
        else:
            told.append(repr(other))
    return told


def _file_told(file: str, base: Manuscript, room: Newsroom) -> str:
    path = named_file(base.path, file) or ""
    return repr((room.shelf.attachments.get(path), room.shelf.files.get(path)))


def article_page(
    article: Article, edition: Edition, neighbours: Sequence[Article], at: int, room: Newsroom
) -> ArticlePage:
    """The page of `article`, which stands at `neighbours[at]` among its category's own articles, oldest first."""
    language, own, base = edition.language, article.own, article.base
    section = edition.section(article.category) if article.category else None
    category = Link(section.name, section.address, section.name_lang) if section else Link("", "")
    image = cover(article, room)
    gist = article.gist
    _check_files(article, room)
    return ArticlePage(
        frame=frame_of(article, edition, room),
        head=head(_told(article, edition, room), edition, room),
        category=category,
        title=own.title,
        posted=stamp(article, language, room),
        updated=Stamp(language.stamp(own.updated), own.updated.iso(room.zone)) if own.updated else None,
        views=language.number(article.views) if article.views is not None else "",
        banners=_banners(article, edition, room),
        lead=own.lead,
        correction=_correction(article),
        cover=image,
        audio=_audio(article, edition, room),
        contents=_contents(gist),
        minutes=max(1, round(gist.syllables / WORDS_A_MINUTE)),
        body=prose(article, gist, room),
        attachments=_attachments(article, edition, room),
        author=_inherited(own.author, base.author, article),
        source=_source(article),
        tags=_tags(article, edition),
        newer=headlines(neighbours[at + 1 : at + 1 + NEWER][::-1], edition, room),
        older=headlines(neighbours[max(0, at - OLDER) : at][::-1], edition, room),
        related=_related(article, edition, room),
    )


def plain_page(page: Article, edition: Edition, organisation: Organisation | None, room: Newsroom) -> PlainPage:
    """The page of a plain page; `organisation` if it shows that."""
    shows = page.own.shows_organisation or page.base.shows_organisation
    own = page.own
    told = Told(
        page.address,
        own.title,
        page.lead,
        (home_link(edition),),
        _pairs(page, room),
        _switches(page, edition, room, "site-map"),
        is_indexed=page.state == "public",
    )
    return PlainPage(
        frame=frame(edition, page.address, f"page:{page.key}", room),
        head=head(told, edition, room),
        title=own.title,
        banners=_banners(page, edition, room),
        lead=own.lead,
        updated=Stamp(edition.language.stamp(own.updated), own.updated.iso(room.zone)) if own.updated else None,
        body=prose(page, page.gist, room),
        units=_units(organisation, edition, room) if shows and organisation else (),
    )


def withdrawn_page(gone: Gone, edition: Edition, room: Newsroom) -> WithdrawnPage:
    """What stands where an article was; nothing of the article itself."""
    t = edition.language.t
    same = {other.language.code: other.address for other in room.library.gone if other.key == gone.key}
    switches = tuple(
        Switch(other.language.code, other.language.name, same[other.language.code], True, "")
        if other.language.code in same
        else Switch(other.language.code, other.language.name, other.at.latest, False, other.language.t("switch.latest"))
        for other in room.library.others(edition)
    )
    title = t("withdrawn.heading")
    told = Told(gone.address, title, title, (home_link(edition),), (), switches, is_indexed=False)
    return WithdrawnPage(
        frame=frame(edition, gone.address, "", room),
        head=head(told, edition, room),
        since=Stamp(edition.language.date(gone.day), gone.day.isoformat()),
        reason=gone.reason,
        reason_lang=gone.reason_lang,
        onward=Link(t("menu.latest"), edition.at.latest),
    )


def prose(article: Article, gist: Gist, room: Newsroom) -> Prose:
    """The article's text, with its links and pictures as this page needs them."""
    root = root_of(article.address)
    slots: list[str | TextPicture] = []
    has_picture = article.own.cover is not None
    for reference in gist.references:
        if isinstance(reference, BodyLink):
            found = room.linker.link(reference, article)
            slots.append("" if isinstance(found, Problem) else link_html(found, root))
        else:
            image = room.linker.picture(reference, article)
            found = image if isinstance(image, Problem) else None
            row, is_linked, is_first = reference.row, reference.is_linked, not has_picture
            slots.append("" if isinstance(image, Problem) else TextPicture(image, row, is_linked, is_first))
            has_picture = True
        if isinstance(found, Problem):
            room.problems.append(found)
    return Prose(gist.digest, tuple(slots))


def _told(article: Article, edition: Edition, room: Newsroom) -> Told:
    section = edition.section(article.category) if article.category else None
    own, base = article.own, article.base
    shown = preview(article, edition, room)
    posted = stamp(article, edition.language, room).iso
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": shortened(own.title, 110),
        "datePublished": posted,
        "dateModified": own.updated.iso(room.zone) if own.updated else posted,
        "inLanguage": article.code,
        "mainEntityOfPage": room.base + article.address,
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": edition.portal.name,
            "url": room.base + edition.at.home,
        },
    }
    if own.author or base.author:
        data["author"] = {"@type": "Organization", "name": own.author or base.author}  # offices sign, seldom persons
    if section:
        data["articleSection"] = section.name
    if image_address := _photo(article, room):
        data["image"] = [room.base + image_address]
    address = "category" if section else "latest"
    return Told(
        article.address,
        own.title,
        article.lead,
        trail_of(section, edition, with_itself=True) if section else (home_link(edition),),
        _pairs(article, room),
        _switches(article, edition, room, address),
        shown,
        is_indexed=article.state == "public",
        og_type="article",
        data=data,
    )


def _photo(article: Article, room: Newsroom) -> str:
    """The address of the cover as link previews show it: search engines want no drawn one."""
    shown = shown_cover(article, room.shelf)
    return shown.preview.address if shown and shown.preview else ""


def _pairs(article: Article, room: Newsroom) -> tuple[tuple[str, str], ...]:
    return tuple((code, other.address) for code, other in room.library.translations(article).items())


def _switches(article: Article, edition: Edition, room: Newsroom, otherwise: str) -> tuple[Switch, ...]:
    """To the translations; where there is none, to `otherwise`: the category, all news or the site map."""
    found = room.library.translations(article)
    switches = []
    for other in room.library.others(edition):
        code, name = other.language.code, other.language.name
        note = other.language.t(f"switch.{otherwise}")
        if code in found:
            switches.append(Switch(code, name, found[code].address, True, ""))
        elif otherwise == "category" and article.category:
            switches.append(Switch(code, name, other.section(article.category).address, False, note))
        else:
            address = other.at.site_map if otherwise == "site-map" else other.at.latest
            switches.append(Switch(code, name, address, False, note))
    return tuple(switches)


def _banners(article: Article, edition: Edition, room: Newsroom) -> tuple[Banner, ...]:
    t, language, base = edition.language.t, edition.language, article.base
    banners = []
    for kind in states(article):
        if kind == "scheduled":
            text = t("banner.scheduled", day=language.stamp(article.date))
        elif day := {"expired": base.expires, "posted": base.notice_until}.get(kind):
            text = t(f"banner.{kind}", day=language.date(day))
        else:
            text = t(f"banner.{kind}")
        banners.append(Banner(kind, text))
    if article.is_behind:
        original = room.library.translations(article)[base.code]
        link = Link(t("banner.behind-link"), original.address, hreflang=base.code)
        banners.append(Banner("behind", t("banner.behind"), link))
    return tuple(banners)


def _correction(article: Article) -> Banner | None:
    """What was wrong in the article and is right now, in the article's language or else its original's."""
    own, base = article.own.correction, article.base.correction
    if not own and not base:
        return None
    return Banner("corrected", own or base, lang="" if own or not article.is_translation else article.base.code)


def _contents(gist: Gist) -> tuple[Heading, ...]:
    shown = tuple(Heading(heading.level, heading.id, heading.text) for heading in gist.headings if heading.level <= 3)
    return shown if len(shown) >= CONTENTS_FROM else ()


def _check_files(article: Article, room: Newsroom) -> None:
    """That the files named in the front matter are there, once for an article and its translations together."""
    own, base = article.own, article.base
    written = own.cover and own.cover.image
    if written:
        found = room.linker.file(written, base.path, "picture-missing")
        if isinstance(found, Problem):
            room.problems.append(found)
        elif not found.is_picture:
            room.problems.append(error("picture-kind", written.place, file=written.text))
        if article.cover is not None and article.cover.alt is None:
            room.problems.append(error("cover-without-alt", written.place, picture=written.text))
    elif own.cover and not (article.cover and article.cover.image):
        room.problems.append(error("cover-without-image", own.place("cover")))
    for file in [attached.file for attached in own.attachments] + ([own.audio] if own.audio else []):
        found = room.linker.file(file, base.path, "attachment-missing")
        if isinstance(found, Problem):
            room.problems.append(found)
        elif file is own.audio and not found.is_audio:
            room.problems.append(error("audio-kind", file.place, file=file.text))


def _audio(article: Article, edition: Edition, room: Newsroom) -> Attachment | None:
    audio = article.own.audio or article.base.audio
    lang = article.base.code if article.is_translation and not article.own.audio else ""
    return _attachment(article, edition, audio.text, "", room, lang) if audio else None


def _attachments(article: Article, edition: Edition, room: Newsroom) -> tuple[Attachment, ...]:
    shown = []
    for attached in article.attachments:
        is_foreign = attached.title and attached.file.place.path != article.own.path
        lang = article.base.code if is_foreign else ""
        shown.append(_attachment(article, edition, attached.file.text, attached.title, room, lang))
    return tuple(attachment for attachment in shown if attachment is not None)


def _attachment(
    article: Article, edition: Edition, file: str, title: str, room: Newsroom, lang: str = ""
) -> Attachment | None:
    path = named_file(article.base.path, file) or ""
    if path not in room.shelf.attachments:
        return None
    facts = room.shelf.files[path]
    name = path.rpartition("/")[2]
    return Attachment(
        room.shelf.attachments[path],
        title or name,
        (facts.kind or "file").upper(),
        edition.language.size(facts.size),
        lang,
    )


def _source(article: Article) -> Link | None:
    name = _inherited(article.own.source, article.base.source, article)
    url = article.own.source_url or article.base.source_url
    return Link(name.text or url, url, name.lang, is_outside=True) if name or url else None


def _inherited(own: str, base: str, article: Article) -> Words:
    """What the article says, or else its original, in the original's language."""
    return Words(own or base, "" if own or not base or not article.is_translation else article.base.code)


def _tags(article: Article, edition: Edition) -> tuple[Link, ...]:
    if not edition.tags:  # the portal does without
        return ()
    tags = [edition.tag_by_word[same(text.text)] for text in article.own.tags]
    found = {tag.slug: tag for tag in tags}
    return tuple(Link(tag.name, tag.address, tag.name_lang) for tag in found.values())


def _related(article: Article, edition: Edition, room: Newsroom) -> tuple[Card, ...]:
    found: dict[str, Card] = {}
    for written in article.own.related or article.base.related:
        other = room.linker.source(written, article)
        if isinstance(other, Problem):
            if written.place.path == article.own.path:
                room.problems.append(other)
        elif other is not None and (other.key == article.key or other.own.is_page):
            room.problems.append(warning("related-no-article", written.place, target=written.text))
        elif other is not None:
            found[other.key] = card(other, edition, room)._replace(lead="")
    return tuple(found.values())


def _units(organisation: Organisation, edition: Edition, room: Newsroom) -> tuple[Unit, ...]:
    def say(text: Bilingual | None) -> Words:
        return room.say(text, edition)

    code = edition.language.code
    for lacking, place in organisation.lacking(code):
        room.problems.append(warning("organisation-untranslated", place, text=lacking, code=code))
    return tuple(
        Unit(
            say(unit.name),
            say(unit.about),
            say(unit.address),
            unit.telephone,
            unit.email,
            say(unit.hours),
            tuple(Post(say(post.post), post.name, post.telephone, post.email, say(post.duties)) for post in unit.posts),
        )
        for unit in organisation.units
    )
