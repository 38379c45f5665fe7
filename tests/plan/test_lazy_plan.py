"""Where the pages of a preview stand: after any edits as if it had begun with them."""

from hypothesis import given
from hypothesis import strategies as st

from bantin.plan.lazy_plan import PathIndex

ADDRESSES = st.lists(
    st.sampled_from(["", "a/", "A/", "a/b/", "a/b/c/", "a/b.js", "a", "b/", "b/trang/1/", "404.html"]), max_size=8
).map(tuple)
"""Some twice, some alike but for their letters, some in the place of a folder."""


@given(st.lists(ADDRESSES, min_size=1, max_size=6), ADDRESSES)
def test_addresses_exchanged(plans: list[tuple[str, ...]], files: tuple[str, ...]) -> None:
    """An index that was kept from plan to plan is the one that each would have from nothing."""
    kept = None
    for addresses in plans:
        kept, anew = PathIndex.of(addresses, kept), PathIndex.of(addresses)
        assert sorted(kept.addresses) == sorted(anew.addresses)
        assert (kept.paths.keys(), kept.folded, kept.folders) == (anew.paths.keys(), anew.folded, anew.folders)
        assert kept.has_room_for(files) == anew.has_room_for(files)
