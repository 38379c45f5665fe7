"""Dates, numbers, phrases and languages of `bantin.locale`; the words of templates/words/."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from bantin.locale import KNOWN_CODES, Language, Moment, PhraseError, fill, known_language
from bantin.text import slugify, sort_key
from tests.words import placeholders

ROOT = Path(__file__).parent.parent
SEVENTH_OF_MARCH = datetime.date(2018, 3, 7)
MORNING = Moment(SEVENTH_OF_MARCH, datetime.time(10, 11))


def shipped(code: str) -> Language:
    """A language with the words that ship."""
    words = (ROOT / "templates" / "words" / f"{code}.yaml").read_text(encoding="utf-8")
    return known_language(code, yaml.load(words, yaml.BaseLoader))


VI, EN = shipped("vi"), shipped("en")


# Moments


def test_a_moment_without_a_time_stands_before_the_midnight_of_its_day() -> None:
    """An unknown time counts as 00:00, before a known one."""
    moments = [
        Moment(datetime.date(2018, 3, 6), datetime.time(23, 59)),
        Moment(SEVENTH_OF_MARCH),
        Moment(SEVENTH_OF_MARCH, datetime.time(0, 0)),
        MORNING,
        Moment(datetime.date(2018, 3, 8)),
    ]
    assert sorted(moments[2:] + moments[:2]) == moments
    assert Moment(SEVENTH_OF_MARCH) != Moment(SEVENTH_OF_MARCH, datetime.time(0, 0))
    assert Moment(SEVENTH_OF_MARCH).at == datetime.datetime(2018, 3, 7, 0, 0)  # noqa: DTZ001 local time has no zone


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (MORNING, "2018-03-07T10:11:00+07:00"),
        (Moment(SEVENTH_OF_MARCH, datetime.time(0, 0)), "2018-03-07T00:00:00+07:00"),
        (Moment(SEVENTH_OF_MARCH), "2018-03-07"),
    ],
)
def test_machines_are_told_the_moment_with_its_zone(moment: Moment, expected: str) -> None:
    """ISO 8601 with seconds and offset; the day alone if no time is known."""
    assert moment.iso(ZoneInfo("Asia/Ho_Chi_Minh")) == expected


# Phrases


def test_a_phrase_is_filled_in() -> None:
    """Placeholders take their values as they are, with leading zeros, or grouped."""
    assert fill("{a} {b:02} {c:,} {{x}}", {"a": "Xã", "b": 7, "c": 1656}) == "Xã 07 1656 {x}"


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (12, "12 pages"), (21, "21 pages")]
)
def test_a_count_chooses_singular_or_plural(count: int, expected: str) -> None:
    """English has two forms."""
    assert fill("{n:page|pages}", {"n": count}) == expected


def test_a_language_without_plural_gives_one_form() -> None:
    """Vietnamese counts with one form; numbers are grouped as the language does."""
    vietnamese = known_language("vi", {"form.thousands": ".", "pages": "{n:trang}", "views": "Lượt xem: {n:,}"})
    assert vietnamese.t("pages", n=1) == "1 trang"
    assert vietnamese.t("pages", n=1656) == "1.656 trang"
    assert vietnamese.t("views", n=1656) == "Lượt xem: 1.656"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("{name}", "vi: key: no value for {name}"),
        ("{n.real}", "vi: key: no value for {n.real}"),
        ("{}", "vi: key: no value for {}"),
        ("{", "vi: key: '{': Single '{' encountered in format string"),
        ("{n!r}", "vi: key: '{n!r}': {n} has a form that is neither 02 nor a comma nor words"),
        ("{n:02d}", "vi: key: '{n:02d}': {n} has a form that is neither 02 nor a comma nor words"),
        ("{word:02}", "vi: key: {word:02} wants a number and is given 'ba'"),
    ],
)
def test_a_phrase_that_cannot_be_filled_in_names_itself(sentence: str, expected: str) -> None:
    """Language, key and fault are in the message; nothing of the value is reachable but the value."""
    with pytest.raises(PhraseError) as caught:
        known_language("vi", {"key": sentence}).t("key", n=1, word="ba")
    assert str(caught.value) == expected


def test_an_unknown_phrase_is_named() -> None:
    """A LookupError says which key is missing in which language."""
    with pytest.raises(LookupError) as caught:
        VI.t("no.such")
    assert str(caught.value) == "vi: no.such: no such phrase"


def test_placeholders_are_listed() -> None:
    """For comparing two languages' sentences."""
    assert placeholders("{a} {n:page|pages} {{b}} {a:02}") == {"a", "n"}


# Languages


def test_two_languages_are_known() -> None:
    """Vietnamese first; others are refused."""
    assert KNOWN_CODES == ("vi", "en")
    with pytest.raises(KeyError):
        known_language("fr", {})


def test_a_language_is_its_code() -> None:
    """Equal and of one hash whatever its phrases are."""
    assert {known_language("vi", {"a": "b"}): 1}[known_language("vi", {})] == 1
    assert VI != EN


def test_words_of_addresses_are_slugs_and_do_not_meet() -> None:
    """An address word needs no escaping, and no two of a language are alike."""
    for language in (VI, EN):
        words = [language.latest, language.page, language.tag, language.search, language.site_map]
        assert [slugify(word) for word in words] == words
        assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (VI, ("07/03/2018 | 10:11", "07/03/2018", "Tháng 3/2018")),
        (EN, ("7 March 2018, 10:11", "7 March 2018", "March 2018")),
    ],
)
def test_dates_are_written_as_readers_of_the_language_expect(
    language: Language, expected: tuple[str, str, str]
) -> None:
    """Stamp, date and month."""
    assert (language.stamp(MORNING), language.date(SEVENTH_OF_MARCH), language.month(2018, 3)) == expected


@pytest.mark.parametrize(
    ("method", "values"),
    [
        (Language.number, (1234567,)),
        (Language.date, (SEVENTH_OF_MARCH,)),
        (Language.stamp, (MORNING,)),
        (Language.month, (2018, 3)),
    ],
)
def test_samples_in_the_program_are_what_it_writes(method: Callable[..., str], values: tuple[Any, ...]) -> None:
    """Whoever changes a form changes the samples of it too: those that begin the docstrings, Vietnamese; English."""
    assert (method.__doc__ or "").startswith(f"{method(VI, *values)}; {method(EN, *values)}.")


def test_the_sample_in_the_words_is_what_the_program_writes() -> None:
    """The comment above an article's words shows the line below its title."""
    words = (ROOT / "templates/words/en.yaml").read_text(encoding="utf-8")
    line = f"{EN.t('article.posted')} {EN.stamp(MORNING)} | {EN.t('article.views', views=510)}"
    assert f"# An article. The line under its title is: {line}\n" in words


def test_a_stamp_without_a_time_is_the_date() -> None:
    """No 00:00 is made up."""
    assert VI.stamp(Moment(SEVENTH_OF_MARCH)) == "07/03/2018"
    assert VI.stamp(Moment(SEVENTH_OF_MARCH, datetime.time(0, 5))) == "07/03/2018 | 00:05"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((2020, 1, 24), "ngày 24 tháng 01 năm 2020"),
        ((2020, 2, 2), "ngày 02 tháng 02 năm 2020"),
        ((2020, 3, 9), "ngày 09 tháng 3 năm 2020"),
        ((2020, 10, 10), "ngày 10 tháng 10 năm 2020"),
    ],
)
def test_official_letters_have_a_zero_before_small_days_and_the_first_two_months(
    day: tuple[int, int, int], expected: str
) -> None:
    """A portal may write dates as administrative documents do."""
    form = "ngày {day:02} tháng {official_month} năm {year}"
    assert known_language("vi", {**VI.phrases, "form.date": form}).date(datetime.date(*day)) == expected


def test_an_editor_may_change_the_form_of_dates() -> None:
    """Forms are phrases."""
    changed = known_language("vi", {**VI.phrases, "form.date": "{day}-{month}-{year}"})
    assert changed.date(SEVENTH_OF_MARCH) == "7-3-2018"


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, ("0", "0")), (510, ("510", "510")), (1656, ("1.656", "1,656")), (1234567, ("1.234.567", "1,234,567"))],
)
def test_numbers_are_grouped_by_threes(number: int, expected: tuple[str, str]) -> None:
    """A point in Vietnamese, a comma in English."""
    assert (VI.number(number), EN.number(number)) == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (1234, "1,2 kB"),
        (9_949, "9,9 kB"),
        (9_950, "10 kB"),
        (85_400, "85 kB"),
        (999_499, "999 kB"),
        (999_500, "1 MB"),
        (1_234_567, "1,2 MB"),
        (49_600_000, "50 MB"),
        (1_500_000_000, "1,5 GB"),
        (2_000_000_000_000, "2.000 GB"),
    ],
)
def test_sizes_are_rounded_to_two_digits(size: int, expected: str) -> None:
    """With the comma of the language, and no 1000 of a unit where the next has 1."""
    assert VI.size(size) == expected
    assert EN.size(1_234_567) == "1.2 MB"


# The shipped words


def test_both_languages_have_the_forms_and_months() -> None:
    """Whatever else the words files hold, dates and numbers can be written."""
    expected = {f"month.{month}" for month in range(1, 13)} | {
        f"form.{form}" for form in ("date", "date-time", "month", "thousands", "decimal")
    }
    for language in (VI, EN):
        assert expected - set(language.phrases) == set()
    assert [EN.month(2018, month).split()[0] for month in (1, 2, 12)] == ["January", "February", "December"]


def test_both_languages_share_alphabet_and_slugs() -> None:
    """English texts are sorted by the Vietnamese alphabet too, and their slugs are made alike."""
    assert EN.sort_key("đ") == VI.sort_key("đ") == sort_key("đ")
    assert EN.slug("Công tác Đảng") == VI.slug("Công tác Đảng") == slugify("Công tác Đảng")
