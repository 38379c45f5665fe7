"""Where files stand: by their own paths alone, safe on every host."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.content.addresses import is_free_below, is_kept, of_file, reserved_part
from bantin.output.safe_paths import is_safe


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("content/2018/03/x/mau-don.docx", "2018/03/x/mau-don.docx"),
        ("content/chung/Mẫu đơn (bản 2).DOCX", "chung/mau-don-ban-2.docx"),
        ("content/Kế hoạch năm/Đợt 1.pdf", "ke-hoach-nam/dot-1.pdf"),
        ("content/pages/lien-he/ban-do.png", "lien-he/ban-do.png"),
        ("content/pages/ban-do.png", "ban-do.png"),
        ("content/ban-do.png", "ban-do.png"),
        ("content/2018/03/bang.v2.en.xlsx", "2018/03/bang-v2-en.xlsx"),
        ("content/2018/😀/😀.pdf", "2018/tep/tep.pdf"),
        ("content/😀/!!!/a.pdf", "tep/tep/a.pdf"),
    ],
)
def test_address_of_a_file(path: str, address: str) -> None:
    """A file stands where its own path says, each part as a slug."""
    assert of_file(path, path.rpartition(".")[2].lower()) == address


PARTS = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(st.lists(PARTS, max_size=4), PARTS, st.sampled_from(["pdf", "jpg", "7z", "mp3"]))
def test_every_address_is_safe(folders: list[str], name: str, ending: str) -> None:
    """Whatever folders and files are called, the address can be a file on every system, below no hidden folder."""
    path = "/".join(["content", *folders, f"{name}.{ending}"])
    address = of_file(path, ending)
    assert is_safe(address)
    assert "//" not in f"/{address}"
    assert address.endswith(f".{ending}")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://phuc-loi.example/tin/5.html", True),
        ("https://phuc-loi.example/?p=15&l=vi", True),
        ("/tin.aspx?id=5", True),
        ("/tin/chi-tiet.aspx", True),
        ("tin-tức/bài-cũ", True),
        ("/tin/%E1%BA%A3nh", True),
        ("../../tin?id=5", False),
        ("/tin cũ/bài", False),
        ("javascript:alert(1)?", False),
        ("/aux/tin.html", False),
        ("/tin/123.html", False),
    ],
)
def test_old_addresses_that_only_a_server_answers(written: str, kept: bool) -> None:
    """They are kept as they are; others must be addresses of files."""
    assert is_kept(written) == kept


WORDS = frozenset({"tin-moi", "tim-kiem", "trang", "latest", "page"})
ADDRESS_PARTS = st.sampled_from(["2018", "03", "trang", "page", "vi", "en", "tin-moi", "hop", "12", "404.html"])


@given(st.lists(ADDRESS_PARTS, max_size=4), ADDRESS_PARTS)
def test_free_below_a_folder(folders: list[str], name: str) -> None:
    """Below a folder that is called free, no name makes an address that is reserved; years and months are free."""
    folder = "".join(f"{each}/" for each in folders)
    if is_free_below(folder, WORDS):
        assert reserved_part(f"{folder}{name}/", WORDS) == ""
    assert is_free_below("2018/03/", WORDS)
    assert not is_free_below("", WORDS)
