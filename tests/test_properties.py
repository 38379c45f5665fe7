"""What holds for every portal, tried on random small ones, each built as an editor builds it.

Run as a program, this file builds a portal, or has builds killed (see `drive`).
"""

import dataclasses
import datetime
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin.content.ledger import PATH as LEDGER
from bantin.disk.program import PROGRAM
from bantin.pages.types import ListPage
from tests.builds import rounds
from tests.portal import NOW, Portal, pages, templates_compiled_once, tree, written

BASE = "https://phuc-loi.example"
STATES = ("public", "public", "public", "expired", "posted", "draft", "scheduled", "withdrawn", "unapproved", "changed")
SECRET = ("draft", "scheduled", "withdrawn", "unapproved", "changed")


@dataclasses.dataclass(frozen=True)
class Piece:
    """An article to be written."""

    number: int
    """Its name: bai-3.md."""
    day: int
    """So many days before today."""
    category: int
    state: str
    english: str
    """'none', 'translation' or 'only'."""
    tags: tuple[str, ...]
    links: tuple[int, ...]
    """Articles that its text leads to, by their place among the portal's, counted round."""
    has_cover: bool
    has_file: bool
    has_alias: bool

    @property
    def date(self) -> datetime.date:
        """The day of its publication."""
        return NOW.date() + datetime.timedelta(days=30 if self.state == "scheduled" else -self.day)

    @property
    def key(self) -> str:
        """Its source path without content/ and ending."""
        return f"{self.date:%Y/%m}/bai-{self.number}"

    @property
    def word(self) -> str:
        """Stands in whatever is written in it, and, if it is secret, must stand nowhere else."""
        return f"{'bimat' if self.state in SECRET else 'congkhai'}{self.number}x"


@dataclasses.dataclass(frozen=True)
class Sketch:
    """A whole portal to be written."""

    pieces: tuple[Piece, ...]
    page_size: int
    untranslated: str

    def files(self) -> dict[str, str]:
        """Its files, by path."""
        found = {"config.yaml": CONFIG.format(page_size=self.page_size, untranslated=self.untranslated)}
        for language in ("", ".en"):
            found[f"content/pages/gioi-thieu{language}.md"] = written(title="Giới thiệu")
        for piece in self.pieces:
            found |= self._files(piece)
        return found

    def _files(self, piece: Piece) -> dict[str, str]:
        front = {
            "title": f"Bài {piece.word}",
            "date": f"{piece.date} 08:0{piece.number % 10}",
            "category": ("dang", "tin", "chi-bo")[piece.category],
            "views": str(piece.number * 7 % 5),
        }
        front |= {
            "draft": {"draft": "draft: yes"},
            "withdrawn": {"withdrawn": "{date: 2026-03-01, reason: Nhầm.}"},
            "expired": {"expires": "2026-03-01"},
            "posted": {"notice_until": "2026-04-01"},
        }.get(piece.state, {})
        if piece.state != "unapproved":
            urgent = "" if piece.state == "changed" else ", urgent: Trần Thị Bình"
            front["approved"] = f"{{by: Nguyễn Văn An, date: 2026-03-01, digest: '012345678901'{urgent}}}"
        if piece.state == "draft":
            front["draft"] = "yes"
        own: dict[str, str] = {}
        tags = (*piece.tags, f"nhãn {piece.word}")
        own["tags"] = f"[{', '.join(tags)}]"
        if piece.has_alias:
            own["aliases"] = f"[/cu/{piece.number}.html]"
        if piece.has_cover:
            front["cover"] = "{image: ../../hinh.svg, alt: Vườn}"
        found = {"content/hinh.svg": SVG}
        if piece.has_file:
            front["attachments"] = f"[{{file: {piece.word}.txt, title: Tệp}}]"
            found[f"content/{dirname(piece.key)}/{piece.word}.txt"] = f"Tệp {piece.word}"
        text = f"Đoạn {piece.word}. {self._links(piece)}\n\n## Phần một\n\nHết."
        if piece.english == "only":
            return found | {f"content/{piece.key}.en.md": written(text, **front, **own)}
        found[f"content/{piece.key}.md"] = written(text, **front, **own)
        if piece.english == "translation":
            theirs = {"approved": front["approved"]} if "approved" in front else {}
            front = {"title": f"English {piece.word}", "tags": f"[en {piece.word}]", "original": "0" * 12, **theirs}
            found[f"content/{piece.key}.en.md"] = written(f"Text. {self._links(piece)}\n\n## Part", **front)
        return found

    def _links(self, piece: Piece) -> str:
        """Links to other articles; not to drafts, which would be a mistake."""
        others = [self.pieces[index % len(self.pieces)] for index in piece.links]
        return " ".join(f"[xem](../../{other.key}.md)" for other in others if other.state != "draft")


CONFIG = """\
base_url: https://phuc-loi.example
languages:
  vi: {{name: Phường Mẫu}}
  en: {{name: Sample Ward}}
approval: yes
page_size: {page_size}
untranslated: {untranslated}
home: {{latest: 2, block: 2, featured: 1, notices: 2, most_read: 2}}
feed: {{items: 3}}
categories:
  - {{id: dang, vi: Đảng, en: Party}}
  - {{id: tin, vi: Tin, en: News, notices: yes}}
  - {{id: chi-bo, vi: Chi bộ, en: Cells, parent: dang}}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>'


def pieces(states: Sequence[str], days: int) -> st.SearchStrategy[Piece]:
    """Articles in one of these states, not older than so many days."""
    return st.builds(
        Piece,
        number=st.integers(0, 30),
        day=st.integers(0, days),
        category=st.integers(0, 2),
        state=st.sampled_from(states),
        english=st.sampled_from(("none", "none", "translation", "only")),
        tags=st.lists(st.sampled_from(("rác thải", "hòa giải", "hoà giải", "Đường")), max_size=2, unique=True).map(
            tuple
        ),
        links=st.lists(st.integers(0, 9), max_size=2).map(tuple),
        has_cover=st.booleans(),
        has_file=st.booleans(),
        has_alias=st.booleans(),
    )


PIECES = pieces(STATES, 70)
SKETCHES = st.builds(
    Sketch,
    st.lists(PIECES, min_size=1, max_size=9, unique_by=lambda piece: piece.number).map(tuple),
    page_size=st.integers(1, 3),
    untranslated=st.sampled_from(("link", "hide")),
)
BUSY = st.builds(
    Sketch,
    st.lists(
        pieces(("public", "public", "expired", "withdrawn"), 40),
        min_size=7,
        max_size=9,
        unique_by=lambda piece: piece.number,
    ).map(tuple),
    page_size=st.integers(1, 2),
    untranslated=st.just("link"),
)
"""With enough articles for lists of several pages."""


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Templates are compiled once, and nobody waits for the disk: no test cuts the power."""
    with templates_compiled_once(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


class Desk:
    """A portal in a folder of its own, removed in the end."""

    def __enter__(self) -> "Desk":
        self._folder = tempfile.TemporaryDirectory()
        self.portal = Portal(Path(self._folder.name))
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def lay(self, files: Mapping[str, str]) -> None:
        """Makes these the portal's files, and no others."""
        lay(self.portal, files)

    def built(self) -> dict[str, bytes]:
        """The files of the site after a build."""
        self.portal.build()
        return tree(self.portal.site)

    def ledger(self) -> dict[str, str]:
        """The ledger of public addresses. It is source: feeds call an article by the first address it had."""
        return {LEDGER: (self.portal.folder / LEDGER).read_text(encoding="utf-8")}


def lay(portal: Portal, files: Mapping[str, str]) -> None:
    """Writes what is new or other, removes what is no more."""
    for path in sorted((portal.folder / "content").rglob("*")):
        name = path.relative_to(portal.folder).as_posix()
        if path.is_file() and name not in files:
            path.unlink()
    for name, text in files.items():
        path = portal.folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            portal.write(name, text)


def clean(files: Mapping[str, str]) -> dict[str, bytes]:
    """The site that a first build makes of these files."""
    with Desk() as desk:
        desk.lay(files)
        return desk.built()


# ---- a built site -------------------------------------------------------------------------------------------------


class Reading(HTMLParser):
    """What a page refers to, and what can be referred to in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.alternates: dict[str, str] = {}
        self.canonical = ""
        self.is_indexed = True
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.ids |= {told["id"]} if "id" in told else set()
        self.links += [told[name] for name in ("href", "src", "action") if name in told]
        self.links += [each.split()[0] for each in told.get("srcset", "").split(", ") if each]
        if told.get("http-equiv") == "refresh":
            self.links.append(told["content"].partition("url=")[2])
        if tag == "link" and told.get("rel") == "canonical":
            self.canonical = told["href"]
        if tag == "link" and "hreflang" in told:
            self.alternates[told["hreflang"]] = told["href"]
        if told.get("name") == "robots":
            self.is_indexed = "noindex" not in told["content"]


def file_at(address: str) -> str:
    """The output path that answers at a path from the site's root."""
    path = unquote(address).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def dead_links(site: Mapping[str, bytes]) -> list[str]:
    """`page → link` for each link of the site that leads nowhere within it."""
    readings = {path: Reading(data.decode()) for path, data in site.items() if path.endswith(".html")}
    dead = []
    for path, reading in readings.items():
        for link in reading.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue  # absolute ones below
            target = file_at(normpath(join("/", dirname(path), parts.path)) + "/" * parts.path.endswith("/"))
            target = path if not parts.path else target
            target = file_at("/") if target == "//index.html" else target
            if target not in site or (parts.fragment and parts.fragment not in readings[target].ids):
                dead.append(f"{path} → {link}")
    for path, data in site.items():
        if path.endswith((".html", ".xml", ".txt")):
            urls = re.findall(rf"{re.escape(BASE)}([^\"<>\s]*)", data.decode())
            dead += [f"{path} → {BASE}{url}" for url in urls if file_at(url) not in site]
    return dead


def check_languages(site: Mapping[str, bytes]) -> None:
    """hreflang stands between real pages only, both ways, the same on the pages and in the sitemap."""
    readings = {path: Reading(data.decode()) for path, data in site.items() if path.endswith(".html")}
    for path, reading in readings.items():
        address = path.removesuffix("index.html") if path.endswith("index.html") else path
        if reading.alternates:
            assert reading.is_indexed
            assert reading.alternates.keys() == {"vi", "en", "x-default"}
            assert reading.alternates["x-default"] == reading.alternates["vi"]
            assert f"{BASE}/{address}" in reading.alternates.values()
            for url in reading.alternates.values():
                assert readings[file_at(url.removeprefix(BASE))].alternates == reading.alternates
        if reading.is_indexed:
            assert reading.canonical == f"{BASE}/{address}"
    sitemap = site["sitemap.xml"].decode()
    places = re.findall(r"<loc>([^<]+)</loc>(.*?)</url>", sitemap, re.DOTALL)
    assert {url for url, _ in places} == {each.canonical for each in readings.values() if each.is_indexed}
    for url, rest in places:
        told = dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', rest))
        assert told == readings[file_at(url.removeprefix(BASE))].alternates


@settings(max_examples=rounds(30))
@given(SKETCHES)
def test_site_is_sound(sketch: Sketch) -> None:
    """Every link leads somewhere, languages point at each other, no secret is told, a second build writes nothing."""
    with Desk() as desk:
        desk.lay(sketch.files())
        site = desk.built()
        again = desk.portal.build().changes
    assert dead_links(site) == []
    check_languages(site)
    secrets = [piece.word.encode() for piece in sketch.pieces if piece.state in SECRET]
    assert [path for path, data in site.items() for word in secrets if word in data or word in path.encode()] == []
    for piece in sketch.pieces:
        if piece.state not in SECRET:
            assert any(piece.word.encode() in data for data in site.values())
    assert (again.new, again.changed, again.removed) == ((), (), ())


@settings(max_examples=rounds(20))
@given(st.lists(SKETCHES, min_size=2, max_size=4))
def test_any_edits_give_the_tree_of_a_clean_build(sketches: list[Sketch]) -> None:
    """Whatever was built before, articles renamed, deleted, withdrawn or added since: nothing is left behind."""
    with Desk() as desk:
        sites = []
        for sketch in sketches:
            desk.lay(sketch.files())
            sites.append(desk.built())
        ledger = desk.ledger()
    assert sites[-1] == clean({**sketches[-1].files(), **ledger})


@settings(max_examples=rounds(15))
@given(SKETCHES, st.integers(0, 4))
def test_one_edit_gives_the_tree_of_a_clean_build(sketch: Sketch, change: int) -> None:
    """The same for the edits that editors make: one article, one field."""
    first, *rest = sketch.pieces
    edited = [
        dataclasses.replace(first, state="public"),
        dataclasses.replace(first, number=31),
        dataclasses.replace(first, day=first.day + 40),
        dataclasses.replace(first, english="translation"),
        dataclasses.replace(first, tags=("Đường",), has_cover=not first.has_cover),
    ][change]
    with Desk() as desk:
        desk.lay(sketch.files())
        desk.built()
        after = dataclasses.replace(sketch, pieces=(edited, *rest))
        desk.lay(after.files())
        site = desk.built()
        ledger = desk.ledger()
    assert site == clean({**after.files(), **ledger})


@settings(max_examples=rounds(20))
@given(BUSY, st.lists(PIECES, min_size=1, max_size=4, unique_by=lambda piece: piece.number))
def test_full_pages_stay_as_they_are(sketch: Sketch, newer: list[Piece]) -> None:
    """The pages of a list partition it; when news comes, full pages with a full successor keep every byte."""
    # A link by place would lead elsewhere when there are more; and the spelling that a tag is shown in is the one that
    # most use, which news may change.
    pieces = (dataclasses.replace(piece, links=(), tags=("Đường",) * bool(piece.tags)) for piece in sketch.pieces)
    sketch = dataclasses.replace(sketch, pieces=tuple(pieces))
    news = [
        dataclasses.replace(piece, number=100 + piece.number, day=-1 - at, state="public", links=(), tags=("Đường",))
        for at, piece in enumerate(newer)
    ]
    later = NOW + datetime.timedelta(days=10)
    with Desk() as desk:
        desk.lay(sketch.files())
        gathered = desk.portal.gather(later)
        lists = _lists({path: each.page for path, each in pages(gathered).items() if isinstance(each.page, ListPage)})
        desk.portal.build(later)
        before = tree(desk.portal.site)
        desk.lay(dataclasses.replace(sketch, pieces=(*sketch.pieces, *news)).files())
        desk.portal.build(later)
        after = tree(desk.portal.site)
    for leaves in lists.values():
        sizes = [len(leaf.cards) for _, leaf in leaves]
        shown = [card.address for _, leaf in leaves for card in leaf.cards[::-1]]
        assert len(shown) == len(set(shown))
        assert [leaf.number for _, leaf in leaves] == list(range(1, len(leaves) + 1))
        assert sizes[:-1] == [sketch.page_size] * (len(sizes) - 1)
        assert sketch.page_size <= sizes[-1] < 2 * sketch.page_size or len(sizes) == 1
        for path, _ in leaves[:-2]:
            assert before[path] == after[path]


def _lists(found: Mapping[str, ListPage]) -> dict[str, list[tuple[str, ListPage]]]:
    """List's address → its pages with their paths, the oldest first."""
    lists: dict[str, list[tuple[str, ListPage]]] = {}
    for path, page in sorted(found.items(), key=lambda item: item[1].number):
        lists.setdefault(re.sub(r"(trang|page)/\d+/index.html$|index.html$", "", path), []).append((path, page))
    return lists


@settings(max_examples=rounds(8))
@given(SKETCHES, st.integers(0, 2**32))
def test_order_of_files_does_not_matter(sketch: Sketch, seed: int) -> None:
    """Whichever order the disk lists its files in, the site is the same."""
    scandir, mixed = os.scandir, random.Random(seed)

    class Shuffled:
        def __init__(self, folder: Any) -> None:
            with scandir(folder) as found:
                self._entries = list(found)
            mixed.shuffle(self._entries)

        def __enter__(self) -> "Iterator[os.DirEntry[str]]":
            return iter(self._entries)

        def __exit__(self, *_: object) -> None:
            pass

    files = sketch.files()
    usual = clean(files)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "scandir", Shuffled)
        assert clean(files) == usual


# ---- in other processes -------------------------------------------------------------------------------------------

SITES = Path(__file__).with_name("sites")


def run(*words: str, environment: Mapping[str, str] | None = None, folder: Path | None = None) -> str:
    """What this file prints, run as a program in another process."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "tests.test_properties", *words],
        env={**kept, "PYTHONPATH": str(PROGRAM), **(environment or {})},
        cwd=folder,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "America/New_York", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Tokyo", "LANG": "vi_VN.UTF-8", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
    ],
    ids=["west", "east"],
)
@pytest.mark.parametrize("case", ["whole-portal", "files-and-links"])
def test_surroundings_do_not_matter(case: str, environment: dict[str, str], tmp_path: Path) -> None:
    """The same bytes in another time zone, locale, folder and order of hashes."""
    here = Portal(tmp_path / "here")
    shutil.copytree(SITES / case, here.folder)
    here.build()
    there = tmp_path / "Thư mục khác" / "nơi kia"
    shutil.copytree(SITES / case, there)
    run("build", str(there), environment=environment, folder=there)
    assert tree(there / "site") == tree(here.site)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed process is a forked one")
def test_killed_build_leaves_no_trace(tmp_path: Path) -> None:
    """A build killed at any moment, then any edit, then a build: the tree of a clean build."""
    seed = 1 if os.environ.get("CI") == "true" else datetime.date.today().toordinal()  # noqa: DTZ011 - any number will do
    said = run("drive", str(tmp_path), str(rounds(14)), str(seed), folder=tmp_path).splitlines()
    assert (said[:-2], said[-2:]) == (["killed"] * (len(said) - 2), ["ended", "same"])
    assert len(said) - 2 >= 14


def drive(folder: Path, kills: int, seed: int) -> None:
    """Kills that many builds, at moments spread over all that they change; after each comes an edit and a build.

    Prints for each that it was killed, then that a build left alone ends, then whether all trees were those of a clean
    build, else the seed and the moments that went wrong.
    """
    vars(os).update(fsync=lambda handle: None)
    mixed = random.Random(seed)
    sketches = [_drawn(mixed) for _ in range(3)]
    files = [sketch.files() for sketch in sketches]
    start = Portal(folder / "start")
    lay(start, files[0])
    start.build()
    lay(start, files[1])
    moments = [*_moments(_changes_of(start, folder / "counted"), kills, mixed), 10**9]
    wanted: dict[str, dict[str, bytes]] = {}  # text of the ledger that a killed build left → the tree of a clean build
    wrong = []
    for moment in moments:
        portal = Portal(folder / str(moment))
        shutil.copytree(start.folder, portal.folder)
        print("killed" if _is_killed(portal, moment) else "ended", flush=True)
        lay(portal, files[2])
        portal.build()
        ledger = (portal.folder / LEDGER).read_text(encoding="utf-8")
        if ledger not in wanted:
            wanted[ledger] = clean({**files[2], LEDGER: ledger})
        if tree(portal.site) != wanted[ledger]:
            wrong.append(moment)
        shutil.rmtree(portal.folder)
    print(f"seed {seed}, moments {wrong}" if wrong else "same")


def _drawn(mixed: random.Random) -> Sketch:
    """A portal without Hypothesis, which runs in the parent only."""
    pieces = [
        Piece(
            number,
            mixed.randint(0, 70),
            mixed.randint(0, 2),
            mixed.choice(STATES),
            mixed.choice(("none", "translation", "only")),
            tuple(mixed.sample(("rác thải", "hòa giải"), mixed.randint(0, 2))),
            (mixed.randint(0, 9),),
            *(mixed.random() < 0.5 for _ in range(3)),
        )
        for number in mixed.sample(range(30), 8)
    ]
    return Sketch(tuple(pieces), mixed.randint(1, 3), mixed.choice(("link", "hide")))


def _changes_of(start: Portal, folder: Path) -> int:
    """How many changes a build makes in its site."""
    portal = Portal(folder)
    shutil.copytree(start.folder, folder)
    reading, writing = os.pipe()
    if os.fork() == 0:
        counted = _Killer(portal.site, 10**9)
        portal.build()
        os.write(writing, str(counted.changes).encode())
        os._exit(0)
    os.wait()
    return int(os.read(reading, 20))


def _moments(changes: int, kills: int, mixed: random.Random) -> Sequence[int]:
    """The first, the last, and others between them, as far as there are so many."""
    return sorted({0, changes - 1, *mixed.sample(range(1, changes - 1), min(kills, changes) - 2)})


def _is_killed(portal: Portal, moment: int) -> bool:
    """Builds in a child that is killed before its change number `moment`; whether it came to that."""
    child = os.fork()
    if child == 0:
        _Killer(portal.site, moment)
        portal.build()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


class _Killer:
    """Kills this process before it changes anything in `folder` for the `moment`-th time, counted from 0."""

    def __init__(self, folder: Path, moment: int) -> None:
        self._folder = str(folder.resolve())
        self._moment = moment
        self.changes = 0
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        is_change = event in ("os.mkdir", "os.rmdir", "os.remove", "os.rename", "os.link")
        if (is_change or (event == "open" and arguments[2] & os.O_CREAT)) and self._folder in str(arguments[0]):
            if self.changes == self._moment:
                os.kill(os.getpid(), signal.SIGKILL)
            self.changes += 1


def main() -> None:
    """`build FOLDER`, or `drive FOLDER KILLS SEED`."""
    command, folder, *rest = sys.argv[1:]
    if command == "build":
        Portal(Path(folder)).build()
    else:
        drive(Path(folder), *map(int, rest))


if __name__ == "__main__":
    main()
