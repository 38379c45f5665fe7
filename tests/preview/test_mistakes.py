"""The preview while something is wrong: the last good page with the mistake over it, until it is mended."""

import threading
from typing import Any

import pytest
from tornado.escape import json_encode
from tornado.websocket import WebSocketClientConnection

from bantin.build import first_page, pipeline
from bantin.build.site import PreparedSite
from bantin.preview.session import Session
from tests.portal import CONFIG, Portal
from tests.preview.running import GREEN, LIMIT, Running, article, heard, on_line, shows, until


def test_mistake_and_mending(portal: Portal, running: Running, capsys: pytest.CaptureFixture[str]) -> None:
    """The last good page with the mistake over it, escaped; mended, it is gone."""
    running.page()
    portal.write(GREEN, "---\ntitle: <b>Xanh</b>: & sạch\ndate: 2018-03-07\ncategory: cong-tac-dang\n---\n\nChữ.\n")
    until(lambda: "bantin-preview" in running.page())
    status, _, text = running.ask("/2018/03/phuong-xanh/")
    assert status == 200
    assert "Phường xanh" in text
    assert "content/2018/03/phuong-xanh.md:2:19: lỗi: " in text
    assert "    title: &lt;b&gt;Xanh&lt;/b&gt;: &amp; sạch\n                      ^</pre><p>→ " in text
    assert "<b>Xanh" not in text
    assert '<link rel="stylesheet" href="/_bantin/preview.css">' in text
    assert "Có 1 lỗi cần sửa. Trang đang hiện là bản đúng gần nhất." in text
    assert "bantin-preview" in running.page("/khong-co")
    assert "    title: <b>Xanh</b>: & sạch\n                      ^\n  → " in capsys.readouterr().out
    portal.write(GREEN, article("Xanh và sạch"))
    until(lambda: "bantin-preview" not in running.page())
    assert "Xanh và sạch" in running.page()


def test_mistake_tells_the_page(portal: Portal, running: Running) -> None:
    """The overlay comes by itself, and goes by itself, also if nothing else has changed since."""
    build = running.build()

    async def talk(line: WebSocketClientConnection) -> None:
        portal.write(GREEN, "không có phần đầu\n")
        assert (await heard(line))["path"] == "*"
        await line.write_message(json_encode(shows(running.build())))
        portal.write(GREEN, article("Phường xanh"))
        assert (await heard(line))["path"] == "*"

    on_line(running, build, talk)
    assert "bantin-preview" not in running.page()


def test_wrong_from_the_start(portal: Portal) -> None:
    """With nothing good yet, the mistakes alone, at every address."""
    portal.write(GREEN, "không có phần đầu\n")
    running = Running(portal)
    try:
        status, _, text = running.ask("/bat-ky/")
        assert status == 500
        assert '<html lang="vi">' in text
        assert "content/2018/03/phuong-xanh.md" in text
        assert "Có 1 lỗi cần sửa thì mới xem thử được." in text
        assert "livereload.js" in text
        portal.write(GREEN, article("Phường xanh"))
        until(lambda: running.ask("/")[0] == 200)
    finally:
        running.stop()


def test_page_before_the_others(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a large portal is still being read, the article that is asked for is there, and says what it lacks."""
    may_look, look = threading.Event(), Session.look

    def held(*asked: Any) -> Any:
        may_look.wait(LIMIT)
        return look(*asked)

    monkeypatch.setattr(first_page, "MANY", 1)
    monkeypatch.setattr(Session, "look", held)
    running = Running(portal)
    try:
        status, _, text = running.ask("/2018/03/phuong-xanh/")
        assert (status, "Một đoạn văn ngắn." in text, "Đang đọc các bài còn lại." in text) == (200, True, True)
        assert running.ask("/assets/site.css")[0] == 200
        build = running.build()

        async def talk(line: WebSocketClientConnection) -> None:
            may_look.set()
            assert (await heard(line))["path"] == "*"

        on_line(running, build, talk)
        assert "Đang đọc" not in running.page()
    finally:
        may_look.set()
        running.stop()


def test_config_broken_and_mended(portal: Portal, running: Running) -> None:
    """config.yaml is watched, and its loss is a mistake like any other."""
    running.page()
    (portal.folder / "config.yaml").unlink()
    until(lambda: "bantin-preview" in running.page())
    portal.write("config.yaml", CONFIG.replace("Phường Phúc Lợi", "Phường Việt Hưng"))
    until(lambda: "Phường Việt Hưng" in running.page())
    assert "bantin-preview" not in running.page()


def test_template_mistake(portal: Portal, running: Running) -> None:
    """A template of the portal's own that asks for what is not there does not take the last good page away."""
    running.page()
    portal.write("templates/parts/article_tools.html", "<p>\n{{ page.khong_co }}</p>\n")
    until(lambda: "bantin-preview" in running.page())
    text = running.page()
    assert "templates/parts/article_tools.html:2: lỗi: " in text
    assert "    {{ page.khong_co }}" in text
    assert "Một đoạn văn ngắn." in text
    portal.write("templates/parts/article_tools.html", "<p>Đã sửa</p>\n")
    until(lambda: "Đã sửa" in running.page())


def test_template_mistake_on_a_page_looked_at(portal: Portal, running: Running) -> None:
    """Also where only the page that is open meets it."""
    portal.write("content/2018/05/co-nguon.md", article("Có nguồn", source="Cổng thành phố"))
    until(lambda: running.ask("/2018/05/co-nguon/")[0] == 200)
    template = "{% if page.title == 'Có nguồn' %}{{ page.khong_co }}{% endif %}\n"
    portal.write("templates/parts/article_tools.html", template)
    until(lambda: "bantin-preview" in running.page())
    assert running.ask("/2018/05/co-nguon/")[0] == 200


def test_template_mistake_elsewhere(portal: Portal, running: Running) -> None:
    """A page that nobody looked at tells of it when somebody does."""
    portal.write("content/2018/05/co-nguon.md", article("Có nguồn", source="Cổng thành phố"))
    until(lambda: "Có nguồn" in running.page("/"))
    template = "{% if page.title == 'Có nguồn' %}{{ page.khong_co }}{% endif %}<p>Mới</p>\n"
    portal.write("templates/parts/article_tools.html", template)
    until(lambda: "Mới" in running.page())
    status, _, text = running.ask("/2018/05/co-nguon/")
    assert status == 500
    assert "templates/parts/article_tools.html:1: lỗi: " in text
    assert "data-bantin-mark" in text


def test_fault_of_ours(
    portal: Portal, running: Running, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unforeseen exception is shown and survived."""
    running.page()
    plan_site = pipeline.plan_site

    def fail(*_: object) -> PreparedSite:
        raise RuntimeError("hỏng <i>")

    monkeypatch.setattr(pipeline, "plan_site", fail)
    portal.write(GREEN, article("Phường sạch"))
    until(lambda: "RuntimeError: hỏng &lt;i&gt;" in running.page())
    assert "Traceback" in capsys.readouterr().err
    monkeypatch.setattr(pipeline, "plan_site", plan_site)
    portal.write(GREEN, article("Phường sạch sẽ"))
    until(lambda: "Phường sạch sẽ" in running.page())
