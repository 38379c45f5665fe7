"""What stands where an article was says when and why it went, and nothing of the article."""

import pytest

from bantin.pages.types import WithdrawnPage
from tests.portal import CONFIG, Portal, pages, written

BODY = "Danh sách các hộ được hỗ trợ."
FILES: dict[str, str | bytes] = {
    "config.yaml": CONFIG,
    "content/2026/02/danh-sach.md": written(
        BODY,
        title="Danh sách hỗ trợ",
        lead="Tóm tắt.",
        author="Văn phòng",
        date="2026-02-01",
        category="thong-bao",
        withdrawn="{date: 2026-02-03, reason: Có thông tin cá nhân}",
    ),
    "content/2026/02/danh-sach.en.md": written("Households.", title="List of households"),
    "content/2026/02/khac.md": written(title="Khác", date="2026-02-02", category="thong-bao"),
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, WithdrawnPage]:
    """The pages where an article was, by language."""
    portal = Portal(tmp_path_factory.mktemp("portal"))
    portal.write_all(FILES)
    every = (output.page for output in pages(portal.gather()).values())
    return {page.frame.lang: page for page in every if isinstance(page, WithdrawnPage)}


def test_when_and_why(shown: dict[str, WithdrawnPage]) -> None:
    """The reason is given in the language in which it was written, which a page in another one says."""
    assert shown.keys() == {"vi", "en"}
    vi, en = shown["vi"], shown["en"]
    assert (vi.since.text, vi.since.iso, vi.reason, vi.reason_lang) == (
        "03/02/2026",
        "2026-02-03",
        "Có thông tin cá nhân",
        "",
    )
    assert (en.since.text, en.reason, en.reason_lang) == ("3 February 2026", "Có thông tin cá nhân", "vi")
    assert (vi.onward.address, en.onward.address) == ("tin-moi/", "en/latest/")


def test_nothing_of_the_article(shown: dict[str, WithdrawnPage]) -> None:
    """Neither title, lead, author nor text; search engines forget it, and its languages lead to each other."""
    for page in shown.values():
        told = repr(page)
        assert not any(word in told for word in ("Danh sách hỗ trợ", "Tóm tắt", "Văn phòng", BODY, "households"))
        assert not page.head.is_indexed
    assert shown["vi"].head.switches[0].address == "en/2026/02/danh-sach/"
    assert shown["en"].head.switches[0].is_same
