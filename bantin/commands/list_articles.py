"""`list`: articles that wait for something (approval, their date, a translation …), expired ones, and those on home."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from bantin.build import incremental
from bantin.build.snapshot import config_missing
from bantin.build.types import Settings
from bantin.commands.arguments import Parser
from bantin.commands.call import OK, Call
from bantin.content.states import DRAFT, EXPIRED, SCHEDULED, UNAPPROVED, WITHDRAWN, ArticleState, states
from bantin.problems import Mistakes

KINDS: Mapping[str, Callable[[ArticleState], bool]] = {
    "drafts": lambda each: each.state == DRAFT,
    "unapproved": lambda each: each.state == UNAPPROVED,
    "scheduled": lambda each: each.state == SCHEDULED,
    "featured": lambda each: each.is_featured and not each.is_translation and each.state not in (DRAFT, WITHDRAWN),
    "translation": lambda each: each.is_behind or bool(each.missing) or (each.is_translation and each.state == DRAFT),
    "expired": lambda each: each.state == EXPIRED,
}
"""Kinds of entries, in the order of the output."""
FORM = 1
"""Version of the JSON format; newer versions only add fields."""


def add_arguments(parser: Parser) -> None:
    """The kinds to list; all if none is given."""
    parser.add_argument("kind", nargs="?", metavar="KIND", choices=tuple(KINDS), help=parser.say("help.list-kind"))
    parser.add_argument("--json", action="store_true", help=parser.say("help.json"))


def run(call: Call) -> int:
    """Prints the list. Raises Mistakes if config.yaml is broken."""
    from bantin.build import survey

    if not (call.project / "config.yaml").exists():
        raise Mistakes([config_missing(call.project)])
    library = survey.library(Settings(call.project, call.output, incremental.now()))
    every = states(library)
    kinds = [call.options.kind] if call.options.kind else list(KINDS)
    found = {kind: [each for each in every if KINDS[kind](each)] for kind in kinds}
    if call.options.json:
        listed = {kind: [_row(each) for each in those] for kind, those in found.items()}
        call.speaker.lines([json.dumps({"form": FORM, **listed}, ensure_ascii=False, indent=2)])
    else:
        _tell(found, call)
        if unread := sum(state == "unread" for state in library.hidden.values()):
            call.speaker.complain("list.unread", articles=unread)
    return OK


def _tell(found: Mapping[str, list[ArticleState]], call: Call) -> None:
    """Prints a table for each kind: date, path, title, and what is missing."""
    for kind, those in found.items():
        call.speaker.lines([call.speaker.sentence(_HEADINGS[kind], articles=len(those))])
        width = max((len(each.path) for each in those), default=0)
        for each in those:
            date = f"{each.date.day:%d/%m/%Y}" if each.date else "–"
            if each.date and each.date.time:
                date += f" {each.date.time:%H:%M}"
            call.speaker.lines([f"  {date:<16}  {each.path:<{width}}  {_words(each, call)}".rstrip()])


_HEADINGS = {
    "drafts": "list.drafts",
    "unapproved": "list.unapproved",
    "scheduled": "list.scheduled",
    "featured": "list.featured",
    "translation": "list.translation",
    "expired": "list.expired",
}


def _words(each: ArticleState, call: Call) -> str:
    """Title, who has to approve it, and what its translations lack."""
    said = [each.title]
    if each.waits_for:
        said.append(call.speaker.sentence("list.waits-for", by=each.waits_for))
    if each.missing:
        said.append(call.speaker.sentence("list.missing", codes=", ".join(each.missing)))
    if each.is_behind:
        said.append(call.speaker.sentence("list.behind"))
    return " ".join(said)


def _row(each: ArticleState) -> dict[str, Any]:
    return {
        "path": each.path,
        "language": each.code,
        "title": each.title,
        "state": each.state,
        "waits_for": each.waits_for,
        "date": _moment(each),
        "category": each.category,
        "address": f"/{each.address}" if each.address else "",
        "featured": each.is_featured,
        "missing": list(each.missing),
        "behind": each.is_behind,
    }


def _moment(each: ArticleState) -> str:
    """ISO 8601, local time; '' without a date."""
    if each.date is None:
        return ""
    return each.date.at.isoformat("T", "minutes") if each.date.time else each.date.day.isoformat()
