"""Link rewriting: a placeholder stands for each link of an imported article until its new target is known.

Texts of an archive link to each other by their old addresses, and the new files are known only when all of it has been
read. So a body first contains `bantin-link:0`, `bantin-link:1`, …; `settled` replaces each by the new address, by the
original one, or by the link's words alone.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import urljoin

from bantin.importing.html_runs import is_followed
from bantin.importing.inline import target
from bantin.importing.types import ImportedArticle, LeftOut, OldLink
from bantin.patterns import lazy_pattern

PLACEHOLDER = "bantin-link:"
BY_NAME = "bantin-ref:"
"""Prefix of what `ref`, `relref`, `post_url` and `link` name, which is a file and no address."""

_NEVER = lazy_pattern(r"(?:javascript|data|about|file|vbscript):", re.IGNORECASE)
_MARKDOWN = lazy_pattern(rf"\]\(\s*<?{PLACEHOLDER}(\d+)>?(\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)")
_HTML = lazy_pattern(rf'<a href="{PLACEHOLDER}(\d+)">(.*?)</a>', re.DOTALL)
_ATTRIBUTE = lazy_pattern(rf"""\s+href\s*=\s*(["']){PLACEHOLDER}(\d+)\1""")
_LABEL = lazy_pattern(rf"^( {{0,3}}\[[^\]\n]+\]:[ \t]*){PLACEHOLDER}(\d+)", re.MULTILINE)

Find = Callable[[OldLink], str]
"""Looks up the new target of a link; '' if there is none."""


@dataclass(slots=True)
class Links:
    """Collects the links of one article while its text is read."""

    found: list[OldLink] = field(default_factory=list)
    _placeholders: dict[str, str] = field(default_factory=dict)

    def placeholder(self, line: int, written: str, whole: str = "") -> str:
        """The placeholder for a link; '' if it can have no target. `whole` is its absolute URL, if known."""
        whole = whole if is_followed(whole) else written if is_followed(written) else ""
        if _NEVER.match(written) or whole.lower().startswith(("mailto:", "tel:")):
            return whole
        if written not in self._placeholders:
            self._placeholders[written] = f"{PLACEHOLDER}{len(self.found)}"
            self.found.append(OldLink(line, written, whole))
        return self._placeholders[written]


def as_named(link: OldLink) -> str:
    """The target of a link in a single text, outside any archive: its absolute URL."""
    return link.whole


def joined(page: str, address: str) -> str:
    """The absolute form of an address on a page; unchanged if it is invalid."""
    try:
        return urljoin(page, address)
    except ValueError:  # brackets that are no address of the sixth version
        return address


def own(body: str, every: Sequence[OldLink]) -> tuple[str, tuple[OldLink, ...]]:
    """A body with the links numbered anew that it has, and these: `every` may hold those of other texts, too."""
    numbers = list(dict.fromkeys(map(int, re.findall(rf"{PLACEHOLDER}(\d+)", body))))
    kept = [number for number in numbers if number < len(every)]
    places = {str(number): at for at, number in enumerate(kept)}
    renumbered = re.sub(rf"(?<={PLACEHOLDER})\d+", lambda found: str(places.get(found[0], found[0])), body)
    return renumbered, tuple(every[number] for number in kept)


def settled(article: ImportedArticle, find: Find) -> ImportedArticle:
    """The article with placeholders replaced by what `find` returns; links without a target are words, and listed."""
    if not article.links:
        return article
    targets = [find(link) for link in article.links]
    dead = [link for link, address in zip(article.links, targets, strict=True) if not address]
    left_out = (LeftOut(link.line, link.written.removeprefix(BY_NAME), "link") for link in dead)
    return replace(
        article,
        body=_filled(article.body, targets),
        left_out=tuple(sorted((*article.left_out, *left_out))),
        links=(),
    )


def _filled(body: str, targets: list[str]) -> str:
    def html(found: re.Match[str]) -> str:
        address = targets[int(found[1])]
        return f'<a href="{escape(address)}">{found[2]}</a>' if address else found[2]

    def attribute(found: re.Match[str]) -> str:
        address = targets[int(found[2])]
        return f" href={found[1]}{escape(address)}{found[1]}" if address else ""

    body = _HTML.sub(html, body)
    body = _ATTRIBUTE.sub(attribute, body)
    body = _LABEL.sub(lambda found: f"{found[1]}{target(targets[int(found[2])] or '#')}", body)
    return _replaced(body, lambda words, number, title: _link(words, targets[number], title))


def _link(words: str, address: str, title: str) -> str:
    return f"[{words}]({target(address)}{title})" if address else words


def _replaced(body: str, make: Callable[[str, int, str], str]) -> str:
    """The body with each placeholder link replaced by `make(words, number, title)`."""
    while found := _MARKDOWN.search(body):
        start = _opening(body, found.start())
        if start < 0:  # no link: somebody wrote the placeholder itself
            return body
        made = make(body[start + 1 : found.start()], int(found[1]), found[2] or "")
        body = f"{body[:start]}{made}{body[found.end() :]}"
    return body


def _opening(text: str, closing: int) -> int:
    """Position of the bracket that matches the one at `closing`, or -1."""
    depth = 0
    for at in range(closing, -1, -1):
        if text[at] in "[]" and not _is_escaped(text, at):
            depth += 1 if text[at] == "]" else -1
            if depth == 0:
                return at
    return -1


def _is_escaped(text: str, at: int) -> bool:
    return (at - len(text[:at].rstrip("\\"))) % 2 == 1


def pattern(text: str) -> re.Pattern[str]:
    """A pattern for a text with placeholders, in which each link may have any target, or be words alone."""
    text = _HTML.sub("\0\\2\1", text)
    text = _ATTRIBUTE.sub("\2", text)
    text = _LABEL.sub(lambda found: f"{found[1]}\3", text)
    text = _replaced(text, lambda words, _, __: f"\4{words}\5")
    return re.compile("".join(_PATTERNS.get(part) or re.escape(part) for part in re.split("([\0-\5])", text)))


_PATTERNS = {
    "\0": '(?:<a href="[^"]*">)?',
    "\1": "(?:</a>)?",
    "\2": r"""(?:\s+href\s*=\s*(?:"[^"]*"|'[^']*'))?""",
    "\3": r"\S+",
    "\4": r"\[?",
    "\5": r"""(?:\]\((?:<[^>\n]*>|[^\s()]*)(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\))?""",
}
