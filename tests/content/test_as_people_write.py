"""Front matter as people write it: what can mean one thing only is read as that, and nothing is said."""

import pytest

from bantin.content import front_matter
from bantin.content.front_matter import FrontMatter

PATH = "content/2026/11/x.md"
PLAIN = """\
---
title: Bài thử
date: 21/11/2026 09:30
category: Thông báo
lead: Lời dẫn của bài.
tags: rác thải, môi trường
author: Ban biên tập
notice_until: 30/11/2026
draft: không
cover:
  image: anh.jpg
  alt: Ảnh có gì
attachments:
  - file: ke-hoach.pdf
---

Lời của bài.
"""


def read(text: str, path: str = PATH) -> FrontMatter:
    """What is read, when nothing is wrong."""
    written = front_matter.parse(text, path, ("vi", "en"))
    assert written.problems == ()
    assert written.front_matter is not None
    return written.front_matter


def meaning(own: FrontMatter) -> tuple[object, ...]:
    """All that the editor said; not where."""
    cover = own.cover
    return (
        own.title,
        own.date,
        own.category.text if own.category else None,
        own.lead,
        [tag.text for tag in own.tags],
        own.author,
        own.notice_until,
        own.is_draft,
        (cover.image.text, cover.alt.text) if cover and cover.image and cover.alt else None,
        [attached.file.text for attached in own.attachments],
        own.text_digest,
    )


@pytest.mark.parametrize(
    ("plain", "written"),
    [
        ("title:", "Title:"),
        ("title:", "TIÊU ĐỀ:"),
        ("title:", "Tiêu đề:"),
        ("title:", "Tên bài:"),
        ("date:", "Ngày đăng:"),
        ("date:", "Ngày_đăng:"),
        ("category:", "Chuyên mục:"),
        ("lead:", "Tóm tắt:"),
        ("tags:", "Từ khóa:"),
        ("tags:", "từ khoá:"),
        ("author:", "Tác giả:"),
        ("notice_until:", "Notice-Until:"),
        ("notice_until:", "notice until:"),
        ("draft:", "Bản nháp:"),
        ("cover:\n  image: anh.jpg\n  alt:", "Ảnh bìa:\n  ảnh: anh.jpg\n  mô tả:"),
        ("cover:\n  image: anh.jpg\n  alt: Ảnh có gì", "cover:\n  - image: anh.jpg\n    alt: Ảnh có gì"),
        ("cover:\n  image: anh.jpg\n  alt: Ảnh có gì", "cover:\n  - image: anh.jpg\n  - alt: Ảnh có gì"),
        ("cover:\n  image: anh.jpg\n  alt: Ảnh có gì", "cover:\n  - anh.jpg\n  - Ảnh có gì"),
        ("cover:\n  image: anh.jpg\n  alt: Ảnh có gì", "cover: [anh.jpg, Ảnh có gì]"),
        ("cover:\n  image: anh.jpg\n  alt: Ảnh có gì", "cover: anh.jpg alt Ảnh có gì"),
        ("attachments:\n  - file: ke-hoach.pdf", "attachments: ke-hoach.pdf # bản đã ký"),
        ("draft: không", "draft: không # đã xong"),
        ("date: 21/11/2026 09:30", "date: 21/11/2026 09:30  # giờ đăng"),
        ("  - file: ke-hoach.pdf", "  - ke-hoach.pdf"),
        ("attachments:\n  - file: ke-hoach.pdf", "attachments: ke-hoach.pdf"),
        ("attachments:\n  - file: ke-hoach.pdf", "attachments: [ke-hoach.pdf]"),
        ("attachments:\n  - file: ke-hoach.pdf", "attachments:\n  file: ke-hoach.pdf"),
        ("attachments:\n  - file: ke-hoach.pdf", "Đính kèm: “ke-hoach.pdf”, "),
        ("category: Thông báo", "category: [Thông báo]"),
        ("tags: rác thải, môi trường", "tags: rác thải / môi trường"),
        ("tags: rác thải, môi trường", "tags: [rác thải, môi trường]"),
        ("tags: rác thải, môi trường", "tags:\n  rác thải\n  môi trường"),
        ("tags: rác thải, môi trường", "tags: rác thải\n  môi trường"),
        ("tags: rác thải, môi trường", "tags: rác thải, môi\n  trường"),
        ("date: 21/11/2026 09:30", "date: ２１/１１/２０２６ ０９：３０"),
        ("tags: rác thải, môi trường", "tags: “rác thải”, “môi trường”"),
        ("author: Ban biên tập", "author:\n  Ban biên tập"),
        ("attachments:\n  - file: ke-hoach.pdf", "attachments:\n  ke-hoach.pdf"),
        ("---\ntitle", "—\ntitle"),
        ("---\ntitle", "----\ntitle"),
        ("---\ntitle", "--\ntitle"),
        ("---\ntitle", "–––\ntitle"),
        ("---\ntitle", "---\n# lời ghi\ntitle"),
        ("---\ntitle", "title"),
        ("---\n\nLời", "—\n\nLời"),
        ("---\n\nLời", "—-\n\nLời"),
        ("---\n\nLời", "----\n\nLời"),
        ("---\n\nLời", "...\n\nLời"),
    ],
)
def test_one_meaning(plain: str, written: str) -> None:
    """It is read as if it were written by the guide."""
    assert plain in PLAIN
    assert meaning(read(PLAIN)) == meaning(read(PLAIN.replace(plain, written, 1)))


@pytest.mark.parametrize("none", ["không", "Không có", "none", "null"])
def test_no_cover(none: str) -> None:
    """May be said."""
    assert read(PLAIN.replace("cover:\n  image: anh.jpg\n  alt: Ảnh có gì", f"cover: {none}")).cover is None


@pytest.mark.parametrize("value", ["“{}”", '“{}"', '"{}”', "„{}“", "«{}»", "‘{}’"])
@pytest.mark.parametrize("field", ["title", "lead", "author", "category", "date", "draft"])
def test_curly_quotes(field: str, value: str) -> None:
    """Around a whole value they are a word processor's: one note for all of a file."""
    line = next(line for line in PLAIN.splitlines() if line.startswith(field))
    name, _, plain = line.partition(": ")
    written = front_matter.parse(PLAIN.replace(line, f"{name}: {value.format(plain)}"), PATH, ("vi", "en"))
    assert [problem.key for problem in written.problems] == ["yaml-curly-quotes"]
    assert (PLAIN.splitlines().index(line) + 1, len(name) + 3) == written.problems[0].place[1:]
    assert written.front_matter is not None
    assert meaning(read(PLAIN)) == meaning(written.front_matter)


@pytest.mark.parametrize(
    "title", ["“Rác” và “rác”", "Hội nghị “Dân vận khéo”", "Chương trình “Vườn xanh” lần 2", "L’Espace", "'“Nhà”'"]
)
def test_quotes_of_the_text(title: str) -> None:
    """Quotes that are a part of the value, or that stand in straight ones, are kept."""
    assert title.strip("'") == read(PLAIN.replace("Bài thử", title)).title


@pytest.mark.parametrize("written", ["1.234", "1234 lượt", "1.234 lượt xem", "1,234 views", "１２３４"])
def test_views(written: str) -> None:
    """A number, whatever says that it is one of readers."""
    assert read(PLAIN.replace("draft: không", f"views: {written}")).views == 1234


def test_attachments_one_a_line() -> None:
    """As in a list: the name of each file, with its title if one stands behind it."""
    own = read(PLAIN.replace("  - file: ke-hoach.pdf", "  a b.pdf\n  c.docx - bản đã ký"))
    assert [(each.file.text, each.file.place.line, each.title) for each in own.attachments] == [
        ("a b.pdf", 14, ""),
        ("c.docx", 15, "bản đã ký"),
    ]


def test_authors_one_a_line() -> None:
    """Names are parted as in a list; the words of one that goes on are not."""
    for written, author in (
        ("\n  Lê An\n  Trần Bình", "Lê An, Trần Bình"),
        (" Ban biên tập\n  phường", "Ban biên tập phường"),
    ):
        assert read(PLAIN.replace(" Ban biên tập", written)).author == author


def test_digits_as_wide_as_letters() -> None:
    """Of Chinese and Japanese keyboards: they are the usual ones, but in names of files, which may hold them."""
    fields = "title: Năm ２０２６\nviews: １.２３４\ntags: quý ４\ncover: ảnh２.jpg\n"
    own = read(f"---\n{fields}date: 1/3/2026\ncategory: Thông báo\n---\n\nLời.\n")
    assert (own.title, own.views, [tag.text for tag in own.tags]) == ("Năm 2026", 1234, ["quý 4"])
    assert own.cover is not None
    assert own.cover.image is not None
    assert own.cover.image.text == "ảnh２.jpg"


def test_quotes_make_a_value_safe() -> None:
    """What needs quotes in YAML may stand in curly ones, as it may in straight ones; lines of a text are left alone."""
    written = front_matter.parse(PLAIN.replace("Bài thử", "“Kế hoạch: đợt #1”"), PATH, ("vi", "en"))
    assert written.front_matter is not None
    assert written.front_matter.title == "Kế hoạch: đợt #1"
    block = PLAIN.replace("lead: Lời dẫn của bài.", "lead: |\n  Ông nói: “Được”")
    assert read(block).lead == "Ông nói: “Được”"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("nhandan.vn/bai-1", "https://nhandan.vn/bai-1"),
        ("www.nhandan.vn", "https://www.nhandan.vn"),
        ("//nhandan.vn/a", "https://nhandan.vn/a"),
        ("http:/nhandan.vn", "http://nhandan.vn"),
        ("HTTPS://nhandan.vn", "https://nhandan.vn"),
    ],
)
def test_source_url(written: str, expected: str) -> None:
    """The https:// that a writer forgot is added."""
    assert expected == read(PLAIN.replace("author:", f"source_url: {written}\nauthor:")).source_url


def test_several_files_in_one_line() -> None:
    """Commas part files, unless one is a part of a name."""

    def files(line: str) -> list[str]:
        text = PLAIN.replace("attachments:\n  - file: ke-hoach.pdf", f"attachments: {line}")
        return [attached.file.text for attached in read(text).attachments]

    assert files("a.pdf, b.docx") == ["a.pdf", "b.docx"]
    assert files("Kế hoạch, phụ lục.pdf") == ["Kế hoạch, phụ lục.pdf"]
