"""Addresses outside of the portal as people write them → whole URLs: `dichvucong.gov.vn`, `a@x.vn`, `024 3875 0000`.

In config.yaml and front matter a value can be nothing but an address (`whole_address`). A link of a text may lead to a
file too, so there only what cannot be a file's name is one (`meant_outside`).
"""

import re

from bantin.content.wrapped_addresses import direct
from bantin.markdown.file_endings import FILES, PAGES
from bantin.patterns import lazy_pattern

_SCHEME = lazy_pattern(r"(https?)\s?(?:[:;]\s?/{0,3}|/{1,2})\s?(?=[^\s/])", re.IGNORECASE)
"""With a slip in it, or none: `http:/x.vn`, `https:x.vn`, `https//x.vn`."""
_OTHER_SCHEME = lazy_pattern(r"(mailto|tel):\s?", re.IGNORECASE)
_MAIL = lazy_pattern(
    r"(?:mailto\s*[:;,]?\s*)?(?P<name>[\w.+-]+)\s?@\s?(?P<host>(?:[\w-]+\.)+[a-z]{2,24})", re.IGNORECASE
)
_NUMBER = lazy_pattern(r"(?:\+84|0)[0-9]{8,10}|1[89]00[0-9]{4,6}")
_ABROAD = lazy_pattern(r"(?:\+|00)?840?(?=[235789][0-9]{8,9}$)")
"""The country's number in all its forms."""
_SHORT_NUMBER = lazy_pattern(r"11[0-9]|10[0-9]{2}")
"""Police, fire brigade, ambulance, the information line of a city."""
_BETWEEN_DIGITS = lazy_pattern(r"[\s.()\u00a0-]")
_ANY_NUMBER = lazy_pattern(r"\(?\+?[0-9][0-9 .()-]{1,18}[0-9]")
_HOST = lazy_pattern(r"(?:[\w-]+\.)+(?P<last>[a-z]{2,24})(?::[0-9]+)?(?:[/?#]\S*)?", re.IGNORECASE)
_SURE = lazy_pattern(r"(?:vn|com|net|org|gov|edu|info|asia|example)", re.IGNORECASE)
"""Last parts of websites' names that are the endings of no usual files."""
_FILES = FILES | PAGES | {"md"}
"""Endings of files, which no domain has."""


def whole_address(written: str) -> str:
    """`written` with the `https://`, `mailto:` or `tel:` that its writer left out; unchanged if something else may be
    meant."""
    if found := _SCHEME.match(written):
        return direct(_by_web(found))
    if found := _OTHER_SCHEME.match(written):
        return f"{found[1].lower()}:{written[found.end() :]}"
    bare = written.removeprefix("//")
    if known := _mail_or_telephone(written):
        return known
    if _ANY_NUMBER.fullmatch(written):
        return f"tel:{re.sub(r'[^0-9+]', '', written)}"
    if (found := _HOST.fullmatch(bare)) and (found["last"].lower() not in _FILES or "www." in bare):
        return f"https://{bare}"
    return written


def meant_outside(target: str) -> str:
    """The URL that is meant by a link whose scheme is missing or has a slip in it; '' if it is whole, or if a file may
    be meant."""
    if (found := _SCHEME.match(target)) and _HOST.match(target, found.end()):
        whole = _by_web(found)
        return whole if whole != target else ""
    if known := _mail_or_telephone(target):
        return known
    found = _HOST.fullmatch(target)
    is_sure = found is not None and (target.lower().startswith("www.") or _SURE.fullmatch(found["last"]))
    return f"https://{target}" if is_sure else ""


def telephone(address: str) -> str:
    """`tel:024 3875 1234` as telephones dial it, from abroad too; any other address as it is."""
    if not address.lower().startswith("tel:"):
        return address
    number = _ABROAD.sub("+84", _BETWEEN_DIGITS.sub("", address[4:]), count=1)
    return f"tel:+84{number[1:]}" if _NUMBER.fullmatch(number) and number.startswith("0") else f"tel:{number}"


def _by_web(scheme: re.Match[str]) -> str:
    return f"{scheme[1].lower()}://{scheme.string[scheme.end() :]}"


def _mail_or_telephone(written: str) -> str:
    """Telephone numbers in their international form, where they are Vietnamese."""
    if found := _MAIL.fullmatch(written):
        return f"mailto:{found['name']}@{found['host']}"
    number = _ABROAD.sub("+84", _BETWEEN_DIGITS.sub("", written), count=1)
    if _NUMBER.fullmatch(number) or _SHORT_NUMBER.fullmatch(number):
        return telephone(f"tel:{number}")
    return ""
