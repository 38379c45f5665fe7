"""`review`: makes a single file for whoever approves: the articles as residents will see them, and what changed.

The file is self-contained and without scripts, so that it opens on a phone, from a message, offline.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from bantin.build import incremental
from bantin.build.site import PreparedSite, Site
from bantin.build.types import Settings
from bantin.cache import folder
from bantin.cache.pictures import PictureCache
from bantin.checking.rewording import ChangedPiece, reworded
from bantin.commands import approve, earlier, exchanged, standalone
from bantin.commands.arguments import Parser
from bantin.commands.call import OK, Call
from bantin.commands.earlier import Earlier
from bantin.content import approval
from bantin.content.front_matter import ParsedFile, parse
from bantin.content.model import Article
from bantin.disk import os_errors, text_decoding, writing
from bantin.problems import Mistakes, Place, error
from bantin.theme.page_output import PageOutput
from bantin.yaml.writing import flow_mapping

FOLDER = "duyet"
"""Default folder for these files, within the portal."""
_NOT_INTO = ("content", "site", "site-drafts", "templates", "assets", "data", "bantin")
_STYLES = """
.review { max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
.review-box { margin: 1rem 0; padding: 0.75rem 1rem; border: 2px solid; border-radius: 0.5rem; }
.review-box p { margin-block: 0 0.75rem; }
.review-box pre { white-space: pre-wrap; }
.review-pair { display: flex; flex-wrap: wrap; gap: 1rem; margin-block: 0 0.75rem; }
.review-pair figure { flex: 1 1 12rem; margin: 0; }
.review-pair img { max-width: 100%; height: auto; }
.review-box ins { background: #d7f5dc; color: #0b3d17; }
.review-box del { background: #fbdcdc; color: #5c0f0f; }
"""


def add_arguments(parser: Parser) -> None:
    """The articles, and the path of the file."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=parser.say("help.review-files"))
    parser.add_argument("--to", default="", metavar="FILE", help=parser.say("help.review-to"))


def run(call: Call) -> int:
    """Writes the file and prints its path. Raises Mistakes."""
    from bantin.build import survey

    instant = incremental.now()
    prepared = survey.prepared(Settings(call.project, call.output, instant, with_drafts=True))
    articles = approve.asked_for(call.options.files, call.project, prepared)
    target = _target(call, articles[0])
    reviewed = _Review(call, prepared)
    day = instant.astimezone(ZoneInfo(prepared.config.timezone)).date()
    parts = [reviewed.part(article, number, f"{day:%d/%m/%Y}") for number, article in enumerate(articles, 1)]
    try:
        if not call.options.to and not (ignore := target.parent / ".gitignore").exists():
            writing.replace_text(ignore, "*\n")
        writing.replace_text(target, reviewed.document(articles, parts))
    except OSError as trouble:
        raise Mistakes([os_errors.problem_of(trouble, str(target))]) from trouble
    call.speaker.say("review.done", path=str(target))
    return OK


def _target(call: Call, first: Article) -> Path:
    if not call.options.to:
        return call.project / FOLDER / f"{first.own.path.rpartition('/')[2][:-3]}.html"
    target = Path(call.options.to)
    inside = [call.project / name for name in _NOT_INTO]
    if any(target.resolve().is_relative_to(folder.resolve()) for folder in (*inside, call.output)):
        raise Mistakes([error("review-into", Place(call.options.to))])
    return target


class _Review:
    """Assembles the file."""

    def __init__(self, call: Call, prepared: PreparedSite) -> None:
        self._call = call
        pictures = PictureCache(call.project / folder.FOLDER, is_reader=True)
        self._site = Site(prepared, prepared.planner.lazy_plan(), pictures, prepared.problems)
        self._config = prepared.config
        self._renderer = self._site.renderer()
        self._pages: dict[str, str] = {}

    def document(self, articles: list[Article], parts: list[str]) -> str:
        """The complete HTML document."""
        say = self._call.speaker.sentence
        address = articles[0].address
        style = standalone.styles(self._pages[address], address, self._file_bytes) + _STYLES
        title = escape(f"{say('review.title')}: {articles[0].own.title}")
        policy = "script-src 'none'; object-src 'none'; frame-src 'none'; connect-src 'none'; form-action 'none'"
        return "\n".join(
            [
                "<!doctype html>",
                f'<html lang="{say("serve.lang")}">',
                '<head>\n<meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                f"<title>{title}</title>\n<style>{style}</style>\n</head>",
                f'<body>\n<main class="review">\n{"".join(parts)}</main>\n</body>\n</html>\n',
            ]
        )

    def part(self, article: Article, number: int, day: str) -> str:
        """The part for one article: its state, its changes, the article."""
        say, own = self._call.speaker.sentence, article.own
        by = approval.approver(own, self._config) or "…"
        digest = approval.digest(article, self._site.prepared.reader.files.digest)
        line = f"approved: {flow_mapping({'by': by, 'date': day, 'digest': digest})}"
        command = f'python3 build.py approve {own.path} --by "{by}"'
        boxes = [
            f"<p><strong>{escape(say('review.asked', by=by))}</strong></p>",
            f"<p>{escape(say('review.answer', title=own.title, digest=digest))}</p>",
            *self._changes(article, digest),
            f"<p>{escape(say('review.line', file=own.path))}</p>\n",
            f"<pre>{escape(line)}</pre>\n<pre>{escape(command)}</pre>",
        ]
        prefix = f"bai-{number}-"
        base = f"{self._config.base_url}/"
        shown = standalone.article_within(self._page(article), article.address, base, self._file_bytes, prefix)
        shown = shown.replace("<article", f'<article lang="{article.code}"', 1)
        return f'<div class="review-box">\n{"".join(boxes)}\n</div>\n{shown}\n'

    def _page(self, article: Article) -> str:
        output = self._site.outputs[f"{article.address}index.html"].value
        assert isinstance(output, PageOutput)
        page = self._pages[article.address] = self._renderer.render(output).decode()
        return page

    def _file_bytes(self, path: str) -> bytes | None:
        late = self._site.outputs.get(path)
        if late is None or isinstance(output := late.value, PageOutput):
            return None
        return self._site.made(output, self._renderer)

    def _changes(self, article: Article, digest: str) -> Iterator[str]:
        """Changes since the last approval, as HTML."""
        say, approved = self._call.speaker.sentence, article.own.approved
        if approved is None or not approved.digest:
            yield f"<p>{escape(say('review.first'))}</p>"
            return
        values = {"by": approved.by, "day": f"{approved.day:%d/%m/%Y}"}
        if approved.digest == digest:
            yield f"<p>{escape(say('review.same', **values))}</p>"
            return
        before = self._approved(article.own.path, approved.digest)
        if before is None:
            yield f"<p>{escape(say('review.unknown', **values))}</p>"
            return
        version, written = before
        paragraphs = list(reworded(_words(written), _words(self._now(article.own.path))))
        yield f"<p>{escape(say('review.changed' if paragraphs else 'review.files', **values))}</p>"
        yield from (f"<p>{''.join(map(_html, pieces))}</p>" for pieces in paragraphs)
        yield from exchanged.shown(article, version, self._call.project, say)

    def _now(self, path: str) -> ParsedFile:
        text = text_decoding.decode((self._call.project / path).read_bytes(), path)
        assert isinstance(text, str)  # otherwise it has errors, and is not up for approval
        return self._parsed(path, text)

    def _approved(self, path: str, digest: str) -> tuple[Earlier, ParsedFile] | None:
        """The approved text: the earliest kept version with this approval."""
        found = None
        for version in earlier.versions(self._call.project, path):
            text = text_decoding.decode(version.data, path)
            written = self._parsed(path, text) if isinstance(text, str) else None
            own = written.front_matter if written else None
            if written and own is not None and own.approved is not None and own.approved.digest == digest:
                found = version, written
        return found

    def _parsed(self, path: str, text: str) -> ParsedFile:
        return parse(text, path, self._config.codes)


def _words(written: ParsedFile) -> str:
    """All words that are subject to approval, one paragraph per field."""
    own = written.front_matter
    assert own is not None
    cover = [text.text for text in own.cover if text] if own.cover else []
    attached = [f"{each.title} ({each.file.text})" for each in own.attachments]
    return "\n\n".join([own.title, own.lead, own.correction, *cover, *attached, written.body])


def _html(piece: ChangedPiece) -> str:
    name = {"gone": "del", "new": "ins"}.get(piece.kind)
    return f"<{name}>{escape(piece.text)}</{name}>" if name else escape(piece.text)
