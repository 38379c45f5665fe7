"""OSError → what is said of it: a sentence for each usual cause, else the system's own words."""

import errno

from bantin.disk.names import printable
from bantin.problems import Place, Problem, error

_REASONS = {
    errno.EACCES: "not-allowed",
    errno.EPERM: "not-allowed",
    errno.EROFS: "read-only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENOENT: "gone",
    errno.ENAMETOOLONG: "name-too-long",
    errno.ELOOP: "link",
    errno.ENOTDIR: "not-a-folder",
    errno.EEXIST: "not-a-folder",
    errno.EISDIR: "folder",
    errno.EIO: "hardware",
    errno.EMFILE: "too-many-open",
    errno.ENFILE: "too-many-open",
}


def reason(trouble: OSError) -> str:
    """What the system said: for a message that also says in the editor's words what could not be done."""
    return trouble.strerror or type(trouble).__name__


def problem_of(trouble: OSError, path: str) -> Problem:
    """The problem that stands for an OSError on `path`: a sentence for each usual cause, else the system's words."""
    cause = _REASONS.get(trouble.errno or 0)
    place = Place(printable(path))
    return error(f"disk-{cause}", place) if cause else error("disk-trouble", place, reason=reason(trouble))
