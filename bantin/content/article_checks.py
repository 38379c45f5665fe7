"""What is wrong or doubtful about an article as a whole: fields that miss, or contradict each other or the file's name.

What an editor can hardly have meant is a note: it is published as it is written.
"""

import re
from collections.abc import Iterator

from bantin.content.field_markup import markup_in_fields
from bantin.content.field_names import OF_THE_ORIGINAL, OTHER_NAMES, PAGE_FIELDS
from bantin.content.file_names import translation_meant
from bantin.content.front_matter import FrontMatter, ParsedFile
from bantin.content.parts import second_front_matter
from bantin.content.placeholders import left_over
from bantin.markdown.file_endings import FILES, pattern
from bantin.markdown.signs import Signs
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error, warning
from bantin.text import fold
from bantin.yaml.keys import meant_name
from bantin.yaml.writing import scalar

_COPY = lazy_pattern(
    r"(?: [-–] (?:copy|sao chép|sao chep|bản sao|ban sao)(?: ?\([0-9]+\))?| ?\([0-9]{1,2}\)|[ _-]copy(?:[ _-][0-9]+)?"
    r"| \((?:copy|bản sao|sao chép)(?: ?[0-9]+)?\)|[ ._-]*\(?(?:conflicted copy|case conflict|sync-conflict)[^/]*"
    r"|[ ._-]+\(?(?:bản sao xung đột|xung đột|conflict)\b[^/]*|[^/]+[’']s conflicted copy[^/]*"
    r"|-(?:desktop|laptop|pc|may)-[a-z0-9]{5,})(?:\.[a-z]{2})?\.md$"
    r"|/(?:copy (?:\([0-9]+\) )?of |bản sao (?:\([0-9]+\) )?của |sao chép của )[^/]*$",
    re.IGNORECASE,
)
"""What Windows, macOS and programs that synchronise folders make of the name of a copy."""
_IN_COPIES = ("copy", "sao", "(", "conflict", "xung", "-desktop-", "-laptop-", "-pc-", "-may-")
"""One of these is in the small letters of each such name."""


def is_copy(path: str) -> bool:
    """Whether the name of the file at `path` is one that a copy gets by itself."""
    return any(map(path.lower().__contains__, _IN_COPIES)) and _COPY.search(path) is not None


def of_file(written: ParsedFile, signs: Signs, base_url: str, *, is_sample: bool) -> Iterator[Problem]:
    """Notes about one article or page: what can be seen in its file alone; `signs` are those of its text. What a hint
    or `init` left there is none in a sample, which says what it is on every page."""
    own = written.front_matter
    if own is None:
        return
    if is_copy(own.path):
        yield warning("name-of-a-copy", Place(own.path))
    yield from _of_dates(own)
    if not _has_words(written.body) and not (own.is_draft or own.attachments or own.audio or own.shows_organisation):
        yield warning("text-empty", Place(own.path, written.first_line))
    if (line := second_front_matter(written.body)) >= 0:
        yield error("front-matter-twice", Place(own.path, written.first_line + line, 1))
    if not own.is_draft and not is_sample:
        yield from left_over(own, written, signs, base_url)
    yield from markup_in_fields(own)
    yield from _named_twice(own)
    yield from _of_title(own, written)


def _named_twice(own: FrontMatter) -> Iterator[Problem]:
    """Fields whose values begin with the field's own name, which the page shows before them: `source: "Nguồn: …"`."""
    for field, value in own.plain_words.items():
        name, colon, words = value.partition(":")
        if colon and words.strip() and len(name) < 20 and meant_name(name, (field,), OTHER_NAMES) == field:
            yield warning("field-named-twice", own.place(field), field=field, name=name, meant=words.strip())


def _of_title(own: FrontMatter, written: ParsedFile) -> Iterator[Problem]:
    """That title or lead stand a second time at the head of the text, or that the title says it is a draft."""
    text = written.body.lstrip("\n ")
    line = text.partition("\n")[0].strip()
    place = Place(own.path, written.first_line + written.body.count("\n", 0, len(written.body) - len(text)), 1)
    found = _HEADING.fullmatch(line) if text[:1] in ("#", "*") else None
    words = found["words"] or found["bold"] if found else line
    if own.title and _is_same(words, own.title):
        yield warning("title-repeated", place)
    elif own.lead and _is_same(line, own.lead):
        yield warning("lead-repeated", place)
    if found := _FILE_NAME.fullmatch(own.title):
        yield warning("title-file-name", own.place("title"), meant=scalar(found[1]))
    if not own.is_draft and (said := _BEGINS_AS_DRAFT.match(own.title) or _BRACKETED_AS_DRAFT.search(own.title)):
        yield warning("title-says-draft", own.place("title"), words=said[0].strip(" -–:"))


def _is_same(words: str, others: str) -> bool:
    """Whether both say the same, but for capitals and the sign at the end; of others, letters are not compared."""
    return abs(len(words) - len(others)) < 3 and fold(words.strip(" .:*_")) == fold(others.strip(" .:*_"))


_HEADING = lazy_pattern(r"#{1,6}\s+(?P<words>[^#]+?)\s*#*|\*\*(?P<bold>[^*]+)\*\*")
_FILE_NAME = lazy_pattern(rf"(.*\S)\.(?:md|{pattern(FILES)})", re.IGNORECASE)
_BEGINS_AS_DRAFT = lazy_pattern(r"(?:NHÁP|BẢN NHÁP|DRAFT)\s*[-–:]", re.IGNORECASE)
_BRACKETED_AS_DRAFT = lazy_pattern(r"[(\[]\s*(?i:bản nháp|nháp|dự thảo lần [0-9]+|draft|chưa duyệt|chờ duyệt)\s*[)\]]")


def _has_words(body: str) -> bool:
    """Whether a text says anything: a remark that nobody sees, a rule or dots do not."""
    return _LETTER.search(_REMARK.sub("", body) if "<!--" in body else body) is not None


_LETTER = lazy_pattern(r"[^\W_]")
_REMARK = lazy_pattern(r"<!--.*?-->", re.DOTALL)


def _of_dates(own: FrontMatter) -> Iterator[Problem]:
    if own.date is None:
        return
    for field, day in (("expires", own.expires), ("notice_until", own.notice_until)):
        if day is not None and day < own.date.day:
            yield warning("date-before", own.place(field), field=field)
    if own.updated is not None and own.updated.day < own.date.day:
        yield warning("date-before", own.place("updated"), field="updated")
    if folder := other_year_of_folder(own):
        yield warning("date-folder", own.place("date"), year=own.date.day.year, folder=folder)


def other_year_of_folder(own: FrontMatter) -> str:
    """The folder in which an article stands, if that is of another year than its date; else ''."""
    folder = own.path[8:12]
    is_of_year = own.path[12:13] == "/" and folder.isdecimal() and not own.is_page
    return f"content/{folder}" if is_of_year and own.date and int(folder) != own.date.day.year else ""


def check_alone(front_matter: FrontMatter) -> list[Problem]:
    """What an article that is nobody's translation lacks."""
    if front_matter.is_page or (front_matter.date is not None and front_matter.category is not None):
        return []
    written = {field: place for field, place in front_matter.written() if field not in front_matter.blank}
    missing = [field for field in ("date", "category") if field not in written]
    if len(missing) == 2 and not front_matter.has_suffix and (meant := translation_meant(front_matter.path)):
        return [error("alone-name", Place(front_matter.path), meant=meant)]
    if len(missing) == 2 and front_matter.has_suffix:
        stem = front_matter.path.removesuffix(".md").lower()
        is_ours = stem.endswith(f".{front_matter.code}")  # else it is said already that the portal has no such language
        return [error("alone", Place(front_matter.path))] if is_ours else []
    return [error(f"{field}-missing", front_matter.place(field)) for field in missing]


def check_translation(front_matter: FrontMatter) -> list[Problem]:
    """What a translation says that only its original may say."""
    if front_matter.names.isdisjoint(OF_THE_ORIGINAL):
        return []  # as nearly all
    return [
        error("translation-sets", place, field=field)
        for field, place in front_matter.written()
        if field in OF_THE_ORIGINAL
        and field not in front_matter.blank
        and not (front_matter.is_page and field not in PAGE_FIELDS)
    ]


def check_original_field(front_matter: FrontMatter) -> list[Problem]:
    """`original` makes sense in a translation alone."""
    return [warning("original-alone", front_matter.place("original"))] if front_matter.original else []
