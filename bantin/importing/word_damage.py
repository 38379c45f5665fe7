"""References of a damaged Word document to what it does not hold: removed, since mammoth breaks off at them.

A document loses its notes or pictures on its way through other programs and repairs; its words are all there.
"""

from collections.abc import Iterator, Mapping

from bantin.importing import word_package
from bantin.importing.html_tree import Element
from bantin.importing.types import LeftOut
from bantin.importing.word_xml import A, R, V, W

NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
"""The parts of a document that hold notes, by kind."""


def drop_dangling(parts: Mapping[str, bytes], trees: Mapping[str, Element], part: str) -> Iterator[LeftOut]:
    """Removes such references from the tree of `part`; gives the pictures that are not there."""
    tree, held = trees[part], _held(parts, part)
    for kind, holder in NOTES.items():
        notes = {each.get(f"{W}id") for each in trees[holder].iter(f"{W}{kind}")} if holder in trees else set()
        for reference in list(tree.iter(f"{W}{kind}Reference")):
            if reference.get(f"{W}id") not in notes:
                reference.getparent().remove(reference)
    for link in tree.iter(f"{W}hyperlink"):
        if link.get(f"{R}id") not in held:
            link.attrib.pop(f"{R}id", None)
    for picture in list(tree.iter(f"{A}blip", f"{V}imagedata")):
        number = picture.get(f"{R}embed") or picture.get(f"{R}link") or picture.get(f"{R}id")
        if number and number not in held:
            yield LeftOut(0, number, "foreign")
            shown = next(picture.iterancestors(f"{W}drawing"), picture)
            shown.getparent().remove(shown)


def _held(parts: Mapping[str, bytes], part: str) -> frozenset[str | None]:
    """The identifiers of the pictures, addresses and other parts that a part may refer to."""
    folder, _, name = part.rpartition("/")
    data = parts.get(f"{folder}/_rels/{name}.rels")
    return frozenset(each.get("Id") for each in word_package.xml(data)) if data else frozenset()
