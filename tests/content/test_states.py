"""What has become of each article: in a preview, and in a build that leaves drafts out."""

from dataclasses import replace
from pathlib import Path

import pytest

from bantin.content.states import ArticleState, states
from tests.portal import CONFIG, Portal, gather, written

THONG_BAO = {"category": "thong-bao"}
FILES = {
    "content/2026/a.md": written(title="A", date="2026-02-01 09:30", featured="có", **THONG_BAO),
    "content/2026/a.en.md": written("One.", title="A in English", original="'000000000000'"),
    "content/2026/b.md": written(title="B", date="2026-02-02", draft="có", **THONG_BAO),
    "content/2026/c.md": written(title="C", date="2027-01-01", **THONG_BAO),
    "content/2026/d.md": written(title="D", date="2026-01-01", expires="2026-01-31", **THONG_BAO),
    "content/2026/e.md": written(
        title="E", date="2026-01-02", withdrawn="{date: 2026-02-03, reason: Sai}", **THONG_BAO
    ),
    "content/pages/to-chuc.md": written(title="Tổ chức"),
}


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal with an article in each state."""
    portal = Portal(tmp_path)
    portal.write_all({"config.yaml": CONFIG, **FILES})
    return portal


def told(portal: Portal, with_drafts: bool) -> tuple[ArticleState, ...]:
    """What has become of the portal's articles."""
    return states(gather(replace(portal.settings(), with_drafts=with_drafts)).library)


def line(state: ArticleState) -> str:
    """File, state, and what else is true of it."""
    names = [name for name in ("is_page", "is_featured", "is_translation", "is_behind") if getattr(state, name)]
    return " ".join((state.path.removeprefix("content/"), state.state, *names, *state.missing))


@pytest.mark.parametrize("with_drafts", [True, False])
def test_states(portal: Portal, with_drafts: bool) -> None:
    """The newest first, plain pages last; the same whether drafts have pages or not."""
    assert [line(each) for each in told(portal, with_drafts)] == [
        "2026/c.md scheduled" + (" en" if with_drafts else ""),
        "2026/e.md withdrawn",
        "2026/b.md draft" + (" en" if with_drafts else ""),
        "2026/a.en.md published is_featured is_translation is_behind",
        "2026/a.md published is_featured",
        "2026/d.md expired en",
        "pages/to-chuc.md published is_page en",
    ]


def test_state_names_its_article(portal: Portal) -> None:
    """Title, category, address and language of what is withdrawn too."""
    found = {each.path: each for each in told(portal, with_drafts=True)}
    gone = found["content/2026/e.md"]
    assert (gone.title, gone.category, gone.address, gone.code) == ("E", "thong-bao", "2026/e/", "vi")
    assert found["content/2026/a.en.md"].address == "en/2026/a/"
