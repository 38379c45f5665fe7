"""The external links of a library, each with the first place where it is written."""

from collections.abc import Iterator, Mapping

from bantin.content.model import Article, Library
from bantin.content.own_addresses import own_address
from bantin.content.wrapped_addresses import direct
from bantin.markdown.body import Picture
from bantin.problems import Place


def links_elsewhere(library: Library) -> Mapping[str, Place]:
    """External addresses without fragments, in the order of their places."""
    found: dict[str, Place] = {}
    for target, place in sorted(_written(library), key=lambda each: each[1]):
        address = direct(target).partition("#")[0]
        if own_address(address, library.config.base_url) is None:
            found.setdefault(address, place)
    return found


def _written(library: Library) -> Iterator[tuple[str, Place]]:
    for articles in library.by_key.values():
        for article in articles.values():
            yield from _of_article(article)
    for link in library.config.links:
        if link.address.startswith(("http://", "https://")):
            yield link.address, Place("config.yaml")


def _of_article(article: Article) -> Iterator[tuple[str, Place]]:
    if article.own.source_url:
        yield article.own.source_url, article.own.place("source_url")
    for reference in article.summary.references:
        if not isinstance(reference, Picture) and reference.target.lower().startswith(("http://", "https://")):
            yield reference.target, reference.place
