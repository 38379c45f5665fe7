"""What is said of an address or a file at which readers find nothing: drafts, articles that wait, unused files."""

from collections.abc import Collection

from bantin.content.file_names import is_markdown
from bantin.content.model import Library

AT_ADDRESS = {
    "draft": "where.hidden-draft",
    "unapproved": "where.hidden-unapproved",
    "scheduled": "where.hidden-scheduled",
    "unread": "where.hidden-unread",
}
"""Message for the address of an unpublished article, by the reason why it is unpublished."""
OF_FILE = {
    "draft": "where.file-draft",
    "unapproved": "where.file-unapproved",
    "scheduled": "where.file-scheduled",
    "unread": "where.file-unread",
}
"""The same for the path of its file."""
READ_BY_ALL = {"config.yaml": "where.config-file", "data/addresses.txt": "where.ledger"}
"""Message for a file outside of content/ that every build reads, by its path."""


def why(path: str, library: Library) -> str:
    """The message for a file under content/ from which nothing is made: it waits, could not be read, or is unused."""
    if not is_markdown(path):
        return "where.unused"
    return OF_FILE[next((each.state for each in library.waiting if each.front_matter.path == path), "unread")]


def namesake(name: str, paths: Collection[str]) -> str:
    """The only one of the `paths` that ends in the file name `name`; '' if there are several, or none."""
    found = [path for path in paths if path.rpartition("/")[2] == name] if "/" not in name else []
    return found[0] if len(found) == 1 else ""
