"""An HTML tree → blocks: paragraphs, headings, lists, tables, pictures, quotes, footnotes, in document order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bantin.importing import captions, html_lists, html_paragraphs, html_tables, layout
from bantin.importing.html_runs import is_followed, styles_of
from bantin.importing.html_tree import UNSEEN, Element, tag_of
from bantin.importing.inline import BREAK, Run, plain, written
from bantin.importing.links import Links, joined
from bantin.importing.pictures import Show
from bantin.importing.types import Block, LeftOut

_BLOCKS = frozenset(
    "address article aside body center dd details dialog dir div dl dt fieldset figcaption figure footer form header "
    "html legend li main menu nav option p section select summary tbody td textarea tfoot th thead tr caption "
    "button".split()
)
_OWN = frozenset({"ul", "ol", "table", "blockquote", "pre", "hr", "bantin-notes"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass
class Walker:
    """Tree walker: collects the blocks of one tree."""

    show: Show
    address: str = ""
    """Where the page was published; '' for unknown."""
    left_out: list[LeftOut] = field(default_factory=list)
    """What no block can hold: films, forms."""
    links: Links = field(default_factory=Links)
    blocks: list[Block] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _line: int = 0
    _at: Element = None
    """The block-level element whose words are gathered."""

    def walked(self, element: Element) -> list[Block]:
        """The blocks in an element."""
        self._within(element, element)
        return self.blocks

    def inner(self, element: Element) -> list[Block]:
        """The blocks of an element by itself, such as an item of a list."""
        return Walker(self.show, self.address, self.left_out, self.links).walked(element)

    # ---- elements

    def _within(self, element: Element, block: Element) -> None:
        """Walks through a block-level element, or through `block`."""
        self.flush()
        self._at = block
        self.inline(element, styles_of(element, frozenset()), "")
        self.flush()

    def inline(self, element: Element, styles: frozenset[str], address: str) -> None:
        """Collects inline content; a block among it ends the paragraph."""
        self._words(element, element.text, styles, address)
        for child in element:
            tag = tag_of(child)
            if tag and tag not in UNSEEN:
                self._child(child, tag, styles, address)
            elif tag:
                self._unseen(child, tag)
            self._words(child, child.tail, styles, address)

    def _words(self, element: Element, text: str | None, styles: frozenset[str], address: str) -> None:
        if text:
            if not self._runs and text.strip():
                self._line = element.sourceline or 0
            self._runs.append(Run(text, styles, address))

    def _child(self, child: Element, tag: str, styles: frozenset[str], address: str) -> None:
        if tag == "br":
            self._break_line()
        elif tag == "img":
            if run := self.picture(child):
                self._line = self._line if self._runs else child.sourceline or 0
                self._runs.append(run._replace(address=address))
        elif tag == "a":
            self.inline(child, styles_of(child, styles), self.link(child) or address)
        elif tag == "bantin-note":
            self._runs.append(Run("", markdown=f"[^{child.get('label')}]", html=f"<sup>{child.get('label')}</sup>"))
        elif tag in _HEADINGS or tag in _BLOCKS or tag in _OWN:
            at = self._at
            self.flush()
            self._block(child, tag)
            self._at = at
        elif tag in ("iframe", "video", "audio", "input"):
            self._foreign(child, tag)
        else:
            self.inline(child, styles_of(child, styles), address)

    def _break_line(self) -> None:
        """A line break; two in a row end the paragraph."""
        last = next((run for run in reversed(self._runs) if run is BREAK or run.text.strip(" \t\n\u00a0")), None)
        if last is BREAK:
            self.flush()
        else:
            self._runs.append(BREAK)

    def _block(self, child: Element, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading(child, int(tag[1]))
        elif tag in ("ul", "ol"):
            self.blocks += html_lists.blocks_of(child, self)
        elif tag == "table":
            self.blocks += html_tables.blocks_of(child, self)
        elif tag == "blockquote":
            self._quote(child)
        elif tag == "pre":
            self._code(child)
        elif tag == "hr":
            self.blocks.append(Block("rule", "", "---", child.sourceline or 0))
        elif tag == "bantin-notes":
            self._notes(child)
        else:
            self._within(child, child)

    def _heading(self, element: Element, level: int) -> None:
        before = len(self.blocks)
        self._within(element, element)
        made = self.blocks[before:]
        if len(made) == 1 and made[0].kind == "paragraph":
            text = re.sub(r"^(\*\*)(.+)\1$", r"\2", made[0].markdown.replace("\\\n", " "))
            words = " ".join(made[0].text.split())
            self.blocks[before:] = [made[0]._replace(kind="heading", level=level, markdown=text, text=words)]

    def _quote(self, element: Element) -> None:
        inner = self.inner(element)
        text = layout.markdown(inner)
        if text:
            lines = "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))
            self.blocks.append(Block("quote", "\n".join(each.text for each in inner), lines, element.sourceline or 0))

    def _code(self, element: Element) -> None:
        text = "".join(element.itertext()).strip("\n")
        if len(element) and any(tag_of(each) not in ("code", "span") for each in element):
            self._within(element, element)  # portals set whole paragraphs so
        elif text.strip():
            longest = max((len(each) for each in re.findall("`+", text)), default=0)
            fence = "`" * max(longest + 1, 3)
            self.blocks.append(Block("code", text, f"{fence}\n{text}\n{fence}", element.sourceline or 0))

    def _notes(self, element: Element) -> None:
        """The footnotes, each with the label of its reference."""
        for note in element:
            inner = self.inner(note)
            first, *others = layout.markdown(inner).split("\n") or [""]
            lines = [f"[^{note.get('label')}]: {first}", *(f"    {line}" if line else "" for line in others)]
            text = "\n".join(each.text for each in inner)
            self.blocks.append(Block("note", text, "\n".join(lines), element.sourceline or 0))

    # ---- what holds no words

    def picture(self, element: Element) -> Run | None:
        """The run for a picture element; None if it shows nothing."""
        lazy = element.get("data-original") or element.get("data-src") or element.get("data-lazy-src")
        source = lazy or element.get("src") or ""
        if element.get("width") in ("0", "1") or not source:
            return None
        return self.show(source, " ".join((element.get("alt") or "").split()))

    def link(self, element: Element) -> str:
        """The placeholder for a link's target; '' if it can have none."""
        address = (element.get("href") or "").strip()
        if not address or address.startswith("#") or "".join(element.itertext()).strip() == "":
            return ""
        whole = joined(self.address, address) if self.address and not is_followed(address) else address
        return self.links.placeholder(element.sourceline or 0, address, whole)

    def _foreign(self, element: Element, tag: str) -> None:
        """Embedded content: a video becomes a line with its address, which renders as a video; a form is listed."""
        inside = next((each.get("src") for each in element if tag_of(each) == "source"), None)
        address = element.get("src") or inside or ""
        if address.startswith("//"):
            address = f"https:{address}"
        if tag != "input" and is_followed(address):
            at = self._at
            self.flush()
            self.blocks.append(Block("html", "", address, element.sourceline or 0))
            self._at = at
        elif address or tag != "input":
            self.left_out.append(LeftOut(element.sourceline or 0, address or tag, "foreign"))
        if tag != "input":
            self._inside_unseen(element)

    def _unseen(self, element: Element, tag: str) -> None:
        if tag in ("object", "embed", "applet"):
            address = element.get("data") or element.get("src") or tag
            self.left_out.append(LeftOut(element.sourceline or 0, address, "foreign"))

    def _inside_unseen(self, element: Element) -> None:
        """The fallback content of an element."""
        if words := " ".join("".join(element.itertext()).split()):
            self.left_out.append(LeftOut(element.sourceline or 0, words, "foreign"))

    # ---- paragraphs

    def flush(self) -> None:
        """Ends the current paragraph; its lines become paragraphs of their own unless they are short."""
        runs, self._runs = self._runs, []
        lines = html_paragraphs.lines(runs)
        if len(lines) > 1 and not html_paragraphs.belong_together(lines):
            for line in lines:
                self._add(line)
        else:
            self._add(runs)

    def _add(self, runs: Sequence[Run]) -> None:
        markdown = written(runs)
        if not markdown:
            return
        if self._is_pictures_only(runs):
            shown = "\n".join(run.markdown for run in runs if run.markdown and run != BREAK)
            self.blocks.append(Block("picture", "", shown, self._line))
            return
        element = self._at
        text = plain(html_paragraphs.with_single_blanks(runs))
        block = Block(
            "paragraph",
            text,
            markdown,
            self._line,
            is_right=element is not None and html_paragraphs.is_right(element) and len(text) < 200,
            role=html_paragraphs.role(element),
        )
        if not self._became_caption(block):
            self.blocks.append(block)

    def _is_pictures_only(self, runs: Sequence[Run]) -> bool:
        has_words = any(run.markdown is None and run.text.strip(" \t\n\u00a0") for run in runs)
        return not has_words and not any(run.markdown and run.markdown.startswith("[^") for run in runs)

    def _became_caption(self, block: Block) -> bool:
        """Whether a paragraph below a picture became its caption."""
        above = self.blocks[-1] if self.blocks else None
        if above is None or above.kind != "picture" or above.text or "\n" in above.markdown:
            return False
        if not captions.is_one(block) or not above.markdown.endswith(")"):
            return False
        self.blocks[-1] = captions.below(above, block)
        return True
