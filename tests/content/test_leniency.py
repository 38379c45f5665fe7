"""An archive can be published with its dead links; news cannot."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bantin.console import catalogue
from bantin.content.leniency import HARMLESS
from bantin.problems import Mistakes
from tests.portal import CONFIG, Portal, templates_compiled_once, tree, written

LENIENT = f"{CONFIG}strict_since: 01/01/2020\nlenient: [cu/, content/kho]\n"
DEAD = "Xem [bài](khong-co.md) và [trang](https://phuc-loi.example/khong/co/)."


@pytest.fixture(autouse=True)
def compiled() -> Iterator[None]:
    """The same templates for all builds."""
    with templates_compiled_once():
        yield


def article(date: str, text: str = DEAD) -> str:
    """An article with two dead links."""
    return written(text, title=f"A {date}", date=date, category="thong-bao")


@pytest.mark.parametrize(
    ("path", "date", "is_refused"),
    [
        ("content/2019/a.md", "31/12/2019", False),
        ("content/2020/a.md", "01/01/2020", True),
        ("content/cu/a.md", "01/01/2026", False),
        ("content/kho/2018/a.md", "01/01/2026", False),
        ("content/cu-moi/a.md", "01/01/2026", True),
    ],
)
def test_which_articles(path: str, date: str, is_refused: bool, tmp_path: Path) -> None:
    """Those of an earlier day and those in a lenient folder, each by itself; the errors are the same as notes."""
    portal = Portal(tmp_path)
    portal.write_all({"config.yaml": LENIENT, "content/cu/b.md": article("02/01/2018", "Lời."), path: article(date)})
    portal.write("content/kho/c.md", article("01/01/2018", "Lời."))
    if is_refused:
        with pytest.raises(Mistakes) as found:
            portal.build()
        problems = found.value.problems
    else:
        problems = portal.build().problems
        page = tree(portal.site)[path.removeprefix("content/").replace(".md", "/index.html")].decode()
        assert "Xem <a>bài</a> và <a>trang</a>." in page
    assert [(each.key, each.is_warning) for each in problems] == [
        ("link-article", not is_refused),
        ("link-address", not is_refused),
    ]


def test_what_is_never_a_note(tmp_path: Path) -> None:
    """A mistake that could mislead stops a build in an old article too; and notes are remembered like errors."""
    portal = Portal(tmp_path)
    portal.write_all({"config.yaml": LENIENT, "content/cu/a.md": article("01/01/2018", DEAD + "\n\n[x](javascript:x)")})
    portal.write("content/kho/c.md", article("01/01/2018", "Lời."))
    with pytest.raises(Mistakes) as found:
        portal.build()
    assert [each.key for each in found.value.problems if not each.is_warning] == ["unsafe-link"]
    portal.write("content/cu/a.md", article("01/01/2018"))
    assert portal.build().problems == portal.build().problems != ()
    portal.write("config.yaml", CONFIG)
    with pytest.raises(Mistakes):
        portal.build()


def test_every_kind_is_said() -> None:
    """Each harmless kind is one that the program knows."""
    assert [key for key in HARMLESS if key not in catalogue.load("vi").says] == []
