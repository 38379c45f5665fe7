"""Values known by marks: whatever differs differs in the mark, which needs no value to be made."""

import datetime
from typing import Any

from bantin.pages.marks import Marked, mark_of, ready_made


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
        ((ready_made("x"),), "x"),
        ((ready_made("y"),), "x"),
        ((ready_made("x"), ready_made("x")), "x"),
        ((("vi", "a"),), "x"),
        ((("vi", "b"),), "x"),
        ((("vi", ready_made("b")),), "x"),
        (day, "x"),
        ((day, day), "x"),
        (ready_made("x"), ready_made("y")),
        (ready_made("y"), ready_made("x")),
    ]
    assert len({mark_of(value) for value in values}) == len(values)
    assert [mark_of(value) for value in values] == [mark_of(tuple(value)) for value in values]


def test_marked_values_are_made_once_and_late() -> None:
    """The mark needs no value; the value is made when it is asked for, once."""
    made: list[str] = []

    def shout(text: Marked[str]) -> str:
        made.append(text.value)
        return text.value.upper()

    loud = Marked(shout, ready_made("tin"))
    assert (loud.mark, made) == (Marked(shout, ready_made("tin")).mark, [])
    assert (loud.value, loud.value, made) == ("TIN", "TIN", ["tin"])
