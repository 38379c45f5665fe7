"""The file that is sent to whoever approves, as they open it: from a message, on a phone, in the dark."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bantin.commands import cli
from tests.browser.conftest import looks
from tests.builds import picture
from tests.judges import axe
from tests.portal import CONFIG, NOW, Portal, written

TIN = "content/2026/03/tin.md"
BODY = "Họp lúc *8 giờ*.\n\n![Vườn](anh.png)\n\n| Tổ | Giờ |\n|---|---|\n| 1 | 8 |\n"
FRONT = {"title": "Tin", "date": "2026-03-01", "category": "thong-bao", "attachments": "mau.pdf", "audio": "tin.mp3"}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of an article whose words and picture changed since it was approved."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    portal = Portal(tmp_path)
    portal.write("config.yaml", f"{CONFIG}approval: {{by: Chủ tịch}}\n")
    for name, data in (("anh.png", picture(9, 300)), ("mau.pdf", b"%PDF-1.4"), ("tin.mp3", b"ID3" + bytes(99))):
        portal.write(f"content/2026/03/{name}", data)
    portal.write(TIN, written(BODY, **FRONT))
    assert cli.main(["approve", TIN, "--by", "Nguyễn Văn An", "--project", str(portal.folder)]) == cli.OK
    text = (portal.folder / TIN).read_text(encoding="utf-8")
    portal.write(TIN, text.replace("8 giờ", "9 giờ"))
    portal.write("content/2026/03/anh.png", picture(200, 300))
    assert cli.main(["review", TIN, "--project", str(portal.folder)]) == cli.OK
    return portal.folder / "duyet/tin.html"


def test_review_can_be_read_by_all(file: Path, chromium: Browser) -> None:
    """axe finds nothing, nothing is wider than the screen, both pictures are there, and nothing is asked for."""
    asked: list[str] = []
    context = chromium.new_context(locale="vi-VN", bypass_csp=True)
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(file.as_uri())
    for look in looks(page, (360, 1280), ("light", "dark")):
        assert axe(page) == [], look
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
    drawn = "each => each.complete && each.naturalWidth > 0"
    assert page.evaluate(f"[...document.querySelectorAll('.review-pair img')].map({drawn})") == [True, True]
    assert [each for each in asked if not each.startswith(("file:", "data:"))] == []
    context.close()
