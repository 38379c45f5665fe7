"""Single values and small sections of config.yaml: address, languages, contact, urgent notice, sizes, limits."""

import datetime
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from bantin.content.config_lists import LEADS, wanted
from bantin.content.config_types import ApprovalRule, Contacts, HomeSizes, Limits, Portal, UrgentNotice
from bantin.content.web_addresses import whole_address
from bantin.locale import KNOWN_CODES
from bantin.patterns import lazy_pattern
from bantin.problems import error
from bantin.yaml.document import Mapping
from bantin.yaml.fields import Fields
from bantin.yaml.values import Bilingual, Text

DRAWN_DAYS = 60
"""Days for which a new article has a preview picture of its own, where the portal wants one: as long as people hand on
news, and as many pictures as a portal can carry."""
SILENT_DAYS = 90
"""Default number of days without news after which a category is silent: what a ward writes about, it writes about once
in a quarter."""
PARTS = ("tags", "archives", "search")
"""What a portal may do without: keywords, the pages of years and months, the search."""
_CONTACT = ("office", "responsible", "address", "telephone", "email", "hours", "reuse")


def base_url(fields: Fields) -> str:
    """The portal's address, without a slash at its end; '' if there is none."""
    url = fields.text("base_url")
    if url is None:
        fields.problems.append(wanted(fields, "base_url", "base_url: https://phuong.example"))
        return ""
    page = _PAGE.search(url.text)
    if page or not _is_base(url.text):
        whole = whole_address(url.text[: page.start()] if page else url.text)
        near = whole if _is_base(whole) else "https://phuong.example"
        fields.problems.append(error("config-base-url", url.place, value=url.text, near=near))
    return url.text.rstrip("/")


def timezone(fields: Fields, is_zone: Callable[[str], bool]) -> str:
    """The name of the portal's time zone."""
    zone = fields.text("timezone")
    if zone is None:
        return "Asia/Ho_Chi_Minh"
    if not is_zone(zone.text):
        fields.problems.append(error("config-timezone", zone.place, value=zone.text))
    return zone.text


_PAGE = lazy_pattern(r"/[^/]+\.(?:html?|php|aspx?)/?$", re.IGNORECASE)


def _is_base(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[?#\s]", url)
    except ValueError:
        return False


def portals(fields: Fields) -> tuple[Portal, ...]:
    """How the portal calls itself, by language; the default first."""
    portals: list[Portal] = []
    known_problems = len(fields.problems)
    for code, node in fields.named("languages", "vi: {name: …}"):
        if code.text not in KNOWN_CODES:
            known = ", ".join(KNOWN_CODES)
            fields.problems.append(error("config-language", code.place, code=code.text, known=known))
            continue
        keys = ("name", "short_name", "slogan", "authority", "description")
        inner = Fields(node if isinstance(node, Mapping) else Mapping((), code.place), keys, fields.problems)
        name = inner.plain("name")
        if not name:
            fields.problems.append(error("config-language-name", code.place, code=code.text))
        portals.append(
            Portal(
                code.text,
                name,
                inner.plain("short_name", name),
                inner.plain("slogan"),
                inner.plain("authority"),
                inner.plain("description", inner.plain("slogan", name)),
            )
        )
    if not portals and len(fields.problems) == known_problems:  # not written, or `{}`
        example = "languages: {vi: {name: Phường …}}"
        fields.problems.append(wanted(fields, "languages", example))
    return tuple(portals)


def one_of(fields: Fields, key: str, allowed: tuple[str, ...], default: str) -> str:
    """The value of `key`, if it is one of `allowed`."""
    text = fields.text(key)
    if text is None:
        return default
    if text.text not in allowed:
        fields.problems.append(
            error("config-one-of", text.place, field=key, value=text.text, allowed=", ".join(allowed))
        )
        return default
    return text.text


def without(fields: Fields) -> Iterator[str]:
    """What the portal does without."""
    for part in fields.texts("without"):
        if part.text in PARTS:
            yield part.text
        else:
            allowed = ", ".join(PARTS)
            fields.problems.append(
                error("config-one-of", part.place, field="without", value=part.text, allowed=allowed)
            )


def contact(fields: Fields, codes: tuple[str, ...]) -> Contacts:
    """Who answers for the portal."""
    inner = fields.fields("contact", _CONTACT)
    nothing = Bilingual(())
    if inner and (email := inner.text("email")) and not re.fullmatch(r"\S+@\S+\.\S+", email.text):
        fields.problems.append(error("config-email", email.place, value=email.text))
    return Contacts(*((inner.bilingual(key, codes) if inner else None) or nothing for key in _CONTACT))


def urgent(fields: Fields, codes: tuple[str, ...]) -> UrgentNotice | None:
    """The urgent notice, if there is one."""
    if fields.is_empty("urgent"):
        fields.problems.append(error("config-urgent-text", fields.place_of("urgent")))
    inner = fields.fields("urgent", (*codes, "link", "until"))
    if inner is None:
        return None
    text = inner.languages(codes)
    if text is None or (codes and text.within(codes[0]) is None):
        fields.problems.append(error("config-urgent-text", inner.place))
        return None
    link = inner.text("link")
    address = whole_address(link.text) if link else ""
    if link is not None and not LEADS.match(address):
        fields.problems.append(error("config-target", link.place, value=link.text))
    place = link.place if link else inner.place_of("link")
    return UrgentNotice(text, address, inner.last_day("until"), inner.place_of("until"), place)


def embed_hosts(fields: Fields) -> Iterator[str]:
    """The hosts whose videos may be embedded."""
    for host in fields.texts("embed_hosts"):
        name = re.sub(r"^(?:https?:)?//|/.*$", "", host.text.lower())
        if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", name):
            yield name
        else:
            fields.problems.append(error("config-embed-host", host.place, value=host.text))


def home(fields: Fields) -> HomeSizes:
    """How many articles each part of home shows."""
    usual = HomeSizes()
    keys = ("featured", "latest", "block", "notices", "most_read")
    inner = fields.fields("home", keys)
    return HomeSizes(*(inner.whole(key, getattr(usual, key)) for key in keys)) if inner else usual


def feed_items(fields: Fields) -> int:
    """How many articles a feed holds."""
    inner = fields.fields("feed", ("items",))
    return inner.whole("items", 20, 1) if inner else 20


def silent_days(fields: Fields) -> int:
    """After how many days without news a category is said to be silent."""
    inner = fields.fields("check", ("silent_days",))
    return inner.whole("silent_days", SILENT_DAYS, 1) if inner else SILENT_DAYS


def drawn_days(fields: Fields) -> int:
    """For how many days a new article has a preview picture of its own."""
    key = "preview_pictures"
    if fields.is_mapping(key):
        inner = fields.fields(key, ("drawn",))
        return min(inner.whole("drawn", DRAWN_DAYS), 36_500) if inner else 0
    return DRAWN_DAYS if one_of(fields, key, ("category", "drawn"), "category") == "drawn" else 0


def approval(fields: Fields, codes: tuple[str, ...]) -> ApprovalRule | None:
    """`approval: yes`, or `{by: …, since: …}`: who approves, and from which day's articles on."""
    if not fields.is_mapping("approval"):
        return ApprovalRule(None, datetime.date.min) if fields.flag("approval") else None
    inner = fields.fields("approval", ("by", "since"))
    assert inner is not None
    return ApprovalRule(inner.bilingual("by", codes), inner.day("since") or datetime.date.min)


def limits(fields: Fields) -> Limits:
    """What is refused as too much."""
    usual = Limits()
    keys = ("article_bytes", "picture_bytes", "picture_pixels", "attachment_bytes")
    inner = fields.fields("limits", keys)
    return Limits(*(inner.whole(key, getattr(usual, key), 1) for key in keys)) if inner else usual


def check_version(fields: Fields, version: str) -> None:
    """Reports that the portal needs a newer program than `version`."""
    wanted = fields.text("bantin")
    if wanted is None:
        return
    found = re.fullmatch(r">=\s*([0-9]+(?:\.[0-9]+)*)", wanted.text)
    if not found:
        fields.problems.append(error("config-bantin", wanted.place, value=wanted.text))
    elif version and _numbers(version) < _numbers(found[1]):
        fields.problems.append(error("config-bantin-old", wanted.place, wanted=found[1], version=version))


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"[0-9]{1,9}", version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def lenient(fields: Fields) -> Iterator[Text]:
    """The folders whose articles are judged leniently, below content/."""
    for folder in fields.texts("lenient"):
        name = folder.text.replace("\\", "/").removeprefix("./").strip("/").removeprefix("content/")
        if name in ("", "content", ".") or ".." in name.split("/"):
            fields.problems.append(error("config-lenient", folder.place, value=folder.text))
        else:
            yield Text(name, folder.place)
