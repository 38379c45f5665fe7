"""A content file → what it once was: the versions kept in `.history/`, then those that git knows."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from bantin.disk import history

MOST = 200
"""Versions that git is asked for."""
_SECONDS = 10


def versions(project: Path, path: str) -> Iterator[bytes]:
    """The earlier bytes of the file at `path`, from the project's folder; newest first of each kind."""
    for version in history.versions(project, path):
        yield history.read(project, path, version.name)
    for commit in _git(project, "log", f"--max-count={MOST}", "--format=%H", "--", path).decode().split():
        if data := _git(project, "show", f"{commit}:./{path}"):
            yield data


def _git(project: Path, *words: str) -> bytes:
    """What git prints; nothing if there is no git, or no repository."""
    git = ["git", "-c", "core.fsmonitor=false", "-C", str(project)]  # a project's settings must not start programs
    try:
        ran = subprocess.run([*git, *words], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return b""
    return ran.stdout if ran.returncode == 0 else b""
