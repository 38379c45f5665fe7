"""Which category and which tag an article means, however it writes them."""

from pathlib import Path

import pytest

from bantin.content import config
from bantin.problems import Mistakes
from tests.portal import Portal, written

CONFIG = """\
base_url: https://phuc-loi.example
languages: {vi: {name: Phường}, en: {name: Ward}}
categories:
  - {id: tin-tuc, vi: Tin tức – Sự kiện, en: News and Events, aliases: [tin]}
  - {id: hdnd-ubnd, vi: HĐND – UBND, en: Council and Committee}
  - {id: td-1, vi: Thi đua, en: Emulation}
  - {id: td-2, vi: Thị Đưa, en: Thi Dua village}
"""


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Tin tức – Sự kiện", ["tin-tuc"]),
        ("Tin tức - Sự kiện", ["tin-tuc"]),
        ("tin tức—sự kiện.", ["tin-tuc"]),
        ("“Tin tức, sự kiện”", ["tin-tuc"]),
        ("TIN TUC SU KIEN", ["tin-tuc"]),
        ("tintức sựkiện", ["tin-tuc"]),
        ("news & events", []),
        ("News and events", ["tin-tuc"]),
        ("tin-tuc", ["tin-tuc"]),
        ("Tin", ["tin-tuc"]),
        ("HĐND-UBND", ["hdnd-ubnd"]),
        ("HDND UBND", ["hdnd-ubnd"]),
        ("Thi đua", ["td-1"]),
        ("thị đưa", ["td-2"]),
        ("thi dua", ["td-1", "td-2"]),
        ("–", []),
        ("", []),
    ],
)
def test_category_meant(text: str, ids: list[str]) -> None:
    """Signs, blanks, capitals and marks are forgiven as far as one category is meant; else all that fit are named."""
    facts = config.parse(CONFIG).whole()
    assert ids == [category.id for category in facts.categories_meant(text)]
    meant = facts.category_meant(text)
    assert (meant.id if meant else None) == (ids[0] if len(ids) == 1 else None)


def test_menu_names_a_category_as_articles_do() -> None:
    """By its name too."""
    facts = config.parse(CONFIG + "menu: [{vi: Tin, en: News, children: [{category: Tin tức - Sự kiện}]}]\n").whole()
    assert facts.menu is not None
    assert facts.menu[0].children[0].target == "tin-tuc"


def test_tags(tmp_path: Path) -> None:
    """One list for a tag in whatever signs; without marks it is the only one with marks that it can be."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    tags = ["rác thải", "Rác-thải", "“rác  thải”.", "rac thai", "ngõ"]
    for number, tag in enumerate(tags, 1):
        text = written(f"Bài {number}.", title=f"Bài {number}", date=f"2026-03-0{number}", category="tin", tags=tag)
        portal.write(f"content/2026/03/b{number}.md", text)
    edition = portal.gather().library.editions[0]
    assert [(tag.name, [article.key for article in tag.articles]) for tag in edition.tags] == [
        ("ngõ", ["2026/03/b5"]),
        ("rác thải", [f"2026/03/b{number}" for number in range(1, 5)]),
    ]


def test_tag_without_marks_that_may_be_two(tmp_path: Path) -> None:
    """Then it is a tag of its own, and the address that it would share is told."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    text = written(title="A", date="2026-03-01", category="tin", tags="đường, dương, duong")
    portal.write("content/2026/03/a.md", text)
    with pytest.raises(Mistakes) as found:
        portal.gather()
    assert {problem.key for problem in found.value.problems} == {"tags-one-slug"}
