"""A field of the front matter → its value: typed, with places, and what is wrong with it noted in `fields.problems`."""

import datetime
import re
from typing import NamedTuple

from bantin.content import named_files
from bantin.content.web_addresses import whole_address
from bantin.content.wrapped_addresses import outside_problems
from bantin.patterns import lazy_pattern
from bantin.problems import Place, error, warning
from bantin.yaml.fields import Fields
from bantin.yaml.quotes import bare
from bantin.yaml.values import NO, YES, Text, whole_number, with_usual_digits


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


def category(fields: Fields) -> Text | None:
    """The category as written; none if there are several."""
    if fields.is_list("category"):
        first = next((entry.text for entry in fields.texts("category")), "…")
        fields.problems.append(error("category-several", fields.place_of("category"), first=first))
        return None
    return fields.text("category")


def title(fields: Fields) -> str:
    """The title; '' if it is missing, which is an error."""
    written = fields.text("title")
    is_told = fields.has("title") or ("title" in fields.places and not fields.is_empty("title"))
    if written is None and is_told:  # of another type, or under a name that is none
        return ""
    if written is None:
        key = "title-empty" if fields.is_empty("title") else "title-missing"
        fields.problems.append(error(key, fields.place_of("title") if key == "title-empty" else _top(fields)))
        return ""
    return with_usual_digits(written.text)


def _top(fields: Fields) -> Place:
    """The line that opens the front matter: where a missing field would be written."""
    return Place(fields.place.path, 1, 1)


def views(fields: Fields) -> int | None:
    """How often the article was read in the portal before this one."""
    written = fields.text("views")
    if written is None:
        return None
    number = whole_number(_COUNTED.sub("", written.text))
    if number is None:
        fields.problems.append(error("views-nonsense", written.place, value=written.text))
    return number


_COUNTED = lazy_pattern(r"\s*(?:lượt(?: (?:xem|đọc|truy cập))?|views?)$", re.IGNORECASE)


def tags(fields: Fields) -> tuple[Text, ...]:
    """The keywords, without empty ones, and without the # of social networks."""
    found = [
        Text(bare(part.strip().lstrip("#").strip()), text.place)
        for text in fields.texts("tags")
        for part in _BETWEEN_TAGS.split(with_usual_digits(text.text))
    ]
    given = tuple(text for text in found if text.text)
    if len(given) > MOST_TAGS:
        place = fields.place_of("tags")
        fields.problems.append(error("tags-too-many", place, tags=len(given), limit=MOST_TAGS))
        return given[:MOST_TAGS]
    return given


MOST_TAGS = 100
"""Of one article: each has a page of its own, and nobody reads through more."""
_BETWEEN_TAGS = lazy_pattern(r"[;；，、]|\s[/|]\s")
"""What parts keywords beside the comma."""


def author(fields: Fields) -> str:
    """Who wrote the text: a name, or a list of them, perhaps one a line."""
    written = fields.texts("author") if fields.is_list("author") else fields.lines("author")
    names = [text.text for text in written]
    if fields.is_list("author") or (len(names) > 1 and all(map(_NAME.fullmatch, names))):
        return ", ".join(names)
    return fields.plain("author")


_NAME = lazy_pattern(r"[^\W\d_]+(?: [^\W\d_]+){1,5}")


def source(fields: Fields) -> tuple[str, str]:
    """(name of who published the text first, its address there); an address in the place of the name is one."""
    name, url = fields.plain("source"), _source_url(fields)
    if not url and re.fullmatch(r"https?://[^\s/]+\.\S+", name):
        return "", name
    return name, url


def _source_url(fields: Fields) -> str:
    """Where the text first stood, with its `https://`; '' for what is no address."""
    url = fields.text("source_url")
    if url is None:
        return ""
    whole = whole_address(url.text)
    if not re.match(r"https?://[^\s/]+", whole):
        fields.problems.append(error("source-url", url.place, value=url.text))
        return ""
    fields.problems += outside_problems(whole, url.place)
    return whole


def cover(fields: Fields) -> Cover | None:
    """`cover: {image: …, alt: …, caption: …}`, or the picture's name alone; or these as a list."""
    whole = Cover(None, None, None)
    entries = [*fields.entries("cover", ("image", "alt", "caption"))]
    if len(entries) == 1 and isinstance(entries[0], Text) and named_files.is_none(entries[0]):
        return None
    for entry in entries:
        own = Cover(*named_files.picture(entry), None) if isinstance(entry, Text) else _cover(entry)
        if isinstance(entry, Text) and whole.image and not whole.alt and not _NAMES_FILE.search(entry.text):
            own = Cover(None, entry, None)  # the words of the picture, as an entry of their own
        if any(one and other for one, other in zip(whole, own, strict=True)):
            fields.problems.append(warning("cover-several", entry.place))
            break
        whole = Cover(*(one or other for one, other in zip(whole, own, strict=True)))
    return whole if entries else None


def _cover(entry: Fields) -> Cover:
    return Cover(entry.text("image"), entry.text("alt"), entry.text("caption"))


_NAMES_FILE = lazy_pattern(r"\.\w{2,5}$")


def attachments(fields: Fields) -> tuple[AttachedFile, ...]:
    """`attachments`: `{file: …, title: …}` each, or names of files alone."""
    found: list[AttachedFile] = []
    for entry in fields.lines("attachments") or fields.entries("attachments", ("file", "title")):
        if isinstance(entry, Text):  # the names of files alone
            found += [AttachedFile(name, title) for name, title in named_files.files(entry)]
        elif (file := entry.text("file")) is not None:
            found.append(AttachedFile(file, entry.plain("title")))
        else:
            fields.problems.append(error("attachment-file", entry.place))
    return tuple(found)


def aliases(fields: Fields) -> tuple[tuple[Text, ...], tuple[FileAlias, ...]]:
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


def withdrawal(fields: Fields) -> Withdrawal | None:
    """`withdrawn: {date: …, reason: …}`."""
    inner = fields.fields("withdrawn", ("date", "reason"))
    if inner is None:
        return None
    day, reason = inner.day("date"), inner.plain("reason")
    if (day is None and not inner.has("date")) or not reason:
        fields.problems.append(error("withdrawn-parts", inner.place))
    return Withdrawal(day or datetime.date.max, reason)


def approval(fields: Fields) -> Approval | None:
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


def original(fields: Fields) -> str:
    """`original`, which `FrontMatter.original` explains; '' for what is no digest."""
    written = fields.text("original")
    if written is None:
        return ""
    if not re.fullmatch(r"[0-9a-f]{12}", written.text):
        fields.problems.append(error("original-form", written.place, value=written.text))
        return ""
    return written.text
