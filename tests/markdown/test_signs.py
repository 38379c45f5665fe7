"""The signs of a text: none is missed, and what has no others holds only ASCII and letters of Vietnamese."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from bantin.markdown.signs import signs_of

VIETNAMESE = re.compile(r"[\x00-\x7fÀ-ƿẠ-ỿ\u1000-\u167f\u1681-\u1fff“”‘’–—…•]*")
"""Beside its letters and typography, those that share their bytes: none of them means anything to Markdown, and all can
be seen.
"""


@given(st.text() | st.text(alphabet="ab 1\n|[](*_`\x02\x7f\tƠơđữỲ“–•\xa0\u200b\u1680\u2028"))
@example("\ud800")
def test_signs(text: str) -> None:
    """Those of ASCII in their order; the others are at least not taken for letters."""
    signs = signs_of(text)
    assert re.sub("[a-zA-Z0-9 \n]|[^\x00-\x7f]", "", text) == signs.ascii
    assert set(signs.typography) == set(re.findall("[“”‘’–—…•]", text))
    if not signs.has_others:
        assert VIETNAMESE.fullmatch(text)
