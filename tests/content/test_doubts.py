"""What an editor left as a hint wrote it is told, once, where it stands."""

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
