"""What is wrong with what the articles of a site refer to, kept from one site to the next.

After an edit only those articles are looked at again whose questions have other answers now: what they asked when their
links were resolved is noted (`link_tables`). The result is the same as looking at all of them.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bantin.content.leniency import Leniency
from bantin.content.link_tables import WHOLE, LinkTables, Question, noting
from bantin.content.model import Article
from bantin.plan.article_inputs import reference_problems, refers_to_anything
from bantin.plan.input_sources import InputSources
from bantin.plan.link_targets import LinkTargets
from bantin.problems import Problem


class _Checked(NamedTuple):
    """What was found out about one article."""

    problems: tuple[Problem, ...] = ()
    is_of_whole: bool = False
    """Whether any change elsewhere may change it."""
    has_fragments: bool = False
    """Whether it leads to headings, so that other texts decide about it too."""
    asked: tuple[tuple[Question, object], ...] = ()
    """Else what it depends on, with the answers."""


class LinkChecks:
    """What is known of the articles of the last site that refer to anything."""

    def __init__(self) -> None:
        self._checked: dict[Article, _Checked] = {}
        self._link_targets: LinkTargets | None = None

    def problems(self, sources: InputSources, leniency: Leniency, link_targets: LinkTargets) -> Iterator[Problem]:
        """What is wrong with what any of a site's articles and plain pages refers to; `link_targets` are the site's."""
        tables, last = LinkTables(sources.linker), self._link_targets
        gone, came = link_targets.exchanged(last)
        is_same = link_targets == last
        kept = {article: known for article, known in self._checked.items() if article not in gone}
        others = [article for article, known in kept.items() if not _holds(known, tables, is_same=is_same)]
        kept.update(_checked((*others, *came), sources, leniency, tables))
        self._checked, self._link_targets = kept, link_targets
        for each in kept.values():
            yield from each.problems


def _holds(known: _Checked, tables: LinkTables, *, is_same: bool) -> bool:
    """Whether it would be found out again; `is_same`: everything stands where it stood."""
    if is_same and not known.has_fragments:
        return True
    return not known.is_of_whole and all(
        tables.answer(question, with_texts=known.has_fragments) == answer for question, answer in known.asked
    )


def _checked(
    articles: Iterable[Article], sources: InputSources, leniency: Leniency, tables: LinkTables
) -> Iterator[tuple[Article, _Checked]]:
    """Each of these articles that refers to anything, with what there is to find out about it."""
    asked: set[Question] = set()
    noted = sources.with_linker(noting(sources.linker, asked.add))
    for article in articles:
        if not refers_to_anything(article):
            continue
        asked.clear()
        problems = leniency.softened(reference_problems(article, noted.contexts[article.code], noted))
        has_fragments = any("#" in reference.target for reference in article.internal_references)
        if problems or WHOLE in asked:
            yield article, _Checked(problems, is_of_whole=True, has_fragments=has_fragments)
            continue
        answers = tuple((each, tables.answer(each, with_texts=has_fragments)) for each in asked)
        yield article, _Checked((), has_fragments=has_fragments, asked=answers)
