"""What the disk refuses → problems about the file that it is refused for."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bantin.disk.os_errors import problem_of
from bantin.output.safe_paths import OWN
from bantin.problems import Mistakes


@contextmanager
def as_problem(shown: str, root: str) -> Iterator[None]:
    """OSErrors become problems about the file that the system named, or about the site as a whole."""
    try:
        yield
    except OSError as trouble:
        raise Mistakes([problem_of(trouble, named(trouble, shown, root))]) from trouble


def named(trouble: OSError, shown: str, root: str) -> str:
    """The file of the site of which the system speaks, as it is shown in problems."""
    name = str(trouble.filename2 or trouble.filename or root)
    if trouble.filename2 and f"{os.sep}{OWN}{os.sep}stage{os.sep}" in name:
        name = str(trouble.filename)  # the page, not where it would be kept
    return shown + (name.removeprefix(root).replace(os.sep, "/") if name.startswith(f"{root}{os.sep}") else "")


def is_folder(path: Path) -> bool:
    """Whether it is a folder itself, and no link to one."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False
