"""Vietnamese as the program writes it: one place for the tone of an open oa, oe, uy (xóa, khỏe, thủy), one word for one
thing. What a reader or an editor may type is another matter: there both are understood."""

import re
from pathlib import Path

import pytest

from bantin.text import tone_place

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = ROOT / "bantin/console/messages/vi.yaml"
TEXTS = [
    MESSAGES,
    ROOT / "templates/words/vi.yaml",
    ROOT / "build.py",
    ROOT / "config.yaml",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted(ROOT.glob("README*.md")),
    *sorted((ROOT / "templates").rglob("*.html")),
    *sorted(path for path in (ROOT / "bantin/commands/starter").rglob("*") if path.suffix in (".md", ".yaml")),
]
_WORD = re.compile(r"[^\W\d_]+")
_EXAMPLE = re.compile(r"`[^`\n]*`|^ {4}.*$", re.MULTILINE)
"""What is quoted: both spellings may stand beside each other there."""


def second_vowel(text: str) -> list[str]:
    """The words whose tone stands on the second vowel of an open oa, oe or uy: xoá, khoẻ, thuỷ."""
    return [word for word in _WORD.findall(text) if word[:1] not in "qQ" and _is_moved(word)]


def _is_moved(word: str) -> bool:
    """Whether `tone_place`, which moves the tone to the second vowel, would have made it from another spelling."""
    return word != (first := _first(word)) and tone_place(first) == word


_PAIRS = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)


def _first(word: str) -> str:
    """The word with the tone on the first vowel."""
    small = word.lower()
    return small[:-2] + _PAIRS[small[-2:]] if small[-2:] in _PAIRS else word


def test_what_counts_as_the_other_spelling() -> None:
    """Only open syllables, and not behind q."""
    assert second_vowel("xoá khoẻ thuỷ uỷ hoà") == ["xoá", "khoẻ", "thuỷ", "uỷ", "hoà"]
    assert second_vowel("xóa khỏe thủy hoàn toàn quý quả xoáy khuỷu thuở") == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_tone_has_one_place(path: Path) -> None:
    """On the first vowel."""
    assert second_vowel(_EXAMPLE.sub(" ", path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("other", "ours"),
    [
        (r"\bmenu\b(?! ?[:»`])", "trình đơn"),
        (r"\bgỡ bỏ\b", "gỡ"),
        (r"\bcơ quan chức năng\b", "cơ quan"),
        (r"\bweb site\b", "trang"),
    ],
)
def test_one_word_for_one_thing(other: str, ours: str) -> None:
    """In the sentences and on the pages; the key `menu` of config.yaml is quoted as it is written."""
    for path in (MESSAGES, ROOT / "templates/words/vi.yaml"):
        said = re.sub(r"^[\w.-]+:", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert not re.findall(other, said, re.IGNORECASE), ours
