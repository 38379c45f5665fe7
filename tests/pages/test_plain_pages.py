"""Plain pages: introduction and the like, and the organisation, in the languages in which it is given."""

import pytest

from bantin.pages.part_types import Words
from bantin.pages.types import PlainPage
from tests.portal import CONFIG, Portal, pages, written

ORGANISATION = """\
units:
  - name: {vi: Ủy ban nhân dân, en: People's Committee}
    telephone: 024 1
    posts:
      - {post: {vi: Chủ tịch, en: Chairman}, name: Nguyễn Văn An}
      - {post: {vi: Phó Chủ tịch}, name: Trần Thị Bình}
"""
FILES: dict[str, str | bytes] = {
    "config.yaml": CONFIG,
    "content/organisation.yaml": ORGANISATION,
    "content/pages/to-chuc.md": written(title="Tổ chức", lead="Bộ máy.", organisation="yes"),
    "content/pages/to-chuc.en.md": written("Short.", title="Organisation"),
    "content/pages/gioi-thieu.md": written("## Một\n\nChữ.", title="Giới thiệu"),
}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal with an organisation."""
    made = Portal(tmp_path_factory.mktemp("portal"))
    made.write_all(FILES)
    return made


def plain(portal: Portal, path: str) -> PlainPage:
    """A plain page."""
    page = pages(portal.gather())[f"{path}index.html"].page
    assert isinstance(page, PlainPage)
    return page


def test_organisation_in_each_language(portal: Portal) -> None:
    """What is not translated is said in the language that there is, which the page tells."""
    vi, en = (plain(portal, path).units[0] for path in ("to-chuc/", "en/to-chuc/"))
    assert (vi.name, en.name) == (Words("Ủy ban nhân dân"), Words("People's Committee"))
    assert [post.post for post in vi.posts] == [Words("Chủ tịch"), Words("Phó Chủ tịch")]
    assert [post.post for post in en.posts] == [Words("Chairman"), Words("Phó Chủ tịch", "vi")]
    assert [post.name for post in en.posts] == ["Nguyễn Văn An", "Trần Thị Bình"]


def test_what_is_not_translated_is_told(portal: Portal) -> None:
    """Once, at its place in the file."""
    (problem,) = [each for each in portal.gather().problems if each.key == "organisation-untranslated"]
    assert (problem.place.path, problem.place.line) == ("content/organisation.yaml", 6)
    assert dict(problem.values) == {"text": "Phó Chủ tịch", "code": "en"}


def test_only_the_page_that_shows_it_has_the_organisation(portal: Portal) -> None:
    """Another plain page has its text, and way home."""
    page = plain(portal, "gioi-thieu/")
    assert (page.units, page.title, page.lead) == ((), "Giới thiệu", "")
    assert [step.address for step in page.head.trail] == [""]
