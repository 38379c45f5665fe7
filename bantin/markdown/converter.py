"""The Markdown converter: a text → a body, which is safe HTML with slots, headings, references, plain text, problems.

Python-Markdown makes HTML, nh3 sanitises it against an allowlist (for most texts `fast_path` yields the same result at
once), `html_reader` reads the rest. Editors are trusted with words, not with code: whatever the sanitiser removes is
reported at its line. Resolves no addresses and reads no files.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape, unescape

import nh3

from bantin.markdown import blocks, fast_path, leftovers, limits, lists, raw_blocks, sizes, unseen
from bantin.markdown.abbreviations import Glossary
from bantin.markdown.body import Body, Picture, TextHeading, WrittenLink
from bantin.markdown.html_reader import HtmlReader
from bantin.markdown.parser import MarkdownParser
from bantin.markdown.positions import SourceMap
from bantin.markdown.schemes import mended, whole_targets
from bantin.markdown.signs import Signs, signs_of
from bantin.patterns import lazy_pattern
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

_LONE_BLANK = lazy_pattern(r"(?<=\S) $", re.MULTILINE)
"""A single trailing blank, left over from typing; two of them are a line break."""


class Converter:
    """Converts texts in one language, one after the other. One per process and language; not thread-safe."""

    def __init__(
        self,
        glossary: Mapping[str, str],
        slug: Callable[[str], str],
        embed_hosts: Collection[str],
        backlink_title: str,
        admonition_titles: Mapping[str, str],
        max_bytes: int = 500_000,
    ) -> None:
        """`backlink_title`: label of the link back from a footnote, `{}` for its number: `Về chỗ có chú thích {}`.

        `admonition_titles`: default titles of boxes by kind (`note`, `important`, …).
        """
        self._glossary = Glossary(glossary)
        self._slug = slug
        self._embed_hosts = frozenset(embed_hosts)
        self._backlink_title = backlink_title
        self._admonition_titles = admonition_titles
        self._boxes = {kind: title for kind, title in admonition_titles.items() if kind in _CLASSES}
        self._max_bytes = max_bytes
        self._parser = MarkdownParser(backlink_title, admonition_titles)

    def mark_up(self, text: str, path: str, first_line: int, signs: Signs | None = None) -> Body:
        """Converts `text`, which begins at line `first_line` of the file at `path`; `signs` are its own, if known.
        Problems are part of the body.
        """
        if "\r" in text:
            text, signs = text.replace("\r\n", "\n").replace("\r", "\n"), None
        source = SourceMap(text, path, first_line, signs)
        dropped: tuple[Problem, ...] = ()
        written = text
        if unseen.may_be_in(text, source.signs):
            text = unseen.with_line_breaks(text)
            source = SourceMap(text, path, first_line)
            dropped = tuple(unseen.controls(text, source))
            text = unseen.dropped(text)
        text = whole_targets(text, source.signs)
        if " \n" in text or text.endswith(" "):
            text = _LONE_BLANK.sub("", text)
        if text != written:
            source = SourceMap(text, path, first_line)
        if over := limits.exceeded(text, source, self._max_bytes):
            return Body(problems=(over,))
        try:
            body = self._body(text, source)
        except RecursionError:  # a deep call stack, or nesting that `limits` misses
            self._parser = MarkdownParser(
                self._backlink_title, self._admonition_titles
            )  # its state is that of a half-read text
            return Body(problems=(error("too-deep", source.place(-1)),))
        return replace(body, problems=(*dropped, *body.problems)) if dropped else body

    def _body(self, text: str, source: SourceMap) -> Body:
        try:
            reading = blocks.read(text, source)
        except blocks.TooDeep as deep:
            return Body(problems=(error("too-deep", source.place(deep.at)),))
        problems = list(reading.problems)
        html = None if reading.stand_ins else self._at_once(reading.text, text, source)
        if html is None:
            written, unclosed = raw_blocks.balanced(_with_stand_ins(self._parser.html(reading.text), reading.stand_ins))
            problems += *_left_out(written, source), *self._unused_footnotes(written, source)
            for name in unclosed:
                place = source.place(raw_blocks.left_open(source.without_code, name))
                problems.append(warning("html-unclosed", place, tag=name))
            html = lists.with_tasks(_sanitised(written))
            problems += leftovers.slips(html, source, tuple(problems))
        body = HtmlReader(source, self._slug, self._glossary, self._embed_hosts).weave(html)
        if not problems and not body.problems:
            return body
        return replace(body, problems=tuple(sorted({*problems, *body.problems})))

    def _at_once(self, read: str, text: str, source: SourceMap) -> str | None:
        """The sanitised HTML of what was read from `text`, if that is simple."""
        signs = source.signs if read == text else signs_of(read)
        return fast_path.html(read, signs, self._boxes, _is_kept)

    def _unused_footnotes(self, written: str, source: SourceMap) -> Iterator[Problem]:
        """Warnings for footnotes without a reference; they are shown, without a link back."""
        for number, label in enumerate(self._parser.footnotes, start=1):
            if f'<sup id="fnref:{number}"' not in written:
                place = source.search(rf"^ {{0,3}}\[\^{re.escape(label)}\] ?:")
                yield warning("footnote-unused", place, label=label)


def _with_stand_ins(html: str, stand_ins: Sequence[str]) -> str:
    """Replaces stand-ins by the HTML that was put aside."""
    if not stand_ins:
        return html
    return blocks.STAND_IN.sub(lambda found: stand_ins[int(found[1] or found[2])], html)


def _sanitised(written: str) -> str:
    """Sanitises until nothing changes any more, so that a browser parses what nh3 parsed."""
    html = _SANITISER.clean(written)
    for _ in range(5):
        again = _SANITISER.clean(html)
        if again == html:
            break
        html = again
    return nfc(unseen.UNPRINTABLE.sub("", html))  # entities may yield control characters and decomposed letters


# ---- what is wrong with the text


_WRITTEN_TAG = lazy_pattern(r"""<!--.*?-->|<([a-zA-Z][^\s/>]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""", re.DOTALL)
_WRITTEN_ATTRIBUTE = lazy_pattern(r"""([^\s=/"'>]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")


def _left_out(written: str, source: SourceMap) -> Iterator[Problem]:
    """Problems for tags, attributes and addresses that nh3 removes; each kind at its first place."""
    for name, attributes in dict.fromkeys(_WRITTEN_TAG.findall(written)):
        tag = name.lower()
        if tag and tag not in _TAGS:
            yield warning("html-removed", source.search(rf"<{re.escape(name)}(?![\w-])"), tag=name)
        elif attributes.strip(" /"):
            yield from _attributes_left_out(tag, attributes, source)


def _attributes_left_out(tag: str, attributes: str, source: SourceMap) -> Iterator[Problem]:
    if tag == "img" and (size := sizes.asked_for(attributes, source.visible)):
        yield warning("picture-size", source.search(_attribute(size)), written=size)
    for name, quoted in _WRITTEN_ATTRIBUTE.findall(attributes):
        attribute = name.lower()
        value = unescape(quoted.strip("\"'"))
        allowed = _ATTRIBUTES.get(tag, frozenset()) | _ATTRIBUTES["*"] | _VALUES.get(tag, {}).keys() | {"class"}
        if attribute not in allowed:
            key = "attribute-removed" if f"<{tag}" in source.visible.lower() else "attribute-in-braces"
            yield warning(key, source.search(_attribute(name)), attribute=name)
        elif attribute == "class":
            for unknown in sorted(set(value.split()) - _CLASSES):
                yield warning("class-removed", source.search(_class(unknown)), name=unknown)
        elif attribute in ("href", "src") and _is_unsafe(value):
            place = source.next_target(value.strip())
            if value.strip().lower().startswith("data:image/"):
                yield error("picture-written-out", place)
            elif half := _TITLE_OPEN.fullmatch(value.strip()):
                yield error("link-title-open", place, meant=f'{half[1]} "{half[2].strip()}"')
            elif meant := mended(value.strip()):
                yield error("link-scheme", place, address=value, meant=meant)
            else:
                yield error("local-path" if _ON_DISK.match(value) else "unsafe-link", place, address=value)


_TITLE_OPEN = lazy_pattern(r"""(\S+)\s+["'“”]([^"'“”]+)""")
"""An address, and words in quotes that nothing closes."""


def _attribute(name: str) -> str:
    """Pattern for an attribute's name in a tag or in a Markdown attribute list (`{: … }`), not in a value."""
    in_tag = r"""<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*?"""
    return rf"(?:{in_tag}|\{{[^{{}}\n]*?)(?<![\w-])({re.escape(name)})(?![\w-])"


def _class(name: str) -> str:
    """Pattern for a class in a tag or in a Markdown attribute list."""
    in_tag = r"""<[a-z][^<>]*?\bclass\s*=\s*["']?[^"'<>]*?"""
    return rf"(?:{in_tag}|\{{[^{{}}\n]*?)(?<![\w-])({re.escape(name)})(?![\w-])"


_ON_DISK = lazy_pattern(r"\s*(?:file:|[a-z]:[\\/])", re.IGNORECASE)
"""`C:\\Anh\\x.jpg`: left by some editors when a picture is dragged into them."""


def _is_kept(address: str) -> bool:
    """Whether nh3 keeps the address unchanged."""
    link = f'<a href="{address}"></a>'
    return _SANITISER.clean(link) == link


def _is_unsafe(address: str) -> bool:
    """Whether nh3 removes the address: a scheme that is not allowed, or no address at all."""
    return ":" in address and _SANITISER.clean(f'<a href="{escape(address)}"></a>') == "<a></a>"
