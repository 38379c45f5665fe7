"""`serve`: previews the site on this computer while editors write (live reload)."""

from bantin.commands.arguments import Parser, WholeNumber
from bantin.commands.call import Call


def add_arguments(parser: Parser) -> None:
    """The options of the preview server."""
    parser.add_argument("--port", type=WholeNumber(0, 65535), default=8000, metavar="N", help=parser.say("help.port"))
    parser.add_argument("--no-open", action="store_true", help=parser.say("help.no-open"))
    parser.add_argument("--lan", action="store_true", help=parser.say("help.lan-devices"))
    parser.add_argument("--write", action="store_true", help=parser.say("help.write"))


def run(call: Call) -> int:
    """Serves until Ctrl-C."""
    from bantin.preview import server

    options = call.options
    opens = "" if options.no_open else "editor" if options.write else "site"
    return server.serve(call.project, options.port, call.speaker, opens, with_lan=options.lan)
