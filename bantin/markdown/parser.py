"""Configuration of Python-Markdown: its extensions, and changes to its inline patterns and block processors.

The blocks of a text have been recognised and rewritten by `blocks` before.
"""

import re
from collections.abc import Mapping
from typing import Any

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor, OListProcessor
from markdown.extensions.admonition import AdmonitionExtension, AdmonitionProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension, SaneOListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import HtmlInlineProcessor, SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from bantin.markdown import emphasis, lists
from bantin.markdown.openings import ATTRIBUTES
from bantin.markdown.raw_blocks import is_tag
from bantin.patterns import lazy_pattern

_PUNCTUATION = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
_LABEL = lazy_pattern(r"\[([^\]]*)\]")
"""The label behind the words of a link."""
_TAG_NAME = lazy_pattern(r"</?([^\s/>]*)")


class MarkdownParser:
    """Parses texts in one language, one after the other. Not thread-safe."""

    def __init__(self, backlink_title: str, admonition_titles: Mapping[str, str]) -> None:
        self._footnotes = _Footnotes(BACKLINK_TITLE=backlink_title, BACKLINK_TEXT="&#8617;&#65038;")
        # Extensions as objects: names would be searched for among installed packages.
        self._markdown = Markdown(
            extensions=[
                self._footnotes,
                _Admonitions(admonition_titles),
                SaneListExtension(),
                DefListExtension(),
            ],
            output_format="html",
        )
        _change(self._markdown)

    def html(self, text: str) -> str:
        """The HTML of a text, not sanitised."""
        self._markdown.reset()  # forget footnotes and link references of the last text
        return self._markdown.convert(text)

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Footnote labels of the last text, in order."""
        return tuple(self._footnotes.footnotes)


def _change(markdown: Markdown) -> None:
    """Changes readings that surprise editors."""
    markdown.preprocessors.deregister("html_block")  # `blocks` handles those
    markdown.ESCAPED_CHARS = list(_PUNCTUATION)
    patterns = markdown.inlinePatterns
    for name in ("reference", "image_reference"):  # `[một] [hai]`, `[một]` above `[hai](b.md)`: two, as everywhere else
        patterns[name].RE_LINK = _LABEL  # type: ignore[attr-defined]  # all are typed as Pattern
    patterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash break", 185)
    emphasis.register(markdown)
    patterns.register(_Tags(patterns["html"].pattern, markdown), "html", 90)
    markdown.treeprocessors.register(_Attributes(markdown), "attr_list", 8)
    blocks = markdown.parser.blockprocessors
    blocks.register(_Tables(markdown.parser, {"use_align_attribute": True}), "table", 75)
    blocks.register(_Headings(markdown.parser), "hashheader", 70)
    blocks.register(_NumberedLists(markdown.parser), "olist", 40)
    for name in ("olist", "ulist"):
        _take_our_numbers(blocks[name])
    markdown.treeprocessors.register(_Numbers(markdown), "numbers", 22)
    markdown.treeprocessors.register(_PlainWords(markdown), "plain words", 21)  # right before "inline"


def _take_our_numbers(processor: BlockProcessor) -> None:
    """Items are numbered as `lists` says, so that neither a year nor a date at a line's beginning is one."""
    assert isinstance(processor, OListProcessor)
    for name in ("RE", "CHILD_RE", "INDENT_RE"):
        setattr(processor, name, re.compile(getattr(processor, name).pattern.replace(r"\d+\.", lists.NUMBER)))


class _NumberedLists(SaneOListProcessor):
    """Numbered lists whose items know the number that was written."""

    def run(self, parent: Any, blocks: list[str]) -> None:
        numbers = [found[2] for line in blocks[0].split("\n") if (found := self.CHILD_RE.match(line))]
        super().run(parent, blocks)
        items = parent if parent.tag == "ol" else self.lastChild(parent)
        if items is not None and items.tag == "ol":
            for item, number in zip(items[-len(numbers) :], numbers, strict=True):
                item.set("value", number.rstrip("."))


class _Numbers(Treeprocessor):
    """Leaves the number of an item where counting on would show another."""

    def run(self, root: Any) -> None:
        for items in root.iter("ol"):
            numbers = [int(item.get("value", "0")) for item in items]
            for item, value in zip(items, lists.values(numbers), strict=True):
                if value is None and "value" in item.attrib:
                    del item.attrib["value"]


class _Attributes(AttrListTreeprocessor):
    """Attribute lists (`{: .align-right #muc lang=en }`); anything else in braces is text."""

    HEADER_RE = lazy_pattern(rf"[ ]+{ATTRIBUTES}[ ]*$")  # type: ignore[misc] # the stubs call it final
    BLOCK_RE = lazy_pattern(rf"\n[ ]*{ATTRIBUTES}[ ]*$")  # type: ignore[misc] # the stubs call it final
    INLINE_RE = lazy_pattern(rf"^{ATTRIBUTES}")  # type: ignore[misc] # the stubs call it final


class _Tables(TableProcessor):
    """Tables: the header needs a rule below it, not a row of empty cells."""

    def test(self, parent: Any, block: str) -> bool:
        return "-" in block and super().test(parent, block) and "-" in "".join(self.separator)


class _Headings(HashHeaderProcessor):
    """Headings: `#` must be followed by a blank; `#PhucLoi` is text."""

    RE = lazy_pattern(r"(?:^|\n)(?P<level>#{1,6}) (?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)")


class _Tags(HtmlInlineProcessor):
    """Inline HTML; unknown tags are text."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override] # noqa: N802 -- the library's
        name = _TAG_NAME.match(m.group(1))
        if name and not name[1].startswith(("!", "?")) and not is_tag(name[1]):
            return None, None, None
        return super().handleMatch(m, data)


class _Footnotes(FootnoteExtension):
    """Footnotes: ids from numbers, because labels may contain blanks and diacritics."""

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802 -- the library's names
        return f"fn:{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, N802 -- the library's names
        return self.unique_ref(f"fnref:{self._number(id)}", found)

    def _number(self, label: str) -> int:
        return list(self.footnotes).index(label) + 1


class _Admonitions(AdmonitionExtension):
    """Boxes (admonitions, `!!! note`) with default titles in the language of the text."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__()
        self._titles = titles

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- the library's name
        md.registerExtension(self)
        md.parser.blockprocessors.register(_AdmonitionProcessor(md.parser, self._titles), "admonition", 105)


class _AdmonitionProcessor(AdmonitionProcessor):
    def __init__(self, parser: BlockParser, titles: Mapping[str, str]) -> None:
        super().__init__(parser)
        self._titles = titles

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        kind, title = match[1].lower(), match[2]
        return kind, self._titles.get(kind.split()[0]) if title is None else title or None


_INLINE = lazy_pattern(r"[`\\\[<&*_~]|  \n")
"""Characters without which no inline pattern can match."""


class _PlainWords(Treeprocessor):
    """Skips inline patterns for text that contains none of these characters: saves a quarter of the time."""

    def run(self, root: Any) -> None:
        for element in root.iter():
            if element.text and not _INLINE.search(element.text):
                element.text = AtomicString(element.text)
            if element.tail and not _INLINE.search(element.tail):
                element.tail = AtomicString(element.tail)
