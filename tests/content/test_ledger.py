"""The ledger of public addresses: read from any text, merged by union, and only ever added to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.content.ledger import PATH, Ledger, parse
from bantin.problems import Place, warning

TEXT = """\
# chữ của chương trình
https://phuc-loi.example
/2018/03/x/
/2018/03/y/ = /2018/03/x/
/chung/mau-don.docx thay bằng mẫu của quận
"""


def test_what_the_lines_say() -> None:
    """An address, one with the article's first, one that was given up, and the first base address."""
    ledger, problems = parse(TEXT)
    assert problems == ()
    assert ledger.base == "https://phuc-loi.example"
    assert ledger.addresses == {"2018/03/x/", "2018/03/y/", "chung/mau-don.docx"}
    assert dict(ledger.first) == {"2018/03/y/": "2018/03/x/"}
    assert dict(ledger.given_up) == {"chung/mau-don.docx": "thay bằng mẫu của quận"}


def test_line_that_makes_no_sense() -> None:
    """A line that is no address is told, takes nothing else away, and is kept like an editor's remark."""
    ledger, problems = parse("/a/\nchung/mau-don.docx\n# của quận\n")
    assert problems == (warning("ledger-line", Place(PATH), line="chung/mau-don.docx"),)
    assert ledger.addresses == {"a/"}
    assert ledger.others == ("chung/mau-don.docx", "# của quận")
    assert parse(ledger.text())[0] == ledger


def test_merge_by_union() -> None:
    """What git makes of two versions, markers or lines in any order and twice, is both versions."""
    merged = "<<<<<<< main\n/b/\n/a/\n=======\n/c/ đã bỏ\n/a/\nhttps://b.example\n>>>>>>> khac\nhttps://a.example\n"
    ledger, problems = parse(merged)
    assert problems == ()
    assert (set(ledger.addresses), ledger.base) == ({"a/", "b/", "c/"}, "https://a.example")
    assert dict(ledger.given_up) == {"c/": "đã bỏ"}


def test_nothing_is_taken_away() -> None:
    """A build adds lines, keeps the first base address, and forgets why an address was given up that is back."""
    before = parse(TEXT)[0]
    after = before.after("https://moi.example", ["2019/z/", "chung/mau-don.docx"], {})
    assert after.base == "https://phuc-loi.example"
    assert set(after.addresses) == {*before.addresses, "2019/z/"}
    assert dict(after.given_up) == {}


@pytest.mark.parametrize(
    ("address", "aliases", "first"),
    [
        ("2018/03/x/", ["tet/"], "2018/03/x/"),  # known, whatever alias it is given later
        ("2018/03/y/", [], "2018/03/x/"),  # moved before, also if nobody remembers its alias
        ("2018/03/z/", ["2018/03/y/"], "2018/03/x/"),  # moved again
        ("2018/03/z/", ["tet/", "2018/03/x/"], "2018/03/x/"),  # moved, and given another name at once
        ("2026/01/a/", [], "2026/01/a/"),  # new
        ("2026/01/a/", ["tin/1.html", "tin/2.html"], "tin/1.html"),  # new here, known elsewhere
    ],
)
def test_first_address(address: str, aliases: list[str], first: str) -> None:
    """An article's first address is that of the first build that met it."""
    assert parse(TEXT)[0].first_of(address, aliases) == first


ADDRESSES = st.lists(st.from_regex(r"[a-z0-9./-]{1,12}", fullmatch=True), unique=True, max_size=8)


@given(ADDRESSES, st.dictionaries(st.sampled_from("abc"), st.sampled_from(["x/", "y/"])), st.data())
def test_text_and_back(addresses: list[str], first: dict[str, str], data: st.DataObject) -> None:
    """What is written reads back as itself; and a build that finds the same addresses writes the same bytes."""
    given_up = dict.fromkeys(data.draw(st.sets(st.sampled_from(addresses or ["-"]))), "lý do: = gì đó")
    given_up = {address: why for address, why in given_up.items() if address in addresses and address not in first}
    lines = frozenset([*addresses, *first])
    ledger = Ledger("https://a.example", lines, first, given_up)
    again, problems = parse(ledger.text())
    assert problems == ()
    assert (set(again.addresses), again.first, again.given_up) == (set(lines), first, given_up)
    assert again.after("https://b.example", set(lines) - given_up.keys(), first).text() == ledger.text()
