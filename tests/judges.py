"""Judges that know nothing of Bantin: the Nu HTML checker, and axe for accessibility.

Both come from `npm ci --ignore-scripts`; the first needs Java, the second a Chromium that shows the page. Where one of
these is missing its tests are left out and say so, but for CI, where they must run.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

MODULES = Path(__file__).resolve().parent.parent / "node_modules"


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """What the Nu HTML checker says about a file."""

    path: Path
    line: int
    """Counted from 1; 0: the file as a whole."""
    kind: str
    """`error`, `warning`, `info`, or `fault` when the checker itself failed."""
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A rule of axe that elements of a page break."""

    rule: str
    impact: str
    """`minor`, `moderate`, `serious` or `critical`."""
    help: str
    elements: tuple[str, ...]
    """CSS selectors."""


def left_out(reason: str) -> NoReturn:
    """Ends the running test, which needs what is missing here: as skipped, or on CI as failed."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"This must run on CI. {reason}", pytrace=False)
    pytest.skip(reason)


def nu(files: Sequence[Path]) -> list[Message]:
    """All that the Nu HTML checker says about `files`, sorted; one start of Java for all of them."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if java is None:
        left_out("Left out: the Nu HTML checker needs Java (Debian: default-jre-headless).")
    if not jar.exists():
        left_out("Left out: the Nu HTML checker is not there (npm ci --ignore-scripts).")
    words = [java, "-jar", str(jar), "--format", "json", "--exit-zero-always", "--stdout"]
    words += [str(file.resolve()) for file in files]
    said = subprocess.run(words, check=True, capture_output=True, stdin=subprocess.DEVNULL).stdout
    return sorted(message(entry) for entry in json.loads(said)["messages"])


def message(entry: dict[str, str | int]) -> Message:
    """One entry of the checker's report."""
    kinds = {"error": "error", "info": str(entry.get("subType", "info"))}
    path = Path(unquote(str(entry["url"]).removeprefix("file:")))
    return Message(path, int(entry.get("lastLine", 0)), kinds.get(str(entry["type"]), "fault"), str(entry["message"]))


def axe(page: "Page") -> list[Violation]:
    """The rules of axe that `page` breaks as it stands now, sorted.

    axe is handed over by the browser's debugging protocol, so that the page's own policy can stay as strict as it is.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe_source())
    found = page.evaluate(
        """async () => (await axe.run()).violations.map(({id, impact, help, nodes}) =>
            ({id, impact, help, elements: nodes.map(({target}) => target.flat().join(" "))}))"""
    )
    return sorted(Violation(each["id"], each["impact"], each["help"], tuple(each["elements"])) for each in found)


@cache
def axe_source() -> str:
    """axe itself."""
    file = MODULES / "axe-core" / "axe.min.js"
    if not file.exists():
        left_out("Left out: axe is not there (npm ci --ignore-scripts).")
    return file.read_text(encoding="utf-8")
