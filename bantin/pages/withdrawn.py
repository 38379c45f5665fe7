"""What stands where an article was withdrawn."""

import datetime
from typing import NamedTuple

from bantin.pages.cards import HeadFacts, MadePage, head, switches
from bantin.pages.context import PageContext
from bantin.pages.frame_types import Frame
from bantin.pages.marks import Marked
from bantin.pages.part_types import Link, Stamp
from bantin.pages.types import WithdrawnPage


class WithdrawnInputs(NamedTuple):
    """All that `withdrawn_page` gets: the little that is still said."""

    context: PageContext
    frame: Marked[Frame]
    address: str
    day: datetime.date
    reason: str
    reason_lang: str
    same: tuple[tuple[str, str], ...]
    """(language code, address) in each language in which it was."""


def withdrawn_page(inputs: WithdrawnInputs) -> MadePage:
    """What stands where an article was; nothing of the article itself."""
    context, t = inputs.context, inputs.context.language.t
    title = t("withdrawn.heading")
    to_same = switches(context, dict(inputs.same))
    facts = HeadFacts(inputs.address, title, title, (context.home,), (), to_same, is_indexed=False)
    page = WithdrawnPage(
        frame=inputs.frame.value,
        head=head(facts, context),
        since=Stamp(context.language.date(inputs.day), inputs.day.isoformat()),
        reason=inputs.reason,
        reason_lang=inputs.reason_lang,
        onward=Link(t("menu.latest"), context.at.latest),
    )
    return MadePage(page)
