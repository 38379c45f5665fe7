"""`init`: makes a new portal."""

from pathlib import Path

from bantin.commands.arguments import Parser
from bantin.commands.call import OK, Call


def add_arguments(parser: Parser) -> None:
    """Where it is made."""
    parser.add_argument("folder", metavar="DIR", help=parser.say("help.folder"))


def run(call: Call) -> int:
    """Makes it; raises Mistakes, and then leaves nothing behind."""
    from bantin.commands import scaffold

    scaffold.start(Path(call.options.folder))
    call.speaker.say("init.done", folder=call.options.folder)
    return OK
