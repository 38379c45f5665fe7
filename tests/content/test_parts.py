"""A content file in its two parts: at the usual lines, and wherever others put them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.content import parts

LINES = st.sampled_from(
    ["---", "--- ", "—", "...", "", " ", "title: a", "- b", " --", ". c", "\u2212-", "Đ\x0c", "\x1c"]
)


@given(st.lists(LINES, max_size=6))
def test_usual_front_matter(lines: list[str]) -> None:
    """Where its lines are as usual, they are not looked at one by one, with the same result."""
    text = "\n".join(["---", *lines])
    at_once = parts.split(text, "content/x.md")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_USUAL", re.compile("(?!)"))
        assert parts.split(text, "content/x.md") == at_once
