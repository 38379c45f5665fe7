"""Video addresses: the address of a watch page → the address to embed."""

import re
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import urlsplit

from bantin.patterns import lazy_pattern


class _Service(NamedTuple):
    name: str
    watched_at: re.Pattern[str]
    embedded_at: tuple[str, ...]
    page: str
    """Address of the watch page, with `{}` for the id of the video."""


_SERVICES = (
    _Service(
        "YouTube",
        lazy_pattern(
            r"https?://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#\s]*&)?v=|shorts/|live/|embed/)|youtu\.be/)"
            r"([\w-]{6,20})(?:[?&#/]\S*)?"
        ),
        ("www.youtube-nocookie.com/embed/", "www.youtube.com/embed/"),
        "https://www.youtube.com/watch?v={}",
    ),
    _Service(
        "Vimeo",
        lazy_pattern(r"https?://(?:www\.)?vimeo\.com/(\d{4,12})(?:[?#/]\S*)?"),
        ("player.vimeo.com/video/",),
        "https://vimeo.com/{}",
    ),
    _Service(
        "Dailymotion",
        lazy_pattern(r"https?://(?:(?:www\.)?dailymotion\.com/video|dai\.ly)/(\w{4,12})(?:[?#/_]\S*)?"),
        ("www.dailymotion.com/embed/video/", "geo.dailymotion.com/player.html?video="),
        "https://www.dailymotion.com/video/{}",
    ),
)


class Video(NamedTuple):
    """A video that an address links to."""

    title: str
    """For screen readers: the name of its service, or its host."""
    embed: str
    """The address to embed; '' if it may not be embedded."""


def video(address: str, embed_hosts: Collection[str]) -> Video | None:
    """The video at `address`, if its service is known or its host may be embedded."""
    for service in _SERVICES:
        if found := service.watched_at.fullmatch(address):
            for place in service.embedded_at:
                if place.partition("/")[0] in embed_hosts:
                    return Video(service.name, f"https://{place}{found[1]}")
            return Video(service.name, "")
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    return Video(host, "") if host in embed_hosts else None


def is_embeddable(address: str, hosts: Collection[str]) -> bool:
    """Whether an `iframe` may show the address: https, from a host listed in config.yaml."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and parts.netloc in hosts
    except ValueError:
        return False


def watched_at(embedded: str) -> str:
    """The watch page of an embedded video, e.g. `https://www.youtube.com/embed/x` → its page on YouTube;
    '' for an unknown service.
    """
    bare = embedded.partition("://")[2] or embedded.removeprefix("//")
    for service in _SERVICES:
        for place in service.embedded_at:
            if found := re.match(rf"{re.escape(place)}(?!videoseries)([\w-]+)", bare):
                address = service.page.format(found[1])
                return address if service.watched_at.fullmatch(address) else ""
    return ""
