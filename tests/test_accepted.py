"""What other programs leave in a file is simply accepted: the site is the same, byte for byte."""

from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest

from bantin.commands import cli

FOLDER = "content/2018/03"
CONFIG = """\
base_url: https://phuc-loi.example
languages:
  vi: {name: Phường Phúc Lợi}
  en: {name: Phuc Loi Ward}
categories:
  - {id: cong-tac-dang, vi: Công tác Đảng, en: Party Affairs}
  - {id: moi-truong, vi: Môi trường, en: Environment}
glossary:
  UBND: {vi: Ủy ban nhân dân, en: People's Committee}
"""
ARTICLE = """\
---
title: Phường xanh, sạch, đẹp
date: 07/03/2018 | 10:11
category: Công tác Đảng
views: 510
tags: rác thải, vệ sinh
attachments:
  - {file: kế hoạch.pdf, title: Kế hoạch ra quân}
---

Mỗi gia đình giữ sạch đoạn ngõ trước nhà mình; UBND phường nhắc [các việc](#viec-can-lam).

## Việc cần làm

- phân loại rác tại nhà
- quét ngõ

| Ngày   | Việc     |
|--------|----------|
| Thứ Hai | quét ngõ |

Xem [lịch](lịch.md) và [kế hoạch](<kế hoạch.pdf>).
"""
SCHEDULE = "---\ntitle: Lịch ra quân\ndate: 2018-03-08\ncategory: moi-truong\n---\n\nSáng thứ Bảy hằng tuần.\n"
TRANSLATION = "---\ntitle: A clean ward\n---\n\nEach family keeps its part of the lane clean.\n"
PLAIN = {
    "config.yaml": CONFIG,
    f"{FOLDER}/phường-xanh.md": ARTICLE,
    f"{FOLDER}/phường-xanh.en.md": TRANSLATION,
    f"{FOLDER}/lịch.md": SCHEDULE,
    f"{FOLDER}/kế hoạch.pdf": "%PDF-1.4\n%%EOF\n",
}

Change = Callable[[dict[str, bytes]], dict[str, bytes]]


def texts(change: Callable[[str], str]) -> Change:
    """The same change of every text."""

    def changed(files: dict[str, bytes]) -> dict[str, bytes]:
        return {name: data if name.endswith(".pdf") else change(data.decode()).encode() for name, data in files.items()}

    return changed


def names(change: Callable[[str], str]) -> Change:
    """The same change of every name."""
    return lambda files: {change(name): data for name, data in files.items()}


def in_front(change: Callable[[str], str]) -> Callable[[str], str]:
    """A change of each line of the front matter, or of a whole config.yaml."""

    def changed(text: str) -> str:
        front, line, body = text.partition("\n---\n")
        return "\n".join(map(change, (front + line.rstrip("\n")).split("\n"))) + "\n" * bool(line) + body

    return changed


CHANGES: dict[str, Change] = {
    "byte order mark": texts(lambda text: "\ufeff" + text),
    "CRLF": texts(lambda text: text.replace("\n", "\r\n")),
    "CR": texts(lambda text: text.replace("\n", "\r")),
    "NFD text": texts(lambda text: normalize("NFD", text)),
    "NFD names": names(lambda name: normalize("NFD", name)),
    "NFD text and names": lambda files: {
        normalize("NFD", name): normalize("NFD", data.decode()).encode() for name, data in files.items()
    },
    "a blank at the end of each line": texts(lambda text: text.replace("\n", " \n")),
    "blanks in the front matter": texts(in_front(lambda line: line + "   ")),
    "a tab behind values": texts(in_front(lambda line: line + "\t")),
    "no-break blanks": texts(in_front(lambda line: line.replace(": ", ":\xa0"))),
    "no line end at the end": texts(lambda text: text.rstrip("\n")),
    "blank lines at the end": texts(lambda text: text + "\n \n\n"),
    "blank lines above": texts(lambda text: "\n \n" + text),
    "dots below the front matter": texts(lambda text: text.replace("\n---\n\n", "\n...\n\n")),
    "capital ending": names(lambda name: name.replace(".md", ".MD")),
}


def built(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The site made of `files`: its files by path, without the program's own records."""
    for name, data in files.items():
        path = folder / "portal" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert cli.main(["--project", str(folder / "portal"), "--output", str(folder / "site"), "--lang", "en"]) == cli.OK
    site = folder / "site"
    paths = sorted(path for path in site.rglob("*") if path.is_file() and ".bantin" not in path.parts)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(autouse=True)
def _instant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 1 January 2026


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_same_site(change: Change, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is said of it, and nothing comes of it."""
    plain = {name: text.encode() for name, text in PLAIN.items()}
    changed = change(plain)
    assert plain != changed
    expected = built(plain, tmp_path / "plain")
    assert "2018/03/phuong-xanh/index.html" in expected
    capsys.readouterr()
    actual = built(changed, tmp_path / "changed")
    assert capsys.readouterr().err == ""
    assert list(expected) == list(actual)
    assert not [path for path in expected if expected[path] != actual[path]]
