"""`check --fix`: only what is certain, only the lines that are wrong, the same words, once."""

import io
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin.checking.autofix import mended, same_but_dashes
from bantin.commands import cli
from bantin.disk import history, writing
from bantin.text import nfc
from tests.commands.test_check import CONFIG
from tests.portal import Portal, rendered
from tests.words import words_of_page

NAMES = ("Công tác Đảng – Đoàn thể", "Party and Unions", "Thông báo")


def fixed(text: str, blank_before: frozenset[int] = frozenset()) -> tuple[str, list[str]]:
    """A text mended, and what was done."""
    result = mended(text, "content/2026/x.md", lambda name: same_but_dashes(name, NAMES), blank_before)
    return result.text, [each.key for each in result.mendings]


FRONT = "---\ntitle: Tin\ndate: 2026-03-01\ncategory: Thông báo\n---\n"


@pytest.mark.parametrize(
    ("before", "after", "keys"),
    [
        (FRONT + "\nMột.\n", FRONT + "\nMột.\n", []),
        ("\ufeff" + FRONT + "\nMột.\n", FRONT + "\nMột.\n", ["mend.bom"]),
        ((FRONT + "\nMột.\n").replace("\n", "\r\n"), FRONT + "\nMột.\n", ["mend.line-ends"]),
        (FRONT + "\nMo\u0323\u0302t.\n", FRONT + "\nMột.\n", ["mend.nfc"]),
        (FRONT.replace("Tin", "“Tin: mới”"), FRONT.replace("Tin", '"Tin: mới"'), ["mend.quotes"]),
        (
            FRONT.replace("Thông báo", "Công tác Đảng - Đoàn thể"),
            FRONT.replace("Thông báo", "Công tác Đảng – Đoàn thể"),
            ["mend.category"],
        ),
        (
            FRONT.replace("Thông báo", '"Công tác Đảng — Đoàn thể"'),
            FRONT.replace("Thông báo", '"Công tác Đảng – Đoàn thể"'),
            ["mend.category"],
        ),
        (FRONT.replace("Thông báo", "Tin tức - sự kiện"), FRONT.replace("Thông báo", "Tin tức - sự kiện"), []),
        (
            FRONT + "Giá:\n| a | b |\n|---|---|\n| 1 | 2 |\n",
            FRONT + "Giá:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
            ["mend.table"],
        ),
        (
            FRONT + "```\nx\n```\t\n\nLời\n| a | b |\n|---|---|\n",
            FRONT + "```\nx\n```\t\n\nLời\n\n| a | b |\n|---|---|\n",
            ["mend.table"],
        ),
        (FRONT + "```\nGiá:\n| a | b |\n|---|---|\n```\n", FRONT + "```\nGiá:\n| a | b |\n|---|---|\n```\n", []),
        (FRONT + "Ông nói “có”.\n", FRONT + "Ông nói “có”.\n", []),
    ],
)
def test_what_is_mended(before: str, after: str, keys: list[str]) -> None:
    """And what is not."""
    assert fixed(before) == (after, keys)
    assert fixed(after) == (after, [])


def test_blank_line_before_a_list() -> None:
    """At the lines that a build names, and below the front matter only."""
    text = FRONT + "Gồm:\n1) một\n2) hai\n"
    assert fixed(text, frozenset({7})) == (FRONT + "Gồm:\n\n1) một\n2) hai\n", ["mend.list"])
    assert fixed(text, frozenset({3})) == (text, [])


LINES = st.lists(
    st.sampled_from(
        [
            "",
            "Một đoạn.",
            "Mo\u0323\u0302t",
            "| a | b |",
            "|---|---|",
            "| 1 | 2 |",
            "- mục",
            "```",
            "> lời",
            "    mã",
            "“x”",
        ]
    ),
    max_size=12,
)
FRONTS = st.sampled_from([FRONT, FRONT.replace("Tin", "“Tin”"), FRONT.replace("Thông báo", "Công tác Đảng - Đoàn thể")])


@given(st.sampled_from(["", "\ufeff"]), FRONTS, LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_mending_is_idempotent_and_changes_only_wrong_lines(bom: str, front: str, lines: list[str], end: str) -> None:
    """Twice is once; each line that was right stands there unchanged, in its order, with blank ones added at most."""
    text = bom + (front + "\n".join(lines)).replace("\n", end)
    once, _ = fixed(text)
    assert fixed(once) == (once, [])
    plain = nfc(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    added = iter(once.split("\n"))
    for line in plain:
        if not line.startswith(("title:", "category:")):
            assert any(other == line for other in added), (line, once)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Công tác Đảng-Đoàn thể", "Công tác Đảng – Đoàn thể"),
        ("Công tác Đảng – Đoàn thể", ""),
        ("Công tác Đảng", ""),
        ("Thông báo", ""),
    ],
)
def test_dashes_of_category_names(written: str, expected: str) -> None:
    """Only they may differ."""
    assert same_but_dashes(written, NAMES) == expected


# ---- the command


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A portal with everything that can be mended, and an up-to-date translation."""
    from bantin.content.front_matter import parse

    made = Portal(tmp_path / "p")
    made.write("config.yaml", CONFIG)
    front = "---\ntitle: “Tin: mới”\ndate: 2026-03-01\ncategory: Tin tức\n---\n"
    text = f"{front}\nGiá:\n| Mo\u0323\u0302t | Hai |\n|---|---|\n| 1 | 2 |\n"
    made.write("content/2026/tin.md", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    front_matter = parse(nfc(text), "content/2026/tin.md", ("vi", "en")).front_matter
    assert front_matter is not None
    made.write("content/2026/tin.en.md", f"---\ntitle: News\noriginal: {front_matter.digest}\n---\n\nPrices.\n")
    made.write("content/2026/tot.md", "---\ntitle: Tốt\ndate: 2026-03-01\ncategory: Tin tức\n---\n\nMột.\n")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return made


def fix(portal: Portal, *words: str) -> int:
    """Runs the command."""
    return cli.main(["check", "--fix", "--project", str(portal.folder), *words])


def test_shown_before_it_is_done(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Without an answer nothing is done; the difference is there in words and lines."""
    before = (portal.folder / "content/2026/tin.md").read_bytes()
    assert fix(portal) == cli.USAGE
    out = capsys.readouterr().out
    assert (portal.folder / "content/2026/tin.md").read_bytes() == before
    assert "content/2026/tin.md\n  – bỏ ký hiệu BOM ở đầu tệp\n" in out
    assert '    -title: “Tin: mới”\n    +title: "Tin: mới"\n' in out
    assert out.endswith("Chưa chữa gì. Muốn chữa mà không hỏi: thêm --yes.\n")
    assert "tot.md" not in out


def test_done_once_with_the_same_words(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages have the same words, the translation stays up to date, originals are kept; then nothing is left."""
    path, translation = portal.folder / "content/2026/tin.md", portal.folder / "content/2026/tin.en.md"
    before = path.read_bytes()
    pages = {at: words_of_page(data.decode()) for at, data in rendered(portal.gather()).items() if at.endswith(".html")}
    good = (portal.folder / "content/2026/tot.md").stat().st_mtime_ns
    assert fix(portal, "--yes") == cli.OK
    assert path.read_text(encoding="utf-8") == (
        '---\ntitle: "Tin: mới"\ndate: 2026-03-01\ncategory: Tin tức\n---\n'
        "\nGiá:\n\n| Một | Hai |\n|---|---|\n| 1 | 2 |\n"
    )
    after = {at: words_of_page(data.decode()) for at, data in rendered(portal.gather()).items() if at.endswith(".html")}
    assert after == pages
    assert not portal.gather().library.by_key["2026/tin"]["en"].is_behind
    kept = history.versions(portal.folder, "content/2026/tin.md")
    assert [history.read(portal.folder, "content/2026/tin.md", each.name) for each in kept] == [before]
    assert (portal.folder / "content/2026/tot.md").stat().st_mtime_ns == good
    mended_once = path.read_bytes(), translation.read_bytes()
    capsys.readouterr()
    assert fix(portal, "--yes") == cli.OK
    assert capsys.readouterr().out == "Không có gì để chữa tự động.\n"
    assert (path.read_bytes(), translation.read_bytes()) == mended_once


def test_all_is_mended_or_nothing(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where one file cannot be written, those before it are as they were."""
    write = writing.replace_text

    def refused(path: Path, text: str) -> None:
        if path.name == "tin.md":
            raise PermissionError(13, "Permission denied")
        write(path, text)

    monkeypatch.setattr("bantin.commands.fix.writing.replace_text", refused)
    texts = {path: path.read_bytes() for path in (portal.folder / "content").rglob("*.md")}
    assert fix(portal, "--yes") == cli.USAGE
    assert "content/2026/tin.md" in capsys.readouterr().err
    assert texts == {path: path.read_bytes() for path in texts}


PIECES = st.sampled_from(
    [
        "Một đoạn.",
        "Mo\u0323\u0302t doa\u0323n.",
        "Giá:\n| a | b |\n|---|---|\n| 1 | 2 |",
        "Gồm\n- một",
        "Gồm:\n1) một\n2) hai",
        "```\nGiá:\n| a | b |\n|---|---|\n```",
        "> trích\n- hai",
        "Ông nói “có”.",
        "- một\n\n  hai\n- ba",
    ]
)
HEADS = st.sampled_from(["Tin", "“Tin: mới”", "Mo\u0323\u0302t", '"Tin"'])
TEXTS = st.tuples(HEADS, st.lists(PIECES, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]), st.booleans())


@settings(max_examples=6, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_whole_portals_keep_their_words(texts: list[tuple[str, list[str], str, bool]]) -> None:
    """Pages of articles have the same words before and after, and a second run finds nothing. (A list shows the first
    paragraph of an article, which ends where a list now begins.)"""
    with tempfile.TemporaryDirectory() as folder:
        made = Portal(Path(folder) / "p")
        made.write("config.yaml", CONFIG)
        for number, (title, pieces, end, has_mark) in enumerate(texts):
            front = f"---\ntitle: {title}\ndate: 2026-03-01\ncategory: Tin tức\n---\n\n"
            data = (front + "\n\n".join(pieces) + "\n").replace("\n", end).encode()
            made.write(f"content/2026/tin-{number}.md", b"\xef\xbb\xbf" * has_mark + data)
        before = _words(made)
        assert fix(made, "--yes") == cli.OK
        assert before == _words(made)
        once = {path: path.read_bytes() for path in (made.folder / "content").rglob("*.md")}
        assert fix(made, "--yes") == cli.OK
        assert once == {path: path.read_bytes() for path in once}


def _words(portal: Portal) -> dict[str, Counter[str]]:
    pages = rendered(portal.gather())
    return {at: words_of_page(data.decode()) for at, data in pages.items() if at.startswith("2026/tin-")}


def test_other_encodings_are_left(portal: Portal) -> None:
    """In which one a file is has to be judged by its editor."""
    data = "---\ntitle: Tin\n---\n".encode("utf-16")
    portal.write("content/2026/khac.md", data)
    fix(portal, "--yes")
    assert (portal.folder / "content/2026/khac.md").read_bytes() == data
