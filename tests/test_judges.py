"""The judges judge: each passes a good page and finds what is wrong with a bad one."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.judges import axe, left_out, nu

POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'\">"
)
GOOD = f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">{POLICY}<title>Tin</title></head>
<body><main><h1>Tin mới</h1><p>Xin chào.</p></main></body></html>
"""
BAD = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8">{POLICY}<title>Tin</title></head>
<body><main><h1>Tin mới</h1>
<p><div>Xin chào.</div></p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main></body></html>
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A page without fault."""
    path = tmp_path / "tốt.html"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A page without language, with a block in a paragraph, and with a picture without words."""
    path = tmp_path / "tin xấu.html"
    path.write_text(BAD, encoding="utf-8")
    return path


def test_nu_passes_a_good_page(good: Path) -> None:
    """The checker has nothing to say about a good page."""
    assert nu([good]) == []


def test_nu_finds_errors(good: Path, bad: Path) -> None:
    """The checker names the bad one of two pages, and the line."""
    errors = [message for message in nu([good, bad]) if message.kind == "error"]
    assert [(error.path, error.line, error.text.partition(",")[0]) for error in errors] == [
        (bad, 4, "An “img” element must have an “alt” attribute"),
        (bad, 4, "No “p” element in scope but a “p” end tag seen."),
    ]


def test_axe_passes_a_good_page(chromium: Browser, good: Path) -> None:
    """axe has nothing to say about a good page, whose policy forbids scripts from elsewhere."""
    page = chromium.new_page()
    page.goto(good.as_uri())
    assert axe(page) == []
    page.close()


def test_axe_finds_violations(chromium: Browser, bad: Path) -> None:
    """axe names the rules that a bad page breaks, and the elements."""
    page = chromium.new_page()
    page.goto(bad.as_uri())
    found = {(violation.rule, violation.elements) for violation in axe(page)}
    assert found == {("html-has-lang", ("html",)), ("image-alt", ("img",))}
    page.close()


def test_left_out_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing at home leaves the test out, and says why."""
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=re.escape("Left out: no Java.")):
        left_out("Left out: no Java.")


def test_left_out_on_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing on CI is a failure."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=re.escape("This must run on CI. Left out: no Java.")):
        left_out("Left out: no Java.")
