"""The Markdown converter: a text → a body, which is safe HTML with slots, headings, references, plain text, problems.

Python-Markdown makes HTML, nh3 sanitises it against an allowlist (for most texts `fast_path` yields the same result at
once), `html_reader` reads the rest. Editors are trusted with words, not with code: whatever the sanitiser removes is
reported at its line. Resolves no addresses and reads no files.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bantin.markdown import blocks, definitions, fast_path, leftovers, limits, lists, raw_blocks, unseen
from bantin.markdown.abbreviations import Glossary
from bantin.markdown.body import Body, Picture, TextHeading, WrittenLink
from bantin.markdown.html_reader import HtmlReader
from bantin.markdown.positions import SourceMap
from bantin.markdown.sanitiser import CLASSES, is_kept, left_out, sanitised
from bantin.markdown.schemes import whole_targets
from bantin.markdown.signs import Signs, signs_of
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, error, warning

if TYPE_CHECKING:
    from bantin.markdown.parser import MarkdownParser

__all__ = ["Body", "Converter", "Picture", "TextHeading", "WrittenLink"]


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
        self._boxes = {kind: title for kind, title in admonition_titles.items() if kind in CLASSES}
        self._max_bytes = max_bytes
        self._made: MarkdownParser | None = None

    @property
    def _parser(self) -> "MarkdownParser":
        """Python-Markdown: it takes long to load, and most texts do without it."""
        if self._made is None:
            from bantin.markdown.parser import MarkdownParser

            self._made = MarkdownParser(self._backlink_title, self._admonition_titles)
        return self._made

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
        text = definitions.whole_labels(whole_targets(text, source.signs), source.signs)
        if " \n" in text or text.endswith(" "):
            text = _LONE_BLANK.sub("", text)
        if text != written:
            source = SourceMap(text, path, first_line)
        if over := limits.exceeded(text, source, self._max_bytes):
            return Body(problems=(over,))
        try:
            body = self._body(text, source)
        except RecursionError:  # a deep call stack, or nesting that `limits` misses
            self._made = None  # its state is that of a half-read text
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
            problems += *left_out(written, source), *self._unused_footnotes(written, source)
            for name in unclosed:
                place = source.place(raw_blocks.left_open(source.without_code, name))
                problems.append(warning("html-unclosed", place, tag=name))
            html = lists.with_tasks(sanitised(written))
            problems += leftovers.slips(html, source, tuple(problems))
        body = HtmlReader(source, self._slug, self._glossary, self._embed_hosts).weave(html)
        if not problems and not body.problems:
            return body
        return replace(body, problems=tuple(sorted({*problems, *body.problems})))

    def _at_once(self, read: str, text: str, source: SourceMap) -> str | None:
        """The sanitised HTML of what was read from `text`, if that is simple."""
        signs = source.signs if read == text else signs_of(read)
        return fast_path.html(read, signs, self._boxes, is_kept)

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
