"""Damage to a text is named where it is, and never where there is none."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.disk import strange_letters
from bantin.disk.conversions import convert
from bantin.disk.damage import damage, doubts
from bantin.disk.lost_letters import find
from bantin.disk.strange_letters import STRANGE
from bantin.problems import Place

ROOT = Path(__file__).resolve().parents[2]
PATH = "content/x.md"
MARKED = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> nhánh\nd\n"


def told(text: str) -> list[tuple[str, int]]:
    """What is said of a text, and at which lines."""
    return [(problem.key, problem.place.line) for problem in (*damage(text, PATH), *doubts(text, PATH))]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (MARKED, 2),
        (MARKED.replace("=======", "||||||| gốc\nx\n======="), 2),
        ("a\n>>>>>>> main\n", 2),
        ("<<<<<<<\na\n", 1),
        (f"Đầu\n=======\n\n{MARKED}", 5),
        (MARKED * 30, 2),
    ],
)
def test_versions_not_joined(text: str, line: int) -> None:
    """One error for a file, at the first mark, also if only some of them are left."""
    assert [("versions-not-joined", line)] == told(text)


def test_lines_of_the_marks() -> None:
    """All marks are named, and no underline of a heading above them."""
    problem = next(damage(f"Đầu\n=======\n\n{MARKED}", PATH))
    assert problem.values == (("lines", "5, 7, 9"),)


@pytest.mark.parametrize(
    "text",
    [
        "Tiêu đề\n=======\n",
        "> > > > > > > lời\n",
        "<<<<<<<< tám\n",
        "a <<<<<<< b\n",
        "|||||||\n",
        ">>>>>>>sát\n",
        "<<<<<<",
    ],
)
def test_no_marks_of_git(text: str) -> None:
    """What only looks like one."""
    assert told(text) == []


def test_sign_of_a_lost_letter() -> None:
    """At each line, ten at most."""
    problems = list(damage("Tốt\ntổ d\ufffdn ph\ufffd\n" + "\ufffd\n" * 20, PATH))
    assert len(problems) == 10
    assert problems[0].place == Place(PATH, 2, 5)
    assert problems[0].values == (("word", "d\ufffdn"),)


def lost(text: str, hooks: str) -> str:
    """`text` as Windows-1252 keeps it; `hooks`: what becomes of đ ă ơ ư and their capitals there."""
    table = dict(zip("đăơưĐĂƠƯ", hooks, strict=True))
    kept = [letter.encode("cp1252", "ignore").decode("cp1252") for letter in text]
    return "".join(same or table.get(letter, "?") for letter, same in zip(text, kept, strict=True))


HOOKS = ["????????", "daouDAOU", "daouÐAOU"]


@pytest.mark.parametrize("hooks", HOOKS)
@pytest.mark.parametrize(
    "text", ["Thông báo mới: kính gửi bà con tổ dân phố số 5, phường Hòa Bình.", "ỦY BAN NHÂN DÂN PHƯỜNG: gửi các tổ"]
)
def test_letters_that_became_question_marks(text: str, hooks: str) -> None:
    """The words are told as they were."""
    found = find(f"Lời.\n\n{lost(text, hooks)}\n")
    assert found is not None
    assert found.line == 3
    assert text[found.column - 1 :].startswith(found.meant)


@pytest.mark.parametrize(
    "text",
    [
        "Ai? Gì? Ở đâu? Khi nào? tại sao?",
        "Bạn có biết? mỗi ngày có 5 vụ. Thế à? ừ. Thật ư? không.",
        "What? why? who? how? 5 of them",
        "https://x.example/?id=5&a=b?c=d và trang.php?m?i, xem `c?t`",
        "???",
        "Quoi? que dit-il? je ne sais",
    ],
)
def test_questions(text: str) -> None:
    """What asks, and addresses."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Câu hỏi: m?i người", "letters-asked"),
        ("Bà con cần di?t bọ gậy", "letters-asked-unknown"),
        ("Bà con cần diÖt bọ gậy", "text-garbled"),
        ("Bà con bảo vệ quyÒn của mình", "text-garbled"),
        ("Bà con cần dieät bọ gậy", "text-garbled"),
        ("Bà con cần diá»‡t bọ gậy", "text-garbled"),
        ("Bà con ở phÆ°á»\x9dng ta", "text-garbled"),
        ("Ä‘Æ°á»£c", "text-garbled"),
        ("Ã„â€˜Ã†Â°Ã¡Â»Â£c", "text-garbled"),
        ("The ward\xe2\x80\x99s notice", "text-garbled"),
        ("Bà con cần di\\u1ec7t bọ gậy", "text-garbled"),
        ("Bà con cần di=E1=BB=87t bọ gậy", "text-garbled"),
    ],
)
def test_single_words(text: str, key: str) -> None:
    """One word, where all others are in order, is told too."""
    assert told(f"Lời.\n\n{text}.\n") == [(key, 3)]


@given(st.sampled_from("Tổ dân phố số năm|Kế hoạch diệt bọ gậy|Phòng chống dịch bệnh".split("|")), st.integers(1, 3))
def test_wrong_encoding_over_and_over(words: str, times: int) -> None:
    """The words are told as they were, however often the text went through the wrong encoding."""
    garbled = words
    for _ in range(times):
        garbled = garbled.encode().decode("latin-1")
    assert unicodedata.normalize("NFC", convert(garbled, "utf-8")) == words


def test_every_text_of_the_project_is_in_order() -> None:
    """Articles, guides, templates and words, in both languages: nothing is said of any but the guides that show what
    git leaves behind, or an old encoding."""
    files = [
        path
        for folder in ("content", "docs", "templates", "assets", "tests/sites", "bantin/commands/starter")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".md", ".yaml", ".html", ".css", ".js") and path.is_file()
    ]
    assert len(files) > 100
    damaged = {path.name: found for path in files if (found := told(path.read_text(encoding="utf-8")))}
    assert {"giu-cong.md", "keeping.en.md", "reference.en.md"} == set(damaged)
    assert {"versions-not-joined", "text-garbled"} == {key for found in damaged.values() for key, _ in found}


NAMES = "Müller Zürich Straße Größe Åse Ærø Øystein François Noël Gauß Córdoba São Łódź Þórr Kraków Ñandú naïve".split()
WORDS = [
    "phường",
    "tổ",
    "dân",
    "phố",
    "Đảng",
    "ủy",
    "hỏi?",
    "gì?",
    "the",
    "ward",
    "of",
    "résumé",
    "5",
    "m²",
    "«Xanh»",
    "30°C",
    "¦",
]


@given(st.lists(st.sampled_from(NAMES + WORDS * 3), max_size=40).map(" ".join))
def test_foreign_names_are_in_order(text: str) -> None:
    """Vietnamese, English, and names from elsewhere among them."""
    assert told(text) == []


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Nothing is raised, and every place lies in the text."""
    lines = unicodedata.normalize("NFC", text).split("\n")
    for problem in (*damage("\n".join(lines), PATH), *doubts("\n".join(lines), PATH)):
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1


CAPITALS = ["ỦY BAN NHÂN DÂN XÃ", "XÃ ĐÃ HÃY LÃNH GIÃN", "TÒA ÁN", "(XÃ)", "**XÃ**, PHƯỜNG", "XÃ\nĐÃ"]
GARBLED = ["lÃ ", "GIÃ‚Y", "Ã€", "nhÃ\xa0", "BAÃC", "tÃ¬nh", "tÒ", "sè nhµ", "phß"]


@pytest.mark.parametrize(("text", "may_be"), [(each, False) for each in CAPITALS] + [(each, True) for each in GARBLED])
def test_strange_letters(text: str, may_be: bool) -> None:
    """Words of capitals hold none; where there is one, it is found in advance."""
    assert strange_letters.may_be_in(text, has_signs=bool(re.search("[\x80-\xbf]", text))) is may_be
    assert (STRANGE.search(text) is not None) is may_be


@given(st.text(alphabet="aêXĐÃÒá\xbb\xa6\xa0 .đÆ", max_size=8))
def test_strange_letters_in_advance(text: str) -> None:
    """Nothing strange is missed by the look in advance."""
    has_signs = bool(re.search("[\x80-\xbf]", text))
    assert strange_letters.may_be_in(text, has_signs) or STRANGE.search(text) is None


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("Ðảng ủy phường họp", 1),
        ("xã Ɖông Hà", 1),
        ("Ð và Ɖ, ÐĐđ", 0),
        ("Đảng ủy", 0),
        ("b\u0430\u043e cáo", 1),
        ("\u0421ông an", 1),
        ("Москва, Россия", 0),
    ],
)
def test_letters_that_look_like_ours(text: str, told_of: int) -> None:
    """Within words of Latin letters; words of another script are what they are."""
    assert [problem.key for problem in doubts(text, "a.md")] == ["letter-alike"] * told_of


def test_heads_of_mails() -> None:
    """Are told with their words."""
    (problem,) = doubts("Nhận thư =?UTF-8?B?SOG7jXAgdOG7lQ==?= sáng nay", "a.md")
    assert (problem.key, dict(problem.values)["meant"]) == ("text-garbled", "Họp tổ")


@pytest.mark.parametrize("text", ["ë Êp 3", "§/c A ë Êp", "§i ë «", "Sè 5 ë « 3", "Vµ µ ý", "¤ t« ë x·"])
def test_short_texts_of_another_encoding(text: str) -> None:
    """Short words are words too, where one of them is longer than a letter."""
    assert [problem.key for problem in doubts(text, PATH)] == ["text-garbled"]


@pytest.mark.parametrize("text", ["Đúng¹ | sai¹ |\n| :x:¹ | :y:¹ |", 'ghi("ü"); // "ü"'])
def test_signs_by_themselves(text: str) -> None:
    """A raised figure or a lone letter of another language is no letter of a garbled text."""
    assert [*doubts(text, PATH)] == []


CODED = [
    (r"T\u1ee7y \ud834\udd1e", "\\u…", "Tủy 𝄞"),
    (r"T\u1ee7y \ud834", "\\u…", "Tủy"),
    ("=?utf-8?b?abcd-e?=", "MIME", "i"),
    (r"\u1ee7\u001b[31m", "\\u…", "ủ [31m"),
    ("=?utf-8?b?4bun?=", "MIME", "ủ"),
    ("=?UTF-8?Q?=E1=BB=A7y?=", "MIME", "ủy"),
    ("=?utf-8?b?abc?=", "MIME", "i"),
    ("=?utf-8?b?a?=", "MIME", "…"),
    ("=?utf-8?q?=ED=A0=80?=", "MIME", "…"),
]
"""Letters as programs write them, and the encoding and words that are told; also where they are cut or damaged."""


@pytest.mark.parametrize(("written", "encoding", "meant"), CODED)
def test_letters_of_programs(written: str, encoding: str, meant: str) -> None:
    """They are told with what they mean, as far as it can be known."""
    told = [dict(each.values) for each in doubts(f"Lời {written}", PATH)]
    assert [(each["encoding"], each["meant"]) for each in told] == [(encoding, meant)]


@given(
    st.lists(st.sampled_from([*"a4=?Ub ", "\\u1ee7", "\\ud834", "\\udd1e", "=?utf-8?b?", "=?utf-8?q?", "?=", "=E1=BB"]))
)
def test_whatever_programs_write(pieces: list[str]) -> None:
    """No text is too broken to be told of in words that can be shown."""
    for problem in doubts("".join(pieces), PATH):
        assert str(problem.values).encode()
