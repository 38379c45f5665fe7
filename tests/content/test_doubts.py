"""What an editor left as a hint wrote it is told, once, where it stands."""

import re
from pathlib import Path

import pytest

from bantin.problems import Place
from tests.builds import came
from tests.portal import CONFIG, Portal, written


@pytest.mark.parametrize(("sample", "times"), [("", 1), ('sample: "Cổng mẫu."\n', 0)])
def test_placeholders(tmp_path: Path, sample: str, times: int) -> None:
    """Not in a sample, which says on every page that it is one."""
    portal, path = Portal(tmp_path), "content/2026/03/mot.md"
    text = written("Gọi (024) 0000 0000.", title="Một", date="2026-03-01", category="thong-bao")
    portal.write_all({"config.yaml": CONFIG + sample, path: text})
    told = [(problem.key, problem.place) for problem in came(portal).problems]
    line = next(number for number, each in enumerate(text.splitlines(), 1) if each.startswith("Gọi"))
    assert told == [("placeholder", Place(path, line, 5))] * times


@pytest.mark.parametrize(("base", "times"), [("https://phuc-loi.vn", 1), ("https://phuong.example", 0)])
def test_the_hints_own_address(tmp_path: Path, base: str, times: int) -> None:
    """It is told once the portal has another one; before that config.yaml is told to get one."""
    portal, path = Portal(tmp_path), "content/2026/03/mot.md"
    text = written("Thư: ubnd@phuong.example", title="Một", date="2026-03-01", category="thong-bao")
    config = re.sub("(?m)^base_url: .*$", f"base_url: {base}", CONFIG)
    portal.write_all({"config.yaml": config, path: text})
    told = [dict(problem.values)["text"] for problem in came(portal).problems if problem.place.path == path]
    assert told == ["phuong.example"] * times
