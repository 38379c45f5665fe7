"""What is known of a content file survives being written as lists and read again."""

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.content import front_matter
from bantin.content.serialise import packed, packed_text, parts_from, summary_from, unpacked
from bantin.content.source_file import SourceFile, internal_references_of, summary_of
from bantin.locale import Moment
from bantin.markdown.body import Body, Picture, TextHeading, WrittenLink
from bantin.problems import Place, Problem, packed_problems, problems_from
from tests.portal import written

PATH = "content/2018/03/bài.en.md"
RICH = written(
    "Một đoạn.",
    title='"Tiêu đề: dài"',
    date="07/03/2018 | 10:11",
    category="Công tác Đảng",
    views="1.656",
    lead="Lời dẫn.",
    tags="[rác thải, hòa giải]",
    author="Ban biên tập",
    source="Báo",
    source_url="https://bao.example/1",
    cover="{image: a.jpg, alt: Cây}",
    attachments="[{file: a.pdf, title: Kế hoạch}, {file: b.pdf}]",
    audio="a.mp3",
    related="[../04/b.md]",
    updated="2018-03-09",
    correction="Sửa số nhà.",
    draft="không",
    featured="có",
    expires="2018-04-01",
    notice_until="2018-03-31 23:00",
    withdrawn="{date: 2019-01-02, reason: Nhầm}",
    approved="{by: Nguyễn Văn An, date: 2018-03-08, digest: 0123456789ab}",
    slug="bai-khac",
    aliases="[/cu/1.html, /cu/2/, {address: /cu/don.pdf, file: don.pdf}]",
    original="0123456789ab",
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\n"), max_size=12)
NUMBERS = st.integers(0, 10**6)
PLACES = st.builds(Place, st.just(PATH), NUMBERS, NUMBERS)
REFERENCES = st.one_of(
    st.builds(WrittenLink, TEXTS, PLACES), st.builds(Picture, TEXTS, TEXTS, TEXTS, PLACES, st.booleans())
)
PROBLEMS = st.builds(
    Problem,
    st.builds(Place, TEXTS, NUMBERS, NUMBERS),
    TEXTS,
    st.lists(st.tuples(TEXTS, st.one_of(TEXTS, NUMBERS)), max_size=3).map(tuple),
    st.booleans(),
)


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """Bodies as `converter` gives them: one part more than references."""
    references = tuple(draw(st.lists(REFERENCES, max_size=4)))
    parts = tuple(draw(TEXTS.map(lambda text: f"<p>{text}\n</p>")) for _ in range(len(references) + 1))
    headings = tuple(draw(st.lists(st.builds(TextHeading, st.integers(2, 6), TEXTS, TEXTS), max_size=3)))
    return Body(parts, references, headings, frozenset(draw(st.lists(TEXTS, max_size=3))), draw(TEXTS), draw(TEXTS))


@given(bodies())
def test_text(body: Body) -> None:
    """The summary and the literal parts of a text."""
    data = packed_text(summary_of(body), body.parts)
    assert summary_from(data, PATH) == summary_of(body)
    assert parts_from(data) == body.parts


def test_no_text() -> None:
    """A text with nothing in it has no digest, and still one literal part."""
    data = packed_text(summary_of(Body()), Body().parts)
    assert summary_from(data, PATH).digest == ""
    assert parts_from(data) == ("",)


@pytest.mark.parametrize("text", [RICH, written(title="Chỉ có tiêu đề"), written("", title="Không", date="2018-03-07")])
def test_manuscript(text: str) -> None:
    """Every field of the front matter, and where it stands."""
    own = front_matter.parse(text, PATH, ("vi", "en")).front_matter
    assert own is not None
    entry = SourceFile(own, (WrittenLink("b.md", Place(PATH, 4, 5)),), ())
    again = unpacked(json.loads(json.dumps(packed(entry))), PATH)
    assert again == entry
    assert again.front_matter is not None
    assert dict(again.front_matter.written()) == dict(own.written())


def test_every_field_of_the_rich_manuscript_says_something() -> None:
    """The case above leaves none out."""
    own = front_matter.parse(RICH, PATH, ("vi", "en")).front_matter
    assert own is not None
    silent = {name for name, value in own._asdict().items() if value in (None, "", (), frozenset())}
    assert silent == {"blank"}


@given(st.lists(PROBLEMS, max_size=3).map(tuple), st.lists(REFERENCES, max_size=3).map(tuple))
def test_problems(problems: tuple[Problem, ...], internal_references: tuple[WrittenLink | Picture, ...]) -> None:
    """What was wrong is told again in the same words, also of a file that could not be read."""
    assert problems_from(json.loads(json.dumps(packed_problems(problems)))) == problems
    entry = SourceFile(None, internal_references, problems)
    assert unpacked(json.loads(json.dumps(packed(entry))), PATH) == entry


@pytest.mark.parametrize(
    ("target", "is_internal"),
    [
        ("b.md", True),
        ("/2018/03/b/", True),
        ("tep.pdf", True),
        ("https://phuc-loi.example/2018/", True),
        ("https://khac.example/", False),
        ("HTTP://KHAC.EXAMPLE/", False),
        ("mailto:a@b.example", False),
        ("tel:113", False),
        ("#phan-2", False),
    ],
)
def test_internal_references(target: str, is_internal: bool) -> None:
    """What leads to the portal's own files and pages, where things change, and not to the outside or the same page."""
    link = WrittenLink(target, Place(PATH, 1, 1))
    body = Body(("<a", ">x</a>"), (link,))
    assert internal_references_of(body, "https://phuc-loi.example") == ((link,) if is_internal else ())


MOMENTS = st.builds(
    Moment,
    st.dates(datetime.date(2018, 1, 1), datetime.date(2018, 1, 3)),
    st.one_of(st.none(), st.sampled_from([datetime.time(0, 0), datetime.time(0, 1), datetime.time(23, 59)])),
)


@given(MOMENTS, MOMENTS)
def test_rank(one: Moment, other: Moment) -> None:
    """Numbers that sort as moments do."""
    assert (one < other) == (one.rank < other.rank)
    assert (one == other) == (one.rank == other.rank)
