"""Addresses (permalinks) of everything in the site, and the output paths that answer to them.

An address is a `str` from the site's root without a leading slash: '2018/03/x/' for a page, 'rss.xml' for a file; the
default home is ''. Nothing here knows which pages there are; it only says where each would be.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bantin.content.config_types import Category, Config
from bantin.content.file_facts import PUBLISHED, ending_of, may_be_shown
from bantin.locale import KNOWN_CODES, Language
from bantin.patterns import lazy_pattern
from bantin.text import DEVICES, slugify
from bantin.yaml.values import Text

_FILES_AT_ROOT = ("assets", "rss.xml", "atom.xml", "feed.json", "sitemap.xml", "robots.txt", "404.html", "favicon.ico")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one edition."""

    language: Language
    prefix: str
    """'' for the default language, else 'en/'."""

    @property
    def home(self) -> str:
        return self.prefix

    @property
    def latest(self) -> str:
        return f"{self.prefix}{self.language.latest}/"

    @property
    def search(self) -> str:
        return f"{self.prefix}{self.language.search}/"

    @property
    def site_map(self) -> str:
        return f"{self.prefix}{self.language.site_map}/"

    @property
    def index(self) -> str:
        """The address below which the search index stands; also the name of its first file, without the ending."""
        return f"assets/search/{self.language.code}"

    def category(self, category: Category) -> str:
        return f"{self.prefix}{category.slug(self.language.code)}/"

    def old_category(self, alias: str) -> str:
        """Where a category stood under an id that it no longer has."""
        return f"{self.prefix}{alias}/"

    def tag(self, slug: str) -> str:
        return f"{self.prefix}{self.language.tag}/{slug}/"

    def year(self, year: int) -> str:
        return f"{self.prefix}{year:04}/"

    def month(self, year: int, month: int) -> str:
        return f"{self.prefix}{year:04}/{month:02}/"

    def numbered(self, list_address: str, number: int) -> str:
        """Page `number` of a list that has newer pages."""
        return f"{list_address}{self.language.page}/{number}/"

    def feed(self, below: str) -> str:
        """The RSS feed beside home or a category's front."""
        return f"{below}rss.xml"

    def of_source(self, key: str, slug: str | None) -> str:
        """The address of the article or plain page `key`; a part of which nothing can stand in an address is ''. `slug`
        replaces the last part of the key.
        """
        folder, _, name = key.rpartition("/")
        return self.prefix + of_folder(folder) + of_name(name, slug)


def of_folder(folder: str) -> str:
    """The part of an address that stands for a source folder below content/; pages/ is none."""
    inside = "" if folder == "pages" else folder.removeprefix("pages/")
    return "".join(f"{slugify(part)}/" for part in inside.split("/")) if inside else ""


def of_name(name: str, slug: str | None) -> str:
    """The last part of an article's address, by its file's name or by its own `slug`."""
    return f"{slugify(name if slug is None else slug)}/"


def prefix_of(config: Config, code: str) -> str:
    """What every address of the edition `code` begins with."""
    return "" if code == config.codes[0] else f"{code}/"


def of_file(path: str, ending: str) -> str:
    """The address of a picture or attachment under content/. It is safe on every host and depends on the file's own
    path alone; `ending` is the one under which it is published.

    E.g. 'content/chung/Mẫu đơn.DOCX' stands at 'chung/mau-don.docx', and 'content/pages/lien-he/ban-do.pdf' beside its
    page, at 'lien-he/ban-do.pdf'.
    """
    folder, _, name = path.removeprefix("content/").rpartition("/")
    stem = name.rpartition(".")[0] or name
    return f"{_of_files(folder)}{slugify(stem) or _NAMELESS}.{re.sub(r'[^a-z0-9]', '', ending) or 'bin'}"


@lru_cache(2000)
def _of_files(folder: str) -> str:
    """As `of_folder`, with a name for the parts of which nothing can stand in an address."""
    return "".join(f"{part or _NAMELESS}/" for part in of_folder(folder).split("/")[:-1])


_NAMELESS = "tep"
"""Stands for a file or folder whose name holds no letter and no digit."""


def output_path(address: str) -> str:
    """The file that answers at `address`."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def address_at(path: str) -> str:
    """The address at which the output file `path` answers."""
    return path[: -len("index.html")] if path.endswith("/index.html") or path == "index.html" else path


def root_of(address: str) -> str:
    """The way from the page at `address` back to the site's root: './', '../', …"""
    return "../" * address.count("/") or "./"


def reserved_part(address: str, words: frozenset[str]) -> str:
    """The part of an address, within its edition, that is reserved and that no article or page may take; '' if there is
    none.

    Reserved are the first parts of the site's own pages (`words`, in every language), language codes and years, and a
    number behind 'trang' or 'page'.
    """
    parts = address.removesuffix("/").split("/")
    if parts[0] in words or parts[0] in _FILES_AT_ROOT or parts[0] in KNOWN_CODES:
        return parts[0]
    if (
        len(parts) < 3
        and re.fullmatch(r"[0-9]{4}", parts[0])
        and (len(parts) == 1 or re.fullmatch(r"[0-9]{2}", parts[-1]))
    ):
        return "/".join(parts)
    for word, number in pairwise(parts):
        if word in _BEFORE_NUMBERS and number.isdigit():
            return f"{word}/{number}"
    return ""


_BEFORE_NUMBERS = ("trang", "page")


def is_free_below(folder: str, words: frozenset[str]) -> bool:
    """Whether whatever stands in the folder at this address has an address of which no part is reserved."""
    parts = folder.split("/")[:-1]
    return len(parts) > 1 and parts[-1] not in _BEFORE_NUMBERS and not reserved_part(f"{folder}a/", words)


def reserved_words(languages: tuple[Language, ...]) -> frozenset[str]:
    """The first parts that the site's own pages take, in every language."""
    return frozenset(
        word
        for language in languages
        for word in (language.latest, language.tag, language.search, language.site_map, language.page)
    )


def alias_path(written: str) -> str | None:
    """The output path that answers at an old address such as '/tin/123.html'; None if a static host cannot have it."""
    address = _usable(written)
    if not address:
        return None
    if re.search(r"\.[A-Za-z0-9]{1,5}$", address):
        return address if re.search(r"\.html?$", address) else None
    return output_path(address.rstrip("/") + "/")


def old_addresses(aliases: Iterable[Text]) -> Iterator[str]:
    """The addresses that a static host can have among those written in `aliases`."""
    return (address_at(path) for alias in aliases if (path := alias_path(alias.text)))


def file_alias(written: str) -> str | None:
    """The old address of a file, such as '/chung/mau-don.docx'; None if it is none that a static host can have."""
    address = _usable(written)
    ending = ending_of(address)
    is_file = ending in PUBLISHED or may_be_shown(address)
    return address if address and is_file else None


def is_kept(written: str) -> bool:
    """Whether an old address is one that no file can answer at, but a server that redirects by rules can: a whole URL,
    or one with a query, with marks, or of a program (`/tin.aspx?id=5`). It is kept as it is written.
    """
    address = written.strip()
    if _WHOLE.fullmatch(address):
        return True
    if not _PATH.fullmatch(address) or ".." in address.split("/"):
        return False
    return "?" in address or "%" in address or not address.isascii() or _OF_PROGRAM.search(address) is not None


_WHOLE = lazy_pattern(r"https?://[^\s/?#]+(?:[/?]\S*)?")
_PATH = lazy_pattern(r"/?[^\s#:\\]+(?:\?\S*)?")
_OF_PROGRAM = lazy_pattern(r"\.(?:aspx?|ashx|php[3-8]?|jspx?|do|cgi|cfm|pl)$", re.IGNORECASE)
"""How portals end the addresses of what their programs make."""


def _usable(written: str) -> str:
    """An old address without its first slash; '' if no file could answer there on every system."""
    address = written.strip().lstrip("/")
    is_plain = bool(re.fullmatch(r"[A-Za-z0-9._~/-]+", address))
    return address if is_plain and all(map(_is_usable, address.rstrip("/").split("/"))) else ""


def _is_usable(part: str) -> bool:
    """Whether a folder or file of this name can be made on every system, and is not hidden."""
    return not part.startswith(".") and not part.endswith(".") and part.partition(".")[0].lower() not in {"", *DEVICES}
