"""Two sites → whether they hold the same articles, texts and lists; what differs is said in sentences.

The lists are cut into pages in two ways: ours from the oldest article, with up to twice as many on the newest page,
Hugo's from the newest. So each list is compared as a whole, and the number of its pages within one.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

MOST_NAMED = 3
"""How many of the addresses that differ are named."""
SIZE = 0.1
"""The sites' bytes of HTML may differ by so much."""
_CARD = re.compile(r'<h3 class="card-title"><a href="([^"]*)"')
_HEADLINE = '<li class="headline">'
_PROSE = re.compile(r'<div class="prose">(.*?)</div>\s*(?:<p class="article-by">|</article>)', re.DOTALL)
_NUMBERED = re.compile(r"(?:trang|page)/\d+/$")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Site:
    """What is compared of a site."""

    articles: dict[str, tuple[int, int]]
    """Address → (digest of the words of its text, how many articles it leads on to)."""
    lists: dict[str, frozenset[str]]
    """Address → the addresses of the articles on all its pages."""
    pages: dict[str, int]
    """Address of a list → how many pages it is cut into."""
    size: int
    """Bytes of HTML."""


def read(folder: Path) -> Site:
    """The site in a folder."""
    articles: dict[str, tuple[int, int]] = {}
    lists: dict[str, set[str]] = {}
    pages: dict[str, int] = {}
    size = 0
    for path in folder.rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        size += len(text.encode())
        address = path.parent.relative_to(folder).as_posix() + "/"
        if is_article(address):
            prose = _PROSE.search(text)
            words = tuple(re.findall(r"\w+", unescape(_TAG.sub(" ", prose[1])))) if prose else ()
            articles[address] = hash(words), text.count(_HEADLINE)
        elif '<div class="list">' in text:
            whole = _NUMBERED.sub("", address)
            lists.setdefault(whole, set()).update(urljoin(f"/{address}", href)[1:] for href in _CARD.findall(text))
            pages[whole] = pages.get(whole, 0) + 1
    return Site(articles, {address: frozenset(found) for address, found in lists.items()}, pages, size)


def is_article(address: str) -> bool:
    """Whether an article stands there: below a year and a month."""
    return re.fullmatch(r"(?:en/)?\d{4}/\d{2}/[^/]+/", address) is not None


def expected(content: Path) -> frozenset[str]:
    """The addresses of all articles and translations of a portal of `corpus`, from the names of its files."""
    found = set()
    for path in content.glob("2*/*/*.md"):
        name, _, ending = path.name.partition(".")
        found.add(f"{'en/' if ending == 'en.md' else ''}{path.parent.parent.name}/{path.parent.name}/{name}/")
    return frozenset(found)


def complaints(ours: Site, theirs: Site, articles: frozenset[str]) -> Iterator[str]:
    """What is missing or different, in sentences; none if the sites are the same."""
    yield from differences("articles of ours", ours.articles.keys(), articles)
    yield from differences("articles of theirs", theirs.articles.keys(), articles)
    yield from differences("lists", ours.lists.keys(), theirs.lists.keys())
    if not ours.lists:
        yield "there are no lists"
    for address in sorted(ours.lists.keys() & theirs.lists.keys()):
        yield from differences(f"articles on {address}", ours.lists[address], theirs.lists[address])
        if abs(ours.pages[address] - theirs.pages[address]) > 1:
            yield f"pages of {address}: {ours.pages[address]} and {theirs.pages[address]}"
    both = sorted(ours.articles.keys() & theirs.articles.keys())
    told = [address for address in both if ours.articles[address] != theirs.articles[address]]
    empty = [address for address in both if ours.articles[address][0] == hash(())]
    if told:
        yield f"{len(told)} articles differ in words or in what they lead on to: {_named(told)}"
    if empty:
        yield f"{len(empty)} articles have no text: {_named(empty)}"
    if not 1 - SIZE < ours.size / max(1, theirs.size) < 1 + SIZE:
        yield f"bytes of HTML: {ours.size:,} and {theirs.size:,}"


def differences(what: str, found: Set[str], wanted: Set[str]) -> Iterator[str]:
    """What one of two sets of addresses has and the other has not."""
    for extra, word in ((found - wanted, "too many"), (wanted - found, "missing")):
        if extra:
            yield f"{what}: {len(extra)} {word}: {_named(sorted(extra))}"


def _named(addresses: list[str]) -> str:
    more = f", and {len(addresses) - MOST_NAMED} more" if len(addresses) > MOST_NAMED else ""
    return ", ".join(addresses[:MOST_NAMED]) + more
