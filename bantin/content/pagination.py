"""Pagination: cuts a list into pages so that news changes few of them. Only the list's length decides."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageSlice:
    """One page of a list: which items stand on it, counted from the oldest, so that news moves none of them."""

    number: int
    """From 1, the page with the oldest items. Part of the address, except on the newest page."""
    start: int
    """Index of its oldest item in the list sorted oldest first, from 0."""
    stop: int
    """Index after its newest item: `items[start:stop]`."""
    is_newest: bool
    """Whether it stands at the list's own address and says how many pages there are; the others stand at
    `<list>/trang/<number>/`."""


def paginate(count: int, size: int) -> tuple[PageSlice, ...]:
    """The leaves of a list of `count` items with `size` on a full page, oldest first; there is always at least one.

    The rule: K = max(1, count div size) pages. Each page before K holds `size` items; page K, the newest, holds the
    rest: `size` to 2·size - 1, fewer only if the whole list is shorter. So a new item changes page K alone, until K is
    cut in two: then page K has its final items and an address with a number, and its older neighbour is written for
    the last time, because its link "newer" leads to that address.

    Raises ValueError if `count` is negative or `size` below 1.
    """
    if count < 0 or size < 1:
        raise ValueError(f"no pages of {size} for {count} items")
    newest = max(1, count // size)
    full = tuple(
        PageSlice(number, (number - 1) * size, number * size, is_newest=False) for number in full_pages(count, size)
    )
    return (*full, PageSlice(newest, (newest - 1) * size, count, is_newest=True))


def full_pages(count: int, size: int) -> range:
    """The numbers of the pages before the newest: those that stand at an address of their own."""
    return range(1, count // size)
