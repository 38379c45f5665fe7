"""Text in pre-Unicode fonts (`.VnTime`, `VNI-Times`) → Unicode, by the font of each run."""

from collections.abc import Iterator, Mapping

from bantin.disk import conversions
from bantin.importing.html_tree import Element
from bantin.importing.word_xml import W

Fonts = Mapping[str, str]
"""The font of each style that names one, by its id; '' for what all paragraphs have."""


def fonts_of(styles: Element | None) -> Fonts:
    """The font of each style of a document, inherited from the style that it is based on."""
    if styles is None:
        return {}
    own = {each.get(f"{W}styleId") or "": _named(each.find(f"{W}rPr")) for each in styles.iter(f"{W}style")}
    based = {
        each.get(f"{W}styleId") or "": basis.get(f"{W}val") or ""
        for each in styles.iter(f"{W}style")
        if (basis := each.find(f"{W}basedOn")) is not None
    }
    default = _named(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    usual = next(
        (
            each.get(f"{W}styleId") or ""
            for each in styles.iter(f"{W}style")
            if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") in ("1", "true")
        ),
        "",
    )
    found = {}
    for style in own:
        font, at, seen = "", style, set()
        while at and at not in seen and not font:
            seen.add(at)
            font, at = own.get(at, ""), based.get(at, "")
        found[style] = font or default
    return {**found, "": found.get(usual, "") or default}


def encoding_of(font: str) -> str:
    """The encoding of a font's text, by its name in `conversions.convert`; '' for Unicode."""
    name = font.lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni") else ""


def convert(tree: Element, fonts: Fonts) -> tuple[str, ...]:
    """Converts the text of a part in place; returns the fonts that were converted."""
    found: dict[str, None] = {}
    for paragraph in tree.iter(f"{W}p"):
        for font, letters in _stretches(paragraph, fonts):
            if encoding := encoding_of(font):
                _convert(letters, encoding, font)
                found[font] = None
    return tuple(found)


def _stretches(paragraph: Element, fonts: Fonts) -> Iterator[tuple[str, list[Element]]]:
    """Neighbouring texts of one font, joined, because a letter and its diacritic may be in two runs."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    usual = fonts.get((style.get(f"{W}val") if style is not None else "") or "", fonts.get("", ""))
    held: list[Element] = []
    font = ""
    for run in paragraph.iter(f"{W}r"):
        if _paragraph_of(run) is not paragraph:
            continue
        own = _font(run, fonts) or usual
        if own != font and held:
            yield font, held
            held = []
        font = own
        held += run.findall(f"{W}t")
    if held:
        yield font, held


def _paragraph_of(run: Element) -> Element:
    return next(each for each in run.iterancestors() if each.tag == f"{W}p")


def _font(run: Element, fonts: Fonts) -> str:
    look = run.find(f"{W}rPr")
    if look is None:
        return ""
    style = look.find(f"{W}rStyle")
    return _named(look) or fonts.get((style.get(f"{W}val") if style is not None else "") or " ", "")


def _named(look: Element | None) -> str:
    """The font in the properties of a run or style."""
    fonts = look.find(f"{W}rFonts") if look is not None else None
    if fonts is None:
        return ""
    return next((name for key in ("ascii", "hAnsi", "cs") if (name := fonts.get(f"{W}{key}"))), "")


def _convert(letters: list[Element], encoding: str, font: str) -> None:
    texts = [each.text or "" for each in letters]
    is_capitals = encoding == "tcvn3" and font.endswith("H")
    whole = _converted("".join(texts), encoding, is_capitals)
    apart = [_converted(text, encoding, is_capitals) for text in texts]
    if "".join(apart) != whole:  # a letter's mark stands in the next run
        apart = [whole, *("" for _ in texts[1:])]
    for element, text in zip(letters, apart, strict=True):
        element.text = text
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _converted(text: str, encoding: str, is_capitals: bool) -> str:
    # Word stores what a symbol font shows at U+F0xx.
    bare = "".join(chr(ord(sign) - 0xF000) if "\uf020" <= sign <= "\uf0ff" else sign for sign in text)
    converted = conversions.convert(bare, encoding)
    return converted.upper() if is_capitals else converted
