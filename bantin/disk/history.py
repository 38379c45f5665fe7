"""Earlier versions of content files, kept beside the content and never published: the folder `.history/` of a portal.

    .history/2026/11/tin.md/20261129T014500123456Z-1a2b3c4d

Each version is the file as it was, byte for byte. Whoever is about to write over an editor's file keeps it here first.
The folder tells git to leave it alone.
"""

import datetime
from pathlib import Path
from typing import NamedTuple

from bantin.disk.files import digest
from bantin.disk.writing import replace_bytes
from bantin.patterns import lazy_pattern

FOLDER = ".history"
MOST = 200
"""Versions of one file; the oldest make room."""

_NAME = lazy_pattern(r"(\d{8}T\d{12}Z)-[0-9a-f]{8}")
_TIME = "%Y%m%dT%H%M%S%fZ"


class Version(NamedTuple):
    """A file as it once was."""

    name: str
    instant: datetime.datetime
    """When it was kept, in UTC."""


def keep(project: Path, path: str, data: bytes, instant: datetime.datetime) -> str:
    """Keeps `data` as a version of the content file at `path` and gives its name; the last one's if it is the same.

    `path` counts from the project's folder, `instant` has its zone. Raises OSError; then nothing is kept.
    """
    folder = _folder_of(project, path)
    mark = digest(data)[:8]
    kept = versions(project, path)
    if kept and kept[0].name.endswith(mark) and (folder / kept[0].name).read_bytes() == data:
        return kept[0].name
    folder.mkdir(parents=True, exist_ok=True)
    ignore = project / FOLDER / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    newest = kept[0].instant if kept else datetime.datetime.min.replace(tzinfo=datetime.UTC)
    moment = max(instant.astimezone(datetime.UTC), newest + datetime.timedelta(microseconds=bool(kept)))
    name = f"{moment.strftime(_TIME)}-{mark}"
    replace_bytes(folder / name, data)
    for old in kept[MOST - 1 :]:
        (folder / old.name).unlink(missing_ok=True)
    return name


def versions(project: Path, path: str) -> tuple[Version, ...]:
    """The versions that are kept of the file at `path`, the newest first. Raises OSError."""
    try:
        names = sorted((entry.name for entry in _folder_of(project, path).iterdir()), reverse=True)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    found = ((name, _NAME.fullmatch(name)) for name in names)
    return tuple(
        Version(name, datetime.datetime.strptime(match[1], _TIME).replace(tzinfo=datetime.UTC))
        for name, match in found
        if match
    )


def read(project: Path, path: str, name: str) -> bytes:
    """The bytes of one version. Raises FileNotFoundError for a name that is none, OSError."""
    if not _NAME.fullmatch(name):
        raise FileNotFoundError(name)
    return (_folder_of(project, path) / name).read_bytes()


def _folder_of(project: Path, path: str) -> Path:
    parts = path.removeprefix("content/").split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise FileNotFoundError(path)
    return project / FOLDER / Path(*parts)
