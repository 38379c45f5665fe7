"""`init`: creates a new portal, or adds the launchers to an existing one."""

from pathlib import Path

from bantin.commands.arguments import Parser
from bantin.commands.call import OK, Call


def add_arguments(parser: Parser) -> None:
    """The folder of the portal."""
    parser.add_argument("folder", metavar="DIR", help=parser.say("help.folder"))
    parser.add_argument("--click", action="store_true", help=parser.say("help.click"))


def run(call: Call) -> int:
    """Creates the portal. Raises Mistakes, and then has removed everything."""
    from bantin.commands import scaffold

    folder = call.options.folder
    if call.options.click:
        scaffold.put_click_files(Path(folder), call.speaker)
        call.speaker.say("init.clicks", folder=folder)
    else:
        scaffold.start(Path(folder), call.speaker)
        call.speaker.say("init.done", folder=folder)
    return OK
