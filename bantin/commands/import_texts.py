"""`import`: imports texts that were written elsewhere."""

from bantin.commands.arguments import Parser
from bantin.commands.call import Call


def add_arguments(parser: Parser) -> None:
    """The files to import, and the options."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=parser.say("help.import-files"))
    parser.add_argument("--category", default="", metavar="NAME", help=parser.say("help.import-category"))
    parser.add_argument("--categories", default="", metavar="FILE", help=parser.say("help.import-categories"))
    parser.add_argument("--draft", action="store_true", help=parser.say("help.import-draft"))
    parser.add_argument("--table", action="store_true", help=parser.say("help.import-table"))
    parser.add_argument("--dry-run", action="store_true", help=parser.say("help.import-dry-run"))
    parser.add_argument("--report", default="", metavar="FILE", help=parser.say("help.import-report"))


def run(call: Call) -> int:
    """Makes articles and accounts for every word of the sources. Raises Mistakes before anything is done."""
    from bantin.build import incremental
    from bantin.commands import import_files

    options = call.options
    request = import_files.Request(
        call.project,
        tuple(options.files),
        incremental.now(),
        category=options.category,
        is_draft=options.draft,
        is_dry=options.dry_run,
        as_table=options.table,
        report=options.report,
        categories=options.categories,
    )
    return import_files.bring_in(request, call.speaker)
