"""Cards, headlines and heads: the pieces that many pages show, from an article and its page context.

Cards are shared, by identity, by all pages that show them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bantin.content.assets import ShownPicture
from bantin.content.file_facts import Image
from bantin.content.model import Article
from bantin.pages import social_cards
from bantin.pages.context import PageContext, SectionFacts
from bantin.pages.frame_types import Alternate, Head, Switch
from bantin.pages.marks import Marked
from bantin.pages.part_types import Badge, Banner, Card, Headline, Link, Stamp
from bantin.pages.social_cards import OpenGraphImage
from bantin.pages.types import Page
from bantin.problems import Problem
from bantin.yaml.values import Text

LEAD_LENGTH = 220
"""Characters of a lead on a card and in a description."""


class MadePage(NamedTuple):
    """What the maker of a page gives."""

    page: Page
    problems: tuple[Problem, ...] = ()
    """What it found wrong."""


@lru_cache(maxsize=4096)
def shortened(text: str, length: int = LEAD_LENGTH) -> str:
    """`text` cut at a word's end to at most `length` characters, with a sign that it was cut."""
    if len(text) <= length:
        return text
    return text[:length].rpartition(" ")[0].rstrip(" ,;:–-") + "…"


def stamp(article: Article, context: PageContext) -> Stamp:
    """When the article was published."""
    return Stamp(context.language.stamp(article.date), article.date.iso(context.zone))


def card(context: PageContext, article: Article, cover: Marked[ShownPicture | None]) -> Card:
    """The article as the lists of an edition show it."""
    lang = "" if article.language == context.language else article.code
    image = cover_image(article, cover.value)
    return Card(
        address=article.address,
        title=article.own.title,
        posted=stamp(article, context),
        category=section.link if (section := section_of(article, context)) else Link("", ""),
        lead=shortened(article.lead),
        image=image._replace(alt="", caption="", lang="", caption_lang="") if image else None,
        badges=tuple(Badge(kind, context.language.t(f"badge.{kind}")) for kind in states(article, lang)),
        lang=lang,
    )


def cards(marked: Iterable[Marked[Card]]) -> tuple[Card, ...]:
    """Cards as a list shows them."""
    return tuple([each.value for each in marked])


def headlines(marked: Iterable[Marked[Card]]) -> tuple[Headline, ...]:
    """The same articles as a short list shows them."""
    return tuple([Headline(one.address, one.title, one.posted, one.badges, one.lang) for one in cards(marked)])


def section_of(article: Article, context: PageContext) -> SectionFacts | None:
    """The section in which the article stands; None for a plain page."""
    return context.edition.section(article.category.id) if article.category else None


def states(article: Article, lang: str = "") -> list[str]:
    """What a reader must be told about the article beside its text."""
    found = [article.state] if article.state != "public" else []
    found += ["expired"] if article.is_expired else []
    found += ["posted"] if article.is_posted else []
    return found + (["foreign"] if lang else [])


def cover_image(article: Article, shown: ShownPicture | None) -> Image | None:
    """The article's cover, with the words in its own language where they are given."""
    written = article.cover if shown else None
    if written is None or shown is None:
        return None

    def lang(text: Text | None) -> str:
        return article.base.code if text is not None and text.place.path != article.own.path else ""

    alt, caption = written.alt, written.caption
    return shown.image(alt.text if alt else "", caption.text if caption else "", lang(alt), lang(caption))


# ---- heads


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What a page tells about itself, from which its `Head` is made."""

    address: str
    title: str
    description: str = ""
    trail: tuple[Link, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    """(language code, address) of this very page in each edition that has it, itself included."""
    switches: tuple[Switch, ...] = ()
    preview: OpenGraphImage | None = None
    """None: the portal's own."""
    feed: Link | None = None
    is_indexed: bool = True
    og_type: str = "website"
    data: object = None
    """For JSON-LD."""


def head(facts: HeadFacts, context: PageContext) -> Head:
    """What every page tells browsers, search engines and link previews."""
    preview = facts.preview or social_cards.of_portal(context).preview
    base = context.base
    alternates: tuple[Alternate, ...] = ()
    if len(facts.pairs) > 1:
        default = context.config.codes[0]
        alternates = tuple(Alternate(code, base + address) for code, address in facts.pairs)
        alternates += tuple(Alternate("x-default", base + at) for code, at in facts.pairs if code == default)
    return Head(
        title=facts.title,
        description=shortened(facts.description),
        canonical=base + facts.address,
        og_type=facts.og_type,
        og_image=base + preview.address,
        og_image_alt=preview.alt,
        alternates=alternates,
        switches=facts.switches,
        trail=facts.trail,
        feed=facts.feed,
        is_indexed=facts.is_indexed and not context.has_drafts,
        data=json.dumps(facts.data, ensure_ascii=False).replace("<", "\\u003c") if facts.data else "",
    )


def switches(context: PageContext, same: Mapping[str, str], otherwise: str = "latest") -> tuple[Switch, ...]:
    """The language switch: to this very page, at `same` by language code; in an edition that does not have it, to
    `otherwise`: 'latest', 'site-map' or the id of a category. What is said of it is for readers of that edition.
    """
    found = []
    for other in context.others:
        if other.code in same:
            found.append(Switch(other.code, other.language.name, same[other.code], True, ""))
            continue
        places = {"latest": other.at.latest, "site-map": other.at.site_map}
        address = places.get(otherwise) or other.section(otherwise).address
        note = other.language.t(f"switch.{otherwise if otherwise in places else 'category'}")
        found.append(Switch(other.code, other.language.name, address, False, note))
    return tuple(found)


def trail_to(section: SectionFacts, context: PageContext, with_itself: bool) -> tuple[Link, ...]:
    """The way from home down to a category."""
    steps = [section.link] if with_itself else []
    while section.parent:
        section = context.edition.section(section.parent)
        steps.insert(0, section.link)
    return (context.home, *steps)


def updated(article: Article, context: PageContext) -> Stamp | None:
    """When an article was changed, if it says so."""
    moment = article.own.updated
    return Stamp(context.language.stamp(moment), moment.iso(context.zone)) if moment else None


def banners(article: Article, context: PageContext, translations: tuple[tuple[str, str], ...]) -> tuple[Banner, ...]:
    """The states that the reader must see above an article's text."""
    t, language, base = context.language.t, context.language, article.base
    shown = []
    for kind in states(article):
        if kind == "scheduled":
            text = t("banner.scheduled", day=language.stamp(article.date))
        elif day := {"expired": base.expires, "posted": base.notice_until}.get(kind):
            text = t(f"banner.{kind}", day=language.date(day))
        else:
            text = t(f"banner.{kind}")
        shown.append(Banner(kind, text))
    if article.is_behind:
        link = Link(t("banner.behind-link"), dict(translations)[base.code], hreflang=base.code)
        shown.append(Banner("behind", t("banner.behind"), link))
    return tuple(shown)
