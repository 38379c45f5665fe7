"""Values known by marks: whatever differs differs in the mark, which needs no value to be made."""

import datetime
from typing import Any

from bantin.pages.marks import Marked, given, mark_of


def test_every_field_is_in_the_mark() -> None:
    """Whatever differs, at any depth, differs in the mark; equal values have equal marks."""
    day = datetime.date(2026, 3, 9)
    values: list[tuple[Any, ...]] = [
        (None, "x"),
        ((), "x"),
        ("", "x"),
        ("null", "x"),
        (("x",), "x"),
        ("x", ("x",)),
        ("x', 'x",),
        ("x", "x"),
        ((given("x"),), "x"),
        ((given("y"),), "x"),
        ((given("x"), given("x")), "x"),
        ((("vi", "a"),), "x"),
        ((("vi", "b"),), "x"),
        ((("vi", given("b")),), "x"),
        (day, "x"),
        ((day, day), "x"),
        (given("x"), given("y")),
        (given("y"), given("x")),
    ]
    assert len({mark_of(value) for value in values}) == len(values)
    assert [mark_of(value) for value in values] == [mark_of(tuple(value)) for value in values]


def test_marked_values_are_made_once_and_late() -> None:
    """The mark needs no value; the value is made when it is asked for, once."""
    made: list[str] = []

    def shout(text: Marked[str]) -> str:
        made.append(text.value)
        return text.value.upper()

    loud = Marked(shout, given("tin"))
    assert (loud.mark, made) == (Marked(shout, given("tin")).mark, [])
    assert (loud.value, loud.value, made) == ("TIN", "TIN", ["tin"])
