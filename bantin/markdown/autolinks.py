"""Autolinks: bare addresses in a text → links (`https://…`, `www.…`, e-mail, Vietnamese telephone numbers).

A telephone number is a mobile number (ten digits, 03, 05, 07, 08, 09) or a landline number (eleven digits, 02), in
groups or in one, the first of at least three digits, which excludes dates. Digits after `MST`, `CCCD`, `tài khoản` and
the like, before a unit of money, or in the number of a document (`0912345678/QĐ`) are no telephone number. A hotline,
1800 or 1900 and four or six digits, is one too; in one group, or with a year behind it, only after words of calling.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MAYBE_NUMBER = re.compile(r"0(?<!\d0)[235789][ .\-\u00a0]?\d|1[89]00[ .\-\u00a0]?\d{2}")

_ANY = re.compile(
    r"""(?<![\w@/.])(?P<url>(?:https?://|www\.(?=[\w-]+\.\w))
        (?:[^\s<>"“”‘’«»（）［］【】，。；,;]|[,;](?!https?://|www\.))+)
      | (?<![\w.+-])(?P<mail>[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![\w@])
      | (?<![\w.,/+\-:@\#])(?P<phone>(?:\(\+84\)|\+84|\(0\d{2,3}\)|0)[ .\-\u00a0]?\d(?:[ .\-\u00a0]?\d){7,10})
        (?![\w/@%]|[.,\-]\d|[ \u00a0](?!0)\d|-\w)
      | (?<![\w.,/+\-:@\#])(?P<hotline>1[89]00(?:[ .\-\u00a0]?\d{2}){2,3})(?![\w/@%]|[.,\-]\d|[ \u00a0]\d|-\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GROUP_BREAK = re.compile(r"[ .\-\u00a0()]+")
_MOBILE_OR_LANDLINE = re.compile(r"0[35789]\d{8}|02\d{9}")
_OTHER_NUMBER = re.compile(
    r"(?:\bMST|thuế|tài khoản|\bS?TK|CCCD|CMND|căn cước|định danh|mã số|mã|BHXH|BHYT|h[óo][aá] đơn|hồ sơ|hộ chiếu)"
    r"[^\d\n.;]{0,20}$",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:\bgọi|tổng đài|đường dây|hotline|điện thoại|\bĐT|\bS[ĐD]T|liên hệ|\bcall|\bphone|\btel|\bdial)"
    r"[^\d\n.;]{0,30}$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_UNIT = re.compile(r"\s*(?:đồng|đ|VNĐ|VND|USD|kg|tấn|ha|m2|m²)(?!\w)", re.IGNORECASE)


def may_be_in(text: str) -> bool:
    """A cheap pre-check: False for most texts without an address."""
    if "@" in text or ("w" in text and "www." in text) or ("+" in text and "+84" in text):
        return True
    return (":" in text and "://" in text) or _MAYBE_NUMBER.search(text) is not None


class FoundAddress(NamedTuple):
    """A bare address in a text."""

    start: int
    end: int
    target: str


def found_in(text: str) -> Iterator[FoundAddress]:
    """The bare addresses in a text, in order."""
    for match in _ANY.finditer(text):
        start, end = match.span()
        if match["url"]:
            end = _end_of_url(text, start, end)
            url = text[start:end]
            if url.lower().startswith("www."):
                yield FoundAddress(start, end, f"https://{url}")
            elif not url.endswith("/") or url.count("/") > 2:
                yield FoundAddress(start, end, url)
        elif match["mail"]:
            yield FoundAddress(start, end, f"mailto:{match['mail']}")
        elif number := _hotline(text, start, end) if match["hotline"] else _telephone(text, start, end):
            yield FoundAddress(start, end, f"tel:{number}")


def _end_of_url(text: str, start: int, end: int) -> int:
    """The end of a URL, without the full stop, comma or bracket that belongs to the sentence."""
    surplus = {
        closing: text.count(closing, start, end) - text.count(opening, start, end) for opening, closing in _PAIRS
    }
    while end > start:
        last = text[end - 1]
        if last in surplus and surplus[last] > 0:
            surplus[last] -= 1
        elif last not in ".,;:!?…'*_~|":
            break
        end -= 1
    return end


_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))


def _telephone(text: str, start: int, end: int) -> str:
    """The number in international form; '' if it is no telephone number."""
    written = text[start:end]
    groups = [group for group in _GROUP_BREAK.split(written.replace("+84", " 84 ")) if group.strip()]
    if groups[0] == "84":
        groups[:2] = [groups[1] if groups[1].startswith("0") else f"0{groups[1]}"]
    number = "".join(groups)
    if len(groups[0]) < 3 or any(len(group) < 2 for group in groups[2:]) or not _MOBILE_OR_LANDLINE.fullmatch(number):
        return ""
    return "" if _is_other(text, start, end) else f"+84{number[1:]}"


def _hotline(text: str, start: int, end: int) -> str:
    """The number, which is dialled as it is; '' if it may be something else."""
    groups = _GROUP_BREAK.split(text[start:end])
    is_sure = _CALLED.search(_before(text, start)) or (len(groups) > 1 and not _YEAR.fullmatch("".join(groups[1:])))
    return "".join(groups) if is_sure and not _is_other(text, start, end) else ""


def _is_other(text: str, start: int, end: int) -> bool:
    """Whether the words around a number say that it is an account, a document's, or a sum."""
    return bool(_OTHER_NUMBER.search(_before(text, start)) or _UNIT.match(text[end : end + 8]))


def _before(text: str, start: int) -> str:
    """The words before a number that may say what it is."""
    return text[max(start - 45, 0) : start]
