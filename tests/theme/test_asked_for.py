"""Nothing is handed to the templates in vain: each field of a page is shown, and each word is said."""

import inspect
import re
from pathlib import Path

import pytest
import yaml

from bantin.pages import frame_types, part_types, types

ROOT = Path(__file__).parents[2]
DRAWN = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "templates").rglob("*.html")))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bantin").rglob("*.py")))
FIELDS = [
    (name, field)
    for module in (part_types, frame_types, types)
    for name, kind in inspect.getmembers(module, inspect.isclass)
    if kind.__module__ == module.__name__
    for field in getattr(kind, "_fields", ())
]
OF_RENDERING = {
    ("ArticlePage", "body"): "goes into the template by itself, as `body`, once its slots are filled",
    ("PlainPage", "body"): "the same",
    ("Prose", "digest"): "by which the text is found",
    ("Prose", "slots"): "what fills the text's links and pictures",
}
"""Fields that rendering reads, and no template."""


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=[f"{kind}.{field}" for kind, field in FIELDS])
def test_every_field_is_asked_for(kind: str, field: str) -> None:
    """By a template, or by what renders them."""
    is_drawn = re.search(rf"\.{field}\b", DRAWN) is not None
    assert is_drawn != ((kind, field) in OF_RENDERING)
    if not is_drawn:
        assert f".{field}" in (ROOT / "bantin/theme/render.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_word_is_asked_for(code: str) -> None:
    """By its key; or by the first part of it, where the second is a number or a kind that stands in the program."""
    words = yaml.safe_load((ROOT / f"templates/words/{code}.yaml").read_text(encoding="utf-8"))
    assert [key for key in words if not is_asked_for(key)] == []


def is_asked_for(key: str) -> bool:
    """Whether a template or the program says the word of this key."""
    if any(quoted in CODE + DRAWN for quoted in (f'"{key}"', f"'{key}'")):
        return True
    first, kind = re.split(r"(?<=\.below-)|(?<=\.)(?!below-)", key, maxsplit=1)
    is_put_together = f'"{first}{{' in CODE or f'"{first}" ~' in DRAWN
    return is_put_together and (kind.isdecimal() or f'"{kind}"' in CODE)


def test_a_word_that_nobody_says_is_found() -> None:
    """Neither one of its own, nor one more of those that are put together."""
    assert not any(is_asked_for(key) for key in ("form.long-date", "badge.nobodys", "list.below-nothing"))
    assert all(is_asked_for(key) for key in ("form.date", "badge.draft", "list.below-latest", "month.12"))
