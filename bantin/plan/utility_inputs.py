"""An edition → the inputs of the pages that help to find others: site map, search, 404."""

from bantin.content.model import Edition
from bantin.pages.part_types import Link
from bantin.pages.utility_pages import MissingInputs, SearchInputs, SiteMapInputs
from bantin.plan.input_sources import InputSources


def site_map_inputs(edition: Edition, sources: InputSources) -> SiteMapInputs:
    """What the site map is made from."""
    context = sources.context(edition)
    return SiteMapInputs(
        context,
        sources.frame(context, context.at.site_map, "site-map"),
        sources.pages(context.code),
        edition.years,
        tuple(Link(tag.name, tag.address, tag.name_lang) for tag in edition.tags),
    )


def search_inputs(edition: Edition, sources: InputSources) -> SearchInputs:
    """What the search page is made from."""
    context = sources.context(edition)
    return SearchInputs(
        context,
        sources.frame(context, context.at.search, "search"),
        tuple(section.category.id for section in edition.sections if section.articles),
        tuple(
            section.category.id
            for section in edition.sections
            if any(article.language == edition.language for article in section.articles)
        ),
        tuple((month.year, month.month, month.address) for month in reversed(edition.months)),
        tuple(sorted({own.date.day.year for own in edition.articles}, reverse=True)),
    )


def missing_inputs(sources: InputSources) -> MissingInputs:
    """What 404.html is made from."""
    contexts = tuple(sources.contexts.values())
    root = contexts[0].config.base_path
    return MissingInputs(contexts[0], contexts, sources.frame(contexts[0], "404.html", "", root))
