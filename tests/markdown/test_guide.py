"""Every example of the guide to Markdown is read as the guide says, in both languages, and loses no word."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.markdown.test_converter import MARKER, PATH, fill
from tests.words import lost

DOCS = Path(__file__).resolve().parents[2] / "docs"
NEVER_TOLD = re.compile(r"\n(`{3,})markdown\n")


class Example(NamedTuple):
    """A text, the elements that it becomes in their order, and what is told of it."""

    text: str
    elements: list[str]
    told: list[str]


def examples(code: str) -> list[Example]:
    """Those of the guide in a language: each stands behind a comment that says what it becomes."""
    guide = (DOCS / f"markdown.{code}.md").read_text(encoding="utf-8")
    found = re.findall(r"^<!-- (.*?) -->\n(`{3,})markdown\n(.*?)\n\2$", guide, re.MULTILINE | re.DOTALL)
    assert len(found) == len(NEVER_TOLD.findall(guide)), "an example without its comment"
    made = []
    for comment, _, text in found:
        elements, _, told = comment.partition("nhắc:" if code == "vi" else "told:")
        made.append(Example(text, elements.split(), told.split()))
    return made


@pytest.mark.parametrize(
    "example", [*examples("vi"), *examples("en")], ids=lambda example: example.text.splitlines()[0]
)
def test_example(example: Example) -> None:
    """The elements in their order, nothing told but what the guide says, and every word."""
    body = MARKER.mark_up(example.text, PATH, 1)
    page = body.html(fill)
    wanted = set(example.elements)
    assert [tag for tag in re.findall(r'(?<=<)[a-z0-9]+|value="\d+"', page) if tag in wanted] == example.elements
    assert [problem.key for problem in body.problems] == example.told
    assert not lost(example.text, page)


def test_guides_show_the_same() -> None:
    """Both languages have the same examples, of the same elements."""
    assert [each[1:] for each in examples("vi")] == [each[1:] for each in examples("en")]
