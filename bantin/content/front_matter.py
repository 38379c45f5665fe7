"""One file of content → what its editor wrote: front matter, typed and with places, and the Markdown text below it.

`field_names` and this module alone know the front matter. What a field means beside the portal's other articles (the
category that is meant, what a translation takes from its original, who is public) is left to `model` and `arrange`.
"""

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bantin.content import parts
from bantin.content.field_names import ARTICLE_FIELDS, KNOWN_FIELDS, OTHER_NAMES, PAGE_FIELDS
from bantin.content.half_translated import left_to_do
from bantin.content.outside import whole_address
from bantin.locale import KNOWN_CODES, Moment
from bantin.problems import Place, Problem, error
from bantin.yaml.document import read_mapping
from bantin.yaml.fields import NO, YES, Fields, Text, whole_number
from bantin.yaml.keys import Habits
from bantin.yaml.moments import VIETNAM
from bantin.yaml.quotes import bare


class Cover(NamedTuple):
    """The picture above the text, which is also the preview picture."""

    image: Text | None
    alt: Text | None
    caption: Text | None


class AttachedFile(NamedTuple):
    """A file to take away, as written."""

    file: Text
    title: str


class FileAlias(NamedTuple):
    """An old address of a file, as written: the file answers there too, because no static host could forward it."""

    address: Text
    file: Text


class Withdrawal(NamedTuple):
    """From when on, and why, an article is no longer shown."""

    day: datetime.date
    reason: str


class Approval(NamedTuple):
    """Who approved an article, when, and what it was then."""

    by: str
    day: datetime.date
    digest: str
    """Of what was approved (`approval.digest`); '' if it is written wrong."""
    urgent: str
    """Who let a later change through before it is approved; '' for nobody."""


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
    shows_organisation: bool
    digest: str
    """Of title, lead and text, by which a translation tells whether its original has changed since."""
    text_digest: str
    """Of the text alone, by which a translation is seen to be none yet; '' for no text."""
    mark: str
    """Stands for the file's path and whole text: another one if anything in it is changed."""
    places: str
    """Line and column of each field: `title:2:1 date:3:1`. One text, because an archive holds thousands of them."""
    blank: frozenset[str]
    """Fields with nothing behind their names."""

    @property
    def beside(self) -> tuple[str, ...]:
        """By which readers find it, beside title, lead and text: keywords, who wrote it, its files' titles, its
        cover."""
        titles = [attached.title for attached in self.attachments]
        cover = [said.text for said in (self.cover.alt, self.cover.caption) if said] if self.cover else []
        return (*[tag.text for tag in self.tags], self.author, self.source, *titles, *cover)

    def place(self, field: str = "") -> Place:
        """Where `field` is written; else the first line of the file."""
        return dict(self.written()).get(field, Place(self.path, 1, 1))

    def written(self) -> Iterator[tuple[str, Place]]:
        """Each field of the front matter, and where it stands."""
        for each in self.places.split():
            name, line, column = each.split(":")
            yield name, Place(self.path, int(line), int(column))


@dataclass(frozen=True, slots=True)
class Written:
    """What `parse` makes of a file."""

    manuscript: FrontMatter | None
    """None if the front matter cannot be read."""
    body: str
    first_line: int
    """The line of the file at which `body` begins."""
    problems: tuple[Problem, ...]


def parse(text: str, path: str, codes: tuple[str, ...], zone: datetime.tzinfo = VIETNAM) -> Written:
    """Reads the text of the file at `path` (from the project's folder, NFC).

    `codes` are the portal's languages, the default first; `zone` is its time zone.
    """
    problems: list[Problem] = []
    key, code, has_suffix = named(path, codes, problems)
    if problems:  # of no language, it is nobody's translation: nothing else can be said of it
        return Written(None, text, 1, tuple(problems))
    split = parts.split(text, path)
    if isinstance(split, Problem):
        return Written(None, "", 1, (*problems, split))
    front, front_line, body, body_line = split
    tree, found = read_mapping(front, path, front_line, comments_cut=True)
    problems.extend(found)
    if tree is None:
        return Written(None, body, body_line, tuple(problems))
    is_page = key.startswith("pages/")
    fields = Fields(tree, _ALL_FIELDS if is_page else ARTICLE_FIELDS, problems, Habits(OTHER_NAMES, zone))
    if is_page:
        _check_page(fields)
    title = _title(fields)
    aliases, file_aliases = _aliases(fields)
    lead = fields.plain("lead")
    trimmed = "\n".join([line.rstrip() for line in body.split("\n")]).strip("\n")
    manuscript = FrontMatter(
        path=path,
        key=key,
        code=code,
        has_suffix=has_suffix,
        is_page=is_page,
        title=title,
        date=fields.moment("date"),
        category=_category(fields),
        views=_views(fields),
        lead=lead,
        tags=_tags(fields),
        author=fields.plain("author"),
        source=fields.plain("source"),
        source_url=_source_url(fields),
        cover=_cover(fields),
        attachments=_attachments(fields),
        audio=fields.text("audio"),
        related=fields.texts("related"),
        updated=fields.moment("updated"),
        correction=fields.plain("correction"),
        is_draft=fields.flag("draft"),
        is_featured=fields.flag("featured"),
        expires=fields.day("expires"),
        notice_until=fields.day("notice_until"),
        withdrawn=_withdrawal(fields),
        approved=_approval(fields),
        slug=fields.plain("slug") if fields.has("slug") else None,
        aliases=aliases,
        file_aliases=file_aliases,
        original=_original(fields),
        order=fields.whole("order", 1000),
        shows_organisation=fields.flag("organisation"),
        digest=_digest(title, lead, trimmed),
        text_digest=_digest("", "", trimmed) if trimmed else "",
        mark=mark_of(text, path),
        places=" ".join([f"{name}:{place.line}:{place.column}" for name, place in fields.places.items()]),
        blank=frozenset([name for name in fields.places if fields.is_empty(name)]),
    )
    if has_suffix and code != codes[0]:
        problems += left_to_do(body, code, path, body_line)
    return Written(manuscript, body, body_line, tuple(problems))


def mark_of(text: str, path: str) -> str:
    """What `FrontMatter.mark` is for the text of the file at `path`."""
    return hashlib.blake2b(f"{path}\0{text}".encode(), digest_size=16).hexdigest()


def is_markdown(path: str) -> bool:
    """Whether the file at `path` is an article or a plain page, by its ending; Windows may write it `.MD`."""
    return path[-3:].lower() == ".md"


def named(path: str, codes: tuple[str, ...], problems: list[Problem]) -> tuple[str, str, bool]:
    """(key, language code, whether the name says the language) of the content file at `path`."""
    stem = path.removeprefix("content/")[: -len(".md")]
    found = _SUFFIX.fullmatch(stem)
    if not found:
        return stem, codes[0], False
    code = found["code"].lower()
    if code in codes and found["region"]:
        meant = f"{found['stem'].rpartition('/')[2]}.{code}.md"
        problems.append(error("language-region", Place(path), code=stem[found.start("code") :], meant=meant))
    elif code not in codes:
        written = stem[found.start("code") :]
        problems.append(error("language-suffix", Place(path), code=written, known=", ".join(codes)))
    else:
        return found["stem"], code, True
    return stem, codes[0], True


_SUFFIX = re.compile(r"(?P<stem>.*[^/.])\.(?P<code>[A-Za-z]{2})(?P<region>[-_](?:[A-Za-z]{2}|[A-Za-z]{4}))?")


def language_aside(path: str, codes: tuple[str, ...]) -> str:
    """The language of a text that is left aside, because the portal knows it and does not use it now; '' for others."""
    code = path[-5:-3].lower() if path[-6:-5] == "." else ""
    return code if code in KNOWN_CODES and code not in codes else ""


_ALL_FIELDS = tuple(sorted(KNOWN_FIELDS))


def _check_page(fields: Fields) -> None:
    """That a plain page has no field of articles: then it was meant to be one, and lies in the wrong folder."""
    strange = [name for name in fields.places if name not in PAGE_FIELDS]
    if strange:
        date = fields.moment("date") if fields.has("date") else None
        folder = f"content/{date.day:%Y/%m}/" if date else "content/2026/11/"
        place = fields.place_of(strange[0])
        fields.problems.append(error("page-not-article", place, fields=", ".join(strange), folder=folder))


def _category(fields: Fields) -> Text | None:
    if fields.is_list("category"):
        first = next((entry.text for entry in fields.texts("category")), "…")
        fields.problems.append(error("category-several", fields.place_of("category"), first=first))
        return None
    return fields.text("category")


def _title(fields: Fields) -> str:
    title = fields.text("title")
    if title is None and fields.has("title"):  # of another type, and reported
        return ""
    if title is None:
        key = "title-empty" if fields.is_empty("title") else "title-missing"
        fields.problems.append(error(key, fields.place_of("title") if key == "title-empty" else _top(fields)))
        return ""
    return title.text


def _top(fields: Fields) -> Place:
    """The line that opens the front matter: where a missing field would be written."""
    return Place(fields.place.path, 1, 1)


def _views(fields: Fields) -> int | None:
    views = fields.text("views")
    if views is None:
        return None
    number = whole_number(views.text)
    if number is None:
        fields.problems.append(error("views-nonsense", views.place, value=views.text))
    return number


def _tags(fields: Fields) -> tuple[Text, ...]:
    return tuple(text for text in fields.texts("tags") if text.text)


def _source_url(fields: Fields) -> str:
    url = fields.text("source_url")
    if url is None:
        return ""
    whole = whole_address(url.text)
    if not re.match(r"https?://[^\s/]+", whole):
        fields.problems.append(error("source-url", url.place, value=url.text))
        return ""
    return whole


def _cover(fields: Fields) -> Cover | None:
    for entry in fields.entries("cover", ("image", "alt", "caption")):
        if isinstance(entry, Text):  # the picture's name alone
            return Cover(entry, None, None)
        return Cover(entry.text("image"), entry.text("alt"), entry.text("caption"))
    return None


def _attachments(fields: Fields) -> tuple[AttachedFile, ...]:
    found: list[AttachedFile] = []
    for entry in fields.entries("attachments", ("file", "title")):
        if isinstance(entry, Text):  # the names of files alone
            found += [AttachedFile(name, "") for name in _names(entry)]
        elif (file := entry.text("file")) is not None:
            found.append(AttachedFile(file, entry.plain("title")))
        else:
            fields.problems.append(error("attachment-file", entry.place))
    return tuple(found)


def _names(written: Text) -> list[Text]:
    """The files that a text names: several with commas between, if each has an ending; a comma may be part of one."""
    names = [bare(name.strip()) for name in written.text.rstrip(", ").split(",")]
    are_files = all(re.search(r"\.\w{2,5}$", name) for name in names)
    return [Text(name, written.place) for name in names] if are_files else [written]


def _aliases(fields: Fields) -> tuple[tuple[Text, ...], tuple[FileAlias, ...]]:
    """`aliases`: old addresses of the article, and `{address: …, file: …}` for those of a file."""
    texts: list[Text] = []
    of_files: list[FileAlias] = []
    for entry in fields.entries("aliases", ("address", "file")):
        if isinstance(entry, Text):
            texts += [Text(bare(each.strip()), entry.place) for each in entry.text.split(",") if each.strip()]
            continue
        address, file = entry.text("address"), entry.text("file")
        if address is None or file is None:
            fields.problems.append(error("alias-parts", entry.place))
        else:
            of_files.append(FileAlias(address, file))
    return tuple(texts), tuple(of_files)


def _withdrawal(fields: Fields) -> Withdrawal | None:
    """`withdrawn: {date: …, reason: …}`."""
    inner = fields.fields("withdrawn", ("date", "reason"))
    if inner is None:
        return None
    day, reason = inner.day("date"), inner.plain("reason")
    if (day is None and not inner.has("date")) or not reason:
        fields.problems.append(error("withdrawn-parts", inner.place))
    return Withdrawal(day or datetime.date.max, reason)


def _approval(fields: Fields) -> Approval | None:
    """`approved: {by: …, date: …, digest: …}`, and `urgent: …` for a change that could not wait."""
    inner = fields.fields("approved", ("by", "date", "digest", "urgent"))
    if inner is None:
        return None
    by, day, digest, urgent = inner.plain("by"), inner.day("date"), inner.text("digest"), inner.plain("urgent")
    is_digest = digest is not None and re.fullmatch(r"[0-9a-f]{12}", digest.text)
    is_name = urgent.casefold() not in YES | NO
    if not by or (day is None and not inner.has("date")) or digest is None:
        fields.problems.append(error("approved-parts", inner.place, file=inner.place.path))
    elif not is_digest:
        fields.problems.append(error("approved-digest", digest.place, value=digest.text, file=digest.place.path))
    if not is_name:
        fields.problems.append(error("approved-urgent", inner.place_of("urgent"), value=urgent))
    if by and day and digest and is_digest and is_name:
        return Approval(by, day, digest.text, urgent)
    return Approval(by, datetime.date.max, "", "")


def _original(fields: Fields) -> str:
    original = fields.text("original")
    if original is None:
        return ""
    if not re.fullmatch(r"[0-9a-f]{12}", original.text):
        fields.problems.append(error("original-form", original.place, value=original.text))
        return ""
    return original.text


def _digest(title: str, lead: str, text: str) -> str:
    """12 hex digits over title, lead and text: NFC, LF, and without trailing blanks."""
    return hashlib.blake2b(f"{title}\0{lead}\0{text}".encode(), digest_size=6).hexdigest()
