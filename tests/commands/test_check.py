"""`check`: it finds all that a build would tell and more, changes nothing, and says it to people and programs."""

import datetime
import json
import re
from pathlib import Path

import pytest

from bantin.commands import cli, findings
from bantin.problems import Mistakes, Place, Problem, warning
from tests.portal import NOW, Portal, written

CONFIG = """\
base_url: https://phuc-loi.example
languages:
  vi: {name: Phường Phúc Lợi}
  en: {name: Phuc Loi Ward}
categories:
  - {id: tin-tuc, vi: Tin tức, en: News}
  - {id: thong-bao, vi: Thông báo, en: Notices}
check: {silent_days: 30}
"""
LONG = "Phường mời toàn thể bà con đến dự buổi họp tổ dân phố vào tối thứ bảy."


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A portal with one article of each category, translated; it is noon of a Monday."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    made = Portal(tmp_path / "p")
    made.write("config.yaml", CONFIG)
    for name, category in (("tin", "Tin tức"), ("bao", "Thông báo")):
        made.write(f"content/2026/{name}.md", written(LONG, title=f"Bài {name}", date="2026-03-01", category=category))
        made.write(f"content/2026/{name}.en.md", written("All are invited.", title=f"Article {name}"))
    return made


def found(portal: Portal, now: datetime.datetime = NOW) -> tuple[Problem, ...]:
    """What is found in a portal."""
    return findings.findings(findings.survey(portal.folder, portal.site, now), portal.folder)


def kinds(portal: Portal, now: datetime.datetime = NOW) -> list[tuple[str, str, int]]:
    """Of each: kind, path and line."""
    return [(each.key, each.place.path, each.place.line) for each in found(portal, now)]


def test_an_article_beside_the_years(portal: Portal) -> None:
    """Told where all others stand in the folders of their years, with the path to which to move it."""
    portal.write("content/le.md", written(LONG, title="Lễ", date="2026-02-01", category="Tin tức"))
    assert "stale-at-top" not in {each.key for each in found(portal)}
    for number in (1, 2):
        text = written(LONG, title=f"Tin {number}", date="2026-02-01", category="Tin tức")
        portal.write(f"content/2026/tin-{number}.md", text)
    expected = warning("stale-at-top", Place("content/le.md"), meant="content/2026/02/le.md")
    assert [expected] == [each for each in found(portal) if each.key == "stale-at-top"]


def test_nothing_is_found_in_a_good_portal(portal: Portal) -> None:
    """Silence means that all is well."""
    assert kinds(portal) == []


def test_errors_and_notes_are_those_of_a_build(portal: Portal) -> None:
    """All of them, though there are errors; also what only a page or a picture that is made can tell."""
    portal.write("content/2026/sai.md", written("[x](mat.md)", title="Sai", date="2026-13-01", category="Tin tức"))
    portal.write("content/2026/ngo.md", written("<font>x</font>", title="Ngờ", date="2026-03-01", category="Tin tức"))
    portal.write("templates/parts/footer.html", "{# x #}{{ page.nothing_of_this_name }}\n")
    with pytest.raises(Mistakes) as refused:
        portal.build()
    assert set(refused.value.problems) <= set(found(portal))
    assert {"date-month-first", "html-removed", "template-asks"} <= {key for key, _, _ in kinds(portal)}


def test_nothing_is_changed(portal: Portal) -> None:
    """Neither content nor site; no ledger, no record."""
    portal.write("content/2026/thua.pdf", b"%PDF-1.4 x")

    def state() -> dict[str, bytes]:
        files = (path for path in portal.folder.rglob("*") if path.is_file() and ".cache" not in path.parts)
        return {str(path): path.read_bytes() for path in files}

    before = state()
    assert cli.main(["check", "--project", str(portal.folder)]) == cli.OK
    assert state() == before


def test_unused_files(portal: Portal) -> None:
    """What no article refers to; what a draft refers to is used, and so is what the portal reads itself."""
    portal.write("content/2026/thua.pdf", b"%PDF-1.4 x")
    portal.write("content/2026/nhap.pdf", b"%PDF-1.4 x")
    portal.write("content/organisation.yaml", "units: []\n")
    fields = {"title": "Nháp", "date": "2026-03-01", "category": "Tin tức", "draft": "yes"}
    portal.write("content/2026/nhap.md", written("[tải về](nhap.pdf)", **fields))
    assert ("stale-unused", "content/2026/thua.pdf", 0) in kinds(portal)
    assert [path for key, path, _ in kinds(portal) if key == "stale-unused"] == ["content/2026/thua.pdf"]


def test_tags_that_no_article_bears(portal: Portal) -> None:
    """Declared in config.yaml; written without marks, in another language or in a draft, a tag is borne."""
    declared = ("rac, vi: Rác thải, en: Waste", "y-te, vi: Y tế", "nuoc, vi: Nước sạch, en: Water", "cay, vi: Cây xanh")
    portal.write("config.yaml", CONFIG + "tags:\n" + "".join(f"  - {{id: {each}}}\n" for each in declared))
    fields = {"date": "2026-03-01", "category": "Tin tức"}
    portal.write("content/2026/nuoc.md", written(LONG, title="Nước", **fields, tags="rac thai, Water"))
    portal.write("content/2026/nuoc.en.md", written("All are invited.", title="Water"))
    portal.write("content/2026/nhap.md", written("…", title="Nháp", **fields, tags="Y tế", draft="yes"))
    line = CONFIG.count("\n") + 5
    assert [("stale-tag", "config.yaml", line)] == [each for each in kinds(portal) if each[0] == "stale-tag"]
    portal.write("content/2026/hong.md", "---\ntitle: [\n---\n")
    assert "stale-tag" not in [key for key, _, _ in kinds(portal)]


def test_missing_translations(portal: Portal) -> None:
    """Of what is public."""
    (portal.folder / "content/2026/tin.en.md").unlink()
    fields = {"title": "Nháp", "date": "2026-03-01", "category": "Tin tức", "draft": "yes"}
    portal.write("content/2026/nhap.md", written(LONG, **fields))
    assert kinds(portal) == [("stale-untranslated", "content/2026/tin.md", 0)]


def test_changed_originals_are_told_with_what_changed(portal: Portal) -> None:
    """Held against the version that was kept from the day of the translation; without one, only that it changed."""
    from bantin.content.front_matter import parse
    from bantin.disk import history

    path = "content/2026/tin.md"
    fields = {"title": "Bài tin", "date": "2026-03-01", "category": "Tin tức"}
    old = written("Đoạn một.\n\nĐoạn hai.\n\nĐoạn ba.", **fields)
    front_matter = parse(old, path, ("vi", "en")).front_matter
    assert front_matter is not None
    translation = written("One.\n\nTwo.\n\nThree.", title="Article", original=front_matter.digest)
    portal.write("content/2026/tin.en.md", translation)
    portal.write(path, old)
    assert kinds(portal) == []
    portal.write(
        path, written("Đoạn một.\n\nĐoạn hai, đã sửa.\n\nĐoạn ba.\n\nĐoạn bốn.", **{**fields, "title": "Tên mới"})
    )
    assert kinds(portal) == [("stale-behind-unknown", "content/2026/tin.en.md", 3)]
    history.keep(portal.folder, path, old.encode(), NOW)
    assert kinds(portal) == [
        ("stale-behind", "content/2026/tin.en.md", 3),
        ("stale-changed", path, 2),
        ("stale-changed", path, 9),
        ("stale-added", path, 13),
    ]
    before = [dict(each.values).get("before") for each in found(portal) if each.key == "stale-changed"]
    assert before == ["Bài tin", "Đoạn hai."]


def test_half_translated_pages(portal: Portal) -> None:
    """Paragraphs that are the original's word for word, unless they are short; of all of them a build tells."""
    portal.write("content/2026/tin.en.md", written(f"First.\n\n{LONG}", title="Article"))
    assert kinds(portal) == [("stale-half-translated", "content/2026/tin.en.md", 7)]
    portal.write("content/2026/tin.en.md", written(LONG, title="Article"))
    assert kinds(portal) == [("translation-half", "content/2026/tin.en.md", 5)]
    portal.write("content/2026/tin.md", written("Mời họp.", title="Tin", date="2026-03-01", category="Tin tức"))
    portal.write("content/2026/tin.en.md", written("Mời họp.", title="Article"))
    assert "text-untranslated" in [key for key, _, _ in kinds(portal)]


def test_terms_that_ended(portal: Portal) -> None:
    """At the line that says until when; not on the last day itself."""
    fields = {"title": "Bài tin", "date": "2026-03-01", "category": "Tin tức", "notice_until": "2026-03-08"}
    portal.write("content/2026/tin.md", written(LONG, **fields))
    assert kinds(portal) == [("stale-notice", "content/2026/tin.md", 5)]
    assert kinds(portal, NOW - datetime.timedelta(days=1)) == []


def test_silent_categories(portal: Portal) -> None:
    """After as many days as config says; one that is retired is expected to be silent."""
    later = NOW + datetime.timedelta(days=23)
    assert [key for key, _, _ in kinds(portal, NOW + datetime.timedelta(days=22))] == []
    assert kinds(portal, later) == [("stale-category", "config.yaml", 6), ("stale-category", "config.yaml", 7)]
    portal.write("config.yaml", CONFIG.replace("en: Notices", "en: Notices, retired: yes"))
    assert kinds(portal, later) == [("stale-category", "config.yaml", 6)]
    portal.write("config.yaml", CONFIG.replace("check:", "  - {id: moi, vi: Mới, en: New}\ncheck:"))
    assert kinds(portal) == [("stale-category-empty", "config.yaml", 8)]


def test_terms_of_the_glossary_that_stand_in_no_text(portal: Portal) -> None:
    """Each of them; those of a draft are used."""
    portal.write("config.yaml", f"{CONFIG}glossary: {{UBND: Ủy ban, UBMTT: Mặt trận, HTX: Hợp tác xã}}\n")
    fields = {"date": "2026-03-01", "category": "tin-tuc"}
    portal.write("content/2026/a.md", written("UBND họp.", title="A", **fields))
    portal.write("content/2026/b.md", written("HTX họp.", title="B", draft="yes", **fields))
    terms = [problem for problem in found(portal) if problem.key == "stale-term"]
    line = CONFIG.count("\n") + 1
    assert terms == [warning("stale-term", Place("config.yaml", line, 26), term="UBMTT")]


def test_pages_far_from_home(portal: Portal) -> None:
    """More than three clicks: an article in the depth of an archive that nothing else leads to."""
    portal.write("config.yaml", CONFIG.replace("check:", "page_size: 1\nwithout: [archives, tags]\ncheck:"))
    for day in range(1, 29):
        fields = {"title": f"Tin {day}", "date": f"2026-02-{day:02}", "category": "Tin tức"}
        portal.write(f"content/2026/tin-{day}.md", written(LONG, **fields))
        portal.write(f"content/2026/tin-{day}.en.md", written("Come.", title=f"News {day}"))
    far = [path for key, path, _ in kinds(portal) if key == "stale-far"]
    assert "content/2026/tin-10.md" in far
    assert "content/2026/tin-28.md" not in far


def test_lost_addresses_are_told(portal: Portal) -> None:
    """By the ledger of earlier builds."""
    portal.build()
    (portal.folder / "content/2026/tin.md").rename(portal.folder / "content/2026/khac.md")
    (portal.folder / "content/2026/tin.en.md").rename(portal.folder / "content/2026/khac.en.md")
    assert {key for key, _, _ in kinds(portal)} == {"address-lost-near"}


# ---- the command


def said(portal: Portal, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """(status, what it printed)."""
    capsys.readouterr()
    status = cli.main(["check", "--project", str(portal.folder), *words])
    return status, capsys.readouterr().out


def test_last_line_and_status(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Notes fail only where that is asked for, errors always."""
    done = "Đã kiểm tra: {} lỗi, {} lưu ý. Không có gì thay đổi.\n"
    assert said(portal, capsys) == (cli.OK, done.format(0, 0))
    assert said(portal, capsys, "--strict") == (cli.OK, done.format(0, 0))
    portal.write("content/2026/thua.pdf", b"%PDF-1.4 x")
    note = (
        "content/2026/thua.pdf: lưu ý: Không bài nào dùng tệp này, nên nó không được đăng.\n"
        "  → Dẫn tới nó trong một bài, hoặc xóa tệp.\n"
    )
    assert said(portal, capsys) == (cli.OK, note + done.format(0, 1))
    assert said(portal, capsys, "--strict") == (cli.CONTENT, note + done.format(0, 1))
    portal.write("content/2026/ngo.md", written("x", title="Ngờ", date="2026-13-01", category="Tin tức"))
    status, out = said(portal, capsys)
    assert (status, out.splitlines()[-1]) == (cli.CONTENT, done.format(1, 2).rstrip())


def test_many_notes_of_a_kind_are_shortened(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Three, and how many more; all of them where that is asked for."""
    for number in range(5):
        portal.write(f"content/2026/thua-{number}.pdf", b"%PDF-1.4 x")
    _, out = said(portal, capsys)
    assert (out.count("thua-"), out.splitlines()[-2]) == (
        3,
        "… và 2 lưu ý nữa cùng loại (thêm --verbose để xem hết)",
    )
    _, out = said(portal, capsys, "--verbose")
    assert out.count("thua-") == 5


def test_json_is_as_described(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """The guide's example has the keys that there are, with values of their types."""
    portal.write("content/2026/thua.pdf", b"%PDF-1.4 x")
    _, out = said(portal, capsys, "--json", "--lang", "en")
    assert json.loads(out) == {
        "form": 1,
        "errors": 0,
        "notes": 1,
        "problems": [
            {
                "kind": "stale-unused",
                "severity": "note",
                "path": "content/2026/thua.pdf",
                "line": 0,
                "column": 0,
                "message": "No article uses this file, so it is not published.",
                "hint": "Lead to it in an article, or delete it.",
                "values": {},
            }
        ],
    }
    guide = (Path(__file__).parents[2] / "docs/check.en.md").read_text(encoding="utf-8")
    example = json.loads(re.findall(r"```json\n(.*?)```", guide, re.DOTALL)[0])
    assert example.keys() == json.loads(out).keys()
    assert example["problems"][0].keys() == json.loads(out)["problems"][0].keys()


def test_no_portal_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As for a build."""
    assert cli.main(["check", "--project", str(tmp_path)]) == cli.USAGE


def test_broken_config_is_told_with_the_content(portal: Portal) -> None:
    """One does not hide the other."""
    portal.write("config.yaml", CONFIG + "page_size: viele\n")
    portal.write("content/2026/tin.md", "")
    assert {path for _, path, _ in kinds(portal)} == {"config.yaml", "content/2026/tin.md"}
