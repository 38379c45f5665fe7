"""`check` (the linter): lists errors, doubts and stale content, without changes; `--fix` fixes what is unambiguous.

The format of `--json` is documented in docs/check.en.md; its fields are never renamed or removed.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bantin.build import incremental
from bantin.checking.web_links import links_elsewhere
from bantin.commands import findings, fix, online
from bantin.commands.arguments import Parser
from bantin.commands.call import CONTENT, OK, USAGE, Call
from bantin.commands.online import RequestLimits, ServerAnswer
from bantin.console.console import Console
from bantin.problems import Place, Problem, errors, warning

SHOWN = 3
"""Maximum number of warnings of one kind shown in full, unless all are requested."""
FORM = 1
"""Version of the JSON format; newer versions only add fields."""


def add_arguments(parser: Parser) -> None:
    """Options for the scope of the checks and the format of the output."""
    parser.add_argument("--strict", action="store_true", help=parser.say("help.strict"))
    parser.add_argument("--json", action="store_true", help=parser.say("help.json"))
    parser.add_argument("--online", action="store_true", help=parser.say("help.online"))
    parser.add_argument("--verbose", action="store_true", help=parser.say("help.verbose-check"))
    parser.add_argument("--fix", action="store_true", help=parser.say("help.fix"))
    parser.add_argument("--yes", action="store_true", help=parser.say("help.yes"))


def run(call: Call) -> int:
    """Runs the checks. The exit status is 1 for errors, and with `--strict` for warnings too."""
    options = call.options
    if options.yes and not options.fix:
        call.speaker.complain("check.yes-alone")
        return USAGE
    if options.fix and (other := next((name for name in _NOT_WITH_FIX if getattr(options, name)), "")):
        call.speaker.complain("check.fix-alone", option=f"--{other}")
        return USAGE
    surveyed = findings.survey(call.project, call.output, incremental.now())
    if options.fix:
        return fix.run(call, surveyed)
    found = findings.findings(surveyed, call.project)
    if options.online and surveyed.site is not None:
        limits = RequestLimits(agent=f"Bantin link check (+{surveyed.site.library.config.base_url})")
        found = tuple(sorted({*found, *asked(links_elsewhere(surveyed.site.library), limits)}))
    if options.json:
        call.speaker.lines([json.dumps(as_json(found, call), ensure_ascii=False, indent=2)])
    else:
        tell(found, call)
    return CONTENT if errors(found) or (options.strict and found) else OK


_NOT_WITH_FIX = ("json", "online", "strict")
"""Options that only say how findings are told."""


def asked(links: Mapping[str, Place], limits: RequestLimits) -> Iterator[Problem]:
    """A warning for each external link that its server does not confirm."""
    unasked = 0
    for answer in online.ask(links, limits):
        if answer.verdict == online.UNASKED:
            unasked += 1
        elif answer.verdict != online.FINE:
            yield warning(f"online-{answer.verdict}", links[answer.address], **_values(answer))
    if unasked:
        yield warning("online-unasked", Place(""), links=unasked, seconds=round(limits.limit))


def _values(answer: ServerAnswer) -> dict[str, str | int]:
    values: dict[str, str | int] = {"address": answer.address}
    if answer.verdict == online.SILENT:
        return {**values, "reason": answer.detail}
    if answer.verdict == online.MOVED:
        return {**values, "to": answer.detail}
    return {**values, "status": answer.status} if answer.status else values


def tell(found: Sequence[Problem], call: Call) -> None:
    """Prints findings by kind, errors last, where they are seen."""
    speaker = call.speaker
    notes: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in found:
        if problem.is_warning:
            notes[problem.key].append(problem)
    for of_kind in notes.values() if not speaker.is_quiet else ():
        shown = of_kind if call.options.verbose else of_kind[:SHOWN]
        speaker.lines(speaker.described(shown, call.project))
        if more := len(of_kind) - len(shown):
            speaker.say("check.more", more=more)
    wrong = errors(found)
    speaker.lines(speaker.described(wrong, call.project))
    speaker.say("check.done", errors=len(wrong), notes=len(found) - len(wrong))


def as_json(found: Iterable[Problem], call: Call) -> dict[str, Any]:
    """Findings in JSON, for other programs."""
    listed = [_row(problem, call.speaker) for problem in found]
    wrong = sum(row["severity"] == "error" for row in listed)
    return {"form": FORM, "errors": wrong, "notes": len(listed) - wrong, "problems": listed}


def _row(problem: Problem, speaker: Console) -> dict[str, Any]:
    values = dict(problem.values)
    return {
        "kind": problem.key,
        "severity": "note" if problem.is_warning else "error",
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "message": speaker.sentence(problem.key, **values),
        "hint": speaker.messages.hint(problem.key, **values),
        "values": values,
    }
