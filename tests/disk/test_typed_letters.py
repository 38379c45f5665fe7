"""Keys that stand instead of letters: the words are told as they were meant, and no other words are."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.disk.damage import doubts
from bantin.disk.lost_letters import _FREQUENT
from bantin.disk.typed_letters import find
from bantin.text import tone_place

SYLLABLES = sorted({word for word in _FREQUENT if word not in ("hđnd", "qđ", "thị")})
KEYS = {
    "Telex": dict(zip("\u0302\u0306\u031b\u0301\u0300\u0309\u0303\u0323", ["", "w", "w", *"sfrxj"], strict=True)),
    "VNI": dict(zip("\u0302\u0306\u031b\u0301\u0300\u0309\u0303\u0323", "68712345", strict=True)),
    "VIQR": dict(zip("\u0302\u0306\u031b\u0301\u0300\u0309\u0303\u0323", "^(+'`?~.", strict=True)),
}


def typed(word: str, method: str) -> str:
    """The keys of `word`: signs of vowels behind their letters, the tone at the end, but in VIQR in its place."""
    keys: list[str] = []
    tone = ""
    # The dot below stands before other marks in Unicode, and behind them when typed.
    for letter in re.sub("(\u0323)([\u0302\u0306\u031b])", r"\2\1", unicodedata.normalize("NFD", word)):
        key = KEYS[method].get(letter, letter)
        if method == "Telex" and letter == "\u0302":
            key = keys[-1]
        if letter in "\u0301\u0300\u0309\u0303\u0323" and method != "VIQR":
            tone = key
        else:
            keys.append({"Telex": "dd", "VNI": "d9", "VIQR": "dd"}[method] if letter == "đ" else key)
    return "".join(keys) + tone


@pytest.mark.parametrize("method", sorted(KEYS))
@given(st.lists(st.sampled_from(SYLLABLES), min_size=8, max_size=8, unique=True))
def test_words_as_they_were_meant(method: str, words: list[str]) -> None:
    """Any sentence of frequent words, in each way of typing: if it is told, then with its words."""
    sentence = f"thông báo mới về việc {' '.join(words)}"
    found = find(f"Kính gửi.\n\n{' '.join(typed(word, method) for word in sentence.split())}\n")
    assert found is not None
    assert (found.line, found.method) == (3, method)
    meant = tone_place(found.meant)
    assert tone_place(sentence).startswith(meant)


@pytest.mark.parametrize(
    ("text", "method", "meant"),
    [
        ("Uyr ban nhaan daan phuongwf ddax hojp", "Telex", "Ủy ban nhân dân phường đã họp"),
        ("title: Thoong baos veef vieecj tooir chuwcs hooij", "Telex", "title: Thông báo về việc tổi chức hội"),
        ("Vieejc hojp toor daan phoos nhwng chuwa ddur", "Telex", "Việc họp tổ dân phố nhưng chưa đủ"),
        ("U3y ban nha6n da6n phuong72 d9a4 ho5p", "VNI", "Ủy ban nhân dân phường đã họp"),
        ("Uy? ban nha^n da^n phu+o+`ng dda~ ho.p.", "VIQR", "Uỷ ban nhân dân phường đã họp."),
    ],
)
def test_sentences(text: str, method: str, meant: str) -> None:
    """As people type them: the tone within the word, signs at its end, a field's name before."""
    (problem,) = doubts(text, "content/x.md")
    assert problem.key == "letters-typed"
    assert dict(problem.values) == {"method": method, "found": text, "meant": meant}


@pytest.mark.parametrize(
    "text",
    [
        "The rooms of the ward seem good; he keeps beers, meets peers, sees moons.",
        "* **ASAP**: As Soon As Possible.",
        "Các mã a6, o6, e6 và b7; giấy A6, khổ A4; ô số C6.",
        "a^n + b^n = c^n, x^2, m^2, o^n và e^x",
        "Facebook, Google, Zalo: free wifi, xoong nồi, boong tàu, quần soóc",
        "Xem https://a.vn/uww/vieecj?aa=oo.pdf",
        "Thong bao moi ba con to dan pho so 5 hop",
        "Kaaba, Isaac, Aaron, Baas, Haas",
        "Câu[^1] và ^[chú thích]",
    ],
)
def test_words_that_are_meant(text: str) -> None:
    """English, formulas, names, addresses, words without marks."""
    assert not [problem for problem in doubts(text, "content/x.md") if problem.key == "letters-typed"]
