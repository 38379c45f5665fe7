"""Inserts entries into a mapping that is sorted by its keys."""

from bisect import bisect_left
from collections.abc import Mapping
from typing import TypeVar

Value = TypeVar("Value")


def with_entries(table: Mapping[str, Value], entries: Mapping[str, Value]) -> dict[str, Value]:
    """A sorted table with other entries, which take the places of those with their keys. It is not sorted anew: few
    keys are compared, however many there are.
    """
    keys, values = list(table), list(table.values())
    for key, value in entries.items():
        at = bisect_left(keys, key)
        if keys[at : at + 1] == [key]:
            values[at] = value
        else:
            keys.insert(at, key)
            values.insert(at, value)
    return dict(zip(keys, values, strict=True))
