"""Names of files on disk: as the project knows them, and as they can be shown."""

from bantin.patterns import lazy_pattern
from bantin.text import file_name, nfc


def known_as(name: str) -> str:
    """The last part of the path of a file or folder called `name`. A text keeps the blanks of its name, for programs
    that open it by its path; of other files nobody should need to know which blank it is.
    """
    return nfc(name) if "." not in name or name[-3:].lower() == ".md" else file_name(name)


UNUSABLE = lazy_pattern("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def printable(path: str) -> str:
    """`path` as it can be shown: a name that is no UTF-8, or holds a line break, must not break the message."""
    return UNUSABLE.sub("\ufffd", path)
