"""Values known by marks: what pages are made from, each with a digest at hand that stands for it.

A page's key is the mark of all that its maker receives, and a marked value's mark is that of all it is made from. So
whoever reads something has it in the key: there is no second list of what decides about a page.
"""

import datetime
import json
from collections.abc import Callable
from dataclasses import is_dataclass
from hashlib import blake2b
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


def digest_of(*told: str) -> str:
    """What stands for several texts."""
    return blake2b("\0".join(told).encode(), digest_size=16).hexdigest()


class Marked(Generic[Value]):
    """A value that is made when it is first asked for, by a function that gets the given inputs and nothing else.

    E.g. `Marked(card, context, article, cover)`: the card of an article in the lists of one edition.
    """

    __slots__ = ("_inputs", "_make", "_value", "mark")

    def __init__(self, make: Callable[..., Value], *inputs: Any) -> None:
        self._make: Callable[..., Value] | None = make
        self._inputs = inputs
        self.mark = mark_of(inputs)
        """Stands for the inputs: another one if any of them is another one."""

    def __repr__(self) -> str:
        return self.mark

    @property
    def value(self) -> Value:
        """The value: made once, and the same object for all who ask."""
        if self._make is not None:
            self._value = self._make(*self._inputs)
            self._make, self._inputs = None, ()
        return self._value


def given(value: Value) -> Marked[Value]:
    """A marked value that is there already."""
    return Marked(_same, value)


def _same(value: Value) -> Value:
    return value


def mark_of(inputs: tuple[Any, ...]) -> str:
    """What stands for several inputs, at any depth: the marks of what has one, and plain values themselves.

    Two tuples of the same types have the same mark only if they are equal. Raises TypeError for what is neither.
    """
    try:
        return "|".join([each.mark for each in inputs])
    except AttributeError:
        return digest_of(marks_of(inputs))


def marks_of(inputs: tuple[Any, ...]) -> str:
    """The same as a text of any length. No mark holds a line's end or a tabulator, so that these can part them."""
    lines: list[str] = []
    for each in inputs:  # what most inputs are comes first: a build reads hundreds of thousands
        kind = type(each)
        if kind is Marked:
            lines.append(each.mark)
        elif kind is tuple:
            if not each:
                lines.append("[]")
            elif (first := type(each[0])) is Marked:
                lines.append("\t".join([one.mark for one in each]))
            else:
                lines.append(repr(each) if first in _PLAIN else _read(each))
        elif each is None:
            lines.append("null")
        else:
            mark = getattr(each, "mark", None)
            lines.append(_read(each) if mark is None else mark)
    return "\n".join(lines)


_PLAIN = {tuple, str, datetime.date}
"""A tuple that begins with one of these is read by `repr`: in it a marked value is its mark as well."""


def _mark(value: Any) -> str:
    """What stands for a value that JSON does not know."""
    mark = getattr(value, "mark", None)
    if isinstance(mark, str):
        return mark
    if is_dataclass(value) or isinstance(value, datetime.date):
        return repr(value)
    raise TypeError(f"nothing of this type may be an input: {type(value).__name__}")


_read = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_mark).encode
