"""One build at a time: a lock that the system itself lets go of when its holder ends, however it ends.

The locked file stays where it is: whoever removed it could take the lock away under another's hands.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Busy(Exception):
    """Another build holds the lock."""


@contextmanager
def hold(path: Path) -> Iterator[bool]:
    """Holds the lock on the file `path`, which is made if missing; False if the disk knows no locks (some network
    drives), and nothing is held. Raises Busy at once if another process, or another part of this one, holds it; OSError
    if the file cannot be made.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    _handles.add(handle)
    try:
        yield _take(handle)
    finally:
        _handles.discard(handle)
        os.close(handle)  # lets go of the lock


_handles: set[int] = set()
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as trouble:
        if trouble.errno in _NO_LOCKS:
            return False
        if trouble.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            raise Busy from None
        raise
    return True


def _let_go_in_child() -> None:
    """A forked worker shares its parent's lock and would keep it after the parent was killed."""
    for handle in _handles:
        os.close(handle)
    _handles.clear()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_let_go_in_child)
