"""Autolinks: bare addresses in a text → links (`https://…`, `www.…`, e-mail, Vietnamese telephone numbers).

A telephone number is a mobile number (ten digits, 03, 05, 07, 08, 09) or a landline number (eleven digits, 02), in
groups or in one, the first of at least three digits, which excludes dates. Digits after `MST`, `CCCD`, `tài khoản` and
the like, before a unit of money, or in the number of a document (`0912345678/QĐ`) are no telephone number. With the
country's number it is one too: `+84`, `0084`, `(84-24)`; `84` alone only after words of calling. A hotline is 1800 or
1900 and four or six digits; in one group, or with a year behind it, only after words of calling. So are 111 to 115 (the
police, the fire brigade, …), where no thing that may be counted follows: `gọi 114 khi có cháy`, not `gọi 115 hộ dân`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bantin.patterns import lazy_pattern

NEAR = 45
"""How far before a number the words may stand that say what it is."""

_GAP = r"(?:[ .\-\u00a0]|&nbsp;)"
_BEHIND_A_NUMBER = "hoặc|hay|và|để|khi|nếu|ngay|của|là|gặp|and|or|if|when|to|for|in"
# Looked for in any text, also in HTML; each apart, with its first signs first, because so it is found fastest.
_MAYBE_TELEPHONE = lazy_pattern(rf"0(?<!\d0)[235789]{_GAP}?\d")
_MAYBE_HOTLINE = lazy_pattern(rf"1[89]00{_GAP}?\d{{2}}")
_MAYBE_ABROAD = lazy_pattern(rf"84(?<![1-9+]84)\)?{_GAP}{{0,2}}\(?\d{{2}}")
_MAYBE_EMERGENCY = lazy_pattern(
    rf"11(?<![\w.,/+\-:@\#]11)[1-5](?![\w/@%]|[.,\-:]\d|[ \u00a0]\d|-\w| (?!(?i:{_BEHIND_A_NUMBER})\b)\w)"
)

_ANY = lazy_pattern(
    r"""(?<![\w@/.])(?P<url>(?:https?://|www\.(?=[\w-]+\.\w))
        (?:[^\s<>"“”‘’«»（）［］【】，。；,;]|[,;](?!https?://|www\.))+)
      | (?<![\w.+-])(?P<mail>[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![\w@])
      | (?:(?<![\w.,/+\-:@\#])|(?<=\d[/,-])(?=0[235789])|(?<=[^\W\d_]:))
        (?P<phone>
        (?:(?:\((?:\+|00)84\)|(?:\+|00[ .]?)84)(?:[ .\-]?\(0\))?|\((?:\+|00)?84(?:[ .\-]\d{2,3})?\)|84|\(0\d{2,3}\)|0)
        (?:[ .·\-\u00a0]?\d){6,11})
        (?![\w@%]|/(?!0[235789])|\.\d|,(?!0[235789]\d{2})\d|[ \u00a0](?!0)\d|-(?!0[235789]\d{2})\w)
      | (?<![\w.,/+\-:@\#])(?P<hotline>1[89]00(?:[ .\-\u00a0]?\d{2}){2,3})(?![\w/@%]|[.,\-]\d|[ \u00a0]\d|-\w)
      | (?<![\w.,/+\-:@\#])(?P<emergency>11[1-5])(?![\w/@%]|[.,\-:]\d|[ \u00a0]\d|-\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GROUP_BREAK = lazy_pattern(r"[ .·\-\u00a0()]+")
_MOBILE_OR_LANDLINE = lazy_pattern(r"0[35789]\d{8}|02\d{9}")
_OTHER_NUMBER = lazy_pattern(
    r"(?:\bMST|thuế|tài khoản|\bS?TK|CCCD|CMND|căn cước|định danh|mã số|mã|BHXH|BHYT|h[óo][aá] đơn|hồ sơ|hộ chiếu)"
    r"[^\d\n.;]{0,20}$",
    re.IGNORECASE,
)
_CALLED = lazy_pattern(
    r"(?:\bgọi|tổng đài|đường dây|hotline|điện thoại|\bĐT|\bS[ĐD]T|liên hệ|zalo|viber|\bcall|\bphone|\btel|\bdial)"
    r"[^\d\n.;]{0,30}$",
    re.IGNORECASE,
)
_SERVICE = (
    "công an|cảnh sát|cứu h[ỏo][aả]|chữa cháy|PCCC|cấp cứu|cứu nạn|cứu hộ|trẻ em|police|fire(?: brigade)?|ambulance"
)
_ANSWERED = lazy_pattern(
    rf"(?:(?:\bgọi|tổng đài|đường dây|hotline|điện thoại|\bĐT|\bS[ĐD]T|\bcall|\bphone|\bdial)[^\d\n.;,]{{0,20}}"
    rf"|(?:{_SERVICE})(?: quốc gia| khẩn cấp)?\s?[:–(\-]?\s?)"
    r"(?:11[1-5](?:\s?,\s|\s(?:và|hoặc|hay|and|or)\s|\s?,\s(?:và|hoặc|hay|and|or)\s))*$",
    re.IGNORECASE,
)
"""What stands before the number of the police, or of another service."""
_OWNER = lazy_pattern(rf"\s?[:–(\-]\s?(?:gọi |số )?(?:lực lượng )?(?:{_SERVICE})", re.IGNORECASE)
"""And behind it, in a list of such numbers."""
_NOTHING_COUNTED = lazy_pattern(
    r"(?!,?\s?(?:đường|phố|ngõ|ngách|hẻm|tổ)\b)"
    rf"(?:\s?[.,;:!?)\]»”\"–…\n]|\s?$|\s[(\-]|\s(?:{_BEHIND_A_NUMBER})\b)",
    re.IGNORECASE,
)
_ABROAD = lazy_pattern(r"^\(?(?:\+|00[ .]?)?84(?!\d{0,7}$)\)?(?:[ .\-]?\(0\))?")
_YEAR = lazy_pattern(r"(?:1[5-9]|20)\d\d")
_UNIT = lazy_pattern(r"\s*(?:đồng|đ|VNĐ|VND|USD|kg|tấn|ha|m2|m²)(?!\w)", re.IGNORECASE)


def may_be_in(text: str) -> bool:
    """A cheap pre-check: False for most texts without an address."""
    if "@" in text or ("w" in text and "www." in text) or ("+" in text and "+84" in text):
        return True
    return (
        (":" in text and "://" in text)
        or _MAYBE_TELEPHONE.search(text) is not None
        or _MAYBE_HOTLINE.search(text) is not None
        or ("84" in text and _MAYBE_ABROAD.search(text) is not None)
        or ("11" in text and _MAYBE_EMERGENCY.search(text) is not None)
    )


class FoundAddress(NamedTuple):
    """A bare address in a text."""

    start: int
    end: int
    target: str


def found_in(text: str, before: str = "") -> Iterator[FoundAddress]:
    """The bare addresses in a text, in order; `before`: the words that stand before it, in bold or in another cell."""
    last = -1
    for match in _ANY.finditer(text):
        start, end = match.span()
        if match["url"]:
            end = _end_of_url(text, start, _closed(text, start, _end_of_sentence(text, start, end)))
            url = text[start:end]
            if url.lower().startswith("www."):
                yield FoundAddress(start, end, f"https://{url}")
            elif not url.endswith("/") or url.count("/") > 2:
                yield FoundAddress(start, end, url)
        elif match["mail"]:
            yield FoundAddress(start, end, f"mailto:{match['mail']}")
        elif number := _number(match, f"{before if start < NEAR else ''}{text[max(start - NEAR, 0) : start]}"):
            if text[start - 1 : start] in ("-", ",") and last != start - 1:
                continue  # right behind a sign, only the second of two numbers is one
            last = end
            yield FoundAddress(start, end, f"tel:{number}")


def _end_of_sentence(text: str, start: int, end: int) -> int:
    """The end of a URL before the sign that ends its sentence, if the next one follows it without a blank."""
    found = _NEXT_SENTENCE.search(text, start, end)
    if found is None or not found[1][0].isupper():
        return end
    is_host = _HOST.fullmatch(text, start, found.start()) is not None
    return found.start() if is_host or not found[1].isascii() else end


_NEXT_SENTENCE = lazy_pattern(r"[.,;]([^\W\d_]\w*)$")
_HOST = lazy_pattern(r"(?:https?://)?[^/]+\.[a-z]{2,6}", re.IGNORECASE)


def _closed(text: str, start: int, end: int) -> int:
    """The end of a URL before a bracket that closes another one, which was opened before it."""
    if "]" not in text[start:end] and ")" not in text[start:end]:
        return end
    depth = dict.fromkeys("])", 0)
    for at in range(start, end):
        sign = text[at]
        if sign in "[(":
            depth["]" if sign == "[" else ")"] += 1
        elif sign in depth:
            depth[sign] -= 1
            if depth[sign] < 0:
                return at
    return end


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


def _number(match: re.Match[str], before: str) -> str:
    """The number to dial; '' if it is none."""
    if _is_other(before, match.string[match.end() : match.end() + 8]):
        return ""
    if match["emergency"]:
        return _emergency(match, before)
    if match["hotline"]:
        return _hotline(match["hotline"], before)
    return _telephone(match["phone"], before)


def _is_other(before: str, behind: str) -> bool:
    """Whether the words around a number say that it is an account, a document's, or a sum: the nearest of them."""
    other, called = _OTHER_NUMBER.search(before), _CALLED.search(before)
    return bool((other and not (called and called.start() > other.start())) or _UNIT.match(behind))


def _telephone(written: str, before: str) -> str:
    """The number in international form; '' if it is no telephone number."""
    abroad = _ABROAD.match(written)
    if abroad and abroad[0] == "84" and not _CALLED.search(before):
        return ""
    groups = [group for group in _GROUP_BREAK.split(written[abroad.end() :] if abroad else written) if group]
    if abroad:
        groups[0] = groups[0] if groups[0].startswith("0") else f"0{groups[0]}"
    number = "".join(groups)
    if len(groups[0]) < 3 or any(len(group) < 2 for group in groups[2:]) or not _MOBILE_OR_LANDLINE.fullmatch(number):
        return ""
    return f"+84{number[1:]}"


def _hotline(written: str, before: str) -> str:
    """The number, which is dialled as it is; '' if it may be something else."""
    groups = _GROUP_BREAK.split(written)
    is_sure = _CALLED.search(before) or (len(groups) > 1 and not _YEAR.fullmatch("".join(groups[1:])))
    return "".join(groups) if is_sure else ""


def _emergency(match: re.Match[str], before: str) -> str:
    """The number, which is dialled as it is; '' if nobody is said to answer, or if things are counted."""
    text, end = match.string, match.end()
    if not _NOTHING_COUNTED.match(text, end):
        return ""
    is_listed = re.search(r"(?:^|[\n,;])\s*$", before) and _OWNER.match(text, end)
    return match["emergency"] if is_listed or _ANSWERED.search(before) else ""
