"""A Markdown file of another generator → an article; the text stays as it is, except for what would break.

Links whose targets no longer exist keep their words; pictures are imported too.
"""

import re
from dataclasses import replace
from html import escape

from bantin.importing import articles, front_matters, shortcodes
from bantin.importing.article_parts import alike
from bantin.importing.links import PLACEHOLDER, Links
from bantin.importing.pages import beside
from bantin.importing.pictures import PictureCollection
from bantin.importing.types import ImportedArticle, LeftOut
from bantin.importing.words import words
from bantin.patterns import lazy_pattern

_TARGET = lazy_pattern(
    r"""(!?)\[((?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*)\]
    \(\s*(?:<([^>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))(?:\s+"([^"\n]*)"|\s+'([^'\n]*)')?\s*\)""",
    re.VERBOSE,
)
_LABEL = lazy_pattern(r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*(\S+).*$", re.MULTILINE)
_TAG = lazy_pattern(r"""(<a\b[^>]*?)\s+href\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_IMAGE = lazy_pattern(r"""<img\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>""", re.IGNORECASE)
_ALT = lazy_pattern(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_HEADING = lazy_pattern(r"\s*(?:# +(?P<one>[^\n]+?)(?: +#+)?|(?P<two>[^\n#>*-][^\n]*)\n=+)[ \t]*(?:\n|\Z)")


def article_of(text: str, name: str) -> ImportedArticle:
    """The article in a file. Raises Mistakes for front matter that cannot be read."""
    front = front_matters.read(text.replace("\r\n", "\n").replace("\r", "\n"), name)
    article, body = front.article, front.body
    heading = _HEADING.match(body)
    if heading and (not article.title or alike(article.title, heading["one"] or heading["two"])):
        article = replace(article, title=article.title or heading["one"] or heading["two"])
        body = "\n" * body.count("\n", 0, heading.end()) + body[heading.end() :]
    source = articles.words_of(shortcodes.without(body))
    body, left_out = shortcodes.translated(body, article.title, front.first_line)
    reader = _ReferenceReader(name, front.first_line)
    body = reader.without_dead_ends(body)
    cover = reader.cover(front.cover)
    made = replace(
        article,
        body=body.strip("\n"),
        cover=cover,
        links=tuple(reader.links.found),
        pictures=tuple(reader.collection.files),
        left_out=(*article.left_out, *sorted((*left_out, *reader.left_out))),
        problems=tuple(reader.collection.problems),
    )
    fields = (article.title, article.lead, article.author, article.source, *article.tags)
    return articles.with_fidelity(made, [*source, *(word for text in fields for word in words(text))])


class _ReferenceReader:
    """Rewrites the links and pictures of the text."""

    def __init__(self, name: str, first_line: int) -> None:
        self.collection = PictureCollection(name, beside)
        self.left_out: list[LeftOut] = []
        self.links = Links()
        self._first_line = first_line

    def cover(self, path: str) -> str:
        """The name of the cover picture."""
        run = self.collection.show(path, "") if path else None
        return self.collection.files[-1].name if run is not None else ""

    def without_dead_ends(self, body: str) -> str:
        """The body with its pictures renamed, and without links that can have no target."""
        for pattern, make in ((_TARGET, self._target), (_TAG, self._tag), (_IMAGE, self._image), (_LABEL, self._label)):
            body = shortcodes.outside_code(body, lambda part, p=pattern, m=make: p.sub(m, part))  # type: ignore[misc]
        return body

    def _target(self, found: re.Match[str]) -> str:
        words_, target = found[2], found[3] if found[3] is not None else found[4]
        title = found[5] or found[6] or ""
        if not found[1]:
            group = 3 if found[3] is not None else 4
            return _with_placeholder(found, group, self._placeholder(target, found)) or words_
        run = self.collection.show(target, words_)
        if run is None:
            return title
        if run.markdown is None:
            return " ".join(filter(None, (run.text, title)))
        return f'{run.markdown[:-1]} "{title}")' if title else run.markdown

    def _tag(self, found: re.Match[str]) -> str:
        target = found[2] if found[2] is not None else found[3]
        placeholder = self._placeholder(target, found)
        return f'{found[1]} href="{escape(placeholder)}"' if placeholder else found[1]

    def _image(self, found: re.Match[str]) -> str:
        alt = _ALT.search(found[0])
        run = self.collection.show(found[1] or found[2] or "", (alt[1] or alt[2] or "") if alt else "")
        return "" if run is None else run.html or f" {run.text} "

    def _label(self, found: re.Match[str]) -> str:
        return _with_placeholder(found, 2, self._placeholder(found[2].strip("<>"), found)) or f"[{found[1]}]: #"

    def _placeholder(self, target: str, found: re.Match[str]) -> str:
        """The placeholder for a link to `target`; '' if it can have no target."""
        if target.startswith(("#", PLACEHOLDER)):
            return target
        line = self._first_line + found.string.count("\n", 0, found.start())
        placeholder = self.links.placeholder(line, target)
        if not placeholder:
            self.left_out.append(LeftOut(line, target, "link"))
        return placeholder


def _with_placeholder(found: re.Match[str], group: int, placeholder: str) -> str:
    """The match with a placeholder for the target in its group; '' without a placeholder."""
    start, end = (at - found.start() for at in found.span(group))
    return f"{found[0][:start]}{placeholder}{found[0][end:]}" if placeholder else ""
