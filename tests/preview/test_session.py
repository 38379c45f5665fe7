"""The session: a site that is looked at again and again, and articles whose text is not saved yet."""

import datetime
import threading
from collections.abc import Collection
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from zoneinfo import ZoneInfo

import pytest

from bantin.build import first_page, kept_texts, live_site, text_tasks
from bantin.build.kept_texts import KeptTexts
from bantin.build.live_site import LiveSite
from bantin.build.site import Site
from bantin.cache.store import BuildCache
from bantin.preview import session as session_module
from bantin.preview.preview_site import PreviewSite
from bantin.preview.session import Session
from bantin.problems import Mistakes, Place, error
from bantin.theme.page_output import PageOutput
from bantin.theme.render import Renderer
from tests.portal import CONFIG, NOW, Portal, written

PATH = "content/2018/03/bai.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal of one article."""
    portal = Portal(tmp_path / "portal")
    portal.write("config.yaml", CONFIG)
    portal.write(PATH, article("Bài", "Đoạn đã lưu."))
    return portal


def article(title: str, body: str) -> str:
    """An article of 2018."""
    return written(body, title=title, date="2018-03-07", category="cong-tac-dang")


def session(portal: Portal) -> Session:
    """A session that has looked once."""
    session = Session(portal.folder, "/livereload.js", BuildCache(None))
    site, problems = session.look(NOW)
    assert (site is not None, problems) == (True, ())
    return session


def test_text_that_is_not_saved(portal: Portal) -> None:
    """Its page is shown as it would be; the file and the site stay as they are."""
    here = session(portal)
    before = portal.folder.joinpath(PATH).read_bytes()
    rendered = here.render_text(PATH, article("Bài mới sửa", "Đoạn **chưa lưu**."), NOW)
    assert rendered.page is not None
    text = rendered.page.decode()
    assert "<strong>chưa lưu</strong>" in text
    assert "Bài mới sửa" in text
    assert rendered.problems == ()
    assert portal.folder.joinpath(PATH).read_bytes() == before
    site, _ = here.look(NOW)
    assert site is not None
    output = site.output("2018/03/bai/index.html")
    assert "Đoạn đã lưu." in site.site.made(output, site.renderer).decode()


def test_new_article_that_is_not_saved(portal: Portal) -> None:
    """One that has no file yet has its page too."""
    rendered = session(portal).render_text("content/2018/03/moi.md", article("Bài mới", "Chữ."), NOW)
    assert rendered.page is not None
    assert "Bài mới" in rendered.page.decode()


def test_text_that_is_withdrawn(portal: Portal) -> None:
    """What will stand at the article's address is shown: that it was withdrawn, and why."""
    withdrawn = written(
        "Chữ.",
        title="Bài",
        date="2018-03-07",
        category="cong-tac-dang",
        withdrawn="{date: 08/03/2018, reason: Đăng nhầm}",
    )
    rendered = session(portal).render_text(PATH, withdrawn, NOW)
    assert rendered.page is not None
    assert (rendered.address, "Đăng nhầm" in rendered.page.decode()) == ("2018/03/bai/", True)


def test_text_whose_time_has_come_since_the_last_look(portal: Portal) -> None:
    """An article that is dated now is not shown as one that waits for its time."""
    here, now = session(portal), NOW + datetime.timedelta(minutes=10)
    moment = f"{now.astimezone(ZoneInfo('Asia/Ho_Chi_Minh')):%Y-%m-%d %H:%M}"
    text = written("Chữ.", title="Bài", date=moment, category="cong-tac-dang")
    for instant, is_waiting in ((NOW, True), (now, False)):
        page = here.render_text(PATH, text, instant).page
        assert page is not None
        assert ("Bài hẹn giờ" in page.decode()) == is_waiting


def test_mistakes_of_a_text_that_is_not_saved(portal: Portal) -> None:
    """What is wrong with it is told with its place, and nothing of other files."""
    portal.write("content/2018/03/khac.md", article("Khác", "[xem](bai.md)"))
    rendered = session(portal).render_text(PATH, article("Bài", "[xem](khong-co.md)"), NOW)
    assert [(each.key, each.place.path, each.place.line) for each in rendered.problems] == [("link-article", PATH, 7)]
    assert rendered.page is not None


def test_text_that_cannot_be_read(portal: Portal) -> None:
    """Without a front matter there is no page, only what is wrong."""
    rendered = session(portal).render_text(PATH, "không có phần đầu\n", NOW)
    assert rendered.page is None
    assert [each.place.path for each in rendered.problems] == [PATH]


def test_text_before_the_first_look(portal: Portal) -> None:
    """Nothing is known yet that it could be shown with."""
    rendered = Session(portal.folder, "", BuildCache(None)).render_text(PATH, article("Bài", "Chữ."), NOW)
    assert (rendered.page, rendered.problems) == (None, ())


def made(site: PreviewSite) -> bytes:
    """The article's page, as a browser is given it."""
    path = site.find("2018/03/bai/")
    return site.site.made(site.output(path), site.renderer)


def test_text_that_comes_back(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of the site before can still be made after an edit, and spoils nothing when its text comes back; however
    few texts are kept.
    """
    monkeypatch.setattr(kept_texts, "_RECENT", 1)
    monkeypatch.setattr(kept_texts, "_JUST_GONE", 2)
    here, of_one = session(portal), article("Bài", "Đoạn đã lưu.")
    texts = [of_one, of_one.replace("cong-tac-dang", "thong-bao")]
    before, _ = here.look(NOW)
    for number in range(8):
        portal.write(PATH, texts[1 - number % 2] if number < 6 else article(f"Bài {number}", "Đoạn đã lưu."))
        site, problems = here.look(NOW, ["2018/03/bai/index.html"], [PATH])
        assert before is not None
        assert site is not None
        assert problems == ()
        assert "Đoạn đã lưu." in made(before).decode()
        assert "Đoạn đã lưu." in made(site).decode()
        before = site


def test_page_is_rendered_once(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is open is rendered by the look that changes it, and by none that leaves it as it is."""
    here, rendered, render = session(portal), list[str](), Renderer.render

    def noted(self: Renderer, output: PageOutput) -> bytes:
        rendered.append(output.source.path)
        return render(self, output)

    here.look(NOW, ["2018/03/bai/index.html"])
    monkeypatch.setattr(Renderer, "render", noted)
    portal.write(PATH, article("Bài", "Đoạn mới."))
    site, _ = here.look(NOW, ["2018/03/bai/index.html"], [PATH])
    portal.write("content/2018/03/khac.md", article("Khác", "Đoạn.").replace("cong-tac-dang", "thong-bao"))
    same, _ = here.look(NOW, ["2018/03/bai/index.html"], ["content/2018/03/khac.md"])
    assert site is not None
    assert same is not None
    assert rendered == [PATH]
    assert "Đoạn mới." in site.tried["2018/03/bai/index.html"].data.decode()
    assert site.tried == same.tried


def test_few_files_come_and_go(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new article, one that is gone, and texts in a language that is not used: without a look at all else."""
    here = session(portal)
    monkeypatch.setattr(live_site, "take", None)
    other = "content/2018/03/khac.md"
    portal.write(other, article("Khác", "Đoạn khác."))
    site, problems = here.look(NOW, (), [other])
    assert site is not None
    assert (problems, site.find("2018/03/khac/")) == ((), "2018/03/khac/index.html")
    (portal.folder / other).unlink()
    site, problems = here.look(NOW, (), [other])
    assert site is not None
    assert (problems, site.find("2018/03/khac/")) == ((), "")


def test_language_aside(portal: Portal) -> None:
    """Of texts in a language that is not used a preview tells as a build does, after every edit."""
    english = [f"content/2018/03/bai-{number}.en.md" for number in (1, 2)]
    portal.write("config.yaml", CONFIG.replace("  en: {name: Phuc Loi Ward}\n", ""))
    for path in english:
        portal.write(path, article("Text", "Some words."))
    here = Session(portal.folder, "/livereload.js", BuildCache(None))

    def aside(only: Collection[str] = ()) -> list[tuple[object, ...]]:
        _, problems = here.look(NOW, (), only)
        told = (dict(problem.values) for problem in problems if problem.key == "language-aside")
        return [(values["texts"], values["path"]) for values in told]

    assert aside() == [(2, english[0])]
    assert aside() == [(2, english[0])]
    assert aside([PATH]) == [(2, english[0])]
    (portal.folder / english[0]).unlink()
    assert aside([english[0]]) == [(1, english[1])]


def test_unsaved_text_that_is_saved(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that was shown before it was saved is the file's from then on, whatever else is shown after it."""
    monkeypatch.setattr(kept_texts, "_JUST_GONE", 1)
    here = session(portal)
    saved = article("Bài", "Đoạn mới.")
    here.render_text(PATH, saved, NOW)
    portal.write(PATH, saved)
    site, _ = here.look(NOW, (), [PATH])
    assert site is not None
    for number in range(4):
        here.render_text(PATH, article("Bài", f"Đoạn {number}."), NOW)
    monkeypatch.setattr(KeptTexts, "_read_anew", None)
    assert "Đoạn mới." in made(site).decode()


def test_look_after_one_that_failed(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a look that met a file while it was being changed, the next one begins from nothing."""
    here = session(portal)
    wrong = Mistakes([error("file-changing", Place(PATH))])
    monkeypatch.setattr(PreviewSite, "of", Mock(side_effect=wrong))
    assert here.look(NOW, (), [PATH]) == (None, wrong.problems)
    assert here.render_text(PATH, article("Bài", "Đoạn."), NOW).page is None
    monkeypatch.undo()
    site, problems = here.look(NOW, (), [PATH])
    assert (site is not None, problems) == (True, ())


def test_second_start_reads_no_text_again(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a preview reads at its start is kept for the next one, though nothing was built."""
    first = Session(portal.folder, "/livereload.js", BuildCache(portal.folder))
    assert first.look(NOW)[0] is not None
    asked: list[object] = []
    monkeypatch.setattr(text_tasks, "read_texts", lambda *given: asked.append(given))
    for cache in (BuildCache(portal.folder), BuildCache(portal.folder)):
        site, problems = Session(portal.folder, "/livereload.js", cache).look(NOW)
        assert (site is not None, problems, asked) == (True, (), [])


def test_look_waits_for_the_first_page(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the page that is asked for is made, nothing else of a large portal is read."""
    began, look = threading.Event(), LiveSite.look

    def noted(*given: Any) -> Site:
        began.set()
        return look(*given)

    monkeypatch.setattr(LiveSite, "look", noted)
    monkeypatch.setattr(first_page, "MANY", 0)
    monkeypatch.setattr(session_module, "HEAD_START", 60)
    here = Session(portal.folder, "/livereload.js", BuildCache(None))

    def whole() -> None:
        here.let_first_page_ahead()
        here.look(NOW)

    looking = threading.Thread(target=whole)
    looking.start()
    assert here.first_page(NOW, "2018/03/bai/") is not None
    assert not began.is_set()
    here.end_first()
    looking.join()
    assert began.is_set()


def test_first_page_of_a_large_portal(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article and the front can be shown before all others are read; of a small portal nothing need be."""
    portal.write("content/pages/lien-he.md", written(title="Liên hệ"))
    portal.write("content/2017/01/cu.md", article("Bài cũ", "[hỏng](khong-co.md)"))
    portal.write("data/addresses.txt", "/2017/01/cu/\n/2017/02/chua-doc/\n")
    here = Session(portal.folder, "/livereload.js", BuildCache(None))
    assert here.first_page(NOW, "2018/03/bai/") is None
    monkeypatch.setattr(first_page, "MANY", 1)
    monkeypatch.setattr(first_page, "NEWEST", 2)
    for address, expected in (("2018/03/bai/", "Đoạn đã lưu."), ("2017/01/cu/", "hỏng"), ("", "Liên hệ")):
        site = here.first_page(NOW, address)
        assert site is not None
        assert site.site.prepared.planner.problems == ()  # what was not read is not gone
        output = site.output(site.find(address))
        assert expected in site.site.made(output, site.renderer).decode()
        assert site.find("assets/site.css")
    assert here.first_page(NOW, "khong-co/") is None
    portal.write("content/2018/03/Bài số 2.md", article("Bài số 2", "Tên tệp có dấu."))
    portal.write("content/2018/03/bai.en.md", written("In English.", title="Article"))
    for address, expected in (("2018/03/bai-so-2/", "Tên tệp có dấu."), ("en/2018/03/bai/", "In English.")):
        site = here.first_page(NOW, address)
        assert site is not None
        assert expected in site.site.made(site.output(site.find(address)), site.renderer).decode()
    (portal.folder / "content/2018/03/bai.en.md").unlink()
    portal.write(PATH, "không có phần đầu\n")
    site = here.first_page(NOW, "2018/03/bai/")
    assert site is not None
    assert site.find("2018/03/bai/") == ""
