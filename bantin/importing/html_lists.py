"""HTML lists → Markdown lists; a table or quote that no item can hold follows the list."""

from typing import TYPE_CHECKING

from bantin.importing import layout
from bantin.importing.html_tree import UNSEEN, Element, tag_of
from bantin.importing.types import Block

if TYPE_CHECKING:
    from bantin.importing.html_blocks import Walker

_HELD = frozenset({"paragraph", "heading", "list", "picture", "html"})


def blocks_of(element: Element, walker: "Walker") -> list[Block]:
    """The list, and the blocks that had to be moved behind it."""
    made: list[Block] = []
    lines: list[str] = []
    texts: list[str] = []
    is_numbered = tag_of(element) == "ol"
    number = _number(element.get("start"), 1)

    def end_list() -> None:
        if lines:
            made.append(Block("list", "\n".join(texts), "\n".join(lines), element.sourceline or 0))
            lines.clear()
            texts.clear()

    for child in _items(element):
        inner = walker.inner(child)
        number = _number(child.get("value"), number)
        held = [block for block in inner if block.kind in _HELD]
        if held:
            sign = f"{number}. " if is_numbered and number < 1000 else "- "
            is_nested = tag_of(child) in ("ul", "ol") and bool(lines)
            lines += _written(held, "" if is_nested else sign)
            texts += [block.text for block in held]
            number += not is_nested
        if others := [block for block in inner if block.kind not in _HELD]:
            end_list()
            made += others
    end_list()
    return made


def _items(element: Element) -> list[Element]:
    """The children of a list: items, and lists that some programs put between items."""
    found = [child for child in element if tag_of(child) not in (*UNSEEN, "br", "")]
    loose = [element.text, *(child.tail for child in element)]
    if any(text and text.strip() for text in loose):
        return [element]  # no list at all: words stand in it without items
    return found


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 4 else otherwise


def _written(blocks: list[Block], sign: str) -> list[str]:
    """The lines of an item; without a sign, those of a list below the item above."""
    lines: list[str] = []
    for place, block in enumerate(blocks):
        text = layout.item_markdown(block)
        is_close = block.kind == "list" and place > 0 and blocks[place - 1].kind != "list"
        if lines and not is_close:
            lines.append("")
        for line in text.split("\n"):
            is_first = not lines and bool(sign)
            lines.append(f"{sign}{line}" if is_first else f"    {line}" if line else "")
    return lines
