"""A build with what earlier ones kept says what a clean build says, and makes only what changed."""

import datetime

import pytest

from bantin.problems import Place, warning
from tests.build.settled import FILES, SAME_SIZE, clean, counted, the_long_way
from tests.builds import Files, build, came, is_short, settle
from tests.portal import NOW, Portal, tree, written

pytestmark = pytest.mark.usefixtures("quick")


WARNED: Files = {
    **FILES,
    "content/2026/a.md": written("Mở <font>x</font>", title="A", date="2026-03-04", category="thong-bao"),
    "content/2026/b.md": written("Một\n- hai", title="B", date="2026-03-05", category="thong-bao"),
    "content/2026/c.md": written(
        title="C", date="2026-03-06", category="thong-bao", related="[../pages/to-chuc.md]", original="'000000000000'"
    ),
    "content/pages/to-chuc.en.md": written("Trang A.", title="Organisation"),
    "content/organisation.yaml": "units: [{name: {vi: Phòng A}}]",
}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, {"date-far"}),
        (3, {"date-far", "config-urgent-ended"}),
        (40, {"date-far", "config-urgent-ended"}),
        (400, {"config-urgent-ended"}),
    ],
)
def test_notes_of_time_come_and_go(portal: Portal, days: int, expected: set[str]) -> None:
    """By themselves, though no file has changed: a forgotten notice, an article that no longer waits for long."""
    urgent = "urgent: {vi: Khẩn, en: Urgent, until: 2026-03-09}\n"
    portal.write_all({**FILES, "config.yaml": str(FILES["config.yaml"]) + urgent})
    portal.write("content/2028/xa.md", written(title="Xa", date="2028-01-05", category="thong-bao"))
    settle()
    build(portal)
    told = build(portal, NOW + datetime.timedelta(days=days)).problems
    assert {problem.key for problem in told} & {"date-far", "config-urgent-ended"} == expected


def test_warnings_come_again(portal: Portal) -> None:
    """Of unchanged files too, in the same order: by the short way, by the long one, beside an edit."""
    portal.write_all(WARNED)
    settle()
    expected = clean(WARNED, portal)
    assert [(problem.key, problem.place.path) for problem in expected.problems] == [
        ("html-removed", "content/2026/a.md"),
        ("list-needs-blank-line", "content/2026/b.md"),
        ("related-no-article", "content/2026/c.md"),
        ("original-alone", "content/2026/c.md"),
        ("organisation-untranslated", "content/organisation.yaml"),
        ("text-untranslated", "content/pages/to-chuc.en.md"),
    ]
    assert came(portal) == expected
    assert is_short(portal)
    assert build(portal).problems == expected.problems
    assert the_long_way(portal).problems == expected.problems
    portal.write("content/2026/tin.md", str(FILES["content/2026/tin.md"]))
    settle()
    assert build(portal).problems == expected.problems
    portal.write("content/2026/tin.md", written("Khác.", title="Tin", date="2026-03-02", category="thong-bao"))
    assert build(portal).problems == expected.problems


def test_warning_about_strangers(portal: Portal) -> None:
    """What was in the folder before the first build is told once: the short way says what the long way would say."""
    portal.write("site/CNAME", "phuc-loi.example")
    first = build(portal)
    assert first.problems == (warning("site-strangers", Place("site"), count=1, example="CNAME"),)
    assert is_short(portal)
    assert build(portal).problems == the_long_way(portal).problems


def test_only_what_changed_is_made(portal: Portal) -> None:
    """The cache is of use: one edited body is one text and one page; a touched file is nothing."""
    with counted() as made:
        build(portal)
    assert "content/2026/bai.md" in made
    settle()
    with counted() as made:
        portal.write("content/2026/bai.md", FILES["content/2026/bai.md"])
        settle()
        build(portal)
        assert made == []
        the_long_way(portal)
        assert made == []
        before = tree(portal.site)
        portal.write("content/2026/bai.md", SAME_SIZE["content/2026/bai.md"])
        build(portal)
    after = tree(portal.site)
    changed = {path for path, data in after.items() if data != before[path] and path.endswith(".html")}
    assert (made[0], set(made[1:])) == ("content/2026/bai.md", changed)
    with counted() as made:
        build(portal, is_clean=True)
    assert made[0] == "content/2026/bai.md"
