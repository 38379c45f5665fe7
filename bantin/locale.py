"""Locales (i18n): the phrases, dates, numbers, plurals and file sizes of each language that the generator speaks.

Phrases come from `templates/words/<code>.yaml`. Results depend on the arguments alone, never on the machine's locale.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial, total_ordering
from string import Formatter

from bantin.patterns import lazy_pattern
from bantin.text import SortKey, slugify, sort_key


@total_ordering
@dataclass(frozen=True, slots=True)
class Moment:
    """Date and, if known, time of publication, as the editor wrote them: the portal's local time."""

    day: datetime.date
    time: datetime.time | None = None
    """None: unknown. Then only the date is shown, and the moment sorts before a known 00:00 of that day."""

    @property
    def at(self) -> datetime.datetime:
        """Local date and time without a zone; midnight if the time is unknown."""
        return datetime.datetime.combine(self.day, self.time or datetime.time.min)

    @property
    def rank(self) -> int:
        """An integer that sorts like the moment itself, but is much cheaper to compare."""
        known = self.time
        minutes = self.day.toordinal() * 1440 + (known.hour * 60 + known.minute if known else 0)
        return minutes * 2 + (known is not None)

    def iso(self, zone: datetime.tzinfo) -> str:
        """ISO 8601: `2018-03-07T10:11:00+07:00`; `2018-03-07` if the time is unknown."""
        return self.day.isoformat() if self.time is None else self.at.replace(tzinfo=zone).isoformat("T", "seconds")

    def __lt__(self, other: "Moment") -> bool:
        return (self.at, self.time is not None) < (other.at, other.time is not None)


class PhraseError(LookupError):
    """Raised for a phrase that does not exist, lacks a value for a placeholder, or has an unmatched brace."""


def fill(sentence: str, values: Mapping[str, str | int], number: Callable[[int], str] = str) -> str:
    """Fills in the placeholders of `sentence`. Their forms: `{name}` plain, `{day:02}` zero-padded, `{n:,}` formatted
    by `number`, `{n:page|pages}` plural (1 page, 12 pages; one form in a language without plurals: `{n:trang}`).

    Raises PhraseError for a missing value, an unknown form, or a string where a number is needed.
    """
    return "".join(
        literal + ("" if name is None else _filled(name, form, values, number))
        for literal, name, form in _parts(sentence)
    )


@lru_cache(maxsize=2048)
def _parts(sentence: str) -> tuple[tuple[str, str | None, str], ...]:
    try:
        parts = tuple(Formatter().parse(sentence))
    except ValueError as reason:
        raise PhraseError(f"{sentence!r}: {reason}") from None
    for _, name, form, conversion in parts:
        if conversion or (form and not _FORM.fullmatch(form)):
            raise PhraseError(f"{sentence!r}: {{{name}}} has a form that is neither 02 nor a comma nor words")
    return tuple((literal, name, form or "") for literal, name, form, _ in parts)


_FORM = lazy_pattern(r"0[1-9]|,|[^\d\W][^{}|]*(\|[^{}|]+)?")


def _filled(name: str, form: str, values: Mapping[str, str | int], number: Callable[[int], str]) -> str:
    if name not in values:
        raise PhraseError(f"no value for {{{name}}}")
    value = values[name]
    if not form:
        return str(value)
    if not isinstance(value, int):
        raise PhraseError(f"{{{name}:{form}}} wants a number and is given {value!r}")
    if form.isdecimal():
        return str(value).zfill(int(form))
    if form == ",":
        return number(value)
    one, _, many = form.partition("|")
    return f"{number(value)} {one if value == 1 or not many else many}"


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the generator speaks; two are equal if their codes are."""

    code: str
    """Language tag for file names, addresses, `lang` and hreflang: `vi`."""
    name: str = field(compare=False)
    """Its own name for itself: `Tiếng Việt`."""
    og_locale: str = field(compare=False)
    """Its `og:locale` (Open Graph): `vi_VN`."""
    latest: str = field(compare=False)
    """Slug of the list of all news. No slug ever changes: addresses are permanent."""
    page: str = field(compare=False)
    """Slug before a page number in a paginated list."""
    tag: str = field(compare=False)
    search: str = field(compare=False)
    site_map: str = field(compare=False)
    phrases: Mapping[str, str] = field(compare=False, repr=False)
    """The interface's phrases by key, from `templates/words/`, with the formats of dates and numbers."""

    def t(self, key: str, /, **values: str | int) -> str:
        """The phrase for `key` with its placeholders filled in (see `fill`). PhraseError names language and key."""
        phrase = self.phrases.get(key)
        if phrase is None:
            raise PhraseError(f"{self.code}: {key}: no such phrase")
        if "{" not in phrase and "}" not in phrase:
            return phrase
        try:
            return fill(phrase, values, self.number)
        except PhraseError as reason:
            raise PhraseError(f"{self.code}: {key}: {reason}") from None

    def number(self, number: int) -> str:
        """1.234.567; 1,234,567."""
        return f"{number:,}".replace(",", self.t("form.thousands"))

    def size(self, size: int) -> str:
        """Formats a size in bytes: 1,2 MB, 85 kB; 1 kB is 1000 bytes."""
        power = next((power for power in range(3) if 2 * size < 1999 * 1000**power), 3)
        unit = 1000**power
        whole, tenths = (2 * size + unit) // (2 * unit), (20 * size + unit) // (2 * unit)
        if tenths < 100 and tenths % 10:
            return f"{tenths // 10}{self.t('form.decimal')}{tenths % 10} {_SIZES[power]}"
        return f"{self.number(whole)} {_SIZES[power]}"

    def date(self, day: datetime.date) -> str:
        """07/03/2018; 7 March 2018."""
        return self.t("form.date", **self._calendar(day))

    def stamp(self, moment: Moment) -> str:
        """07/03/2018 | 10:11; 7 March 2018, 10:11. The date alone if the time is unknown."""
        if moment.time is None:
            return self.date(moment.day)
        return self.t("form.date-time", **self._calendar(moment.day), hour=moment.time.hour, minute=moment.time.minute)

    def month(self, year: int, month: int) -> str:
        """Tháng 3/2018; March 2018."""
        return self.t("form.month", **self._calendar(datetime.date(year, month, 1)))

    def _calendar(self, day: datetime.date) -> dict[str, str | int]:
        # Official letters zero-pad days below 10, but only January and February of the months: a pen stroke could turn
        # 1 and 2 into 11 and 12.
        return {
            "day": day.day,
            "month": day.month,
            "year": day.year,
            "month_name": self.t(f"month.{day.month}"),
            "official_month": f"{day.month:02}" if day.month < 3 else day.month,
        }

    def sort_key(self, text: str) -> SortKey:
        """Collation key by the Vietnamese alphabet, for English texts too: see `sort_key`."""
        return sort_key(text)

    def slug(self, text: str) -> str:
        """The slug of `text`: see `slugify`."""
        return slugify(text)


_SIZES = ("B", "kB", "MB", "GB")

_KNOWN: dict[str, Callable[[Mapping[str, str]], Language]] = {
    "vi": partial(Language, "vi", "Tiếng Việt", "vi_VN", "tin-moi", "trang", "tu-khoa", "tim-kiem", "so-do"),
    "en": partial(Language, "en", "English", "en_GB", "latest", "page", "tag", "search", "site-map"),
}

KNOWN_CODES: tuple[str, ...] = tuple(_KNOWN)
"""The languages that the generator speaks, Vietnamese first."""


def known_language(code: str, phrases: Mapping[str, str]) -> Language:
    """The language with this code and these phrases. Raises KeyError if it is not one of KNOWN_CODES."""
    return _KNOWN[code](dict(phrases))
