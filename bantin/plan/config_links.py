"""What config.yaml leads to: is it there."""

from collections.abc import Iterable, Iterator

from bantin.content.config_types import MenuEntry
from bantin.content.own_addresses import own_address
from bantin.plan.input_sources import InputSources
from bantin.problems import Problem, error


def config_link_problems(sources: InputSources) -> Iterator[Problem]:
    """What config.yaml leads to and is not there: of the menu, of the urgent notice, which are on every page, and
    of home's links."""
    config = sources.library.config
    yield from _menu_problems(config.menu or (), sources)
    yield from _menu_problems(config.footer or (), sources)
    if config.urgent and config.urgent.link.startswith("/") and not sources.linker.has(config.urgent.link):
        yield error("config-address", config.urgent.place, target=config.urgent.link)
    for link in config.links:
        own = own_address(link.address, config.base_url)
        if own is not None and not sources.linker.has(own):
            yield error("config-address", link.place, target=own)


def _menu_problems(entries: Iterable[MenuEntry], sources: InputSources) -> Iterator[Problem]:
    library = sources.library
    for entry in entries:
        key = f"pages/{entry.target}"
        if entry.kind == "page" and key not in library.by_key and key not in library.hidden:
            yield error("config-menu-page", entry.place, page=entry.target)
        if entry.kind == "address" and entry.target.startswith("/") and not sources.linker.has(entry.target):
            yield error("config-address", entry.place, target=entry.target)
        yield from _menu_problems(entry.children, sources)
