"""The file that is sent to whoever approves: it holds all that it shows, and tells what changed."""

import base64
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from bantin.commands import cli
from bantin.disk import history
from bantin.disk.files import digest
from bantin.review import standalone
from tests.commands.test_approve import BODY, FRONT, SVG, TIN, said, with_articles
from tests.judges import nu
from tests.portal import CONFIG, NOW, Portal, written


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A portal whose articles are approved."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    return with_articles(tmp_path)


def reviewed(portal: Portal, capsys: pytest.CaptureFixture[str], *names: str) -> str:
    """The file that `review` makes."""
    status, _ = said(portal, capsys, "review", *(names or (TIN,)))
    assert status == cli.OK
    return (portal.folder / "duyet" / "tin.html").read_text(encoding="utf-8")


def words_of(html: str) -> str:
    """What is read in its boxes and articles."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition("<body>")[2]).split())


class Addresses(HTMLParser):
    """What a page leads to or loads, and its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.led: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script" or any(name.startswith("on") for name, _ in attrs)
        for name, value in attrs:
            if name in ("src", "srcset", "poster") or (tag == "link" and name == "href"):
                self.loaded.append(value or "")
            elif name == "href":
                self.led.append(value or "")


def test_review_holds_all_that_it_shows(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Pictures and attachments are within; links lead to their whole addresses; no script."""
    html = reviewed(portal, capsys)
    found = Addresses()
    found.feed(html)
    assert found.scripts == 0
    assert found.loaded
    assert all(each.startswith("data:image/svg+xml;base64,") for each in found.loaded)
    kinds = [each.partition(",")[0] for each in found.led]
    assert kinds.count("data:application/pdf;base64") == 2
    assert all(each.startswith(("data:", "#bai-1-", "https://phuc-loi.example/")) for each in found.led)
    assert all(word in words_of(html) for word in ("Chủ tịch is asked", "never approved", "Họp lúc", "approved: {by:"))
    assert "waits for approval" not in words_of(html)
    assert "@import" not in html
    assert "url(" not in html


def changed(html: str) -> Iterator[str]:
    """What is marked as gone or new."""
    return (f"{name} {text}" for name, text in re.findall(r"<(del|ins)>(.*?)</\1>", html))


def test_review_tells_what_changed(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Word by word since the last approval, however often the article was changed since."""
    said(portal, capsys, "approve", TIN, "--by", "An")
    assert "has not changed since An approved it on 09/03/2026" in words_of(reviewed(portal, capsys))
    text = (portal.folder / TIN).read_text(encoding="utf-8")
    portal.write(TIN, text.replace("*8 giờ*", "*9 giờ*").replace("title: Tin", "title: Tin mới"))
    assert list(changed(reviewed(portal, capsys))) == ["ins  mới", "del *8", "ins *9"]
    portal.write(TIN, text)
    portal.write("content/2026/03/mau.pdf", b"%PDF-1.4 2")
    assert "words have not changed" in words_of(reviewed(portal, capsys))


def test_review_says_what_it_cannot_show(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """If no version of then is left."""
    portal.write(TIN, written(BODY, **FRONT, approved="{by: An, date: 01/03/2026, digest: '012345678901'}"))
    assert "no version of then is left" in words_of(reviewed(portal, capsys))


def pictures(html: str) -> list[str]:
    """What stands in comparisons: the caption of each picture, with the digest of its address."""
    found = re.findall(r'<figure><img src="([^"]+)" alt="[^"]+"><figcaption>([^<]+)</figcaption>', html)
    return [f"{caption} {digest(address.encode())[:6]}" for address, caption in found]


def photograph(shade: int) -> bytes:
    """A JPEG in which a camera noted something."""
    image, notes, data = Image.new("RGB", (900, 600), (shade, 90, 90)), Image.Exif(), io.BytesIO()
    notes[0x010F] = "Bimat"
    image.save(data, "JPEG", exif=notes)
    return data.getvalue()


def with_git(portal: Portal, *words: str) -> None:
    """Runs git in the portal."""
    name = ["-c", "user.name=A", "-c", "user.email=a@phuong.example", "-c", "core.hooksPath=/dev/null"]
    subprocess.run(["git", *name, "-C", portal.folder, *words], check=True, capture_output=True)


@pytest.mark.parametrize("keeper", ["history", "git"])
def test_exchanged_picture_beside_the_old_one(
    keeper: str, portal: Portal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small and without what a camera noted, whoever kept what was approved; an attachment is named."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    portal.write("content/2026/03/anh.jpg", photograph(10))
    portal.write(TIN, written(f"{BODY}\n\n![Cây](anh.jpg)", **FRONT))
    said(portal, capsys, "approve", TIN, "--by", "An")
    if keeper == "git":
        for words in (("init", "-q"), ("add", "content"), ("commit", "-qm", "Tin")):
            with_git(portal, *words)
        shutil.rmtree(portal.folder / history.FOLDER)
    assert pictures(reviewed(portal, capsys)) == []
    portal.write("content/2026/03/anh.jpg", photograph(200))
    portal.write("content/2026/03/hinh.svg", SVG.replace('"2"', '"3"'))
    portal.write("content/2026/03/mau.pdf", b"%PDF-1.4 2")
    text = (portal.folder / TIN).read_text(encoding="utf-8")
    portal.write(TIN, text.replace("*8 giờ*", "*9 giờ*"))
    html = reviewed(portal, capsys)
    assert list(changed(html)) == ["del *8", "ins *9"]
    found = pictures(html)
    assert [each.rpartition(" ")[0] for each in found] == ["When it was approved", "Now"] * 2
    assert len(set(found)) == 4
    assert ("A file that was exchanged: mau.pdf" in words_of(html)) == (keeper == "git")
    assert b"Bimat" not in b"".join(base64.b64decode(each) for each in re.findall(r"base64,([\w+/=]+)", html))


def test_review_holds_recordings_and_names_frames(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """A recording can be heard in the file; what is embedded from elsewhere is a link that says where it leads."""
    portal.write("config.yaml", f"{CONFIG}approval: yes\nembed_hosts: [ban-do.example]\n")
    portal.write("content/2026/03/tin.mp3", b"ID3" + bytes(100))
    frame = '<iframe src="https://ban-do.example/x" title="Bản đồ"></iframe>'
    portal.write(TIN, written(f"{BODY}\n\n{frame}", **FRONT, audio="tin.mp3"))
    html = reviewed(portal, capsys)
    assert re.search(r'<audio [^>]*src="data:audio/mpeg;base64,SUQz', html)
    assert '<a href="https://ban-do.example/x">Bản đồ (ban-do.example)</a>' in html
    assert "<iframe" not in html


def test_heavy_recording_is_left_to_its_link(
    portal: Portal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is sent in a chat stays light."""
    monkeypatch.setattr(standalone, "_MOST", 50)
    portal.write("content/2026/03/tin.mp3", b"ID3" + bytes(100))
    portal.write(TIN, written(BODY, **FRONT, audio="tin.mp3"))
    html = reviewed(portal, capsys)
    assert "<audio" not in html
    assert re.search(r'<a href="https://phuc-loi\.example/[^"]+\.mp3"', html)


def test_review_is_sound_html(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """With several articles in one file too."""
    reviewed(portal, capsys, TIN, "content/2026/03/khac.md")
    assert [each for each in nu([portal.folder / "duyet" / "tin.html"]) if each.kind != "info"] == []


@pytest.mark.parametrize("rule", ["", "approval: {by: Chủ tịch, since: 02/03/2026}\n"], ids=["none", "since"])
def test_review_asks_for_no_line_that_nobody_needs(
    rule: str, portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where articles are public without an approval, a leader is shown the article, and an answer to give."""
    portal.write("config.yaml", f"{CONFIG}{rule}")
    words = words_of(reviewed(portal, capsys))
    assert "I agree to publish Tin, code " in words
    assert "approved:" not in words
    assert "build.py" not in words


def test_review_names_a_broken_picture(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """A picture that breaks off is told as a build tells it, and no file is written."""
    data = io.BytesIO()
    Image.effect_noise((300, 300), 80).save(data, "PNG")
    portal.write("content/2026/03/anh.png", data.getvalue()[:-2000])
    portal.write(TIN, written(f"{BODY}\n\n![Cây](anh.png)", **FRONT))
    status, told = said(portal, capsys, "review", TIN)
    assert (status, told.count(f"{TIN}:16:8: error: The picture “anh.png” is damaged")) == (cli.CONTENT, 1), told
    assert not (portal.folder / "duyet").exists()
