"""A portal whose cache is harmed, and what comes of it where nothing is kept."""

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.builds import Came, build, came_clean
from tests.cache.harmed import EDIT, FILES, MADE, OTHER_EDIT
from tests.portal import Portal, templates_compiled_once


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """Templates are compiled once, and nobody waits for the disk: no test cuts the power."""
    with templates_compiled_once(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture(scope="module")
def built(quick: None, tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal that was built before, to be made `harmed`."""
    portal = Portal(tmp_path_factory.mktemp("built") / "portal")
    portal.write_all(FILES)
    build(portal)
    for name in MADE:
        shutil.copytree(portal.folder / name, portal.folder.with_name("sound") / name, symlinks=True)
    return portal


@pytest.fixture(scope="module")
def expected(quick: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Came, Came]:
    """Clean builds of the portal after one edit and after both."""
    folder = tmp_path_factory.mktemp("clean")
    return came_clean({**FILES, **EDIT}, folder), came_clean({**FILES, **EDIT, **OTHER_EDIT}, folder)
