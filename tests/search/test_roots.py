"""Stems, numbers and dates: the tables that the browser passes too (tests/browser/test_search.py)."""

from pathlib import Path

import pytest

from bantin.search.abbreviations import COMMON, glossary_of
from bantin.search.expressions import expressions
from bantin.search.stemmer import stem

TESTS = Path(__file__).parents[1]


def rows(name: str) -> list[list[str]]:
    """The rows of a table of examples."""
    lines = (TESTS / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def told(text: str, code: str) -> str:
    """What stands in a text, as the table has it."""
    found = sorted(expressions(text, code))
    return " | ".join(f"{text[each.start : each.stop]} = {' '.join(each.names)}" for each in found)


def test_stems_are_those_of_snowball() -> None:
    """Every row of the table that its own program made."""
    assert [word for word, expected in rows("stems.txt") if stem(word) != expected] == []


@pytest.mark.parametrize(("code", "text", "expected"), rows("expressions.txt"))
def test_expressions(code: str, text: str, expected: str) -> None:
    """Every way of writing has the names of the others."""
    assert told(text, code) == expected


def test_the_portals_abbreviations_go_before() -> None:
    """A glossary may mean something else by one of the common ones, and adds its own."""
    assert glossary_of("vi", {"TT": "thị trấn", "ABC": "x"})["TT"] == "thị trấn"
    assert glossary_of("vi", {})["UBND"] == COMMON["vi"]["UBND"]
    assert glossary_of("en", {"PC": "People's Committee"}) == {"PC": "People's Committee"}
