"""`new`: creates an article, or a translation of one."""

from bantin.commands.arguments import Parser
from bantin.commands.call import OK, USAGE, Call


def add_arguments(parser: Parser) -> None:
    """The title, as any number of words: quotes are easily forgotten."""
    parser.add_argument("title", nargs="*", metavar="TITLE", help=parser.say("help.title"))
    parser.add_argument("--category", default="", metavar="NAME", help=parser.say("help.category"))
    parser.add_argument("--translate", default="", metavar="FILE", help=parser.say("help.translate"))


def run(call: Call) -> int:
    """Creates the file and prints its path. Raises Mistakes."""
    from bantin.build import incremental
    from bantin.editor import new_article

    options = call.options
    title = " ".join(options.title)
    if not title and not options.translate:
        call.speaker.complain("new.title")
        return USAGE
    if options.translate:
        path = new_article.translation(call.project, options.translate, title)
        call.speaker.say("new.translated", path=path)
    else:
        path = new_article.article(call.project, title, options.category, incremental.now())
        call.speaker.say("new.done", path=path)
    return OK
