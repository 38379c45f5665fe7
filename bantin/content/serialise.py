"""A content file after it was read → lists of texts and numbers, and back, without loss.

What one process reads another one uses, and what one build reads the next one need not read again. The HTML of a text
is kept apart: only who renders its page needs it.
"""

import datetime
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from bantin.content.field_values import Approval, AttachedFile, Cover, FileAlias, Withdrawal
from bantin.content.front_matter import FrontMatter
from bantin.content.source_file import Reference, SourceFile, TextSummary
from bantin.locale import Moment
from bantin.markdown.body import Picture, TextHeading, WrittenLink
from bantin.problems import Place, packed_problems, problems_from
from bantin.yaml.values import Text

# ---- as lists, and back


def packed_text(summary: TextSummary, parts: Sequence[str]) -> bytes:
    """The summary of a text, then its literal parts (`Body.parts`)."""
    row = [
        summary.digest,
        summary.lead,
        summary.syllables,
        [[heading.level, heading.id, heading.text] for heading in summary.headings],
        sorted(summary.anchors),
        [_packed_reference(each) for each in summary.references],
    ]
    return f"{json.dumps(row, ensure_ascii=False)}\n{_BETWEEN.join(parts)}".encode()


_BETWEEN = "\0"
"""Separates two parts: `converter` lets no such character into a text."""


def summary_from(data: bytes, path: str) -> TextSummary:
    """The summary in `packed_text`, of the file at `path`."""
    digest, lead, syllables, headings, anchors, references = json.loads(data[: data.index(b"\n")])
    return TextSummary(
        digest,
        lead,
        syllables,
        tuple(TextHeading(*heading) for heading in headings),
        frozenset(anchors),
        tuple(_reference(each, path) for each in references),
    )


def parts_from(data: bytes) -> tuple[str, ...]:
    """The literal parts in `packed_text`."""
    return tuple(data[data.index(b"\n") + 1 :].decode().split(_BETWEEN))


def packed(entry: SourceFile) -> list[Any]:
    """An entry as lists of texts and numbers."""
    return [
        None if entry.front_matter is None else _packed_front_matter(entry.front_matter),
        [_packed_reference(each) for each in entry.internal_references],
        packed_problems(entry.problems),
        packed_problems(entry.own_link_problems),
    ]


def unpacked(row: Sequence[Any], path: str) -> SourceFile:
    """The entry of the file at `path` that `packed` made a list of."""
    front_matter, internal_references, problems, own_link_problems = row
    return SourceFile(
        None if front_matter is None else _front_matter(front_matter, path),
        tuple([_reference(each, path) for each in internal_references]) if internal_references else (),
        problems_from(problems) if problems else (),
        problems_from(own_link_problems) if own_link_problems else (),
    )


def _packed_reference(each: Reference) -> list[Any]:
    at = [each.target, each.place.line, each.place.column]
    return at if isinstance(each, WrittenLink) else [*at, each.alt, each.caption, each.row, each.is_linked]


def _reference(row: Sequence[Any], path: str) -> Reference:
    place = Place(path, row[1], row[2])
    return WrittenLink(row[0], place) if len(row) == 3 else Picture(row[0], row[3], row[4], place, row[5], row[6])


def _packed_front_matter(own: FrontMatter) -> list[Any]:
    row = list(own)
    for at, form in _FORMED:
        value = row[at]
        row[at] = form.packed(value, own.path) if value else None
    del row[0]
    return row


def _front_matter(row: Sequence[Any], path: str) -> FrontMatter:
    values = [path, *row]
    for at, empty, unpacked_value in _FROM_ROWS:
        value = values[at]
        values[at] = empty if value is None else unpacked_value(value, path)
    return FrontMatter(*values)


# ---- the form of each kind of value


class _Form(NamedTuple):
    """How a value that JSON does not know is written in a row, and made again; both are given the file's path."""

    packed: Callable[[Any, str], Any]
    unpacked: Callable[[Any, str], Any]
    empty: Any = None
    """The value of a field that says nothing; in a row it is None."""


def _packed_text(text: Text, path: str) -> list[Any]:
    if text.place.path != path:
        raise ValueError(f"a text of {text.place.path} in {path}")
    return [text.text, text.place.line, text.place.column]


def _text(row: Sequence[Any], path: str) -> Text:
    return Text(row[0], Place(path, row[1], row[2]))


def _packed_texts(texts: Iterable[Text | None], path: str) -> list[Any]:
    return [text and _packed_text(text, path) for text in texts]


def _texts(rows: Sequence[Any], path: str) -> tuple[Any, ...]:
    return tuple([row and Text(row[0], Place(path, row[1], row[2])) for row in rows])


def _packed_moment(moment: Moment, _: str) -> str:
    return moment.day.isoformat() if moment.time is None else f"{moment.day}T{moment.time}"


def _moment(row: str, _: str) -> Moment:
    day = datetime.date.fromisoformat(row[:10])
    return Moment(day, datetime.time.fromisoformat(row[11:]) if len(row) > 10 else None)


_TEXT = _Form(_packed_text, _text)
_TEXTS = _Form(_packed_texts, _texts, ())
_MOMENT = _Form(_packed_moment, _moment)
_DAY = _Form(lambda day, _: day.isoformat(), lambda row, _: datetime.date.fromisoformat(row))

_FORMS: dict[str, _Form] = {
    "date": _MOMENT,
    "category": _TEXT,
    "tags": _TEXTS,
    "cover": _Form(_packed_texts, lambda row, path: Cover(*_texts(row, path))),
    "attachments": _Form(
        lambda files, path: [[_packed_text(each.file, path), each.title] for each in files],
        lambda row, path: tuple([AttachedFile(_text(file, path), title) for file, title in row]),
        (),
    ),
    "audio": _TEXT,
    "related": _TEXTS,
    "updated": _MOMENT,
    "expires": _DAY,
    "notice_until": _DAY,
    "withdrawn": _Form(
        lambda its, _: [its.day.isoformat(), its.reason],
        lambda row, _: Withdrawal(datetime.date.fromisoformat(row[0]), row[1]),
    ),
    "approved": _Form(
        lambda its, _: [its.by, its.day.isoformat(), its.digest, its.urgent],
        lambda row, _: Approval(row[0], datetime.date.fromisoformat(row[1]), row[2], row[3]),
    ),
    "aliases": _TEXTS,
    "file_aliases": _Form(
        lambda aliases, path: [_packed_texts(alias, path) for alias in aliases],
        lambda row, path: tuple([FileAlias(*_texts(alias, path)) for alias in row]),
        (),
    ),
    "blank": _Form(lambda names, _: sorted(names), lambda row, _: frozenset(row), frozenset()),
}
"""The fields of front matter that are no texts, numbers or flags. All others stand in a row as they are, in the type's
order. The path, with which the type begins, is left out: whoever reads a row knows it."""

_FORMED = [(FrontMatter._fields.index(name), form) for name, form in _FORMS.items()]
_FROM_ROWS = [(at, form.empty, form.unpacked) for at, form in _FORMED]  # an archive has thousands of rows
