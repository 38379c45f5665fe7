"""What is wrong with what the articles of a site refer to, kept from one site to the next.

After an edit only those articles are looked at again whose questions have other answers now: what they asked when their
links were resolved is noted (`link_tables`). The result is the same as looking at all of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bantin.content.leniency import Leniency
from bantin.content.link_tables import NEAR, NEAR_ADDRESSES, ROUTES, WHOLE, LinkTables, Question, noting
from bantin.content.model import Article
from bantin.content.names import Names
from bantin.plan.article_inputs import reference_problems, refers_to_anything
from bantin.plan.input_sources import InputSources
from bantin.plan.link_targets import LinkTargets
from bantin.problems import Problem


class _Checked(NamedTuple):
    """What was found out about one article."""

    problems: tuple[Problem, ...]
    asked: frozenset[Question]
    """What it depends on."""
    has_fragments: bool
    """Whether it leads to headings, so that other texts decide about it too."""


class LinkChecks:
    """What is known of the articles of the last site that refer to anything."""

    def __init__(self) -> None:
        self._checked: dict[Article, _Checked] = {}
        self._tables: LinkTables | None = None
        self._link_targets: LinkTargets | None = None
        self._names: Names | None = None
        """Of all addresses: to put them in order takes longer than to exchange one."""

    def problems(self, sources: InputSources, leniency: Leniency, link_targets: LinkTargets) -> Iterator[Problem]:
        """What is wrong with what any of a site's articles and plain pages refers to; `link_targets` are the site's."""
        gone, came = link_targets.exchanged(self._link_targets)
        kept = dict(self._checked)
        for article in gone:
            kept.pop(article, None)
        tables, again = LinkTables(sources.linker), list[Article]()
        addresses = sources.linker.near_addresses.names
        names = self._names.exchanged(addresses.names) if self._names else addresses
        if self._tables is not None:
            others = tables.others(self._tables, (*gone, *came), _of_routes(kept))
            near = self._near(names) | ({WHOLE} if link_targets != self._link_targets else set())
            standing, with_texts = others.standing | near, others.with_texts | near
            if with_texts:  # a heading that was missing somewhere may be there now
                with_texts |= {WHOLE}
            for article, known in kept.items():
                if not known.asked.isdisjoint(with_texts if known.has_fragments else standing):
                    again.append(article)
        kept.update(_checked((*again, *came), sources, leniency, names))
        self._checked, self._tables, self._link_targets, self._names = kept, tables, link_targets, names
        for each in kept.values():
            yield from each.problems

    def _near(self, names: Names) -> set[Question]:
        """What was asked of names that are others now."""
        asked = {question for known in self._checked.values() if known.problems for question in known.asked}
        near = {question for question in asked if question.table == NEAR}
        if not near or self._names is None:
            return set()
        parts = names.other_parts(self._names)
        return near if parts is None else {question for question in near if question.key in parts}


def _of_routes(kept: Mapping[Article, _Checked]) -> Iterator[Question]:
    """The addresses about which articles asked."""
    asked = frozenset[Question]().union(*(known.asked for known in kept.values()))
    return (question for question in asked if question.table == ROUTES)


def _checked(
    articles: Iterable[Article], sources: InputSources, leniency: Leniency, names: Names
) -> Iterator[tuple[Article, _Checked]]:
    """Each of these articles that refers to anything, with what there is to find out about it."""
    asked: set[Question] = set()
    noted = sources.with_linker(noting(sources.linker, asked.add, names))
    for article in articles:
        if not refers_to_anything(article):
            continue
        asked.clear()
        problems = leniency.softened(reference_problems(article, noted.contexts[article.code], noted))
        has_fragments = any("#" in reference.target for reference in article.internal_references)
        is_noted = all(problem.key in NEAR_ADDRESSES for problem in problems)
        yield article, _Checked(problems, frozenset(asked if is_noted else {WHOLE}), has_fragments)
