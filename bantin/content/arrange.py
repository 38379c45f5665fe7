"""Manuscripts → editions: who is public at this instant, what is whose translation, and which lists hold it.

All relations between articles are made here; the values that hold them are `model`'s.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from bantin.content import addresses, approval, library_notes
from bantin.content.addresses import Addresses
from bantin.content.approval import FileDigests
from bantin.content.config_types import Category, Config, TagName
from bantin.content.doubts import check_alone, check_original_field, check_translation
from bantin.content.file_references import referred
from bantin.content.front_matter import FrontMatter
from bantin.content.model import (
    NO_MOMENT,
    Article,
    Edition,
    Library,
    Month,
    Section,
    Tag,
    WaitingArticle,
    WithdrawnArticle,
)
from bantin.content.names import Folders
from bantin.content.source_file import SourceFile, TextSummaries
from bantin.locale import Language
from bantin.problems import Place, Problem, error, warning
from bantin.text import fold, same, slugify
from bantin.yaml.keys import nearest
from bantin.yaml.values import Text


@dataclass
class Desk:
    """What `arrange` has on its desk while it sorts."""

    config: Config
    languages: tuple[Language, ...]
    gists: TextSummaries
    file_digests: FileDigests
    now: datetime.datetime
    with_drafts: bool
    unread: Collection[str]
    found: "KeyGroup"
    """What is found out about the key that is being sorted."""
    meant: dict[str, tuple[Category, ...]] = field(default_factory=dict)
    """Categories by how articles name them: more than one if a name fits several."""
    folders: dict[str, str] = field(default_factory=dict)
    """Source folders → the same in an address."""

    @cached_property
    def default(self) -> str:
        """The code of the portal's first language."""
        return self.config.codes[0]

    @cached_property
    def at(self) -> dict[str, Addresses]:
        """Each edition's addresses, by language code."""
        return {each.code: Addresses(each, addresses.prefix_of(self.config, each.code)) for each in self.languages}

    @cached_property
    def reserved_words(self) -> frozenset[str]:
        """The first parts of the site's own addresses."""
        return addresses.reserved_words(self.languages)

    def changes_on(self, day: datetime.date | None) -> None:
        """Notes that something is shown up to the end of `day`."""
        if day is not None and day < datetime.date.max:
            self.changes_at(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time()))

    def changes_at(self, instant: datetime.datetime) -> None:
        """Notes that something changes by itself, if it is still to come."""
        if instant > self.now:
            self.found.changes.append(instant)


class KeyGroup:
    """What follows from the files of one key: the articles that it is in each language, and what is said of it."""

    __slots__ = (
        "articles",
        "changes",
        "files",
        "gone",
        "hidden",
        "hidden_at",
        "hidden_files",
        "is_unapproved",
        "problems",
        "unknown_categories",
        "waiting",
    )

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.files: dict[str, str] = {}
        """The digests of files by which it was seen whether the article is what was approved."""
        self.is_unapproved = False
        """Whether the original waits for somebody to approve it."""
        self.problems: list[Problem] = []
        self.waiting: list[WaitingArticle] = []
        self.gone: list[WithdrawnArticle] = []
        self.hidden: dict[str, str] = {}
        self.hidden_at: dict[str, str] = {}
        self.hidden_files: set[str] = set()
        self.unknown_categories: list[Text] = []
        self.changes: list[datetime.datetime] = []

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to it but its articles, as with nearly all."""
        return not (
            self.problems
            or self.waiting
            or self.hidden
            or self.hidden_at
            or self.hidden_files
            or self.gone
            or self.unknown_categories
            or self.changes
        )


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """A library, and what it was put together from: after an edit most of that stays as it is (`rearranged`)."""

    library: Library
    desk: Desk
    groups: Mapping[str, KeyGroup]
    eventful: Mapping[str, KeyGroup]
    """Those of which more is to be said than their articles."""
    of_tags: Mapping[str, tuple[Problem, ...]]
    """What is wrong with the tags of an edition, by language code."""


class ReadContent(NamedTuple):
    """What is asked of texts and files when it is needed."""

    gists: TextSummaries
    file_digests: FileDigests


def arrange(
    config: Config,
    languages: tuple[Language, ...],
    entries: Iterable[SourceFile],
    read: ReadContent,
    now: datetime.datetime,
    with_drafts: bool = False,
    unread: Collection[str] = (),
) -> Arrangement:
    """Arranges `entries` as they are public at `now` (naive, in the portal's local time). `read` tells of their texts
    and files.

    `languages` are in config's order. `with_drafts` lets drafts and scheduled articles in, marked (preview). `unread`
    are the keys of files that could not be read: they exist, though nothing is known of them.
    """
    desk = Desk(config, languages, read.gists, read.file_digests, now, with_drafts, unread, KeyGroup())
    groups = {key: group_of(files, desk) for key, files in sorted(files_by_key(entries).items())}
    by_key = {key: group.articles for key, group in groups.items() if group.articles}
    eventful = {key: group for key, group in groups.items() if not group.is_plain}
    of_tags: dict[str, tuple[Problem, ...]] = {}
    editions = tuple(_edition(language, by_key, desk, of_tags) for language in languages)
    library = library_of(editions, by_key, eventful, of_tags, desk)
    return Arrangement(library, desk, groups, eventful, of_tags)


def library_of(
    editions: tuple[Edition, ...],
    by_key: Mapping[str, Mapping[str, Article]],
    eventful: Mapping[str, KeyGroup],
    of_tags: Mapping[str, tuple[Problem, ...]],
    desk: Desk,
) -> Library:
    """The library of these editions, with what all of its groups say."""
    whole = desk.found = KeyGroup()
    whole.hidden.update(dict.fromkeys(desk.unread, "unread"))
    for group in eventful.values():
        whole.problems += group.problems
        whole.waiting += group.waiting
        whole.gone += group.gone
        whole.hidden.update(group.hidden)
        whole.hidden_at.update(group.hidden_at)
        whole.hidden_files.update(group.hidden_files)
        whole.unknown_categories += group.unknown_categories
        whole.changes += group.changes
    _check_near(by_key, desk)
    _check_categories(desk)
    _report_unknown_categories(desk)
    for category in desk.config.categories:
        desk.changes_on(category.campaign)
    desk.changes_on(desk.config.urgent.until if desk.config.urgent else None)
    for problems in of_tags.values():
        whole.problems += problems
    whole.problems += library_notes.same_articles(by_key)
    whole.problems += library_notes.of_time(desk.config, whole.waiting, desk.now)
    for instant in library_notes.changes_of_time(desk.config, whole.waiting, desk.now):
        desk.changes_at(instant)
    return Library(
        desk.config,
        editions,
        tuple(whole.gone),
        tuple(whole.waiting),
        by_key,
        whole.hidden,
        whole.hidden_at,
        frozenset(whole.hidden_files),
        min(whole.changes, default=None),
        desk.now.date(),
        tuple(whole.problems),
    )


def _note_preview(article: Article, desk: Desk) -> None:
    """Notes up to when the article has a preview picture of its own."""
    day, days = article.date.day, datetime.timedelta(desk.config.drawn_days - 1)
    if not article.own.is_page and day < datetime.date.max - days:
        desk.changes_on(day + days)


def files_by_key(entries: Iterable[SourceFile]) -> dict[str, list[SourceFile]]:
    """The files that could be read, by the keys of their articles."""
    found: dict[str, list[SourceFile]] = defaultdict(list)
    for entry in entries:
        if entry.manuscript is not None:
            found[entry.manuscript.key].append(entry)
    return found


def group_of(files: Iterable[SourceFile], desk: Desk) -> KeyGroup:
    """What follows from the files of one key."""
    found = desk.found = KeyGroup()
    group: dict[str, tuple[FrontMatter, SourceFile]] = {}
    for entry in files:
        manuscript = entry.manuscript
        assert manuscript is not None
        if manuscript.code in group:
            one, other = sorted([manuscript, group[manuscript.code][0]], key=lambda each: each.path)
            found.problems.append(error("article-twice", other.place(), other=one.path))
        else:
            group[manuscript.code] = manuscript, entry
    found.articles = _complete(group, desk)
    if found.articles and desk.config.drawn_days:
        _note_preview(next(iter(found.articles.values())), desk)
    return found


Texts = Mapping[str, tuple[FrontMatter, SourceFile]]
"""An article in each of its languages, by language code."""


def _complete(group: Texts, desk: Desk) -> dict[str, Article]:
    """The public articles of one key, by language code."""
    base = group[desk.default][0] if desk.default in group else None
    found: dict[str, Article] = {}
    for language in desk.languages:
        if language.code not in group:
            continue
        own, entry = group[language.code]
        if base is None and own.key in desk.unread:
            pass  # its original is there, and is what has to be mended
        elif base is None or own is base:
            desk.found.problems += check_alone(own)
            desk.found.problems += check_original_field(own)
        else:
            desk.found.problems.extend(check_translation(own))
            is_told = any(problem.key == "translation-half" for problem in entry.problems)
            if own.text_digest and own.text_digest == base.text_digest and not is_told:
                desk.found.problems.append(warning("text-untranslated", own.place("title")))
        article = _article(own, entry, base or own, language, desk)
        if article is not None:
            found[language.code] = article
    return found


def _article(own: FrontMatter, entry: SourceFile, base: FrontMatter, language: Language, desk: Desk) -> Article | None:
    address = _address(own, language, desk)
    category = _category(own, base, desk)
    state = _state(own, base, desk)
    standing = language, address, category
    article = _arranged((own, entry), base, state, standing, desk)
    is_approved = state == "draft" or _is_approved(article, desk)
    if not is_approved or (article.is_translation and desk.found.is_unapproved and state != "draft"):
        state = "unapproved"
        article = _arranged((own, entry), base, state, standing, desk)
    elif state == "scheduled" and base.date and not own.is_page:
        desk.changes_at(base.date.at)
    if state != "public":
        if own is base or own.is_draft or not is_approved:
            due = base.date.at if state == "scheduled" and base.date else None
            waits_for = "" if is_approved else approval.approver(own, desk.config)
            desk.found.waiting.append(WaitingArticle(own, state, due, waits_for))
        if not desk.with_drafts:
            if own is base:  # else the key means its original
                desk.found.hidden[own.key] = state
            desk.found.hidden_at.update(dict.fromkeys((address, *addresses.old_addresses(own.aliases)), state))
            desk.found.hidden_files.update(referred(article))
            return None
    if base.withdrawn is not None:
        desk.found.hidden[own.key] = "withdrawn"
        lang = "" if language.code == base.code else base.code
        day, reason = base.withdrawn.day, base.withdrawn.reason
        where = own.path, own.key, own.aliases
        gone = WithdrawnArticle(language, address, day, reason, lang, *where, own.title, category)
        desk.found.gone.append(gone)
        desk.found.hidden_files.update(referred(article))
        return None
    desk.changes_on(base.expires)
    desk.changes_on(base.notice_until)
    return article


def _arranged(
    read: tuple[FrontMatter, SourceFile],
    base: FrontMatter,
    state: str,
    standing: tuple[Language, str, Category | None],
    desk: Desk,
) -> Article:
    """An article as it would be shown; `standing`: its language, address and category."""
    own, entry = read
    today = desk.now.date()
    is_expired = base.expires is not None and today > base.expires
    is_posted = base.notice_until is not None and today <= base.notice_until
    order = ((base.date or NO_MOMENT).rank, own.key)
    mark = f"{own.mark} {'' if own is base else base.mark} {state} {is_expired} {is_posted}"
    return Article(
        own,
        base,
        entry.internal_references,
        entry.misled_within,
        desk.gists,
        *standing,
        state,
        is_expired,
        is_posted,
        order,
        mark,
    )


def _address(own: FrontMatter, language: Language, desk: Desk) -> str:
    at = desk.at[language.code]
    folder, _, name = own.key.rpartition("/")
    if folder not in desk.folders:
        desk.folders[folder] = addresses.of_folder(folder)
    address = at.prefix + desk.folders[folder] + addresses.of_name(name, own.slug)
    if "//" in f"/{address}" or not address.removeprefix(at.prefix):
        if own.slug is not None and not slugify(own.slug):
            desk.found.problems.append(error("slug-empty", own.place("slug"), value=own.slug))
        else:
            desk.found.problems.append(error("slug-empty-name", Place(own.path), name=own.path.rpartition("/")[2]))
    elif part := addresses.reserved_part(address.removeprefix(at.prefix), desk.reserved_words):
        desk.found.problems.append(error("address-reserved", Place(own.path), address=address, part=part))
    return address


def _category(own: FrontMatter, base: FrontMatter, desk: Desk) -> Category | None:
    if own.is_page or base.category is None:
        return None
    written = base.category.text
    if written not in desk.meant:
        desk.meant[written] = desk.config.categories_meant(written)
    meant = desk.meant[written]
    if len(meant) == 1:
        return meant[0]
    if own is base and meant:
        names = ", ".join(f"{each.names.said(desk.default, '')[0]} ({each.id})" for each in meant)
        desk.found.problems.append(error("category-ambiguous", base.category.place, value=written, names=names))
    elif own is base:
        desk.found.unknown_categories.append(base.category)
    return None


def _state(own: FrontMatter, base: FrontMatter, desk: Desk) -> str:
    """Whether the article is out: a draft stays in, and nothing comes out before its time."""
    if base.is_draft or own.is_draft:
        return "draft"
    return "scheduled" if base.date is not None and base.date.at > desk.now else "public"


def _is_approved(article: Article, desk: Desk) -> bool:
    """Whether nobody has to approve the article any more; what is to be said of that is noted."""
    base, found = article.base, desk.found
    if not approval.is_needed(base, desk.config) or (base.withdrawn and base.approved):
        return True  # of what was withdrawn nothing is shown

    def file_digest(path: str) -> str:
        return found.files.setdefault(path, desk.file_digests(path))

    verdict = approval.verdict(article, file_digest)
    found.problems += verdict.problems
    if not article.is_translation:
        found.is_unapproved = not verdict.is_approved
    return verdict.is_approved


def _check_near(by_key: Mapping[str, Mapping[str, Article]], desk: Desk) -> None:
    """Names the original that an article without one was probably meant to stand beside."""
    alone = {
        index: problem.place.path.removeprefix("content/").rsplit(".", 2)[0]
        for index, problem in enumerate(desk.found.problems)
        if problem.key == "alone"
    }
    originals = Folders(sorted(by_key.keys() - alone.values()) if alone else ())
    for index, key in alone.items():
        if near := originals.nearest(key):
            desk.found.problems[index] = error(
                "alone-near", desk.found.problems[index].place, near=f"content/{near}.md"
            )


def _check_categories(desk: Desk) -> None:
    """That no category stands, or stood, where the site's own pages do."""
    words = desk.reserved_words
    for category in desk.config.categories:
        for slug in dict.fromkeys((*(category.slug(code) for code in desk.config.codes), *category.aliases)):
            if addresses.reserved_part(f"{slug}/", words):
                desk.found.problems.append(error("config-address-reserved", category.place, address=slug))


def _report_unknown_categories(desk: Desk) -> None:
    """One problem for each name that config.yaml does not know, however many articles bear it."""
    config = desk.config
    names = {fold(text): text for category in config.categories for _, text in category.names.texts}
    names.update({category.id: category.id for category in config.categories})
    unknown: dict[str, list[Text]] = defaultdict(list)
    for text in desk.found.unknown_categories:
        unknown[fold(text.text)].append(text)
    for folded, places in unknown.items():
        first = places[0]
        near = names.get(nearest(folded, tuple(names)), "")
        if len(places) > 1:
            desk.found.problems.append(
                error(
                    "category-not-in-config",
                    first.place,
                    value=first.text,
                    articles=len(places),
                    meant=slugify(first.text),
                )
            )
        elif near:
            desk.found.problems.append(error("category-unknown-near", first.place, value=first.text, near=near))
        else:
            known = ", ".join(category.names.said(config.codes[0], "")[0] for category in config.categories)
            desk.found.problems.append(error("category-unknown", first.place, value=first.text, known=known))


def _edition(
    language: Language,
    by_key: Mapping[str, Mapping[str, Article]],
    desk: Desk,
    of_tags: dict[str, tuple[Problem, ...]],
) -> Edition:
    """`of_tags` takes in what is wrong with its tags."""
    config = desk.config
    at = desk.at[language.code]
    own: list[Article] = []
    pages: list[Article] = []
    listed: list[Article] = []
    for articles in by_key.values():
        place = place_of(articles, language.code, config)
        if place.page:
            pages.append(place.page)
        if place.own:
            own.append(place.own)
        if place.listed:
            listed.append(place.listed)
    own.sort(key=lambda article: article.order)
    listed.sort(key=lambda article: article.order)
    desk.found = KeyGroup()
    tags, tag_by_word = tags_of(own, language, at, desk) if "tags" not in config.without else ((), {})
    of_tags[language.code] = tuple(desk.found.problems)
    return Edition(
        language,
        next(portal for portal in config.portals if portal.code == language.code),
        at,
        tuple(own),
        tuple(listed),
        _sections(listed, language, at, desk),
        tags,
        _months(listed, at) if "archives" not in config.without else (),
        in_order(pages),
        tag_by_word,
    )


def in_order(pages: Iterable[Article]) -> tuple[Article, ...]:
    """Plain pages in the portal's order."""
    return tuple(sorted(pages, key=lambda page: (page.base.order, page.key)))


class PlaceInEdition(NamedTuple):
    """What an edition holds of one key."""

    own: Article | None
    listed: Article | None
    """Also one that has no page in this language."""
    page: Article | None


def place_of(articles: Mapping[str, Article], code: str, config: Config) -> PlaceInEdition:
    """Where the articles of one key stand in the edition of the language `code`."""
    article = articles.get(code)
    if article is not None:
        return PlaceInEdition(None, None, article) if article.own.is_page else PlaceInEdition(article, article, None)
    other = next(iter(articles.values()), None)
    is_listed = other is not None and not other.own.is_page and config.untranslated == "link"
    return PlaceInEdition(None, other if is_listed else None, None)


def _sections(listed: Sequence[Article], language: Language, at: Addresses, desk: Desk) -> tuple[Section, ...]:
    config = desk.config
    above = {category.id: category.parent for category in config.categories}
    articles: dict[str, list[Article]] = defaultdict(list)
    for article in listed:
        id_ = article.category.id if article.category else ""
        while id_:
            articles[id_].append(article)
            id_ = above.get(id_, "")
    sections = []
    for category in config.categories:
        name, lang = category.names.said(language.code, config.codes[0])
        retired = category.is_retired_on(desk.now.date())
        sections.append(
            Section(category, name, lang, at.category(category), tuple(articles[category.id]), is_shown=not retired)
        )
    return tuple(sections)


def _months(listed: Sequence[Article], at: Addresses) -> tuple[Month, ...]:
    """Oldest first."""
    found: dict[tuple[int, int], list[Article]] = defaultdict(list)
    for article in listed:
        found[article.date.day.year, article.date.day.month].append(article)
    return tuple(
        Month(year, month, at.month(year, month), tuple(articles)) for (year, month), articles in sorted(found.items())
    )


def tags_of(
    own: Sequence[Article], language: Language, at: Addresses, desk: Desk
) -> tuple[tuple[Tag, ...], dict[str, Tag]]:
    """The edition's tags in the language's order, and each by every word that means it."""
    named = {same(text): tag for tag in desk.config.tags for _, text in (*tag.names.texts, ("", tag.id))}
    words = _tag_words(own, named)
    bearers: dict[str, list[Article]] = defaultdict(list)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, Text] = {}
    for article in own:
        seen: set[str] = set()
        for text in article.own.tags:
            word = words[text.text]
            if word not in seen:
                seen.add(word)
                bearers[word].append(article)
                written[word][text.text] += 1
                first.setdefault(word, text)
    by_id = {f"#{tag.id}": tag for tag in desk.config.tags}
    tags: dict[str, Tag] = {}
    taken: dict[str, str] = {}
    for word in sorted(bearers):
        name, lang, slug = _tag_name(by_id.get(word), written[word], language, desk.config.codes[0])
        if not slug:
            desk.found.problems.append(error("tag-slug-empty", first[word].place, tag=name))
        elif (other := taken.setdefault(slug, word)) != word:
            names = {"tag": name, "other": tags[other].name, "slug": slug, "code": language.code}
            desk.found.problems.append(error("tags-one-slug", first[word].place, **names))
        tags[word] = Tag(name, lang, slug, at.tag(slug), tuple(bearers[word]))
    by_word = dict(tags)
    by_word.update({word: tags[f"#{tag.id}"] for word, tag in named.items() if f"#{tag.id}" in tags})
    by_word.update({same(text): tags[word] for text, word in words.items()})
    return tuple(sorted(tags.values(), key=lambda tag: language.sort_key(tag.name))), by_word


def _tag_words(own: Sequence[Article], named: Mapping[str, TagName]) -> dict[str, str]:
    """Each tag as an article writes it → what stands for it, which is #id for a tag of config.yaml. One that is written
    without marks is the only one that differs from it in marks alone."""
    plain = {text: same(text) for text in {text.text: None for article in own for text in article.own.tags}}
    marked: dict[str, set[str]] = defaultdict(set)
    words: dict[str, str] = {}
    for text, word in plain.items():
        words[text] = f"#{named[word].id}" if word in named else word
    for word in {*plain.values(), *named}:
        if fold(word) != word:
            marked[fold(word)].add(f"#{named[word].id}" if word in named else word)
    for text, word in plain.items():
        if word not in named and len(fits := marked.get(word, ())) == 1:
            words[text] = next(iter(fits))
    return words


def _tag_name(named: TagName | None, written: Counter[str], language: Language, default: str) -> tuple[str, str, str]:
    """(name, its language where that is another one, slug): as config.yaml says, else as most write it."""
    if named is not None:
        return *named.names.said(language.code, default), named.slug(language.code)
    name = min(written, key=lambda text: (-written[text], _signs(text), text.isascii(), language.sort_key(text)))
    return name, "", language.slug(name)


def _signs(text: str) -> int:
    """How many signs, such as quotes, stand in a tag."""
    return sum(not letter.isalnum() and letter != " " for letter in text)
