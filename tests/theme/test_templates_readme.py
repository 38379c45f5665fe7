"""templates/README.md leads whoever wants to change something to a file: to each one, and to none that is not there."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMED = re.compile(r"`((?:[a-z]+/)?[a-z_]+\.html)`")


def test_every_template_stands_in_the_readme() -> None:
    """A template that nobody is led to is not found by those who write no code."""
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    named = set(NAMED.findall((TEMPLATES / "README.md").read_text(encoding="utf-8")))
    assert there == named
