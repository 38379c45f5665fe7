"""Bare addresses: the look in advance, with which most texts are done, misses none of them."""

from hypothesis import example, given
from hypothesis import strategies as st

from bantin.markdown import autolinks
from bantin.markdown.html_pieces import escape_text

PIECES = st.sampled_from(
    "0 00 84 +84 (84) (84-24) 091 0912345678 234 567 24 1900 1800 5999 115 113 111 gọi Gọi công an: Hoặc hoặc khi hộ "
    "https:// www. a.vn b@c.vn & < > . , - ( ) / \u00a0".split(" ")
)


@given(st.lists(PIECES | st.sampled_from([" ", "\n", "\u00a0"]), max_size=12).map("".join))
@example("gọi 84\u00a024 3456 7890")
@example("gọi (0084)912345678")
@example("gọi 84 (0)912345678")
@example("Gọi 115 Hoặc gặp bà Lan")
@example("gọi 115 khi có cháy")
@example("gọi 1900\u00a05999")
def test_no_address_is_missed(text: str) -> None:
    """Neither in words nor in HTML."""
    if any(autolinks.found_in(text)):
        assert autolinks.may_be_in(text)
        assert autolinks.may_be_in(f"<p>{escape_text(text)}</p>")
