"""Problems by the thousand are told by kind, errors last, and all of them when asked."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.console import catalogue
from bantin.console.console import Console
from bantin.console.summary import FEW, FIRST, MANY, summarised
from bantin.problems import Place, Problem, error, warning

NOTES = [
    warning("picture-without-alt", Place(f"content/{number % 300:03}.md", number), picture="a.jpg")
    for number in range(1095)
]
ONE = warning("footnote-unused", Place("content/250.md", 3), label="1")
ERRORS = [error("link-file", Place(f"content/{number:03}.md", 1), file="a.pdf") for number in range(60)]


def printed(
    problems: list[Problem], capsys: pytest.CaptureFixture[str], code: str = "vi", shows_all: bool = False
) -> list[str]:
    """The lines on standard error, without the hints."""
    Console(catalogue.load(code), shows_all=shows_all).problems(problems, Path("khong-co"))
    return [line for line in capsys.readouterr().err.splitlines() if not line.startswith("  → ")]


def test_a_thousand_of_one_kind(capsys: pytest.CaptureFixture[str]) -> None:
    """The first three, how many, in how many files; what there is one of is not lost among them; errors last."""
    lines = printed([*ERRORS, *NOTES, ONE], capsys)
    assert len(lines) == 2 * (FIRST + 1) + 1
    assert lines[0].startswith("content/000.md:")
    assert lines[3] == (
        "… và 1.092 chỗ nữa như vậy: cả thảy 1.095 lưu ý cùng loại trong 300 tệp (thêm --verbose để xem hết)."
    )
    assert lines[4].startswith("content/250.md:3: lưu ý:")
    assert lines[-1] == "… và 57 chỗ nữa như vậy: cả thảy 60 lỗi cùng loại trong 60 tệp (thêm --verbose để xem hết)."
    assert printed([*NOTES], capsys, "en")[-1] == (
        "… and 1,092 more like these: 1,095 notes of this kind in 300 files (--verbose shows all)."
    )


def test_all_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """Each is told, in the order of the places."""
    assert len(printed([*ERRORS, *NOTES, ONE], capsys, shows_all=True)) == 1156


PROBLEMS = st.lists(
    st.builds(
        lambda make, key, path, line: make(key, Place(path, line)),
        st.sampled_from([error, warning]),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["x", "y"]),
        st.integers(0, 50),
    ),
    max_size=200,
)


@given(PROBLEMS)
def test_every_problem_is_counted(problems: list[Problem]) -> None:
    """Whatever they are: none is lost, none shown twice, notes come before errors, and a few are never cut short."""
    kinds = list(summarised(problems))
    shown = [problem for kind in kinds for problem in kind.shown]
    assert sum(kind.total for kind in kinds) == len(problems)
    assert all(problems.count(problem) >= shown.count(problem) for problem in shown)
    assert [problem.is_warning for problem in shown] == sorted((each.is_warning for each in shown), reverse=True)
    assert all(kind.total > FEW for kind in kinds if kind.more)
    if len(problems) <= MANY:
        assert sorted(shown) == sorted(problems)
