"""Which words could be Vietnamese."""

import unicodedata

import pytest

from bantin.disk.syllables import is_syllable
from tests.disk.old_encodings import ARTICLE

POSSIBLE = """
ái oản yến uỷ khuỷu nghiêng giếng gì gìn giữ già quốc quý quỳnh quýt quần quơ thuở khuya tuyết huỳnh ngoèo xoong ngoằn
loắt cách kính ghế nghệ Đắk HỘI ĐẢNG đường rượu xoáy thuyền khuỵu hươu bâng khuâng ỉ ý moóc tuýp
"""
IMPOSSIBLE = "c«ng coâng Ã´ kát cế ngệ ghà gế các1 mac tòc tãt ààm café ñaûng đđ ß zá bòw"


@pytest.mark.parametrize("word", POSSIBLE.split())
def test_possible_syllables(word: str) -> None:
    """Every onset and the rarer rhymes."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", IMPOSSIBLE.split())
def test_impossible_syllables(word: str) -> None:
    """Foreign letters; k, gh, ngh and c, g, ng before the wrong vowel; a stop without sắc or nặng."""
    assert not is_syllable(word)


def test_every_word_of_the_article_is_possible() -> None:
    """In either normal form."""
    words = [word.strip(",.;-") for word in ARTICLE.split()]
    assert [word for word in words if word and not is_syllable(word)] == []
    assert [word for word in words if word and not is_syllable(unicodedata.normalize("NFD", word))] == []
