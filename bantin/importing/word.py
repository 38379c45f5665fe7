"""Word document (.docx) → an article: mammoth makes HTML of it, after `word_xml`, `word_fonts`, `word_numbers`.

Everything outside the running text (headers, comments, drawings of other programs) is listed as left out.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bantin.importing import html_article, html_tree, word_damage, word_fonts, word_numbers, word_package, word_xml
from bantin.importing.html_tree import Element
from bantin.importing.pictures import FoundPicture, PictureCollection
from bantin.importing.types import ImportedArticle, LeftOut
from bantin.importing.word_package import Refused
from bantin.importing.words import words
from bantin.patterns import lazy_pattern
from bantin.problems import Mistakes, Place, error, warning

_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='bantin-right'] => p.right:fresh
u => u
strike => s
"""
_DOCUMENT = "word/document.xml"
_NOTES = tuple(word_damage.NOTES.values())
_BESIDE = (
    (lazy_pattern(r"word/(?:header|footer)\d*\.xml"), "header"),
    (lazy_pattern(r"word/comments\.xml"), "comment"),
)
_DRAWN = lazy_pattern(r"word/(?:diagrams/data|charts/chart)\d*\.xml")
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def articles_of(data: bytes, name: str, categories: Any) -> tuple[ImportedArticle, ...]:
    """The articles in a document, mostly one. Raises Mistakes if it cannot be read, or holds nothing."""
    try:
        found = _articles(data, name, categories)
    except Refused as refused:
        raise Mistakes([error(refused.key, Place(name))]) from refused
    except (html_tree.HtmlTooDeep, RecursionError) as reason:
        raise Mistakes([error("import-too-deep", Place(name))]) from reason
    if not any(each.title or each.body or each.lead for each in found):
        raise Mistakes([error("import-empty", Place(name))])
    return found


def _articles(data: bytes, name: str, categories: Any) -> tuple[ImportedArticle, ...]:
    parts = word_package.parts_of(data)
    if _DOCUMENT not in parts:
        raise Refused("import-docx-damaged")
    prepared, source, left_out, fonts = _prepared(parts)
    html, media = _html(word_package.packed(prepared))
    collection = PictureCollection(name, media.get)
    tree = html_tree.parsed(html)
    _mark_notes(tree)
    problems = (warning("import-fonts", Place(name), fonts=", ".join(fonts)),) if fonts else ()
    return html_article.articles_of(
        tree,
        html_article.SavedPage(name, categories, collection, tuple(left_out), source_words=words(source)),
        problems,
    )


def _prepared(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], str, list[LeftOut], tuple[str, ...]]:
    """(the parts prepared for mammoth, all words, what is left out, the converted fonts)."""
    trees = {
        part: word_package.xml(word_xml.plain_names(parts[part]))
        for part in (_DOCUMENT, *_NOTES, "word/styles.xml", "word/numbering.xml")
        if part in parts
    }
    styles, numbering = trees.get("word/styles.xml"), trees.get("word/numbering.xml")
    fonts = word_fonts.fonts_of(styles)
    converted: list[str] = []
    left_out: list[LeftOut] = []
    for part in (_DOCUMENT, *_NOTES):
        if (tree := trees.get(part)) is not None:
            left_out += word_damage.drop_dangling(parts, trees, part)
            left_out += word_xml.simplify(tree)
            converted += word_fonts.convert(tree, fonts)
    word_numbers.type_labels(trees[_DOCUMENT], numbering, styles)
    if styles is not None:
        word_xml.slim(styles, [tree for part, tree in trees.items() if part in (_DOCUMENT, *_NOTES)])
    beside = list(_beside(parts))
    texts = [word_xml.text_of(trees[part]) for part in (_DOCUMENT, *_NOTES) if part in trees]
    source = "\n".join([*texts, *(each.text for each in (*left_out, *beside) if each.reason != "foreign")])
    made = {name: data for name, data in parts.items() if not name.startswith("word/comments")}
    made |= {part: word_package.written(tree) for part, tree in trees.items()}
    return made, source, [*left_out, *beside], tuple(dict.fromkeys(converted))


def _beside(parts: Mapping[str, bytes]) -> Iterator[LeftOut]:
    for name in sorted(parts):
        reason = next((reason for pattern, reason in _BESIDE if pattern.fullmatch(name)), "")
        if reason:
            tree = word_package.xml(word_xml.plain_names(parts[name]))
            yield from (LeftOut(0, text, reason) for text in word_xml.paragraphs_of(tree) if words(text))
        elif _DRAWN.fullmatch(name):
            tree = word_package.xml(parts[name])
            text = " ".join(" ".join(each.text or "" for each in tree.iter(_TEXT)).split())
            yield LeftOut(0, text or name, "drawing")


def _html(data: bytes) -> tuple[str, dict[str, FoundPicture]]:
    """The HTML that mammoth makes of a document, and its pictures by the addresses used in it."""
    import mammoth

    media: dict[str, FoundPicture] = {}

    def convert(image: Any) -> dict[str, str]:
        address = f"word-media:{len(media)}"
        try:
            with image.open() as file:
                content = file.read()
        except (KeyError, OSError, ValueError):  # a picture that stands elsewhere, or is not in the package
            return {"src": "word-media:none"}
        kind = (image.content_type or "").rpartition("/")[2].removeprefix("x-")
        media[address] = FoundPicture(content, f"anh-{len(media) + 1}.{kind or 'bin'}")
        return {"src": address}

    result = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=_STYLES,
        convert_image=mammoth.images.img_element(convert),
        transform_document=mammoth.transforms.paragraph(_with_alignment),
        include_embedded_style_map=False,
        external_file_access=False,
    )
    return f"<body>{result.value}</body>", media


def _with_alignment(paragraph: Any) -> Any:
    is_right = paragraph.alignment in ("right", "end")
    if is_right and not paragraph.numbering and paragraph.style_name in (None, "Normal", "Body Text", "No Spacing"):
        return paragraph.copy(style_name="bantin-right", style_id=None)
    return paragraph


_MARK = lazy_pattern(r"(?:footnote|endnote)-ref-\d+$")
_NOTE = lazy_pattern(r"(?:footnote|endnote)-\d+$")


def _mark_notes(tree: Element) -> None:
    """Marks footnote references, and the notes at the end, as elements of their own."""
    labels: dict[str, str] = {}
    for link in list(tree.iter("a")):
        if _MARK.search(link.get("id") or ""):
            label = labels.setdefault((link.get("href") or "").lstrip("#"), str(len(labels) + 1))
            mark = link.makeelement("bantin-note", {"label": label})
            mark.tail = link.tail
            link.getparent().replace(link, mark)
            _out_of_sup(mark)
    for item in list(tree.iter("li")):
        if _NOTE.search(item.get("id") or ""):
            _become_note(item, labels)


def _out_of_sup(mark: Element) -> None:
    parent = mark.getparent()
    if html_tree.tag_of(parent) == "sup" and len(parent) == 1 and not (parent.text or "").strip():
        mark.tail = (mark.tail or "") + (parent.tail or "")
        parent.getparent().replace(parent, mark)


def _become_note(item: Element, labels: dict[str, str]) -> None:
    for link in list(item.iter("a")):
        if re.match(r"#(?:footnote|endnote)-ref-", link.get("href") or ""):
            html_tree.drop(link)
    item.set("label", labels.setdefault(item.get("id") or "", str(len(labels) + 1)))
    item.tag = "bantin-note-text"
    if (parent := item.getparent()) is not None:
        parent.tag = "bantin-notes"
