"""Each folder of tests/sites is a small portal and what is made of it: every file, and what each page says.

tests/sites/README.md says how `expected.txt` is read, and how it is written again after a change that was meant.
"""

import os
import re
import shutil
from collections.abc import Iterator
from fnmatch import fnmatchcase
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.portal import Portal, templates_compiled_once, tree

SITES = Path(__file__).with_name("sites")
CASES = sorted(folder.name for folder in SITES.iterdir() if folder.is_dir())
REWRITE = os.environ.get("BANTIN_REWRITE") == "1"
"""Write what is built now into the folders, to be read before it is committed."""


@pytest.fixture(scope="module", autouse=True)
def compiled() -> Iterator[None]:
    """The same templates for all cases."""
    with templates_compiled_once():
        yield


@pytest.mark.parametrize("case", CASES)
def test_site(case: str, tmp_path: Path) -> None:
    """The portal in the folder becomes exactly these files, and these words, links and languages on their pages."""
    portal = Portal(tmp_path / "portal")
    shutil.copytree(SITES / case, portal.folder, ignore=shutil.ignore_patterns("expected.txt", "shown.txt"))
    portal.build()
    patterns = SITES / case / "shown.txt"
    shown = patterns.read_text(encoding="utf-8").split() if patterns.exists() else ["*"]
    found = told(tree(portal.site), shown)
    expected = SITES / case / "expected.txt"
    if REWRITE:
        expected.write_text(found, encoding="utf-8", newline="\n")
    assert found == expected.read_text(encoding="utf-8")


def told(files: dict[str, bytes], shown: list[str]) -> str:
    """The list of all files but the program's own assets, then each text file in short that `shown` names."""
    listed = {path: data for path, data in sorted(files.items()) if not _is_program(path)}
    texts = ["Files", *(f"  {path}" for path in listed), ""]
    for path, data in listed.items():
        if not any(fnmatchcase(path, pattern) for pattern in shown):
            continue
        if path.endswith(".html"):
            texts += [f"=== {path}", *Page.read(data.decode(), path in HOMES), ""]
        elif path.endswith((".xml", ".txt", ".js")):
            texts += [f"=== {path}", *data.decode().splitlines(), ""]
    return "\n".join(texts)


def _is_program(path: str) -> bool:
    is_own = path == "assets/urgent.js" or path.startswith("assets/preview/")
    return path == "favicon.ico" or (path.startswith("assets/") and not is_own)


HOMES = ("index.html", "en/index.html")
"""Of all pages, only these are shown with what is around each: menu and footer."""
LINES = frozenset("p h1 h2 h3 h4 h5 h6 li tr dt dd figcaption summary blockquote caption pre hr table".split())
"""Elements that begin a line of their own."""
PASSED_OVER = frozenset("script style form button svg".split())
EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
PLACES = {"breadcrumb": "trail", "main": "main", "aside": "aside", "menu": "menu", "footer": "footer"}


class Page(HTMLParser):
    """Reads a page: what its head tells, then the text of its main parts, each block on a line.

    `[words](address)` is a link, `![words](address)` a picture, `{en}` the language of what stands before it.
    """

    @classmethod
    def read(cls, html: str, with_frame: bool = False) -> list[str]:
        """The page in lines."""
        return list(cls(html).lines(with_frame))

    def __init__(self, html: str) -> None:
        super().__init__()
        self._head: list[str] = []
        self._places: dict[str, list[str]] = {}
        self._place = ""
        self._open: list[tuple[str, dict[str, str], str]] = []
        self._skipped = 0
        self._title: list[str] | None = None
        self.feed(html)
        self.close()

    def lines(self, with_frame: bool) -> Iterator[str]:
        """Head, then each place."""
        yield from self._head
        for place, lines in self._places.items():
            if place in ("menu", "footer") and not with_frame:
                continue
            kept = [re.sub(r"\s+", " ", line).strip() for line in lines]
            kept = [line for line in kept if line]
            if kept:
                yield f"-- {place}"
                yield from kept

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._note(tag, told)
        if tag in PASSED_OVER:
            self._skipped += 1
        if tag not in EMPTY:
            self._open.append((tag, told, self._place))
        self._place = self._place_of(tag, told) or self._place
        if tag == "title":
            self._title = []
        if tag in LINES:
            self._line("#" * int(tag[1]) + " " if tag[0] == "h" and tag[1:].isdigit() else "- " if tag == "li" else "")
        elif tag in ("td", "th"):
            self._say(" | ")
        elif tag == "a":
            self._say("[")
        elif tag == "img":
            self._say(f"![{told.get('alt', '')}]({told['src']}){_lang(told)}")
        elif tag == "source":
            self._say(f"<{told.get('srcset', told.get('src', ''))}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in PASSED_OVER:
            self._skipped -= 1
        while self._open:
            name, told, place = self._open.pop()
            if name == tag:
                self._end(tag, told)
                self._place = place
                return

    def handle_data(self, data: str) -> None:
        if self._title is not None:
            self._title.append(data)
        self._say(data)

    def _end(self, tag: str, told: dict[str, str]) -> None:
        if tag == "title" and self._title is not None:
            self._head.append(f"title {''.join(self._title)}")
            self._title = None
        elif tag == "a":
            self._say(f"]({told.get('href', '')}){_lang(told)}")
        elif tag == "abbr":
            self._say(f"{{={told.get('title', '')}}}")
        elif tag == "time":
            self._say(f" @{told.get('datetime', '')}")
        elif tag == "audio":
            self._say(f"<{told.get('src', '')}>")
        elif tag not in ("html", "a") and "lang" in told:
            self._say(_lang(told))

    def _note(self, tag: str, told: dict[str, str]) -> None:
        """What the head tells others."""
        name = told.get("name", told.get("property", told.get("http-equiv", "")))
        if tag == "html":
            self._head.append(f"lang {told.get('lang', '')}")
        elif tag == "meta" and name in ("description", "robots", "og:image", "og:image:alt", "refresh"):
            self._head.append(f"{name} {told.get('content', '')}")
        elif tag == "link" and told.get("rel") == "canonical":
            self._head.append(f"canonical {told['href']}")
        elif tag == "link" and told.get("rel") == "alternate":
            self._head.append(f"{told.get('hreflang', 'feed')} {told['href']}")

    def _place_of(self, tag: str, told: dict[str, str]) -> str:
        if tag == "nav" and "languages" in told.get("class", ""):
            return "languages"
        if "languages-note" in told.get("class", ""):
            return "languages"
        if tag == "main" or tag == "aside":
            return tag
        if tag == "footer" and told.get("class") == "footer":
            return "footer"
        names = [name for name in told.get("class", "").split() if name in PLACES]
        return PLACES[names[0]] if tag in ("nav", "div") and names else ""

    def _line(self, start: str) -> None:
        self._places.setdefault(self._place, []).append(start)

    def _say(self, text: str) -> None:
        if self._place and not self._skipped:
            self._places.setdefault(self._place, [""])[-1] += text


def _lang(told: dict[str, str]) -> str:
    lang, target = told.get("lang", ""), told.get("hreflang", "")
    return (f"{{{lang}}}" if lang else "") + (f"{{to {target}}}" if target and target != lang else "")
