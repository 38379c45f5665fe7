"""An edition → the inputs of its feeds."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from bantin.content.model import Article, Edition
from bantin.pages.marks import Marked
from bantin.plan import feeds
from bantin.plan.feeds import FeedInputs
from bantin.plan.input_sources import InputSources


def feed_inputs(edition: Edition, sources: InputSources) -> Iterator[tuple[str, Callable[[], FeedInputs]]]:
    """The edition's feed and one for each category, of its own articles only: the address beside which each stands, and
    what gives its inputs."""
    context = sources.context(edition)
    yield context.at.home, partial(_feed, context.portal.name, context.at.home, edition.articles, edition, sources)
    for section in edition.sections:
        title = context.language.t("feed.title", category=section.name, name=context.portal.name)
        yield section.address, partial(_feed, title, section.address, section.articles, edition, sources)


def _feed(title: str, address: str, articles: Sequence[Article], edition: Edition, sources: InputSources) -> FeedInputs:
    context = sources.context(edition)
    own = (article for article in reversed(articles) if article.language == edition.language)
    newest = islice(own, context.config.feed_items)
    items = [
        Marked(feeds.feed_item, context, each, sources.card(each, context), sources.feed_id(each)) for each in newest
    ]
    return FeedInputs(context, title, address, tuple(items))
