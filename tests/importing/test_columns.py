"""Columns on the lines of a pasted text: each is kept by itself, and nothing else is taken for one."""

import pytest

from bantin.importing import reading
from bantin.importing.types import ImportedArticle, Source
from tests.importing.shapes import LEAD, PARAGRAPH, TITLES, WISHES, at


def read(text: str) -> ImportedArticle:
    """The one article of a text, of which nothing is lost."""
    (article,) = reading.read(Source("bai.txt", text.encode()), WISHES)
    assert article.fidelity
    assert article.fidelity.lost == ()
    return article


WIDE = " " * 24
SIGNED = (
    "Nơi nhận:\n\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\n{: .align-right }\n\nCHỦ TỊCH\n{: .align-right }\n\n"
    "Nguyễn Văn An\n{: .align-right }"
)


@pytest.mark.parametrize(
    "foot",
    [
        f"Nơi nhận:{WIDE}TM. ỦY BAN NHÂN DÂN\n- Như trên;{WIDE}CHỦ TỊCH\n- Lưu: VT.\n{WIDE}Nguyễn Văn An",
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\tCHỦ TỊCH\n- Lưu: VT.\tNguyễn Văn An",
        "Nơi nhận:\t\t\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\t\t\tCHỦ TỊCH\n- Lưu: VT.\n\n\t\t\tNguyễn Văn An",
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; CHỦ TỊCH\n- Lưu: VT.\n\n                         Nguyễn Văn An",
    ],
)
def test_addressees_beside_whoever_signs(foot: str) -> None:
    """With blanks, with tabs, with a single blank."""
    article = read(f"{TITLES[0]}\n\n{LEAD}\n\n{PARAGRAPH}\n\n{foot}\n")
    assert article.body.partition("\n\n")[2] == SIGNED
    assert article.author == ""


def test_head_of_a_letter() -> None:
    """It is set aside, its number stays, and its date is the article's."""
    article = read(
        "ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "PHƯỜNG PHÚC LỢI                  Độc lập - Tự do - Hạnh phúc\n"
        f"Số: 12/TB-UBND            Phúc Lợi, ngày 03 tháng 7 năm 2024\n\n{TITLES[0]}\n\n{LEAD}\n\n{PARAGRAPH}\n"
    )
    assert (article.title, article.date) == (TITLES[0], at(3, 7, 2024))
    assert [each.reason for each in article.left_out] == ["letterhead"]
    assert "Số: 12/TB-UBND" in article.body


def test_two_who_sign() -> None:
    """Each name stands below its post."""
    article = read(
        f"{TITLES[0]}\n\n{LEAD}\n\n{PARAGRAPH}\n\nTHƯ KÝ              CHỦ TỌA\nTrần Thị Bình         Nguyễn Văn An\n"
    )
    assert article.body.split("\n\n")[1:] == [
        "THƯ KÝ",
        "Trần Thị Bình",
        "CHỦ TỌA\n{: .align-right }",
        "Nguyễn Văn An\n{: .align-right }",
    ]


@pytest.mark.parametrize("line", ["Số hộ:      120", "Nơi nhận hồ sơ: UBND phường", "Họ tên    Năm sinh", "TỔ 1 TỔ 2"])
def test_what_is_no_columns(line: str) -> None:
    """Wide gaps and capitals elsewhere part nothing."""
    article = read(f"{TITLES[0]}\n\n{LEAD}\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}\n")
    assert article.body.split("\n\n")[1] == " ".join(line.split())
