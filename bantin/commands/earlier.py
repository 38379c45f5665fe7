"""A content file → what it once was: the versions kept in `.history/`, then those that git knows."""

import datetime
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bantin.disk import history

MOST = 200
"""Versions that git is asked for."""
_SECONDS = 10


class Earlier(NamedTuple):
    """A file as it once was."""

    data: bytes
    instant: datetime.datetime | None = None
    """When it was kept in `.history/`."""
    commit: str = ""
    """Of git, if git knows it."""


def versions(project: Path, path: str) -> Iterator[Earlier]:
    """What the file at `path`, from the project's folder, once was; newest first of each kind."""
    for version in history.versions(project, path):
        yield Earlier(history.read(project, path, version.name), version.instant)
    for commit in _git(project, "log", f"--max-count={MOST}", "--format=%H", "--", path).decode().split():
        if data := _git(project, "show", f"{commit}:./{path}"):
            yield Earlier(data, commit=commit)


def at_that_time(project: Path, version: Earlier, path: str) -> bytes | None:
    """Another file, as it was when `version` was kept, or in its commit; None if that is not at hand."""
    if version.instant is None:
        return _git(project, "show", f"{version.commit}:./{path}") or None
    kept = (each for each in history.versions(project, path) if each.instant <= version.instant)
    found = next(kept, None)
    return history.read(project, path, found.name) if found else None


def _git(project: Path, *words: str) -> bytes:
    """What git prints; nothing if there is no git, or no repository."""
    git = ["git", "-c", "core.fsmonitor=false", "-C", str(project)]  # a project's settings must not start programs
    try:
        ran = subprocess.run([*git, *words], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return b""
    return ran.stdout if ran.returncode == 0 else b""
