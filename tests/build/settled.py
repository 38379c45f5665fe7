"""What the tests of builds after builds share: the files of a portal, others as long, and what is asked of a build."""

import contextlib
import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bantin.build import incremental, page_tasks, picture_tasks, text_tasks
from bantin.build.types import Outcome
from tests.builds import Came, Files, build, came_clean, of_now, picture
from tests.portal import CONFIG, NOW, Portal, written

DAY = datetime.timedelta(days=1)
FILES: Files = {
    "config.yaml": CONFIG,
    "content/2026/bai.md": written(
        "Đoạn A. ![Cây](anh.png) [Tệp](tep.txt)", title="Bài", date="2026-03-01", category="thong-bao"
    ),
    "content/2026/tin.md": written(title="Tin", date="2026-03-02", category="thong-bao"),
    "content/2026/anh.png": picture(10),
    "content/2026/tep.txt": "Tệp A",
    "content/pages/to-chuc.md": written("Trang A.", title="Tổ chức", organisation="yes"),
    "content/organisation.yaml": "units: [{name: {vi: Phòng A, en: Office}}]",
    "templates/parts/footer.html": "<footer>A</footer>",
    "assets/css/tokens.css": "@layer a;",
    "assets/img/x.svg": "<svg>A</svg>",
}
SAME_SIZE: Files = {
    "config.yaml": CONFIG.replace("Notices", "Noticed"),
    "content/2026/bai.md": str(FILES["content/2026/bai.md"]).replace("Đoạn A", "Đoạn B"),
    "content/2026/anh.png": picture(11),
    "content/2026/tep.txt": "Tệp B",
    "content/pages/to-chuc.md": str(FILES["content/pages/to-chuc.md"]).replace("Trang A", "Trang B"),
    "content/organisation.yaml": str(FILES["content/organisation.yaml"]).replace("Phòng A", "Phòng B"),
    "templates/parts/footer.html": "<footer>B</footer>",
    "assets/css/tokens.css": "@layer b;",
    "assets/img/x.svg": "<svg>B</svg>",
}
"""Other contents that are as long."""


def clean(files: Files, portal: Portal, now: datetime.datetime = NOW) -> Came:
    """A clean build of these files, beside the portal; of the same files at the same instant it is made once."""
    given = (frozenset(files.items()), now)
    if given not in _CLEAN:
        _CLEAN[given] = came_clean(files, portal.folder.with_name("clean"), now)
    return _CLEAN[given]


_CLEAN: dict[tuple[frozenset[tuple[str, str | bytes]], datetime.datetime], Came] = {}


def assert_nothing_to_do(portal: Portal, now: datetime.datetime, last: Came) -> None:
    """A build now writes nothing, and says what the last one said."""
    outcome = build(portal, now)
    assert written_by(outcome) == ()
    assert (of_now(outcome.problems), outcome.waiting, outcome.pages) == (last.problems, last.waiting, last.pages)


def written_by(outcome: Outcome) -> tuple[str, ...]:
    """All that a build changed."""
    return (*outcome.changes.new, *outcome.changes.changed, *outcome.changes.removed)


def the_long_way(portal: Portal) -> Outcome:
    """A build that does not see that nothing has changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(incremental, "_nothing_changed", lambda *_: None)
        return build(portal)


@contextlib.contextmanager
def counted() -> Iterator[list[str]]:
    """Within it, the paths of texts that are read, of pages and of pictures that are made are noted."""
    found: list[str] = []

    def noting(work: Callable[[bytes, list[Any]], Any]) -> Callable[[bytes, list[Any]], Any]:
        def noted(context: bytes, batch: list[Any]) -> Any:
            found.extend(item[0] for item in batch)
            return work(context, batch)

        return noted

    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (text_tasks, "read_texts"),
            (page_tasks, "render_pages"),
            (picture_tasks, "encode_pictures"),
        ):
            patch.setattr(module, name, noting(getattr(module, name)))
        yield found
