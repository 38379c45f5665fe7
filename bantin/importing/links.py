"""The links of an article that was brought in: a sign stands for each until it is known where its target is now.

An archive names its own texts by their old addresses. Only when all of it was read are the new files known, so a body
first holds `bantin-link:0`, `bantin-link:1`, … and `settled` puts in their place what was found, what was there, or
nothing but the words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import urljoin

from bantin.importing.html_runs import is_followed
from bantin.importing.inline import target
from bantin.importing.types import ImportedArticle, LeftOut, OldLink

SIGN = "bantin-link:"
BY_NAME = "bantin-ref:"
"""Before what `ref`, `relref`, `post_url` and `link` name: a file, not an address."""

_NEVER = re.compile(r"(?:javascript|data|about|file|vbscript):", re.IGNORECASE)
_MARKDOWN = re.compile(rf"\]\(\s*<?{SIGN}(\d+)>?(\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)")
_HTML = re.compile(rf'<a href="{SIGN}(\d+)">(.*?)</a>', re.DOTALL)
_ATTRIBUTE = re.compile(rf"""\s+href\s*=\s*(["']){SIGN}(\d+)\1""")
_LABEL = re.compile(rf"^( {{0,3}}\[[^\]\n]+\]:[ \t]*){SIGN}(\d+)", re.MULTILINE)

Find = Callable[[OldLink], str]
"""Where a link leads now; '' for nowhere."""


@dataclass(slots=True)
class Links:
    """The links of one article, as its text is read."""

    found: list[OldLink] = field(default_factory=list)
    _signs: dict[str, str] = field(default_factory=dict)

    def sign(self, line: int, written: str, whole: str = "") -> str:
        """What stands for a link; '' if it can lead nowhere. `whole` is its full address, if that is known."""
        whole = whole if is_followed(whole) else written if is_followed(written) else ""
        if _NEVER.match(written) or whole.lower().startswith(("mailto:", "tel:")):
            return whole
        if written not in self._signs:
            self._signs[written] = f"{SIGN}{len(self.found)}"
            self.found.append(OldLink(line, written, whole))
        return self._signs[written]


def as_named(link: OldLink) -> str:
    """Where a link of a text leads that is by itself: to what it names in full."""
    return link.whole


def joined(page: str, address: str) -> str:
    """The full form of an address that stands on a page; as it is, if it is none."""
    try:
        return urljoin(page, address)
    except ValueError:  # brackets that are no address of the sixth version
        return address


def settled(article: ImportedArticle, find: Find) -> ImportedArticle:
    """The article whose links lead to what `find` says; those that lead nowhere are words, and listed."""
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
    """The body in which `make`, of words, number and title, gives what stands for each link with a sign."""
    while found := _MARKDOWN.search(body):
        start = _opening(body, found.start())
        if start < 0:  # no link: somebody wrote the sign itself
            return body
        made = make(body[start + 1 : found.start()], int(found[1]), found[2] or "")
        body = f"{body[:start]}{made}{body[found.end() :]}"
    return body


def _opening(text: str, closing: int) -> int:
    """Where the bracket opens that closes at `closing`; -1 for nowhere."""
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
    """What matches a text of which only the links are not known yet: each may lead anywhere, or be words only."""
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
