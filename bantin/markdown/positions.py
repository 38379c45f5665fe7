"""Source map: finds the place in the editor's text for an element of the HTML made from it.

Neither Python-Markdown nor nh3 records positions, so they are searched for again: the n-th link to a target in the HTML
belongs to the n-th place where that target is written as a link.
"""

import re
from bisect import bisect_right
from itertools import islice

from bantin.markdown.signs import Signs, signs_of
from bantin.patterns import lazy_pattern
from bantin.problems import Place

# Prefixes of a target: `](x`, `]: x` of a reference, `href="x` and `src='x` of raw HTML, `<https://x>`.
_BEFORE_TARGET = lazy_pattern(
    r"""\]\([ \n]*+<?|\]:[ ]*+\n?[ ]*+<?|<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*?\s(?:href|src)\s*+=\s*+["']?\s*+|<""",
    re.IGNORECASE,
)
_BEFORE_IN_MARKDOWN = lazy_pattern(r"\]\([ \n]*+<?|\]:[ ]*+\n?[ ]*+<?")
"""The same for texts without `<` and `=`: faster, as it skips from `]` to `]`."""
_AFTER_TARGET = frozenset(["", *""" \t\n)>"'"""])
_CODE_SPAN = lazy_pattern(r"(?<![`\\])(`++)(?!`)[^`]++(?:(?!\1(?!`))`++[^`]++)*+\1(?!`)")
# Characters that Markdown and HTML resolve in a target, and their possible spellings.
_RESOLVED = lazy_pattern(r"[\\&]")
_SPELLINGS = {sign: rf"\\?{re.escape(sign)}" for sign in r"\`*_{}[]()#+.!-"} | {"&": "&(?:amp;)?"}


class SourceMap:
    """The source map of one text, which may begin at a later line of its file."""

    def __init__(self, text: str, path: str, first_line: int, signs: Signs | None = None) -> None:
        self._text = text
        self._path = path
        self._first_line = first_line
        self._signs = signs
        self._line_starts: list[int] | None = None
        self._spots: frozenset[int] | None = None
        self._without_code: str | None = None
        self._visible: str | None = None
        self._words: str | None = None
        self._last_found: dict[str, int] = {}
        self._last_words: dict[str, int] = {}
        self._exhausted: set[str] = set()
        self._hidden: list[tuple[int, int]] = []

    @property
    def signs(self) -> Signs:
        """The signs of the text."""
        if self._signs is None:
            self._signs = signs_of(self._text)
        return self._signs

    def place(self, offset: int) -> Place:
        """The place of the character at a position; if negative, the first line of the text."""
        if offset < 0:
            return Place(self._path, self._first_line)
        if self._line_starts is None:
            self._line_starts = [0, *(end.end() for end in re.finditer("\n", self._text))]
        line = bisect_right(self._line_starts, offset) - 1
        return Place(self._path, self._first_line + line, offset - self._line_starts[line] + 1)

    def hide(self, start: int, end: int) -> None:
        """Takes what stands from `start` to before `end`, in one line, for code; before anything is looked for."""
        self._hidden.append((start, end))

    @property
    def without_code(self) -> str:
        """The text with code blanked out."""
        if self._without_code is None:
            text = self._text
            if self._hidden:
                pieces: list[str] = []
                done = 0
                for start, end in sorted(self._hidden):
                    pieces += text[done:start], " " * (end - start)
                    done = end
                text = "".join((*pieces, text[done:]))
            self._without_code = _blanked(text)
        return self._without_code

    @property
    def visible(self) -> str:
        """The text with code and comments blanked out."""
        if self._visible is None:
            text = self.without_code
            self._visible = _COMMENT.sub(_as_blanks, text) if "<!--" in text else text
        return self._visible

    @property
    def words_only(self) -> str:
        """The text with blanks in the place of code, comments, links and tags."""
        if self._words is None:
            self._words = _LINK_OR_TAG.sub(_as_blanks, self.visible)
        return self._words

    def search(self, pattern: str, skip: int = 0) -> Place:
        """The place of the first match of a pattern (case-insensitive), preferably outside code and comments; of its
        first group, if it has one. The first `skip` matches are passed over, as far as there are more.
        """
        for text in (self.visible, self._text):
            matches = [*islice(re.finditer(pattern, text, re.IGNORECASE | re.MULTILINE), skip + 1)]
            if matches:
                return self.place(matches[-1].start(matches[-1].re.groups))
        return self.place(-1)

    def find_sign(self, sign: str, start: int, is_at_line_start: bool = False) -> int:
        """Position from `start` on of an unescaped Markdown marker outside code; negative if there is none. The text's
        end counts as the end of a line."""
        text = self.without_code
        at = text.find(sign, start)
        if at < 0 and sign[-1:] == "\n" and text.endswith(sign[:-1], start):
            at = len(text) - len(sign) + 1
        while at > 0 and (text[at - 1] == "\\" or (is_at_line_start and not self._begins_line(at))):
            at = text.find(sign, at + 1)
        return at

    def _begins_line(self, at: int) -> bool:
        """Whether only blanks and quote markers precede the position in its line."""
        return not self._text[self._text.rfind("\n", 0, at) + 1 : at].strip(" \t>")

    def is_within_html(self, at: int) -> bool:
        """Whether the paragraph that holds the position begins with a tag, so that all of it is HTML."""
        begin = self._text.rfind("\n\n", 0, at) + 2 if "\n\n" in self._text[:at] else 0
        return _OPENS_HTML.match(self._text, begin) is not None

    def paragraph_lines(self, at: int) -> set[int]:
        """The numbers of the lines of the paragraph that holds the position."""
        end = self._text.find("\n\n", at)
        return set(range(self.place(at).line, self.place(end if end >= 0 else len(self._text)).line + 1))

    def next_words(self, words: str) -> Place:
        """Where words stand, neither as code nor as a link; asked again for the same ones, the next such place."""
        start = self._last_words.get(words, -1) + 1
        at = self.words_only.find(words, start)
        if at < 0:
            at = self._text.find(words, start)
        if at >= 0:
            self._last_words[words] = at
        return self.place(self._last_words.get(words, -1))

    def next_target(self, target: str) -> Place:
        """The next place where this target is written as a link or picture; each call for the same target moves on."""
        last = self._last_found.get(target, -1)
        if target not in self._exhausted:
            forms = {target, target.removeprefix("mailto:")}
            found = min((at for form in forms if (at := self._find(form, last + 1)) >= 0), default=-1)
            if found < 0 and _RESOLVED.search(self._text):
                found = self._find_spelt(target, last + 1)
            if found >= 0:
                self._last_found[target] = found
                return self.place(found)
            self._exhausted.add(target)  # a reference used again, or an unforeseen spelling
        return self.place(last)

    def _find(self, form: str, start: int) -> int:
        """Position where `form` is written as a whole target; -1 if it is not."""
        at = self._text.find(form, start)
        while at >= 0 and not self._is_target(at, at + len(form)):
            at = self._text.find(form, at + 1)
        return at

    def _find_spelt(self, target: str, start: int) -> int:
        """The same for a target with backslashes and entities in it."""
        spelling = "".join(_SPELLINGS.get(sign, re.escape(sign)) for sign in target)
        for match in re.compile(spelling).finditer(self._text, start):
            if self._is_target(*match.span()):
                return match.start()
        return -1

    def _is_target(self, start: int, end: int) -> bool:
        if self._spots is None:
            self._spots = _target_spots(self.visible)
        if start not in self._spots or self._text[end : end + 1] not in _AFTER_TARGET:
            return False
        return self._text[end : end + 1] not in ("", *_BLANK) or _is_closed(self._text, start, end)


_BLANK = (" ", "\t", "\n")
_TO_CLOSE = lazy_pattern(r"[ \t]*+\n?[ \t]*+[\"'()]")


def _is_closed(text: str, start: int, end: int) -> bool:
    """Whether a target, behind which no sign stands, is that of a whole link: `[chữ](a.md và` is none."""
    before = text[max(start - 3, 0) : start].rstrip(" \n<")
    return not before.endswith("(") or _TO_CLOSE.match(text, end) is not None


_OPENS_HTML = lazy_pattern(
    r"\n*[ >]{0,6}</?(?:details|summary|div|table|t[dhr]|tbody|thead|figure|figcaption|ul|ol|li|p|section)\b"
)
_COMMENT = lazy_pattern(r"<!--.*?-->", re.DOTALL)
_LINK_OR_TAG = lazy_pattern(
    r"\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])|<a\b[^<>]*>[^<]*</a>|<[a-z/][^<>]*>", re.IGNORECASE
)
_FENCE = lazy_pattern(r" {0,3}(`{3,}|~{3,})")


def _blanked(text: str) -> str:
    """`text` with fenced code and code spans blanked out."""
    if "`" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    fence = ""
    opened = 0
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if not fence:
            if found:
                fence, opened = found[1], number
        elif found and found[1].startswith(fence) and not line.strip(f" \t{fence[0]}"):
            lines[opened : number + 1] = [" " * len(each) for each in lines[opened : number + 1]]
            fence = ""
    parts = "\n".join(lines).split("\n\n")  # a code span ends with its paragraph
    return "\n\n".join(_CODE_SPAN.sub(_as_blanks, part) if "`" in part else part for part in parts)


def _as_blanks(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _target_spots(text: str) -> frozenset[int]:
    """Positions where targets may begin, in a text without code and comments."""
    before = _BEFORE_TARGET if "<" in text or "=" in text else _BEFORE_IN_MARKDOWN
    return frozenset(match.end() for match in before.finditer(text) if not _is_escaped(text, match))


def _is_escaped(text: str, found: re.Match[str]) -> bool:
    """Whether what looks like a link begins with an escaped bracket, and so is text."""
    if found[0][0] != "]" or "\\" not in text:
        return False
    opened = text.rfind("[", 0, found.start())
    return (opened - len(text[:opened].rstrip("\\"))) % 2 == 1 if opened > 0 else False
