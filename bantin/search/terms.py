"""The analyser: an article → its search terms, each with a relevance level.

A term is a word with diacritics and normalised tone placement (`công`), or a pair of neighbouring words (`công_tác`);
adjacent letters and digits are neighbours too (`350ml`). Further terms are normalised numbers, dates and hyphenated
words (`expressions`). An abbreviation of the glossary is indexed as its full form too, and vice versa. The index of all
articles is made by `index` and searched by scripts in the browser.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import add

from bantin.locale import Language
from bantin.patterns import lazy_pattern
from bantin.search.expressions import expressions
from bantin.search.roots import BETWEEN, Memo, Roots, number_of
from bantin.text import exact, fold, nfc

RANGES = 8
"""Number of ranges into which terms are partitioned by hash, so that processes can build parts of the index."""
BETWEEN_RANGES = b"\f"
LEVELS = 6
"""Number of relevance levels: 0 mentioned, 1 often or in the lead, 2 both, 3 in the title, up to 5 in a short title, or
in a medium one and again in the text."""
_STEPS = (1.5, 3.0)
"""Minimum weights for levels 1 and 2."""
_TITLES = (6, 12)
"""Maximum numbers of words of a short and of a medium title."""
_AGAIN = 2
"""Occurrences in the text from which a word of the title gains a level."""
_LEAD = 2.0
"""Weight of a word in the lead; a word in the text of an article of usual length weighs 1."""
_MOST = 3.9
"""Maximum weight of a word in the text, however frequent."""
_USUAL = 400
"""Usual length of an article in words; in a longer one each occurrence weighs less."""

# Applied between blanks. The end of a sentence separates neighbours. (\w without _ as in `text`.)
_PIECES = lazy_pattern("[^\\W\\d_]+(?:[\u0300-\u036f]+[^\\W\\d_]*)*|\\d+|[.!?…]+$")
_NO_WORD = ".!?…"
_BORDER = " . "
"""Separates neighbours at the end of a block; read like the end of a sentence."""
OF_ACRONYM = "."
"""Prefix of acronyms, which are not words."""
_ACRONYM = range(3, 7)
"""Numbers of words in an acronym."""
_SENTENCE_END = lazy_pattern("[.!?…:;()]")
_COUNTRY = exact("Việt Nam")
"""Ends the full names of many bodies, and is often omitted."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """An article as plain text."""

    title: str
    lead: str
    text: str
    """A line for each paragraph, heading or item."""
    beside: tuple[str, ...] = ()
    """Keywords, attachment titles, captions, alternative texts, author and source, one each."""


class Indexer:
    """Extracts the terms of articles in one language."""

    def __init__(self, language: Language, glossary: Mapping[str, str]) -> None:
        """`glossary`: abbreviations and full forms in this language."""
        self._code = language.code
        self._cut = Memo(_PIECES.findall)
        self._forms = Memo(_form)
        self._roots = Roots(language)
        self._places = Memo(self._place)
        # By the first piece, form or pair: a whole sequence, and the words that mean the same.
        self._short: _Also = {}
        self._single: _Also = {}
        self._full: _Also = {}
        for short, full in glossary.items():
            short_pieces, full_forms = _PIECES.findall(nfc(short)), exact(full)
            for shortened in _shortened(short, full_forms, glossary):
                self._note(shortened, [*exact(short), *full_forms])
            if short_pieces and full_forms:
                # Abbreviations are case-sensitive: `TU` does not occur in `tu sửa`.
                self._short.setdefault(short_pieces[0], []).append((short_pieces, full_forms))
                self._note(full_forms, exact(short))

    def _note(self, meant: list[str], others: list[str]) -> None:
        also = self._full if len(meant) > 1 else self._single
        also.setdefault(BETWEEN.join(meant[:2]), []).append((meant, others))

    def _place(self, term: str) -> int:
        """Index of the first level of a term's range. A pair across the end of a sentence has a range of its own, which
        is left out."""
        is_across = term[0] == BETWEEN or term[-1] == BETWEEN
        return (RANGES if is_across else number_of(self._roots[term]) % RANGES) * LEVELS

    def terms(self, matter: SearchText) -> bytes:
        """All terms of an article: ranges separated by \\f, levels by \\n, terms by blanks."""
        text, length = self._counted("\n".join((matter.text, *matter.beside)))
        title, words = self._counted(matter.title)
        lead, _ = self._counted(matter.lead)
        each = _USUAL * 2 / (_USUAL + max(length - len(matter.beside), _USUAL / 2))
        parts: list[list[str]] = [[] for _ in range((RANGES + 1) * LEVELS)]
        places = self._places
        of_title = LEVELS - 1 - sum(words > most for most in _TITLES)
        for acronym in sorted(_acronyms(matter.title)):
            parts[number_of(acronym) % RANGES * LEVELS + of_title].append(acronym)
        for term in {**title, **lead}:
            count = text.pop(term, 0)
            if term in title:
                level = min(of_title + (count >= _AGAIN), LEVELS - 1)
            else:
                level = bisect_right(_STEPS, min(count * each, _MOST) + _LEAD)
            parts[places[term] + level].append(term)
        levels = [bisect_right(_STEPS, min(count * each, _MOST)) for count in range(max(text.values(), default=0) + 1)]
        of_terms = map(add, map(places.__getitem__, text), map(levels.__getitem__, text.values()))
        for place, term in zip(of_terms, text, strict=True):
            parts[place].append(term)
        names = [" ".join(part) for part in parts[:-LEVELS]]
        return "\f".join(["\n".join(names[at : at + LEVELS]) for at in range(0, len(names), LEVELS)]).encode()

    def _counted(self, text: str) -> tuple[Counter[str], int]:
        """Term frequencies in a text, and its number of words."""
        text = nfc(text)
        pieces = [*chain.from_iterable(map(self._cut.__getitem__, text.replace("\n", _BORDER).split()))]
        forms = [*map(self._forms.__getitem__, pieces)]
        pairs = [*map(BETWEEN.join, pairwise(forms))]
        found = Counter(forms)
        found.update(pairs)
        found.update([name for each in expressions(text, self._code) for name in each.names])
        found.update(self._others(pieces, forms, pairs))
        del found[""]
        return found, len(forms)

    def _others(self, pieces: list[str], forms: list[str], pairs: list[str]) -> list[str]:
        """Equivalent words of all abbreviations and full forms in a text, and their pairs with the neighbours."""
        found: list[str] = []
        known_by = ((self._short, pieces, pieces), (self._single, forms, forms), (self._full, pairs, forms))
        for also, beginnings, known in known_by:
            if also.keys().isdisjoint(beginnings):
                continue
            for start in [start for start, beginning in enumerate(beginnings) if beginning in also]:
                for meant, others in also[beginnings[start]]:
                    stop = start + len(meant)
                    if known[start:stop] == meant:
                        found += others
                        around = [*forms[max(start - 1, 0) : start], *others, *forms[stop : stop + 1]]
                        found += map(BETWEEN.join, pairwise(around))
        return found


_Also = dict[str, list[tuple[list[str], list[str]]]]


def _shortened(short: str, full: list[str], glossary: Mapping[str, str]) -> Iterator[list[str]]:
    """Variants of a full form: partly abbreviated, without the country, or both: `Ủy ban MTTQ` is UBMTTQ too."""
    for forms in (full, full[:-2]) if full[-2:] == _COUNTRY else (full,):
        if forms and forms != full:
            yield forms
        for inner, inner_full in glossary.items():
            partly = _replaced(forms, exact(inner_full), exact(inner))
            if inner != short and partly != forms:
                yield partly


def _replaced(forms: list[str], old: list[str], new: list[str]) -> list[str]:
    """The words, with the sequence `old` replaced."""
    for start in range(len(forms) - len(old) + 1):
        if old and forms[start : start + len(old)] == old:
            return [*forms[:start], *new, *forms[start + len(old) :]]
    return forms


def _acronyms(title: str) -> set[str]:
    """Acronyms of consecutive words of a title: `.rtsh` for `Rác thải sinh hoạt`."""
    found = set()
    for sentence in _SENTENCE_END.split(fold(title)):
        letters = [word[0] for word in sentence.split() if word[0].isalpha()]
        for length in _ACRONYM:
            found |= {OF_ACRONYM + "".join(letters[at : at + length]) for at in range(len(letters) - length + 1)}
    return found


def _form(piece: str) -> str:
    """The normalised form of a token, with diacritics; '' for the end of a sentence."""
    return "" if piece[0] in _NO_WORD else "".join(exact(piece))


def is_whole(data: bytes) -> bool:
    """Whether cached terms have a valid form; a damaged cache may hold anything."""
    return data.count(BETWEEN_RANGES) == RANGES - 1 and data.count(b"\n") == RANGES * (LEVELS - 1)
