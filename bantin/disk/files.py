"""Files of a project: their bytes, their texts, their digests, and what the disk's own clock says of their times.

What a text means is left to the core; which files there are is told by `walk`, writing is left to `writing`, and
what goes into site/ to `publish`.
"""

import os
from hashlib import blake2b
from pathlib import Path

from bantin.disk.os_errors import reason
from bantin.disk.text_decoding import decode
from bantin.disk.walk import FileEntry, walk_folder
from bantin.problems import Mistakes, Place, Problem, error

LARGEST_TEXT = 16_000_000
"""Most bytes of a text that are read. No limit of a portal's: it keeps a disk image named .md from filling the memory.
"""


def read_bytes(source: FileEntry, limit: int) -> bytes | Problem:
    """The bytes of `source`; a problem if they are more than `limit` or cannot be read."""
    size = source.size
    if size <= limit:
        try:
            with open(f"{source.folder}{os.sep}{source.name}", "rb", buffering=0) as file:  # noqa: PTH123 - half the time
                data = file.readall()
        except OSError as trouble:
            return error("file-unreadable", Place(source.path), reason=reason(trouble))
        size = len(data)
        if size <= limit:
            return data
    return error("file-too-big", Place(source.path), size=-(-size // 1000), limit=limit // 1000)


def read_text(source: FileEntry, limit: int = LARGEST_TEXT) -> str | tuple[Problem, ...]:
    """The text of `source` as `decode` gives it, or what is wrong with it; `limit` in bytes."""
    data = read_bytes(source, limit)
    return (data,) if isinstance(data, Problem) else decode(data, source.path)


def read_folder(folder: Path, shown: str) -> dict[str, bytes]:
    """The files under `folder`, by their path in it, sorted; `shown` is the folder's name in problems.

    Names beginning with `.` and README.md are passed over. Raises Mistakes if anything cannot be read.
    """
    sources, problems, _ = walk_folder(folder, shown, skipped_beginnings=(".",))
    contents: dict[str, bytes] = {}
    for source in sources:
        data = read_bytes(source, LARGEST_TEXT)
        if isinstance(data, Problem):
            problems.append(data)
        else:
            contents[source.path.removeprefix(f"{shown}/")] = data
    if problems:
        raise Mistakes(sorted(problems))
    return contents


def overlay(program: Path, project: Path, folder: str) -> dict[str, bytes]:
    """The program's own files under `folder`, e.g. `templates`, each replaced by the project's where it has one.

    Raises Mistakes if anything cannot be read.
    """
    contents = read_folder(program / folder, folder)
    if not _is_same_folder(program, project):
        contents |= read_folder(project / folder, folder)
    return dict(sorted(contents.items()))


def _is_same_folder(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def digest(data: bytes) -> str:
    """32 hex digits that no other content has: BLAKE2b, 16 bytes (RFC 7693)."""
    return blake2b(data, digest_size=16).hexdigest()


def digest_file(path: Path) -> str:
    """The `digest` of a file, read piece by piece; raises OSError."""
    state = blake2b(digest_size=16)
    with path.open("rb", buffering=0) as file:
        while piece := file.read(1 << 20):
            state.update(piece)
    return state.hexdigest()


def clock(folder: Path) -> int:
    """The disk's own clock: the time that a file written into `folder` now gets, in nanoseconds; raises OSError."""
    probe = folder / f"clock.{os.getpid()}"
    try:
        probe.write_bytes(b"")
        return probe.stat().st_mtime_ns
    finally:
        probe.unlink(missing_ok=True)


def is_settled(mtime_ns: int, ctime_ns: int, noted_ns: int) -> bool:
    """Whether a file with these times, looked at when the disk's `clock` showed `noted_ns`, cannot have been changed
    after that look without its times changing too (what git calls not racily clean).

    A disk that counts whole seconds (FAT counts every second one) needs more distance than the kernel's tick.
    """
    newest = max(mtime_ns, ctime_ns)
    grain = 20_000_000 if noted_ns % 1_000_000_000 else 2_000_000_000
    return newest < noted_ns - grain
