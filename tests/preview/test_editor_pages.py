"""Writing in the browser, seen from outside: who is let in, and what the page's questions are answered."""

import http.client
import json
import posixpath
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bantin.commands import cli
from bantin.console import catalogue
from bantin.disk import writing
from bantin.imaging import variants
from bantin.preview import editor_pages
from tests.builds import picture
from tests.portal import CONFIG, NOW, Portal
from tests.preview.running import DRAFT, GREEN, LIMIT, Running, article, until

JSON = {"Content-Type": "application/json"}


def asked(running: Running, question: str, body: Any = None, **headers: str) -> tuple[int, Any]:
    """(status, answer) of a question of the editor's page, or of an order if it has a body."""
    line = http.client.HTTPConnection("127.0.0.1", running.preview.port, timeout=LIMIT)
    try:
        address = f"{running.preview.preview.editor}api/{question}"
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        line.request("GET" if body is None else "POST", address, data, {**JSON, **headers})
        answer = line.getresponse()
        text = answer.read().decode()
        return answer.status, json.loads(text) if text.startswith("{") else text
    finally:
        line.close()


def test_nothing_without_the_secret(running: Running) -> None:
    """The folder says where to look, in the editor's language, and answers nothing else."""
    for address in ("/_soan", "/_soan/", "/_soan/api/articles", "/_soan/" + "x" * 22 + "/api/articles"):
        status, _, text = running.ask(address)
        assert (status, text) == (
            403,
            "Chỗ soạn bài chỉ mở được bằng địa chỉ mà lệnh serve in ra ở cửa sổ chạy chương trình.\n",
        )
    assert running.ask(running.preview.preview.editor)[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example:8000"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
    ids=str,
)
def test_no_page_of_elsewhere_writes(running: Running, portal: Portal, headers: dict[str, str]) -> None:
    """Even one that knows the secret: by another name, from another place, from another port."""
    before = (portal.folder / GREEN).read_bytes()
    version = asked(running, f"article?path={GREEN}")[1]["version"]
    status, _ = asked(running, "save", {"path": GREEN, "version": version, "text": "x"}, **headers)
    assert status == 403
    assert (portal.folder / GREEN).read_bytes() == before


def test_forms_of_elsewhere_are_no_json(running: Running) -> None:
    """What an HTML form can send without asking is not taken."""
    order = {"path": GREEN, "version": "", "text": "x"}
    assert asked(running, "save", order, **{"Content-Type": "text/plain"})[0] == 400


def test_list_and_article(running: Running) -> None:
    """Every article with its state; one with its form."""
    told = asked(running, "articles")[1]
    assert [(each["path"], each["state"]) for each in told["articles"]] == [
        (GREEN, "published"),
        (DRAFT, "draft"),
    ]
    assert [each["name"] for each in told["categories"]] == ["Công tác Đảng", "Thông báo"]
    status, one = asked(running, f"article?path={GREEN}")
    assert (status, one["values"]["title"]) == (200, "Phường xanh")
    for path in ("content/2018/03/khong-co.md", "content/../config.yaml", "config.yaml"):
        assert asked(running, f"article?path={quote(path)}")[0] in (400, 404)


def test_page_beside_the_text(running: Running, portal: Portal) -> None:
    """It follows what is in the form, saved or not, with the problems at their fields; no file is touched."""
    before = (portal.folder / GREEN).read_bytes()
    status, told = asked(running, "render", {"path": GREEN, "values": {"title": "Tên mới"}, "body": "\nChữ **đậm**.\n"})
    assert (status, told) == (200, {"problems": [], "address": "2018/03/phuong-xanh/", "isSettled": False})
    page = running.ask(f"{running.preview.preview.editor}view/{told['address']}")[2]
    assert "<strong>đậm</strong>" in page
    assert "Tên mới" in page
    assert "livereload" not in page
    assert running.ask(f"{running.preview.preview.editor}view/assets/site.css")[0] == 200
    told = asked(running, "render", {"path": GREEN, "values": {"category": "Không có"}, "body": "\n[x](y.md)\n"})[1]
    assert [(each["field"], each["bodyLine"], each["isWarning"]) for each in told["problems"]] == [
        ("category", 0, False),
        ("body", 2, False),
    ]
    assert (portal.folder / GREEN).read_bytes() == before


def test_save_and_conflict(running: Running, portal: Portal) -> None:
    """Only the changed line is another; who comes second is told, and both texts are there."""
    first = asked(running, f"article?path={GREEN}")[1]
    before = (portal.folder / GREEN).read_text()
    order = {"path": GREEN, "version": first["version"], "values": {"title": "Tên mới"}}
    status, saved = asked(running, "save", order)
    assert (status, saved["values"]["title"]) == (200, "Tên mới")
    assert (portal.folder / GREEN).read_text() == before.replace("Phường xanh", "Tên mới")
    status, told = asked(running, "save", {**order, "values": {"title": "Tên khác"}})
    assert (status, told["theirs"]["values"]["title"]) == (409, "Tên mới")
    assert asked(running, f"version?path={GREEN}&name={told['kept']}")[1]["text"] == before.replace(
        "Phường xanh", "Tên khác"
    )
    assert len(asked(running, f"history?path={GREEN}")[1]["versions"]) == 3


def test_words_of_the_page() -> None:
    """The page has the same words in both languages, and a hint of its own only for what can be wrong."""
    of = {code: json.loads((editor_pages._FILES / f"words.{code}.json").read_bytes()) for code in ("vi", "en")}
    assert list(of["vi"]) == list(of["en"])
    hints = {key.removeprefix("hint.") for key in of["vi"] if key.startswith("hint.")}
    assert hints <= catalogue.load("vi").hints.keys()
    assert not [words for each in of.values() for key, words in each.items() if "build.py" in words or ": có" in words]


def test_version_of_a_file(running: Running, portal: Portal) -> None:
    """The page can ask whether the file is still what it shows; an earlier version is told in its parts."""
    first = asked(running, f"article?path={GREEN}")[1]
    current = asked(running, f"current?path={GREEN}")[1]
    assert current["version"] == first["version"]
    portal.write(GREEN, article("Của git"))
    second = asked(running, f"current?path={GREEN}")[1]["version"]
    until(lambda: asked(running, f"current?path={GREEN}")[1]["builds"] > current["builds"])
    assert second not in ("", first["version"])
    asked(running, "save", {"path": GREEN, "version": second, "values": {"lead": "Lời dẫn."}})
    kept = asked(running, f"history?path={GREEN}")[1]["versions"]
    told = asked(running, f"version?path={GREEN}&name={kept[0]['name']}")[1]
    assert (told["title"], told["lead"], told["body"].strip()) == ("Của git", "Lời dẫn.", "Một đoạn văn ngắn.")
    (portal.folder / GREEN).unlink()
    assert asked(running, f"current?path={GREEN}")[1]["version"] == ""


def test_new_articles(running: Running, portal: Portal) -> None:
    """One from nothing, one like another, a translation; each a draft in its place."""
    made = asked(running, "new", {"title": "Bài mới", "category": "thong-bao"})[1]
    assert "category: Thông báo\n" in (portal.folder / made["path"]).read_text()
    portal.write(GREEN, article("Phường xanh", "Lời mời.", tags="môi trường"))
    like = asked(running, "new", {"title": "Bài nữa", "like": GREEN})[1]
    text = (portal.folder / like["path"]).read_text()
    assert ("title: Bài nữa\n" in text, "tags: môi trường\n" in text, text.endswith("Lời mời.\n")) == (True,) * 3
    assert "draft: có" in text
    made = asked(running, "translate", {"path": GREEN})[1]
    assert made == {"path": "content/2018/03/phuong-xanh.en.md"}
    status, told = asked(running, "translate", {"path": GREEN})
    assert status == 422
    assert "phuong-xanh.en.md" in told["problems"][0]


def test_files_and_pasted_texts(running: Running, portal: Portal) -> None:
    """A photo larger than other requests may be; a table from Word as Markdown."""
    octets = {"Content-Type": "application/octet-stream"}
    photo = bytes(2_000_000)
    status, told = asked(running, f"file?path={GREEN}&name={quote('Ảnh lễ.jpg')}", photo, **octets)
    assert (status, told) == (200, {"path": "phuong-xanh/anh-le.jpg"})
    assert (portal.folder / "content/2018/03/phuong-xanh/anh-le.jpg").stat().st_size == len(photo)
    assert asked(running, f"file?path={GREEN}&name=x.exe", b"MZ", **octets)[0] == 422
    table = "<table><tr><th>Ngày</th><th>Nơi</th></tr><tr><td>1/2</td><td>UBND</td></tr></table>"
    html = f"<p>Kính gửi <b>bà con</b></p>{table}"
    told = asked(running, "paste", {"path": GREEN, "html": html, "text": ""})[1]
    assert told["markdown"].split("\n")[0] == "Kính gửi **bà con**"
    assert "| Ngày | Nơi |" in told["markdown"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"path": 5}', b"\xff", b"[" * 100_000, b'{"path": "content/x.md"}']
)
def test_nonsense_is_refused(running: Running, body: bytes) -> None:
    """No order without sense does or prints anything."""
    for name in ("save", "render", "new", "translate", "paste"):
        assert asked(running, name, body)[0] in (200, 400, 404, 422)
    assert asked(running, "khong_co", b"{}")[0] == 404


BY = "Chủ tịch UBND phường"
NEEDS_APPROVAL = CONFIG + f"approval: {{by: {BY}}}\n"


def order(running: Running, name: str, **values: str) -> tuple[int, Any]:
    """What an order about the article is answered, given with the version that the page shows."""
    version = asked(running, f"article?path={GREEN}")[1]["version"]
    return asked(running, name, {"path": GREEN, "version": version, **values})


def test_approved_by_a_click(portal: Portal, running: Running) -> None:
    """Its lines are added, and with them the article is what was approved; other bytes stay."""
    portal.write("config.yaml", NEEDS_APPROVAL)
    portal.write(GREEN, article("Phường xanh").replace("\n", "\r\n"))
    until(lambda: asked(running, "articles")[1]["isApproved"])
    told = asked(running, "articles")[1]
    assert (told["approver"], told["articles"][0]["state"]) == ("Chủ tịch UBND phường", "unapproved")
    before = (portal.folder / GREEN).read_bytes().decode()
    status, told = order(running, "approve", by="  Nguyễn Văn   An ")
    after = (portal.folder / GREEN).read_bytes().decode()
    assert status == 200
    assert told["values"]["approved"]["by"] == "Nguyễn Văn An"
    added = [line for line in after.splitlines(keepends=True) if line not in before.splitlines(keepends=True)]
    assert [line.split(":")[0].strip() for line in added] == ["approved", "by", "date", "digest"]
    assert after.replace("".join(added), "") == before
    until(lambda: asked(running, "articles")[1]["articles"][0]["state"] == "published")


def test_approval_of_what_is_not_shown(portal: Portal, running: Running) -> None:
    """Neither an article with a mistake, nor one that somebody changed meanwhile; nor by nobody, or where nobody asks
    for approval."""
    assert order(running, "approve", by="An")[0] == 400
    portal.write("config.yaml", NEEDS_APPROVAL)
    until(lambda: asked(running, "articles")[1]["isApproved"])
    assert order(running, "approve", by=" ")[0] == 400
    assert asked(running, "approve", {"path": GREEN, "version": "cũ", "by": "An"})[0] == 409
    portal.write(GREEN, article("Phường xanh", "[x](khong-co.md)"))
    before = (portal.folder / GREEN).read_bytes()
    status, told = order(running, "approve", by="An")
    assert status == 422
    assert "khong-co.md" in told["problems"][0]
    assert (portal.folder / GREEN).read_bytes() == before


def is_settled(running: Running) -> bool:
    """Whether there is nothing to ask a leader about, as the page is told with each rendering."""
    told = asked(running, "render", {"path": GREEN})[1]
    assert isinstance(told["isSettled"], bool)
    return told["isSettled"]


@pytest.mark.parametrize("config", [CONFIG, NEEDS_APPROVAL], ids=["free", "approved"])
def test_file_for_the_leader(config: str, portal: Portal, running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is byte for byte what the command makes, with pictures and attachments; offered until it was approved."""
    portal.write("content/2018/03/vuon.png", picture(9, 300))
    portal.write("content/2018/03/mau.pdf", b"%PDF-1.4")
    portal.write("config.yaml", config)
    front = {"attachments": "mau.pdf", "cover": "{image: vuon.png, alt: Vườn}"}
    portal.write(GREEN, article("Phường xanh", "![Vườn](vuon.png)\n\n[Mẫu](mau.pdf)", **front))
    until(lambda: "vuon.png" in asked(running, f"article?path={GREEN}")[1]["body"] and not is_settled(running))
    until(lambda: asked(running, "articles")[1]["isApproved"] == (config == NEEDS_APPROVAL))
    until(lambda: asked(running, f"review?path={GREEN}")[0] == 200)  # all four files are seen
    status, told = asked(running, f"review?path={GREEN}")
    assert (status, told["name"], told["by"]) == (200, "phuong-xanh.html", "" if config == CONFIG else BY)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    assert cli.main(["review", GREEN, "--project", str(portal.folder), "--lang", "vi"]) == cli.OK
    assert told["html"] == (portal.folder / "duyet/phuong-xanh.html").read_text(encoding="utf-8")
    assert cli.main(["approve", GREEN, "--by", "An", "--project", str(portal.folder)]) == cli.OK
    until(lambda: is_settled(running))
    assert not asked(running, "render", {"path": GREEN, "body": "Lời khác."})[1]["isSettled"]
    assert asked(running, "render", {"path": GREEN, "values": {"category": "tin-tuc"}})[1]["isSettled"]


def test_nothing_to_ask_a_leader(portal: Portal, running: Running) -> None:
    """About what is withdrawn; and about an article with a mistake nobody can be asked yet."""
    portal.write(GREEN, article("Phường xanh", withdrawn="{date: 07/03/2026, reason: Nhầm}"))
    until(lambda: asked(running, "articles")[1]["articles"][0]["state"] == "withdrawn")
    assert is_settled(running)
    assert asked(running, f"review?path={GREEN}")[0] == 422
    portal.write(GREEN, article("Phường xanh", "[x](khong-co.md)"))
    until(lambda: asked(running, f"review?path={GREEN}")[1]["problems"][0].count("khong-co.md") > 0)
    assert asked(running, "review?path=content/2018/03/khong-co.md")[0] == 404


def test_withdrawn_and_corrected_by_a_click(portal: Portal, running: Running) -> None:
    """A sentence each; the day is the portal's, and no other line changes."""
    before = (portal.folder / GREEN).read_text(encoding="utf-8")
    assert order(running, "correct", why="Sửa ngày họp.")[0] == 200
    now = (portal.folder / GREEN).read_text(encoding="utf-8")
    added = [line for line in now.splitlines() if line not in before.splitlines()]
    assert [line.partition(":")[0] for line in added] == ["updated", "correction"]
    assert added[1] == "correction: Sửa ngày họp."
    assert order(running, "withdraw", why="Đăng nhầm.")[0] == 200
    last = (portal.folder / GREEN).read_text(encoding="utf-8")
    added = [line for line in last.splitlines() if line not in now.splitlines()]
    assert [line.strip() for line in added] == ["withdrawn:", "date: 09/03/2026", "reason: Đăng nhầm."]
    assert order(running, "withdraw", why=" ")[0] == 400
    until(lambda: asked(running, "articles")[1]["articles"][0]["state"] == "withdrawn")


def test_picture_of_a_text_that_is_not_saved(portal: Portal, running: Running) -> None:
    """It is shown beside the text also after a look at the portal, in which no text refers to it."""
    octets = {"Content-Type": "application/octet-stream"}
    placed = asked(running, f"file?path={GREEN}&name=vuon.png", picture(9, 600), **octets)[1]["path"]
    view = f"{running.preview.preview.editor}view/"

    def pictures() -> list[str]:
        body = f"Lời.\n\n![Vườn]({placed})\n"
        address = asked(running, "render", {"path": GREEN, "values": {}, "body": body})[1]["address"]
        page = running.ask(f"{view}{address}")[2]
        return [f"{view}{address}{each}" for each in re.findall(r'(?:\.\./)+[^" ]*vuon[^" ]*', page)]

    until(pictures)
    shown = pictures()
    portal.write(DRAFT, article("Bản nháp khác", draft="có"))
    until(lambda: any("khác" in each["title"] for each in asked(running, "articles")[1]["articles"]))
    assert [running.ask(posixpath.normpath(each))[0] for each in shown] == [200] * len(shown)


def test_picture_beside_an_article(portal: Portal, running: Running) -> None:
    """The form shows the cover that an article has; nothing else of the disk."""
    writing.write_bytes(portal.folder / "content/2018/03/anh.png", b"\x89PNG")
    (portal.folder / "content/ngoai.png").symlink_to(portal.folder / "config.yaml")

    def shown(name: str) -> int:
        return running.ask(f"{running.preview.preview.editor}beside?path={GREEN}&name={quote(name)}")[0]

    assert shown("anh.png") == 200
    for name in ("khong-co.png", "../../../config.yaml", "/etc/passwd", "phuong-xanh.md", "../../ngoai.png", ""):
        assert shown(name) in (400, 404), name


def test_photograph_that_nobody_can_read(portal: Portal, running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """A photograph of a telephone is refused at once where it cannot be converted, whatever it is called, with what to
    do; the article stays as it was."""
    heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + bytes(64)
    before = (portal.folder / GREEN).read_bytes()
    monkeypatch.setattr(variants, "reads_heic", lambda: False)
    for name in ("IMG_1.HEIC", "IMG_1.jpg"):
        status, told = asked(running, f"file?path={GREEN}&name={name}", heic)
        assert status == 422
        assert f"Ảnh «{name}» là ảnh HEIC của điện thoại" in told["problems"][0]
        assert "Trên iPhone" in told["problems"][0]
    assert (portal.folder / GREEN).read_bytes() == before
    assert not (portal.folder / GREEN).with_suffix("").exists()
    monkeypatch.setattr(variants, "reads_heic", lambda: True)
    assert asked(running, f"file?path={GREEN}&name=IMG_1.HEIC", heic)[0] == 200


def test_portal_that_begins_with_a_mistake(tmp_path: Path) -> None:
    """The editor opens where nothing can be shown yet: it is where the mistake is to be put right."""
    portal = Portal(tmp_path / "portal")
    portal.write("config.yaml", CONFIG)
    portal.write(GREEN, article("Phường xanh", "[x](khong-co.md)"))
    running = Running(portal)
    try:
        assert [each["path"] for each in asked(running, "articles")[1]["articles"]] == [GREEN]
        status, told = asked(running, "render", {"path": GREEN, "values": {}})
        assert (status, [each["field"] for each in told["problems"]]) == (200, ["body"])
        version = asked(running, f"article?path={GREEN}")[1]["version"]
        assert asked(running, "save", {"path": GREEN, "version": version, "body": "\nĐã sửa.\n"})[0] == 200
        until(lambda: "Đã sửa." in running.page())
    finally:
        running.stop()


def test_portal_that_begins_with_a_wrong_config(tmp_path: Path) -> None:
    """What is wrong with config.yaml is told with its line, and once it is mended articles can be written."""
    portal = Portal(tmp_path / "portal")
    portal.write("config.yaml", CONFIG + "\nkhong co dau hai cham\n")
    portal.write(GREEN, article("Phường xanh"))
    running = Running(portal)
    try:
        status, told = asked(running, "articles")
        assert (status, told["unreadable"][0].startswith("config.yaml:")) == (503, True)
        portal.write("config.yaml", CONFIG)
        until(lambda: asked(running, "articles")[0] == 200)
    finally:
        running.stop()
