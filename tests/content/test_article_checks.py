"""What an editor can hardly have meant is told, once, where it stands: words of hints, names of copies, titles."""

import re
from pathlib import Path

import pytest

from bantin.content.article_checks import is_copy, of_file
from bantin.content.front_matter import parse
from bantin.markdown.signs import signs_of
from bantin.problems import Place
from tests.builds import came
from tests.portal import CONFIG, Portal, written


@pytest.mark.parametrize(("sample", "times"), [("", 1), ('sample: "Cổng mẫu."\n', 0)])
def test_placeholders(tmp_path: Path, sample: str, times: int) -> None:
    """Not in a sample, which says on every page that it is one."""
    portal, path = Portal(tmp_path), "content/2026/03/mot.md"
    text = written("Gọi (024) 0000 0000.", title="Một", date="2026-03-01", category="thong-bao")
    portal.write_all({"config.yaml": CONFIG + sample, path: text})
    told = [(problem.key, problem.place) for problem in came(portal).problems]
    line = next(number for number, each in enumerate(text.splitlines(), 1) if each.startswith("Gọi"))
    assert told == [("placeholder", Place(path, line, 5))] * times


@pytest.mark.parametrize(("base", "times"), [("https://phuc-loi.vn", 1), ("https://phuong.example", 0)])
def test_the_hints_own_address(tmp_path: Path, base: str, times: int) -> None:
    """It is told once the portal has another one; before that config.yaml is told to get one."""
    portal, path = Portal(tmp_path), "content/2026/03/mot.md"
    text = written("Thư: ubnd@phuong.example", title="Một", date="2026-03-01", category="thong-bao")
    config = re.sub("(?m)^base_url: .*$", f"base_url: {base}", CONFIG)
    portal.write_all({"config.yaml": config, path: text})
    told = [dict(problem.values)["text"] for problem in came(portal).problems if problem.place.path == path]
    assert told == ["phuong.example"] * times


def test_code_holds_no_place(tmp_path: Path) -> None:
    """A program's own fields, shown as code, are what the text is about."""
    portal, path = Portal(tmp_path), "content/2026/03/mot.md"
    text = written(
        "Viết `${ten}` hay `TODO`:\n\n```\n${so} (tên phường)\n```",
        title="Một",
        date="2026-03-01",
        category="thong-bao",
    )
    portal.write_all({"config.yaml": CONFIG, path: text})
    assert [problem.key for problem in came(portal).problems if problem.place.path == path] == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Gọi [Số điện thoại], gặp [họ và tên].", ["[Số điện thoại]", "[họ và tên]"]),
        ("Xem [Ngày hội](https://a.vn) và [Ngày hội].\n\n[Ngày hội]: https://a.vn", []),
        ("\\[Tên\\] và [1]", []),
    ],
)
def test_words_that_are_to_come(tmp_path: Path, body: str, told: list[str]) -> None:
    """In brackets, as assistants and models of letters leave them; not those of a link."""
    portal, path = Portal(tmp_path), "content/2026/03/mot.md"
    text = written(body, title="Một", date="2026-03-01", category="thong-bao")
    portal.write_all({"config.yaml": CONFIG, path: text})
    assert [dict(each.values)["text"] for each in came(portal).problems if each.key == "placeholder"] == told


COPIES = [
    "x - Copy.md",
    "x – sao chép (2).en.md",
    "x - Bản sao.md",
    "x (1).md",
    "x_copy_2.md",
    "x (Bản sao 3).md",
    "x (conflicted copy 2026-03-01).md",
    "x.sync-conflict-20260301.md",
    "x_(Case Conflict).md",
    "x - xung đột của Lan.md",
    "Lan’s conflicted copy.md",
    "x-DESKTOP-4F2K9.md",
    "x-may-a1b2c3.en.md",
    "Copy (2) of x.md",
    "Bản sao của x.md",
    "Sao chép của x.md",
]


@pytest.mark.parametrize("name", COPIES)
def test_names_of_copies(name: str) -> None:
    """What programs call a copy by themselves, in small letters and in capitals."""
    assert all(is_copy(f"content/2026/03/{each}") for each in (name, name.lower(), name.upper().replace(".MD", ".md")))


@pytest.mark.parametrize("name", ["x.md", "may-man.en.md", "sao-ke-copy-a.md", "lap-dat-may-bom.md", "xung-quanh.md"])
def test_names_of_no_copies(name: str) -> None:
    """Names that hold such words."""
    assert not is_copy(f"content/2026/03/{name}")


DRAFTS = [
    ("[Nháp] Họp tổ", "[Nháp]"),
    ("NHÁP – Họp tổ", "NHÁP"),
    ("Họp tổ (dự thảo lần 2)", "(dự thảo lần 2)"),
    ("draft: X", "draft"),
]


@pytest.mark.parametrize(("title", "words"), [*DRAFTS, ("Bản nháp quy chế", ""), ("Họp (nháp thử)", "")])
def test_titles_of_drafts(title: str, words: str) -> None:
    """A title that says itself that the article is a draft, at its beginning or in brackets."""
    text = written("Lời.", title=f'"{title}"', date="2026-03-01", category="thong-bao")
    problems = of_file(parse(text, "content/2026/03/mot.md", ("vi",)), signs_of(text), "", is_sample=False)
    assert [dict(each.values)["words"] for each in problems if each.key == "title-says-draft"] == [words] * bool(words)
