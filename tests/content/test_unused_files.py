"""Files that are no articles, and texts in a language that the portal does not use now."""

from pathlib import Path

import pytest

from bantin.content.unused_files import unused_files
from bantin.problems import Mistakes
from tests.portal import Portal, written

ONE = "base_url: https://phuc-loi.example\nlanguages:\n  vi: {name: Phường}\n"
BOTH = ONE + "  en: {name: Ward}\n"
CATEGORIES = "categories: [{id: tin, vi: Tin, en: News}]\n"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("a.md.txt", "file-almost-article"),
        ("a.MD.TXT", "file-almost-article"),
        ("a.md.docx", "file-perhaps-article"),
        ("a.md.md.txt", "file-almost-article"),
        ("a.md.", "file-almost-article"),
        ("a.markdown", "file-almost-article"),
        ("a.mdx", "file-almost-article"),
        ("a.txt", "file-perhaps-article"),
        ("a.htm", "file-perhaps-article"),
        ("a.HTML", "file-perhaps-article"),
        ("a.docx", "file-perhaps-article"),
        ("a.pdf", "files-unused"),
        ("organisation.yml", "files-unused"),
        ("a.md", ""),
        ("a.MD", ""),
        ("Thumbs.db", ""),
        ("~$a.docx", ""),
        ("desktop.ini", ""),
        ("a.md~", ""),
    ],
)
def test_kinds_of_files(name: str, key: str) -> None:
    """One note for each that was probably meant as an article, and one for all others."""
    path = f"content/2026/03/{name}"
    assert [problem.key for problem in unused_files([path], set())] == ([key] if key else [])
    assert list(unused_files([path], {path})) == []


def keys(portal: Portal) -> list[tuple[str, str]]:
    """What is said of a portal, and where."""
    try:
        problems = portal.gather().problems
    except Mistakes as found:
        problems = found.problems
    return [(problem.key, problem.place.path) for problem in problems]


def test_used_by_what_is_not_public(tmp_path: Path) -> None:
    """A file of a draft, of an article that waits or was withdrawn is in use."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", BOTH + CATEGORIES)
    for number, more in enumerate(({"draft": "có"}, {}, {"withdrawn": "{date: 2026-03-01, reason: Sai.}"}), 1):
        date = "2026-03-20" if number == 2 else "2026-03-01"
        text = written(f"[x]({number}.pdf)", title="A", date=date, category="tin", attachments=f"{number}b.pdf", **more)
        portal.write_all({f"content/2026/03/{number}.md": text, f"content/2026/03/{number}.pdf": "%PDF-1.4\n"})
        portal.write(f"content/2026/03/{number}b.pdf", "%PDF-1.4\n")
    assert keys(portal) == []
    portal.write("content/2026/03/z.pdf", "%PDF-1.4\n")
    assert keys(portal) == [("files-unused", "content")]


def test_language_taken_out_and_put_in(tmp_path: Path) -> None:
    """Its texts are left aside with one note, whatever is wrong with them, and links to them are words; then they count
    again."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", BOTH + CATEGORIES)
    for name in "abc":
        body = f"Đoạn {name}, [bằng tiếng Anh]({name}.en.md)."
        portal.write(
            f"content/2026/03/{name}.md", written(body, title=f"Bài {name}", date="2026-03-01", category="tin")
        )
        portal.write(f"content/2026/03/{name}.en.md", written(f"Text {name}.", title=f"Article {name}"))
    portal.build()
    assert (portal.site / "en/2026/03/a/index.html").is_file()
    portal.write("content/2026/03/c.en.md", "no front matter, ![](none.png)\n")
    portal.write("config.yaml", ONE + CATEGORIES)
    assert keys(portal) == [("language-aside", "config.yaml"), ("address-lost-language", "data/addresses.txt")]
    portal.build()
    assert not (portal.site / "en").exists()
    portal.write("config.yaml", BOTH + CATEGORIES)
    assert ("front-matter-missing-translation", "content/2026/03/c.en.md") in keys(portal)
    portal.write("content/2026/03/c.en.md", written("Text c.", title="Article c"))
    assert keys(portal) == []
    portal.build()
    assert (portal.site / "en/2026/03/c/index.html").is_file()
