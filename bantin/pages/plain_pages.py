"""Plain pages: introduction, contact and the like, and the organisation on the page that shows it."""

from typing import NamedTuple

from bantin.content.model import Article
from bantin.content.organisation import Organisation
from bantin.pages.cards import HeadFacts, MadePage, banners, head, switches, updated
from bantin.pages.context import PageContext
from bantin.pages.frame_types import Frame
from bantin.pages.marks import Marked
from bantin.pages.part_types import Post, Unit
from bantin.pages.prose import Target, prose_of
from bantin.pages.types import PlainPage
from bantin.problems import Problem, warning


class PlainInputs(NamedTuple):
    """All that `plain_page` gets."""

    context: PageContext
    frame: Marked[Frame]
    page: Article
    translations: tuple[tuple[str, str], ...]
    """As those of an article."""
    targets: tuple[Target, ...]
    organisation: Marked[Organisation] | None
    """None for a page that does not show it."""


def plain_page(inputs: PlainInputs) -> MadePage:
    """The page of a plain page."""
    context, page = inputs.context, inputs.page
    facts = HeadFacts(
        page.address,
        page.own.title,
        page.lead,
        (context.home,),
        inputs.translations,
        switches(context, dict(inputs.translations), "site-map"),
        is_indexed=page.state == "public",
    )
    body, problems = prose_of(page, page.summary, inputs.targets)
    units: tuple[Unit, ...] = ()
    if inputs.organisation:
        organisation = inputs.organisation.value
        units = _units(organisation, context)
        problems += organisation_problems(organisation, context.code)
    shown = PlainPage(
        frame=inputs.frame.value,
        head=head(facts, context),
        title=page.own.title,
        banners=banners(page, context, inputs.translations),
        lead=page.own.lead,
        updated=updated(page, context),
        body=body,
        units=units,
    )
    return MadePage(shown, tuple(problems))


def organisation_problems(organisation: Organisation, code: str) -> list[Problem]:
    """What the organisation does not say in the language `code`."""
    return [
        warning("organisation-untranslated", place, text=text, code=code)
        for text, place in organisation.untranslated(code)
    ]


def _units(organisation: Organisation, context: PageContext) -> tuple[Unit, ...]:
    say = context.say
    return tuple(
        Unit(
            say(unit.name),
            say(unit.about),
            say(unit.address),
            unit.telephone,
            unit.email,
            say(unit.hours),
            tuple(Post(say(post.post), post.name, post.telephone, post.email, say(post.duties)) for post in unit.posts),
        )
        for unit in organisation.units
    )
