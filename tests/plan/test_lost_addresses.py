"""Public addresses stay: what moves no file's address, and what a build says of an address that would be gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bantin.content.ledger import PATH
from bantin.problems import Mistakes, Problem
from tests.builds import is_short, rounds, settle
from tests.portal import CONFIG, Portal, templates_compiled_once, tree, written

MAY = "content/2018/05/a.md"
FILES: dict[str, str | bytes] = {
    "config.yaml": CONFIG,
    "content/2018/03/xanh.md": written(
        "Xem [mẫu đơn](../../chung/mau-don.docx).", title="Xanh", date="2018-03-07", category="thong-bao"
    ),
    "content/2018/03/xanh.en.md": written("See the form.", title="Green"),
    MAY: written(title="A", date="2018-05-01", category="thong-bao", attachments="[{file: ../../chung/mau-don.docx}]"),
    "content/2018/05/b.md": written("[bảng](b/bang.csv)", title="B", date="2018-05-02", category="thong-bao"),
    "content/2018/05/b/bang.csv": "a,b\n",
    "content/pages/lien-he.md": written(title="Liên hệ"),
    "content/chung/mau-don.docx": b"PK mau don",
}


@pytest.fixture(scope="module", autouse=True)
def compiled() -> Iterator[None]:
    """The same templates for all builds."""
    with templates_compiled_once():
        yield


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal that was published once."""
    made = Portal(tmp_path / "portal")
    made.write_all(FILES)
    assert told(made) == []
    return made


def told(portal: Portal) -> list[Problem]:
    """What a build says of addresses."""
    return [problem for problem in portal.build().problems if problem.key.startswith(("address-lost", "ledger"))]


def said(portal: Portal) -> list[tuple[str, str, str]]:
    """The same in short: where, what, of which address."""
    return [(one.place.path, one.key, str(dict(one.values).get("address", ""))) for one in told(portal)]


def move(portal: Portal, path: str, to: str) -> None:
    """Renames a file."""
    (portal.folder / to).parent.mkdir(parents=True, exist_ok=True)
    (portal.folder / path).rename(portal.folder / to)


def test_ledger_is_written(portal: Portal) -> None:
    """After a build it holds what readers may keep: articles, pages, categories, files; sorted, each once."""
    lines = (portal.folder / PATH).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "https://phuc-loi.example",
        "/2018/03/xanh/",
        "/2018/05/a/",
        "/2018/05/b/",
        "/2018/05/b/bang.csv",
        "/chung/mau-don.docx",
        "/cong-tac-dang/",
        "/en/2018/03/xanh/",
        "/en/cong-tac-dang/",
        "/en/thong-bao/",
        "/lien-he/",
        "/thong-bao/",
    ]


def test_ledger_is_left_alone(portal: Portal) -> None:
    """A build that finds no new address does not touch it; one with drafts, or one that is refused, adds nothing."""
    file = portal.folder / PATH
    before = file.stat().st_mtime_ns
    portal.write("content/2018/05/nhap.md", written(title="N", date="2018-05-03", category="thong-bao", draft="yes"))
    portal.build()
    assert file.stat().st_mtime_ns == before
    portal.write("content/2018/05/c.md", written(title="C", date="2018-05-03", category="khong-co"))
    with pytest.raises(Mistakes):
        portal.build()
    assert file.stat().st_mtime_ns == before
    text = file.read_bytes().replace(b"\n", b"\r\n")
    (portal.folder / "content/2018/05/c.md").unlink()
    file.write_bytes(text)  # as git writes it on Windows
    portal.build()
    assert file.read_bytes() == text


def test_ledger_cannot_be_written(portal: Portal) -> None:
    """The portal is published all the same, and it is told."""
    (portal.folder / PATH).unlink()
    (portal.folder / "data").rmdir()
    portal.write("data", "chiếm chỗ")
    portal.write("content/2018/05/c.md", written(title="C", date="2018-05-03", category="thong-bao"))
    with pytest.raises(Mistakes):  # what cannot be read may say that an address must stay
        portal.build()
    (portal.folder / "data").unlink()
    assert said(portal) == [(PATH, "ledger-lost", "")]


def test_renamed_file(portal: Portal) -> None:
    """A file under another name: the line for the article that uses it is told, and keeps the old address."""
    move(portal, "content/chung/mau-don.docx", "content/chung/mau-don-2.docx")
    for path in ("content/2018/03/xanh.md", MAY):
        portal.write(path, str(FILES[path]).replace("mau-don", "mau-don-2"))
    (problem,) = told(portal)
    assert problem.key == "address-lost-file-near"
    assert dict(problem.values) == {"address": "/chung/mau-don.docx", "file": "../../chung/mau-don-2.docx"}
    assert told(portal) == [problem]  # until something is done
    old = "aliases: [{address: /chung/mau-don.docx, file: ../../chung/mau-don-2.docx}]\n---"
    path = problem.place.path
    text = (portal.folder / path).read_text(encoding="utf-8")
    portal.write(path, text.replace("\n---", f"\n{old}", 1))
    assert told(portal) == []
    site = tree(portal.site)
    assert site["chung/mau-don.docx"] == site["chung/mau-don-2.docx"] == b"PK mau don"


def test_file_that_nothing_leads_to(portal: Portal) -> None:
    """A file that is there still, but of no article any longer, is told; with its article withdrawn it goes unsaid."""
    portal.write("content/2018/05/b.md", written(title="B", date="2018-05-02", category="thong-bao"))
    assert said(portal) == [(PATH, "address-lost-unused", "/2018/05/b/bang.csv")]
    gone = written(
        "[bảng](b/bang.csv)",
        title="B",
        date="2018-05-02",
        category="thong-bao",
        withdrawn="{date: 2026-03-01, reason: Nhầm}",
    )
    portal.write("content/2018/05/b.md", gone)
    assert said(portal) == []
    assert "2018/05/b/bang.csv" not in tree(portal.site)
    (portal.folder / "content/2018/05/b/bang.csv").unlink()
    (portal.folder / "content/2018/05/b.md").unlink()
    assert said(portal) == [(PATH, "address-lost", "/2018/05/b/"), (PATH, "address-lost-file", "/2018/05/b/bang.csv")]


def test_renamed_article(portal: Portal) -> None:
    """An article under another name is recognised in both languages; the line that is told keeps the old address."""
    for ending in (".md", ".en.md"):
        move(portal, f"content/2018/03/xanh{ending}", f"content/2018/03/phuong-xanh{ending}")
    vi, en = "content/2018/03/phuong-xanh.md", "content/2018/03/phuong-xanh.en.md"
    assert said(portal) == [
        (en, "address-lost-near", "/en/2018/03/xanh/"),
        (vi, "address-lost-near", "/2018/03/xanh/"),
    ]
    for path, alias in ((vi, "/2018/03/xanh/"), (en, "/en/2018/03/xanh/")):
        text = (portal.folder / path).read_text(encoding="utf-8")
        portal.write(path, text.replace("title:", f"aliases: {alias}\ntitle:"))
    assert said(portal) == []
    assert "2018/03/xanh/index.html" in tree(portal.site)


def test_given_up(portal: Portal) -> None:
    """Words behind an address in the ledger end what is said of it, also when nothing else has changed."""
    (portal.folder / MAY).unlink()
    assert said(portal) == [(PATH, "address-lost", "/2018/05/a/")]
    text = (portal.folder / PATH).read_text(encoding="utf-8")
    portal.write(PATH, text.replace("/2018/05/a/\n", "/2018/05/a/ bài thử\n"))
    assert said(portal) == []
    portal.write(MAY, str(FILES[MAY]))
    assert said(portal) == []
    assert "bài thử" not in (portal.folder / PATH).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({MAY: str(FILES[MAY]).replace("title", "draft: yes\ntitle")}, "address-lost-draft"),
        ({MAY: str(FILES[MAY]).replace("2018-05-01", "2027-05-01")}, "address-lost-scheduled"),
        ({MAY: str(FILES[MAY]).replace("title", "slug: khac\ntitle")}, "address-lost-near"),
    ],
)
def test_what_an_edit_costs(portal: Portal, edit: dict[str, str], expected: str) -> None:
    """A draft again, a date to come, another slug: each is told with what to write in its place."""
    portal.write_all(edit)
    assert [(key, address) for _, key, address in said(portal)] == [(expected, "/2018/05/a/")]


def test_category_and_language(portal: Portal) -> None:
    """Another id of a category is told once an edition; a language that is taken out, in one note."""
    portal.write("config.yaml", CONFIG.replace("id: cong-tac-dang", "id: dang"))
    assert said(portal) == [
        ("config.yaml", "address-lost-category", "/cong-tac-dang/"),
        ("config.yaml", "address-lost-category", "/en/cong-tac-dang/"),
    ]
    portal.write("config.yaml", CONFIG.replace("id: cong-tac-dang", "aliases: [cong-tac-dang], id: dang"))
    assert said(portal) == []
    portal.write("config.yaml", CONFIG.replace("  en: {name: Phuc Loi Ward}\n", "").replace(", en: Notices", ""))
    (portal.folder / "content/2018/03/xanh.en.md").unlink()
    assert ("data/addresses.txt", "address-lost-language", "") in said(portal)


# ---- whatever is edited

DATES = st.dates().map(lambda day: f"{2000 + day.year % 26}-{day.month:02}-{day.day:02}")
EDITS = st.one_of(
    st.tuples(st.just("redate"), st.sampled_from("abcd"), DATES),
    st.tuples(st.just("withdraw"), st.sampled_from("abcd"), st.just("")),
    st.tuples(st.just("refer"), st.sampled_from("abcd"), st.sampled_from(["x.pdf", "y.pdf"])),
    st.tuples(st.just("rename"), st.sampled_from(["x.pdf", "y.pdf"]), st.just("")),
)


def articles(dates: dict[str, str], withdrawn: set[str], refers: dict[str, list[str]]) -> dict[str, str]:
    """Four articles that lead to files."""
    found = {}
    for name, date in dates.items():
        fields = {"withdrawn": "{date: 2026-03-01, reason: Nhầm}"} if name in withdrawn else {}
        text = "Lời.\n\n" + "\n\n".join(f"[tệp](chung/{file})" for file in refers[name])
        found[f"content/{name}.md"] = written(text, title=name, date=date, category="thong-bao", **fields)
    return found


@settings(max_examples=rounds(8), deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(EDITS, min_size=1, max_size=4))
def test_no_edit_moves_a_file(edits: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is redated, withdrawn or referred to: a file has one address, or none. Only a new name moves it, and the
    build says so.
    """
    portal = Portal(tmp_path_factory.mktemp("portal"))
    portal.write("config.yaml", CONFIG)
    dates = dict.fromkeys("abcd", "2018-03-07")
    withdrawn: set[str] = set()
    refers = {"a": ["x.pdf"], "b": ["x.pdf", "y.pdf"], "c": ["y.pdf"], "d": []}
    names = {"x.pdf": "x.pdf", "y.pdf": "y.pdf"}
    for file in names:
        portal.write(f"content/chung/{file}", file)
    for number, (edit, what, value) in enumerate([("start", "", ""), *edits]):
        if edit == "redate":
            dates[what] = value
        elif edit == "withdraw":
            withdrawn.add(what)
        elif edit == "refer":
            refers[what].append(value)
        elif edit == "rename":
            old, names[what] = names[what], f"{what[0]}{number}.pdf"
            (portal.folder / f"content/chung/{old}").rename(portal.folder / f"content/chung/{names[what]}")
        shown = {name: [names[file] for file in files] for name, files in refers.items()}
        portal.write_all(articles(dates, withdrawn, shown))
        before = {path for path in tree(portal.site) if path.endswith(".pdf")} if number else set()
        notes = told(portal)
        there = {path for path in tree(portal.site) if path.endswith(".pdf")}
        public = {names[file] for name, files in refers.items() if name not in withdrawn for file in files}
        assert there == {f"chung/{name}" for name in public}
        lost = {f"/{path}" for path in before - there}
        if edit == "rename":
            assert lost <= {str(dict(note.values)["address"]) for note in notes}


def test_ledger_that_was_deleted(portal: Portal) -> None:
    """Told once, by the build that begins it anew: what was lost before is forgotten then."""
    (portal.folder / PATH).unlink()
    settle()  # so that the next build sees that nothing has changed
    (lost,) = told(portal)
    assert (lost.key, lost.place.path, lost.is_warning) == ("ledger-lost", PATH, True)
    assert dict(lost.values) == {"addresses": (portal.folder / PATH).read_text(encoding="utf-8").count("\n/")}
    assert is_short(portal)
    assert told(portal) == []
