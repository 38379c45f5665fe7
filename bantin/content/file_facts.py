"""Facts about pictures and attachments, whether they may be published, and recipes by which pictures are made.

Values only: `variants` finds the facts and follows the recipes; `social_card` draws.
"""

import re
from typing import NamedTuple

from bantin.content.file_names import is_of_system
from bantin.markdown.file_endings import SOUNDS
from bantin.patterns import lazy_pattern

PICTURES = {
    "jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "png": ("png",),
    "webp": ("webp",),
    "gif": ("gif",),
    "svg": ("svg",),
}
"""The kinds of pictures that pages show → the endings that their names bear; those but jpe and jfif are known to every
server."""
CONVERTED = {
    "bmp": ("bmp",),
    "tiff": ("tif", "tiff"),
    "avif": ("avif",),
    "heic": ("heic", "heif"),
}
"""The kinds that not every browser shows: pages show what is made of them. HEIC where a library reads it."""
_UNKNOWN_TO_SERVERS = frozenset({"jpe", "jfif"})

_ENDINGS = PICTURES | CONVERTED

PUBLISHED = frozenset(
    (
        "pdf doc docx odt rtf epub "  # documents
        "xls xlsx ods csv tsv "  # sheets
        "ppt pptx pps ppsx odp "  # slides
        "zip rar 7z tar gz tgz bz2 xz "  # archives
        "mp3 m4a aac ogg oga opus wav flac wma amr mid midi "  # sound
        "mp4 m4v mov webm ogv avi wmv mkv mpg mpeg 3gp "  # video
        "avif heic heif tif tiff bmp "  # pictures that pages show converted
        "txt"
    ).split()
)
"""Endings of other files that are published. No server takes one of them for a page, a script or a program, nor for
something that it has to run itself. Anything else is handed out in an archive, which readers open knowingly."""

_PAGES = frozenset("html htm xhtml xht shtml shtm stm mhtml mht js mjs css xml xsl xslt svgz swf hta htc".split())
"""Endings of files that a browser runs, or draws as a page of the portal's own."""
_PROGRAMS = frozenset(
    (
        "exe com scr pif bat cmd msi msix msp msu appx cpl dll sys ocx vbs vbe vb jse wsf wsh ps1 psm1 reg lnk url inf "
        "jar jnlp apk xapk ipa dmg pkg app deb rpm run bin sh bash command desktop gadget application chm xll "
        "docm dotm xlsm xltm xlam pptm potm ppam ppsm sldm"
    ).split()
)
"""Endings of files that the reader's own computer would run."""

_PAGE_BYTES = lazy_pattern(
    rb"(?:\xef\xbb\xbf)?[\t\n\x0c\r ]*<(?:!--|\?xml|(?:!doctype|html|head|script|iframe|h1|div|font|table|a|style|title"
    rb"|body|br|b|p|svg)[\t\n\x0c\r />])",
    re.IGNORECASE,
)
"""How a file begins that browsers take for a page if no server has told them its type (WHATWG, MIME Sniffing, 7.1)."""


class FileFacts(NamedTuple):
    """A file that content refers to."""

    path: str
    """From the project's folder."""
    digest: str
    size: int
    """In bytes; of a picture, as it is handed on, without what the camera noted."""
    kind: str
    """One of PICTURES or CONVERTED, or 'page', by its content; else its name's ending in small letters."""
    width: int = 0
    """In pixels, turned upright; 0 for what is no picture."""
    height: int = 0
    is_animated: bool = False
    has_alpha: bool = False
    trouble: str = ""
    """The key of the problem that stands in the way of showing it: 'picture-broken', 'picture-too-big', …; else ''."""
    is_light: bool = False
    """Whether every smaller variant would be heavier than the file itself, or than a PNG of its pixels; e.g. a page of
    writing scanned in black and white.
    """
    has_more_pages: bool = False
    """Whether it is a TIFF of several pages, of which the first is shown."""

    @property
    def refusal(self) -> str:
        """The key of the problem for which the file is not published, whatever it holds; '' if it may be."""
        ending = ending_of(self.path)
        if is_of_system(self.path):
            return "file-of-system"
        if self.is_picture:
            return "" if may_be_shown(self.path) else "picture-ending"
        if ending in _PAGES:
            return "file-active"
        if ending in _PROGRAMS:
            return "file-program"
        if not ending:
            return "file-without-ending"
        if ending not in PUBLISHED and not may_be_shown(self.path):
            return "file-ending"
        return "file-page" if self.kind == PAGE and not self.trouble else ""

    @property
    def ending(self) -> str:
        """The ending under which it is published: that of its kind, whatever was written."""
        ending = ending_of(self.path)
        if not self.is_picture or (ending in _ENDINGS[self.kind] and ending not in _UNKNOWN_TO_SERVERS):
            return ending
        return _ENDINGS[self.kind][0]

    @property
    def is_picture(self) -> bool:
        """Whether a page can show it, or what is made of it."""
        return self.kind in PICTURES or (self.kind in CONVERTED and self.width > 0)

    @property
    def is_audio(self) -> bool:
        """Whether all browsers of today can play it, by its name's ending."""
        return self.kind in SOUNDS


PAGE = "page"
"""The kind of what begins like a page of HTML or XML, whatever its name says."""


def is_page(data: bytes) -> bool:
    """Whether a browser that was told no type would show these bytes as a page, and run its scripts."""
    return _PAGE_BYTES.match(data) is not None


def ending_of(path: str) -> str:
    """What follows the last dot of a file's name, in small letters; '' if there is none."""
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


def may_be_shown(path: str) -> bool:
    """Whether a file's name says that it is a picture for pages, whatever its bytes are."""
    ending = ending_of(path)
    return any(ending in endings for endings in _ENDINGS.values())


class Recipe(NamedTuple):
    """How a picture is made from its source."""

    kind: str
    """'webp', 'jpeg' or 'png'."""
    width: int
    height: int
    is_cut: bool = False
    """Cut to exactly this size around its middle, instead of made smaller in proportion."""


class Colours(NamedTuple):
    """The portal's colours on what is drawn for it: '#rrggbb', as in assets/css/tokens.css for light paper."""

    ground: str = "#7d1517"
    deep: str = "#641012"
    ink: str = "#fff5e6"
    gold: str = "#b58b3c"


OURS = Colours()


class SocialCard(NamedTuple):
    """What a preview picture says that is drawn, where there is no photo."""

    heading: str
    """Small, at the top: whose page it is."""
    label: str
    """Small, above the text; '' for none."""
    text: str
    """Large."""
    colours: Colours


class Image(NamedTuple):
    """A picture as a page shows it."""

    address: str
    """The fallback that every browser shows."""
    width: int
    """Pixels of the fallback; 0 when the picture has no size of its own (SVG)."""
    height: int
    alt: str
    webp: tuple[tuple[str, int], ...] = ()
    """(address, width in pixels), narrowest first."""
    caption: str = ""
    lang: str = ""
    """The language of `alt` where it is not the page's."""
    caption_lang: str = ""

    @property
    def large(self) -> str:
        """The address of the largest size."""
        address, width = self.webp[-1] if self.webp else ("", 0)
        return address if width > self.width else self.address
