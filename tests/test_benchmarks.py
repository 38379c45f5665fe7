"""The measure: what of it can be asserted without a clock and without Hugo."""

import re
from pathlib import Path

import pytest

from benchmarks import corpus, hugo, misspellings, report, same
from benchmarks.bench import ADDED, COLD, EVERYTHING, HUGO, OURS
from benchmarks.measure import Figures, Middle


def test_a_corpus_is_the_same_every_time() -> None:
    """A number and a seed give the same files; another seed gives others."""
    once = list(corpus.files(20, seed=3))
    assert once == list(corpus.files(20, seed=3))
    assert once != list(corpus.files(20, seed=4))


def test_a_corpus_is_translated_in_part() -> None:
    """Of many articles 30 % have an English text, give or take."""
    paths = [path for path, _ in corpus.files(400, seed=1) if "/pages/" not in path]
    assert sum(not path.endswith(".en.md") for path in paths) == 400
    assert 90 < sum(path.endswith(".en.md") for path in paths) < 150


def test_added_articles_are_new_and_newest() -> None:
    """Each has a path of its own, and a date after all before it."""
    before = list(corpus.files(20, seed=1))
    added = [next(corpus.added(20, 1, number)) for number in range(3)]
    dates = re.findall(r"^date: (.+)$", "\n".join(text for _, text in (*before, *added)), re.MULTILINE)
    assert sorted(dates)[-3:] == ["2025-12-31 08:00", "2025-12-31 08:01", "2025-12-31 08:02"]
    assert len({path for path, _ in added} - {path for path, _ in before}) == 3


def test_hugo_gets_the_same_text(tmp_path: Path) -> None:
    """In the folder of its category, with dates, switches and links in Hugo's words; a translation with what is its
    original's."""
    folder = tmp_path / "content" / "2018" / "03"
    folder.mkdir(parents=True)
    front = "title: A\ndate: 2018-03-07 10:11\ncategory: thong-bao\nviews: 5\nfeatured: yes"
    (folder / "a-1.md").write_text(f"---\n{front}\n---\n\nXem [b](b-2.md).\n", encoding="utf-8")
    (folder / "a-1.en.md").write_text("---\ntitle: A\n---\n\nSee [b](../../2018/03/b-2.md).\n", encoding="utf-8")
    (folder / "b-2.md").write_text(f"---\n{front.replace('thong-bao', 'hdnd-ubnd')}\n---\n\nB\n", encoding="utf-8")
    copy = hugo.Copy(tmp_path, tmp_path / "hugo")
    copy.add(list(folder.glob("*.md")))
    made = tmp_path / "hugo" / "content" / "thong-bao" / "2018" / "03"
    told = "date: 2018-03-07T10:11:00\n{}views: 5\nfeatured: true"
    original = (
        f"---\ntitle: A\n{told.format('category: thong-bao' + chr(10))}\n---\n\nXem [b](/hdnd-ubnd/2018/03/b-2.md).\n"
    )
    translation = f"---\ntitle: A\n{told.format('')}\n---\n\nSee [b](/hdnd-ubnd/2018/03/b-2.md).\n"
    assert original == (made / "a-1.md").read_text(encoding="utf-8")
    assert translation == (made / "a-1.en.md").read_text(encoding="utf-8")


def test_misspellings_are_the_same_every_time() -> None:
    """Of each class as many as were asked for, each one once and unlike its title; the same seed gives the same."""
    names = (
        "Phường phân loại rác thải sinh hoạt|Kỹ thuật nghề trồng dưa|Sân chơi xanh sạch mở cửa|Chung tay giữ lấy phố"
    )
    titles = [(name[:3], name) for name in names.split("|")]
    made = list(misspellings.generated(titles, 4, seed=2))
    assert made == list(misspellings.generated(titles, 4, seed=2))
    assert made != list(misspellings.generated(titles, 4, seed=3))
    assert {*misspellings.CLASSES, "joined", "split"} == {query.kind for query in made}
    assert len({(query.kind, query.text) for query in made}) == len(made)
    assert not [query for query in made if query.text in " ".join(title.lower() for _, title in titles)]


def test_equal_lists_of_addresses() -> None:
    """Nothing is said of them."""
    assert list(same.differences("articles", {"a/", "b/"}, {"b/", "a/"})) == []


def test_lists_of_addresses_that_differ() -> None:
    """What is too many and what is missing is counted, and the first of them are named."""
    assert list(same.differences("articles", {"a/", "z/"}, {"a/", "b/", "c/", "d/", "e/", "f/"})) == [
        "articles: 1 too many: z/",
        "articles: 5 missing: b/, c/, d/, and 2 more",
    ]


def page(*lists: str, prose: str = "") -> str:
    """A page as both templates make it: the cards of a list, or a text."""
    cards = "".join(f'<h3 class="card-title"><a href="{href}">x</a></h3>' for href in lists)
    return f'<div class="list">{cards}</div>' if lists else f'<div class="prose">{prose}</div>\n</article>'


def site(folder: Path, pages: dict[str, str]) -> same.Site:
    """A site with these pages, as it is read."""
    for address, text in pages.items():
        (folder / address).mkdir(parents=True)
        (folder / address / "index.html").write_text(text, encoding="utf-8")
    return same.read(folder)


ARTICLES = {f"2018/03/{name}/": page(prose=f"<p>Bài {name}</p>") for name in "abc"}


def test_sites_cut_into_other_pages_are_the_same(tmp_path: Path) -> None:
    """Ours from the oldest with links that are relative, theirs from the newest with links from the root."""
    ours = site(tmp_path / "ours", ARTICLES | {"tin/": page(*(f"../2018/03/{name}/" for name in "cba"))})
    theirs = {"tin/": page("/2018/03/c/", "/2018/03/b/"), "tin/trang/2/": page("/2018/03/a/")}
    assert list(same.complaints(ours, site(tmp_path / "theirs", ARTICLES | theirs), frozenset(ARTICLES))) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"2018/03/c/": page(prose="<p>Khác hẳn</p>")},
            "1 articles differ in words or in what they lead on to: 2018/03/c/",
        ),
        ({"tin/": page("/2018/03/a/", "/2018/03/b/")}, "articles on tin/: 1 too many: 2018/03/c/"),
        ({"2018/03/d/": page(prose="<p>Bài d</p>")}, "articles of theirs: 1 too many: 2018/03/d/"),
    ],
)
def test_sites_that_differ(tmp_path: Path, changed: dict[str, str], expected: str) -> None:
    """A text, a list, an article: each is named."""
    whole = ARTICLES | {"tin/": page(*(f"/2018/03/{name}/" for name in "abc"))}
    ours, theirs = site(tmp_path / "ours", whole), site(tmp_path / "theirs", whole | changed)
    assert expected in list(same.complaints(ours, theirs, frozenset(ARTICLES)))


def test_sites_without_anything_are_not_the_same(tmp_path: Path) -> None:
    """That neither wrote anything is a difference to what was expected."""
    nothing = same.read(tmp_path)
    assert list(same.complaints(nothing, nothing, frozenset({"2018/03/a/"}))) == [
        "articles of ours: 1 missing: 2018/03/a/",
        "articles of theirs: 1 missing: 2018/03/a/",
        "there are no lists",
        "bytes of HTML: 0 and 0",
    ]


def figures(wall: float, cpu: float = 1.0, memory: float = 1e6, files: int = 1) -> Figures:
    """Of one build."""
    return Figures(wall, cpu, memory, tuple(f"{number}.html" for number in range(files)), 500_000, "")


def test_the_middle_of_several_builds() -> None:
    """Each figure has its own median."""
    builds = [figures(3, 1, 9e6), figures(1, 5, 8e6, 3), figures(2, 9, 1e6, 2)]
    assert Middle(2, 5, 8e6, 2, 500_000) == Middle.of(builds)


BUILDS = {
    (whose, case): [figures(wall * faster, 2.5, 50e6, 1_200)]
    for whose, wall in ((OURS, 2.0), (HUGO, 4.0), (EVERYTHING, 3.0))
    for case, faster in ((COLD, 1.0), ("nothing changed", 0.05), ("one body edited", 0.2), (ADDED, 0.3))
}


def test_the_table_of_a_size() -> None:
    """Ours, Hugo's, the one to the other, and ours with everything on, for each kind of build."""
    lines = report.table(report.Size.of(10_000, 1, BUILDS)).splitlines()
    assert lines[:8] == [
        "### 10,000 articles, one run",
        "",
        "| build | | wall, s | CPU, s | peak memory, MB | files written | MB written |",
        "|---|---|---:|---:|---:|---:|---:|",
        "| cold build | Bantin | 2.00 | 2.50 | 50 | 1,200 | 0.5 |",
        "| | Hugo | 4.00 | 2.50 | 50 | 1,200 | 0.5 |",
        "| | *Bantin to Hugo* | *0.50* | *1.00* | *1.00* | | |",
        "| | Bantin, everything | 3.00 | 2.50 | 50 | 1,200 | 0.5 |",
    ]
    assert len(lines) == 4 + 4 * 4


def test_what_was_asked_for() -> None:
    """Ratios where both were measured, growth where several sizes were."""
    small = {key: [figures(0.2, 2.5, 41e6)] for key in BUILDS}
    sizes = [report.Size.of(1_000, 1, small), report.Size.of(10_000, 1, BUILDS)]
    assert report.against(sizes).splitlines() == [
        "### What was asked for",
        "",
        "| equal site | must | reach | measured |",
        "|---|---:|---:|---:|",
        "| nothing changed, to Hugo | ≤ 0.06 | ≤ 0.03 | 0.50 |",
        "| one body edited, to Hugo | ≤ 0.2 | ≤ 0.12 | 0.50 |",
        "| one article added, to Hugo | ≤ 0.25 | ≤ 0.15 | 0.50 |",
        "| cold build, to Hugo | ≤ 2.0 | ≤ 1.0 | 0.50 |",
        "| peak memory, cold build, to Hugo | ≤ 1.0 | ≤ 0.6 | 1.00 |",
        "| one article added, files | ≤ 40 | | 1200 |",
        "| memory an article, from 1,000 to 10,000 | < 20 kB | | 1.0 kB |",
        "| cold build, time an article at 10,000 to that at 1,000 | ≤ 1.3 | ≤ 1.1 | 1.00 |",
    ]


def test_ours_alone_can_be_measured() -> None:
    """Without Hugo there are no ratios, and nothing else is missing."""
    ours = {key: builds for key, builds in BUILDS.items() if key[0] == OURS}
    size = report.Size.of(10_000, 2, ours)
    assert len(report.table(size).splitlines()) == 4 + 4
    assert "Hugo" not in report.table(size) + report.against([size])


def test_where_the_time_goes() -> None:
    """A row for each phase, also for one that only one of the builds had."""
    assert report.where(
        10_000, {"cold build": {"read": 0.1, "render": 1.5}, "one body edited": {"read": 0.05}}
    ).splitlines()[4:] == [
        "| phase | cold build | one body edited |",
        "|---|---:|---:|",
        "| read | 0.100 | 0.050 |",
        "| render | 1.500 | 0.000 |",
    ]


def test_figures_take_the_place_of_older_ones(tmp_path: Path) -> None:
    """Between the two marks; what stands around them stays."""
    place = tmp_path / "performance.md"
    place.write_text(f"# Performance\n\n{report.BEGIN}\nold\n{report.END}\n\nMore.\n", encoding="utf-8")
    report.save("new\n", place)
    told = f"# Performance\n\n{report.BEGIN}\n\nnew\n\n{report.END}\n\nMore.\n"
    assert told == place.read_text(encoding="utf-8")
