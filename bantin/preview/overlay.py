"""Problems → what the preview shows of them in the browser: over a page, or as a page of their own.

Of the page itself nothing is changed but its end, which also says what the page shows: so it learns when it is behind.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from bantin.pages.frame import policy

STYLE = "_bantin/preview.css"
"""Where the preview has its style sheet: no address of a portal's begins so."""


class Shows(NamedTuple):
    """What a page in the browser shows."""

    path: str
    """The output path; '' for a page of problems alone."""
    mark: str
    """Stands for its content (`shown.Shown.mark`)."""


class Panel(NamedTuple):
    """Something that is told over a page."""

    items: Sequence[str]
    summary: str


def laid_over(page: bytes, shows: Shows, wrong: Panel, doubtful: Panel, lang: str) -> bytes:
    """A page of the site that says what it shows, and over it what is wrong and, folded away, what is doubtful."""
    at = page.rfind(b"</body>")
    at = len(page) if at < 0 else at
    panels = _overlay(wrong.items, wrong.summary, lang) + _notes(doubtful, lang)
    return page[:at] + (_mark(shows) + panels).encode() + page[at:]


def noted(page: bytes, shows: Shows, note: str, lang: str) -> bytes:
    """A page of the site with a note over it."""
    at = page.rfind(b"</body>")
    at = len(page) if at < 0 else at
    html = (
        f'{_mark(shows)}<link rel="stylesheet" href="/{STYLE}">\n'
        f'<aside class="bantin-preview bantin-preview-note" role="status" lang="{lang}">{escape(note)}</aside>\n'
    )
    return page[:at] + html.encode() + page[at:]


def alone(shows: Shows, problems: Sequence[str], summary: str, lang: str, reload: str) -> bytes:
    """A page of nothing but problems; `reload` is the address of the reload script."""
    return f"""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy((), with_reload=True)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(summary)}</title>
<link rel="icon" href="data:,">
<script src="{reload}" defer></script>
</head>
<body class="bantin-preview-alone">
{_mark(shows)}{_overlay(problems, summary, lang)}</body>
</html>
""".encode()


def _mark(shows: Shows) -> str:
    return f'<div data-bantin-path="{escape(shows.path)}" data-bantin-mark="{shows.mark}" hidden></div>\n'


def _overlay(problems: Sequence[str], summary: str, lang: str) -> str:
    if not problems:
        return ""
    return f"""<link rel="stylesheet" href="/{STYLE}">
<aside class="bantin-preview" lang="{lang}">
<details open>
<summary>{escape(summary)}</summary>
<ol>
{_items(problems)}</ol>
</details>
</aside>
"""


def _notes(doubtful: Panel, lang: str) -> str:
    """In a corner, closed: it is read by whoever wants to."""
    if not doubtful.items:
        return ""
    summary = escape(doubtful.summary)
    return f"""<link rel="stylesheet" href="/{STYLE}">
<aside class="bantin-preview bantin-notes" lang="{lang}" aria-label="{summary}">
<details>
<summary>{summary}</summary>
<ol>
{_items(doubtful.items)}</ol>
</details>
</aside>
"""


def _items(problems: Sequence[str]) -> str:
    items: list[str] = []
    for problem in problems:
        said, _, hint = problem.partition("\n  → ")
        said, _, line = said.partition("\n")
        line = f"<pre>{escape(line)}</pre>" if line else ""
        hint = f"<p>→ {escape(hint)}</p>" if hint else ""
        items.append(f"<li>{escape(said)}{line}{hint}</li>\n")
    return "".join(items)
