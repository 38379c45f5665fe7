"""SVG check: the size of an SVG, or why it must not be published.

In `<img>` an SVG is harmless, but at its own address it is a page of the portal. So an SVG with scripts or external
references is rejected, not sanitised; drawing programs write neither.
"""

import codecs
import re
from xml.parsers import expat

from bantin.patterns import lazy_pattern

MAX_SIDE = 100_000
"""Maximum plausible side in pixels; anything more is a typo."""


class UnfitSvg(ValueError):
    """Raised with the message key 'svg-unsafe', 'svg-encoding' (browsers might decode it differently) or
    'picture-broken' (no SVG).
    """

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def is_svg(data: bytes) -> bool:
    """Whether the first element is `svg`, in UTF-8 or UTF-16."""
    return bool(_MARKUP.match(data) and _BEGINS.match(data.replace(b"\0", b"")))


_MARKUP = lazy_pattern(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*+<")
_BEGINS = lazy_pattern(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*+"
    rb"(?:<\?.*?\?>\s*+|<!--.*?-->\s*+|<!DOCTYPE\s+(?:[^\s<>:]+:)?svg\b[^>\[]*+(?:\[.*?\]\s*+)?>\s*+)*+"
    rb"<(?:[^\s<>/:]+:)?svg[\s>/]",
    re.DOTALL,
)


def size(data: bytes) -> tuple[int, int]:
    """(width, height) in pixels: as given, else by the viewBox, else the default of browsers. Raises UnfitSvg."""
    reader = _SvgReader()
    try:
        reader.read(data)
    except (expat.ExpatError, UnicodeError) as reason:
        is_odd = getattr(reason, "code", 0) in _ODD_ENCODING or data.startswith(
            (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
        )
        raise UnfitSvg("svg-encoding" if is_odd else "picture-broken") from None
    return _size(reader.root)


_ODD_ENCODING = frozenset(
    expat.errors.codes[said]
    for said in (expat.errors.XML_ERROR_UNKNOWN_ENCODING, expat.errors.XML_ERROR_INCORRECT_ENCODING)
)
_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""Byte order mark → encoding, which overrides the declaration (XML 1.0, appendix F; browsers too)."""
_UTF8 = lazy_pattern(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']utf8[\"']", re.IGNORECASE)
"""A declared `utf8`: browsers accept it, the parser knows only `utf-8`."""
_ENCODING = lazy_pattern(
    r"utf-?8|utf-16|us-ascii|ascii|latin-?1|iso-?8859-?\d{1,2}|(?:windows-|cp)125\d|koi8-[ru]", re.IGNORECASE
)
"""Encodings in which all markup characters of XML are unambiguous bytes."""


_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_ACTING = frozenset({"script", "foreignobject", "handler", "listener", "iframe", "embed", "object", "audio", "video"})
_LINKS = frozenset({"href", "src", "base", "action", "formaction", "data"})
_HARMLESS_LINK = lazy_pattern(r"#|data:image/(?:png|jpeg|gif|webp)[;,]|$", re.IGNORECASE)
_OUTSIDE_CSS = lazy_pattern(
    r"@import|url\(\s*+(?![\"']?(?:\#|data:image/(?:png|jpeg|gif|webp)[;,]))"
    r"|expression\(|image(?:-set)?\(|\bsrc\(|-moz-binding|\\",  # A \\ could spell any of them.
    re.IGNORECASE,
)
_COMMENT = lazy_pattern(r"/\*.*?\*/", re.DOTALL)
_HIDDEN = lazy_pattern(r"[\x00-\x20\x7f]")


class _SvgReader:
    """Parser callbacks (SAX style); raises UnfitSvg at the first forbidden construct."""

    def __init__(self) -> None:
        self.root: dict[str, str] = {}
        self._has_root = False
        self._style: list[str] = []
        self._in_style = 0

    def read(self, data: bytes) -> None:
        encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), None)
        if _UTF8.match(data):
            encoding = "utf-8"
        parser = expat.ParserCreate(encoding, namespace_separator=" ")
        if encoding is None:
            parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._refuse
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Rejects other declared encodings, which browsers may decode differently from Python."""
        if encoding is not None and not (_ENCODING.fullmatch(encoding) and _is_codec(encoding)):
            raise UnfitSvg("svg-encoding")

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_own_rules: bool) -> None:
        """Accepts a DOCTYPE without internal subset, as from Illustrator and CorelDRAW: no browser fetches it."""
        if has_own_rules:
            raise UnfitSvg("svg-unsafe")

    def _refuse(self, *_: object) -> None:
        raise UnfitSvg("svg-unsafe")

    def _instruction(self, target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            raise UnfitSvg("svg-unsafe")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if not self._has_root:
            if (space, name) != (_SVG, "svg"):
                raise UnfitSvg("picture-broken")
            self.root, self._has_root = attributes, True
        if space == _XHTML or name.lower() in _ACTING:
            raise UnfitSvg("svg-unsafe")
        for attribute, value in attributes.items():
            space, _, own_name = attribute.rpartition(" ")
            self._check(own_name.lower(), value, is_foreign=bool(space))
        self._in_style += name.lower() == "style"

    def _check(self, attribute: str, value: str, *, is_foreign: bool) -> None:
        bare = _HIDDEN.sub("", value)
        if attribute.startswith("on") or "javascript:" in bare.lower() or "vbscript:" in bare.lower():
            raise UnfitSvg("svg-unsafe")
        if attribute in _LINKS and not _HARMLESS_LINK.match(bare):
            raise UnfitSvg("svg-unsafe")
        # An animation could set a link or an event handler.
        if attribute == "attributename" and bare.lower().rpartition(":")[2].startswith(("href", "on")):
            raise UnfitSvg("svg-unsafe")
        # Most of SVG's own attributes are read as CSS; those of drawing programs (`inkscape:…="C:\\…"`) are not.
        if not is_foreign and not attribute.startswith(("aria-", "data-")):
            _check_css(value)

    def _end(self, tag: str) -> None:
        if tag.rpartition(" ")[2].lower() == "style":
            self._in_style -= 1
            _check_css("".join(self._style))
            self._style.clear()

    def _text(self, text: str) -> None:
        if self._in_style:
            self._style.append(text)


def _is_codec(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _check_css(css: str) -> None:
    for written in (css, _COMMENT.sub("", css)):
        if _OUTSIDE_CSS.search(written):
            raise UnfitSvg("svg-unsafe")


# Absolute units of CSS, in pixels.
_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
_LENGTH = lazy_pattern(r"\s*\+?(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})(px|pt|pc|in|cm|mm|q)?\s*", re.IGNORECASE)


def _size(root: dict[str, str]) -> tuple[int, int]:
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    wide, high = (_length(box[2]), _length(box[3])) if len(box) == 4 else (0.0, 0.0)
    if wide and high:
        if width and not height:
            height = width * high / wide
        elif height and not width:
            width = height * wide / high
        elif not width and not height:
            width, height = wide, high
    return _whole(width or 300), _whole(height or 150)


def _whole(side: float) -> int:
    return max(1, min(round(side), MAX_SIDE))


def _length(text: str) -> float:
    """A length in pixels; 0 if missing or relative."""
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _UNITS[(found[2] or "").lower()] if found else 0.0
