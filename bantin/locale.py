"""A locale: the phrases, dates, numbers and sizes of a language that the generator speaks.

Everything is computed from its arguments: the phrases come from `templates/words/<code>.yaml`, the machine's locale is
never asked.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial, total_ordering
from string import Formatter

from bantin.text import SortKey, slugify, sort_key


@total_ordering
@dataclass(frozen=True, slots=True)
class Moment:
    """When something was published, as the editor wrote it: local time of the portal, perhaps only the day."""

    day: datetime.date
    time: datetime.time | None = None
    """None: unknown, so it is shown without a time; sorts at the day's beginning, before a known 00:00."""

    @property
    def at(self) -> datetime.datetime:
        """The moment as a local date and time without zone; midnight if the time is unknown."""
        return datetime.datetime.combine(self.day, self.time or datetime.time.min)

    @property
    def rank(self) -> int:
        """A number by which moments sort as they do themselves, in a fraction of the time."""
        known = self.time
        minutes = self.day.toordinal() * 1440 + (known.hour * 60 + known.minute if known else 0)
        return minutes * 2 + (known is not None)

    def iso(self, zone: datetime.tzinfo) -> str:
        """ISO 8601: `2018-03-07T10:11:00+07:00`; `2018-03-07` if the time is unknown."""
        return self.day.isoformat() if self.time is None else self.at.replace(tzinfo=zone).isoformat("T", "seconds")

    def __lt__(self, other: "Moment") -> bool:
        return (self.at, self.time is not None) < (other.at, other.time is not None)


class PhraseError(LookupError):
    """A phrase that no words file has, one that asks for a value it is not given, or one with a brace out of place."""


def fill(sentence: str, values: Mapping[str, str | int], number: Callable[[int], str] = str) -> str:
    """`sentence` with its placeholders filled in: `{name}` as it is, `{day:02}` with leading zeros, `{n:,}` as `number`
    writes it, `{n:page|pages}` counted (1 page, 12 pages; a language without plural gives one form, `{n:trang}`).

    Raises PhraseError for a placeholder without a value or of another form, and for a text where a number belongs.
    """
    return "".join(
        literal + ("" if name is None else _filled(name, form, values, number))
        for literal, name, form in _parts(sentence)
    )


def placeholders(sentence: str) -> frozenset[str]:
    """The names that `sentence` asks for. Raises PhraseError for a brace out of place."""
    return frozenset(name for _, name, _ in _parts(sentence) if name is not None)


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


_FORM = re.compile(r"0[1-9]|,|[^\d\W][^{}|]*(\|[^{}|]+)?")


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
    """One of the languages that the generator speaks; equal if the code is equal."""

    code: str
    """As in file names, addresses, `lang` and hreflang: `vi`."""
    name: str = field(compare=False)
    """In the language itself."""
    og_locale: str = field(compare=False)
    """As Open Graph names it: `vi_VN`."""
    latest: str = field(compare=False)
    """This and the next four are words of addresses; they never change. The list of all news."""
    page: str = field(compare=False)
    """Before the number of a list's page."""
    tag: str = field(compare=False)
    search: str = field(compare=False)
    site_map: str = field(compare=False)
    phrases: Mapping[str, str] = field(compare=False, repr=False)
    """The interface's words by key, from `templates/words/`; the forms of dates and numbers are among them."""

    def t(self, key: str, /, **values: str | int) -> str:
        """The phrase of this key, filled in (see `fill`). Raises PhraseError, naming language and key."""
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
        """1.234.567 in Vietnamese, 1,234,567 in English."""
        return f"{number:,}".replace(",", self.t("form.thousands"))

    def size(self, size: int) -> str:
        """A file's size, given in bytes, as readers know it: 1,2 MB, 85 kB; 1000 bytes to the kB."""
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
        """07/03/2018 | 10:11; 7 March 2018, 10:11. Only the date if the time is unknown."""
        if moment.time is None:
            return self.date(moment.day)
        return self.t("form.date-time", **self._calendar(moment.day), hour=moment.time.hour, minute=moment.time.minute)

    def month(self, year: int, month: int) -> str:
        """Tháng 3/2018; March 2018."""
        return self.t("form.month", **self._calendar(datetime.date(year, month, 1)))

    def _calendar(self, day: datetime.date) -> dict[str, str | int]:
        # Official letters put a zero before days below 10, but of the months only before 1 and 2, the ones that a
        # stroke of the pen could turn into 11 and 12.
        return {
            "day": day.day,
            "month": day.month,
            "year": day.year,
            "month_name": self.t(f"month.{day.month}"),
            "official_month": f"{day.month:02}" if day.month < 3 else day.month,
        }

    def sort_key(self, text: str) -> SortKey:
        """For sorting by the Vietnamese alphabet, English texts too: see `sort_key`."""
        return sort_key(text)

    def slug(self, text: str) -> str:
        """The part of an address that says `text`: see `slugify`."""
        return slugify(text)


_SIZES = ("B", "kB", "MB", "GB")

_KNOWN: dict[str, Callable[[Mapping[str, str]], Language]] = {
    "vi": partial(Language, "vi", "Tiếng Việt", "vi_VN", "tin-moi", "trang", "tu-khoa", "tim-kiem", "so-do"),
    "en": partial(Language, "en", "English", "en_GB", "latest", "page", "tag", "search", "site-map"),
}

KNOWN_CODES: tuple[str, ...] = tuple(_KNOWN)
"""The languages that the generator speaks, Vietnamese first."""


def known_language(code: str, phrases: Mapping[str, str]) -> Language:
    """The language of this code with these phrases. Raises KeyError if it is not one of KNOWN_CODES."""
    return _KNOWN[code](dict(phrases))
