"""What changed between two texts: nothing of either is lost, and what is the same is not shown."""

from hypothesis import given
from hypothesis import strategies as st

from bantin.checking.text_diff import ChangedPiece, differences

PARAGRAPHS = st.lists(st.sampled_from(("Họp lúc 8 giờ.", "Họp lúc 9 giờ.", "Mời bà con dự.", "Hết.")), max_size=5)


def test_words_are_marked() -> None:
    """Within a paragraph only those that are others."""
    assert list(differences("Một.\n\nHọp lúc 8 giờ.", "Một.\n\nHọp lúc 9 giờ.")) == [
        (
            ChangedPiece("same", "Họp lúc "),
            ChangedPiece("gone", "8"),
            ChangedPiece("new", "9"),
            ChangedPiece("same", " giờ."),
        )
    ]


@given(PARAGRAPHS, PARAGRAPHS)
def test_both_texts_are_in_it(before: list[str], after: list[str]) -> None:
    """Each paragraph shown is one of the old text, one of the new, or both; none is if they are the same."""
    shown = list(differences("\n\n".join(before), "\n\n".join(after)))
    assert bool(shown) == (before != after)
    old = ["".join(each.text for each in pieces if each.kind != "new") for pieces in shown]
    new = ["".join(each.text for each in pieces if each.kind != "gone") for pieces in shown]
    assert {each for each in old if each} <= {*before}
    assert {each for each in new if each} <= {*after}
    assert {*before} - {*after} <= {*old}
    assert {*after} - {*before} <= {*new}
