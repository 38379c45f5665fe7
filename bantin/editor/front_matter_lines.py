"""Edits values in the front matter of an article's text; only the lines of changed fields change.

Everything a form does not show (other fields, comments, order, quoting, line ends) is kept byte for byte. A changed
value keeps its style: quotes, block or flow list, the comment after it.
"""

from collections.abc import Mapping as MappingType
from collections.abc import Sequence as SequenceType
from difflib import SequenceMatcher

from bantin.content.field_names import ARTICLE_FIELDS
from bantin.editor.article_text import ArticleText, FieldValue, read, split_lines, value_of
from bantin.editor.field_lines import new_field, rewritten

_MOST_COMPARED = 1_000_000
"""Pairs of lines; in a longer change all of its lines count as new."""


def edited(text: str, changes: MappingType[str, FieldValue], body: str | None = None) -> str:
    """`text` with the values of `changes` (an empty one empties its field), and another body if one is given.

    A line of the body that is the same as before keeps its end. Raises ValueError if `read` gives None for it.
    """
    article = read(text)
    if article is None:
        raise ValueError("front matter that cannot be read")
    lines = list(article.lines)
    by_name = {field.name: field for field in article.fields}
    if body is not None:
        lines[article.closing + 1 :] = _merged(lines[article.closing + 1 :], body, article.line_end)
        if not lines[article.closing].endswith(("\n", "\r")) and len(lines) > article.closing + 1:
            lines[article.closing] += article.line_end
    edits: list[tuple[int, int, int, list[str]]] = []  # where from, in which order, up to where, the new lines
    for name, value in changes.items():
        field = by_name.get(name)
        if field is None:
            if value:
                at = _place_of_new(article, name)
                edits.append((at, _rank(name), at, new_field(name, value, article.line_end)))
        elif value_of(field.node) != value:
            edits.append((field.first, len(ARTICLE_FIELDS) + 1, field.end, rewritten(article, field, value)))
    for start, _, end, written in sorted(edits, reverse=True, key=lambda each: each[:2]):
        lines[start:end] = written
    return "".join(lines)


def _merged(old: SequenceType[str], body: str, line_end: str) -> list[str]:
    """The lines of `body`; unchanged ones keep their line ends."""
    new = split_lines(body)
    bare_old, bare_new = [line.rstrip("\r\n") for line in old], [line.rstrip("\r\n") for line in new]
    top = next((at for at, pair in enumerate(zip(bare_old, bare_new, strict=False)) if pair[0] != pair[1]), None)
    top = min(len(old), len(new)) if top is None else top
    least = min(len(old), len(new)) - top
    below = next((at for at in range(least) if bare_old[-1 - at] != bare_new[-1 - at]), least)
    merged = list(old[:top])
    middle = bare_old[top : len(old) - below], bare_new[top : len(new) - below]
    if len(middle[0]) * len(middle[1]) > _MOST_COMPARED:
        middle = [], middle[1]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
        if tag == "equal":
            merged += old[top + i1 : top + i2]
        else:
            merged += [_ended(line, line_end) for line in new[top + j1 : top + j2]]
    merged += old[len(old) - below :]
    for at, line in enumerate(merged[:-1]):
        if not line.endswith(("\n", "\r")):  # it was the last line
            merged[at] = line + line_end
    if merged and new and not new[-1].endswith(("\n", "\r")):
        merged[-1] = merged[-1].rstrip("\r\n")
    return merged


def _ended(line: str, line_end: str) -> str:
    """The line with the file's line end instead of its own, if it has one."""
    bare = line.rstrip("\r\n")
    return bare + line_end if bare != line else line


def _rank(name: str) -> int:
    return ARTICLE_FIELDS.index(name) if name in ARTICLE_FIELDS else len(ARTICLE_FIELDS)


def _place_of_new(article: ArticleText, name: str) -> int:
    """The line at which a new field is inserted: after those that usually precede it."""
    before = [field.end for field in article.fields if _rank(field.name) < _rank(name)]
    return max(before, default=article.fields[0].first if article.fields else article.closing)
