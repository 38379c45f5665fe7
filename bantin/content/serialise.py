"""A content file after it was read: its manuscript, the summary of its text, and what was wrong; also as plain lists.

What one process reads another one uses, and what one build reads the next one need not read again: so an entry can be
written as lists of texts and numbers and made from them again, without loss. The HTML of a text is kept apart: only who
renders its page needs it.
"""

import datetime
import json
import re
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from bantin.content.field_values import Approval, AttachedFile, Cover, FileAlias, Withdrawal
from bantin.content.front_matter import FrontMatter
from bantin.locale import Moment
from bantin.markdown.body import Body, Picture, TextHeading, WrittenLink
from bantin.problems import Place, Problem, packed_problems, problems_from
from bantin.yaml.fields import Text

Reference = WrittenLink | Picture


class TextSummary(NamedTuple):
    """What pages must know of a text without showing it."""

    digest: str
    """Of the literal parts, by which a page names them; '' for no text."""
    lead: str
    """The first paragraph, if the text begins with one."""
    syllables: int
    headings: tuple[TextHeading, ...]
    anchors: frozenset[str]
    references: tuple[Reference, ...]


class SourceFile(NamedTuple):
    """What is known of one content file."""

    manuscript: FrontMatter | None
    """None if it could not be read."""
    internal_references: tuple[Reference, ...]
    """Those of the text's references that lead to other files and pages of the portal, or show them."""
    problems: tuple[Problem, ...]
    misled_within: tuple[Problem, ...] = ()
    """What is wrong with its text's links to itself: told with its page, not while that is hidden."""


TextSummaries = Callable[[FrontMatter], TextSummary]
"""Gives the summary of a manuscript's text."""


def summary_of(body: Body) -> TextSummary:
    """The summary of a text."""
    digest = blake2b("\0".join(body.parts).encode(), digest_size=16).hexdigest() if body.parts != ("",) else ""
    return TextSummary(digest, body.lead, len(body.text.split()), body.headings, body.anchors, body.references)


def internal_references_of(body: Body, base_url: str) -> tuple[Reference, ...]:
    """Its references to what else is in the portal, so that what they find there can change."""
    return tuple(each for each in body.references if isinstance(each, Picture) or not _is_free(each.target, base_url))


def _is_free(target: str, base_url: str) -> bool:
    """Whether a link's target is on the same page or outside."""
    if target.startswith("#"):
        return True
    is_whole = target.lower().startswith(("http://", "https://", "mailto:", "tel:"))
    return is_whole and own_address(target, base_url) is None


_PREVIEW = re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?(?![^/?#])", re.IGNORECASE)
"""How the addresses of `serve` begin, which are copied from the browser."""


def own_address(target: str, base_url: str) -> str | None:
    """The address from the site's root that a whole URL means; None if it is not of the portal, nor of its preview."""
    if found := _PREVIEW.match(target):
        rest = target[found.end() :]
    else:
        scheme, _, rest = target.partition("://")
        own = base_url.partition("://")[2]
        if scheme.lower() not in ("http", "https") or rest[: len(own)].casefold() != own.casefold():
            return None
        rest = rest[len(own) :]
        if rest and rest[0] not in "/?#":
            return None
    return rest if rest.startswith("/") else f"/{rest}"


# ---- as lists, and back


def packed_text(body: Body) -> bytes:
    """The summary of a text, then its literal parts."""
    summary = summary_of(body)
    row = [
        summary.digest,
        summary.lead,
        summary.syllables,
        [[heading.level, heading.id, heading.text] for heading in summary.headings],
        sorted(summary.anchors),
        [_packed_reference(each) for each in summary.references],
    ]
    return f"{json.dumps(row, ensure_ascii=False)}\n{_BETWEEN.join(body.parts)}".encode()


_BETWEEN = "\0"
"""Parts two parts: `converter` lets no such sign into a text."""


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
        None if entry.manuscript is None else _packed_manuscript(entry.manuscript),
        [_packed_reference(each) for each in entry.internal_references],
        packed_problems(entry.problems),
        packed_problems(entry.misled_within),
    ]


def unpacked(row: Sequence[Any], path: str) -> SourceFile:
    """The entry of the file at `path` that `packed` made a list of."""
    manuscript, internal_references, problems, misled_within = row
    return SourceFile(
        None if manuscript is None else _manuscript(manuscript, path),
        tuple([_reference(each, path) for each in internal_references]) if internal_references else (),
        problems_from(problems) if problems else (),
        problems_from(misled_within) if misled_within else (),
    )


def _packed_reference(each: Reference) -> list[Any]:
    at = [each.target, each.place.line, each.place.column]
    return at if isinstance(each, WrittenLink) else [*at, each.alt, each.caption, each.row, each.is_linked]


def _reference(row: Sequence[Any], path: str) -> Reference:
    place = Place(path, row[1], row[2])
    return WrittenLink(row[0], place) if len(row) == 3 else Picture(row[0], row[3], row[4], place, row[5], row[6])


def _packed_manuscript(own: FrontMatter) -> list[Any]:
    return [
        own.key,
        own.code,
        own.has_suffix,
        own.is_page,
        own.title,
        _packed_moment(own.date),
        _packed_text(own.category, own.path),
        own.views,
        own.lead,
        [_packed_text(text, own.path) for text in own.tags],
        own.author,
        own.source,
        own.source_url,
        own.cover and [_packed_text(text, own.path) for text in own.cover],
        [[_packed_text(each.file, own.path), each.title] for each in own.attachments],
        _packed_text(own.audio, own.path),
        [_packed_text(text, own.path) for text in own.related],
        _packed_moment(own.updated),
        own.correction,
        own.is_draft,
        own.is_featured,
        own.expires and own.expires.isoformat(),
        own.notice_until and own.notice_until.isoformat(),
        own.withdrawn and [own.withdrawn.day.isoformat(), own.withdrawn.reason],
        own.approved and [own.approved.by, own.approved.day.isoformat(), own.approved.digest, own.approved.urgent],
        own.slug,
        [_packed_text(text, own.path) for text in own.aliases],
        [[_packed_text(text, own.path) for text in alias] for alias in own.file_aliases],
        own.original,
        own.order,
        own.shows_organisation,
        own.digest,
        own.text_digest,
        own.mark,
        own.places,
        sorted(own.blank),
    ]


_NOTHING: frozenset[str] = frozenset()


def _manuscript(row: Sequence[Any], path: str) -> FrontMatter:
    # Spelt out, since an archive has thousands of them and most fields of most are empty.
    (key, code, has_suffix, is_page, title, date, category, views, lead, tags, author, source, source_url, *rest) = row
    (cover, attachments, audio, related, updated, correction, is_draft, is_featured, expires, notice_until, *rest) = (
        rest
    )
    (withdrawn, approved, slug, aliases, file_aliases, original, order, *rest) = rest
    (shows_organisation, digest, text_digest, mark, places, blank) = rest
    return FrontMatter(
        path,
        key,
        code,
        has_suffix,
        is_page,
        title,
        _moment(date),
        _text(category, path),
        views,
        lead,
        _texts(tags, path),
        author,
        source,
        source_url,
        None if cover is None else Cover(*(_text(each, path) for each in cover)),
        tuple([AttachedFile(Text(file[0], Place(path, *file[1:])), title) for file, title in attachments]),
        _text(audio, path),
        _texts(related, path),
        _moment(updated),
        correction,
        is_draft,
        is_featured,
        expires and datetime.date.fromisoformat(expires),
        notice_until and datetime.date.fromisoformat(notice_until),
        withdrawn and Withdrawal(datetime.date.fromisoformat(withdrawn[0]), withdrawn[1]),
        approved and Approval(approved[0], datetime.date.fromisoformat(approved[1]), *approved[2:]),
        slug,
        _texts(aliases, path),
        tuple([FileAlias(*_texts(alias, path)) for alias in file_aliases]) if file_aliases else (),
        original,
        order,
        shows_organisation,
        digest,
        text_digest,
        mark,
        places,
        frozenset(blank) if blank else _NOTHING,
    )


def _packed_text(text: Text | None, path: str) -> list[Any] | None:
    if text is None:
        return None
    if text.place.path != path:
        raise ValueError(f"a text of {text.place.path} in {path}")
    return [text.text, text.place.line, text.place.column]


def _text(row: Sequence[Any] | None, path: str) -> Text | None:
    return None if row is None else Text(row[0], Place(path, row[1], row[2]))


def _texts(rows: Sequence[Any], path: str) -> tuple[Text, ...]:
    return tuple([Text(row[0], Place(path, row[1], row[2])) for row in rows]) if rows else ()


def _packed_moment(moment: Moment | None) -> str | None:
    if moment is None:
        return None
    return moment.day.isoformat() if moment.time is None else f"{moment.day}T{moment.time}"


def _moment(row: str | None) -> Moment | None:
    if row is None:
        return None
    day = datetime.date.fromisoformat(row[:10])
    return Moment(day, datetime.time.fromisoformat(row[11:]) if len(row) > 10 else None)
