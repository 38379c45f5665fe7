"""Which articles a build put online: told at its end."""

from bantin.content.model import Library
from bantin.output.changes import Changes


def added(library: Library, changes: Changes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The articles whose pages are new, once each, with the languages that are."""
    new = frozenset(changes.new)
    added: list[tuple[str, tuple[str, ...]]] = []
    for articles in library.by_key.values() if new else ():
        codes = tuple(code for code, one in articles.items() if f"{one.address}index.html" in new)
        if codes:
            added.append((f"/{articles[codes[0]].address}", codes))
    return tuple(added)
