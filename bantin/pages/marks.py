"""Marked values: what pages are made from, each with a digest (its mark) that stands for it.

A page's key is the mark of all that its maker receives, and the mark of a marked value is that of all it is made from.
So whoever reads something has it in the key: there is no second list of what decides about a page.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


_SHORT = 200
"""Most characters of a mark that is kept as it is; a longer one is digested, since each list of cards repeats it."""


def digest_of(*texts: str) -> str:
    """A digest that stands for several texts."""
    return blake2b("\0".join(texts).encode(), digest_size=16).hexdigest()


class Marked(Generic[Value]):
    """A value that is made when it is first asked for, by a function that gets the given inputs and nothing else.

    E.g. `Marked(card, context, article, cover)`: the card of an article in the lists of one edition.
    """

    __slots__ = ("_inputs", "_make", "_value", "mark")

    def __init__(self, make: Callable[..., Value], *inputs: Any) -> None:
        self._make: Callable[..., Value] | None = make
        self._inputs = inputs
        whole = mark_of(inputs)
        self.mark = whole if len(whole) < _SHORT else digest_of(whole)
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


def ready_made(value: Value) -> Marked[Value]:
    """A marked value that is there already."""
    return Marked(_same, value)


def _same(value: Value) -> Value:
    return value


def mark_of(inputs: tuple[Any, ...]) -> str:
    """Stands for several inputs, at any depth: the marks of those that have one, and plain values themselves.

    It is what Python writes for them (`repr`): texts in quotes, dates and named values with the names of their types,
    and for a value with a mark that mark alone. So two tuples of the same types have the same mark only if they are
    equal.
    """
    return tuple.__repr__(inputs)
