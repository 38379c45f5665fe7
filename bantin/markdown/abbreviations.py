"""Marks abbreviations of the portal's glossary in escaped text as `abbr` elements."""

import re
from collections.abc import Mapping
from html import escape
from itertools import groupby

from bantin.patterns import lazy_pattern

_NUMBER_BEFORE = lazy_pattern(r"(?<![\w.\-])\d[\w.\-]*+/[\w/.\-]*+$")


class Glossary:
    """Abbreviations and their full forms, compiled for marking escaped text."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self._titles = {escape(term, quote=False): escape(full) for term, full in terms.items() if term}
        # Grouped by first letter, so that the regex engine skips fast to candidates.
        longest_first = sorted(self._titles, key=lambda term: (term[0], -len(term), term))
        groups = groupby(longest_first, key=lambda term: term[0])
        self._pattern = re.compile(
            "|".join(
                f"{re.escape(first)}(?:{'|'.join(re.escape(term[1:]) for term in group)})" for first, group in groups
            )
        )

    def mark(self, escaped: str, marked: set[str]) -> str:
        """Explains the first occurrence of each abbreviation that is not in `marked` yet, and adds it there.

        `escaped` may hold tags of up to sixty characters.
        """
        if not self._titles:
            return escaped

        def explain(match: re.Match[str]) -> str:
            term = match[0]
            if term in marked or _is_within_word(escaped, *match.span()):
                return term
            marked.add(term)
            return f'<abbr title="{self._titles[term]}">{term}</abbr>'

        return self._pattern.sub(explain, escaped)


def _is_within_word(escaped: str, start: int, end: int) -> bool:
    """Whether a term found there is part of a longer word, of a tag or entity, or of a document's number
    (`522/QĐ-UBND`)."""
    before, after = escaped[max(start - 60, 0) : start], escaped[end : end + 1]
    if before[-1:].isalnum() or after.isalnum() or "_" in (before[-1:], after):
        return True
    if before.rfind("<") > before.rfind(">") or (before.endswith("&") and after == ";"):
        return True
    word = before.rpartition(" ")[2]
    return "/" in word and _NUMBER_BEFORE.search(word) is not None
