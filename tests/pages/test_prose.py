"""A text's links and pictures as its page shows them, and what stands there if one cannot be shown."""

from pathlib import Path

from bantin.pages.part_types import TextPicture
from bantin.pages.types import ArticlePage
from tests.portal import CONFIG, Portal, pages, written

HEAD = {"title": "Bài", "date": "2026-03-01", "category": "thong-bao"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"/>'
FILES: dict[str, str | bytes] = {
    "config.yaml": CONFIG,
    "content/2026/03/khac.md": written("## Địa điểm\n\nỞ đây.", **HEAD),
    "content/2026/03/mai.md": written(**{**HEAD, "date": "2026-04-01"}),
    "content/2026/03/anh.svg": SVG,
}


def slots(tmp_path: Path, body: str, **fields: str) -> list[str | TextPicture]:
    """What this page shows in the slots of `body`."""
    portal = Portal(tmp_path)
    portal.write_all({**FILES, "content/2026/03/bai.md": written(body, **HEAD, **fields)})
    page = pages(portal.gather())["2026/03/bai/index.html"].page
    assert isinstance(page, ArticlePage)
    return list(page.body.slots)


LINKS = {
    "khac.md": ' href="../../../2026/03/khac/"',
    "khac.md#dia-diem": ' href="../../../2026/03/khac/#dia-diem"',
    "/thong-bao/": ' href="../../../thong-bao/"',
    "/en/latest/": ' href="../../../en/latest/" hreflang="en"',
    "https://khac.example/?a=1&b=2": ' href="https://khac.example/?a=1&amp;b=2"',
    "#phan-mot": ' href="#phan-mot"',
    "mai.md": "",
}


def test_links(tmp_path: Path) -> None:
    """From the page's own folder; nothing where the article is not out yet."""
    body = "".join(f"\n\nXem [đây]({link})." for link in LINKS)
    assert slots(tmp_path, f"## Phần một{body}") == list(LINKS.values())


def test_pictures(tmp_path: Path) -> None:
    """The first picture of a page is known as such, so that browsers fetch it at once; a cover comes before it."""
    first, second = slots(tmp_path, "![Một](anh.svg)\n\nChữ.\n\n![Hai](anh.svg)")
    assert isinstance(first, TextPicture)
    assert isinstance(second, TextPicture)
    assert (first.image.alt, first.is_first, second.image.alt, second.is_first) == ("Một", True, "Hai", False)
    (below,) = slots(tmp_path, "![Một](anh.svg)", cover="{image: anh.svg, alt: Ảnh bìa}")
    assert isinstance(below, TextPicture)
    assert not below.is_first
