"""The rule by which lists are cut into pages, and what it promises to those who keep the pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.content.pagination import PageSlice, paginate

COUNTS = st.integers(0, 400)
SIZES = st.integers(1, 25)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, (PageSlice(1, 0, 0, True),)),
        (1, (PageSlice(1, 0, 1, True),)),
        (20, (PageSlice(1, 0, 20, True),)),
        (39, (PageSlice(1, 0, 39, True),)),
        (40, (PageSlice(1, 0, 20, False), PageSlice(2, 20, 40, True))),
        (59, (PageSlice(1, 0, 20, False), PageSlice(2, 20, 59, True))),
        (60, (PageSlice(1, 0, 20, False), PageSlice(2, 20, 40, False), PageSlice(3, 40, 60, True))),
    ],
)
def test_pages_of_twenty(count: int, expected: tuple[PageSlice, ...]) -> None:
    """A second page is begun when both can be full."""
    assert paginate(count, 20) == expected


@pytest.mark.parametrize(("count", "size"), [(-1, 20), (5, 0), (5, -3)])
def test_nonsense_is_refused(count: int, size: int) -> None:
    """Negative lists and pages of nothing are a fault of the caller."""
    with pytest.raises(ValueError):
        paginate(count, size)


@given(COUNTS, SIZES)
def test_pages_partition_the_list(count: int, size: int) -> None:
    """Every item stands on exactly one page, in order."""
    items = [item for leaf in paginate(count, size) for item in range(leaf.start, leaf.stop)]
    assert items == list(range(count))


@given(COUNTS, SIZES)
def test_pages_are_as_long_as_the_rule_says(count: int, size: int) -> None:
    """Numbered from 1; all full, the newest up to twice as long; shorter only if the list is."""
    leaves = paginate(count, size)
    lengths = [leaf.stop - leaf.start for leaf in leaves]
    assert [leaf.number for leaf in leaves] == list(range(1, len(leaves) + 1))
    assert [leaf.is_newest for leaf in leaves] == [False] * (len(leaves) - 1) + [True]
    assert lengths[:-1] == [size] * (len(leaves) - 1)
    assert min(count, size) <= lengths[-1] < 2 * size


@given(COUNTS, SIZES, st.integers(0, 200))
def test_news_leaves_older_pages_as_they_are(count: int, size: int, news: int) -> None:
    """A full page with a full successor, and any other but the newest, never changes."""
    assert paginate(count + news, size)[: len(paginate(count, size)) - 1] == paginate(count, size)[:-1]


def shown(count: int, size: int) -> dict[str, object]:
    """What stands at each address of a list: the items, and the address that "newer" leads to."""
    leaves = paginate(count, size)
    addresses = ["" if leaf.is_newest else f"trang/{leaf.number}/" for leaf in leaves]
    newer = [*addresses[1:], None]
    return {
        address: (range(leaf.start, leaf.stop), link)
        for leaf, address, link in zip(leaves, addresses, newer, strict=True)
    }


@given(SIZES, st.integers(1, 300))
def test_a_numbered_page_is_rewritten_at_most_once(size: int, count: int) -> None:
    """Item by item from an empty list: when its successor becomes full, and never after."""
    rewritten: dict[str, int] = {}
    before = shown(0, size)
    for length in range(1, count + 1):
        after = shown(length, size)
        for address in before.keys() - {""}:
            if after[address] != before[address]:
                rewritten[address] = rewritten.get(address, 0) + 1
                assert length % size == 0
        before = after
    assert set(rewritten.values()) <= {1}


@given(SIZES, st.integers(1, 300))
def test_a_new_item_writes_at_most_three_pages(size: int, count: int) -> None:
    """The newest; and when it is cut in two, the one that now has a number, and the neighbour that links to it."""
    before, after = shown(count - 1, size), shown(count, size)
    written = {address for address in after if after[address] != before.get(address)}
    assert "" in written
    assert len(written) <= (3 if count % size == 0 else 1)
