"""What the reader of YAML refuses before its parser sees it, and what it names though nobody can see it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bantin.yaml import document
from bantin.yaml.document import read_mapping

FLAT = "- {id: a, vi: \"Tên ]\", en: 'People''s x]', address: {en: b}}  # một mục\n"


@pytest.mark.parametrize(
    "text",
    [
        "list:\n" + FLAT * 3000,
        "list: [" + "{a: b}, " * 3000 + "]\n",
        "list: [" + '{"a": "b]"}, ' * 3000 + "]\n",
        "list:\n" + "- {vi: a, en: People's}\n" * 3000,
    ],
    ids=["lines", "one-line", "json", "apostrophes"],
)
def test_long_is_not_deep(text: str) -> None:
    """Many things one after the other lie in nothing."""
    found, problems = read_mapping(text, "config.yaml")
    assert found is not None
    assert problems == ()


@pytest.mark.parametrize("opener", ["[", "{a: ", '[ "\n]\n", ', "[ # ]\n", "[ '\n]', ", '[ "]", ', "{ ? ']' : "])
def test_deep_is_named(opener: str) -> None:
    """Also where closing brackets stand that close nothing: in quotes of several lines, in comments."""
    _, (problem,) = read_mapping("a: " + opener * 5000, "config.yaml")
    assert problem.key == "yaml-too-deep"


@given(st.text(alphabet="[]{}\"'#:,- \\\na?", max_size=60))
def test_nesting_is_never_taken_for_less(text: str) -> None:
    """Whatever the text: no bracket lies within more others than the reader counts, so that the parser is safe."""
    deepest = depth = 0
    try:
        for token in yaml.scan(text, Loader=yaml.BaseLoader):
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                depth += 1
                deepest = max(deepest, depth)
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                depth = max(0, depth - 1)
    except yaml.YAMLError:
        pass
    with pytest.MonkeyPatch.context() as patch:
        for most in range(deepest):
            patch.setattr(document, "MAX_BRACKETS", most)
            assert document._first_too_deep(text) is not None


@pytest.mark.parametrize(
    "title",
    [
        "Ra quân 👩‍👩‍👧 dọn vệ sinh",
        "Số\N{NO-BREAK SPACE}5",
        "Dọn vệ\N{SOFT HYPHEN} sinh",
        "Tên\N{ZERO WIDTH NON-JOINER}gọi",
        "❤️",
        "Điều 1\N{LEFT-TO-RIGHT MARK}",
        "…",
    ],
)
def test_what_is_typed_with_reason(title: str) -> None:
    """What joins emoji, keeps words together or parts them stands between signs that can be seen."""
    assert read_mapping(f"title: {title}\n", "x.md")[1] == ()


@pytest.mark.parametrize("letter", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_what_turns_the_writing_round(letter: str) -> None:
    """Named at its own place, wherever a text stands."""
    for text, column in ((f"a: x{letter}y", 5), (f'a: "x{letter}y"', 6), (f"a: [b, x{letter}y]", 9)):
        _, (problem,) = read_mapping(text, "x.md")
        assert (problem.key, problem.place.line, problem.place.column) == ("text-turned", 1, column)
    _, (problem,) = read_mapping(f'a: "x\\u{ord(letter):04x}y"', "x.md")
    assert (problem.key, problem.place.column) == ("text-turned", 4)


@pytest.mark.parametrize("text", ["\u200b", "\u200d\u200c", "\u00ad", "\u3164", "\u2800", "\ufe0f", "\u2060 \u200b"])
def test_what_nobody_sees(text: str) -> None:
    """A value that leaves nothing on a page, though it is not empty."""
    assert [each.key for each in read_mapping(f"a: '{text}'", "x.md")[1]] == ["text-invisible"]
