"""Addresses in config.yaml → those of the portal itself from its root; and what is wrong with those outside."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bantin.content.config_types import Config, MenuEntry
from bantin.content.own_addresses import own_address
from bantin.content.wrapped_addresses import outside_problems
from bantin.problems import Place, Problem


def with_own(config: Config) -> Config:
    """The configuration, in which menu, footer and urgent notice lead to pages of the portal from its root, however
    they were copied; home's links, which are whole, to its public address."""
    menu, footer = (entries and tuple(_own(entries, config.base_url)) for entries in (config.menu, config.footer))
    urgent = config.urgent
    if urgent is not None and urgent.link:
        urgent = replace(urgent, link=own_address(urgent.link, config.base_url) or urgent.link)
    links = []
    for link in config.links:
        own = own_address(link.address, config.base_url)
        links.append(link if own is None else replace(link, address=f"{config.base_url}{own}"))
    return replace(config, menu=menu, footer=footer, urgent=urgent, links=tuple(links))


def _own(entries: Iterable[MenuEntry], base_url: str) -> Iterator[MenuEntry]:
    for entry in entries:
        own = own_address(entry.target, base_url) if entry.kind == "address" else None
        children = tuple(_own(entry.children, base_url))
        yield replace(entry, target=entry.target if own is None else own, children=children)


def problems(config: Config) -> Iterator[Problem]:
    """What readers would find wrong with an address outside, as far as it tells."""
    for address, place in _addresses(config):
        if own_address(address, config.base_url) is None:
            yield from outside_problems(address, place)


def _addresses(config: Config) -> Iterator[tuple[str, Place]]:
    yield from _of_menu(config.menu or ())
    yield from _of_menu(config.footer or ())
    yield from ((link.address, link.place) for link in config.links)
    if config.urgent:
        yield config.urgent.link, config.urgent.place


def _of_menu(entries: Iterable[MenuEntry]) -> Iterator[tuple[str, Place]]:
    for entry in entries:
        if entry.kind == "address":
            yield entry.target, entry.place
        yield from _of_menu(entry.children)
