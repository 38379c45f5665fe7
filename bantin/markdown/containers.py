"""The lines that a quote, a box or an item of a list holds, without the signs and blanks that put them there.

`interrupts` tells of a line, by its number, whether it begins a block of its own and so is no line of a paragraph that
stands above it.
"""

from collections.abc import Callable

from bantin.markdown import lists
from bantin.markdown.lines import Line, with_blanks


def quoted(lines: list[Line], at: int, interrupts: Callable[[int], bool]) -> tuple[list[Line], int]:
    """What the quote that begins at `at` holds, and the line behind it."""
    inner: list[Line] = []
    while at < len(lines):
        line = lines[at]
        stripped = line.text.lstrip(" ")
        if stripped.startswith(">") and line.indent < 4:
            line = line.after(line.indent + 1)
            inner.append(with_blanks(line.after(1) if line.text.startswith(" ") else line))
        elif line.is_blank or not inner or inner[-1].is_blank or interrupts(at) or lists.item(line):
            break
        else:
            inner.append(Line(stripped, line.start))
        at += 1
    return inner, at


def boxed(lines: list[Line], at: int) -> tuple[list[Line], int]:
    """What the box whose head stands above `at` holds, and the line behind it.

    Its text is indented; where it is not, the paragraph that follows is taken for it.
    """
    inner: list[Line] = []
    width = 0
    while at < len(lines):
        line = lines[at]
        if not line.is_blank:
            if not inner and line.indent < 2:
                break  # its text is not indented
            width = width or min(line.indent, 4)
            if line.indent < min(width, 2):
                break
            inner.append(line.dedented(width))
        elif inner:
            inner.append(line)
        elif at + 1 < len(lines) and lines[at + 1].indent < 4 and not lines[at + 1].is_blank:
            break
        at += 1
    if not inner:
        while at < len(lines) and not lines[at].is_blank:
            inner.append(lines[at])
            at += 1
    return inner, at


class ItemReader:
    """Reads what belongs to the items of lists and to footnotes, by how far in it stands."""

    def __init__(self, lines: list[Line], interrupts: Callable[[int], bool], is_over: Callable[[Line], bool]) -> None:
        """`is_over`: whether a line ends what stands around the list, however far in it stands."""
        self._lines = lines
        self._interrupts = interrupts
        self._is_over = is_over

    def content(self, at: int, first: Line, indent: int, own_width: int = 4) -> tuple[list[Line], int]:
        """The lines of an item whose words on its first line are `first` and whose sign stands at `indent`; the line
        behind it."""
        lines = self._lines
        inner = [first]
        width = 0
        while at < len(lines):
            line = lines[at]
            if line.is_blank:
                behind = at
                while behind < len(lines) and lines[behind].is_blank:
                    behind += 1
                if behind == len(lines) or not self._belongs(lines[behind], indent):
                    return inner, at
                inner += lines[at:behind]
                at = behind
                continue
            if self._belongs(line, indent):
                is_block = inner[-1].is_blank or lists.item(line) is not None
                if is_block and not width:
                    width = min(line.indent - indent, own_width + 3)
                inner.append(line.dedented(indent + (width or own_width)))
            elif inner[-1].is_blank or lists.item(line) or lists.empty_item(line) or self._interrupts(at):
                return inner, at
            else:
                inner.append(Line(line.text.lstrip(" "), line.start))
            at += 1
        return inner, at

    def _belongs(self, line: Line, indent: int) -> bool:
        return line.indent >= indent + lists.BELONGS and not self._is_over(line)
