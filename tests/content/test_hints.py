"""What people write, and the hint that leads on: understood, or told once with what is to be written instead."""

import re
from pathlib import Path

import pytest

from bantin.commands import cli
from bantin.console import catalogue
from bantin.problems import Mistakes, Problem
from tests.portal import CONFIG, Portal, tree, written

HERE = "content/2018/03/a.md"
OTHER = "content/2018/04/b.md"
SPEAKER = catalogue.load("vi", is_strict=True)
HEAD = {"title": "A", "date": "2018-03-01", "category": "Thông báo"}


def portal(folder: Path, files: dict[str, str | bytes]) -> Portal:
    """A portal of two articles, one of them with the slip."""
    made = Portal(folder)
    other = written(title="B", date="2018-04-01", category="Thông báo")
    made.write_all({"config.yaml": CONFIG, OTHER: other, HERE: written(**HEAD)} | files)
    return made


def told(made: Portal) -> tuple[Problem, ...]:
    """All that a build says."""
    try:
        return tuple(made.build().problems)
    except Mistakes as mistakes:
        return tuple(mistakes.problems)


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("[thư](a@phuong-khac.vn)", "mailto:a@phuong-khac.vn"),
        ("[trang](chinhphu.vn)", "https://chinhphu.vn"),
        ("[số này](0240000000)", "tel:+84240000000"),
    ],
)
def test_links_that_are_understood(body: str, address: str, tmp_path: Path) -> None:
    """An address whose scheme is missing is no file."""
    made = portal(tmp_path, {HERE: written(body, **HEAD)})
    assert told(made) == ()
    assert f'href="{address}"' in tree(made.site)["2018/03/a/index.html"].decode()


def article(body: str = "Một đoạn văn.", **fields: str) -> dict[str, str | bytes]:
    """The article of the slip."""
    return {HERE: written(body, **(HEAD | fields))}


@pytest.mark.parametrize("named", ["cay.jpg =300x200", "cay.jpg (Chú thích)", 'cay.jpg, "Chú thích"'])
def test_what_others_write_behind_a_name(named: str, tmp_path: Path) -> None:
    """Does not hide the picture that is there."""
    made = portal(tmp_path, {**article(f"![Cây xanh]({named})"), "content/2018/03/cay.jpg": b"x"})
    near = [dict(each.values)["near"] for each in told(made) if each.key == "picture-missing-near"]
    assert near == ["cay.jpg"]


SLIPS: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "a video as a picture": (
        {**article("![Video](clip.mp4)"), "content/2018/03/clip.mp4": b"x"},
        "picture-film",
        "[Xem phim](clip.mp4)",
    ),
    "a picture written out": (
        article(f"![Cây](data:image/png;base64,{'A' * 400})"),
        "picture-written-out",
        "tệp cạnh bài",
    ),
    "a caption in curly quotes": (
        {**article("![Cây](anh.jpg “Chú thích”)"), "content/2018/03/anh.jpg": b"x"},
        "link-quotes",
        '"',
    ),
    "a plain page without front matter": ({"content/pages/lien-he.md": "Lời."}, "front-matter-missing-page", "title"),
    "a frame of YouTube": (
        article('<iframe src="https://www.youtube.com/embed/abcdefghijk" frameborder="0"></iframe>'),
        "embed-video",
        "https://www.youtube.com/watch?v=abcdefghijk",
    ),
    "a program attached": ({**article("[tải](cai.exe)"), "content/2018/03/cai.exe": b"MZ"}, "file-program", "cai.exe"),
    "a category deleted while in use": (
        article(category="Cải cách") | {OTHER: written(title="B", date="2018-04-01", category="Cải cách")},
        "category-not-in-config",
        "retired: có",
    ),
    "several categories": (article(category="[Thông báo, Công tác Đảng]"), "category-several", "một chuyên mục"),
    "a link to a draft": (
        {**article("[B](../04/b.md)"), OTHER: written(title="B", date="2018-04-01", category="Thông báo", draft="có")},
        "link-draft",
        "draft: không",
    ),
    "a language switched off": (
        {
            "config.yaml": CONFIG.replace("  en: {name: Phuc Loi Ward}\n", "")
            .replace(", en: Party Affairs", "")
            .replace(", en: Notices", ""),
            "content/2018/03/a.en.md": written(title="A"),
        },
        "language-aside",
        "languages",
    ),
    "tags each in quotes": (article(tags='"a", "b"'), "yaml-quote-each", "tags: a, b"),
    "a source by its folder": (article("[a](../04/b)"), "link-article-near", "../04/b.md"),
    "a source by its page": (article("[a](../04/b.html)"), "link-article-near", "../04/b.md"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_hint(name: str, tmp_path: Path) -> None:
    """It is told once, and says what to write."""
    files, key, words = SLIPS[name]
    problems = told(portal(tmp_path, files))
    (problem,) = [each for each in problems if each.key == key]
    assert words in SPEAKER.show(problem, None)
    assert [each.key for each in problems if each is not problem and not each.is_warning] == []


@pytest.mark.parametrize(
    "files",
    [
        {HERE: "---\nTitle: A\nDate: 2018-03-01\nCategory: Thông báo\n---\n\nLời.\n"},
        {HERE: "—\ntitle: A\ndate: 2018-03-01\ncategory: Thông báo\n—\n\nLời.\n"},
        {HERE: "---\nTiêu đề: A\nNgày: 2018-03-01\nChuyên mục: Thông báo\n---\n\nLời.\n"},
    ],
)
def test_front_matter_that_is_understood(files: dict[str, str | bytes], tmp_path: Path) -> None:
    """Fields in capitals or Vietnamese, dashes of a word processor: accepted, with one note at most."""
    made = portal(tmp_path, files)
    assert len(told(made)) <= 1
    assert "2018/03/a/index.html" in tree(made.site)


def test_command_with_a_slip(capsys: pytest.CaptureFixture[str]) -> None:
    """In Vietnamese, with the command that was meant."""
    assert cli.main(["serv"]) == cli.USAGE
    said = capsys.readouterr().err
    assert "serve" in said
    assert not re.search(r"invalid choice|usage:|argument", said)
