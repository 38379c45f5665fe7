"""What a wrong name was probably meant to be, among however many."""

from collections.abc import Callable
from difflib import SequenceMatcher, get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.content import names
from bantin.content.names import MOST, Folders, Names
from bantin.yaml import keys

WORDS = "hop mat cong dan to dan pho phong chay chua chay le ra quan khai giang tham tang qua tet trao nha".split()


def archive(number: int) -> list[str]:
    """File names as an archive has them: words, days, and numbers that cameras count."""
    named = [f"{WORDS[at % len(WORDS)]}-{WORDS[at // 22 % len(WORDS)]}-{at:05}.jpg" for at in range(0, number, 2)]
    return [*named, *(f"img_{at:05}.jpg" for at in range(1, number, 2))]


@given(st.lists(st.text("abc-1.", min_size=1, max_size=8), max_size=MOST, unique=True), st.text("abC-1.", max_size=8))
def test_a_few_are_all_compared(known: list[str], wrong: str) -> None:
    """In a folder of the usual size the answer is that of difflib."""
    expected = get_close_matches(wrong.casefold(), known, 1, 0.7)
    assert Names(known).nearest(wrong) == (expected[0] if expected else "")


@pytest.mark.parametrize(
    "change",
    [
        lambda name: name.replace(".jpg", ".png"),
        lambda name: name.replace("-", "_"),
        lambda name: name.upper(),
        lambda name: name[1:],
        lambda name: name[:7] + name[8:],
        lambda name: name[:3] + "x" + name[4:],
        lambda name: name[:4] + name[5] + name[4] + name[6:],
    ],
    ids=["ending", "strokes", "capitals", "first", "left-out", "other", "changed-places"],
)
def test_among_many(change: Callable[[str], str]) -> None:
    """Among thousands it is as good: what comes out is as like the wrong name as what difflib finds among all."""
    known = archive(4000)
    all_of_them = Names(known)
    for name in known[::397]:
        wrong = change(name)
        found, best = all_of_them.nearest(wrong), keys.nearest(wrong, tuple(known))
        assert found, wrong
        assert found in (name, best) or _likeness(wrong, found) >= _likeness(wrong, best) - 0.05, (wrong, found, best)


def _likeness(wrong: str, found: str) -> float:
    return SequenceMatcher(None, found, wrong.casefold()).ratio()


def test_nothing_like_it() -> None:
    """A name like none of thousands is given none."""
    assert Names(archive(2000)).nearest("xyzzy") == ""
    assert Names([]).nearest("a.jpg") == ""
    assert Names(["a.jpg"]).nearest("") == ""


@pytest.mark.parametrize("size", [300, 3000])
def test_few_are_compared(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """For each wrong name few are compared, however many there are: the work grows with the wrong names alone."""
    compared: list[int] = []

    def counted(name: str, known: tuple[str, ...]) -> str:
        compared.append(len(known))
        return keys.nearest(name, known)

    monkeypatch.setattr(names, "nearest", counted)
    known = Folders(f"content/2026/11/{name}" for name in archive(size))
    for number in range(50):
        known.nearest(f"content/2026/11/img-{number}.jpeg")
    assert len(compared) == 50
    assert 0 < max(compared) <= MOST


def test_in_its_folder() -> None:
    """Only what stands in the same folder is meant, whatever its capitals."""
    known = Folders(["content/a/Anh.JPG", "content/b/anh.jpg", "content/b/x.pdf"])
    assert known.nearest("content/a/anh.jpg") == "content/a/Anh.JPG"
    assert known.nearest("content/b/anhh.jpg") == "content/b/anh.jpg"
    assert known.nearest("content/c/anh.jpg") == ""
    assert known.nearest("content/b/zzz") == ""


LETTERS = st.text("ab/1", min_size=1, max_size=6)
SETS = st.lists(LETTERS, max_size=60, unique=True)


@given(st.lists(SETS, min_size=2, max_size=5), LETTERS, st.integers(0, 4))
def test_names_exchanged(sets: list[list[str]], wrong: str, few: int) -> None:
    """Names that are kept while some come and go give what they would give from nothing; and a wrong name of which none
    of the deciding parts is touched means the same as before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "MOST", few)
        patch.setattr(names, "HOLDERS", 2)
        kept = Names(sets[0])
        for known in sets:
            before, deciding, meant = kept, kept.deciding_parts(wrong), kept.nearest(wrong)
            kept = kept.exchanged(known)
            assert kept.nearest(wrong) == Names(known).nearest(wrong)
            others = kept.other_parts(before)
            if deciding is not None and others is not None and deciding.isdisjoint(others):
                assert kept.nearest(wrong) == meant
