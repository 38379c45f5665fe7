"""Addresses that other programs gave out: where they lead, and what readers cannot open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.content.own_addresses import own_address
from bantin.content.wrapped_addresses import direct, outside_problems, without_tracking
from bantin.problems import Place

PAGE = "https://hanoi.gov.vn/tin?id=3"
SENT = "https%3A%2F%2Fhanoi.gov.vn%2Ftin%3Fid%3D3"


@pytest.mark.parametrize(
    "written",
    [
        f"https://l.facebook.com/l.php?u={SENT}%26fbclid%3DIwAR0&h=AT0&s=1",
        f"https://lm.facebook.com/l.php?h=AT1&u={SENT}",
        f"https://l.instagram.com/?u={SENT}&e=AT",
        f"https://www.google.com/url?q={SENT}&sa=D&source=docs",
        f"https://www.google.com.vn/url?sa=t&url={SENT}&ved=2ah",
        f"https://www.youtube.com/redirect?event=video&q={SENT}",
        f"https://link.zalo.me/?url={SENT}",
        f"https://id.zalo.me/account/login?continue={SENT}",
        f"https://nam02.safelinks.protection.outlook.com/?url={SENT}&data=05",
        f"https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3D{SENT.replace('%', '%25')}",
        f"{PAGE}&fbclid=IwAR2&utm_source=zalo&utm_medium=zalo",
        "https://hanoi.gov.vn/tin?fbclid=IwAR2&id=3",
        PAGE,
    ],
)
def test_the_page_itself(written: str) -> None:
    """Whoever follows the link asks its page, and nobody on the way."""
    assert direct(written) == PAGE


def test_blanks_in_an_address() -> None:
    """A browser would write them so; a telephone's number keeps its own."""
    assert direct("https://x.vn/ke hoach 2026.pdf") == "https://x.vn/ke%20hoach%202026.pdf"
    assert direct("tel:024 3827 1234") == "tel:024 3827 1234"


@pytest.mark.parametrize("host", ["studio.youtube.com/video/a/edit", "web.whatsapp.com/", "www.dropbox.com/home"])
def test_pages_of_who_is_logged_in(host: str) -> None:
    """Are told."""
    assert [each.key for each in outside_problems(f"https://{host}", Place("a.md"))] == ["link-login"]


@pytest.mark.parametrize(
    "written",
    [
        "https://www.facebook.com/ubnd.phucloi/posts/1?id=2",
        "https://www.google.com/search?q=https://hanoi.gov.vn",
        "https://l.facebook.com/l.php?u=javascript:alert(1)",
        "https://l.facebook.com/l.php?h=AT0",
        "https://hanoi.gov.vn/tin?u=https%3A%2F%2Fx.vn",
        "https://hanoi.gov.vn/tin?q=a%20b+c&x=%C3%A1#muc?fbclid=1",
        "mailto:a@x.vn?subject=fbclid",
        "tel:113",
    ],
)
def test_others_stay(written: str) -> None:
    """To the letter: a page that has such an address of its own, or leads nowhere."""
    assert direct(written) == written


@given(
    st.lists(
        st.sampled_from(["a=1", "b", "fbclid=x", "utm_source=zalo", "q=%C3%A1", "gclid=", "fbclidx=2"]), max_size=6
    )
)
def test_only_what_follows_readers_goes(parts: list[str]) -> None:
    """All other fields of a query stay, in their order."""
    kept = [part for part in parts if part in ("a=1", "b", "q=%C3%A1", "fbclidx=2")]
    bare = "https://x.vn/y" + (f"?{'&'.join(kept)}" if kept else "")
    assert without_tracking(f"https://x.vn/y?{'&'.join(parts)}#z") == (f"{bare}#z" if parts else "https://x.vn/y?#z")


@pytest.mark.parametrize(
    "written",
    [
        "http://192.168.1.15:8000/2018/03/x/",
        "http://0.0.0.0:8000/2018/03/x/",
        "https://www.phuc-loi.example/2018/03/x/",
        "https://phuc-loi.example/2018/03/x/?fbclid=Iw",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fphuc-loi.example%2F2018%2F03%2Fx%2F&h=AT",
    ],
)
@pytest.mark.parametrize("base", ["https://phuc-loi.example", "https://www.phuc-loi.example"])
def test_the_portal_is_known_by_way_of_others(written: str, base: str) -> None:
    """By the telephone's address of the preview, with www., through Facebook."""
    assert own_address(written, base) == "/2018/03/x/"


@pytest.mark.parametrize(
    "written",
    [
        "https://hanoi.gov.vn",
        "https://hanoi.gov.vn:8443/tin?a=1#b",
        "https://Phường.vn/",
        "http://203.113.131.1/tin",
        "https://drive.google.com/file/d/1AbC/view?usp=sharing",
        "https://docs.google.com/forms/d/e/1FAI/viewform",
        "https://zalo.me/g/abc",
        "https://www.facebook.com/phucloi",
        "https://goo.gl/maps/abc",
        "mailto:a@x.vn,b@y.vn?subject=G%C3%B3p",
        "mailto:?subject=a",
        "tel:113",
        "https://vi.wikipedia.org/wiki/Hà_Nội_(phường)",
        "https://hanoi.gov.vn/@phucloi:80",
    ],
)
def test_nothing_is_said_of_ordinary_addresses(written: str) -> None:
    """What readers can open."""
    assert list(outside_problems(written, Place("x"))) == []


@given(st.text(max_size=60))
def test_any_text_is_read(written: str) -> None:
    """Nothing that somebody writes raises anything, and a second reading changes nothing."""
    for address in (written, f"https://{written}", f"https://l.facebook.com/l.php?u={written}", f"mailto:{written}"):
        list(outside_problems(address, Place("x")))
        assert without_tracking(without_tracking(address)) == without_tracking(address)
