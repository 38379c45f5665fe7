"""Metadata of a page (Open Graph, meta elements, JSON-LD, menus): address, title, date, category, author, keywords."""

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any

from bantin.importing.categories import Categories
from bantin.importing.html_tree import Element, tag_of, text_of
from bantin.importing.links import joined
from bantin.locale import Moment
from bantin.patterns import lazy_pattern

_SAVED = lazy_pattern(r"<!--\s*saved from url=\(\d+\)\s*(https?://\S+?)\s*-->")
_FEW_CATEGORIES = 3
_ZONE = datetime.timezone(datetime.timedelta(hours=7))
_BREADCRUMB = lazy_pattern(r"breadcrumb|duong-?dan|sitepath", re.IGNORECASE)
_MENU = lazy_pattern(r"menu|\bnav|danh-?muc|chuyen-?muc|category|breadcrumb|duong-?dan|sitepath", re.IGNORECASE)
_OWN_CATEGORY = lazy_pattern(r"(?:^|[\s_-])(?:category|categories|cat-links?|chuyen-?muc)(?:$|[\s_-])", re.IGNORECASE)
_PUBLISHED = lazy_pattern(r"publish|posted|post-date|entry-date|ngay-?dang|created?(?:$|[\s_-])", re.IGNORECASE)
_BESIDE_TITLE = lazy_pattern(r"\s+[|–»•-]\s+")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The metadata of a page."""

    address: str = ""
    title: str = ""
    date: Moment | None = None
    category: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    """(address, name) of the portal's categories."""


def read(tree: Element, text: str, address: str, categories: Categories) -> PageFacts:
    """Reads the metadata of a page; `address` is its original URL, if known already."""
    meta = _meta(tree)
    saved = _SAVED.search(text[:4000])
    canonical = next((each.get("href") or "" for each in tree.iter("link") if each.get("rel") == "canonical"), "")
    known = (address, saved[1] if saved else "", canonical, meta.get("og:url", ""))
    linked = dict(_linked_data(tree))
    written = meta.get("article:published_time") or linked.get("datePublished") or meta.get("datepublished")
    whole = next((each for each in known if re.match(r"https?://[^/]+/.", each)), "")
    return PageFacts(
        whole,
        meta.get("og:title") or _page_title(tree),
        moment(written or _timed(tree)),
        meta.get("article:section", "") or linked.get("articleSection", "") or _path(tree, categories),
        meta.get("article:author", "") if not meta.get("article:author", "").startswith("http") else "",
        _keywords(meta.get("news_keywords") or meta.get("keywords") or ""),
        tuple(dict.fromkeys(_sections(tree, whole, categories))),
    )


def _sections(tree: Element, page: str, categories: Categories) -> Iterator[tuple[str, str]]:
    """(address, name) of the categories in the menus and the breadcrumb of a page."""
    for element in tree.iter():
        tag = tag_of(element)
        if tag != "nav" and not (tag and _MENU.search(f"{element.get('class') or ''} {element.get('id') or ''}")):
            continue
        for link in element.iter("a"):
            address = (link.get("href") or "").strip()
            if not address.startswith(("#", "javascript:")) and (
                name := categories.meant(" ".join(text_of(link).split()))
            ):
                yield joined(page, address), name


def _keywords(written: str) -> tuple[str, ...]:
    """The keywords, if there are several: a single one is mostly the portal's name."""
    found = [each.strip() for each in written.split(",") if 0 < len(each.strip()) < 40]
    return tuple(found[:8]) if len(found) > 1 else ()


def moment(written: str) -> Moment | None:
    """A timestamp (ISO 8601) in the portals' zone; midnight counts as a date without a time."""
    try:
        at = datetime.datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    if at.tzinfo:
        at = at.astimezone(_ZONE)
    if not 1990 <= at.year <= 2100:
        return None
    return Moment(at.date(), at.time().replace(second=0, microsecond=0) if at.time() != datetime.time() else None)


def _meta(tree: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in tree.iter("meta"):
        name = each.get("property") or each.get("name") or each.get("itemprop") or ""
        if name and (content := " ".join((each.get("content") or "").split())):
            found.setdefault(name.lower(), content)
    return found


def _page_title(tree: Element) -> str:
    """The `title` element without the portal's name."""
    title = next((" ".join("".join(each.itertext()).split()) for each in tree.iter("title")), "")
    headings = [" ".join(text_of(each).split()) for each in tree.iter("h1", "h2")]
    parts = _BESIDE_TITLE.split(title)
    return next((heading for heading in headings if heading and heading in title), max(parts, key=len))


def _linked_data(tree: Element) -> Iterator[tuple[str, str]]:
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json" or len(script.text or "") > 100_000:
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        yield from _said(data)


def _said(data: Any) -> Iterator[tuple[str, str]]:
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, dict):
            for name in ("datePublished", "articleSection"):
                if isinstance(written := each.get(name), str):
                    yield name, unescape(written)  # within a script some portals write entities all the same
            if isinstance(each.get("@graph"), list):
                yield from _said([inner for inner in each["@graph"] if isinstance(inner, dict)])


def _timed(tree: Element) -> str:
    """The instant of the first `time` within the article, or of one that is said to be its own; '' if none says one."""
    within = next(tree.iter("article", "main"), None)
    times = list(within.iter("time")) if within is not None else [each for each in tree.iter("time") if _is_own(each)]
    return times[0].get("datetime") or "" if times else ""


def _is_own(time: Element) -> bool:
    above = time.getparent()
    called = [each.get("class") or "" for each in (time, above) if each is not None]
    return _PUBLISHED.search(" ".join(called)) is not None


def _path(tree: Element, categories: Categories) -> str:
    """The category in the breadcrumb, or in a link marked as one (WordPress)."""
    for element in tree.iter():
        called = f"{element.get('class') or ''} {element.get('id') or ''}" if tag_of(element) else ""
        if _BREADCRUMB.search(called):
            crumbs = [" ".join(text_of(each).split()) for each in element.iter("li", "a")]
            for crumb in reversed(crumbs):
                if name := categories.meant(crumb):
                    return name
            if name := categories.in_path(" > ".join(crumbs)):
                return name
    linked = (
        each for each in tree.iter("a") if "category" in (each.get("rel") or "").split() or _is_beside_title(each)
    )
    return next((name for each in linked if (name := categories.meant(" ".join(text_of(each).split())))), "")


def _is_beside_title(link: Element) -> bool:
    """Whether a link stands, among few, in what is called a category and has the heading of the page beside it."""
    for holder in (link, *islice(link.iterancestors(), 2)):
        above = holder.getparent()
        if _OWN_CATEGORY.search(holder.get("class") or "") and above is not None:
            return len(list(holder.iter("a"))) <= _FEW_CATEGORIES and any(each.tag == "h1" for each in above)
    return False
