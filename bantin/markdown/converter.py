"""Markdown text → a body: safe HTML with slots, headings, references, plain text, and what is wrong with it.

Python-Markdown makes HTML, nh3 keeps of it what an editor may write (for most texts `fast_path` gives the same at
once), `html_reader` reads what is left. Editors are trusted with words, not with code: whatever was left out is named,
at its line. No address is resolved, no file asked for.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape, unescape

import nh3

from bantin.markdown import blocks, fast_path, leftovers, limits, lists, raw_blocks
from bantin.markdown.abbreviations import Glossary
from bantin.markdown.body import Body, Picture, TextHeading, WrittenLink
from bantin.markdown.html_reader import HtmlReader
from bantin.markdown.parser import MarkdownParser
from bantin.markdown.positions import SourceMap
from bantin.markdown.schemes import mended
from bantin.problems import Problem, error, warning
from bantin.text import nfc

__all__ = ["Body", "Converter", "Picture", "TextHeading", "WrittenLink"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAGS = _words(
    "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i "
    "iframe img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th "
    "thead tr u ul var"
)
_ATTRIBUTES = {
    "*": frozenset({"id", "lang"}),
    "a": frozenset({"href", "hreflang", "name", "title"}),
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
    "admonition admonition-title align-center align-left align-right caution danger fenced footnote footnote-backref "
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

_SOFT_BREAK = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
"""Those that part words: Word's line break within a paragraph is one."""
_LONE_BLANK = re.compile(r"(?<=\S) $", re.MULTILINE)
"""Left behind by typing; two of them are a line break."""


class Converter:
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
        self._parser = MarkdownParser(backlink_title, admonition_titles)

    def mark_up(self, text: str, path: str, first_line: int) -> Body:
        """The body of `text`, which begins at `first_line` of the file at `path`; what is wrong is in its problems."""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        dropped: tuple[Problem, ...] = ()
        if _UNPRINTABLE.search(text):
            dropped = tuple(_controls(text, SourceMap(text, path, first_line)))
            text = _UNPRINTABLE.sub("", _SOFT_BREAK.sub(" ", text))
        if " \n" in text or text.endswith(" "):
            text = _LONE_BLANK.sub("", text)
        source = SourceMap(text, path, first_line)
        if over := limits.exceeded(text, source, self._max_bytes):
            return Body(problems=(over,))
        try:
            body = self._body(text, source)
        except RecursionError:  # the caller is far down already, or a nesting that the budget doesn't know
            self._parser = MarkdownParser(
                self._backlink_title, self._admonition_titles
            )  # left in the middle of that text
            return Body(problems=(error("too-deep", source.place(-1)),))
        return replace(body, problems=(*dropped, *body.problems)) if dropped else body

    def _body(self, text: str, source: SourceMap) -> Body:
        try:
            reading = blocks.read(text, source)
        except blocks.TooDeep as deep:
            return Body(problems=(error("too-deep", source.place(deep.at)),))
        problems = list(reading.problems)
        html = None if reading.stand_ins else fast_path.html(reading.text, self._boxes, _is_kept)
        if html is None:
            written, unclosed = raw_blocks.balanced(_with_stand_ins(self._parser.html(reading.text), reading.stand_ins))
            problems += *_left_out(written, source), *self._unused_footnotes(written, source)
            for name in unclosed:
                place = source.place(raw_blocks.left_open(source.without_code, name))
                problems.append(warning("html-unclosed", place, tag=name))
            html = lists.with_tasks(_sanitised(written))
            problems += leftovers.slips(html, source, {problem.place.line for problem in problems})
        body = HtmlReader(source, self._slug, self._glossary, self._embed_hosts).weave(html)
        if not problems and not body.problems:
            return body
        return replace(body, problems=tuple(sorted({*problems, *body.problems})))

    def _unused_footnotes(self, written: str, source: SourceMap) -> Iterator[Problem]:
        """Notes to which no mark leads: they are shown, with no way back."""
        for number, label in enumerate(self._parser.footnotes, start=1):
            if f'<sup id="fnref:{number}"' not in written:
                place = source.search(rf"^ {{0,3}}\[\^{re.escape(label)}\]:")
                yield warning("footnote-unused", place, label=label)


def _with_stand_ins(html: str, stand_ins: Sequence[str]) -> str:
    """HTML in which what was put aside stands where it belongs."""
    if not stand_ins:
        return html
    return blocks.STAND_IN.sub(lambda found: stand_ins[int(found[1] or found[2])], html)


def _sanitised(written: str) -> str:
    """What nh3 leaves, read again until it reads as it is written, so that a browser sees what nh3 saw."""
    html = _SANITISER.clean(written)
    for _ in range(5):
        again = _SANITISER.clean(html)
        if again == html:
            break
        html = again
    return nfc(_UNPRINTABLE.sub("", html))  # entities named them, and letters apart from their marks


# ---- what is wrong with the text


def _controls(text: str, source: SourceMap) -> Iterator[Problem]:
    """The first of each line, up to ten lines."""
    lines: set[int] = set()
    for found in _UNPRINTABLE.finditer(text):
        place = source.place(found.start())
        if place.line not in lines:
            yield warning("control-dropped", place, code=f"U+{ord(found[0]):04X}")
            lines.add(place.line)
            if len(lines) == 10:
                return


_WRITTEN_TAG = re.compile(r"""<!--.*?-->|<([a-zA-Z][^\s/>]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""", re.DOTALL)
_WRITTEN_ATTRIBUTE = re.compile(r"""([^\s=/"'>]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")


def _left_out(written: str, source: SourceMap) -> Iterator[Problem]:
    """Tags, attributes and addresses that nh3 won't keep, each kind at its first place."""
    for name, attributes in dict.fromkeys(_WRITTEN_TAG.findall(written)):
        tag = name.lower()
        if tag and tag not in _TAGS:
            yield warning("html-removed", source.search(rf"<{re.escape(name)}(?![\w-])"), tag=name)
        elif attributes.strip(" /"):
            yield from _attributes_left_out(tag, attributes, source)


def _attributes_left_out(tag: str, attributes: str, source: SourceMap) -> Iterator[Problem]:
    for name, quoted in _WRITTEN_ATTRIBUTE.findall(attributes):
        attribute = name.lower()
        value = unescape(quoted.strip("\"'"))
        allowed = _ATTRIBUTES.get(tag, frozenset()) | _ATTRIBUTES["*"] | _VALUES.get(tag, {}).keys() | {"class"}
        if attribute not in allowed:
            yield warning("attribute-removed", source.search(_attribute(name)), attribute=name)
        elif attribute == "class":
            for unknown in sorted(set(value.split()) - _CLASSES):
                yield warning("class-removed", source.search(_class(unknown)), name=unknown)
        elif attribute in ("href", "src") and _is_unsafe(value):
            place = source.next_target(value.strip())
            if value.strip().lower().startswith("data:image/"):
                yield error("picture-written-out", place)
            elif meant := mended(value.strip()):
                yield error("link-scheme", place, address=value, meant=meant)
            else:
                yield error("local-path" if _ON_DISK.match(value) else "unsafe-link", place, address=value)


def _attribute(name: str) -> str:
    """What finds an attribute's name in a tag, or in braces that Markdown makes attributes of; not in a value."""
    in_tag = r"""<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*?"""
    return rf"(?:{in_tag}|\{{[^{{}}\n]*?)(?<![\w-])({re.escape(name)})(?![\w-])"


def _class(name: str) -> str:
    """What finds a class in a tag, or in braces."""
    in_tag = r"""<[a-z][^<>]*?\bclass\s*=\s*["']?[^"'<>]*?"""
    return rf"(?:{in_tag}|\{{[^{{}}\n]*?)(?<![\w-])({re.escape(name)})(?![\w-])"


_ON_DISK = re.compile(r"\s*(?:file:|[a-z]:[\\/])", re.IGNORECASE)
"""`C:\\Anh\\x.jpg`: what dragging a picture into some editors leaves."""


def _is_kept(address: str) -> bool:
    """Whether nh3 leaves it as it is."""
    link = f'<a href="{address}"></a>'
    return _SANITISER.clean(link) == link


def _is_unsafe(address: str) -> bool:
    """Whether nh3 refuses it: a scheme other than ours, or no address at all."""
    return ":" in address and _SANITISER.clean(f'<a href="{escape(address)}"></a>') == "<a></a>"
