"""WordprocessingML → a simpler subset of it, so that mammoth reads every word.

Elements that mammoth ignores are rewritten as ones that it reads: simple fields, formulas, text boxes, pictures in
DrawingML. Text that readers of the document do not see (deleted, hidden, comments) is removed.
"""

import re
from collections.abc import Iterator, Sequence

from bantin.importing.html_tree import Element
from bantin.importing.types import LeftOut
from bantin.patterns import lazy_pattern

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_STRICT = (
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", R),
    ("http://purl.oclc.org/ooxml/drawingml/main", A),
    ("http://purl.oclc.org/ooxml/drawingml/picture", PIC),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", WP),
    ("http://purl.oclc.org/ooxml/officeDocument/math", M),
)
_WRAPPERS = frozenset({f"{W}fldSimple", f"{W}smartTag", f"{W}customXml", f"{W}dir", f"{W}bdo", f"{W}ins", f"{W}moveTo"})
"""Elements around runs that say nothing about what a reader sees."""
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})


def plain_names(data: bytes) -> bytes:
    """A part with its strict namespaces replaced by the transitional ones, which nearly all documents use."""
    for strict, transitional in _STRICT:
        data = data.replace(strict.encode(), transitional[1:-1].encode())
    return data


def simplify(tree: Element) -> list[LeftOut]:
    """Rewrites a part in place; returns the texts that it does not show."""
    left_out = [*_deleted(tree), *_hidden(tree)]
    for alternative in list(tree.iter(f"{MC}AlternateContent")):
        _choose(alternative)
    for drawing in list(tree.iter(f"{W}drawing")):
        _open_drawing(drawing)
    for shape in list(tree.iter(f"{V}shape", f"{V}rect")):
        _describe(shape)
    for words in list(tree.iter(f"{V}textpath")):
        _spell(words)
    for formula in list(tree.iter(f"{M}oMath")):
        _become_run(formula)
    for formula in list(tree.iter(f"{M}oMathPara", f"{W}ruby", f"{W}rt", f"{W}rubyBase")):
        _unwrap(formula)
    for wrapper in list(tree.iter(*_WRAPPERS)):
        _unwrap(wrapper)
    chunks = (LeftOut(0, part.get(f"{R}id") or "altChunk", "foreign") for part in tree.iter(f"{W}altChunk"))
    return [*left_out, *chunks]


def slim(styles: Element, documents: Sequence[Element]) -> None:
    """Reduces a document's styles to the names and numberings of those in use; nothing else is read.

    Word lists hundreds in each document, and reading them takes longer than all the rest.
    """
    kinds = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    used = {each.get(f"{W}val") for tree in documents for each in tree.iter(*kinds)}
    for child in list(styles):
        is_default = child.get(f"{W}default") in ("1", "true")
        if child.tag != f"{W}style" or not (is_default or child.get(f"{W}styleId") in used):
            styles.remove(child)
            continue
        for part in list(child):
            is_list = part.tag == f"{W}pPr" and part.find(f"{W}numPr") is not None
            if part.tag != f"{W}name" and not is_list:
                child.remove(part)


def text_of(tree: Element) -> str:
    """The visible text of a part; paragraphs are separated, a text box follows its own paragraph."""
    if not any(True for _ in tree.iter(f"{W}p")):
        return "".join(map(_letters, tree.iter()))
    return "\n".join(_own_text(paragraph) for paragraph in tree.iter(f"{W}p"))


def _own_text(paragraph: Element) -> str:
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}p":
            continue
        pieces.append(_letters(element))
        waiting += reversed(element)
    return "".join(pieces)


_PICTOGRAMS = lazy_pattern(r"(?:wing|web|zapf ?)ding", re.IGNORECASE)
"""Fonts of signs that are no letters: a tick, a telephone."""
_ENDS_WORD = frozenset(f"{W}{name}" for name in ("tab", "br", "cr", "footnoteReference", "endnoteReference"))


def _letters(element: Element) -> str:
    if element.tag in (f"{W}t", f"{W}delText"):
        return element.text or ""
    if element.tag == f"{W}noBreakHyphen":
        return "-"
    if element.tag == f"{W}sym" and _PICTOGRAMS.match(element.get(f"{W}font") or ""):
        return "\n"
    return "\n" if element.tag in _ENDS_WORD and element.getparent().tag != f"{W}tabs" else ""


def paragraphs_of(tree: Element) -> Iterator[str]:
    """The paragraphs of a part outside the document's body: a header, comments."""
    for paragraph in tree.iter(f"{W}p"):
        if text := " ".join(text_of(paragraph).split()):
            yield text


def _deleted(tree: Element) -> Iterator[LeftOut]:
    """Removes text deleted by tracked changes, and the origin of moved text."""
    for element in list(tree.iter(*_GONE)):
        if element.getparent() is None or element.getparent().tag in (f"{W}rPr", f"{W}trPr"):
            continue
        text = " ".join(text_of(element).split())
        if text and element.tag == f"{W}del":
            yield LeftOut(0, text, "deleted")
        element.getparent().remove(element)


def _hidden(tree: Element) -> Iterator[LeftOut]:
    for run in list(tree.iter(f"{W}r")):
        look = run.find(f"{W}rPr/{W}vanish")
        if look is not None and look.get(f"{W}val") not in ("0", "false"):
            if text := " ".join(text_of(run).split()):
                yield LeftOut(0, text, "hidden")
            run.getparent().remove(run)


def _choose(alternative: Element) -> None:
    """Resolves AlternateContent: takes the fallback for old programs, or the new form if there is no fallback."""
    parent = alternative.getparent()
    if parent is None:
        return
    fallback = alternative.find(f"{MC}Fallback")
    choice = alternative.find(f"{MC}Choice")
    has_content = fallback is not None and len(fallback) > 0
    chosen = fallback if has_content else choice
    place = parent.index(alternative)
    for child in list(chosen) if chosen is not None else []:
        parent.insert(place, child)
        place += 1
    parent.remove(alternative)


def _open_drawing(drawing: Element) -> None:
    """Splits a drawing that is no single picture into its pictures and text boxes."""
    if drawing.find(f".//{A}graphicData/{PIC}pic") is not None:
        return
    described = drawing.find(f".//{WP}docPr")
    alt = described.get("descr") or described.get("title") or "" if described is not None else ""
    boxes = list(drawing.iter(f"{W}txbxContent"))
    pictures = [blip.get(f"{R}embed") for blip in drawing.iter(f"{A}blip") if blip.get(f"{R}embed")]
    shape = drawing.makeelement(f"{V}shape", {}, {})
    for number in pictures:
        shape.append(_picture(drawing, number, alt))
    for box in boxes:
        if any(each in boxes for each in box.iterancestors()):
            continue
        text_box = drawing.makeelement(f"{V}textbox", {}, {})
        text_box.append(box)
        shape.append(text_box)
    drawing.clear()
    drawing.tag = f"{W}pict"
    drawing.append(shape)


def _picture(near: Element, number: str, alt: str) -> Element:
    """A picture as an inline drawing, the only form whose alternative text mammoth reads."""
    drawing = near.makeelement(f"{W}drawing", {}, {})
    inline = _added(drawing, f"{WP}inline")
    _added(inline, f"{WP}docPr", descr=alt)
    data = _added(_added(inline, f"{A}graphic"), f"{A}graphicData")
    fill = _added(_added(data, f"{PIC}pic"), f"{PIC}blipFill")
    _added(fill, f"{A}blip").set(f"{R}embed", number)
    return drawing


def _added(parent: Element, name: str, **attributes: str) -> Element:
    child = parent.makeelement(name, attributes, {})
    parent.append(child)
    return child


def _describe(shape: Element) -> None:
    """Adds its alternative text to a VML picture, as used for objects of Visio and Excel."""
    for picture in list(shape.iter(f"{V}imagedata")):
        parent, number = picture.getparent(), picture.get(f"{R}id")
        if parent is not None and number and shape.get("alt"):
            parent.replace(picture, _picture(picture, number, shape.get("alt") or ""))


def _spell(words: Element) -> None:
    """Puts a run with the words of WordArt behind the run that draws them."""
    run = next(words.iterancestors(f"{W}r"), None)
    if run is None or not (text := words.get("string")):
        return
    spelt = run.makeelement(f"{W}r", {}, {})
    _added(spelt, f"{W}t").text = text
    run.addnext(spelt)


def _become_run(formula: Element) -> None:
    """Replaces a formula by a run of its letters and numbers."""
    text = " ".join("".join(each.text or "" for each in formula.iter(f"{M}t")).split())
    tail = formula.tail
    formula.clear()
    formula.tail = tail
    formula.tag = f"{W}r"
    letter = formula.makeelement(f"{W}t", {}, {})
    letter.text = text
    formula.append(letter)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is None or parent.tag in (f"{W}rPr", f"{W}trPr", f"{W}pPr"):
        return
    place = parent.index(element)
    for child in list(element):
        parent.insert(place, child)
        place += 1
    parent.remove(element)
