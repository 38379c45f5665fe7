"""What the generator says: complete in both languages, exact, and readable in any terminal."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.console.catalogue import MAX_LINE, MAX_VALUE, SENTENCES, Messages, load, quoted
from bantin.locale import PhraseError
from bantin.problems import Place, error, warning
from tests.words import placeholders

SOURCES = sorted((Path(__file__).parents[2] / "bantin").rglob("*.py"))
VI, EN = load("vi", is_strict=True), load("en", is_strict=True)


# The two files, and the program that uses them.

MAKERS = ("error", "warning")
"""Functions whose first argument is a key, with the values beside it."""
CARRIERS = ("_wrong", "Refused", "sentence", "hint", "say")
"""Functions that hand on their first argument as a key."""


@cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    """(where, node) of the whole program."""
    return tuple(
        (f"{source.name}:{getattr(node, 'lineno', 0)}", node)
        for source in SOURCES
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
    )


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """(where, name of what is called, the call)."""
    for where, node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield where, node.func.id if isinstance(node.func, ast.Name) else node.func.attr, node


def texts(node: ast.AST) -> list[str]:
    """The texts that an expression may give: one, or those of `a if … else b`."""
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def keys_used() -> Iterator[tuple[str, str]]:
    """(where, key) wherever the program writes one out."""
    for where, name, call in calls():
        if name in (*MAKERS, *CARRIERS) and call.args:
            yield from ((where, key) for key in texts(call.args[0]))
        if name == "file" and len(call.args) == 4:  # Linker.file: what it says if there is none.
            yield from ((where, key + ending) for key in texts(call.args[3]) for ending in ("", "-near"))
        for keyword in call.keywords:
            if keyword.arg == "trouble":
                yield from ((where, key) for key in texts(keyword.value) if key)
    for where, node in nodes():
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "key":
            yield from ((where, key) for key in texts(node.value) if "-" in key and "." not in key)


def test_same_keys_and_placeholders() -> None:
    """Both files say the same things, filled with the same values."""
    assert list(VI.says) == list(EN.says)
    assert list(VI.hints) == list(EN.hints)
    for vietnamese, english in ((VI.says, EN.says), (VI.hints, EN.hints)):
        for key, sentence in vietnamese.items():
            assert (key, placeholders(sentence)) == (key, placeholders(english[key]))


def test_every_key_is_there() -> None:
    """No problem is ever shown as a bare key."""
    assert not sorted({f"{where} {key}" for where, key in keys_used() if key not in VI.says})


def test_every_value_is_given() -> None:
    """A call gives all that its sentence and hint ask for."""
    lacking = []
    for where, name, call in calls():
        given_ = {keyword.arg for keyword in call.keywords}
        if name in MAKERS and call.args and None not in given_:
            for key in texts(call.args[0]):
                wanted = placeholders(VI.says.get(key, "")) | placeholders(VI.hints.get(key, ""))
                lacking += [f"{where} {key}: {value}" for value in sorted(wanted - given_)]
    assert not lacking


def test_no_key_is_unused() -> None:
    """What the program never says stands in no file. A key made of parts, f"disk-{cause}", counts as any that fits."""
    written = {text for _, node in nodes() for text in texts(node)}
    made = []
    for _, name, call in calls():
        if name in (*MAKERS, *CARRIERS) and call.args and isinstance(call.args[0], ast.JoinedStr):
            parts = call.args[0].values
            made.append("".join(re.escape(texts(part)[0]) if texts(part) else "(.+)" for part in parts))
    patterns = [re.compile(pattern) for pattern in made]

    def is_made(key: str) -> bool:
        found = (pattern.fullmatch(key) for pattern in patterns)
        return any(match and all(part in written for part in match.groups()) for match in found)

    assert not [key for key in VI.says if key not in written and not is_made(key)]


@pytest.mark.parametrize("messages", [VI, EN], ids=["vi", "en"])
def test_form_of_the_sentences(messages: Messages) -> None:
    """One line, composed, without blanks around; a sentence ends as one, for an editor who is no programmer."""
    for key, sentence in (*messages.says.items(), *messages.hints.items()):
        assert (key, sentence) == (key, normalize("NFC", " ".join(sentence.split())))
        assert not re.search(r"\b(None|null|exception|parse|scalar|mapping)\b", sentence), key
    # What the program says of its own work (`cli.…`) may be a word; what is wrong is a sentence.
    assert not [key for key, sentence in messages.says.items() if "." not in key and sentence[-1] not in ".?"]


@pytest.mark.parametrize("code", ["vi", "en"])
def test_no_key_twice(code: str) -> None:
    """Of two sentences under one key YAML would silently take the last."""
    text = (SENTENCES / f"{code}.yaml").read_text(encoding="utf-8")
    keys = re.findall(r"^([\w.-]+):", text, re.MULTILINE)
    assert not [key for key, count in Counter(keys).items() if count > 1]


@pytest.mark.parametrize("code", ["vi", "en"])
def test_no_sentence_is_cut_by_yaml(code: str) -> None:
    """A sign # behind a blank begins a remark in YAML, unless the sentence is in quotes."""
    text = (SENTENCES / f"{code}.yaml").read_text(encoding="utf-8")
    assert not re.findall(r"^  \w+: [^\"'].* #.*", text, re.MULTILINE)


def test_unknown_language() -> None:
    """A language that the generator does not speak is not looked for on disk."""
    with pytest.raises(KeyError):
        load("../vi")


# One message.

TITLE = "title: Nghị quyết: số 5"
COLON = error("yaml-colon", Place("content/2018/03/x.md", 3, 8), field="title", value="Nghị quyết: số 5")


def test_shown_in_vietnamese() -> None:
    """Where, what, the line with its place marked, and what to write instead."""
    expected = """\
content/2018/03/x.md:3:8: lỗi: Giá trị của title có dấu hai chấm nên phải đặt trong dấu ngoặc kép.
    title: Nghị quyết: số 5
           ^
  → Hãy viết: title: "Nghị quyết: số 5\""""
    assert expected == VI.show(COLON, TITLE)


def test_shown_in_english() -> None:
    """The same in English."""
    expected = """\
content/2018/03/x.md:3:8: error: The value of title holds a colon, so it has to be in quotes.
    title: Nghị quyết: số 5
           ^
  → Write: title: "Nghị quyết: số 5\""""
    assert expected == EN.show(COLON, TITLE)


def test_shown_without_its_line() -> None:
    """The line cannot always be read again."""
    assert (
        EN.show(error("yaml-colon", Place("x.md", 3, 8), field="a", value="b"), None)
        == 'x.md:3:8: error: The value of a holds a colon, so it has to be in quotes.\n  → Write: a: "b"'
    )


@pytest.mark.parametrize(
    ("place", "start"),
    [
        (Place("x.md"), "x.md: note: "),
        (Place("x.md", 3), "x.md:3: note: "),
        (Place("x.md", 3, 2), "x.md:3:2: note: "),
        (Place(""), "note: "),
    ],
)
def test_place(place: Place, start: str) -> None:
    """No more is said of the place than is known."""
    assert EN.show(warning("yaml-tab", place), None).startswith(start + "This line")


def test_line_without_column() -> None:
    """A problem with a whole line shows it without a caret; a problem with a whole file shows no line."""
    assert "\n    a\n  →" in EN.show(error("yaml-tab", Place("x", 1)), "a")
    shown = EN.show(error("yaml-tab", Place("x")), "a")
    assert shown.startswith("x: error: This line holds a tab.\n  → Delete the tab;")


def test_numbers() -> None:
    """Counted as the language counts."""
    values: dict[str, str | int] = {"file": "a.jpg", "pixels": 50_000_000, "bytes": 1}
    assert VI.sentence("picture-too-big", **values) == "Ảnh «a.jpg» quá lớn: 50.000.000 điểm ảnh."
    assert EN.sentence("picture-too-big", **values) == "The picture “a.jpg” is too large: 50,000,000 pixels."
    assert EN.sentence("file-too-heavy", **values) == "The file “a.jpg” is too heavy: 1 byte."
    assert EN.hint("problem.error") == ""


def test_missing_message() -> None:
    """A message that nobody wrote is shown by its key and values; a test that is strict hears of it."""
    assert load("vi").sentence("no-such", file="a.jpg", n=3) == "no-such (file: a.jpg, n: 3)"
    assert load("vi").sentence("no-such") == "no-such"
    assert load("vi").hint("yaml-colon", field="title") == "yaml-colon (field: title)"
    assert load("vi").show(error("no-such", Place("x", 1, 1)), "a") == "x:1:1: lỗi: no-such\n    a\n    ^"
    with pytest.raises(PhraseError, match="no-such: no such message"):
        VI.sentence("no-such")
    with pytest.raises(PhraseError, match=r"link-form: no value for \{target\}"):
        VI.sentence("link-form")


def test_values_cannot_spoil_the_terminal() -> None:
    """Neither a colour code nor a turned round writing in an article reaches the terminal; a huge value is cut."""
    said = EN.show(
        error("link-form", Place("a\x1b[2J.md", 1, 1), target="x\x1b[31m\u202e" + "y" * 9999), "a\x1b[31mb\x00"
    )
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", said)
    assert len(said) < 2 * MAX_VALUE


# The line and the caret below it.


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("abc", 1, ["abc", "^"]),
        ("abc", 3, ["abc", "  ^"]),
        ("abc", 4, ["abc", "   ^"]),
        ("abc", 9, ["abc"]),
        ("abc", 0, ["abc"]),
        ("abc\r\n", 4, ["abc", "   ^"]),
        ("", 1, ["", "^"]),
        ("\ta: b", 2, ["    a: b", "    ^"]),
        ("a\tb", 2, ["a    b", " ^"]),
        ("日本x", 3, ["日本x", "    ^"]),
        ("số 5", 4, ["số 5", "   ^"]),
        (normalize("NFD", "số 5"), 6, [normalize("NFD", "số 5"), "   ^"]),
        (normalize("NFD", "số 5"), 3, [normalize("NFD", "số 5"), " ^"]),
        ("a\u200bb", 3, ["a\u200bb", " ^"]),
        ("a\x1bb", 3, ["a\ufffdb", "  ^"]),
    ],
)
def test_caret(line: str, column: int, expected: list[str]) -> None:
    """The caret stands right under the character, however wide what precedes it is."""
    assert expected == quoted(line, column)


def test_long_line_is_cut() -> None:
    """Only what surrounds the place is shown of a line as long as a paragraph."""
    line = "".join(chr(97 + number % 26) for number in range(1000))
    assert [line[:100] + "…", "   ^"] == quoted(line, 4)
    assert ["…" + line[-100:], " " * 100 + "^"] == quoted(line, 1000)
    text, caret = quoted(line, 501)
    assert len(text) == MAX_LINE + 2
    assert text[len(caret) - 1] == line[500]


@given(st.text(alphabet=st.characters(exclude_characters="\r\n"), max_size=300), st.integers(0, 400))
def test_caret_anywhere(line: str, column: int) -> None:
    """Any line at any column: one or two lines, of bounded length, without control characters."""
    shown = quoted(line, column)
    assert 1 <= len(shown) <= 2
    assert not any(category(letter) in ("Cc", "Cs", "Zl", "Zp") for text in shown for letter in text)
    if len(shown) == 2:
        assert re.fullmatch(" *\\^", shown[1])


@pytest.mark.parametrize("messages", [VI, EN])
def test_commands_are_typed_as_they_are_shown(messages: Messages) -> None:
    """A file's name with blanks is one word of the command that a hint says to type."""
    told = messages.hint("stale-untranslated", file="content/2026/11/Thông báo mới.md")
    assert told.endswith('python3 build.py new --translate "content/2026/11/Thông báo mới.md"')
    assert messages.hint("stale-untranslated", file="content/a.md").endswith("--translate content/a.md")
