"""An edition → the inputs of its front; and the articles that are read most."""

from collections.abc import Iterable, Sequence
from heapq import nlargest

from bantin.content.model import Article, Edition, Section
from bantin.pages.context import PageContext
from bantin.pages.home import HomeInputs, SectionNews, urgent
from bantin.pages.part_types import MostRead
from bantin.plan.input_sources import InputSources


def home_inputs(edition: Edition, sources: InputSources) -> HomeInputs:
    """What the front of an edition is made from."""
    context, sizes = sources.context(edition), sources.library.config.home
    newest = edition.listed[::-1]
    featured = list(edition.featured[::-1][: sizes.featured] or newest[:1])
    rest = [article for article in newest[: sizes.latest + len(featured)] if article not in featured][: sizes.latest]
    sections = {section.category.id: section for section in edition.sections}
    notices = next((each.id for each in context.edition.sections if each.is_notices and each.is_shown), "")
    shown = [each.id for each in context.edition.shown_below("") if each.id != notices]

    def news(id_: str, articles: Sequence[Article]) -> SectionNews:
        return SectionNews(context.edition.section(id_).link, sources.cards(articles, context))

    return HomeInputs(
        context,
        sources.frame(context, context.at.home, "home"),
        urgent(context, sources.library.today),
        sources.cards(featured, context),
        sources.cards(rest, context),
        tuple(news(id_, _block(sections[id_], sizes.block, featured)) for id_ in shown if sections[id_].articles),
        news(notices, sections[notices].articles[::-1][: sizes.notices])
        if notices and sections[notices].articles
        else None,
        most_read(edition.viewed[-sizes.most_read :] if sizes.most_read else (), sizes.most_read, context),
    )


def _block(section: Section, size: int, featured: list[Article]) -> tuple[Article, ...]:
    """The newest of a section that are not featured above; if there are no others, the newest all the same."""
    size = max(1, size)
    newest = section.articles[::-1][: size + len(featured)]
    return tuple(article for article in newest if article not in featured)[:size] or newest[:1]


def most_read(articles: Iterable[Article], size: int, context: PageContext) -> tuple[MostRead, ...]:
    """Of some of an edition's own articles, those with the highest counts; the newer first where counts are equal."""
    counted = [(views, article.order, article) for article in articles if (views := article.views)]
    return tuple(
        MostRead(article.address, article.own.title, context.language.number(views))
        for views, _, article in nlargest(size, counted)
    )
