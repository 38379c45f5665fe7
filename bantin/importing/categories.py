"""Recognises a category's name in a line: in capitals, repeated, with other dashes, in a breadcrumb."""

import re
from collections.abc import Iterable

from bantin.patterns import lazy_pattern
from bantin.text import fold

USUAL = (
    "Công tác Đảng",
    "Xây dựng Đảng",
    "Tin tức – Sự kiện",
    "Tin tức",
    "Tin hoạt động",
    "Tin trong phường",
    "Tin địa phương",
    "HĐND – UBND",
    "Hoạt động của HĐND – UBND",
    "Mặt trận và các đoàn thể",
    "Mặt trận – Đoàn thể",
    "Cải cách hành chính",
    "Văn hóa – Xã hội",
    "Kinh tế – Xã hội",
    "Trật tự đô thị – Môi trường",
    "An ninh – Quốc phòng",
    "Quốc phòng – An ninh",
    "Thông tin tuyên truyền",
    "Thông tin chỉ đạo điều hành",
    "Thông báo",
    "Giáo dục – Y tế",
    "Chuyển đổi số",
    "Pháp luật",
    "Người tốt việc tốt",
)
"""What wards call their categories, beside those of the portal's own configuration."""

_LABEL = lazy_pattern(r"(?:chuyen muc|danh muc|category|muc|chu de)(?: tin)? ?: ?(.+)")
_CRUMB = lazy_pattern(r"\s*(?:[>»›]|/(?=\s)|\|)\s*")
_HOME = frozenset({"trang chu", "home", "trang nhat"})


class Categories:
    """The names of all categories, in any spelling."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names: dict[str, str] = {}
        for name in (*names, *USUAL):
            self._names.setdefault(key_of(name), name)
        self._unordered = {frozenset(key.split()): name for key, name in reversed(self._names.items())}

    def meant(self, text: str) -> str:
        """The name of the category that a line holds and nothing else; '' if it is none."""
        key = key_of(_once(" ".join(text.split())))
        if len(key) > 60 or not key:
            return ""
        return self._names.get(key) or self._unordered.get(frozenset(key.split()), "")

    def labelled(self, text: str) -> str:
        """The name after the label `Chuyên mục:`, known or not; '' for a line without that label."""
        line = " ".join(text.split())
        plain = fold(line)
        found = _LABEL.fullmatch(plain)
        if not found or len(line) > 90 or len(plain) != len(line):
            return ""
        name = line[found.start(1) :].strip(" .")
        return self.meant(name) or name

    def in_path(self, text: str) -> str:
        """The last category of a breadcrumb (`Trang chủ > Tin tức > Công tác Đảng`); '' if the line is none."""
        line = " ".join(text.split())
        crumbs = [crumb for crumb in _CRUMB.split(line) if crumb]
        if len(crumbs) < 2 or len(line) > 200 or fold(crumbs[0]) not in _HOME:
            return ""
        known = [name for crumb in crumbs[1:] if (name := self.meant(crumb))]
        return known[-1] if known else crumbs[1] if len(crumbs[1]) < 50 else ""


def key_of(text: str) -> str:
    """The normal form of a name, the same for all its spellings."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _once(line: str) -> str:
    """The name once, where a heading and a link repeat it: `Tin tức Tin tức` → `Tin tức`."""
    parts = line.split()
    half = len(parts) // 2
    is_doubled = len(parts) > 1 and len(parts) % 2 == 0 and fold(" ".join(parts[:half])) == fold(" ".join(parts[half:]))
    return " ".join(parts[:half]) if is_doubled else line


def is_shouted(text: str) -> bool:
    """Whether a line is a few words, all in capitals, as portals show a category."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 2 and len(text.split()) <= 8 and all(sign.isupper() for sign in letters)
