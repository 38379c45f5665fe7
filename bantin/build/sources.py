"""The files of a project as they looked when they were listed, and by what an unchanged one is known again."""

from collections.abc import Mapping

from bantin.disk import files as disk_files
from bantin.disk.walk import FileEntry

ODD = (TypeError, ValueError, LookupError, AttributeError)
"""What is raised by rows and texts of the cache that nobody of ours can have written."""
BATCH = 50
"""Texts or pages that a worker is given at once."""


class Sources:
    """The files below content/, by path; taken in anew at each look."""

    def __init__(self, by_path: Mapping[str, FileEntry], noted: int) -> None:
        """`noted`: what the disk's clock showed before the files were listed."""
        self.by_path = by_path
        self._noted = noted

    def look_again(self, by_path: Mapping[str, FileEntry], noted: int) -> None:
        """Takes in how the files look now."""
        self.by_path = by_path
        self._noted = noted

    def when(self, source: FileEntry) -> list[int] | None:
        """By what an unchanged file is known again; None if it may be changed without looking otherwise."""
        if not disk_files.is_settled(source.mtime_ns, source.ctime_ns, self._noted):
            return None
        return looks(source)


def looks(source: FileEntry) -> list[int]:
    """How a file looks: what is the same as long as nobody writes it."""
    return [source.size, source.mtime_ns, source.ctime_ns, source.inode]
