"""Characters that hardly stand in an intact Vietnamese text, but in nearly every line of a wrongly decoded one."""

from bantin.patterns import lazy_pattern

_LETTERS = "ÄÅÆËÏÐÑÖÛÜÞßäåæëïðñöøûüþÿ"
_SIGNS = "\xa1-\xa5\xa7-\xaa\xac-\xaf\xb1\xb4-\xb6\xb8-\xba\xbc-\xbf"
_CAPITALS = r"Ò(?<=[a-zâêô]Ò)|Ã(?:(?<![B-DF-NP-ZĐ]Ã)|(?![A-Z \n.,:;!?()\[\]/*_|\"'-]|\Z))"
"""Two that are frequent in words of capitals: TÒA, XÃ, ĐÃ, LÃNH. Behind a small letter Ò is ề in TCVN3; AÃ is Ẫ in VNI,
and Ã with a sign behind it a letter of UTF-8.
"""
STRANGE = lazy_pattern(rf"[{_SIGNS}{_LETTERS}]|{_CAPITALS}|á\xbb|(?<=\w)\xa6|\xa6(?=\w)")

_SIGN = lazy_pattern(f"[{_SIGNS}\xa6\xbb]")
_CAPITAL = lazy_pattern(_CAPITALS)


def may_be_in(text: str, has_signs: bool) -> bool:
    """Whether STRANGE may be found, which takes longer; `has_signs`: whether any of U+0080 to U+00BF is in `text`."""
    if any(map(text.__contains__, _LETTERS)) or (has_signs and _SIGN.search(text)):
        return True
    return ("Ã" in text or "Ò" in text) and _CAPITAL.search(text) is not None
