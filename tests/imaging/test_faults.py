"""A fault of the program at a picture is told with the picture's name, and never called damage."""

from pathlib import Path

import pytest

from bantin.imaging import variants
from bantin.problems import Mistakes
from tests.builds import picture
from tests.portal import CONFIG, Portal, written


def failing(*_: object, **__: object) -> None:
    """Fails as code does that has a mistake."""
    raise ZeroDivisionError("division by zero")


@pytest.mark.parametrize("function", ["inspect", "encode_all"])
def test_fault_names_the_picture(function: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is met when the picture is read or when its variants are made."""
    portal = Portal(tmp_path)
    text = written("![Bà con quét ngõ](quet-ngo.png)", title="Ra quân", date="2026-03-01", category="thong-bao")
    portal.write_all({"config.yaml": CONFIG, "content/2026/03/a.md": text, "content/2026/03/quet-ngo.png": picture(1)})
    monkeypatch.setattr(variants, function, failing)
    with pytest.raises(Mistakes) as found:
        portal.build()
    told = [(problem.key, problem.place.path) for problem in found.value.problems]
    assert told == [("picture-failed", "content/2026/03/quet-ngo.png")]
    assert dict(found.value.problems[0].values)["reason"] == "ZeroDivisionError: division by zero"
