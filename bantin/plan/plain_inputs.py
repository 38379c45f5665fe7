"""Plain pages and withdrawn articles → the inputs of their pages."""

from bantin.content.model import Article, Edition, WithdrawnArticle
from bantin.content.organisation import Organisation
from bantin.pages.marks import Marked
from bantin.pages.plain_pages import PlainInputs
from bantin.pages.withdrawn import WithdrawnInputs
from bantin.plan.input_sources import InputSources


def plain_inputs(
    page: Article, edition: Edition, organisation: Marked[Organisation] | None, sources: InputSources
) -> PlainInputs:
    """What a plain page is made from."""
    context = sources.context(edition)
    shows = page.own.shows_organisation or page.base.shows_organisation
    return PlainInputs(
        context,
        sources.frame(context, page.address, f"page:{page.key}"),
        page,
        sources.translations(page),
        sources.targets(page),
        organisation if shows else None,
    )


def withdrawn_inputs(gone: WithdrawnArticle, sources: InputSources) -> WithdrawnInputs:
    """What is said where an article was."""
    context = sources.contexts[gone.language.code]
    return WithdrawnInputs(
        context,
        sources.frame(context, gone.address, ""),
        gone.address,
        gone.day,
        gone.reason,
        gone.reason_lang,
        tuple((other.language.code, other.address) for other in sources.library.gone if other.key == gone.key),
    )
