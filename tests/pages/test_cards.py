"""What many pages show of an article, and the way to the other edition, as readers of each edition are told of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.pages.cards import LEAD_LENGTH, shortened
from bantin.pages.frame_types import Switch
from bantin.pages.part_types import Badge
from bantin.pages.types import ArticlePage, ListPage, Page, PlainPage
from tests.portal import CONFIG, Portal, pages, written

FILES: dict[str, str | bytes] = {
    "config.yaml": CONFIG,
    "content/2026/01/mot.md": written(title="Một", date="2026-01-05", category="cong-tac-dang"),
    "content/2026/01/hai.md": written(
        title="Hai", date="2026-01-06", category="thong-bao", notice_until="2026-03-20", updated="2026-02-01 09:30"
    ),
    "content/2026/01/hai.en.md": written("Short.", title="Two", original="111111111111"),
    "content/2026/01/cu.md": written(title="Cũ", date="2026-01-04", category="cong-tac-dang", expires="2026-02-01"),
    "content/pages/gioi-thieu.md": written(title="Giới thiệu"),
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """The pages of a small portal, by output path."""
    portal = Portal(tmp_path_factory.mktemp("portal"))
    portal.write_all(FILES)
    return {path: output.page for path, output in pages(portal.gather()).items()}


def article(path: str, shown: dict[str, Page]) -> ArticlePage:
    """An article's page."""
    page = shown[f"{path}index.html"]
    assert isinstance(page, ArticlePage)
    return page


def test_switch_to_the_same_article(shown: dict[str, Page]) -> None:
    """An article in both languages leads to itself in the other, with nothing to explain."""
    assert article("2026/01/hai/", shown).head.switches == (Switch("en", "English", "en/2026/01/hai/", True, ""),)
    assert article("en/2026/01/hai/", shown).head.switches == (Switch("vi", "Tiếng Việt", "2026/01/hai/", True, ""),)


def test_switch_to_what_is_nearest(shown: dict[str, Page]) -> None:
    """Without a translation an article leads to its category, a plain page to the site map; the note is in the language
    of whoever needs that edition."""
    (switch,) = article("2026/01/mot/", shown).head.switches
    assert (switch.address, switch.is_same) == ("en/cong-tac-dang/", False)
    assert switch.note == "This article is not available in English; see its category."
    plain = shown["gioi-thieu/index.html"]
    assert isinstance(plain, PlainPage)
    (switch,) = plain.head.switches
    assert (switch.address, switch.is_same) == ("en/site-map/", False)
    assert switch.note == "This page is not available in English; see the site map."


def test_only_translations_are_alternates(shown: dict[str, Page]) -> None:
    """Search engines are told of an article's other language, and of none that it does not have."""
    base = "https://phuc-loi.example/"
    assert {(each.hreflang, each.url) for each in article("2026/01/hai/", shown).head.alternates} == {
        ("vi", f"{base}2026/01/hai/"),
        ("en", f"{base}en/2026/01/hai/"),
        ("x-default", f"{base}2026/01/hai/"),
    }
    assert article("2026/01/mot/", shown).head.alternates == ()


def test_cards_of_another_language_say_so(shown: dict[str, Page]) -> None:
    """The card of an article that an edition does not have leads to the original, and names its language."""
    lists = [page for page in shown.values() if isinstance(page, ListPage) and page.frame.lang == "en"]
    cards = {card.title: card for page in lists for card in page.cards}
    assert (cards["Một"].address, cards["Một"].lang) == ("2026/01/mot/", "vi")
    assert cards["Một"].badges == (Badge("foreign", "In Vietnamese"),)
    assert (cards["Two"].address, cards["Two"].lang) == ("en/2026/01/hai/", "")
    assert cards["Two"].badges == (Badge("posted", "On public notice"),)


def test_banners(shown: dict[str, Page]) -> None:
    """What has ended, what is on public notice, and what was translated from another text, with the day of each."""
    (ended,) = article("2026/01/cu/", shown).banners
    assert (ended.kind, ended.text) == ("expired", "Nội dung này đã hết hiệu lực từ sau ngày 01/02/2026.")
    posted, behind = article("en/2026/01/hai/", shown).banners
    assert (posted.kind, posted.text) == ("posted", "On public notice up to and including 20 March 2026.")
    assert behind.link is not None
    assert (behind.kind, behind.link.address, behind.link.hreflang) == ("behind", "2026/01/hai/", "vi")
    assert article("2026/01/mot/", shown).banners == ()


def test_when_it_was_changed(shown: dict[str, Page]) -> None:
    """The instant is told to machines with the ward's zone; who does not say so was not changed."""
    changed = article("2026/01/hai/", shown).updated
    assert changed is not None
    assert changed.iso == "2026-02-01T09:30:00+07:00"
    assert article("2026/01/mot/", shown).updated is None


@given(st.text(st.sampled_from("aă đ,.–\n"), max_size=400), st.integers(1, 60) | st.just(LEAD_LENGTH))
def test_shortened(text: str, length: int) -> None:
    """A text that fits stays; another one ends within a word's end, never longer than it may be."""
    short = shortened(text, length)
    if len(text) <= length:
        assert short == text
    else:
        assert short.endswith("…")
        assert len(short) <= length + 1
        assert text.startswith(short[:-1])
        assert not short[:-1].endswith((" ", ","))


def test_shortened_at_a_word() -> None:
    """No word is cut, and no sign is left at the end."""
    assert shortened("Sáng nay, bà con ra quân", 13) == "Sáng nay, bà…"
    assert shortened("Sáng nay, bà con ra quân", 11) == "Sáng nay…"


def test_cards_are_shared(tmp_path: Path) -> None:
    """The same article is one card for all lists of an edition: cards are shared, by identity."""
    portal = Portal(tmp_path)
    portal.write_all(FILES)
    lists = [page for output in pages(portal.gather()).values() if isinstance(page := output.page, ListPage)]
    cards = [card for page in lists if page.frame.lang == "vi" for card in page.cards if card.title == "Một"]
    assert len(cards) == 3
    assert all(card is cards[0] for card in cards)
