"""Markdown serialiser for inline content: runs → Markdown that renders as the same words, with all signs escaped."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from bantin.patterns import lazy_pattern

STYLES = ("strong", "em", "del", "sup", "sub", "u", "ins", "mark", "kbd")
"""Outermost first."""
_SIGNS = {"strong": "**", "em": "*", "del": "~~"}

_SPECIAL = lazy_pattern(
    r"[\\`*\[\]{]|(?<=\])\(|~(?=~)|(?<=~)~|<(?=\S)|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|(?<=\W)\|(?=\W|$)|^\||\|$"
)
_AT_START = lazy_pattern(r"(?:[-+](?=[\s\-+]|$)|#{1,6}(?=\s|$)|[>:=|]|!!!|-(?=[^\W\d_]))")
_NUMBER_AT_START = lazy_pattern(r"\d{1,3}(\.)(?=\s|$|[^\W\d_])")
_TASK = lazy_pattern(r"^(\\\[[ xX]\\\]) ")
_BRACKET = "\\]"
"""Within the words of a link it is named, because `[a\\]: b` is read as the address of a label."""
_BLANKS = lazy_pattern(r"[ \t\u00a0\u2002-\u200a\u202f\u3000]+")


class Run(NamedTuple):
    """Text with one formatting; `markdown` replaces it for a picture, a footnote reference or a line break."""

    text: str
    styles: frozenset[str] = frozenset()
    address: str = ""
    """Where a link leads."""
    markdown: str | None = None
    html: str = ""
    """The same in HTML."""


BREAK = Run("\n", markdown="\\\n", html="<br>")
"""A line ends here by its writer's will."""


def escaped(text: str) -> str:
    """`text` with all Markdown characters escaped, for the middle of a line."""
    return _SPECIAL.sub(lambda sign: f"\\{sign[0]}", text)


def line_escaped(markdown: str) -> str:
    """A line or paragraph escaped so that it opens no list, heading, quote, table or box."""
    return "\\\n".join(map(_start_escaped, markdown.split("\\\n")))


def item_escaped(markdown: str) -> str:
    """The same for a list item, where `[x]` would also be read as a task."""
    return _TASK.sub(r"\1&nbsp;", line_escaped(markdown))


def _start_escaped(line: str) -> str:
    line = line.lstrip()
    if _AT_START.match(line):
        return f"\\{line}"
    if found := _NUMBER_AT_START.match(line):
        return f"{line[: found.start(1)]}\\{line[found.start(1) :]}"
    return line


def plain(runs: Sequence[Run]) -> str:
    """The visible text of runs."""
    return "".join(run.text for run in runs).strip()


def written(runs: Sequence[Run]) -> str:
    """The Markdown of a paragraph, heading or cell; the beginning of the line is left to `line_escaped`."""
    text = "".join(_links(list(_merged(_tidied(runs)))))
    text = re.sub(r"[ ]*\\\n[ ]*", "\\\\\n", text)
    return re.sub(r"\A(?:\\\n|\s)+|(?:\\\n|\s)+\Z", "", text)


def _tidied(runs: Sequence[Run]) -> Iterator[Run]:
    """Collapses white space and moves it out of formatting, because delimiters must touch the text."""
    for run in runs:
        if run.markdown is not None:
            yield run
            continue
        text = _BLANKS.sub(" ", run.text.replace("\n", " "))
        words = text.strip(" ")
        if not words:
            yield Run(" " if text else "")
            continue
        if text[0] == " ":
            yield Run(" ")
        yield run._replace(text=words)
        if text[-1] == " ":
            yield Run(" ")


def _merged(runs: Iterator[Run]) -> Iterator[Run]:
    """Merges neighbouring runs of the same formatting, with the white space between them."""
    held: Run | None = None
    blank = False
    for run in runs:
        if run.markdown is None and run.text in ("", " "):
            blank = blank or run.text == " "
            continue
        if held is None:
            held = run
            blank = False
            continue
        is_alike = held.markdown is None and run.markdown is None and run[1:3] == held[1:3]
        if is_alike:
            held = held._replace(text=f"{held.text}{' ' if blank else ''}{run.text}")
        else:
            yield held
            if blank:
                yield Run(" ", held.styles & run.styles, held.address if held.address == run.address else "")
            held = run
        blank = False
    if held is not None:
        yield held


def _links(runs: list[Run]) -> list[str]:
    pieces: list[str] = []
    for address, group in groupby(runs, key=lambda run: run.address):
        before = pieces[-1][-1:] if pieces else ""
        text = _styled(list(group), STYLES, before, "")
        if address:
            text = text if text.strip() else escaped(address)
            text = f"[{text.replace(_BRACKET, '&#93;')}]({target(address)})"
            if before == "!":  # it would make a picture of the link
                pieces[-1] = f"{pieces[-1][:-1]}\\!"
        pieces.append(text)
    return pieces


def target(address: str) -> str:
    """A URL as the target of a Markdown link."""
    written = address.strip().replace(" ", "%20").replace("\n", "").replace("\\", "%5C").replace('"', "%22")
    if re.search(r"[()<>*_`]", written):
        return f"<{written.replace('<', '%3C').replace('>', '%3E')}>"
    return written


def _styled(runs: list[Run], styles: Sequence[str], before: str, behind: str) -> str:
    """The runs with the formatting `styles`; `before` and `behind` are the characters next to them."""
    if not styles:
        return "".join(escaped(run.text) if run.markdown is None else run.markdown for run in runs)
    style, *others = styles
    groups = [(has, list(group)) for has, group in groupby(runs, key=lambda run: style in run.styles)]
    pieces: list[str] = []
    for number, (has, group) in enumerate(groups):
        left = pieces[-1][-1:] if pieces and pieces[-1] else before
        inner = _styled(group, others, "" if has else left, "")
        following = groups[number + 1][1][0].text[:1] if number + 1 < len(groups) else behind
        pieces.append(_wrapped(inner, style, left, following) if has and inner.strip() else inner)
    return "".join(pieces)


def _wrapped(inner: str, style: str, before: str, behind: str) -> str:
    """`inner` between the delimiters of a style, or between its HTML tags where delimiters would be ambiguous."""
    sign = _SIGNS.get(style)
    if sign is None or not _are_signs_clear(inner, before, behind):
        return f"<{style}>{inner}</{style}>"
    return f"{sign}{inner}{sign}"


def _are_signs_clear(inner: str, before: str, behind: str) -> bool:
    """Whether delimiters are unambiguous: words touch them only inside, and no other delimiter is next to them."""
    if re.match(r"[\s*~_<\\\]\[]", inner) or re.search(r"[\s*~_>\\\[\]]$", inner) or "\n" in inner:
        return False
    is_open = not before or not (before.isalnum() or before in "*~_\\>")
    is_closed = not behind or not (behind.isalnum() or behind in "*~_<")
    return is_open and is_closed
