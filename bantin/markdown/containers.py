"""Container blocks: the lines inside a box or list item, without markers and indentation.

`interrupts` says of a line number whether that line begins a block of its own, and so ends a paragraph above it.
"""

from collections.abc import Callable

from bantin.markdown import lists, short_lines
from bantin.markdown.lines import Line, blanks_end


def boxed(lines: list[Line], at: int) -> tuple[list[Line], int]:
    """Content of the box whose header is above line `at`, and the number of the line after it.

    The content is indented; if nothing is, it is the paragraph that follows.
    """
    inner: list[Line] = []
    width = 0
    while at < len(lines):
        line = lines[at]
        if not line.is_blank:
            if not inner and line.indent < 2:
                break  # no indented content
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


class _ItemsBelow:
    """The items that belong to one above them, though they stand no farther in than it: `+` below `-`."""

    def __init__(self, above: lists.Item, outer: lists.Item | None) -> None:
        """`outer` is the first item of the list around them, which any of its kind carries on."""
        self._above = above
        self._outer = outer
        self.first: lists.Item | None = None

    def take(self, line: Line, last: Line) -> bool:
        """Whether `line`, which follows the line `last`, is one of them."""
        found = lists.item(line) if self._outer else None
        if found is None or self._outer is None or lists.is_alike(found, self._outer):
            return False
        if abs(found.indent - self._above.indent) >= lists.BELONGS:
            return False
        if self.first is not None and lists.is_alike(found, self.first):
            return True
        if not lists.is_below(found, self._above, last.text):
            return False
        self.first = self.first or found
        return True


class ItemReader:
    """Reads the content of list items and footnotes, by indentation."""

    def __init__(
        self,
        lines: list[Line],
        interrupts: Callable[[int], bool],
        is_apart: Callable[[Line, Line], bool],
        is_over: Callable[[Line], bool],
        tell_slip: Callable[[Line, str], None],
    ) -> None:
        """`is_apart`: whether a line was surely not broken by hand from the one above; `is_over`: whether it ends the
        container around the list, whatever its indentation; `tell_slip` is given each line that was meant as an item
        of a list, and its sign."""
        self._lines = lines
        self._interrupts = interrupts
        self._is_apart = is_apart
        self._is_over = is_over
        self._tell_slip = tell_slip
        self._scanned: dict[bool | None, tuple[int, int, bool]] = {}

    def content(self, at: int, own: lists.Item, first: lists.Item | None = None) -> tuple[list[Line], int]:
        """The lines of the item `own`, whose first one stands above `at`, and the number of the line after it; `first`
        is the first item of its list. A footnote is an item without a sign."""
        lines, indent = self._lines, own.indent
        inner = [own.content]
        width = 0
        is_numbered = own.is_numbered if own.sign else None
        below = _ItemsBelow(own, first)
        has_slip = False
        has_indented = False  # who moves items in writes none below by their signs
        while at < len(lines):
            line = lines[at]
            if line.is_blank:
                behind = blanks_end(lines, at)
                if behind == len(lines) or not (
                    self._belongs(lines[behind], indent) or (not has_indented and below.take(lines[behind], inner[-1]))
                ):
                    return inner, at
                inner += lines[at:behind]
                at = behind
                continue
            if not has_slip and not inner[-1].is_blank and (sign := lists.slipped_sign(line, own)):
                self._tell_slip(line, sign)
                has_slip = True
            if (not has_indented and below.take(line, inner[-1])) or (below.first and self._belongs(line, indent)):
                inner.append(line.dedented(indent))
            elif self._belongs(line, indent):
                has_indented = has_indented or lists.item(line) is not None
                is_block = inner[-1].is_blank or lists.item(line) is not None
                if is_block and not width:
                    width = min(line.indent - indent, own.width + 3)
                inner.append(line.dedented(indent + (width or own.width)))
            elif (
                inner[-1].is_blank
                or lists.item(line)
                or lists.empty_item(line)
                or self._interrupts(at)
                or (
                    self._is_apart(lines[at - 1], line)
                    and not self._goes_on(at, is_numbered)
                    and not (len(inner) == 1 and short_lines.is_bold(own.content.text.strip()))  # what it is about
                )
                or short_lines.is_section(line.text.strip(), own.content.text.strip())
                or self._is_bold_head(at, own)
            ):
                return inner, at
            else:
                inner.append(Line(line.text.lstrip(" "), line.start))
            at += 1
        return inner, at

    def _belongs(self, line: Line, indent: int) -> bool:
        return line.indent >= indent + lists.BELONGS and not self._is_over(line)

    def _is_bold_head(self, at: int, own: lists.Item) -> bool:
        """Whether the line at `at`, straight below an item, is bold as a whole, and no number behind it goes on."""
        if not short_lines.is_bold(self._lines[at].text.strip()) or short_lines.is_bold(own.content.text.strip()):
            return False
        following = lists.item(self._lines[at + 1]) if at + 1 < len(self._lines) else None
        return following is not None and (following.sign == "1." or not (own.sign and own.is_numbered))

    def _goes_on(self, at: int, is_numbered: bool | None) -> bool:
        """Whether an item of this kind follows behind the line at `at`, with no blank line between."""
        start, end, found = self._scanned.get(is_numbered, (0, 0, False))
        if start <= at < end:
            return found
        end = at + 1
        while end < len(self._lines) and not self._lines[end].is_blank:
            marker = lists.item(self._lines[end])
            if marker and (is_numbered is None or marker.is_numbered is is_numbered):
                break
            end += 1
        found = end < len(self._lines) and not self._lines[end].is_blank
        self._scanned[is_numbered] = (at, end, found)
        return found
