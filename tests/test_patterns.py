"""Expressions that are compiled at their first use: all of them can be, and each does what `re` does."""

import gc
import importlib
import re
from pathlib import Path

import pytest

from bantin.patterns import LazyPattern, lazy_pattern

PACKAGE = Path(__file__).resolve().parent.parent / "bantin"


def test_every_expression_is_right() -> None:
    """What is wrong with an expression shows here, not when an editor's text first needs it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name not in ("__init__.py", "__main__.py"):
            importlib.import_module(".".join(("bantin", *path.relative_to(PACKAGE).with_suffix("").parts)))
    gc.unfreeze()  # a preview that was tested before in this process has put aside what was there
    found = [each for each in gc.get_objects() if type(each) is LazyPattern]
    assert len(found) > 400
    for each in found:
        assert each.groups >= 0, each.pattern


def test_compiled_at_first_use() -> None:
    """Who only passes an expression on compiles nothing; who asks it has the answer of `re`."""
    pattern = lazy_pattern(r"(?P<day>\d+)/(?P<month>\d+)", re.IGNORECASE)
    assert pattern.pattern == r"(?P<day>\d+)/(?P<month>\d+)"
    assert "search" not in vars(pattern)
    found = pattern.search("ngày 7/3/2018")
    assert found is not None
    assert found["day"] == "7"
    assert "search" in vars(pattern)
    assert pattern.flags & re.IGNORECASE
    assert pattern.sub("hôm ấy", "ngày 7/3") == "ngày hôm ấy"
    assert lazy_pattern(rb"\d+").findall(b"1, 22") == [b"1", b"22"]


def test_wrong_expression() -> None:
    """It is told at its first use; what no pattern has is told as of any value."""
    with pytest.raises(re.error, match="missing \\)"):
        lazy_pattern("(").search("")
    with pytest.raises(AttributeError, match="mark"):
        lazy_pattern("a").mark  # type: ignore[attr-defined]  # noqa: B018 -- that it is asked for is what is tested
