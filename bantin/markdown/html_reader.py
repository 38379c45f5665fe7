"""Sanitised HTML → a body: headings in order, figures, slots, abbreviations, plain text.

It reads the output of nh3, in which every tag is closed, every attribute quoted, and each `<` and `>` in text and
attributes escaped. So links from Markdown and from raw HTML are treated alike. `converter` decides which HTML is
allowed; whether a link's target exists is checked later, with the whole library at hand.
"""

import re
from collections.abc import Callable, Collection
from html import unescape

from bantin.markdown.abbreviations import Glossary
from bantin.markdown.body import Body, Picture, TextHeading, WrittenLink
from bantin.markdown.embeds import frame
from bantin.markdown.html_attributes import mend
from bantin.markdown.html_elements import BLOCKS, HEADINGS, LINKLESS, QUIET, OpenElement
from bantin.markdown.html_pieces import (
    BORDER,
    Piece,
    PlacedPicture,
    folded,
    folded_blocks,
    gallery,
    lost_captions,
    slots,
    tag,
    video_card,
)
from bantin.markdown.html_runs import TAG, tokens, with_classes, words_of
from bantin.markdown.html_words import WordWriter
from bantin.markdown.outline import Outline
from bantin.markdown.positions import SourceMap
from bantin.markdown.schemes import resolved
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, error

_FOOTNOTE_LINKS = frozenset({"footnote-ref", "footnote-backref"})
_ATTRIBUTE = lazy_pattern(r'([^\s=]+)="([^"]*)"')
_NO_TARGET = r"\]\((?:\s*|<\s*>)\)|href\s*=\s*[\"']?\s*[\"'>]"
_FRAME = lazy_pattern(r"(<iframe[^>]*>).*?(?=</iframe>)", re.DOTALL)


class HtmlReader:
    """Reads the HTML of one text in a single pass."""

    def __init__(
        self, source: SourceMap, slug: Callable[[str], str], glossary: Glossary, embed_hosts: Collection[str]
    ) -> None:
        self._source = source
        self._outline = Outline(slug)
        self._embed_hosts = embed_hosts
        self._out: list[Piece] = []
        self._words: list[str] = []
        self._open: list[OpenElement] = []
        self._quiet = 0  # number of open QUIET elements
        self._linkless = 0  # number of open LINKLESS elements
        self._headings: list[TextHeading] = []
        self._references: Collection[str] = ()  # ids of footnote references
        self._has_begun = False  # something other than pictures was met
        self._lead = ""
        self._problems: list[Problem] = []
        self._writer = WordWriter(source, glossary, self._problems)

    def weave(self, html: str) -> Body:
        """The body of `html`, which must be nh3's output."""
        if "<iframe" in html:
            html = _FRAME.sub(r"\1", html)  # fallback for old browsers, and not escaped
        self._writer.look_at(html)
        self._references = frozenset(re.findall(r'<sup id="(fnref\d*:\d+)"', html))
        for run, written, text in tokens(html):
            if run:
                self._read_run(run)
            elif written:
                self._read_tag(written)
            self._read_text(text)
        parts, references = slots(self._out)
        self._problems += lost_captions(each for each in references if isinstance(each, Picture) and each.row == 0)
        return Body(
            parts,
            references,
            tuple(self._headings),
            frozenset(self._outline.ids),
            folded_blocks(self._words),
            self._lead,
            tuple(self._problems),
        )

    def _read_run(self, run: str) -> None:
        """Reads plain elements: at once, if none of their words need treatment of their own."""
        if self._quiet or self._linkless or not self._writer.may_write_whole(run):
            self._read_each(run)
            return
        if not self._has_begun and not self._open:
            self._has_begun = True
            if run.startswith("<p>"):
                self._lead = folded([words_of(run[: run.index("</p>")])])
        self._words.append(words_of(run))
        self._out.append(with_classes(self._writer.marked(run)))

    def _read_each(self, run: str) -> None:
        """Reads HTML tag by tag, with the same result as at once."""
        pieces = TAG.split(run)
        self._read_text(pieces[0])
        for written, text in zip(pieces[1::2], pieces[2::2], strict=True):
            self._read_tag(written)
            self._read_text(text)

    def _read_text(self, escaped: str) -> None:
        if escaped == "\n" and not self._quiet:  # between most blocks; in code it would count
            self._words.append(escaped)
            self._out.append(escaped)
        elif escaped:
            self._read_words(escaped)

    def _read_words(self, escaped: str) -> None:
        within = self._open[-1] if self._open else None
        if within is None:
            self._has_begun = self._has_begun or not escaped.isspace()
        elif within.name == "pre":
            escaped = escaped.lstrip("\n")  # every HTML parser drops the first line feed
        self._words.append(unescape(escaped))
        self._writer.write(escaped, self._out, self._quiet, self._linkless)

    def _read_tag(self, written: str) -> None:
        if written[0] == "/":
            self._read_end()
        else:
            name, _, attributes = written.partition(" ")
            self._read_start(name, dict(_ATTRIBUTE.findall(attributes)) if attributes else {})

    # ---- start tags

    def _read_start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._open and name not in ("p", "figure", "img"):
            self._has_begun = True
        if name in BLOCKS:
            self._words.append("\n" if name == "br" else BORDER)
        if attributes:
            mend(name, attributes, self._outline)
        if name == "img":
            self._read_picture(attributes)
        elif name in ("br", "hr"):
            self._out.append(tag(name, attributes))
        else:
            self._read_element(name, attributes)

    def _read_element(self, name: str, attributes: dict[str, str]) -> None:
        element = OpenElement(name, attributes, f"</{name}>", len(self._out), len(self._words))
        if name == "a":
            self._read_link(element)
        elif name == "iframe":
            self._read_frame(element)
        elif name == "table":
            # A wide table scrolls within its own box on a phone; tabindex makes that work by keyboard.
            self._out.append('<div class="table-scroll" tabindex="0">' + tag(name, attributes))
            element.closing = "</table></div>"
        elif name == "div" and "footnote" in attributes.get("class", "").split():
            self._out.append('<div class="footnotes">')
            element.closing = "</div>"
        else:
            self._out.append(tag(name, attributes))
        self._open.append(element)
        self._quiet += name in QUIET
        self._linkless += name in LINKLESS

    def _read_link(self, link: OpenElement) -> None:
        href = link.attributes.pop("href", None)
        if href is not None and not _FOOTNOTE_LINKS.isdisjoint(link.attributes.get("class", "").split()):
            self._out.append(tag("a", {"href": href} | link.attributes))
            return
        self._out.append("<a")
        if target := unescape(href or "").strip():
            self._out.append(WrittenLink(resolved(target), self._source.next_target(target)))
        elif href is not None:
            before = sum(problem.key == "empty-link" for problem in self._problems)
            self._problems.append(error("empty-link", self._source.search(_NO_TARGET, before)))
        self._out.append(tag("", link.attributes)[1:])

    def _read_picture(self, attributes: dict[str, str]) -> None:
        target = unescape(attributes.get("src", "")).strip()
        alt, caption = (" ".join(unescape(attributes.get(name, "")).split()) for name in ("alt", "title"))
        if not target:  # nh3 removed its address, which is reported elsewhere, or it had none
            return
        place = self._source.next_target(target)
        if not alt:
            self._problems.append(error("picture-without-alt", place, picture=target))
        within = {element.name for element in self._open}
        if within & HEADINGS:
            self._words.append(f" {alt} ")
        picture = Picture(resolved(target), alt, caption, place, 1 if "figure" in within else 0, "a" in within)
        self._out.append(PlacedPicture(picture, attributes.get("class", "")))

    def _read_frame(self, element: OpenElement) -> None:
        address = unescape(element.attributes.get("src", "")).strip()
        is_within_link = any(each.name == "a" for each in self._open)
        found = frame(element.attributes, self._source.next_target(address), self._embed_hosts, is_within_link)
        element.closing = found.closing
        self._words.append(found.words)
        self._problems += found.problems
        self._out += found.pieces

    # ---- end tags

    def _read_end(self) -> None:
        element = self._open.pop()
        name = element.name
        self._quiet -= name in QUIET
        self._linkless -= name in LINKLESS
        if name == "p":
            self._end_paragraph(element)
        elif name in HEADINGS:
            self._end_heading(element)
        elif name == "a":
            self._end_link(element)
        elif name == "th" and len(self._out) == element.out_start + 1:
            self._out[-1], element.closing = tag("td", element.attributes), "</td>"  # an empty header cell
        self._out.append(element.closing)
        if name in BLOCKS:
            self._words.append(BORDER)

    def _end_paragraph(self, paragraph: OpenElement) -> None:
        inside = self._out[paragraph.out_start + 1 :]
        images = [piece for piece in inside if isinstance(piece, PlacedPicture)]
        if images and all(
            isinstance(piece, PlacedPicture) or piece in ("<br>", "\n") or str(piece).isspace() for piece in inside
        ):
            self._show(paragraph, images)
        elif inside and inside[0] == "<a" and (card := video_card(inside, self._embed_hosts)):
            self._out[paragraph.out_start :] = card
            paragraph.closing = ""
            self._has_begun = True
        elif not self._open:
            if not self._has_begun:
                self._lead = folded(self._words[paragraph.words_start :])
            self._has_begun = True

    def _show(self, paragraph: OpenElement, images: list[PlacedPicture]) -> None:
        """Turns a paragraph of only pictures into a figure or a gallery."""
        paragraph.closing = ""
        del self._out[paragraph.out_start :]
        if any(element.name == "figure" for element in self._open):
            self._out += images
            self._problems += lost_captions([image.picture for image in images])
            return
        self._out += gallery(images, paragraph.attributes)
        self._words += [BORDER + image.picture.caption + BORDER for image in images if image.picture.caption]

    def _end_heading(self, heading: OpenElement) -> None:
        text = folded(self._words[heading.words_start :])
        if not text:  # an empty heading
            is_bare = len(self._out) == heading.out_start + 1
            self._out[heading.out_start] = "" if is_bare else "<section>"  # closes the same elements as a heading would
            heading.closing = "" if is_bare else "</section>"
            return
        level = self._outline.level(int(heading.name[1]))
        given_id = self._outline.new_id("", unescape(heading.attributes.get("id", "")) or text)
        self._out[heading.out_start] = tag(f"h{level}", heading.attributes | {"id": given_id})
        heading.closing = f"</h{level}>"
        self._headings.append(TextHeading(level, given_id, text))

    def _end_link(self, link: OpenElement) -> None:
        if _FOOTNOTE_LINKS.isdisjoint(link.attributes.get("class", "").split()):
            return
        del self._words[link.words_start :]
        start = self._out[link.out_start]
        mark = re.search(r'href="#(fnref\d*:\d+)"', start) if isinstance(start, str) else None
        if mark and mark[1] not in self._references:  # a footnote without a reference has no link back
            self._out[link.out_start] = "<a>"
            if len(self._out) == link.out_start + 2:  # only the arrow that Markdown wrote
                del self._out[link.out_start :]
                link.closing = ""
