"""`review`: writes a single file for whoever approves: the articles as residents will see them, and what changed."""

from pathlib import Path

from bantin.build import incremental
from bantin.build.site import Site
from bantin.build.types import Settings
from bantin.cache import folder
from bantin.cache.pictures import PictureCache
from bantin.commands import approve
from bantin.commands.arguments import Parser
from bantin.commands.call import OK, SITE, TRIAL, Call
from bantin.content.model import Article
from bantin.disk import os_errors, writing
from bantin.problems import Mistakes, Place, error
from bantin.review import document

FOLDER = "duyet"
"""Default folder for these files, within the portal."""
_NOT_INTO = ("content", SITE, TRIAL, "templates", "assets", "data", "bantin")


def add_arguments(parser: Parser) -> None:
    """The articles, and the path of the file."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=parser.say("help.review-files"))
    parser.add_argument("--to", default="", metavar="FILE", help=parser.say("help.review-to"))


def run(call: Call) -> int:
    """Writes the file and prints its path. Raises Mistakes."""
    from bantin.build import survey

    instant = incremental.now()
    prepared = survey.prepared(Settings(call.project, call.output, instant, with_drafts=True))
    site = Site.on_request(prepared, PictureCache(call.project / folder.FOLDER, is_reader=True))
    articles = approve.asked_for(call.options.files, call.project, site)
    target = _target(call, articles[0])
    html = document.document(site, articles, call.project, instant, call.speaker.sentence)
    try:
        if not call.options.to and not (ignore := target.parent / ".gitignore").exists():
            writing.replace_text(ignore, "*\n")
        writing.replace_text(target, html)
    except OSError as trouble:
        raise Mistakes([os_errors.problem_of(trouble, str(target))]) from trouble
    call.speaker.say("review.done", path=str(target))
    return OK


def _target(call: Call, first: Article) -> Path:
    if not call.options.to:
        return call.project / FOLDER / document.name_of(first)
    target = Path(call.options.to)
    inside = [call.project / name for name in _NOT_INTO]
    if any(target.resolve().is_relative_to(folder.resolve()) for folder in (*inside, call.output)):
        raise Mistakes([error("review-into", Place(call.options.to))])
    return target
