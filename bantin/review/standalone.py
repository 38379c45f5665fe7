"""Inlines an article's page into a self-contained piece of HTML: pictures as data URLs, absolute links, no scripts."""

import base64
import mimetypes
import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

FileBytes = Callable[[str], bytes | None]
"""Returns the bytes at an output path; None for a page, or if there is nothing."""

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_LEFT_OUT = frozenset(
    "needs-script share print-address said listen notice-draft notice-unapproved notice-scheduled".split()
)
"""Classes of elements that are useful only on the site, or only before publication."""
_MOST = 8_000_000
"""Maximum size in bytes of an inlined file; larger ones are only named."""


def article_within(page: str, address: str, base: str, file_bytes: FileBytes, prefix: str) -> str:
    """The article of the page at `address`. `base`: the site's own address, with a trailing slash. `prefix`: put before
    ids, so that several articles fit into one file.
    """
    reader = _ArticleWriter(address, base, file_bytes, prefix)
    reader.feed(page)
    reader.close()
    return "".join(reader.written)


def styles(page: str, address: str, file_bytes: FileBytes) -> str:
    """The style sheets of a page, without the highlighting for reading aloud, which needs scripts."""
    links = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    found = [file_bytes(_path(address, link)) or b"" for link in links]
    text = "\n".join(data.decode() for data in found)
    return re.sub(r"::highlight\([^{}]*\{[^{}]*\}", "", text).replace("</", "<\\/")


def _path(address: str, link: str) -> str:
    return unquote(urlsplit(urljoin(f"https://site.invalid/{address}", link)).path[1:])


class _ArticleWriter(HTMLParser):
    """Parser that writes the first article of a page."""

    def __init__(self, address: str, base: str, file_bytes: FileBytes, prefix: str) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self._address, self._base, self._file_bytes, self._prefix = address, base, file_bytes, prefix
        self._within = 0
        """Number of open elements, including the article."""
        self._left_out = 0
        """Number of open elements within (and including) one that is left out."""
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._is_over or (not self._within and tag != "article"):
            return
        given = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            if not self._left_out and tag != "source":
                self._write(tag, given)
            return
        self._within += 1
        classes = given.get("class", "").split()
        is_heavy = tag in ("audio", "video") and self._is_heavy(given.get("src", ""))
        if self._left_out or is_heavy or tag in ("script", "iframe", "object") or not _LEFT_OUT.isdisjoint(classes):
            if tag == "iframe" and not self._left_out:
                source, title = given.get("src", ""), given.get("title", "")
                said = f"{title} ({urlsplit(source).netloc})" if title else source
                self.written.append(f'<p><a href="{escape(source)}">{escape(said)}</a></p>')
            self._left_out += 1
        else:
            self._write(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if not self._within or self._is_over or tag in _VOID:
            return
        self._within -= 1
        if self._left_out:
            self._left_out -= 1
        else:
            self.written.append(f"</{tag}>")
        self._is_over = not self._within

    def handle_data(self, data: str) -> None:
        self._pass_on(data)

    def handle_entityref(self, name: str) -> None:
        self._pass_on(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._pass_on(f"&#{name};")

    def _pass_on(self, written: str) -> None:
        if self._within and not self._left_out and not self._is_over:
            self.written.append(written)

    def _write(self, tag: str, given: dict[str, str]) -> None:
        kept: dict[str, str] = {}
        for name, value in given.items():
            if name in ("srcset", "sizes", "loading", "decoding", "fetchpriority") or name.startswith("data-"):
                continue
            if name in ("id", "for", "aria-labelledby", "aria-describedby", "headers"):
                kept[name] = " ".join(f"{self._prefix}{each}" for each in value.split())
            elif name == "src":
                kept[name] = self._inside(value)
            elif name == "href":
                kept |= {} if "enlarge" in given.get("class", "").split() else self._leads(value)
            else:
                kept[name] = value
        attributes = "".join([f' {name}="{escape(value)}"' for name, value in kept.items()])
        self.written.append(f"<{tag}{attributes}>")

    def _inside(self, link: str) -> str:
        path = _path(self._address, link)
        data = None if "://" in link or link.startswith("data:") else self._file_bytes(path)
        return link if data is None else data_address(path, data)

    def _is_heavy(self, link: str) -> bool:
        """Whether a recording is too large to inline, so that only its link remains."""
        return len(self._file_bytes(_path(self._address, link)) or b"") > _MOST

    def _leads(self, link: str) -> dict[str, str]:
        if link.startswith("#"):
            return {"href": f"#{self._prefix}{link[1:]}"}
        if urlsplit(link).scheme:
            return {"href": link}
        path = _path(self._address, link)
        data = self._file_bytes(path)
        if data is None or len(data) > _MOST:
            return {"href": urljoin(f"{self._base}{self._address}", link)}
        return {"href": data_address(path, data), "download": path.rpartition("/")[2]}


def data_address(path: str, data: bytes) -> str:
    """The bytes as a data URL (RFC 2397)."""
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
