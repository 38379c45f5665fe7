"""Plain lines are read as the parser of YAML reads them."""

from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bantin.yaml import document, plain_lines

VALUES = st.text(alphabet="aĐ1ữ  _.,:;/()?!%+=&*@'\"–…’-[]{}#\\|>~`“\u00a0\u200b\u115f\t\n", max_size=14)
USUAL = st.sampled_from(
    [
        "Hội nghị",
        '"Hội nghị: đợt 1"',
        "2018-01-06 15:07",
        "[khuyến học, việc làm]",
        "[a,b , c]",
        "https://x.vn/a?b=c",
        '""',
    ]
)
NAMES = st.sampled_from(["title", "Ngày", "tags", "notice_until", "y", "a b", "- a", "?", "<<", "---"])
LINES = st.builds(
    lambda name, between, value: f"{name}:{between}{value}\n", NAMES, st.sampled_from([" ", "", "  "]), VALUES
)
PLAIN = st.builds(lambda name, value: f"{name}: {value}\n", NAMES, USUAL | VALUES)


@given(st.lists(LINES | PLAIN, max_size=5).map("".join))
@example('title: "Hội # 1 [a]"\ntags: [a b, c-d]\ndate: 7/3/2018 9:30\n')
@example('title: "a"b\n')
@example("a: b:\n")
@example("a: b :c\n")
@example("a: null\nb: [1, 2]")
@example("")
def test_plain_lines(text: str) -> None:
    """Names, values, places and problems are the same."""
    at_once = document.read_mapping(text, "content/x.md", 2, comments_cut=True)
    with patch.object(plain_lines, "mapping", lambda *_: None):
        assert document.read_mapping(text, "content/x.md", 2, comments_cut=True) == at_once


@pytest.mark.parametrize("value", ["Hội nghị", '"Kế hoạch: đợt 1"', "[khuyến học, việc làm]", "2018-03-07 09:30"])
def test_usual_values_are_plain(value: str) -> None:
    """Most front matter never meets the parser."""
    assert plain_lines.mapping(f"title: {value}\n", "content/x.md", 2) is not None
