"""A record that the disk or somebody has garbled: what was taken down since does not stay on line unnoticed."""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bantin.build import incremental
from bantin.build.types import Settings
from bantin.commands import cli
from bantin.output import manifest, orphans
from bantin.output.changes import Changes
from bantin.output.publish import open_site
from bantin.problems import Place, Problem, warning
from tests.builds import picture, rounds
from tests.portal import NOW, Portal, templates_compiled_once, tree, written

PAGE = '<!doctype html>\n<html lang="vi" data-root="../">\n<title>{}</title>'
FORWARD = (
    '<!doctype html>\n<html lang="vi">\n<meta http-equiv="refresh" content="0; url=../a/">\n'
    '<link rel="canonical" href="https://phuc-loi.example/a/">'
)
STAYS = {"index.html": PAGE.format("home"), "a/index.html": PAGE.format("a"), "robots.txt": "robots"}
GOES = {
    "a/quyet-dinh.pdf": "of a page that stays, now withdrawn",
    "assets/search/vi/r/w0.js": "search",
    "assets/site-0123abcd.css": "css",
    "b/anh-0123abcd-480.webp": "picture",
    "b/index.html": PAGE.format("b"),
    "b/phu-luc.pdf": "attachment",
    "cu/1.html": FORWARD,
    "en/tin/index.html": PAGE.format("list"),
    "en/tin/rss.xml": "feed",
}
OLD = {**STAYS, "b/index.html": PAGE.format("older b")}
STRANGERS = {
    "CNAME": "phuc-loi.example",
    ".git/config": "git",
    "google123.html": "google-site-verification",
    "khac/index.html": "<!doctype html><html lang=vi>",
    "khac/tep.pdf": "beside a page of somebody else",
    "a/Của người khác.pdf": "under a name that is not ours",
    "tep.pdf": "in the root",
}


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Templates are compiled once, and nobody waits for the disk."""
    with templates_compiled_once(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


def put(site: Path, files: dict[str, str]) -> None:
    """Somebody else's files."""
    for path, content in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(content, encoding="utf-8")


def build(site: Path, plan: dict[str, str], removes: bool = False) -> Changes:
    """A build of this plan."""
    with open_site(site, "site") as opened:
        if removes:
            opened.remove_leftovers()
        for path, content in plan.items():
            opened.stage(path, content.encode(), "")
        return opened.commit(list(plan))


def named(problems: tuple[Problem, ...]) -> set[str]:
    """The output paths of all leftovers that are told."""
    found = set()
    for problem in problems:
        if problem.key == "site-leftovers":
            values = dict(problem.values)
            folder = f"{problem.place.path}/".removeprefix("site/")
            names = str(values["names"]).split(", ")
            assert len(names) == values["count"]
            found |= {folder + name for name in names}
    return found


def garbled(data: bytes, old: bytes, mixed: random.Random) -> bytes | None:
    """What became of a record; None: it is lost."""
    at = mixed.randrange(len(data))
    match mixed.randrange(9):
        case 0:
            return None
        case 1:
            return b""
        case 2:
            return data[:at]
        case 3:
            return data[:at] + bytes([data[at] ^ 1 << mixed.randrange(8)]) + data[at + 1 :]
        case 4:
            return data[:at] + bytes(len(data) - at)
        case 5:
            return bytes(len(data))
        case 6:
            return mixed.randbytes(at)
        case 7:
            return b'{"bantin": 1, "digest": "0"}\n{"files": {}}'
        case _:
            return old


def garble(own: Path, old: bytes, mixed: random.Random) -> None:
    """Garbles the record, its copy, or both, each in its own way. (Both are never the same old one: that is no damage,
    but what an earlier build left.)
    """
    which = mixed.choice((("record",), ("record.copy",), ("record", "record.copy"), ("record", "record.copy")))
    for name in which:
        data = garbled((own / name).read_bytes(), old, mixed)
        (own / name).unlink()
        if data is not None:
            (own / name).write_bytes(data)
    if (own / "record").exists() and (own / "record.copy").exists() and (own / "record.copy").read_bytes() == old:
        (own / "record.copy").unlink()


def test_garbled_records(tmp_path: Path) -> None:
    """After the build the tree is a clean build's, or every file too many is named, now and next time; then removed if
    that is asked. Other people's files stay.
    """
    start = tmp_path / "start"
    build(start, OLD)
    old = (start / ".bantin/record").read_bytes()
    build(start, {**STAYS, **GOES})
    put(start, STRANGERS)
    wanted = {path: content.encode() for path, content in {**STAYS, **STRANGERS}.items()}
    tellings = 0
    for number in range(rounds(240)):
        site = tmp_path / "site"
        shutil.copytree(start, site)
        garble(site / ".bantin", old, random.Random(number))
        first = build(site, STAYS).problems
        too_many = tree(site).keys() - wanted.keys()
        assert tree(site) == wanted | {path: GOES[path].encode() for path in too_many}, number
        assert named(first) == too_many, number
        with open_site(site, "site") as opened:
            assert opened.is_whole()
            assert named(tuple(opened.warnings())) == too_many, number
        assert named(build(site, STAYS).problems) == too_many, number
        assert build(site, STAYS, removes=True).removed == tuple(sorted(too_many)), number
        assert tree(site) == wanted, number
        assert build(site, STAYS).problems == ()
        tellings += bool(too_many)
        shutil.rmtree(site)
    assert tellings > rounds(240) / 10


def test_one_copy_is_enough(tmp_path: Path) -> None:
    """Whichever of the two is lost, everything is removed that is ours, and both are there again."""
    for name in ("record", "record.copy"):
        site = tmp_path / name
        build(site, {**STAYS, **GOES})
        (site / ".bantin" / name).write_bytes(b"")
        assert build(site, STAYS) == Changes((), (), tuple(sorted(GOES)), len(STAYS))
        assert manifest.load(site / ".bantin").is_doubled


def test_leftovers_that_change_hands(tmp_path: Path) -> None:
    """What became a page of the site again, or another's, or went by hand, is no leftover any more."""
    build(tmp_path, {**STAYS, **GOES})
    for name in ("record", "record.copy"):
        (tmp_path / ".bantin" / name).unlink()
    assert named(build(tmp_path, STAYS).problems) == GOES.keys()
    (tmp_path / "cu/1.html").unlink()
    (tmp_path / "b/index.html").write_text("mine now", encoding="utf-8")
    again = {path: GOES[path] for path in ("assets/site-0123abcd.css", "en/tin/index.html", "en/tin/rss.xml")}
    assert build(tmp_path, {**STAYS, **again}, removes=True).removed == (
        "a/quyet-dinh.pdf",
        "assets/search/vi/r/w0.js",
        "b/anh-0123abcd-480.webp",
        "b/phu-luc.pdf",
    )
    assert (tmp_path / "b/index.html").exists()


@pytest.mark.parametrize("path", STRANGERS)
def test_not_like_ours(tmp_path: Path, path: str) -> None:
    """Whatever stands beside ours."""
    put(tmp_path, {**STAYS, **STRANGERS})
    assert path not in set(orphans.find(str(tmp_path), set(STAYS), ".bantin"))


# ---- real portals -------------------------------------------------------------------------------------------------

CONTENT: dict[str, str | bytes] = {
    "config.yaml": "base_url: https://phuc-loi.example\nlanguages: {vi: {name: Phường}, en: {name: Ward}}\n"
    "categories: [{id: tin, vi: Tin, en: News}]\npreview_pictures: drawn\n",
    "content/2026/anh.png": picture(10, 900),
    "content/2026/tep.pdf": b"%PDF-1.4",
    "content/2026/tep khac.pdf": b"%PDF-1.5",
    "content/2026/bai-1.md": written("Chữ một.", title="Bài 1", date="2026-03-01", category="tin", tags="[rác]"),
}
MORE = {
    "content/2026/bai-2.md": written(
        "Chữ hai. ![Cây](anh.png)",
        title="Bài 2",
        date="2026-03-02",
        category="tin",
        tags="[cây]",
        aliases="[/cu/2.html]",
        cover="{image: anh.png, alt: Cây}",
        attachments="[{file: tep.pdf, title: Tệp}]",
    ),
    "content/2026/bai-2.en.md": written("Words.", title="Two"),
    "content/2026/bai-3.md": written("Chữ ba. [Tệp](tep%20khac.pdf)", title="Bài 3", date="2026-02-03", category="tin"),
}
EDITS: tuple[dict[str, str], ...] = (
    {},
    {"content/2026/bai-2.md": MORE["content/2026/bai-2.md"].replace("title: Bài", "draft: yes\ntitle: Bài")},
    {
        path: text.replace("title: Bài", "withdrawn: {date: 2026-03-03, reason: Nhầm.}\ntitle: Bài")
        for path, text in MORE.items()
    },
)
"""All but the first article deleted; one made a draft, the other deleted; both withdrawn."""


def test_garbled_records_of_portals(tmp_path: Path) -> None:
    """The same, for articles that are deleted, made drafts or withdrawn, with their pictures and attachments."""
    start = Portal(tmp_path / "start")
    start.write_all(CONTENT)
    start.build()
    old = (start.site / ".bantin/record").read_bytes()
    start.write_all(MORE)
    start.build()
    wanted = []
    for number, edit in enumerate(EDITS):
        clean = Portal(tmp_path / f"clean-{number}")
        clean.write_all({**CONTENT, **edit})
        clean.build()
        wanted.append(tree(clean.site))
    tellings = 0
    for number in range(rounds(12)):
        portal = Portal(tmp_path / "portal")
        shutil.copytree(start.folder, portal.folder)
        for path in MORE:
            (portal.folder / path).unlink()
        portal.write_all(EDITS[number % 3])
        garble(portal.site / ".bantin", old, random.Random(number))
        problems: tuple[Problem, ...] = ()
        for _ in range(2):
            problems = portal.build().problems
            found = tree(portal.site)
            too_many = found.keys() - wanted[number % 3].keys()
            assert {path: found[path] for path in found.keys() - too_many} == wanted[number % 3], number
            assert named(problems) == too_many, number
        tellings += bool(named(problems))
        incremental.build(Settings(portal.folder, portal.site, NOW, jobs=1, removes_leftovers=True))
        assert tree(portal.site) == wanted[number % 3], number
        shutil.rmtree(portal.folder)
    assert tellings


def test_what_the_editor_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files by name, on every build, and the command that removes them."""
    portal = Portal(tmp_path / "portal")
    portal.write_all(CONTENT)
    portal.write_all({"content/2026/bai-3.md": written("Chữ.", title="Bài 3", date="2026-02-03", category="tin")})
    words = ["--project", str(portal.folder), "--jobs", "1", "--lang"]
    assert cli.main([*words, "vi"]) == 0
    for name in ("record", "record.copy"):
        (portal.site / ".bantin" / name).unlink()
    (portal.folder / "content/2026/bai-3.md").unlink()
    for _ in range(2):
        capsys.readouterr()
        assert cli.main([*words, "vi"]) == 0
        said = capsys.readouterr()
        assert "site/2026/bai-3" in said.out + said.err
        assert "trông như do bantin tạo ra mà cổng hiện nay không dùng: index.html." in said.out + said.err
        assert "python3 build.py --remove-leftovers" in said.out + said.err
    assert (portal.site / "2026/bai-3/index.html").exists()
    assert cli.main([*words, "en", "--remove-leftovers"]) == 0
    assert not (portal.site / "2026/bai-3").exists()
    capsys.readouterr()
    assert cli.main([*words, "en"]) == 0
    said = capsys.readouterr()
    assert "made by bantin by the look of it" not in said.out + said.err


def test_warning_names_the_folder(tmp_path: Path) -> None:
    """One for each folder, with all of its files."""
    build(tmp_path, {**STAYS, **GOES})
    for name in ("record", "record.copy"):
        (tmp_path / ".bantin" / name).unlink()
    told = [each for each in build(tmp_path, STAYS).problems if each.key == "site-leftovers"]
    names = "anh-0123abcd-480.webp, index.html, phu-luc.pdf"
    assert warning("site-leftovers", Place("site/b"), count=3, names=names) in told
    assert len(told) == 6
