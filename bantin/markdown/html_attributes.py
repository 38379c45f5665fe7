"""Attributes that nh3 leaves, but whose values it does not judge."""

from html import unescape

from bantin.markdown.html_elements import HEADINGS
from bantin.markdown.outline import Outline
from bantin.patterns import lazy_pattern

_LANGUAGE = lazy_pattern(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def mend(name: str, attributes: dict[str, str], outline: Outline) -> None:
    """Mends the attributes of the element `name`: alignment is a class, an anchor's name an id, each id stands once."""
    if align := attributes.pop("align", ""):
        attributes["class"] = f"{attributes.get('class', '')} align-{align}"
    if name == "a" and (anchor := attributes.pop("name", "")):
        attributes.setdefault("id", anchor)
    if "class" in attributes and not (attributes["class"] == attributes["class"].strip() != ""):
        classes = attributes.pop("class").strip()
        attributes |= {"class": classes} if classes else {}
    if not _LANGUAGE.fullmatch(attributes.get("lang", "vi")):
        del attributes["lang"]
    if "id" in attributes and name not in HEADINGS:
        attributes["id"] = outline.new_id(name, unescape(attributes["id"]))
