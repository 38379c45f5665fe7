"""`init`: makes a new portal, or puts the files to click into one that is there."""

from pathlib import Path

from bantin.commands.arguments import Parser
from bantin.commands.call import OK, Call


def add_arguments(parser: Parser) -> None:
    """Where it is made."""
    parser.add_argument("folder", metavar="DIR", help=parser.say("help.folder"))
    parser.add_argument("--click", action="store_true", help=parser.say("help.click"))


def run(call: Call) -> int:
    """Makes it; raises Mistakes, and a new portal then leaves nothing behind."""
    from bantin.commands import scaffold

    folder = call.options.folder
    if call.options.click:
        scaffold.put_click_files(Path(folder), call.speaker)
        call.speaker.say("init.clicks", folder=folder)
    else:
        scaffold.start(Path(folder), call.speaker)
        call.speaker.say("init.done", folder=folder)
    return OK
