"""Preview pictures that are drawn: their letters, their lines, and which page has which."""

import datetime
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bantin.content.file_facts import OURS, Colours, SocialCard
from bantin.imaging import social_card
from bantin.imaging.social_card import BOLD, FONTS, MARGIN, REGULAR, WIDTH, draw, drawable, set_text
from bantin.plan.outputs import SocialCardOutput
from bantin.theme import theme
from tests.portal import CONFIG, NOW, Portal, outputs_of, pages, rendered, tree, written

VOWELS = "aăâeêioôơuưy"
MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VIETNAMESE = [vowel + mark for vowel in VOWELS for mark in MARKS] + list("bcdđghklmnpqrstvx")
LONG = (
    "Quyết định về việc công bố Danh mục thủ tục hành chính được sửa đổi, bổ sung, thủ tục hành chính bị bãi bỏ trong "
    "lĩnh vực hộ tịch thuộc phạm vi chức năng quản lý của Ủy ban nhân dân phường"
)


@pytest.mark.parametrize("font", [REGULAR, BOLD])
def test_every_letter_of_vietnamese(font: str) -> None:
    """Each letter with each of its marks, small and capital, composed or not, has a shape of its own."""
    import unicodedata

    letters = [unicodedata.normalize("NFC", each) for small in VIETNAMESE for each in (small, small.upper())]
    assert all(len(letter) == 1 for letter in letters)
    assert drawable("".join(VIETNAMESE), font) == unicodedata.normalize("NFC", "".join(VIETNAMESE))
    assert drawable("".join(letters), font) == "".join(letters)
    shapes = {bytes(social_card._font(font, 60).getmask(letter)) for letter in letters}
    assert len(shapes) == len(set(letters)) == 178
    assert drawable("0123456789 .,:;–—-…!?()/%&“”‘’«»€₫№²½ö", font) == "0123456789 .,:;–—-…!?()/%&“”‘’«»€₫№²½ö"


def test_letters_that_the_font_lacks() -> None:
    """No empty boxes: what cannot be drawn is left out, also all of it."""
    assert drawable("Xin chào 👋 北京", BOLD).split() == ["Xin", "chào"]
    assert set_text("👋", BOLD, (40,), 2).lines == ()
    assert Image.open(io.BytesIO(draw(SocialCard("👋", "", "北京", OURS)))).size == (1200, 630)


@given(st.text("ab Ẫệ–-/đW", max_size=400), st.integers(1, 6), st.integers(60, 400))
def test_no_text_runs_out_of_its_room(text: str, most: int, room: int) -> None:
    """However long the words, no line is wider than the picture's inside, and no more lines stand than have room."""
    found = set_text(text, BOLD, (60, 44, 32), most, room)
    assert all(social_card._font(BOLD, found.size).getlength(line) <= WIDTH - 2 * MARGIN for line in found.lines)
    assert len(found.lines) <= max(1, most)
    assert found.height <= max(room, round(32 * social_card.LINE))
    assert not any(line.startswith(("– ", "- ")) for line in found.lines[1:])


def test_lines() -> None:
    """As large as can be, evenly, and cut at a word's end with a sign where even the smallest is too much."""
    sizes = (60, 52, 44, 36)
    assert set_text("Thông báo", BOLD, sizes, 3) == (("Thông báo",), 60)
    assert set_text("Trật tự đô thị – Môi trường", BOLD, (96,), 3).lines == ("Trật tự đô thị –", "Môi trường")
    assert set_text("Administrative Reform", BOLD, (96,), 6).lines == ("Administrative", "Reform")
    found = set_text(LONG, BOLD, sizes, 6, 400)
    assert (" ".join(found.lines), found.size) == (LONG, 44)
    lengths = [len(line) for line in found.lines]
    assert max(lengths) - min(lengths) <= 14
    cut = set_text(LONG, BOLD, sizes, 2)
    assert (len(cut.lines), cut.size, cut.lines[1][-1]) == (2, 36, "…")
    assert LONG.startswith(" ".join(cut.lines)[:-1])


def test_ink_stays_inside() -> None:
    """With words and without, the outermost pixels of text stand inside the margins."""
    grey = Colours("#000000", "#000000", "#ffffff", "#000000")
    for card in (
        SocialCard("Ủy ban nhân dân thành phố Hà Nội " * 6, "Ẫ" * 90, LONG * 3, grey),
        SocialCard("PHƯỜNG ẪM", "Ặ Ệ", "ẪM ỆT ỘP ỰC " * 9, grey),
    ):
        image = Image.open(io.BytesIO(draw(card))).convert("L").point(lambda value: 255 * (value > 40))
        left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)
        assert left >= MARGIN - 8
        assert right <= WIDTH - MARGIN + 8
        assert top >= 40
        assert bottom <= 630 - 40


def test_drawn_the_same_each_time() -> None:
    """Same card, same bytes; anything else on it, other bytes; small enough to be sent on a phone."""
    card = SocialCard("Phường Mẫu", "Tin", "Ra quân dọn vệ sinh", OURS)
    others = [
        card._replace(heading="Phường Khác"),
        card._replace(label=""),
        card._replace(text="Ra quân"),
        card._replace(colours=Colours(ground="#003366")),
    ]
    assert draw(card) == draw(card)
    assert len({draw(each) for each in (card, *others)}) == 5
    assert len(draw(card)) < 60_000
    assert re.fullmatch("[0-9a-f]{32}", social_card.version())


def test_the_font_may_be_handed_on() -> None:
    """The fonts stand beside their licence and where they come from, are light, and are no part of any site."""
    assert sorted(path.name for path in FONTS.iterdir()) == [
        "NotoSans-Bold.ttf",
        "NotoSans-Regular.ttf",
        "OFL.txt",
        "README.md",
    ]
    assert all((FONTS / name).stat().st_size < 150_000 for name in (REGULAR, BOLD))
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_colours_come_from_the_tokens() -> None:
    """The colours of light paper; ours, one by one, where the tokens say something else."""
    shipped = Path(__file__).parents[2] / "assets/css/tokens.css"
    assert theme._colours(shipped.read_bytes()) == OURS
    own = (
        b":root { --bar: var(--light, #036) var(--dark, #000); --bar-deep: rgb(1 2 3); --gold:#ABCDEF; --on-bar: red }"
    )
    assert theme._colours(own) == Colours("#003366", OURS.deep, OURS.ink, "#abcdef")
    assert theme._colours(b"") == OURS


# Which page has which.


def portal_of(tmp_path: Path, config: str = "") -> Portal:
    """A portal with an article in each category, one of them translated, and one with a cover."""
    portal = Portal(tmp_path / "portal")
    photo = io.BytesIO()
    Image.new("RGB", (1400, 900), "teal").save(photo, "JPEG")
    portal.write_all(
        {
            "config.yaml": CONFIG + config,
            "content/2026/03/a.md": written(title="Bài A", date="2026-03-01 08:00", category="cong-tac-dang"),
            "content/2026/03/a.en.md": written(title="Article A"),
            "content/2026/01/b.md": written(title="Bài B", date="2026-01-05 08:00", category="cong-tac-dang"),
            "content/2025/06/c.md": written(
                title="Bài C", date="2025-06-01 08:00", category="thong-bao", cover="{image: c.jpg, alt: Ảnh bìa C}"
            ),
            "content/2025/06/c.jpg": photo.getvalue(),
            "content/pages/gioi-thieu.md": written(title="Giới thiệu"),
        }
    )
    return portal


def offered(portal: Portal, now: datetime.datetime = NOW) -> dict[str, tuple[str, str]]:
    """Page → (preview picture below the base address, its words)."""
    shown = {path: output.page for path, output in pages(portal.gather(now)).items()}
    heads = {path: getattr(page, "head", None) for path, page in shown.items()}
    base = "https://phuc-loi.example/"
    return {path: (head.og_image.removeprefix(base), head.og_image_alt) for path, head in heads.items() if head}


def test_one_for_each_category_and_language(tmp_path: Path) -> None:
    """Articles without a cover share their category's, other pages the portal's; only what is shown is drawn."""
    portal = portal_of(tmp_path)
    found = offered(portal)
    words = {path: re.sub("-[0-9a-f]{8}", "", address) + " | " + alt for path, (address, alt) in found.items()}
    party = "assets/preview/vi-cong-tac-dang.png | Công tác Đảng – Phường Phúc Lợi"
    own, english = "assets/preview/vi.png | Phường Phúc Lợi", "assets/preview/en.png | Phuc Loi Ward"
    assert words["2026/03/a/index.html"] == words["2026/01/b/index.html"] == party
    assert words["en/2026/03/a/index.html"] == "assets/preview/en-cong-tac-dang.png | Party Affairs – Phuc Loi Ward"
    assert words["2025/06/c/index.html"] == "2025/06/c-1200.jpg | Ảnh bìa C"
    for path in ("index.html", "cong-tac-dang/index.html", "gioi-thieu/index.html", "404.html", "2026/index.html"):
        assert words[path] == own
    assert words["en/index.html"] == words["en/latest/index.html"] == english
    gathered = portal.gather()
    drawn = {path for path, output in outputs_of(gathered).items() if isinstance(output, SocialCardOutput)}
    assert drawn == {address for address, _ in found.values() if address.startswith("assets/preview/")}
    assert len(drawn) == 4
    data = rendered(gathered)
    for address, _ in found.values():
        assert Image.open(io.BytesIO(data[address])).size == (1200, 630)


def test_a_cover_that_is_no_photo(tmp_path: Path) -> None:
    """Of a picture that moves, the first one is cut; networks do not show SVG, and a tiny one would be a blur, so an
    article with such a cover has a drawn one."""
    portal = portal_of(tmp_path)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
    moving = io.BytesIO()
    frames = [Image.new("RGB", (700, 500), colour) for colour in ("red", "blue")]
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    article = "content/2026/03/a.md"
    front = {"title": "Bài A", "date": "2026-03-01 08:00", "category": "cong-tac-dang"}
    portal.write("content/2026/03/s.svg", svg)
    portal.write("content/2026/03/g.gif", moving.getvalue())
    portal.write(article, written(**front, cover="{image: s.svg, alt: Hình vẽ}"))
    assert offered(portal)["2026/03/a/index.html"][0].startswith("assets/preview/vi-cong-tac-dang-")
    tiny = io.BytesIO()
    Image.new("RGB", (1200, 209)).save(tiny, "PNG")
    portal.write("content/2026/03/t.png", tiny.getvalue())
    portal.write(article, written(**front, cover="{image: t.png, alt: Hình nhỏ}"))
    assert offered(portal)["2026/03/a/index.html"][0].startswith("assets/preview/vi-cong-tac-dang-")
    portal.write(article, written(**front, cover="{image: g.gif, alt: Hình động}"))
    address, alt = offered(portal)["2026/03/a/index.html"]
    assert (address[-9:], alt) == ("-1200.jpg", "Hình động")
    red = Image.open(io.BytesIO(rendered(portal.gather())[address])).convert("RGB").getpixel((600, 300))
    assert isinstance(red, tuple)
    assert red[0] > 240 > 20 > red[2]


@pytest.mark.parametrize(
    ("said", "own"), [("drawn", "a"), ("{drawn: 9}", "a"), ("{drawn: 8}", ""), ("{drawn: 64}", "ab")]
)
def test_drawn_for_new_articles(said: str, own: str, tmp_path: Path) -> None:
    """Of the last days, 60 unless said otherwise, each article without a cover has one with its title."""
    portal = portal_of(tmp_path, f"preview_pictures: {said}\n")
    found = offered(portal)
    for name, path in (("a", "2026/03/a/"), ("b", "2026/01/b/")):
        address, alt = found[f"{path}index.html"]
        assert address.startswith(f"{path}preview-" if name in own else "assets/preview/vi-cong-tac-dang-")
        assert alt == (f"Bài {name.upper()} – Phường Phúc Lợi" if name in own else "Công tác Đảng – Phường Phúc Lợi")


def test_the_last_days_pass(tmp_path: Path) -> None:
    """The build knows the day on which an article's own picture goes, and builds of that day are like clean ones."""
    portal = portal_of(tmp_path, "preview_pictures: {drawn: 20}\n")
    portal.build()
    due = portal.gather().library.next_change
    assert due is not None
    assert due.isoformat() == "2026-03-21T00:00:00"
    assert [path for path in tree(portal.site) if "/preview-" in path and "assets" not in path] != []
    later = due.replace(tzinfo=NOW.tzinfo)
    assert portal.build(later - datetime.timedelta(minutes=1)).changes.changed == ()
    changes = portal.build(later).changes
    assert changes.changed == ("2026/03/a/index.html", "en/2026/03/a/index.html")
    assert [path.rpartition("-")[0] for path in changes.removed] == ["2026/03/a/preview", "en/2026/03/a/preview"]
    portal.build(later, tmp_path / "clean")
    assert tree(portal.site) == tree(tmp_path / "clean")


@pytest.mark.parametrize("said", ["nothing", "{drawn: many}", "{drawn: -1}", "{other: 3}"])
def test_what_cannot_be_meant(said: str, tmp_path: Path) -> None:
    """A wrong word in config.yaml is a mistake at its line."""
    from bantin.problems import Mistakes, errors

    portal = portal_of(tmp_path, f"preview_pictures: {said}\n")
    with pytest.raises(Mistakes) as found:
        portal.gather()
    assert [problem.place.line for problem in errors(found.value.problems)] == [9]
