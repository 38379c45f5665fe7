"""A portal and its preview: new ones for each test, which may change their files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal import Portal
from tests.preview.running import Running, previewed, two_articles


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal of an article and a draft."""
    return two_articles(tmp_path / "portal")


@pytest.fixture
def running(portal: Portal) -> Iterator[Running]:
    """Its preview."""
    with previewed(portal) as running:
        yield running
