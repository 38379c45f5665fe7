"""An article's text and its form: what is not changed stays, what is changed is what was meant."""

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bantin.content import config
from bantin.content.config_types import Config
from bantin.content.field_names import ARTICLE_FIELDS
from bantin.editor import forms
from bantin.problems import Place, error
from tests.editor.test_front_matter_lines import articles, changed_lines
from tests.portal import CONFIG

EDITOR = Path(__file__).parents[2] / "bantin/preview/editor"
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
TEXT = """\
---
title: Họp
date: 7/3/2018 10:11
category: party affairs
tags: a, b
draft: yes
cover: {image: a.jpg, alt: Cờ}
attachments:
  - a/don.pdf
---

Thân bài.
"""


@pytest.fixture(scope="module")
def facts() -> Config:
    """A portal's configuration."""
    return config.parse(CONFIG).whole()


def test_form_of_an_article(facts: Config) -> None:
    """Dates for a calendar, the category by its id, flags as such."""
    told = forms.shown(TEXT, "content/2018/03/hop.md", facts, VIETNAM)
    assert told["isForm"]
    values = told["values"]
    assert (values["title"], values["date"], values["draft"]) == ("Họp", "2018-03-07T10:11", True)
    assert (values["category"], values["tags"]) == ("cong-tac-dang", ["a", "b"])
    assert (values["cover"], values["attachments"]) == ({"image": "a.jpg", "alt": "Cờ"}, ["a/don.pdf"])
    assert told["body"] == "\nThân bài.\n"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"draft": False}, ["- draft: yes", "+ draft: no"]),
        ({"featured": True}, ["+ featured: có"]),
        ({"featured": False}, []),
        ({"date": "2018-03-08T09:05"}, ["- date: 7/3/2018 10:11", "+ date: 08/03/2018 09:05"]),
        ({"date": "2018-03-08"}, ["- date: 7/3/2018 10:11", "+ date: 08/03/2018"]),
        ({"date": ""}, ["- date: 7/3/2018 10:11", "+ date:"]),
        ({"category": "thong-bao"}, ["- category: party affairs", "+ category: Thông báo"]),
        ({"tags": ["a", " c  d "]}, ["- tags: a, b", "+ tags: a, c d"]),
        ({"lead": " Một\n hai "}, ["+ lead: Một hai"]),
        ({"cover": {}}, ["- cover: {image: a.jpg, alt: Cờ}"]),
        (
            {"attachments": [{"file": "a/don.pdf"}, {"file": "b.pdf", "title": "B"}]},
            ["-   - a/don.pdf", "+   - {file: a/don.pdf}", "+   - {file: b.pdf, title: B}"],
        ),
    ],
    ids=str,
)
def test_changes_of_a_form(facts: Config, values: dict[str, Any], expected: list[str]) -> None:
    """In the words and the form in which the guide writes them; a flag in the words that stood there."""
    assert changed_lines(TEXT, forms.changed(TEXT, values, None, facts)) == expected


@pytest.mark.parametrize("value", [5, None, [1], {"a": 1}, [{"file": 1}]])
def test_values_of_another_kind(facts: Config, value: object) -> None:
    """Are refused, whoever sends them."""
    with pytest.raises(ValueError, match="title"):
        forms.changed(TEXT, {"title": value}, None, facts)


def test_every_article_is_shown_and_left_alone(facts: Config) -> None:
    """A form that is opened and saved changes no byte: of articles with mistakes too."""
    for path in articles():
        try:
            text = path.read_bytes().decode()
        except UnicodeDecodeError:
            continue
        told = forms.shown(text, "content/2026/x.md", facts, VIETNAM)
        if told["isForm"]:
            body = told["body"].replace("\r\n", "\n").replace("\r", "\n")
            assert forms.changed(text, {}, body, facts) == text, path
        else:
            assert told["text"] == text


def test_problems_stand_at_their_fields() -> None:
    """By the line that they are at: a field's, the text's, or none."""
    places = [(1, 1), (2, 8), (8, 3), (9, 5), (13, 1), (0, 0)]
    found = [error("x", Place("content/x.md", line, column)) for line, column in places]
    assert [(each.field, each.body_line) for each in forms.placed(found, TEXT)] == [
        ("", 0),
        ("title", 0),
        ("attachments", 0),
        ("attachments", 0),
        ("body", 3),
        ("", 0),
    ]


def test_every_field_has_its_place() -> None:
    """In the form of the browser, with its name in both languages; the others are written in the text itself."""
    script = (EDITOR / "form.js").read_text(encoding="utf-8")
    shown = {
        name
        for names in re.findall(r"^const (?:MAIN|MORE) = \[(.*)\];", script, re.MULTILINE)
        for name in json.loads(f"[{names}]")
    }
    others = {"views", "audio", "related", "approved", "slug", "aliases", "original"}
    assert shown | others == set(ARTICLE_FIELDS)
    assert not shown & others
    for code in ("vi", "en"):
        words = json.loads((EDITOR / f"words.{code}.json").read_text(encoding="utf-8"))
        assert {f"field.{name}" for name in shown} <= words.keys()
