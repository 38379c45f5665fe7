"""One article → its terms: what a reader may type to find it, and how much each says about it.

A term is a word with its marks in one tone place (`công`), or two neighbours (`công_tác`); letters and digits that
stand together are neighbours (`350ml`). Beside them stand the names of numbers, dates and words with hyphens
(`expressions`), and an abbreviation of the glossary counts as its full form too, and the other way round. The index of
many articles is left to `index`, and finding things in it to the browser's scripts.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from bantin.locale import Language
from bantin.search.expressions import expressions
from bantin.search.roots import BETWEEN, Kept, Roots, number_of
from bantin.text import exact, nfc

RANGES = 8
"""Terms are told apart by the digest of their places, so that several processes can each make a part of the index."""
BETWEEN_RANGES = b"\f"
LEVELS = 6
"""How much a term says about its article: 0 mentioned, 1 often or in the lead, 2 both, 3 in the title … 5 in a short
one, or in a middling one and again in the text."""
_STEPS = (1.5, 3.0)
"""The weights at which the levels 1 and 2 begin."""
_TITLES = (6, 12)
"""Words of a short title, and of a middling one."""
_AGAIN = 2
"""Times that a word of the title stands in the text before it says more."""
_LEAD = 2.0
"""Weight beside that of a word of the text, which is 1 in an article of usual length."""
_MOST = 3.9
"""Of a word of the text, however often it stands there."""
_USUAL = 400
"""Words of an article in which a word of the text weighs 1; it weighs less in a longer one."""

# Within what stands between two blanks. A sentence's end parts neighbours. (\w without _ as in `text`.)
_PIECES = re.compile("[^\\W\\d_]+(?:[\u0300-\u036f]+[^\\W\\d_]*)*|\\d+|[.!?…]+$")
_NO_WORD = ".!?…"
_COUNTRY = exact("Việt Nam")
"""Ends the full name of many a body, and is often left out."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """What an article says, as plain text."""

    title: str
    lead: str
    text: str
    beside: tuple[str, ...] = ()
    """Keywords, names of attachments, captions, alternative texts, author and source: each on its own."""


class Indexer:
    """Finds the terms of articles in one language."""

    def __init__(self, language: Language, glossary: Mapping[str, str]) -> None:
        """`glossary`: abbreviations and their full forms, in this language."""
        roots = Roots(language)
        self._code = language.code
        self._cut = Kept(_PIECES.findall)
        self._forms = Kept(_form)
        self._ranges = Kept(lambda term: number_of(roots[term]) % RANGES)
        self._also: dict[str, list[tuple[list[str], list[str]]]] = {}
        for short, full in glossary.items():
            short_pieces, full_forms = _PIECES.findall(nfc(short)), exact(full)
            for shortened in _shortened(short, full_forms, glossary):
                self._also.setdefault(shortened[0], []).append((shortened, [*exact(short), *full_forms]))
            if short_pieces and full_forms:
                # An abbreviation is known by its capitals: `TU` is none in `tu sửa`.
                self._also.setdefault(short_pieces[0], []).append((short_pieces, full_forms))
                self._also.setdefault(full_forms[0], []).append((full_forms, exact(short)))

    def terms(self, matter: SearchText) -> bytes:
        """All terms of an article with their levels: of each range, of each level, separated by \\f, \\n and blanks."""
        text, length = self._counted((matter.text, *matter.beside))
        title, words = self._counted((matter.title,))
        lead, _ = self._counted((matter.lead,))
        each = _USUAL * 2 / (_USUAL + max(length, _USUAL / 2))
        parts: list[list[list[str]]] = [[[] for _ in range(LEVELS)] for _ in range(RANGES)]
        ranges = self._ranges
        levels = [bisect_right(_STEPS, min(count * each, _MOST)) for count in range(max(text.values(), default=0) + 1)]
        of_title = LEVELS - 1 - sum(words > most for most in _TITLES)
        for term in title | lead:
            count = text.pop(term, 0)
            if term in title:
                level = min(of_title + (count >= _AGAIN), LEVELS - 1)
            else:
                level = bisect_right(_STEPS, min(count * each, _MOST) + _LEAD)
            parts[ranges[term]][level].append(term)
        for term, count in text.items():
            parts[ranges[term]][levels[count]].append(term)
        return "\f".join(["\n".join([" ".join(names) for names in part]) for part in parts]).encode()

    def _counted(self, texts: Iterable[str]) -> tuple[Counter[str], int]:
        """How often each term is in these texts, and of how many words they are."""
        found: Counter[str] = Counter()
        length = 0
        for text in map(nfc, texts):
            pieces = [piece for chunk in text.split() for piece in self._cut[chunk]]
            forms = [*map(self._forms.__getitem__, pieces)]
            length += len(forms)
            found.update(forms)
            found.update(map(BETWEEN.join, pairwise(forms)))
            for expression in expressions(text, self._code):
                found.update(expression.names)
            for start, stop, others in self._others(pieces, forms):
                found.update(others)
                chain = [*forms[max(start - 1, 0) : start], *others, *forms[stop : stop + 1]]
                found.update(map(BETWEEN.join, pairwise(chain)))
        for term in [term for term in found if not term or term[0] == BETWEEN or term[-1] == BETWEEN]:
            del found[term]  # a sentence's end
        return found, length

    def _others(self, pieces: list[str], forms: list[str]) -> Iterator[tuple[int, int, list[str]]]:
        """(start, stop, the words that mean the same) of each abbreviation and each full form."""
        also = self._also
        for known in (pieces, forms):
            for start in [start for start, word in enumerate(known) if word in also]:
                for meant, others in also[known[start]]:
                    stop = start + len(meant)
                    if known[start:stop] == meant:
                        yield start, stop, others


def _shortened(short: str, full: list[str], glossary: Mapping[str, str]) -> Iterator[list[str]]:
    """A full form with a part of it abbreviated, without the country, or both: `Ủy ban MTTQ` is UBMTTQ too."""
    for forms in (full, full[:-2]) if full[-2:] == _COUNTRY else (full,):
        if forms and forms != full:
            yield forms
        for inner, inner_full in glossary.items():
            partly = _replaced(forms, exact(inner_full), exact(inner))
            if inner != short and partly != forms:
                yield partly


def _replaced(forms: list[str], old: list[str], new: list[str]) -> list[str]:
    """The words with those of `old`, where they stand together, replaced."""
    for start in range(len(forms) - len(old) + 1):
        if old and forms[start : start + len(old)] == old:
            return [*forms[:start], *new, *forms[start + len(old) :]]
    return forms


def _form(piece: str) -> str:
    """Of a piece of a text: its marks kept, in one tone place; '' for a sentence's end."""
    return "" if piece[0] in _NO_WORD else "".join(exact(piece))


def is_whole(data: bytes) -> bool:
    """Whether these can be an article's terms: for what was kept and may have been damaged."""
    return data.count(BETWEEN_RANGES) == RANGES - 1 and data.count(b"\n") == RANGES * (LEVELS - 1)
