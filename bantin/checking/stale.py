"""Stale content, as warnings: missing translations, periods that have ended, silent categories, unreferenced files.

A build does not report these, because what it publishes is correct all the same.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from bantin.content.file_names import is_markdown, is_of_system
from bantin.content.file_references import referred_by
from bantin.content.model import Article, Library
from bantin.problems import Place, Problem, warning
from bantin.text import fold

OF_THE_PORTAL = frozenset({"content/organisation.yaml"})
"""Files under content/ that are used although nothing refers to them."""


def stale(library: Library, names: Iterable[str]) -> Iterator[Problem]:
    """A warning for each finding. `names` are all files under content/.

    While some article cannot be parsed, findings that it might disprove are left out.
    """
    yield from _untranslated(library)
    yield from _ended(library)
    if "unread" not in library.hidden.values():
        yield from _silent(library)
        yield from _unborne_tags(library)
        yield from _unused(library, names)


def behind(library: Library) -> tuple[Article, ...]:
    """Translations whose originals have changed since."""
    return tuple(each for articles in library.by_key.values() for each in articles.values() if each.is_behind)


def _untranslated(library: Library) -> Iterator[Problem]:
    """Articles public in the portal's first language but missing in another."""
    first, others = library.config.codes[0], library.config.codes[1:]
    begun = {(each.front_matter.key, each.front_matter.code) for each in library.waiting}
    for articles in library.by_key.values():
        if original := articles.get(first):
            for code in others:
                if code not in articles and (original.key, code) not in begun:
                    path = original.own.path
                    yield warning("stale-untranslated", Place(path), code=code, file=path)


def _ended(library: Library) -> Iterator[Problem]:
    """Articles and notices whose last day has passed."""
    for articles in library.by_key.values():
        own = next(iter(articles.values())).base
        if own.expires is not None and own.expires < library.today:
            yield warning("stale-expires", own.place("expires"), day=f"{own.expires:%d/%m/%Y}")
        if own.notice_until is not None and own.notice_until < library.today:
            yield warning("stale-notice", own.place("notice_until"), day=f"{own.notice_until:%d/%m/%Y}")


def at_top(library: Library) -> Iterator[Problem]:
    """Articles that stand in content/ itself, in a portal whose other articles stand in the folders of their years."""
    articles = [next(iter(each.values())).base for each in library.by_key.values()]
    articles = [each for each in articles if not each.is_page and each.date is not None]
    top = [each for each in articles if each.path.count("/") == 1]
    by_year = sum(each.path[8:12].isdecimal() and each.path[12:13] == "/" for each in articles)
    if not top or by_year < 4 * len(top):
        return
    for each in top:
        assert each.date is not None
        name = each.path.rpartition("/")[2]
        yield warning("stale-at-top", Place(each.path), meant=f"content/{each.date.day:%Y/%m}/{name}")


def _silent(library: Library) -> Iterator[Problem]:
    """Categories in use whose latest article is older than config.yaml allows."""
    config = library.config
    edition = library.editions[0]
    for section in edition.sections:
        if not section.is_shown:
            continue
        name, place = section.name, section.category.place
        if not section.articles:
            yield warning("stale-category-empty", place, name=name)
            continue
        last = section.articles[-1].date.day
        days = (library.today - last).days
        if days > config.silent_days:
            yield warning("stale-category", place, name=name, days=days, last=f"{last:%d/%m/%Y}")


def _unborne_tags(library: Library) -> Iterator[Problem]:
    """Tags of config.yaml that no article bears, not even one that waits."""
    config = library.config
    if not config.tags or "tags" in config.without:
        return
    articles = (article.own for articles in library.by_key.values() for article in articles.values())
    borne = {
        fold(text.text) for own in chain(articles, (each.front_matter for each in library.waiting)) for text in own.tags
    }
    for tag in config.tags:
        names = {fold(text) for _, text in (*tag.names.texts, ("", tag.id))}
        if not names & borne:
            yield warning("stale-tag", tag.place, name=tag.names.said(config.codes[0], config.codes[0])[0])


def _unused(library: Library, names: Iterable[str]) -> Iterator[Problem]:
    """Files that no article refers to, not even an unpublished one."""
    used = {*referred_by(library), *library.hidden_files, *OF_THE_PORTAL}
    for name in sorted(names):
        if name not in used and not is_markdown(name) and not is_of_system(name):
            yield warning("stale-unused", Place(name))
