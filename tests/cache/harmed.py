"""What the tests of the build cache share: a portal that was built, and its cache to be harmed."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bantin.build import incremental, page_tasks, text_tasks
from bantin.cache.folder import FOLDER
from tests.builds import Came, Files, build, came, is_short, lay, picture, settle
from tests.portal import CONFIG, Portal, written

FILES: Files = {
    "config.yaml": CONFIG,
    **{
        f"content/2026/bai-{number}.md": written(
            f"Đoạn {number}. [Xem](bai-1.md) <font>cũ</font>",
            title=f"Bài {number}",
            date=f"2026-03-0{number}",
            category="thong-bao",
        )
        for number in range(1, 6)
    },
    "content/2026/bai-6.md": written("![Cây](anh.png) Hết.", title="Bài 6", date="2026-03-06", category="thong-bao"),
    "content/2026/anh.png": picture(10),
}
EDIT: Files = {
    "content/2026/bai-2.md": written("Khác.", title="Bài 2", date="2026-03-02", category="thong-bao"),
    "templates/parts/footer.html": "<footer></footer>",
}
"""One text is made anew, and every page, for which all other texts are taken from the cache."""
OTHER_EDIT: Files = {"content/2026/bai-3.md": written(title="Bài 3", date="2026-03-03", category="thong-bao")}

MADE = (FOLDER, "site")
"""What a build makes, of which a sound copy is kept: to make it anew for each harm takes longer than to harm it."""


@contextlib.contextmanager
def harmed(portal: Portal) -> Iterator[Path]:
    """The file of the portal's cache as a build has just left it, to be harmed within."""
    for name in MADE:
        folder = portal.folder / name
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)
        shutil.copytree(portal.folder.with_name("sound") / name, folder, symlinks=True)
    lay(portal, FILES)
    settle()
    build(portal)
    assert is_short(portal)
    yield portal.kept


def assert_right(portal: Portal, expected: tuple[Came, Came], is_mended: bool = True) -> None:
    """After edits the builds are right; and if it can be, the cache is of use by then."""
    lay(portal, {**FILES, **EDIT})
    assert came(portal) == expected[0]
    lay(portal, {**FILES, **EDIT, **OTHER_EDIT})
    settle()
    assert came(portal) == expected[1]
    assert came(portal) == expected[1]
    if is_mended:
        assert_of_use(portal)


def assert_of_use(portal: Portal) -> None:
    """What was just built is known: nothing is read again."""
    assert is_short(portal)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(incremental, "_nothing_changed", lambda *_: None)
        patch.setattr(text_tasks, "read_texts", None)
        patch.setattr(page_tasks, "render_pages", None)
        build(portal)


def changed(file: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    """Changes a cache's rows."""
    opened = sqlite3.connect(file)
    change(opened)
    opened.commit()
    opened.close()
