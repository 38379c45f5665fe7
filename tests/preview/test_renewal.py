"""The preview while its files are written: what is new shows at once, open pages hear of it, others stay."""

import datetime
import gc
import io
import os
import re
import shutil
import time
from functools import partial

import pytest
from PIL import Image
from tornado.websocket import WebSocketClientConnection

from bantin.plan.planner import Planner
from bantin.preview import preview
from tests.portal import NOW, Portal, written
from tests.preview.running import GREEN, Running, article, heard, on_line, until


def test_edit_tells_the_page(portal: Portal, running: Running) -> None:
    """An edit is a new build, of which an open page hears."""
    build = running.build()

    async def talk(line: WebSocketClientConnection) -> None:
        portal.write(GREEN, article("Phường sạch"))
        said = await heard(line)
        assert (said["command"], said["path"]) == ("reload", "*")

    on_line(running, build, talk)
    assert "Phường sạch" in running.page()
    assert running.build() != build


def test_sites_of_before_are_let_go(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many edits there were, memory holds the site that is shown, and none of those before it."""
    monkeypatch.setattr(preview, "QUIET", 0.05)
    running = Running(portal)
    try:
        for number in range(8):
            portal.write(GREEN, article(f"Lần {number}"))
            until(partial(running.shows, f"Lần {number}"))
            time.sleep(0.1)  # what was made lives on beyond the moment in which garbage is looked for
        until(lambda: sum(type(each) is Planner for each in gc.get_objects()) <= 2)
    finally:
        running.stop()


def test_page_behind_is_told_at_once(running: Running) -> None:
    """No reload is lost: who was not there when it was called hears of it on coming back."""
    running.page()

    async def talk(line: WebSocketClientConnection) -> None:
        assert (await heard(line))["command"] == "reload"

    on_line(running, "1.1", talk)


def test_other_pages_stay(portal: Portal, running: Running) -> None:
    """An edit that a page does not show leaves it alone: nobody is interrupted by what others write."""
    portal.write("content/2018/01/cu.md", article("Bài cũ hơn"))
    until(lambda: running.ask("/2018/01/cu/")[0] == 200)
    build = running.build()
    portal.write("content/2018/01/cu.md", article("Bài cũ hơn", "Chữ khác."))
    until(lambda: "Chữ khác." in running.page("/2018/01/cu/"))
    assert running.build() == build


def test_style_alone(portal: Portal, running: Running) -> None:
    """A change of style asks for the style sheet only."""
    build = running.build()

    async def talk(line: WebSocketClientConnection) -> None:
        portal.write("assets/css/zebra.css", "body { color: green; }")
        said = await heard(line)
        assert (said["path"], said["liveCSS"]) == ("assets/site.css", True)

    on_line(running, build, talk)
    assert "color:green" in running.page("/assets/site.css")


def test_nothing_new(portal: Portal, running: Running, capsys: pytest.CaptureFixture[str]) -> None:
    """A file saved as it was calls for no reload."""
    build = running.build()
    first = capsys.readouterr().out
    assert "trang" in first
    portal.write(GREEN, article("Phường xanh"))
    os.utime(portal.folder / GREEN, (1_600_000_000, 1_600_000_000))
    until(lambda: "trang" in capsys.readouterr().out)
    assert running.build() == build


def test_burst_is_one_build(portal: Portal, running: Running) -> None:
    """Fifty articles that a pull brings, with times long past, are one build."""
    running.page()
    fresh = portal.folder.parent / "pulled"
    fresh.mkdir()
    for number in range(50):
        path = fresh / f"bai-{number}.md"
        path.write_text(article(f"Bài số {number}"), encoding="utf-8")
        os.utime(path, (1_000_000_000, 1_000_000_000))
    for path in fresh.iterdir():
        shutil.move(path, portal.folder / "content/2018/03" / path.name)
    until(lambda: running.ask("/2018/03/bai-49/")[0] == 200)
    assert all(running.ask(f"/2018/03/bai-{number}/")[0] == 200 for number in range(50))
    assert running.preview.preview.builds == 2


def test_removed_article(portal: Portal, running: Running) -> None:
    """What is deleted is gone."""
    running.page()
    (portal.folder / GREEN).unlink()
    until(lambda: running.ask("/2018/03/phuong-xanh/")[0] == 404)


def test_time_comes(portal: Portal, running: Running) -> None:
    """A scheduled article comes out though nobody touches a file."""
    portal.write(GREEN, written(title="Phường xanh", date="2026-03-09 13:00", category="cong-tac-dang"))
    until(lambda: "noindex" in running.page())
    running.time = NOW + datetime.timedelta(hours=2)
    until(lambda: "noindex" not in running.page())


def test_notice_ends(portal: Portal, running: Running) -> None:
    """What is posted until today is not any more after midnight."""
    portal.write(GREEN, article("Phường xanh", notice_until="2026-03-09"))
    until(lambda: "09/03/2026" in running.page())
    running.time = NOW + datetime.timedelta(hours=13)
    until(lambda: "09/03/2026" not in running.page())


def test_site_is_left_alone(portal: Portal, running: Running) -> None:
    """Neither made, nor written, nor looked at."""
    running.page()
    assert not portal.site.exists()
    portal.write("site/index.html", "đã đăng")
    build = running.build()
    portal.write(GREEN, article("Phường sạch"))
    until(lambda: running.build() != build)
    assert [path.name for path in portal.site.iterdir()] == ["index.html"]
    assert (portal.site / "index.html").read_text(encoding="utf-8") == "đã đăng"
    assert running.preview.preview.builds == 2


def test_files_that_all_pages_load(portal: Portal, running: Running) -> None:
    """A browser that has them is told that they are the same, until they are others; of a page it keeps nothing."""
    for address in ("/assets/site.css", "/livereload.js?maxdelay=2000"):
        _, headers, text = running.ask(address)
        assert headers["Cache-Control"] == "no-cache"
        status, _, again = running.ask(address, **{"If-None-Match": headers["ETag"]})
        assert (status, again, bool(text)) == (304, "", True)
    before = running.ask("/assets/site.css")[1]["ETag"]
    portal.write("assets/css/zebra.css", "body { color: green; }")
    until(lambda: running.ask("/assets/site.css", **{"If-None-Match": before})[0] == 200)
    page = running.ask("/")[1]
    assert (page["Cache-Control"], page["ETag"]) == ("no-store", None)


def test_picture(portal: Portal, running: Running) -> None:
    """A variant is made when it is asked for; a picture exchanged shows at once."""
    for colour in ("red", "blue"):
        out = io.BytesIO()
        Image.new("RGB", (1600, 900), colour).save(out, "PNG")
        portal.write("content/2018/03/anh.png", out.getvalue())
        portal.write(GREEN, article("Phường xanh", f"![Ảnh {colour}](anh.png)"))
        # Not the words alone: a build between the two writes tells of a picture that is not there yet.
        until(lambda: f'alt="Ảnh {colour}"' in running.page())  # noqa: B023 - It is called in this very round.
        found = re.search(r'<source type="image/webp" srcset="[./]*(\S+) ', running.page())
        assert found is not None
        status, headers, _ = running.ask(f"/{found[1]}")
        assert (status, headers["Content-Type"]) == (200, "image/webp")
