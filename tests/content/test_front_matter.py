"""Whatever an editor writes: what reads it raises nothing, and says what is wrong in words."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bantin.console import catalogue
from bantin.content import article_checks, config, front_matter, organisation
from bantin.content.field_names import ARTICLE_FIELDS, PAGE_FIELDS
from bantin.problems import Place, Problem, errors
from bantin.yaml import document
from bantin.yaml.fields import Fields
from bantin.yaml.moments import read_moment
from bantin.yaml.values import Bilingual, whole_number

CODES = ("vi", "en")
SPEAKERS = tuple(catalogue.load(code, is_strict=True) for code in CODES)


# What is written. Mostly not any text, which would hardly ever come past the first line, but pieces of real ones, put
# together in any order.

KEYS = [
    *ARTICLE_FIELDS,
    *PAGE_FIELDS,
    *config._KEYS,
    *CODES,
    "id",
    "name",
    "units",
    "posts",
    "post",
]
KEYS += ["parent", "address", "image", "alt", "file", "title", "reason", "date", "children", "page", "latest", "items"]
SIGNS = [*":#-,[]{}\"'&*!|>%@`?\\/.<", " ", "  ", "\t", "\n", "\r", "\xa0", "\u2028", "\x85", "\x0b", "\ufeff"]
PIECES = [
    ": ",
    "- ",
    "\n",
    "\n  ",
    "\n    - ",
    "---",
    "\n---\n",
    "...",
    "+++",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "''",
    '""',
    "&a ",
    "*a",
]
PIECES += [
    "2018-03-07 10:11",
    "30/02/2018",
    "07/03/2018 | 10:11",
    "1.656",
    "có",
    "yes",
    "https://x.example",
    "http://[",
    ">=1.2",
]
words = st.one_of(
    st.sampled_from(KEYS),
    st.sampled_from(PIECES),
    st.sampled_from(SIGNS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
loose = st.lists(words, max_size=40).map("".join)
values = st.recursive(
    st.one_of(loose.map(lambda text: text.replace("\n", " ")), st.sampled_from(PIECES), st.just("")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=4).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        ),
    ),
    max_leaves=6,
)
fields = st.lists(st.tuples(st.sampled_from(KEYS), values), max_size=12).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)
texts = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), loose, fields)


def said(problems: Sequence[Problem], text: str) -> None:
    """Each problem can be told in both languages, at a place that the text has."""
    lines = text.split("\n")
    for problem in problems:
        place = problem.place
        assert 0 <= place.line <= len(lines)
        line = lines[place.line - 1] if place.line else None
        assert place.column <= len(line or "") + 1
        for speaker in SPEAKERS:
            assert speaker.show(problem, line)


@given(texts)
@example("\x00")
@example("a: *b*\n")
@example("title: \x85\n")
@example("title: \u2028x: y\n")
@example("[" * 100)
@example("? " * 30)
@example("base_url: http://[\n")
@example("languages: {}\n")
@example("bantin: '>=" + "9" * 5000 + "'\n")
def test_anything_as_yaml(text: str) -> None:
    """Any text at all: as YAML, as config.yaml, as organisation.yaml."""
    for read in READERS:
        said(read(text), text)


def _tree(text: str) -> Sequence[Problem]:
    mapping, problems = document.read_mapping(text, "x.yaml", comments_cut=True)
    assert mapping is not None or problems
    return problems


def _config(text: str) -> Sequence[Problem]:
    read = config.parse(text, version="1.2", is_zone=lambda name: "/" in name)
    facts = read.config  # valid, whatever is wrong: the content is judged by it
    assert facts.base_url.startswith("http")
    assert "/" in facts.timezone
    assert facts.codes
    assert facts.page_size > 0
    assert errors(read.problems) or not read.broken
    return read.problems


def _organisation(text: str) -> Sequence[Problem]:
    found, problems = organisation.parse(text, "content/organisation.yaml", CODES)
    assert found is not None or problems
    return problems


READERS: tuple[Callable[[str], Sequence[Problem]], ...] = (_tree, _config, _organisation)


@given(
    texts,
    loose,
    st.sampled_from(["", "---\n", "\n---\n", "+++\n"]),
    st.sampled_from(["2018/03/x.md", "2018/03/x.en.md", "2018/03/x.fr.md", "pages/x.md", "x.MD", ".md", "a..en.md"]),
)
def test_anything_as_an_article(front: str, body: str, opening: str, name: str) -> None:
    """Front matter of any kind above any text."""
    text = f"{opening}{front}\n---\n{body}"
    written = front_matter.parse(text, f"content/{name}", CODES)
    said(written.problems, text)
    if written.front_matter is None:
        assert written.problems
    else:
        assert text.split("\n")[written.first_line - 1 :] == written.body.split("\n") or not written.body
        for check in (
            article_checks.check_alone,
            article_checks.check_translation,
            article_checks.check_original_field,
        ):
            said(check(written.front_matter), text)


@given(fields)
def test_every_kind_of_field(text: str) -> None:
    """Whatever stands behind a key: read as each type, it is of that type or a problem."""
    mapping, _ = document.read_mapping(text, "x.yaml")
    if mapping is None:
        return
    problems: list[Problem] = []
    found = Fields(mapping, tuple(KEYS), problems)
    for key in KEYS:
        assert isinstance(found.plain(key), str)
        assert all(text.text for text in found.texts(key))
        assert found.whole(key, 7, 1) >= 1
        assert found.flag(key) in (True, False)
        assert isinstance(found.bilingual(key, CODES), Bilingual | None)
        for ask in (found.moment, found.day, partial(found.fields, known=CODES)):
            ask(key)
        for inner in found.each(key, CODES):
            inner.languages(CODES)
        list(found.named(key, "vi: …"))
        assert found.place_within(key, "vi").line
    said(problems, text)


@given(st.text(alphabet="0123456789/-| :T.,hgpZ+áà năm tháng giờ ngày SACHGMTjune", max_size=20))
@example("29/02/1900")
@example("2018-03-07 24:00")
@example("9999-12-31")
@example("07/03/2018 | 10:11")
def test_any_date_and_number(text: str) -> None:
    """A date that is understood is one of the calendar; a number is one that its writer meant."""
    moment = read_moment(text, Place("x", 1, 1))
    if isinstance(moment, Problem):
        said([moment], text)
    else:
        assert 1900 <= moment.day.year <= 2199
    number = whole_number(text)
    assert number is None or number == int("".join(sign for sign in text if sign.isdigit()))


@given(st.text(), st.integers(0, 300), st.integers(0, 300))
def test_any_line_can_be_shown(line: str, row: int, column: int) -> None:
    """Whatever the line holds: it is shown without a line break of its own."""
    problem = Problem(Place("content/x.md", row, column), "yaml-broken")
    for speaker in SPEAKERS:
        assert len(speaker.show(problem, line).splitlines()) <= 4


@pytest.mark.parametrize(
    "value", ['"Xanh" và sạch', "Nghị quyết: số 5", "*a* và 'b' \"c\"", "D:\\quan", "# x", "[a] b"]
)
def test_what_a_hint_says_is_right(value: str) -> None:
    """The line that a hint proposes is read as its writer meant."""
    mapping, problems = document.read_mapping(f"title: {value}\n", "x.md", comments_cut=True)
    assert (mapping is None) or problems or value == "D:\\quan"
    for problem in problems:
        hint = SPEAKERS[1].hint(problem.key, **dict(problem.values))
        right, wrong = document.read_mapping(hint.partition(": ")[2] + "\n", "x.md", comments_cut=True)
        assert not wrong
        assert right is not None
        assert [("title", value)] == [(key.text, getattr(node, "text", "")) for key, node in right.pairs]


def test_glossary_as_a_list() -> None:
    """Abbreviations that are written as a list are the same, each at its place."""
    written = "base_url: https://a.vn\nlanguages: {vi: {name: A}}\nglossary:\n%s"
    mapping = config.parse(written % "  UBND: Ủy ban\n  TDP: {vi: tổ dân phố}\n")
    listed = config.parse(written % "  - UBND: Ủy ban\n  - TDP: {vi: tổ dân phố}\n")
    assert errors(listed.problems) == errors(mapping.problems)
    assert listed.config.glossary == mapping.config.glossary != ()
    assert [place.line for place in listed.config.term_places] == [4, 5]
    wrong = config.parse(written % "  - UBND\n")
    assert "wants-fields" in {each.key for each in wrong.problems}


@pytest.mark.parametrize(
    ("name", "front", "told"),
    [
        ("m.md", "title: A\ntitle_en: B", ["field-of-language"]),
        ("m.en.md", "title: A\nlead_vi: B", ["field-of-language"]),
        ("m.md", "title: A\ncover: a.png\nmô tả: B", ["field-within"]),
        ("m.md", "title: A\ncover: {image: a.png, alt: B}\nmô tả: C", ["field-unknown"]),
        ("m.md", "title: A\ncategory_en: B", ["field-unknown-near"]),
        ("m.md", "title: A\ncover: {image: a.png, alt: B, alt_en: C}", ["field-unknown"]),
        ("m.vi.md", "title: A\nlead_vi: B", ["field-unknown-near"]),
        ("m.md", "title_vi: A", ["field-unknown-near"]),
    ],
)
def test_fields_in_another_place(name: str, front: str, told: list[str]) -> None:
    """What belongs into another file, or into another field, is told so; only where the hint leads on."""
    written = front_matter.parse(f"---\n{front}\n---\nx", f"content/2026/11/{name}", ("vi", "en"))
    assert [each.key for each in written.problems if each.key.startswith("field-")] == told
