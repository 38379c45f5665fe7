"""`check --fix` (autofix): shows a diff of unambiguous fixes, asks, then applies them.

A file is only changed if its page has the same words before and after; a backup is kept in `.history/`. If the original
of an up-to-date translation is fixed, the digest in the translation (`original:`) is updated, so that it stays current.
"""

import difflib
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bantin.build import incremental, text_tasks
from bantin.build.survey import Surveyed
from bantin.checking.autofix import Mended, Mending, mended, same_but_dashes
from bantin.commands.call import OK, USAGE, Call
from bantin.content.config_types import Config
from bantin.content.file_names import is_markdown
from bantin.content.front_matter import FrontMatter, parse
from bantin.content.serialise import parts_from, unpacked
from bantin.disk import history, os_errors, text_decoding, writing
from bantin.patterns import lazy_pattern
from bantin.problems import Mistakes, Place, Problem, error

LIST = "list-needs-blank-line"
_TAG = lazy_pattern(r"<[^<>]*>")
_WORD = lazy_pattern(r"\w+")


@dataclass(frozen=True, slots=True)
class Change:
    """A pending change of a file."""

    path: str
    before: bytes
    after: bytes
    mendings: tuple[Mending, ...]


def run(call: Call, surveyed: Surveyed) -> int:
    """Shows the changes, asks, applies them; returns the exit status."""
    if surveyed.site is None:
        raise Mistakes(surveyed.problems)
    changes = tuple(_changes(surveyed, call.project))
    if not changes:
        call.speaker.say("fix.nothing")
        return OK
    for change in changes:
        _show(change, call)
    if not call.options.yes and call.speaker.ask("fix.ask", files=len(changes)) not in YES:
        call.speaker.say("fix.left")
        return OK if sys.stdin.isatty() else USAGE
    _write(changes, call.project)
    call.speaker.say("fix.done", files=len(changes), folder=history.FOLDER)
    return OK


def _changes(surveyed: Surveyed, project: Path) -> Iterator[Change]:
    assert surveyed.site is not None
    library = surveyed.site.library
    config, languages = library.config, tuple(edition.language for edition in library.editions)
    reader = _AsBuilt(config, text_tasks.reading_context(config, languages))
    blank_before = _lines_of(surveyed.problems)
    digests: dict[str, str] = {}
    found: dict[str, Change] = {}
    for path in sorted(name for name in surveyed.names if is_markdown(name)):
        if change := _change(path, project, reader, blank_before.get(path, frozenset())):
            found[path] = change
            digests |= reader.new_digest(change)
    for path in sorted(surveyed.names) if digests else ():
        if is_markdown(path):
            change = found.get(path)
            data = change.after if change else _bytes(project, path)
            if data is not None and (after := _with_digests(data, digests)) != data:
                before = change.before if change else data
                mendings = (*(change.mendings if change else ()), Mending("mend.original", 1))
                found[path] = Change(path, before, after, mendings)
    yield from (found[path] for path in sorted(found))


def _lines_of(problems: tuple[Problem, ...]) -> Mapping[str, frozenset[int]]:
    """Numbers of lines that lack a blank line above, by path."""
    found: dict[str, set[int]] = {}
    for problem in problems:
        if problem.key == LIST:
            found.setdefault(problem.place.path, set()).add(problem.place.line)
    return {path: frozenset(lines) for path, lines in found.items()}


def _bytes(project: Path, path: str) -> bytes | None:
    try:
        return (project / path).read_bytes()
    except OSError:
        return None


def _change(path: str, project: Path, reader: "_AsBuilt", blank_before: frozenset[int]) -> Change | None:
    data = _bytes(project, path)
    if data is None:
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:  # only the editor can tell which encoding was meant
        return None
    for lists in (blank_before, frozenset[int]()):  # leave a list whose fix would change words
        result: Mended = mended(text, path, reader.category_name, lists)
        after = result.text.encode()
        if result.mendings and reader.is_same(path, data, after):
            return Change(path, data, after, result.mendings)
    return None


class _AsBuilt:
    """Parses texts as a build does, to compare two versions."""

    def __init__(self, config: Config, context: bytes) -> None:
        self._config = config
        self._context = context
        self._names = tuple(text for category in config.categories for _, text in category.names.texts)

    def category_name(self, written: str) -> str:
        """The category name in config.yaml that differs only in dashes; '' if there is none."""
        return same_but_dashes(written, self._names)

    def is_same(self, path: str, before: bytes, after: bytes) -> bool:
        """Whether both versions yield the same fields and words."""
        return self._gist(path, before) == self._gist(path, after)

    def _gist(self, path: str, data: bytes) -> tuple[object, ...]:
        row, text, _ = text_tasks.read_texts(self._context, [(path, data)]).made[0]
        own = unpacked(row, path).front_matter
        if own is None or text is None:
            return (data,)  # do not fix what cannot be parsed
        words = _WORD.findall(" ".join(_TAG.sub(" ", part) for part in parts_from(text)))
        category = self._config.category_meant(own.category.text) if own.category else None
        bare = _without_places(own)
        return (bare, category.id if category else "", words)

    def new_digest(self, change: Change) -> dict[str, str]:
        """(old, new) digest of an original, if the fix changes it."""
        digests = [self._front_matter(change.path, data) for data in (change.before, change.after)]
        before, after = (each.digest if each else "" for each in digests)
        return {before: after} if before and after and before != after else {}

    def _front_matter(self, path: str, data: bytes) -> FrontMatter | None:
        text = text_decoding.decode(data, path)
        return parse(text, path, self._config.codes).front_matter if isinstance(text, str) else None


def _without_places(own: FrontMatter) -> tuple[object, ...]:
    """What a front matter says, wherever it stands."""
    texts = [own.title, own.lead, own.author, own.source, own.source_url, own.correction, own.slug, own.original]
    lists = [tuple(tag.text for tag in own.tags), tuple(each.text for each in (*own.aliases, *own.related))]
    cover = own.cover
    pictures = [part.text if part else "" for part in cover] if cover else []
    attached = [(each.file.text, each.title) for each in own.attachments]
    dates = [own.date, own.updated, own.expires, own.notice_until, own.withdrawn]
    flags = [own.is_draft, own.is_featured, own.views, own.order, own.shows_organisation]
    return (*texts, *lists, *pictures, *attached, *dates, *flags, own.audio.text if own.audio else "")


_ORIGINAL = lazy_pattern(rb"^(original:[ \t]*[\"']?)([0-9a-f]+)", re.MULTILINE)


def _with_digests(data: bytes, digests: Mapping[str, str]) -> bytes:
    """A translation with the digests of its fixed originals updated."""

    def newer(found: re.Match[bytes]) -> bytes:
        return found[1] + digests.get(found[2].decode(), found[2].decode()).encode()

    return _ORIGINAL.sub(newer, data, count=1)


def _show(change: Change, call: Call) -> None:
    """Prints the fixes of a file, and a diff."""
    speaker = call.speaker
    speaker.lines([change.path])
    for mending in change.mendings:
        said = speaker.sentence(mending.key, line=mending.line, lines=mending.times)
        speaker.lines([f"  – {said}"])
    before, after = (data.decode().removeprefix("\ufeff").splitlines() for data in (change.before, change.after))
    diff = list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]
    speaker.lines(f"    {line}" for line in diff)


YES = ("c", "có", "co", "y", "yes")
"""Answers that mean yes."""


def _write(changes: tuple[Change, ...], project: Path) -> None:
    """Backs up all originals, then writes all files atomically. Raises Mistakes, and then has restored every file."""
    instant = incremental.now()
    written: list[Change] = []
    try:
        for change in changes:
            with _reported_at(change.path):
                if (project / change.path).read_bytes() != change.before:
                    raise Mistakes([error("file-changing", Place(change.path))])
                history.keep(project, change.path, change.before, instant)
        for change in changes:
            with _reported_at(change.path):
                writing.replace_text((project / change.path).resolve(), change.after.decode())
            written.append(change)
    except BaseException:
        for change in written:
            writing.replace_bytes((project / change.path).resolve(), change.before)
        raise


@contextmanager
def _reported_at(path: str) -> Iterator[None]:
    """Turns an OSError into Mistakes for the file at `path`."""
    try:
        yield
    except OSError as trouble:
        raise Mistakes([os_errors.problem_of(trouble, path)]) from trouble
