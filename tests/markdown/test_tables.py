"""Tables as people write them, and rows that may be one and are told."""

import pytest

from bantin.problems import warning
from tests.markdown.test_constructs import keys, shape
from tests.markdown.test_converter import at, mark_up

SMALL = "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr>"
END = "</tbody></table></div>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x:\n| a | b |\n|---|---|\n| 1 | 2 |", f"<p>x:</p>{SMALL}{END}"),
        ("| a | b |\n\n|---|---|\n\n| 1 | 2 |", f"{SMALL}{END}"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |", f"{SMALL}<tr><td>3</td><td>4</td></tr>{END}"),
        ("| a | b |\n|—|–|\n| 1 | 2 |", f"{SMALL}{END}"),
        ("| a | b |\n|---|\n| 1 | 2 |", f"{SMALL}{END}"),
        ("| a | b |\n|---|---|---|\n| 1 | 2 |", f"{SMALL}{END}"),
        ("| a | b |\n| 1 | 2 |", f"{SMALL}{END}"),
        ("a|b\n-|-\n1|2", f"{SMALL}{END}"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\nx", f"{SMALL}{END}<p>x</p>"),
        ("| a | b |\n|---|---|\n|---|---|\n| 1 | 2 |\n|:--|---|", f"{SMALL}{END}"),
        ("|---|---|\n| a | b |\n|---|---|\n| 1 | 2 |", f"{SMALL}{END}"),
        ("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+", f"{SMALL}{END}"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| - | - |", f"{SMALL}<tr><td>-</td><td>-</td></tr>{END}"),
        ("| a | b |\n|___|___|\n| 1 | 2 |", f"{SMALL}{END}"),
        ("| a | b |\n| 1 | 2 |\n|---|---|", f"{SMALL}{END}"),
        ("│ a │ b │\n├───┼───┤\n│ 1 │ 2 │", f"{SMALL}{END}"),
        ("┌───┬───┐\n│ a │ b │\n├───┼───┤\n│ 1 │ 2 │\n└───┴───┘", f"{SMALL}{END}"),
        ("¦ a ¦ b ¦\n¦ 1 ¦ 2 ¦\n\nx", f"{SMALL}{END}<p>x</p>"),
        ("| a | b |\n|---|---|\n| 1 | 2\nhai\nba |", f"{SMALL}{END}".replace("2</td>", "2<br>hai<br>ba</td>")),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | ____ |", f"{SMALL}<tr><td>3</td><td>____</td></tr>{END}"),
        ("     | a | b |\n     |---|---|\n     | 1 | 2 |\n\nx", f"{SMALL}{END}<p>x</p>"),
        ("- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |", f"<ul><li><p>x</p>{SMALL}{END}</li></ul>"),
        ("> | a | b |\n> |---|---|\n> | 1 | 2 |", f"<blockquote>{SMALL}{END}</blockquote>"),
        (
            "a\tb\tc\n1\t2\t3|4",
            f"{SMALL}{END}".replace("</th></tr>", "</th><th>c</th></tr>").replace("2</td>", "2</td><td>3|4</td>"),
        ),
    ],
)
def test_tables(text: str, expected: str) -> None:
    """Straight below words, with gaps, with any rule or none, from a spreadsheet, in an item or a quote."""
    assert shape(text) == expected
    assert keys(text) == []


def test_no_cell_is_cut() -> None:
    """A longer row makes the table wider, and is told."""
    body = mark_up("| a | b |\n|---|--:|\n| 1 | 2 | 3 |\n| 4 |")
    assert body.text == "a\nb\n1\n2\n3\n4"
    assert body.problems == (warning("table-row-longer", at(12), cells=3, columns=2),)
    assert "table-row-longer" not in keys("| a | b |\n|---|---|\n| 1 | `x|y` |\n| x\\|y | 2 |")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("| a | b |\n| 1 | 2 | 3 |", ["table-not-understood"]),
        ("a | b\n1 | 2", ["table-not-understood"]),
        ("| a | b |", ["table-not-understood"]),
        ("a\tb\tc\n1\t2", ["table-tabs"]),
        ("│ a │ b │\n│ 1 │ 2 │ 3 │", ["table-not-understood"]),
        ("07/03/2018 | 10:11", []),
        ("Nơi nhận:\tTM. UBND", []),
    ],
)
def test_what_may_be_a_table_is_told(text: str, told: list[str]) -> None:
    """Once for each."""
    assert keys(text) == told


def test_row_of_names_with_each_sign_twice() -> None:
    """As other programs write the row of names."""
    assert shape("|| a || b ||\n| c | d |") == shape("| a | b |\n|---|---|\n| c | d |")
    assert keys("|| a || b ||\n| c | d |") == []


def test_rule_drawn_with_a_plus() -> None:
    """As an organiser's tables have it."""
    assert shape("| a | b |\n|---+---|\n| c | d |") == shape("| a | b |\n|---|---|\n| c | d |")
