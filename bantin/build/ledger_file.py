"""The ledger of public addresses on disk: read before a plan, written after a site was published.

Only a build that published the portal without drafts writes it; what cannot be written is told, and is no mistake.
"""

from functools import lru_cache
from pathlib import Path

from bantin.content import ledger
from bantin.content.ledger import Ledger
from bantin.disk import files, os_errors, text_decoding, writing
from bantin.problems import Place, Problem, warning

PASSING = frozenset({"ledger-lost"})
"""Keys of what the next build does not say again, though nothing has changed."""


def read(project: Path) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger of a project, empty if there is none; and what is wrong with its file."""
    data = _bytes(project)
    if isinstance(data, OSError):
        return Ledger(), (os_errors.problem_of(data, ledger.PATH),)
    return _parsed(data)


@lru_cache(maxsize=1)  # a preview reads the ledger at every look, and it changes with a build alone
def _parsed(data: bytes) -> tuple[Ledger, tuple[Problem, ...]]:
    text = text_decoding.decode(data, ledger.PATH)
    return ledger.parse(text) if isinstance(text, str) else (Ledger(), tuple(text))


def write(project: Path, after: Ledger, has_published: bool) -> tuple[Problem, ...]:
    """Makes the project's ledger say what it shall say `after` a build, if it does not; a warning if it cannot, or if
    it is no longer there though an earlier build `has_published` the portal.
    """
    text = after.text()
    data = _bytes(project)
    is_lost = data == b"" and has_published
    if data == text.encode() or (not isinstance(data, OSError) and text_decoding.decode(data, ledger.PATH) == text):
        return ()
    try:
        writing.replace_text(project / ledger.PATH, text)
    except OSError as trouble:
        return (warning("ledger-unwritten", Place(ledger.PATH), reason=os_errors.reason(trouble)),)
    return (warning("ledger-lost", Place(ledger.PATH), addresses=len(after.addresses)),) if is_lost else ()


def state(project: Path) -> str:
    """Stands for what the ledger says: a build that finds nothing changed has seen this too."""
    data = _bytes(project)
    return str(data) if isinstance(data, OSError) else files.digest(data)


def _bytes(project: Path) -> bytes | OSError:
    try:
        return (project / ledger.PATH).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as trouble:
        return trouble
