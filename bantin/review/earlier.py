"""Earlier versions of a content file: those kept in `.history/`, then those in git."""

import datetime
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bantin.disk import history

MOST = 200
"""Maximum number of versions taken from git."""
_SECONDS = 10


class Earlier(NamedTuple):
    """An earlier version of a file."""

    data: bytes
    instant: datetime.datetime | None = None
    """When it was saved in `.history/`; None for git."""
    commit: str = ""
    """Its git commit; '' for `.history/`."""


def versions(project: Path, path: str) -> Iterator[Earlier]:
    """Versions of the file at `path` (relative to the project); newest first within each source."""
    for version in history.versions(project, path):
        yield Earlier(history.read(project, path, version.name), version.instant)
    for commit in _git(project, "log", f"--max-count={MOST}", "--format=%H", "--", path).decode().split():
        if data := _git(project, "show", f"{commit}:./{path}"):
            yield Earlier(data, commit=commit)


def at_that_time(project: Path, version: Earlier, path: str) -> bytes | None:
    """Another file as of the time or commit of `version`; None if that is not available."""
    if version.instant is None:
        return _git(project, "show", f"{version.commit}:./{path}") or None
    kept = (each for each in history.versions(project, path) if each.instant <= version.instant)
    found = next(kept, None)
    return history.read(project, path, found.name) if found else None


def _git(project: Path, *words: str) -> bytes:
    """Output of git; empty without git or a repository."""
    git = ["git", "-c", "core.fsmonitor=false", "-C", str(project)]  # git settings of the project must start no program
    try:
        ran = subprocess.run([*git, *words], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return b""
    return ran.stdout if ran.returncode == 0 else b""
