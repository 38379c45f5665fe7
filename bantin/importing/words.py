"""Words of a text, and the comparison of a source's words with those of its article."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bantin.importing.types import Fidelity
from bantin.patterns import lazy_pattern
from bantin.text import nfc

_INVISIBLE = lazy_pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
CAPITALS = "".join(sign for sign in map(chr, range(0x41, 0x1F00)) if sign.isupper())
"""Capital letters, for a class of a pattern: those of Vietnamese stand among the small ones."""
_WORD = lazy_pattern(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words and numbers of `text` as written, in order."""
    return _WORD.findall(_INVISIBLE.sub("", nfc(text)))


def fidelity(found: Sequence[str], kept: Iterable[str], left_out: Iterable[str]) -> Fidelity:
    """Accounts for the words `found`: how many are among `kept`, among `left_out`, or lost."""
    source = Counter(found)
    in_article = source & Counter(kept)
    rest = source - in_article
    listed = rest & Counter(left_out)
    lost = rest - listed
    return Fidelity(len(found), in_article.total(), listed.total(), tuple(lost.elements()))
