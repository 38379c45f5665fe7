"""What a build leaves in site/.bantin/ for the next one: the record of our files and, while they change, the journal.

Plain JSON, one file a line, under a first line that says the format and the digest of the rest. Whatever does not match
it (cut short, altered, of another version) is as good as lost: never a crash, never half believed. The paths in it are
as untrusted as any text on disk: `publish` checks each before it touches the file.
"""

import errno
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from bantin.disk.files import digest
from bantin.output.retry import with_retries

VERSION = 1
NAME, COPY = "record", "record.copy"
"""Both say the same; each has its own digest, so that what a disk does to one is no loss."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The site as the last finished build left it."""

    build: int = 0
    """Counts the builds: tells a journal that is still open from one whose build was finished."""
    theme_digest: str = ""
    """What the caller said of the program and templates that made it."""
    next_change: str | None = None
    """The next instant (ISO 8601) at which the site changes by itself; None: never."""
    files: dict[str, str] = field(default_factory=dict)
    """Output path → `entry`."""
    has_drafts: bool = False
    """A trial with what is not published: nobody may put it online."""
    leftovers: tuple[str, ...] = ()
    """Output paths of files that look like ours, were found when the record was lost, and are no part of the site."""


def entry(digest_of_bytes: str, mark: str, fingerprint: str) -> str:
    """What the record says of one file, in one string: 20,000 of them load in a tenth of the time of objects."""
    return f"{digest_of_bytes} {mark} {fingerprint}"


def fingerprint(entry_of_file: str) -> str:
    """The last part of an `entry`."""
    return "".join(entry_of_file.split(" ", 2)[2:])


def parts(entry_of_file: str) -> tuple[str, str, str]:
    """Digest, mark and fingerprint of an `entry`; empty ones if it is none."""
    found = entry_of_file.split(" ", 2)
    return (found[0], found[1], found[2]) if len(found) == 3 else ("", "", "")


def mark(found: os.stat_result) -> str:
    """By what an untouched file is known again without reading it."""
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}-{found.st_ino}"


UNSETTLED = "?"
"""The mark of a file that changed so shortly before it was looked at that its times prove nothing."""


class LoadedRecord(NamedTuple):
    """What could be read of the record."""

    record: Manifest | None
    """The newer one of record and copy; None if neither can be believed."""
    is_doubled: bool
    """Whether both say the same, so that it is the last one."""


def load(folder: Path) -> LoadedRecord:
    """The record in `folder`, or its copy, if one is damaged, lost or older."""
    data, copied = _bytes(folder / NAME), _bytes(folder / COPY)
    known = _record(data)
    if data == copied:
        return LoadedRecord(known, known is not None)
    other = _record(copied)
    if known is None or (other is not None and other.build > known.build):
        return LoadedRecord(other, is_doubled=False)
    return LoadedRecord(known, is_doubled=False)


def _record(data: bytes) -> Manifest | None:
    content = _content(data)
    match content:
        case {
            "build": int(build),
            "kit": str(theme),
            "next_change": str() | None as instant,
            "files": dict(files),
        }:
            left = content.get("leftovers", [])
            if type(left) is list and all(type(each) is str for each in (*files.values(), *left)):
                return Manifest(build, theme, instant, files, content.get("has_drafts") is True, tuple(left))
    return None


def state(folder: Path) -> str:
    """What no other record has: the first line of the one in `folder`; '' if there is none."""
    try:
        with (folder / NAME).open("rb") as file:
            return file.readline(1000).decode("utf-8", "replace")
    except OSError:
        return ""


def save(folder: Path, record: Manifest) -> bool:
    """Replaces the record of `folder`, and then its copy; False if the disk took the first but refused the second, or
    did not say that they will survive a power cut: what the journal names is still to be doubted then. Raises OSError,
    and the old ones stand.
    """
    content = {
        "build": record.build,
        "kit": record.theme_digest,  # the key of the files that earlier versions wrote
        "next_change": record.next_change,
        "files": record.files,
        "has_drafts": record.has_drafts,
        "leftovers": record.leftovers,
    }
    data = _data(content)
    copy, unfinished = (_unfinished(folder / name, data) for name in (COPY, NAME))
    with_retries(os.replace, unfinished, str(folder / NAME))
    try:
        Path(copy).replace(folder / COPY)
        _settle(folder)
    except OSError:  # the build stands: what is missing of its record, the next build writes again
        return False
    return True


def load_journal(folder: Path) -> tuple[int, frozenset[str]]:
    """The build that began to change the site, and every path that it was about to change; 0 and none if there is none
    that can be believed."""
    content = _content(_bytes(folder / "journal"))
    match content:
        case {"build": int(build), "paths": list(paths)} if all(type(path) is str for path in paths):
            return build, frozenset(paths)
    return 0, frozenset()


def save_journal(folder: Path, build: int, paths: Iterable[str]) -> None:
    """Says, before it happens, what build `build` is about to change; raises OSError."""
    with_retries(
        os.replace,
        _unfinished(folder / "journal", _data({"build": build, "paths": sorted(paths)})),
        str(folder / "journal"),
    )
    _settle(folder)


def drop_journal(folder: Path) -> None:
    """Ends the journal, after the record was saved."""
    (folder / "journal").unlink(missing_ok=True)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _content(data: bytes) -> Any:
    try:
        head, _, body = data.partition(b"\n")
        return json.loads(body) if head == _head(body) else None
    except (ValueError, RecursionError):  # the digest is no secret: a head that fits may stand above anything
        return None


def _head(body: bytes) -> bytes:
    return json.dumps({"bantin": VERSION, "digest": digest(body)}).encode()


def _data(content: dict[str, Any]) -> bytes:
    body = json.dumps(content, separators=(",\n", ":")).encode()  # not `indent`, which would be ten times slower
    return _head(body) + b"\n" + body


def _unfinished(path: Path, data: bytes) -> str:
    """What shall replace `path`, beside it and on the disk itself: a power cut must not leave changed files that
    nothing names. (Pages are not: one that a power cut emptied no longer looks as recorded and is written again.)
    """
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    with unfinished.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return str(unfinished)


def _settle(folder: Path) -> None:
    """Makes the names in `folder` durable; Windows cannot be asked to."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as trouble:
        if trouble.errno not in (
            errno.EINVAL,
            errno.ENOTSUP,
            errno.ENOSYS,
        ):  # some network drives cannot be asked either
            raise
    finally:
        os.close(handle)
