"""WordPress export (WXR) → its posts and pages, each an article; comments and the like are counted as left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape, unescape
from urllib.parse import urljoin

from bantin.importing import html_article, html_dialects, word_package
from bantin.importing.categories import Categories
from bantin.importing.html_tree import Element
from bantin.importing.page_facts import moment
from bantin.importing.pages import beside, local
from bantin.importing.pictures import PictureCollection
from bantin.importing.types import ImportedArticle, LeftOut
from bantin.importing.word_package import Refused
from bantin.locale import Moment
from bantin.patterns import lazy_pattern
from bantin.problems import Mistakes, Place, error
from bantin.text import nfc

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DC = "{http://purl.org/dc/elements/1.1/}creator"
_CAPTION = lazy_pattern(r"\[caption[^\]]*\](.*?)\[/caption\]", re.DOTALL)
_IMAGE = lazy_pattern(r"((?:<a\b[^>]*>)?\s*<img\b[^>]*>\s*(?:</a>)?)(.*)", re.DOTALL)
_EMBED = lazy_pattern(r"\[embed[^\]]*\]\s*(https?://[^\s\[]+)\s*\[/embed\]")
_FRAME = lazy_pattern(r"\[/?(?:vc_|et_pb_|fusion_|av_|ux_|tm_|row|col|section|text_box|gap|divider)[^\]]*\]")
_PLUGIN = lazy_pattern(
    r"\[(?:gallery|playlist|audio|video|contact-form(?:-7)?|ninja_form|wpforms|rev_slider|table|poll|embeddoc|pdf-embedder)\b[^\]]*\](?:\[/[\w-]+\])?"
)
_BLOCK = lazy_pattern(r"<(?:p|div|table|ul|ol|h[1-6]|blockquote|section)\b", re.IGNORECASE)
_STATES = {"publish": False, "future": False, "draft": True, "pending": True, "private": True}
"""Of posts that are texts; whether each is a draft."""


def articles_of(data: bytes, name: str, categories: Categories) -> tuple[ImportedArticle, ...]:
    """The posts and pages of an export. Raises Mistakes if it cannot be read, or holds none."""
    try:
        tree = word_package.xml(data)
    except Refused as refused:
        raise Mistakes([error("import-wxr", Place(name))]) from refused
    authors = {
        _text(each, "author_login"): _text(each, "author_display_name") for each in tree.iter() if _is(each, "author")
    }
    found = tuple(_articles(tree, name, categories, authors))
    if not found:
        raise Mistakes([error("import-empty", Place(name))])
    return (replace(found[0], sections=tuple(_sections(tree))), *found[1:])


def _sections(tree: Element) -> Iterator[tuple[str, str]]:
    """(address, name) of the categories, by number and by slug."""
    for each in tree.iter():
        if _is(each, "category"):
            name = " ".join(unescape(_text(each, "cat_name")).split())
            yield f"/?cat={_text(each, 'term_id')}", name
            yield f"/category/{_text(each, 'category_nicename')}/", name


def _articles(tree: Element, name: str, categories: Categories, authors: dict[str, str]) -> Iterator[ImportedArticle]:
    for item in tree.iter("item"):
        kind, state = _text(item, "post_type"), _text(item, "status")
        if kind in ("post", "page") and state in _STATES:
            yield _article(item, name, categories, authors)


def _article(item: Element, name: str, categories: Categories, authors: dict[str, str]) -> ImportedArticle:
    title = " ".join(unescape(item.findtext("title") or "").split())
    link = (item.findtext("link") or "").strip()
    written = item.findtext(_CONTENT) or ""
    html, left_out = _html(nfc(written), item.sourceline or 0)
    head = f"<h1 class='title'>{escape(title)}</h1>" if title else ""
    if excerpt := _text(item, "encoded"):
        head += f"<p class='excerpt'>{excerpt}</p>"
    tree = html_dialects.parsed(f"{head}{html}")
    collection = PictureCollection(name, lambda address: beside(local(address, link)))
    page = html_article.SavedPage(name, categories, collection, tuple(left_out), title, None, link)
    made = html_article.article_of(tree, page)
    creator = item.findtext(_DC) or ""
    named, *others = _labels(item, "category") or [""]
    if chosen := next(filter(categories.meant, (named, *others)), ""):
        named, others = chosen, [each for each in (named, *others) if each != chosen]
    return replace(
        made,
        title=title or made.title,
        date=_date(item) or made.date,
        category=named or made.category,
        tags=tuple(_labels(item, "post_tag")),
        author=made.author or authors.get(creator, creator),
        views=made.views if made.views is not None else _views(item),
        aliases=(link,) if link else (),
        addresses=tuple(_addresses(item, link)),
        left_out=(*made.left_out, *_beside(item, others)),
        slug=_text(item, "post_name"),
        is_draft=_STATES[_text(item, "status")],
        is_page=_text(item, "post_type") == "page",
    )


def _addresses(item: Element, link: str) -> Iterator[str]:
    """Further addresses of a post, by its number."""
    number = _text(item, "post_id")
    if number.isdecimal():
        yield from (urljoin(link or "/", f"/?{name}={number}") for name in ("p", "page_id"))
    if guid := (item.findtext("guid") or "").strip():
        yield guid


def _beside(item: Element, categories: Sequence[str]) -> Iterator[LeftOut]:
    """The parts of a post that no article has: further categories, comments."""
    line = item.sourceline or 0
    yield from (LeftOut(line, f"category: {name}", "field") for name in categories)
    for comment in (each for each in item if _is(each, "comment")):
        words_ = " ".join(unescape(_text(comment, "comment_content")).split())
        if words_:
            yield LeftOut(comment.sourceline or line, f"{_text(comment, 'comment_author')}: {words_}", "comment")


def _is(element: Element, name: str) -> bool:
    """Whether an element has this name in WordPress's namespace, of any version."""
    tag = element.tag
    return isinstance(tag, str) and tag.startswith("{http://wordpress.org/export/") and tag.endswith(f"}}{name}")


def _text(item: Element, name: str) -> str:
    return next(((each.text or "").strip() for each in item if _is(each, name)), "")


def _labels(item: Element, domain: str) -> Sequence[str]:
    found = (each for each in item.iter("category") if each.get("domain") == domain)
    return [" ".join(unescape(each.text or "").split()) for each in found if (each.text or "").strip()]


def _date(item: Element) -> Moment | None:
    return moment(_text(item, "post_date"))


def _views(item: Element) -> int | None:
    for meta in (each for each in item if _is(each, "postmeta")):
        value = _text(meta, "meta_value")
        if _text(meta, "meta_key") in ("post_views_count", "views", "_views") and value.isdecimal():
            return int(value)
    return None


def _html(written: str, line: int) -> tuple[str, list[LeftOut]]:
    """The HTML of a post: WordPress stores paragraphs as blank lines, and shortcodes."""
    left_out: list[LeftOut] = []

    def leave_out(found: re.Match[str]) -> str:
        left_out.append(LeftOut(line, found[0], "shortcode"))
        return ""

    text = _CAPTION.sub(_figure, written)
    text = _EMBED.sub(lambda found: f"<iframe src='{escape(found[1])}'></iframe>", text)
    text = _PLUGIN.sub(leave_out, _FRAME.sub(leave_out, text))
    if not re.search(r"<p\b", text, re.IGNORECASE):
        text = re.sub(r"\n[ \t]*\n\s*", "<br><br>", text.replace("\r\n", "\n"))
        text = text if _BLOCK.search(text) else text.replace("\n", "<br>")
    return text, left_out


def _figure(found: re.Match[str]) -> str:
    inner = _IMAGE.search(found[1])
    if not inner:
        return found[1]
    return f"<figure>{inner[1]}<figcaption>{inner[2].strip()}</figcaption></figure>"
