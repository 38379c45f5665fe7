"""`where`: prints what is at an address, its sources, and why lists include it."""

from pathlib import Path

from bantin.build import incremental
from bantin.checking import unpublished, whereabouts
from bantin.checking.whereabouts import Searched
from bantin.commands import findings
from bantin.commands.arguments import Parser
from bantin.commands.call import CONTENT, OK, Call
from bantin.problems import Mistakes

HEADS = frozenset(
    {
        *("where.page", "where.file", "where.made", "where.unused", "where.config-file", "where.ledger"),
        *unpublished.AT_ADDRESS.values(),
        *unpublished.OF_FILE.values(),
    }
)
"""Facts that are printed as headings of others."""


def add_arguments(parser: Parser) -> None:
    """The address or file."""
    parser.add_argument("address", metavar="ADDRESS", help=parser.say("help.where-address"))


def run(call: Call) -> int:
    """Prints the findings. The exit status is 1 if there is nothing. Raises Mistakes if config.yaml is broken."""
    surveyed = findings.survey(call.project, call.output, incremental.now())
    site = surveyed.site
    if site is None:
        raise Mistakes(surveyed.problems)
    outputs = {path: output.value for path, output in site.outputs.items()}
    searched = Searched(site.library, outputs, site.prepared.theme.templates, surveyed.names)
    facts, is_found = whereabouts.facts(_written(call.options.address, call.project), searched)
    if not is_found:
        call.speaker.complain(facts[0].key, **facts[0].values)
        return CONTENT
    for fact in facts:
        indent = "" if fact.key in HEADS else "  "
        call.speaker.lines([indent + call.speaker.sentence(fact.key, **fact.values)])
    return OK


def _written(address: str, project: Path) -> str:
    """The argument as written; an existing file of the portal relative to the portal's folder."""
    for path in (project / address, Path(address)):
        if "://" not in address and path.is_file() and path.resolve().is_relative_to(project.resolve()):
            return path.resolve().relative_to(project.resolve()).as_posix()
    return address
