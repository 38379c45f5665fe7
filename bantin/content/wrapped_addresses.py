"""Addresses as other programs give them out → the address of the page itself; and those that readers cannot open.

Facebook, Google, Zalo and mail programs lead to a page by way of their own, and mark an address with who passed it on.
A page behind a login, or one for editing, opens for whoever copied its address, and for nobody else.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote

from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error, warning

_BY_WAY_OF = (
    (lazy_pattern(r"(?:l|lm|m|www)\.facebook\.com/(?:l|flx/warn)\.?(?:php)?/?"), ("u",)),
    (lazy_pattern(r"l\.instagram\.com/?|l\.messenger\.com/l\.php|l\.threads\.(?:net|com)/?"), ("u",)),
    (lazy_pattern(r"www\.google\.[a-z.]{2,6}/url"), ("q", "url")),
    (lazy_pattern(r"(?:www\.)?youtube\.com/(?:redirect|attribution_link)"), ("q",)),
    (lazy_pattern(r"link\.zalo\.me/?|(?:www\.)?zalo\.me/(?:link|redirect)/?"), ("url", "u", "link")),
    (lazy_pattern(r"[a-z0-9]+\.safelinks\.protection\.outlook\.com/?"), ("url",)),
    (lazy_pattern(r"www\.linkedin\.com/(?:redir/redirect|safety/go)/?"), ("url",)),
    (lazy_pattern(r"out\.reddit\.com/.*|slack-redir\.net/link|duckduckgo\.com/l/"), ("url", "uddg")),
    (
        lazy_pattern(r"id\.zalo\.me/account(?:/login)?/?|accounts\.google\.com/(?:v3/signin/.*|ServiceLogin)"),
        ("continue",),
    ),
)
"""Host and path of a page that only leads on → the fields of its query of which one holds where."""
_FOLLOWS = lazy_pattern(
    r"(?:fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mibextid|zarsrc|gidzl|_gl|_ga"
    r"|mc_[ce]id|utm_[a-z_]+|__tn__|__cft__(?:%5B|\[)[0-9]+(?:%5D|\]))(?:=[^&]*)?",
    re.IGNORECASE,
)
"""What is added to an address to follow who passed it on: the page is the same without."""

_TWICE = lazy_pattern(
    r"https?:/{0,2}(?=https?:/)|view-source:(?=https?://)|(?:edge|chrome)-extension://[a-z]+/(?=https?://)",
    re.IGNORECASE,
)
_AMP = lazy_pattern(r"https?://www\.google\.[a-z.]{2,6}/amp/(s/)?(?=[\w-]+\.)", re.IGNORECASE)


def direct(address: str) -> str:
    """The whole URL to which `address`, one outside of the portal, leads, without what others added to it."""
    for _ in range(3):  # a link to Facebook's link to Google's
        found = _target(address)
        if not found:
            break
        address = found
    return without_tracking(address).replace(" ", "%20") if _WEB.match(address) else address


_WEB = lazy_pattern(r"https?://", re.IGNORECASE)


def without_tracking(address: str) -> str:
    """An address without what is added to it to follow readers; the rest of it to the letter."""
    bare, sharp, fragment = address.partition("#")
    path, asked, query = bare.partition("?")
    if not asked or not _FOLLOWS.search(query):
        return address
    kept = "&".join(part for part in query.split("&") if not _FOLLOWS.fullmatch(part))
    return f"{path}?{kept}{sharp}{fragment}" if kept else f"{path}{sharp}{fragment}"


def _target(address: str) -> str:
    """Where a page that only leads on leads; '' for any other."""
    if (amp := _AMP.match(address)) is not None:
        return f"http{'s' if amp[1] else ''}://{address[amp.end() :]}"
    scheme, _, rest = address.partition("://")
    if "?" not in rest or scheme.lower() not in ("http", "https"):
        return ""
    place = rest.partition("?")[0]
    for page, names in _BY_WAY_OF:
        if page.fullmatch(place):
            query = dict(parse_qsl(rest.partition("#")[0].partition("?")[2]))
            found = next((query[name] for name in names if name in query), "")
            return found if re.match(r"https?://[^\s/]", found, re.IGNORECASE) else ""
    return ""


_PASSWORD = lazy_pattern(r"(?P<scheme>https?://)[^/?#@\s]+:[^/?#@\s]+@", re.IGNORECASE)
_SESSION = lazy_pattern(
    r"[?&;](?:jsessionid|phpsessid|aspsessionid[a-z]*|sessionid|access_token|auth_token)=[^&#?;]+", re.IGNORECASE
)
_LOGIN = lazy_pattern(
    r"https?://(?:mail\.google\.com|mail\.zoho\.com|outlook\.(?:live|office|office365)\.com|(?:[\w-]+\.)?mail\.yahoo\.com"
    r"|accounts\.google\.com|login\.microsoftonline\.com|(?:chat|id|oa)\.zalo\.me|myaccount\.google\.com"
    r"|studio\.youtube\.com|business\.facebook\.com|web\.telegram\.org|web\.whatsapp\.com|www\.dropbox\.com/home"
    r"|drive\.google\.com/(?:drive/)?(?:u/[0-9]+/)?(?:my-drive|shared-with-me|recent|home|starred|priority)"
    r"|photos\.google\.com/(?:u/[0-9]+/)?(?:photo|album)/|keep\.google\.com|calendar\.google\.com/calendar/u/"
    r"|www\.facebook\.com/(?:messages|notifications|saved|bookmarks)|www\.messenger\.com"
    r")(?=[/?#:]|$|(?<=/))",
    re.IGNORECASE,
)
"""Pages that open only for who is logged in: a mailbox, somebody's own files, messages."""
_EDITING = (
    (
        lazy_pattern(
            r"(https://docs\.google\.com/forms/(?:u/[0-9]+/)?d/[\w-]+)/(?:edit|prefill)\b[^\s]*", re.IGNORECASE
        ),
        "viewform",
    ),
    (
        lazy_pattern(
            r"(https://docs\.google\.com/(?:document|presentation|spreadsheets)/(?:u/[0-9]+/)?d/[\w-]+)/(?:edit|copy)\b[^\s]*",
            re.IGNORECASE,
        ),
        "preview",
    ),
    (lazy_pattern(r"(https://www\.canva\.com/design/[\w-]+(?:/[\w-]+)?)/edit\b[^\s]*", re.IGNORECASE), "view"),
)
"""Pages for editing a document or a form → the last part of the address at which it can be read or filled in."""
_SHORT = frozenset(
    "bit.ly bitly.com tinyurl.com goo.gl t.co is.gd v.gd ow.ly cutt.ly rb.gy s.id shorturl.at short.gy t.ly "
    "byvn.net by.com.vn shorten.asia by.vn link4m.com rebrand.ly tiny.cc lnkd.in soo.gd urlvn.net".split()
)
_HOST = lazy_pattern(r"(https?://)([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_NAME = lazy_pattern(r"(?:[\w-]+\.)+[\w-]{2,}\.?(?::[0-9]{1,5})?", re.IGNORECASE)
_NUMBERS = lazy_pattern(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{1,5})?|\[[0-9a-f:.]+\](?::[0-9]{1,5})?", re.IGNORECASE)
_INSIDE = lazy_pattern(
    r"(?:10|127|0|169\.254|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))\.[0-9.]+(?::[0-9]+)?|[\w-]+(?::[0-9]+)?"
)
_MAIL = lazy_pattern(r"mailto:(?P<to>[^?]*)", re.IGNORECASE)
_ADDRESSEE = lazy_pattern(r"[\w.+'-]+@(?:[\w-]+\.)+[a-z]{2,24}", re.IGNORECASE)
_AT = lazy_pattern(r"\s*(?:\((?:a|at|@)\)|\[(?:a|at|@|a còng)\]|\s@|@\s| at )\s*", re.IGNORECASE)


def outside_problems(written: str, place: Place) -> Iterator[Problem]:
    """What readers would find wrong with a link outside, as far as its address tells."""
    address = direct(written)
    if mail := _MAIL.match(address):
        yield from _of_mail(mail, written, place)
    elif found := _HOST.fullmatch(address):
        yield from _of_host(found, written, place)
        yield from _of_page(address, written, place)


def _of_mail(mail: re.Match[str], written: str, place: Place) -> Iterator[Problem]:
    to = [unquote(each).strip() for each in mail["to"].split(",")]
    if not mail["to"] or all(map(_ADDRESSEE.fullmatch, to)):
        return
    meant = ",".join(_AT.sub("@", each).replace(" ", "") for each in to)
    if all(map(_ADDRESSEE.fullmatch, meant.split(","))):
        yield error("link-mail-near", place, address=written, meant=f"mailto:{meant}")
    else:
        yield error("link-mail", place, address=written)


def _of_host(found: re.Match[str], written: str, place: Place) -> Iterator[Problem]:
    """That no server has such a name, or only one of the office's own network."""
    scheme, host, rest = found.groups()
    name = host.rpartition("@")[2]
    if twice := _TWICE.match(written):
        yield error("link-scheme", place, address=written, meant=written[twice.end() :])
    elif _INSIDE.fullmatch(name):
        yield error("link-network", place, address=written)
    elif not (_NAME.fullmatch(name) or _NUMBERS.fullmatch(name)):
        meant = re.sub(r"[.,;\s]+", ".", unquote(name)).strip(".")
        if _NAME.fullmatch(meant):
            yield error("link-host-near", place, address=written, meant=f"{scheme}{meant}{rest}")
        else:
            yield error("link-host", place, address=written)


def _of_page(address: str, written: str, place: Place) -> Iterator[Problem]:
    """That a page opens for whoever copied its address, or that nobody knows where it leads."""
    if found := _PASSWORD.match(address):
        yield error("link-password", place, address=found["scheme"] + address[found.end() :])
    elif _LOGIN.match(address):
        yield warning("link-login", place, address=written)
    elif _SESSION.search(address):
        yield warning("link-session", place, address=written, meant=_without_session(address))
    elif _server(address) in _SHORT and not _is_googles(address):
        yield warning("link-short", place, address=written)
    else:
        for page, reading in _EDITING:
            if found := page.fullmatch(address):
                yield warning("link-editing", place, address=written, meant=f"{found[1]}/{reading}")


def _without_session(address: str) -> str:
    bare = _SESSION.sub(lambda found: "?" if found[0][0] == "?" else "", address)
    return bare.replace("?&", "?").rstrip("?")


def _server(address: str) -> str:
    """The name of an address's server, without `www.` and port."""
    return re.split(r"[/?#:]", address.partition("://")[2].lower(), maxsplit=1)[0].removeprefix("www.")


def _is_googles(address: str) -> bool:
    """Whether a short address is one that Google's own programs still give out."""
    return re.match(r"https?://goo\.gl/(?:maps|forms|photos)/", address) is not None
