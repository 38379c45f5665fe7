"""`approve`: what is written when a leader agrees; and where `review` writes what is sent to them."""

import re
from pathlib import Path

import pytest

from bantin.commands import cli
from bantin.disk import history
from tests.portal import CONFIG, NOW, Portal, written

TIN = "content/2026/03/tin.md"
BODY = "Họp lúc *8 giờ* & 30.\n\n## Phần\n\n[Lên](#phan), [bài khác](khac.md), [mẫu](mau.pdf)\n\n![Vườn](hinh.svg)"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>'
FRONT = {"title": "Tin", "date": "2026-03-01", "category": "thong-bao", "attachments": "mau.pdf"}


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A portal whose articles are approved."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    return with_articles(tmp_path)


def with_articles(folder: Path) -> Portal:
    """A portal whose articles are approved, with two."""
    portal = Portal(folder / "Cổng phường")
    portal.write("config.yaml", f"{CONFIG}approval: {{by: Chủ tịch}}\n")
    portal.write("content/2026/03/mau.pdf", b"%PDF-1.4 1")
    portal.write("content/2026/03/hinh.svg", SVG)
    portal.write(TIN, written(BODY, **FRONT))
    portal.write("content/2026/03/khac.md", written("Khác.\n\n## Phần", **(FRONT | {"title": "Khác"})))
    return portal


def said(portal: Portal, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Exit status and what is printed, in English."""
    status = cli.main([*words, "--project", str(portal.folder), "--lang", "en"])
    captured = capsys.readouterr()
    return status, captured.out + captured.err


def test_approve_writes_its_lines_alone(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """All else stays byte for byte, with its comments and line ends; what was there is kept; then it is public."""
    before = written(BODY, **FRONT).replace("title:", "# ghi chú\ntitle:").replace("\n", "\r\n").encode()
    portal.write(TIN, before)
    assert said(portal, capsys, "approve", str(portal.folder / TIN), "--by", "Nguyễn  Văn An") == (
        cli.OK,
        f"{TIN}: approved by Nguyễn Văn An on 09/03/2026.\n",
    )
    after = (portal.folder / TIN).read_bytes()
    lines = re.search(
        rb"approved:\r\n  by: (.*)\r\n  date: 09/03/2026\r\n  digest: [\"']?[0-9a-f]{12}[\"']?\r\n", after
    )
    assert lines is not None
    assert (lines[1].decode(), after.replace(lines[0], b"")) == ("Nguyễn Văn An", before)
    kept = [history.read(portal.folder, TIN, each.name) for each in history.versions(portal.folder, TIN)]
    assert kept == [after, before]
    assert not [each for each in portal.build().waiting if each.path == TIN]


def test_approve_again_ends_what_was_urgent(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """The new approval stands in the place of the old one, in the way in which that was written."""
    old = "{by: An, date: 01/03/2026, digest: '012345678901', urgent: Bình}"
    portal.write(TIN, written(BODY, **FRONT, approved=old))
    assert said(portal, capsys, "approve", TIN, "--by", "Chi")[0] == cli.OK
    text = (portal.folder / TIN).read_text(encoding="utf-8")
    assert re.search(r"^approved: \{by: Chi, date: 09/03/2026, digest: [\"']?[0-9a-f]{12}[\"']?\}$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "status", "expected"),
    [
        ((TIN,), cli.USAGE, "It has to be said who approved."),
        ((TIN, "--by", " "), cli.USAGE, "It has to be said who approved."),
        (("content/2026/03/none.md", "--by", "An"), cli.CONTENT, "This is no article of the portal"),
        (("config.yaml", "--by", "An"), cli.CONTENT, "This is no article of the portal"),
    ],
)
def test_approve_refuses(
    words: tuple[str, ...], status: int, expected: str, portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a name, or for what is no article; nothing is written."""
    before = (portal.folder / TIN).read_bytes()
    found, told = said(portal, capsys, "approve", *words)
    assert (found, expected in told) == (status, True)
    assert (portal.folder / TIN).read_bytes() == before


@pytest.mark.parametrize(
    ("front", "body", "expected"),
    [
        ({"date": "2026-13-01"}, BODY, "2026-13-01"),
        ({}, f"{BODY}\n\n[Bài](khong-co.md)", "khong-co.md"),
        ({}, f"{BODY}\n\n![Cây](khong-co.png)", "khong-co.png"),
        ({"attachments": "khong-co.pdf"}, BODY, "khong-co.pdf"),
    ],
    ids=["field", "link", "picture", "attachment"],
)
@pytest.mark.parametrize("words", [("approve", TIN, "--by", "An"), ("review", TIN)], ids=["approve", "review"])
def test_nobody_approves_an_article_with_mistakes(
    words: tuple[str, ...],
    front: dict[str, str],
    body: str,
    expected: str,
    portal: Portal,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nor is shown one: nobody can have seen it as it will be. Be the mistake in a field or in what it refers to."""
    portal.write(TIN, written(body, **(FRONT | front)))
    status, told = said(portal, capsys, *words)
    assert (status, expected in told) == (cli.CONTENT, True), told
    assert b"approved" not in (portal.folder / TIN).read_bytes()
    assert not (portal.folder / "duyet").exists()


@pytest.mark.parametrize("target", ["content/a.html", "site/a.html", "data/../content/a.html"])
def test_review_is_not_written_among_sources(target: str, portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor into what is published."""
    status, _ = said(portal, capsys, "review", TIN, "--to", str(portal.folder / target))
    assert status == cli.CONTENT
    assert not (portal.folder / target).exists()
