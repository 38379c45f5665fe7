"""Old categories → new ones: a file that says so, in either of its forms, and the proposal of one."""

from pathlib import Path

import pytest

from bantin.importing import category_map
from bantin.problems import Mistakes
from tests.commands.test_import_files import config_of, portal, read, run
from tests.importing.shapes import BODIES, HEADS, TITLES, lines_of
from tests.portal import Portal

__all__ = ["portal"]


@pytest.mark.parametrize(
    "line",
    [
        "Tin hoạt động: Thông báo",
        '"Tin hoạt động": "Thông báo"  # 12',
        "Tin hoạt động\tThông báo",
        "Tin hoạt động;thong-bao;",
        "Tin hoạt động, Thông báo",
        '"Tin hoạt động","Thông báo"',
        "TIN HOẠT ĐỘNG => THÔNG BÁO",
        "Tin hoạt động → Thông báo",
        "'Tin hoạt động' = Thông báo",
    ],
)
def test_forms(portal: Portal, line: str) -> None:
    """YAML, or two columns as people write them; comments and blank lines say nothing."""
    found = category_map.read(f"# cũ và mới\n\n---\n{line}\n", "cu.yaml", config_of(portal))
    assert [(key, category.id) for key, category in found.categories.items()] == [("tin hoat dong", "thong-bao")]


@pytest.mark.parametrize(
    ("old", "line"),
    [("Văn hóa, xã hội", '"Văn hóa, xã hội","Thông báo"'), ("Văn hóa: xã hội", '"Văn hóa: xã hội": Thông báo')],
)
def test_names_with_signs(portal: Portal, old: str, line: str) -> None:
    """Signs within quotes part nothing."""
    assert category_map.read(line, "cu.yaml", config_of(portal)).names == (old,)


def test_lines_that_say_nothing(portal: Portal) -> None:
    """Each is told at its place; an old name without a new one is not decided yet."""
    with pytest.raises(Mistakes) as found:
        category_map.read("Một\nHai: Không có\nBa:\n", "cu.yaml", config_of(portal))
    told = [(problem.key, problem.place.line) for problem in found.value.problems]
    assert told == [("import-categories-line", 1), ("category-unknown", 2)]
    assert category_map.read("Ba:\n", "cu.yaml", config_of(portal)) == category_map.CategoryMap({}, ("Ba",))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder of texts of an unknown category."""
    folder = tmp_path / "cu"
    folder.mkdir()
    for number in (1, 2):
        text = "\n".join(["Chuyên mục: Thông báo cũ", *lines_of(HEADS[28], BODIES[0], f"{TITLES[0]} {number}")])
        text = f"---\ntitle: Bài {number}\ndate: 2018-03-07\ncategories: [Thông báo chung]\n---\n\n{text}\n"
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    return folder


def test_from_trial_to_import(portal: Portal, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A trial counts unknown categories and proposes the file; with it, the articles are where they belong."""
    assert run(portal, old, is_dry=True) == 0
    out = capsys.readouterr().out
    assert "Chuyên mục chưa biết «Thông báo chung»: 2 bài." in out
    assert out.endswith('# Công tác Đảng, Thông báo\n"Thông báo chung": Thông báo  # 2\n')
    assert run(portal, old, is_dry=True, categories="cu.yaml") == 0
    assert (portal.folder / "cu.yaml").read_text(encoding="utf-8") == (
        '# Công tác Đảng, Thông báo\n"Thông báo chung": Thông báo  # 2\n'
    )
    assert "được ghi vào cu.yaml" in capsys.readouterr().out
    assert run(portal, old, categories="cu.yaml") == 0
    article = read(portal, "content/2018/03/bai-1.md")
    assert (article.category.text if article.category else "", article.is_draft) == ("Thông báo", False)
    assert "chưa biết" not in capsys.readouterr().out


def test_without_the_file(portal: Portal, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Unknown categories are counted, and how to decide them is said; a file that is not there is an error."""
    assert run(portal, old, code="en") == 0
    assert "Unknown category “Thông báo chung”: 2 articles.\n" in capsys.readouterr().out
    with pytest.raises(Mistakes) as found:
        run(portal, old, categories="khong-co.yaml")
    assert [problem.key for problem in found.value.problems] == ["import-categories-none"]
