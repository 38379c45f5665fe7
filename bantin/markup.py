"""Markdown text → a body: safe HTML with slots, headings, references, plain text, and what is wrong with it.

Python-Markdown makes HTML, nh3 keeps of it what an editor may write (for most texts `plain` gives the same at once),
`weave` reads what is left. Editors are trusted with words, not with code: whatever was left out is named, at its line.
No address is resolved, no file asked for.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from html import escape, unescape
from typing import Any

import nh3
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.admonition import AdmonitionExtension, AdmonitionProcessor
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from bantin import budget, plain
from bantin.body import Body, Heading, Link, Picture
from bantin.glossary import Glossary
from bantin.problems import Problem, error, warning
from bantin.source import Source
from bantin.weave import Weaver

__all__ = ["Body", "Heading", "Link", "Marker", "Picture"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAGS = _words(
    "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i "
    "iframe img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th "
    "thead tr u ul var"
)
_ATTRIBUTES = {
    "*": frozenset({"id", "lang"}),
    "a": frozenset({"href", "hreflang", "title"}),
    "abbr": frozenset({"title"}),
    "details": frozenset({"open"}),
    "iframe": frozenset({"allowfullscreen", "height", "src", "title", "width"}),
    "img": frozenset({"alt", "height", "src", "title", "width"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start"}),
    "td": frozenset({"colspan", "headers", "rowspan"}),
    "th": frozenset({"colspan", "headers", "rowspan"}),
}
_VALUES = {
    cell: {"align": frozenset({"left", "center", "right"}), "scope": frozenset({"col", "row", "colgroup", "rowgroup"})}
    for cell in ("td", "th")
}
_CLASSES = _words(
    "admonition admonition-title align-center align-left align-right caution danger footnote footnote-backref "
    "footnote-ref gallery important note tip warning"
)
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_SANITISER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    allowed_classes=dict.fromkeys(_TAGS, _CLASSES),
    url_schemes=_SCHEMES,
    link_rel=None,
)

# Nothing of these is text; a browser would refuse or hide them. Tab and line feed are.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


_LONE_BLANK = re.compile(r"(?<=\S) $", re.MULTILINE)
"""Left behind by typing; two of them are a line break."""


class Marker:
    """Marks up one text after the other, in one language; one for a process and language, never shared by threads."""

    def __init__(
        self,
        glossary: Mapping[str, str],
        slug: Callable[[str], str],
        embed_hosts: Collection[str],
        backlink_title: str,
        admonition_titles: Mapping[str, str],
        max_bytes: int = 500_000,
    ) -> None:
        """`backlink_title` names the way back from a footnote, with `{}` for its number: `Về chỗ có chú thích {}`.

        `admonition_titles` names the kinds of boxes (`note`, `important`, …) whose writer gave them no title.
        """
        self._glossary = Glossary(glossary)
        self._slug = slug
        self._embed_hosts = frozenset(embed_hosts)
        self._backlink_title = backlink_title
        self._admonition_titles = admonition_titles
        self._boxes = {kind: title for kind, title in admonition_titles.items() if kind in _CLASSES}
        self._max_bytes = max_bytes
        self._make_parser()

    def _make_parser(self) -> None:
        """One instance for all texts, and extensions as objects: names would be looked up among installed packages."""
        self._footnotes = _Footnotes(BACKLINK_TITLE=self._backlink_title, BACKLINK_TEXT="&#8617;&#65038;")
        self._markdown = Markdown(
            extensions=[
                TableExtension(use_align_attribute=True),
                self._footnotes,
                AttrListExtension(),
                _Admonitions(self._admonition_titles),
                SaneListExtension(),
                MarkdownInHtmlExtension(),
                DefListExtension(),
            ],
            output_format="html",
        )
        self._markdown.treeprocessors.register(_PlainWords(self._markdown), "plain words", 21)  # right before "inline"

    def mark_up(self, text: str, path: str, first_line: int) -> Body:
        """The body of `text`, which begins at `first_line` of the file at `path`; what is wrong is in its problems."""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)  # one for one, so that columns stay right
        if " \n" in text or text.endswith(" "):
            text = _LONE_BLANK.sub("", text)
        source = Source(text, path, first_line)
        if over := budget.exceeded(text, source, self._max_bytes):
            return Body(problems=(over,))
        try:
            return self._body(text, source)
        except RecursionError:  # the caller is far down already, or a nesting that the budget doesn't know
            self._make_parser()  # it was left in the middle of that text
            return Body(problems=(error("too-deep", source.place(-1)),))

    def _body(self, text: str, source: Source) -> Body:
        problems = [*_odd_lines(text, source)]
        html = plain.html(text, self._boxes, _is_kept)
        if html is None:
            written = self._convert(text)
            problems += *_left_out(written, source), *self._unused_footnotes(written, source)
            html = _sanitised(written)
        body = Weaver(source, self._slug, self._glossary, self._embed_hosts).weave(html)
        if not problems and not body.problems:
            return body
        return replace(body, problems=tuple(sorted({*problems, *body.problems})))

    def _convert(self, text: str) -> str:
        self._markdown.reset()  # else footnotes and link references of the last text would be known in this one
        return self._markdown.convert(text)

    def _unused_footnotes(self, written: str, source: Source) -> Iterator[Problem]:
        """Notes to which no mark leads: they are shown, with no way back."""
        for number, label in enumerate(self._footnotes.footnotes, start=1):
            if f'<sup id="fnref:{number}"' not in written:
                place = source.search(rf"^ {{0,3}}\[\^{re.escape(label)}\]:")
                yield warning("footnote-unused", place, label=label)


def _sanitised(written: str) -> str:
    """What nh3 leaves, read again until it reads as it is written, so that a browser sees what nh3 saw."""
    html = _SANITISER.clean(written)
    for _ in range(5):
        again = _SANITISER.clean(html)
        if again == html:
            break
        html = again
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", html)  # entities named them


# ---- what Python-Markdown is told


class _Footnotes(FootnoteExtension):
    """Footnotes whose ids are made of their numbers: a label may hold blanks and marks, an id must not."""

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802 -- the library's names
        return f"fn:{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, N802 -- the library's names
        return self.unique_ref(f"fnref:{self._number(id)}", found)

    def _number(self, label: str) -> int:
        return list(self.footnotes).index(label) + 1


class _Admonitions(AdmonitionExtension):
    """Boxes (`!!! note`) with titles in the language of the text."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__()
        self._titles = titles

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- the library's name
        md.registerExtension(self)
        md.parser.blockprocessors.register(_AdmonitionProcessor(md.parser, self._titles), "admonition", 105)


class _AdmonitionProcessor(AdmonitionProcessor):
    def __init__(self, parser: BlockParser, titles: Mapping[str, str]) -> None:
        super().__init__(parser)
        self._titles = titles

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        kind, title = match[1].lower(), match[2]
        return kind, self._titles.get(kind.split()[0]) if title is None else title or None


_INLINE = re.compile(r"[`\\\[<&*_]|  \n")
"""One of these has to stand in a text for any of the patterns that are looked for within blocks."""


class _PlainWords(Treeprocessor):
    """Spares the parser the search for each of those patterns in words that hold none: a quarter of its time."""

    def run(self, root: Any) -> None:
        for element in root.iter():
            if element.text and not _INLINE.search(element.text):
                element.text = AtomicString(element.text)
            if element.tail and not _INLINE.search(element.tail):
                element.tail = AtomicString(element.tail)


# ---- what is wrong with the text

_LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,2}\.) +\S")
_UNDERLINE = re.compile(r"(=+|-+) *")
# First lines of blocks that aren't paragraphs, or end where the next line begins: there a list may follow at once.
_NO_PARAGRAPH = re.compile(r" {0,3}(?:#|>|<|!!!|\||:|\[|(?:[-*+]|\d+\.)(?: |$))|    |\t|.* \| ")


_BLANK_IN_LINK = re.compile(r"\][ \t]+\((?:https?://|[^()\s]+\.(?:md|pdf|jpe?g|png|webp|gif|svg|docx?|xlsx?)\b)")
_PARAGRAPH_END = re.compile(r".{120}[.!?…:;][”\"')]?\s*$")
"""A line longer than those of a text that is broken by hand, which ends where a paragraph may."""
_FOREIGN_ITEM = re.compile(r"[ \t]*([•●▪■◦·–—]|[a-zđ]\)|[0-9]{1,2}\))[ \t]+\S")
"""How Word begins the items of a list."""


def _odd_lines(text: str, source: Source) -> Iterator[Problem]:
    """Lines that Markdown reads otherwise than a hurried writer may think."""
    offset, in_paragraph, lines_above, above, told = 0, False, 0, "", False
    for line in text.split("\n"):
        if "]" in line and (found := _BLANK_IN_LINK.search(line)):
            yield warning("link-blank", source.place(offset + found.start() + 1))
        if not line or line.isspace():
            in_paragraph, lines_above = False, 0
        else:
            if lines_above == 1:  # not sooner: most paragraphs are one line
                in_paragraph = not _NO_PARAGRAPH.match(above)
            if in_paragraph and lines_above == 1 and _UNDERLINE.fullmatch(line):
                yield warning("underline-heading", source.place(offset))
                in_paragraph = False
            elif in_paragraph and _LIST_ITEM.match(line):
                yield warning("list-needs-blank-line", source.place(offset))
                in_paragraph = False  # once for each list
            elif in_paragraph and (sign := _FOREIGN_ITEM.match(line)):
                yield warning("list-other-sign", source.place(offset), sign=sign[1])
                in_paragraph = False
            elif in_paragraph and not told and _PARAGRAPH_END.search(above) and line[:1].isupper():
                yield warning("paragraphs-run-on", source.place(offset))
                told = True  # once: who wrote one so wrote them all so
            lines_above += 1
        above = line
        offset += len(line) + 1


_WRITTEN_TAG = re.compile(r"""<!--.*?-->|<([a-zA-Z][^\s/>]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""", re.DOTALL)
_WRITTEN_ATTRIBUTE = re.compile(r"""([^\s=/"'>]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")


def _left_out(written: str, source: Source) -> Iterator[Problem]:
    """Tags, attributes and addresses that nh3 won't keep, each kind at its first place."""
    for name, attributes in dict.fromkeys(_WRITTEN_TAG.findall(written)):
        tag = name.lower()
        if tag and tag not in _TAGS:
            yield warning("html-removed", source.search(rf"<{re.escape(name)}(?![\w-])"), tag=name)
        elif attributes.strip(" /"):
            yield from _attributes_left_out(tag, attributes, source)


def _attributes_left_out(tag: str, attributes: str, source: Source) -> Iterator[Problem]:
    for name, quoted in _WRITTEN_ATTRIBUTE.findall(attributes):
        attribute = name.lower()
        value = unescape(quoted.strip("\"'"))
        allowed = _ATTRIBUTES.get(tag, frozenset()) | _ATTRIBUTES["*"] | _VALUES.get(tag, {}).keys() | {"class"}
        if attribute not in allowed:
            yield warning("attribute-removed", source.search(rf"(?<!\w){re.escape(name)}(?!\w)"), attribute=name)
        elif attribute == "class":
            for unknown in sorted(set(value.split()) - _CLASSES):
                yield warning("class-removed", source.search(rf"(?<![\w-]){re.escape(unknown)}(?![\w-])"), name=unknown)
        elif attribute in ("href", "src") and _is_unsafe(value):
            key = "local-path" if _ON_DISK.match(value) else "unsafe-link"
            yield error(key, source.next_target(value.strip()), address=value)


_ON_DISK = re.compile(r"\s*(?:file:|[a-z]:[\\/])", re.IGNORECASE)
"""`C:\\Anh\\x.jpg`: what dragging a picture into some editors leaves."""


def _is_kept(address: str) -> bool:
    """Whether nh3 leaves it as it is."""
    link = f'<a href="{address}"></a>'
    return _SANITISER.clean(link) == link


def _is_unsafe(address: str) -> bool:
    """Whether nh3 refuses it: a scheme other than ours, or no address at all."""
    return ":" in address and _SANITISER.clean(f'<a href="{escape(address)}"></a>') == "<a></a>"
