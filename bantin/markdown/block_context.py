"""State shared by all block readers of one text: HTML put aside, labels seen so far, problems."""

from bantin.markdown import fences, paragraphs, raw_blocks, tables
from bantin.markdown.indented import WIDTH
from bantin.markdown.lines import Line, is_heading, is_rule
from bantin.markdown.openings import BOX, LABEL
from bantin.markdown.positions import SourceMap
from bantin.problems import Problem, error, warning


class BlockContext:
    """The shared state for one text."""

    def __init__(self, text: str, source: SourceMap) -> None:
        self._source = source
        self.stand_ins: list[str] = []
        self.problems: list[Problem] = []
        self._labels: set[str] = set()
        self._fences = fences.FenceFinder()
        self._html = raw_blocks.HtmlBlockFinder()
        self._paragraphs = paragraphs.ParagraphReader(text, source)

    def warn(self, key: str, line: Line, **values: str | int) -> None:
        """Records a warning about a line."""
        self.problems.append(warning(key, self._source.place(line.start), **values))

    def put_aside(self, html: str) -> str:
        """Stores `html` and returns its stand-in."""
        self.stand_ins.append(html)
        return f"\x11{len(self.stand_ins) - 1}\x11"

    def close(self, opened: raw_blocks.Opened) -> None:
        """Closes an unclosed element at the end of the block that opens it."""
        self.stand_ins[opened.block] += f"</{opened.name}>"
        self.problems.append(warning("html-unclosed", self._source.place(opened.at), tag=opened.name))

    def fence_end(self, lines: list[Line], at: int) -> int:
        """Number of the line that closes the fence at `at`; 0 if none does."""
        fence = fences.opening(lines[at].text.lstrip(" "))
        return max(self._fences.closing(lines, at, fence), 0) if fence else 0

    def html_end(self, lines: list[Line], at: int) -> int:
        """Number of the line after the HTML block at `at`; 0 if none begins there."""
        if not raw_blocks.begins(lines[at].text.lstrip(" ")):
            return 0
        end = self._html.end(lines, at)
        return end if end > at else 0

    def interrupts(self, lines: list[Line], at: int, is_within_html: bool) -> bool:
        """Whether the line at `at` begins a block of its own straight below a line of words."""
        line = lines[at]
        stripped = line.text.lstrip(" ")
        sign = stripped[0]
        if line.indent >= WIDTH and not (sign == "<" and is_within_html):
            return False
        if sign == "<":
            return bool(self.html_end(lines, at))
        if sign in "`~":
            return bool(self.fence_end(lines, at))
        if sign == ">" or (sign == "!" and BOX.match(stripped)):
            return True
        if sign == "[":
            return LABEL.match(stripped) is not None
        return is_heading(stripped) or (sign in "*_" and is_rule(line.text))

    def hide(self, lines: list[Line]) -> None:
        """Keeps what stands in lines of code from being taken for the text's own signs."""
        for line in lines:
            self._source.hide(line.start, line.at + len(line.text))

    def table(self, lines: list[Line], at: int) -> tables.Table | None:
        """The table that begins at line `at`, if any."""
        found = tables.table(lines, at, self._source)
        if found:
            self.problems += found.problems
        return found

    def note_label(self, mark: str, label: str, line: Line) -> None:
        """Reports a second footnote or link reference with the same label."""
        key = mark + " ".join(label.lower().split())
        if key in self._labels:
            self.problems.append(error("label-twice", self._source.place(line.start), label=mark + label))
        self._labels.add(key)

    def is_apart(self, above: Line, line: Line) -> bool:
        """Whether a line was surely not broken by hand from the one above."""
        return self._paragraphs.is_apart(above, line)

    def paragraph(self, lines: list[Line]) -> list[str]:
        """The lines of a paragraph, with hard line breaks where they are kept."""
        texts, problems = self._paragraphs.read(lines)
        self.problems += problems
        return texts
