"""Wording of boilerplate: buttons, counters, headings above other news, the office in a footer."""

import re

from bantin.patterns import lazy_pattern
from bantin.text import fold


def _lines(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.split("|"))


_BUTTONS = _lines(
    "in bai viet|in bai|in trang|in trang nay|in tin|ban in|print|gui email|gui mail|gui cho ban be|gui bai viet|"
    "gui tin|chia se|chia se bai viet|chia se qua|share|facebook|zalo|twitter|tweet|like|google+|messenger|email|"
    "quay lai|tro ve|tro lai|ve dau trang|len dau trang|dau trang|back to top|xem them|xem tiep|"
    "danh gia|danh gia bai viet|danh gia tin|binh chon|y kien ban doc|gui y kien|gui binh luan|binh luan|"
    "viet binh luan|y kien|gui phan hoi|phan hoi|luu bai viet|luu bai|luu|tai ve|doc bai viet|nghe bai viet|"
    "nghe doc bai|doc bai|co chu|a-|a|a+|a- a a+|a a a|tang co chu|giam co chu|xem voi co chu|tuong phan|"
    "dang nhap|dang ky|tim kiem|trang chu|gioi thieu|lien he|so do cong|so do trang|hoi dap|thu vien anh|thu vien|"
    "english|tieng viet|vi|en|menu|dieu huong|rss|copy link|sao chep lien ket|lien ket|ho ten|dien thoai|noi dung|"
    "chi tiet|"
    "ma xac nhan|ma bao ve|gui|huy|nhap lai|van ban|thu tuc hanh chinh|dich vu cong|rat tot|tot|trung binh|kem|te"
)
_SECTION = _lines(
    "cac tin khac|tin khac|cac bai khac|cac bai viet khac|bai viet khac|cac tin da dua|tin da dua|cac tin da dang|"
    "tin cu hon|tin moi hon|nhung tin cu hon|nhung tin moi hon|cac tin cu hon|cac tin moi hon|tin lien quan|"
    "bai viet lien quan|bai lien quan|cac tin lien quan|tin bai lien quan|tin cung chuyen muc|cac tin cung chuyen muc|"
    "cung chuyen muc|tin moi nhat|tin moi|tin doc nhieu|tin noi bat|tin xem nhieu|xem nhieu nhat|other news|more news|"
    "related news|lien ket website|lien ket web|lien ket trang|thong ke truy cap|thong ke|y kien ban doc|"
    "tin tiep theo|tin truoc do|cac thong tin khac|bai viet moi|bai viet moi nhat|quang cao"
)
_BEGINNINGS = lazy_pattern(
    r"(?:ban quyen|copyright|©|co quan chu quan|don vi chu quan|chiu trach nhiem|nguoi chiu trach nhiem|giay phep so|"
    r"luot truy cap|tong luot truy cap|tong so luot|so nguoi online|"
    r"dang online|dang truy cap|truc tuyen|hom nay|hom qua|"
    r"thiet ke boi|thiet ke va|phat trien boi|powered by|ghi ro nguon|ket qua danh gia|diem danh gia|tong so diem|"
    r"danh gia (?:bai|noi dung)|ban hay nhap|click de danh gia|xep hang|gio lam viec|\d+ ?/ ?5 (?:trong|tu))\b"
)


def is_section(text: str) -> bool:
    """Whether a line is a heading above other news, links or counters, below which nothing of the article follows."""
    return _key(text) in _SECTION


def is_button(text: str) -> bool:
    """Whether a line is one of a page's buttons, menus or counters."""
    key = _key(text)
    return key in _BUTTONS or _BEGINNINGS.match(key) is not None or _is_row_of_buttons(text)


def _is_row_of_buttons(text: str) -> bool:
    parts = [part for part in re.split(r"\s*[|•·»>]\s*|\s{2,}", text.strip()) if part]
    return len(parts) > 1 and all(_key(part) in _BUTTONS for part in parts)


def _key(text: str) -> str:
    return " ".join(fold(text).split()).strip(" .:|-–>»[]()")
