"""What answers a query by itself, beside the articles: categories, tags, plain pages, the bodies of the ward."""

from collections.abc import Iterator

from bantin.content.model import Edition
from bantin.content.organisation import OfficeUnit, Organisation
from bantin.pages.context import PageContext
from bantin.search.abbreviations import glossary_of
from bantin.search.index_head import Answer
from bantin.search.paraphrases import paraphrases
from bantin.text import exact


def answers(edition: Edition, context: PageContext, organisation: Organisation | None) -> tuple[Answer, ...]:
    """Of one edition, in the order in which they are shown where several fit."""
    found = [*_bodies(edition, context, organisation)]
    for page in edition.pages:
        shows = page.own.shows_organisation or page.base.shows_organisation
        found.append(Answer("page", page.own.title, page.address, paraphrases(context.code, page.own.title, shows)))
    for key, address in (("site-map.heading", context.at.site_map), ("list.latest", context.at.latest)):
        title = context.language.t(key)
        found.append(Answer("page", title, address, paraphrases(context.code, title, shows_organisation=False)))
    found += [Answer("category", section.name, section.address, ()) for section in edition.sections if section.articles]
    found += [Answer("tag", tag.name, tag.address, ()) for tag in edition.tags if tag.articles]
    glossary = glossary_of(context.code, dict(own_glossary(context)))
    return tuple(answer._replace(names=(*answer.names, *_full(answer, glossary))) for answer in found)


def _bodies(edition: Edition, context: PageContext, organisation: Organisation | None) -> Iterator[Answer]:
    """The bodies, on the page that shows the organisation; nothing without such a page."""
    page = next((page for page in edition.pages if page.own.shows_organisation or page.base.shows_organisation), None)
    if page is None or organisation is None:
        return
    for number, unit in enumerate(organisation.units, 1):
        name = context.say(unit.name).text
        posts = [context.say(post.post).text for post in unit.posts]
        people = [post.name for post in unit.posts if post.name]
        address = f"{page.address}#_unit-{number}"
        names = (*posts, *(f"{post} {name}" for post in posts), *people)
        yield Answer("body", name, address, names, tuple(_lines(unit, context)))


def _lines(unit: OfficeUnit, context: PageContext) -> Iterator[str]:
    t = context.language.t
    facts = (
        ("contact.telephone", unit.telephone),
        ("contact.hours", context.say(unit.hours).text),
        ("contact.address", context.say(unit.address).text),
        ("contact.email", unit.email),
    )
    for label, value in facts:
        if value:
            yield f"{t(label)} {value}"
    for post in unit.posts:
        holder = ", ".join(filter(None, (post.name, post.telephone, post.email)))
        if holder:
            yield f"{context.say(post.post).text}: {holder}"


def own_glossary(context: PageContext) -> Iterator[tuple[str, str]]:
    """The portal's abbreviations and their full forms, in one language."""
    for term, texts in context.config.glossary:
        if text := texts.within(context.code):
            yield term, text


def _full(answer: Answer, glossary: dict[str, str]) -> list[str]:
    """The full forms of abbreviations in an answer's title: those of full forms a query's reader knows itself."""
    words = exact(answer.title)
    return [full for short, full in glossary.items() if set(exact(short)) <= set(words)]
