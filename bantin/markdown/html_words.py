"""Text nodes of HTML → the same with abbreviations marked and bare addresses linked."""

import re
from html import unescape

from bantin.markdown import autolinks
from bantin.markdown.abbreviations import Glossary
from bantin.markdown.body import WrittenLink
from bantin.markdown.html_pieces import Piece, escape_text
from bantin.markdown.positions import SourceMap
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning

_FOOTNOTE_MARK = lazy_pattern(r"\[\^([^\]]+)\]")


class WordWriter:
    """Writes the text nodes of one text in order; adds problems to `problems`."""

    def __init__(self, source: SourceMap, glossary: Glossary, problems: list[Problem]) -> None:
        self._source = source
        self._glossary = glossary
        self._problems = problems
        self._marked: set[str] = set()  # abbreviations explained so far
        self._has_addresses = self._has_notes = False
        self._before = ""  # the end of what was written, where there are addresses

    def look_at(self, html: str) -> None:
        """Checks in advance whether the text may contain bare addresses at all."""
        self._has_addresses = autolinks.may_be_in(html)
        self._has_notes = "[^" in html

    def may_write_whole(self, html: str) -> bool:
        """Whether no text node of some elements with words alone holds an address or a footnote's mark."""
        return not self._has_notes and not (self._has_addresses and autolinks.may_be_in(html))

    def marked(self, html: str) -> str:
        """Elements with words alone, which `may_write_whole`, with their abbreviations marked."""
        return self._glossary.mark(html, self._marked)

    def write(self, escaped: str, out: list[Piece], is_quiet: int, is_linkless: int) -> None:
        """Adds a text node to `out`; no abbreviations if `is_quiet`, no links if `is_linkless`."""
        if self._has_addresses:
            before, self._before = self._before, f"{self._before} {escaped}"[-autolinks.NEAR :]
            if not is_linkless and autolinks.may_be_in(escaped):
                escaped = self._write_addresses(escaped, before, out, is_quiet)
                if not escaped:
                    return
        if is_quiet or escaped == "\n":
            out.append(escaped)
        elif self._has_notes:
            out.append(self._explained(escaped))
        else:
            out.append(self._glossary.mark(escaped, self._marked))

    def _write_addresses(self, escaped: str, before: str, out: list[Piece], is_quiet: int) -> str:
        """Writes the text up to the end of its last address; returns the rest."""
        text = unescape(escaped)
        done = 0
        for found in autolinks.found_in(text, before):
            between, words = escape_text(text[done : found.start]), text[found.start : found.end]
            if between:
                out.append(between if is_quiet else self._explained(between))
            out += "<a", WrittenLink(found.target, self._source.next_words(words)), ">", escape_text(words), "</a>"
            done = found.end
        return escape_text(text[done:]) if done else escaped

    def _explained(self, escaped: str) -> str:
        """The text with abbreviations marked."""
        if self._has_notes and "[^" in escaped:
            self._report_missing_footnotes(unescape(escaped))
        return self._glossary.mark(escaped, self._marked)

    def _report_missing_footnotes(self, text: str) -> None:
        for label in _FOOTNOTE_MARK.findall(text):
            place = self._source.search(re.escape(f"[^{label}]"))
            key = "footnote-without-colon" if place.column == 1 else "footnote-missing"
            self._problems.append(warning(key, place, label=label))
