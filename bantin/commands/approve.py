"""`approve`: records in articles who approved them, when, and the digest of what was approved."""

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bantin.build import incremental
from bantin.build.site import PreparedSite, Site
from bantin.build.types import Settings
from bantin.cache import folder
from bantin.cache.pictures import PictureCache
from bantin.commands.arguments import Parser
from bantin.commands.call import OK, USAGE, Call
from bantin.content.front_matter import mark_of
from bantin.content.model import Article
from bantin.disk import history, os_errors, text_decoding, writing
from bantin.editor import approving
from bantin.editor.approving import Approver
from bantin.problems import Mistakes, Place, error, errors


def add_arguments(parser: Parser) -> None:
    """Which articles, and who approved them."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=parser.say("help.approve-files"))
    parser.add_argument("--by", default="", metavar="NAME", help=parser.say("help.by"))


def run(call: Call) -> int:
    """Writes the approval into each article, with a backup in `.history/`. Raises Mistakes, and then writes nothing."""
    from bantin.build import survey

    by = " ".join(call.options.by.split())
    if not by:
        call.speaker.complain("approve.by")
        return USAGE
    instant = incremental.now()
    prepared = survey.prepared(Settings(call.project, call.output, instant, with_drafts=True))
    site = Site.on_request(prepared, PictureCache(call.project / folder.FOLDER, is_reader=True))
    articles = asked_for(call.options.files, call.project, site)
    day = instant.astimezone(ZoneInfo(prepared.config.timezone)).date()
    texts = {article: _approved(article, call.project, prepared, Approver(by, day)) for article in articles}
    for article, (before, after) in texts.items():
        approving.keep_pictures(call.project, article, instant)
        _write(call.project, article.own.path, before, after, instant)
        call.speaker.say("approve.done", path=article.own.path, by=by, day=f"{day:%d/%m/%Y}")
    return OK


def asked_for(names: list[str], project: Path, site: Site) -> list[Article]:
    """The articles in these files, named from here or from the portal's folder; raises Mistakes for what is none, and
    for one with mistakes: nobody can have seen it as it will be."""
    by_path = {each.own.path: each for group in site.library.by_key.values() for each in group.values()}
    found: dict[str, Article] = {}
    for name in names:
        path = path_of(name, project)
        if wrong := tuple(each for each in errors(site.problems) if each.place.path == path):
            raise Mistakes(wrong)
        if path not in by_path or by_path[path].own.is_page:
            raise Mistakes([error("approve-no-article", Place(path))])
        if wrong := site.mistakes_in(by_path[path]):
            raise Mistakes(wrong)
        found[path] = by_path[path]
    return list(found.values())


def path_of(name: str, project: Path) -> str:
    """The path relative to the portal's folder; unchanged if it is outside."""
    top = project.resolve()
    for path in (Path(name), top / name):
        if path.is_file() and path.resolve().is_relative_to(top):
            return path.resolve().relative_to(top).as_posix()
    return name.replace("\\", "/")


def _approved(article: Article, project: Path, site: PreparedSite, approver: Approver) -> tuple[bytes, str]:
    """The original bytes of the file, and its text with the approval."""
    path = article.own.path
    try:
        data = (project / path).read_bytes()
    except OSError as trouble:
        raise Mistakes([os_errors.problem_of(trouble, path)]) from trouble
    read = text_decoding.decode(data, path, keeps_controls=True)
    if not isinstance(read, str) or mark_of(read, path) != article.own.mark:
        raise Mistakes([error("file-changing", Place(path))])
    return data, approving.approved(data.decode(), article, site.reader.files.digest, approver)


def _write(project: Path, path: str, before: bytes, after: str, instant: datetime.datetime) -> None:
    try:
        history.keep(project, path, before, instant)
        history.keep(project, path, after.encode(), instant)  # the approved version, for `review` to compare with
        writing.replace_bytes((project / path).resolve(), after.encode())
    except OSError as trouble:
        raise Mistakes([os_errors.problem_of(trouble, path)]) from trouble
