"""Pictures that were made once, kept in `.cache/pictures/` for this user's next build, also into another folder.

A picture is known by the fingerprint of its output, which names its source, its recipe and what made it. Each file
begins with the digest of that and of its bytes, keyed as the rows of `store` are, so that one that is damaged or that
somebody else made is as good as absent. It only ever saves time: where nothing can be written, since the disk is full
or may not be written, it is done without.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from bantin.cache.folder import keyed_digest, leads_elsewhere, prepare
from bantin.cache.user import UserCache

FOLDER = "pictures"
MOST = 4_000_000_000
"""Bytes. More than that is not kept: of what a plan asks for, the oldest goes first."""
_DIGEST = 16


class PictureCache:
    """The pictures kept for one project."""

    def __init__(self, cache: Path | None, *, is_clean: bool = False, is_reader: bool = False) -> None:
        """`cache`: the project's `.cache/`; None: nothing is kept. `is_clean`: what is there is not looked at.
        `is_reader`: nothing is written.
        """
        self._secret = (UserCache().secret if cache else None) or b""
        is_ours = cache is not None and self._secret and not any(map(leads_elsewhere, (cache, cache / FOLDER)))
        self._cache = cache if is_ours else None
        self._is_clean = is_clean
        self._may_write = not is_reader
        self._has_written = False

    def find(self, fingerprint: str) -> bytes | None:
        """The picture with this fingerprint, if it is kept and whole."""
        if self._cache is None or self._is_clean:
            return None
        path = self._path(self._cache, fingerprint)
        if leads_elsewhere(path):
            return None
        try:
            kept = path.read_bytes()
        except OSError:
            return None
        data = kept[_DIGEST:]
        return data if kept[:_DIGEST] == keyed_digest(self._secret, fingerprint, data) else None

    def keep(self, fingerprint: str, data: bytes) -> None:
        """Keeps a picture, whole or not at all."""
        if self._cache is None or not self._may_write:
            return
        path = self._path(self._cache, fingerprint)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            if not self._has_written:
                prepare(self._cache)
                path.parent.mkdir(exist_ok=True)
            self._has_written = True
            unfinished.write_bytes(keyed_digest(self._secret, fingerprint, data) + data)
            unfinished.replace(path)
        except OSError:
            self._may_write = False
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)

    def tidy(self, asked: Iterable[str]) -> None:
        """Removes what a whole plan does not ask for, and the oldest of what is too much; only if anything was written
        since the cache was opened. `asked`: the fingerprints of all the plan's pictures.
        """
        if self._cache is None or not self._has_written:
            return
        needed = {_name(fingerprint) for fingerprint in asked}
        with suppress(OSError), os.scandir(self._cache / FOLDER) as listing:
            entries = [(entry.stat(follow_symlinks=False), entry) for entry in listing]
            free = MOST
            for found, entry in sorted(entries, key=lambda each: (-each[0].st_mtime_ns, each[1].name)):
                free -= found.st_size if entry.name in needed else 0
                if entry.name not in needed or free < 0:
                    Path(entry.path).unlink(missing_ok=True)

    def _path(self, cache: Path, fingerprint: str) -> Path:
        return cache / FOLDER / _name(fingerprint)


def _name(fingerprint: str) -> str:
    return blake2b(fingerprint.encode(), digest_size=_DIGEST).hexdigest()
