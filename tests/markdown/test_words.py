"""Nobody's words disappear: whatever stands in a text stands on its page, in its order, whichever signs surround it."""

import re
from itertools import count

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.markdown.test_converter import mark_up
from tests.words import lost

SIGN = re.compile("w[a-z]+w")


def named(text: str) -> str:
    """The text with each `W` a word of its own."""
    numbers = count()
    return re.sub("W", lambda _: f"w{_letters(next(numbers))}w", text)


def _letters(number: int) -> str:
    digits = "abcdefghij"
    return "".join(digits[int(each)] for each in str(number))


SPANS = st.sampled_from(
    [
        *(
            "W",
            "W",
            "W W",
            "W W W",
            "**W**",
            "*W*",
            "~~W~~",
            "`W`",
            "[W](x.md)",
            '![W](x.jpg "W")',
            "https://x.vn/W",
            "W\\",
        ),
        *(
            "#W",
            "(W)",
            "W:",
            "W.",
            "5*W*3",
            "<b>W</b>",
            "<b>W",
            "</b>W",
            "<W>",
            "W[^1]",
            "[W][W]",
            "[W]",
            "![W]",
            "**W",
            "`W",
        ),
        *(
            "W | W",
            "W\\|W",
            "<W W>",
            "W  ",
            "{W}",
            "~~W",
            "W]( W",
            "2026. W",
            "& W",
            "&lt;W",
            "a@b.vn W",
            "0912345678 W",
        ),
        *("- W", "1. W", "\u00a0W", "• W", "a) W", "_W_", "***W***", "W --- W", "{{< W >}}", "[[W]]", "$W$", "\\*W\\*"),
    ]
)
LINE = st.lists(SPANS, min_size=1, max_size=3).map(" ".join)
TEXT = st.lists(LINE, min_size=1, max_size=3).map("\n".join)


def _indented(text: str, by: str, first: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(by + line if line else "" for line in lines[1:])])


@st.composite
def items(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """A list, whose children stand in by two, three or four blanks or a tab."""
    sign = draw(st.sampled_from(["- ", "* ", "1. ", "10. ", "-\t", "-\u00a0", "- [ ] "]))
    by = draw(st.sampled_from(["  ", "   ", "    ", "\t"]))
    joint = draw(st.sampled_from(["\n", "\n\n"]))
    return joint.join(_indented(each, by, sign) for each in draw(st.lists(inner, min_size=1, max_size=3)))


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table, with any rule or none."""
    cell = st.sampled_from(["W", "**W**", "W W", "", "`W|W`", "W\\|W"])
    rows = draw(st.lists(st.lists(cell, min_size=2, max_size=4), min_size=1, max_size=4))
    rule = draw(
        st.sampled_from(["|---|---|\n", "|—|—|\n", "|-|\n", "", "| :-: | --: |\n", "|---|---|---|---|---|\n", "\n"])
    )
    written = [f"| {' | '.join(row)} |" for row in rows]
    return written[0] + "\n" + rule + draw(st.sampled_from(["\n", "\n\n"])).join(written[1:])


@st.composite
def around(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """Blocks in a quote, a box, HTML or a fence."""
    within = "\n\n".join(draw(st.lists(inner, min_size=1, max_size=2)))
    kind = draw(st.sampled_from(["quote", "alert", "box", "html", "open", "item", "note"]))
    if kind in ("quote", "alert"):
        return ("> [!NOTE]\n" if kind == "alert" else "") + "\n".join(f"> {line}" for line in within.split("\n"))
    if kind == "box":
        return _indented(within, draw(st.sampled_from(["    ", "  ", ""])), "!!! note\n    ")
    if kind == "note":
        return _indented(within, "    ", "[^1]: ")
    if kind == "item":
        return _indented(within, draw(st.sampled_from(["  ", "    "])), "- ")
    tag = draw(st.sampled_from(["details", "div", "figure", "section", "p", "td", "blockquote"]))
    gap = draw(st.sampled_from(["\n\n", "\n"]))
    return f"<{tag}>{gap}{within}{gap}" + (f"</{tag}>" if kind == "html" else "")


LEAVES = st.one_of(
    TEXT,
    LINE.map(lambda line: f"## {line}"),
    items(TEXT),
    tables(),
    st.sampled_from(
        [
            "```\nW\n\n  W\n```",
            "```\nW",
            "    W W",
            "W\nW\tW\tW\nW\tW\tW",
            "W\n: W",
            "---",
            "W\n---",
            "<!-- x",
            "W\n- W",
        ]
    ),
)
BLOCKS = st.recursive(LEAVES, lambda inner: items(inner) | around(inner), max_leaves=4)
TEXTS = st.tuples(st.lists(BLOCKS, min_size=1, max_size=4), st.sampled_from(["\n\n", "\n", "\n\n\n"])).map(
    lambda made: named(made[1].join(made[0]))
)


@settings(max_examples=400)
@given(TEXTS)
@example(named("- W\n\n    W\n- W"))
@example(named("1. W\n- W\n2. W"))
@example(named("| W | W |\n|---|---|\n| W | W | W |"))
@example(named("```W W\nW"))
@example(named("**W **W**\n_W_ **W _W_"))
@example(named("*W **W** _W* **W** W_ **W _W_"))
def test_no_word_is_lost(text: str) -> None:
    """Every word of a text is on its page, as often as it was written."""
    body = mark_up(text)
    page = body.html(lambda each: f' href="{each.target}"' if not hasattr(each, "alt") else f'<img alt="{each.alt}">')
    page += " ".join(f'<img alt="{each.caption}">' for each in body.references if hasattr(each, "caption"))
    if any(not problem.is_warning and problem.key == "label-twice" for problem in body.problems):
        return  # an error: nothing is published
    missing = {word for word in SIGN.findall(text) if word not in page}
    assert not missing, page


def test_lost_words_are_found() -> None:
    """The judge of words sees what is missing, and what only looks so."""
    assert lost("Một **hai** [ba](bon.md)", "<p>Một hai</p>") == {"ba": 1}
    assert not lost('![ba](x.jpg "bốn")', '<img alt="ba"><figcaption>bốn</figcaption>')
