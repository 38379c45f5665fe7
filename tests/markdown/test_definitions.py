"""Labels of footnotes as people write them: a colon that lacks is put in where the label can be nothing else."""

import pytest

from bantin.problems import warning
from tests.markdown.test_constructs import keys, shape
from tests.markdown.test_converter import at, mark_up


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("a[^1]\n\n[^1] Nguồn: b", 1),
        ("a[^1] b[^x]\n\n[^1] Nguồn\n[^x] Sách", 2),
        ("a[^1] b[^2]\n\n[^1]: Nguồn\n[^2] Sách", 2),
    ],
)
def test_footnotes_without_their_colon(text: str, notes: int) -> None:
    """Are footnotes, if something above refers to them."""
    assert shape(text).count('<li id="fn:') == notes
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("[^a] Nguồn: b", "footnote-without-colon", 10),
        ("a\n\n[^1]Nguồn", "footnote-without-colon", 12),
        ("a[^1] và\n[^1] nữa", "footnote-missing", 10),
        ("a[^1] `b`\n\n[^1] c", "footnote-missing", 10),
    ],
)
def test_labels_that_may_be_either(text: str, key: str, line: int) -> None:
    """Are told once, at their first place."""
    [problem] = mark_up(text).problems
    assert problem == warning(key, at(line, problem.place.column), label="a" if "^a" in text else "1")


def test_a_label_that_is_defined_begins_a_sentence() -> None:
    """A footnote's number may stand anywhere."""
    assert shape("a[^1]\n\n[^1] b\n\n[^1]: c").count("<sup") == 2
