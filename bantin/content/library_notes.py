"""Notes about the time of what waits, and of the urgent notice."""

import datetime
from collections.abc import Iterable, Iterator

from bantin.content.article_checks import other_year_of_folder
from bantin.content.config_types import Config
from bantin.content.front_matter import FrontMatter
from bantin.content.model import WaitingArticle
from bantin.problems import Problem, warning

FAR = datetime.timedelta(days=366)
"""Longest wait of an article that is believed: a longer one comes from a slip in its year."""


def of_time(config: Config, waiting: Iterable[WaitingArticle], now: datetime.datetime) -> Iterator[Problem]:
    """What waits for more than a year, an urgent notice that has ended: nobody sees it; and a day from which on news is
    judged strictly that has not come: none is."""
    for front_matter, due in _far(waiting, now):
        yield warning("date-far", front_matter.place("date"), day=f"{due:%d/%m/%Y}", year=now.year)
    urgent = config.urgent
    if urgent is not None and urgent.until is not None and now.date() > urgent.until:
        yield warning("config-urgent-ended", urgent.until_place, day=f"{urgent.until:%d/%m/%Y}")
    if config.strict_since is not None and config.strict_since > now.date():
        yield warning("config-strict-ahead", config.strict_since_place, day=f"{config.strict_since:%d/%m/%Y}")


def _far(waiting: Iterable[WaitingArticle], now: datetime.datetime) -> Iterator[tuple[FrontMatter, datetime.datetime]]:
    """What waits for more than a year, and until when; without what another note says of its year already."""
    for each in waiting:
        if each.due is not None and each.due - now > FAR and not other_year_of_folder(each.front_matter):
            yield each.front_matter, each.due


def changes_of_time(
    config: Config, waiting: Iterable[WaitingArticle], now: datetime.datetime
) -> Iterator[datetime.datetime]:
    """Instants at which `of_time` will say something else, in the portal's local time. Without them, a build that finds
    no file changed would repeat what it said before.
    """
    new_year = datetime.datetime.combine(datetime.date(min(now.year + 1, datetime.MAXYEAR), 1, 1), datetime.time())
    for _, due in _far(waiting, now):
        yield min(due - FAR, new_year)
    urgent = config.urgent
    if urgent is not None and urgent.until is not None and urgent.until < datetime.date.max:
        yield datetime.datetime.combine(urgent.until + datetime.timedelta(days=1), datetime.time())
    if config.strict_since is not None and config.strict_since > now.date():
        yield datetime.datetime.combine(config.strict_since, datetime.time())
