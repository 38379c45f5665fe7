"""A settled portal for the tests of builds after builds."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.settled import FILES
from tests.builds import settle
from tests.portal import Portal, templates_compiled_once


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """Templates are compiled once, and nobody waits for the disk: no test cuts the power."""
    with templates_compiled_once(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal whose files are settled, not built yet."""
    made = Portal(tmp_path / "portal")
    made.write_all(FILES)
    settle()
    return made
