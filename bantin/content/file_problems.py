"""Files that a text or its front matter names and that cannot be shown → what is said of them there."""

from bantin.content.file_facts import FileFacts, ending_of
from bantin.markdown.file_endings import ARCHIVES, DOCUMENTS, FILMS, SOUNDS
from bantin.problems import Place, Problem, error


def no_picture(facts: FileFacts, target: str, place: Place) -> Problem:
    """That a file is none that pages show as a picture, and what to do instead."""
    if facts.kind == "heic":
        return error("picture-heic", place, file=target)
    ending = ending_of(facts.path)
    if ending in FILMS | SOUNDS:
        return error("picture-film", place, file=target)
    return error("picture-document" if ending in DOCUMENTS | ARCHIVES else "picture-kind", place, file=target)


def refused(facts: FileFacts, target: str, place: Place) -> Problem:
    """That a file is not published, and what to do instead."""
    written = ending_of(facts.path)
    better = f"{target.rpartition('.')[0] if written else target}.{facts.ending}"
    return error(facts.refusal, place, file=target, ending=written, better=better, kind=facts.kind.upper())


_USED = {
    "file-unreadable": "used-file-unreadable",
    "link-leaves-folder": "used-link-leaves-folder",
    "link-leads-nowhere": "used-link-leads-nowhere",
    "not-a-file": "used-not-a-file",
}
"""What is said of a file on disk → what is said where an article refers to it."""


def unread(trouble: Problem, path: str, target: str, place: Place) -> Problem:
    """Why the file that is called `target` at `place` cannot be read; of a folder above it, what is said there."""
    if trouble.place.path != path:
        return trouble  # once more, and told once
    return error(_USED.get(trouble.key, trouble.key), place, **{**dict(trouble.values), "file": target})
