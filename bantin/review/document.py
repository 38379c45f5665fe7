"""Articles → a single file for whoever approves them: as residents will see them, and what changed.

The file is self-contained and without scripts, so that it opens on a phone, from a message, offline.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from bantin.build import picture_tasks
from bantin.build.site import Site
from bantin.checking.text_diff import ChangedPiece, differences
from bantin.content import approval
from bantin.content.front_matter import ParsedFile, parse
from bantin.content.model import Article
from bantin.disk import text_decoding
from bantin.imaging import variants
from bantin.plan.outputs import CopyOutput, PictureOutput
from bantin.problems import Mistakes
from bantin.review import earlier, replaced_files, standalone
from bantin.review.earlier import Earlier
from bantin.theme.page_output import PageOutput
from bantin.yaml.writing import flow_mapping

Sentences = Callable[..., str]
"""Returns the message for a key and its values."""
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


def name_of(article: Article) -> str:
    """The file's name, after the article's: `tin.html` for `content/2026/03/tin.md`."""
    return f"{article.own.path.rpartition('/')[2][:-3]}.html"


def document(site: Site, articles: Sequence[Article], project: Path, instant: datetime.datetime, say: Sentences) -> str:
    """The complete HTML document about these articles of the site. `instant`: its day is proposed for the approval.
    Raises Mistakes.
    """
    review = _Review(site, project, say)
    day = instant.astimezone(ZoneInfo(site.prepared.config.timezone)).date()
    parts = [review.part(article, number, f"{day:%d/%m/%Y}") for number, article in enumerate(articles, 1)]
    return review.document(articles, parts)


class _Review:
    """Assembles the file."""

    def __init__(self, site: Site, project: Path, say: Sentences) -> None:
        self._site, self._project, self._say = site, project, say
        self._config = site.prepared.config
        self._renderer = site.renderer()
        self._pages: dict[str, str] = {}

    def document(self, articles: Sequence[Article], parts: Sequence[str]) -> str:
        """The complete HTML document."""
        say = self._say
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
        say, own = self._say, article.own
        by = approval.approver(own, self._config)
        named = by or "…"
        digest = approval.digest(article, self._site.prepared.reader.files.digest)
        line = f"approved: {flow_mapping({'by': named, 'date': day, 'digest': digest})}"
        command = f'python3 build.py approve {own.path} --by "{named}"'
        asked = say("review.asked", by=by) if by else say("review.asked-nobody")
        boxes = [
            f"<p><strong>{escape(asked)}</strong></p>",
            f"<p>{escape(say('review.answer', title=own.title, digest=digest))}</p>",
            *self._changes(article, digest),
        ]
        if approval.is_needed(article.base, self._config):
            boxes.append(f"<p>{escape(say('review.line', file=own.path))}</p>\n")
            boxes.append(f"<pre>{escape(line)}</pre>\n<pre>{escape(command)}</pre>")
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
        try:
            return self._site.made(output, self._renderer)
        except variants.Broken:
            assert isinstance(output, PictureOutput | CopyOutput)
            raise Mistakes([picture_tasks.picture_broken(output.path)]) from None

    def _changes(self, article: Article, digest: str) -> Iterator[str]:
        """Changes since the last approval, as HTML."""
        say, approved = self._say, article.own.approved
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
        paragraphs = list(differences(_words(written), _words(self._now(article.own.path))))
        yield f"<p>{escape(say('review.changed' if paragraphs else 'review.files', **values))}</p>"
        yield from (f"<p>{''.join(map(_html, pieces))}</p>" for pieces in paragraphs)
        yield from replaced_files.shown(article, version, self._project, say)

    def _now(self, path: str) -> ParsedFile:
        text = text_decoding.decode((self._project / path).read_bytes(), path)
        assert isinstance(text, str)  # otherwise it has errors, and is not up for approval
        return self._parsed(path, text)

    def _approved(self, path: str, digest: str) -> tuple[Earlier, ParsedFile] | None:
        """The approved text: the earliest kept version with this approval."""
        found = None
        for version in earlier.versions(self._project, path):
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
