"""A translation and its original → what changed in the original since, and which paragraphs are still untranslated."""

import difflib
from collections.abc import Iterator
from typing import NamedTuple

from bantin.content import parts
from bantin.content.front_matter import FrontMatter
from bantin.problems import Place, Problem, warning
from bantin.text import nfc

MOST = 10
"""Maximum number of changes reported per original; with more, the translator rereads it anyway."""
LEAST_WORDS = 6
"""Minimum words of a paragraph counted as untranslated; fewer may be a name, a date or a number."""


class Paragraph(NamedTuple):
    """A paragraph: lines without a blank one between them."""

    line: int
    """Number of its first line in the file."""
    text: str
    """Its words, joined by single blanks."""


def paragraphs(text: str, path: str) -> tuple[Paragraph, ...]:
    """The paragraphs below the front matter of the file at `path`; none if it has no front matter."""
    split = parts.split(nfc(text), path)
    if isinstance(split, Problem):
        return ()
    found: list[Paragraph] = []
    begun: list[str] = []
    for number, line in enumerate([*split.body.split("\n"), ""], split.body_line):
        if line.strip():
            begun.append(line)
        elif begun:
            found.append(Paragraph(number - len(begun), " ".join(" ".join(begun).split())))
            begun = []
    return tuple(found)


class Side(NamedTuple):
    """A version of an original."""

    front_matter: FrontMatter
    text: str
    """The whole file."""


def changed(translation: str, before: Side, now: Side) -> Iterator[Problem]:
    """A warning for each place where the original differs from the version that `translation` was made from."""
    path = now.front_matter.path
    for field in ("title", "lead"):
        was, is_now = getattr(before.front_matter, field), getattr(now.front_matter, field)
        if was != is_now:
            yield warning("stale-changed", now.front_matter.place(field), translation=translation, before=was or "–")
    old, new = paragraphs(before.text, path), paragraphs(now.text, path)
    matcher = difflib.SequenceMatcher(None, [each.text for each in old], [each.text for each in new], autojunk=False)
    reported = 0
    for kind, first, last, at, until in matcher.get_opcodes():
        if kind == "equal":
            continue
        reported += 1
        if reported > MOST:
            return
        place = Place(path, new[min(at, len(new) - 1)].line if new else 1)
        was = " ".join(each.text for each in old[first:last])
        key = {"insert": "stale-added", "delete": "stale-removed", "replace": "stale-changed"}[kind]
        if kind == "insert":
            yield warning(key, place, translation=translation, paragraphs=until - at)
        else:
            yield warning(key, place, translation=translation, before=was)


def half_done(original: str, translation: str, path: str) -> Iterator[Problem]:
    """A warning for paragraphs of a translation that equal the original's; none if all of them do: that is reported by
    a build.

    Both texts are whole files; the translation is at `path`.
    """
    own = paragraphs(translation, path)
    theirs = {each.text for each in paragraphs(original, path)}
    left = [each for each in own if each.text in theirs and len(each.text.split()) >= LEAST_WORDS]
    if left and len(left) < len(own):
        yield warning("stale-half-translated", Place(path, left[0].line), left=len(left), of=len(own))
