"""`serve`: shows the site on this computer while its editors write."""

from bantin.commands.arguments import Parser, WholeNumber
from bantin.commands.call import Call


def add_arguments(parser: Parser) -> None:
    """Where it is shown."""
    parser.add_argument("--port", type=WholeNumber(0, 65535), default=8000, metavar="N", help=parser.say("help.port"))
    parser.add_argument("--no-open", action="store_true", help=parser.say("help.no-open"))


def run(call: Call) -> int:
    """Serves until Ctrl-C."""
    from bantin.preview import server

    return server.serve(call.project, call.options.port, call.speaker, open_browser=not call.options.no_open)
