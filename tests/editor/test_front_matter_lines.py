"""Other values in the front matter: what was not changed stays byte for byte."""

import difflib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.editor.article_text import read, split_lines
from bantin.editor.front_matter_lines import edited

ROOT = Path(__file__).resolve().parent.parent.parent

ARTICLE = """\
---
# Tên bài
title: "Họp tổ dân phố"   # sẽ đổi
date: 12/11/2026 09:30
'category': 'Thông báo'
lead: >
  Hai dòng
  thành một.
tags: [hội nghị, "a, b"]
cuatoi: giữ nguyên
cover:
    image: a/b.jpg
    alt: Ảnh  # của ai
attachments:
  - file: a/don.pdf
    title: Đơn
  - {file: a/b.pdf, title: 'B'}
draft: có
#expires: 31/12/2026
---

Thân bài.
"""


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that went and came, as a difference shows them."""
    lines = list(difflib.unified_diff(list(split_lines(before)), list(split_lines(after)), n=0))[2:]
    return [f"{line[0]} {line[1:].rstrip()}" for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": 'Họp "tổ" 5'}, ['- title: "Họp tổ dân phố"   # sẽ đổi', '+ title: "Họp \\"tổ\\" 5"   # sẽ đổi']),
        ({"date": "13/11/2026"}, ["- date: 12/11/2026 09:30", "+ date: 13/11/2026"]),
        ({"category": "Tin 'nóng'"}, ["- 'category': 'Thông báo'", "+ 'category': 'Tin ''nóng'''"]),
        ({"lead": "Một câu: khác."}, ["- lead: >", "-   Hai dòng", "-   thành một.", '+ lead: "Một câu: khác."']),
        ({"tags": ["hội nghị", "bầu cử"]}, ['- tags: [hội nghị, "a, b"]', "+ tags: [hội nghị, bầu cử]"]),
        ({"tags": []}, ['- tags: [hội nghị, "a, b"]']),
        ({"cover": {"image": "a/b.jpg", "alt": "Cờ"}}, ["-     alt: Ảnh  # của ai", "+     alt: Cờ  # của ai"]),
        ({"cover": {"image": "a/b.jpg", "alt": "Ảnh", "caption": "Lễ"}}, ["+     caption: Lễ"]),
        ({"cover": {"image": "a/b.jpg", "alt": ""}}, ["-     alt: Ảnh  # của ai"]),
        (
            {"attachments": [{"file": "a/don.pdf", "title": "Đơn"}, {"file": "c.pdf", "title": "C, D"}]},
            ["-   - {file: a/b.pdf, title: 'B'}", '+   - {file: c.pdf, title: "C, D"}'],
        ),
        ({"draft": "không"}, ["- draft: có", "+ draft: không"]),
        ({"draft": ""}, ["- draft: có", "+ draft:"]),
        ({"author": "Ban Văn hóa"}, ["+ author: Ban Văn hóa"]),
        ({"author": "", "title": "Họp tổ dân phố"}, []),
    ],
    ids=str,
)
def test_only_the_lines_of_a_change(changes: dict[str, Any], expected: list[str]) -> None:
    """Quoting, comments and the other fields stay; in a file with the line ends of Windows too."""
    assert changed_lines(ARTICLE, edited(ARTICLE, changes)) == expected
    windows = "\ufeff" + ARTICLE.replace("\n", "\r\n")
    assert edited(windows, changes) == "\ufeff" + edited(ARTICLE, changes).replace("\n", "\r\n")


def test_fields_in_their_writers_language() -> None:
    """A name in Vietnamese or in capitals is the field's own, and stays as it is written."""
    text = "---\nTiêu đề: A\nTừ khóa: x, y\nẢnh bìa: {ảnh: a.jpg, mô tả: B}\n---\n"
    assert edited(text, {"title": "C", "tags": ["x"], "cover": {"image": "a.jpg", "alt": "B"}}) == text.replace(
        "Tiêu đề: A", "Tiêu đề: C"
    ).replace("x, y", "x")


def test_new_fields_stand_in_the_usual_order() -> None:
    """Each behind those that usually stand before it, not behind a comment that belongs to the next one."""
    text = "---\ntitle: A\n# Ngày\ndate: 1/2/2026\n---\n"
    assert edited(text, {"tags": ["x"], "views": "5", "category": "Tin"}) == (
        "---\ntitle: A\n# Ngày\ndate: 1/2/2026\ncategory: Tin\nviews: 5\ntags:\n  - x\n---\n"
    )
    assert edited(text, {"category": "Tin", "date": "2/2/2026", "title": "B"}) == (
        "---\ntitle: B\n# Ngày\ndate: 2/2/2026\ncategory: Tin\n---\n"
    )
    assert edited("---\ndate: x\n---\n", {"date": "y", "title": "B"}) == "---\ntitle: B\ndate: y\n---\n"
    assert edited("---\n---\n", {"title": "A", "date": "1/2/2026"}) == "---\ntitle: A\ndate: 1/2/2026\n---\n"


@pytest.mark.parametrize(
    ("old", "body", "new"),
    [
        ("một\r\nhai\r\nba", "một\nhai!\nba", "một\r\nhai!\r\nba"),
        ("một\nhai\r\n", "một\nhai\nba\n", "một\nhai\r\nba\n"),
        ("một", "một\nhai", "một\nhai"),
        ("một\n\n\n", "một\n", "một\n"),
        ("", "một\n", "một\n"),
        ("a\rb\n", "a\nb\nc\n", "a\rb\nc\n"),
    ],
)
def test_lines_of_the_body_keep_their_ends(old: str, body: str, new: str) -> None:
    """A browser gives every line the same end; only a new line gets the one that most have."""
    front = "---\ntitle: A\ndate: x\nviews: 1\ntags: a\n---\n"
    front = front.replace("\n", "\r\n") if old.count("\r\n") > old.count("\n") / 2 else front
    assert edited(front + old, {}, body) == front + new


@pytest.mark.parametrize(
    "text", ["", "không có", "---\ntitle: A\n", "---\n{title: A, date: B}\n---\n", "---\n[\n---\n"]
)
def test_what_no_form_can_change(text: str) -> None:
    """Such a text is for the text area alone."""
    assert read(text) is None
    with pytest.raises(ValueError, match="front matter"):
        edited(text, {"title": "B"})


def articles() -> list[Path]:
    """Every article of the repository: the sample's, the tests' own, and those with mistakes."""
    return sorted(path for folder in ("content", "tests") for path in (ROOT / folder).rglob("*.md"))


VALUES = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\x85\u2028\u2029\xa0\ufffe\uffff"
    ),
    max_size=40,
).map(lambda text: " ".join(text.split()))


@pytest.mark.parametrize("path", articles(), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_changed_is_nothing_written(path: Path) -> None:
    """Saved as it was shown, a file is the same bytes."""
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        return
    article = read(text)
    if article is not None:
        shown = article.body.replace("\r\n", "\n").replace("\r", "\n")
        assert edited(text, article.values(), shown) == text


@given(st.sampled_from(articles()), st.data())
def test_a_change_reads_back_and_leaves_the_rest(path: Path, data: st.DataObject) -> None:
    """Whatever text is written into whatever field: it reads back, and all other lines are the same."""
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        return
    article = read(text)
    if article is None:
        return
    name = data.draw(st.sampled_from(["title", "lead", "author", *(field.name for field in article.fields)]))
    old = article.values().get(name, "")
    value: Any = data.draw(st.lists(VALUES.filter(bool), max_size=4) if isinstance(old, list) else VALUES)
    if isinstance(old, dict) or (isinstance(old, list) and any(isinstance(each, dict) for each in old)):
        return
    after = edited(text, {name: value})
    again = read(after)
    assert again is not None
    got = again.values().get(name, "")
    joined = ", ".join(value) if isinstance(value, list) else value
    assert got in (value, joined) or (got == "" and not value)
    assert {key: each for key, each in again.values().items() if key != name} == {
        key: each for key, each in article.values().items() if key != name
    }
    assert again.body == article.body
    changed = next((field for field in article.fields if field.name == name), None)
    above, below = (changed.first, changed.end) if changed else (0, article.closing)
    assert again.lines[:above] == article.lines[:above]
    assert again.lines[len(again.lines) - len(article.lines) + below :] == article.lines[below:]
