"""Parsed content files → the library: who is public at this instant, what is whose translation, which lists hold it.

All relations between articles are made here; the values that hold them are `model`'s.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bantin.content import addresses, library_notes
from bantin.content.arrange_context import ArrangeContext, KeyGroup
from bantin.content.category_names import unknown_category
from bantin.content.editions import edition_of
from bantin.content.model import Article, Edition, Library
from bantin.content.names import Folders
from bantin.content.same_texts import SameTexts
from bantin.content.source_file import SourceFile
from bantin.content.tag_updates import TagIndex
from bantin.content.translation_groups import files_by_key, group_of
from bantin.problems import Problem, error
from bantin.text import fold
from bantin.yaml.values import Text


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """A library, and what it was put together from: after an edit most of that stays as it is (`rearranged`)."""

    library: Library
    context: ArrangeContext
    groups: Mapping[str, KeyGroup]
    findings: "Findings"
    is_in_place: bool = False
    """Whether every page stands at the address at which it stood before the edit."""


class Findings(NamedTuple):
    """What is known of a library beside its articles."""

    groups: Mapping[str, KeyGroup]
    """Those that have more than their articles: problems, hidden or waiting articles, changes to come."""
    of_tags: Mapping[str, tuple[Problem, ...]]
    """What is wrong with the tags of an edition, by language code."""
    same_texts: SameTexts
    articles: int
    """The number of articles and plain pages in all languages."""
    tag_indexes: Mapping[str, TagIndex] = {}
    """By language code, where an edit asked for it."""


def arrange(entries: Iterable[SourceFile], context: ArrangeContext) -> Arrangement:
    """Arranges `entries` as they are public at the instant of `context`."""
    groups = {key: group_of(files, context) for key, files in sorted(files_by_key(entries).items())}
    by_key = {key: group.articles for key, group in groups.items() if group.articles}
    with_findings = {key: group for key, group in groups.items() if not group.is_plain}
    of_tags: dict[str, tuple[Problem, ...]] = {}
    editions = tuple(edition_of(language, by_key, context, of_tags) for language in context.languages)
    findings = Findings(with_findings, of_tags, SameTexts.of(by_key), sum(map(len, by_key.values())))
    by_address = {article.address: article for group in by_key.values() for article in group.values()}
    return Arrangement(library_of(editions, by_key, by_address, findings, context), context, groups, findings)


def library_of(
    editions: tuple[Edition, ...],
    by_key: Mapping[str, Mapping[str, Article]],
    by_address: Mapping[str, Article],
    findings: Findings,
    context: ArrangeContext,
) -> Library:
    """The library of these editions, with what all of its groups say."""
    whole = context.found = KeyGroup()
    whole.hidden.update(dict.fromkeys(context.read.unread, "unread"))
    for group in findings.groups.values():
        whole.problems += group.problems
        whole.waiting += group.waiting
        whole.gone += group.gone
        whole.hidden.update(group.hidden)
        whole.hidden_at.update(group.hidden_at)
        whole.hidden_files.update(group.hidden_files)
        whole.unknown_categories += group.unknown_categories
        whole.changes += group.changes
    _check_near(by_key, context)
    _check_categories(context)
    _report_unknown_categories(context)
    for category in context.config.categories:
        context.changes_on(category.campaign)
    context.changes_on(context.config.urgent.until if context.config.urgent else None)
    for problems in findings.of_tags.values():
        whole.problems += problems
    whole.problems += findings.same_texts.notes()
    whole.problems += library_notes.of_time(context.config, whole.waiting, context.now)
    for instant in library_notes.changes_of_time(context.config, whole.waiting, context.now):
        context.changes_at(instant)
    return Library(
        context.config,
        editions,
        tuple(whole.gone),
        tuple(whole.waiting),
        by_key,
        by_address,
        whole.hidden,
        whole.hidden_at,
        frozenset(whole.hidden_files),
        min(whole.changes, default=None),
        context.today,
        tuple(whole.problems),
    )


def _check_near(by_key: Mapping[str, Mapping[str, Article]], context: ArrangeContext) -> None:
    """Names the original beside which an article without one was probably meant to stand."""
    alone = {
        index: problem.place.path.removeprefix("content/").rsplit(".", 2)[0]
        for index, problem in enumerate(context.found.problems)
        if problem.key == "alone"
    }
    originals = Folders(sorted(by_key.keys() - alone.values()) if alone else ())
    for index, key in alone.items():
        if near := originals.nearest(key):
            context.found.problems[index] = error(
                "alone-near", context.found.problems[index].place, near=f"content/{near}.md"
            )


def _check_categories(context: ArrangeContext) -> None:
    """Reports categories whose address, or old address, is that of one of the site's own pages."""
    words = context.reserved_words
    for category in context.config.categories:
        for slug in dict.fromkeys((*(category.slug(code) for code in context.config.codes), *category.aliases)):
            if addresses.reserved_part(f"{slug}/", words):
                context.found.problems.append(error("config-address-reserved", category.place, address=slug))


def _report_unknown_categories(context: ArrangeContext) -> None:
    """One problem for each name that config.yaml does not know, however many articles bear it."""
    unknown: dict[str, list[Text]] = defaultdict(list)
    for text in context.found.unknown_categories:
        unknown[fold(text.text)].append(text)
    context.found.problems += [unknown_category(context.config, places[0], len(places)) for places in unknown.values()]
