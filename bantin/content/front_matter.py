"""One content file → what its editor wrote: front matter, typed and with places, and the Markdown text below it.

The front matter is known to this module, `field_names` and `field_values` alone. What a field means beside the portal's
other articles (the category that is meant, what a translation takes from its original, who is public) is left to
`model` and `arrange`.
"""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bantin.content import field_values, parts
from bantin.content.field_names import (
    ARTICLE_FIELDS,
    ELSEWHERE,
    IN_EACH_LANGUAGE,
    KNOWN_FIELDS,
    OTHER_NAMES,
    PAGE_FIELDS,
    PARTS,
)
from bantin.content.field_values import Approval, AttachedFile, Cover, FileAlias, Withdrawal
from bantin.content.file_names import named
from bantin.content.half_translated import lead_left, left_to_do
from bantin.locale import Moment
from bantin.problems import Place, Problem, error
from bantin.yaml.document import read_mapping
from bantin.yaml.fields import Fields
from bantin.yaml.keys import Habits
from bantin.yaml.moments import VIETNAM
from bantin.yaml.values import Text


class FrontMatter(NamedTuple):
    """A file of content as written: an article, or a plain page, in one language. What is absent is None, '' or ()."""

    path: str
    """content/2018/03/x.en.md"""
    key: str
    """The path without content/, language and ending: 2018/03/x. It ties translations together."""
    code: str
    """The language, by the file's name."""
    has_suffix: bool
    is_page: bool
    """A plain page, from content/pages/."""
    title: str
    date: Moment | None
    category: Text | None
    views: int | None
    lead: str
    tags: tuple[Text, ...]
    author: str
    source: str
    source_url: str
    cover: Cover | None
    attachments: tuple[AttachedFile, ...]
    audio: Text | None
    related: tuple[Text, ...]
    updated: Moment | None
    correction: str
    is_draft: bool
    is_featured: bool
    expires: datetime.date | None
    notice_until: datetime.date | None
    withdrawn: Withdrawal | None
    approved: Approval | None
    slug: str | None
    aliases: tuple[Text, ...]
    """Old addresses of its own."""
    file_aliases: tuple[FileAlias, ...]
    original: str
    """In a translation: the digest of what it was made from."""
    order: int
    """A plain page's place among the others, in menus and on the site map: the smallest first."""
    shows_organisation: bool
    digest: str
    """Digest of title, lead and text, by which a translation notices that its original has changed."""
    text_digest: str
    """Digest of the text alone, by which a copy is recognised that is not translated yet; '' for no text."""
    mark: str
    """Stands for the file's path and whole text: another one if anything in it is changed."""
    places: str
    """Line and column of each field: `title:2:1 date:3:1`. One text, because an archive holds thousands of them."""
    blank: frozenset[str]
    """Fields that are written with nothing behind their names."""

    @property
    def plain_words(self) -> dict[str, str]:
        """The fields that pages show word for word, by name: where Markdown, HTML or a placeholder would be seen."""
        return {"title": self.title, "lead": self.lead, "author": self.author, "source": self.source}

    @property
    def search_words(self) -> tuple[str, ...]:
        """Words by which readers find it besides title, lead and text: keywords, author, titles of its files, words of
        its cover.
        """
        titles = [attached.title for attached in self.attachments]
        cover = [said.text for said in (self.cover.alt, self.cover.caption) if said] if self.cover else []
        return (*[tag.text for tag in self.tags], self.author, self.source, *titles, *cover)

    def place(self, field: str = "") -> Place:
        """Where `field` is written; else the first line of the file."""
        return dict(self.written()).get(field, Place(self.path, 1, 1))

    @property
    def names(self) -> frozenset[str]:
        """The fields that are written."""
        return frozenset([each[: each.index(":")] for each in self.places.split()])

    def written(self) -> Iterator[tuple[str, Place]]:
        """Each field of the front matter, and where it stands."""
        for each in self.places.split():
            name, line, column = each.split(":")
            yield name, Place(self.path, int(line), int(column))


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A content file, parsed."""

    front_matter: FrontMatter | None
    """None if the front matter cannot be read."""
    body: str
    first_line: int
    """The line of the file at which `body` begins."""
    problems: tuple[Problem, ...]


def parse(text: str, path: str, codes: tuple[str, ...], zone: datetime.tzinfo = VIETNAM) -> ParsedFile:
    """Reads the text of the file at `path` (from the project's folder, NFC).

    `codes` are the portal's languages, the default first; `zone` is its time zone.
    """
    problems: list[Problem] = []
    key, code, has_suffix = named(path, codes, problems)
    if problems:  # of no language, it is nobody's translation: nothing else can be said of it
        return ParsedFile(None, text, 1, tuple(problems))
    split = parts.split(text, path)
    if isinstance(split, Problem):
        return ParsedFile(None, "", 1, (*problems, split))
    front, front_line, body, body_line = split
    tree, found = read_mapping(front, path, front_line, comments_cut=True)
    problems.extend(found)
    if tree is None:
        return ParsedFile(None, body, body_line, tuple(problems))
    is_page = key.startswith("pages/")
    habits = Habits(OTHER_NAMES, ELSEWHERE, zone, PARTS, codes, IN_EACH_LANGUAGE)
    fields = Fields(tree, _ALL_FIELDS if is_page else ARTICLE_FIELDS, problems, habits)
    if is_page:
        _check_page(fields)
    title = field_values.title(fields)
    aliases, file_aliases = field_values.aliases(fields)
    lead = fields.plain("lead")
    source, source_url = field_values.source(fields)
    trimmed = "\n".join([line.rstrip() for line in body.split("\n")]).strip("\n").encode()
    front_matter = FrontMatter(
        path=path,
        key=key,
        code=code,
        has_suffix=has_suffix,
        is_page=is_page,
        title=title,
        date=fields.moment("date"),
        category=field_values.category(fields),
        views=field_values.views(fields),
        lead=lead,
        tags=field_values.tags(fields),
        author=field_values.author(fields),
        source=source,
        source_url=source_url,
        cover=field_values.cover(fields),
        attachments=field_values.attachments(fields),
        audio=fields.text("audio"),
        related=fields.texts("related"),
        updated=fields.moment("updated"),
        correction=fields.plain("correction"),
        is_draft=fields.decided("draft"),
        is_featured=fields.flag("featured"),
        expires=fields.last_day("expires"),
        notice_until=fields.last_day("notice_until"),
        withdrawn=field_values.withdrawal(fields),
        approved=field_values.approval(fields),
        slug=fields.plain("slug") if fields.has("slug") else None,
        aliases=aliases,
        file_aliases=file_aliases,
        original=field_values.original(fields),
        order=fields.whole("order", 1000),
        shows_organisation=fields.flag("organisation"),
        digest=_digest(f"{title}\0{lead}\0", trimmed),
        text_digest=_digest("\0\0", trimmed) if trimmed else "",
        mark=mark_of(text, path),
        places=" ".join([f"{name}:{place.line}:{place.column}" for name, place in fields.places.items()]),
        blank=frozenset([name for name in fields.places if fields.is_empty(name)]),
    )
    if has_suffix and code != codes[0] and not front_matter.is_draft:
        problems += lead_left(lead, code, fields.place_of("lead"))
        problems += left_to_do(body, code, path, body_line)
    return ParsedFile(front_matter, body, body_line, tuple(problems))


def mark_of(text: str, path: str) -> str:
    """The `FrontMatter.mark` of the text of the file at `path`."""
    return hashlib.blake2b(f"{path}\0{text}".encode(), digest_size=16).hexdigest()


_ALL_FIELDS = tuple(sorted(KNOWN_FIELDS))


def _check_page(fields: Fields) -> None:
    """Reports a plain page with a field of articles: it was meant to be an article, and lies in the wrong folder."""
    strange = [name for name in fields.places if name not in PAGE_FIELDS]
    if strange:
        date = fields.moment("date") if fields.has("date") else None
        folder = f"content/{date.day:%Y/%m}/" if date else "content/2026/11/"
        place = fields.place_of(strange[0])
        fields.problems.append(error("page-not-article", place, fields=", ".join(strange), folder=folder))


def _digest(above: str, text: bytes) -> str:
    """12 hex digits over title and lead, which are `above`, and text: NFC, LF, and without trailing blanks."""
    return hashlib.blake2b(above.encode() + text, digest_size=6).hexdigest()
