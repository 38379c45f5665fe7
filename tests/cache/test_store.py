"""The build cache by itself: what was kept is found again, by this user alone; what is not needed goes."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin.build import text_tasks, worker
from bantin.cache.folder import FOLDER
from bantin.cache.store import BuildCache
from tests.builds import Came, build
from tests.cache.harmed import FILES, assert_of_use, assert_right, harmed
from tests.portal import CONFIG, Portal, written

pytestmark = pytest.mark.usefixtures("quick")


ROWS = st.dictionaries(st.text(max_size=5), st.lists(st.integers() | st.text(max_size=3) | st.none(), max_size=3))


@settings(max_examples=40)
@given(st.lists(ROWS, min_size=1, max_size=5))
def test_rows_are_what_was_kept(steps: list[dict[str, Any]]) -> None:
    """After any changes the next process finds the rows that this one had, whichever were said to have changed."""
    with tempfile.TemporaryDirectory() as folder:
        for rows in steps:
            opened = BuildCache(Path(folder))
            before = opened.rows("kind", "maker")
            differing = {key for key in before.keys() | rows.keys() if before.get(key, 0) != rows.get(key, 0)}
            opened.keep_rows("kind", "maker", rows, rows.__getitem__, differing)
            opened.close()
            again = BuildCache(Path(folder))
            assert again.rows("kind", "maker") == rows
            assert again.rows("kind", "another maker") == {}
            assert again.rows("another kind", "maker") == {}
            again.close()


@pytest.mark.parametrize("is_on_disk", [True, False])
def test_texts(is_on_disk: bool, tmp_path: Path) -> None:
    """A text is what was kept under its mark; those that are not needed go."""
    opened = BuildCache(tmp_path if is_on_disk else None)
    texts = {f"mark {number}": bytes([number % 256]) * number for number in range(1, 1200)}
    for mark, data in texts.items():
        opened.keep_text(mark, data)
    assert all(opened.text(mark) == data for mark, data in texts.items())
    assert opened.text("another") is None
    opened.close()
    if is_on_disk:
        again = BuildCache(tmp_path)
        assert all(again.text(mark) == data for mark, data in texts.items())
        again.drop_texts({"mark 7"})
        again.close()
        once_more = BuildCache(tmp_path)
        assert (once_more.text("mark 7"), once_more.text("mark 8")) == (b"\7" * 7, None)
        once_more.forget_texts(["mark 7"])
        once_more.close()
        at_last = BuildCache(tmp_path)
        assert at_last._asked("SELECT mark FROM texts") == []
        at_last.close()


def test_texts_that_changed_go(tmp_path: Path) -> None:
    """After edits the cache holds the texts that there are, and what is searched of them, and no others."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    portal.write("content/2026/03/hai.md", written("Hai.", title="Hai", date="2026-03-02", category="thong-bao"))
    kept: list[set[str]] = []
    for words in ("Một.", "Một, hai.", "Một, hai.", ""):
        path = "content/2026/03/mot.md"
        portal.write(path, written(words, title="Một", date="2026-03-01", category="thong-bao"))
        if not words:
            (portal.folder / path).unlink()
        portal.build()
        opened = BuildCache(portal.folder)
        kept.append({mark for (mark,) in opened._asked("SELECT mark FROM texts")})
        opened.close()
    first, edited, same, gone = kept
    assert (len(first), len(edited & first), edited == same) == (4, 2, True)
    assert gone == edited & first


def test_clean_forgets(built: Portal, expected: tuple[Came, Came]) -> None:
    """`--clean` takes nothing from what was kept."""
    with harmed(built):
        read: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            texts = text_tasks.read_texts

            def noted(context: bytes, batch: list[tuple[str, bytes]]) -> worker.BatchResult:
                read.extend(path for path, _ in batch)
                return texts(context, batch)

            patch.setattr(text_tasks, "read_texts", noted)
            outcome = build(built, is_clean=True)
        assert read == sorted(path for path in FILES if path.endswith(".md"))
        assert (outcome.changes.new, outcome.changes.changed, outcome.changes.removed) == ((), (), ())
        assert_of_use(built)


def test_cache_of_somebody_else(
    built: Portal, expected: tuple[Came, Came], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that came with a project, even under the name that ours has: no row of it is believed."""
    with harmed(built) as theirs:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert built.kept != theirs
        theirs.rename(built.kept)
        kept = BuildCache(built.folder)
        makers = {(kind, json.loads(data)[0]) for kind, data in kept._asked("SELECT kind, data FROM chunks")}
        marks = [mark for (mark,) in kept._asked("SELECT mark FROM texts")]
        assert makers
        assert marks
        assert [kind for kind, maker in makers if kept.rows(kind, maker)] == []
        assert [mark for mark in marks if kept.text(mark)] == []
        kept.close()
        assert_right(built, expected)


def test_no_secret_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no secret can be kept nothing is read from a project, nor kept in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").touch()
    opened = BuildCache(tmp_path)
    opened.keep_text("mark", b"x")
    assert opened.text("mark") == b"x"
    opened.close()
    assert not (tmp_path / FOLDER).exists()
