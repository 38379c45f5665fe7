"""An arranged library and the articles that were edited since → the library as it is now, for `serve`.

The result is the same as arranging everything again, in a fraction of the time: what holds no edited article stays the
very same value.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import Any

from bantin.content.arrange import Arrangement, Findings, library_of
from bantin.content.arrange_context import ArrangeContext, KeyGroup, ReadContent
from bantin.content.editions import PlaceInEdition, in_order, place_of, rank, spliced
from bantin.content.model import Article, Edition, Month, Section, Tag
from bantin.content.sorted_merge import with_entries
from bantin.content.source_file import SourceFile
from bantin.content.tag_updates import TagIndex
from bantin.content.tags import tags_of
from bantin.content.translation_groups import files_by_key, group_of
from bantin.problems import Problem
from bantin.text import same


def rearranged(last: Arrangement, keys: Iterable[str], entries: Iterable[SourceFile], read: ReadContent) -> Arrangement:
    """What `last` becomes if the articles under `keys` are those of `entries`, and no others are changed; at the same
    instant, and with the same config. `read` tells of all texts and files.
    """
    context = replace(last.context, read=read, found=KeyGroup())
    files = files_by_key(entries)
    groups, with_findings = dict(last.groups), dict(last.findings.groups)
    before, after, own = last.library.by_key, dict(last.library.by_key), dict[str, Mapping[str, Article]]()
    changed: dict[str, tuple[Mapping[str, Article], Mapping[str, Article]]] = {}
    for key in sorted(keys):
        groups.pop(key, None)
        with_findings.pop(key, None)
        group = group_of(files[key], context) if key in files else None
        if group:
            groups[key] = group
            if not group.is_plain:
                with_findings[key] = group
        now = group.articles if group else {}
        if now:
            own[key] = now
        else:
            after.pop(key, None)
        changed[key] = before.get(key, {}), now
    by_key = with_entries(after, own)
    with_findings = dict(sorted(with_findings.items()))
    of_tags, tag_indexes = dict(last.findings.of_tags), dict(last.findings.tag_indexes)
    editions = tuple(
        _Splice(edition, changed, context, of_tags, tag_indexes).edition() for edition in last.library.editions
    )
    gone = [each for old, _ in changed.values() for each in old.values()]
    came = [each for _, new in changed.values() for each in new.values()]
    is_in_place = all(_stand_alike(last.groups.get(key), groups.get(key)) for key in changed)
    by_address = _by_address(last, gone, came)
    if by_address is None:
        by_address = {each.address: each for group in by_key.values() for each in group.values()}
    articles = last.findings.articles + len(came) - len(gone)
    same_texts = last.findings.same_texts.exchanged(gone, came)
    findings = Findings(with_findings, of_tags, same_texts, articles, tag_indexes)
    library = library_of(editions, by_key, by_address, findings, context)
    return Arrangement(library, context, groups, findings, is_in_place)


def _by_address(last: Arrangement, gone: Iterable[Article], came: Iterable[Article]) -> dict[str, Article] | None:
    """The articles by their addresses; None if two stand at one address, or did."""
    found = dict(last.library.by_address)
    if len(found) < last.findings.articles:
        return None
    for article in gone:
        del found[article.address]
    for article in came:
        if found.setdefault(article.address, article) is not article:
            return None
    return found


def _stand_alike(old: KeyGroup | None, new: KeyGroup | None) -> bool:
    """Whether the articles of a key stand at the same addresses as before the edit, and in the same lists."""
    if old is None or new is None or old.gone or new.gone or old.articles.keys() != new.articles.keys():
        return False
    return all(_standing(each) == _standing(new.articles[code]) for code, each in old.articles.items())


def _standing(article: Article) -> tuple[object, ...]:
    own = article.own
    aliases = [text.text for text in own.aliases]
    return article.address, own.is_page, article.base.order, article.category, aliases, *_bears(article)


class _Splice:
    """One edition in which articles are exchanged."""

    def __init__(
        self,
        last: Edition,
        changed: Mapping[str, tuple[Mapping[str, Article], Mapping[str, Article]]],
        context: ArrangeContext,
        of_tags: dict[str, tuple[Problem, ...]],
        tag_indexes: dict[str, TagIndex],
    ) -> None:
        code = last.language.code
        self._last = last
        self._context = context
        self._of_tags = of_tags
        self._tag_indexes = tag_indexes
        pairs = [tuple(place_of(each, code, context.config) for each in pair) for pair in changed.values()]
        self._pairs: list[tuple[PlaceInEdition, PlaceInEdition]] = [(old, new) for old, new in pairs]

    def edition(self) -> Edition:
        """The edition as it is now."""
        last = self._last
        own_pairs = [(old.own, new.own) for old, new in self._pairs]
        own = _spliced(last.articles, own_pairs)
        listed = [(old.listed, new.listed) for old, new in self._pairs]
        tags, by_word = self._tags(own)
        gone = {old.page for old, _ in self._pairs if old.page}
        pages = [page for page in last.pages if page not in gone]
        pages += [new.page for _, new in self._pairs if new.page]
        return replace(
            last,
            articles=own,
            listed=_spliced(last.listed, listed),
            featured=_spliced(last.featured, _those(listed, lambda each: each.base.is_featured)),
            viewed=_spliced(last.viewed, _those(own_pairs, lambda each: bool(each.views)), rank),
            sections=tuple(self._section(section, listed) for section in last.sections),
            tags=tags,
            months=self._months(listed),
            pages=in_order(pages),
            tag_by_word=by_word,
        )

    def _section(self, section: Section, listed: Sequence[tuple[Article | None, Article | None]]) -> Section:
        id_ = section.category.id
        within = _those(listed, lambda article: self._is_in(article, id_))
        if not any(old or new for old, new in within):
            return section
        return replace(section, articles=_spliced(section.articles, within))

    def _is_in(self, article: Article, id_: str) -> bool:
        """Whether an article stands in a category or in one below it."""
        if article.category is None:
            return False
        above = {category.id: category.parent for category in self._context.config.categories}
        own = article.category.id
        while own and own != id_:
            own = above.get(own, "")
        return own == id_

    def _months(self, listed: Sequence[tuple[Article | None, Article | None]]) -> tuple[Month, ...]:
        if "archives" in self._context.config.without:
            return ()
        found = {(month.year, month.month): month for month in self._last.months}
        for when in {_month_of(each) for pair in listed for each in pair if each}:
            pairs = _those(listed, partial(_is_of, when))
            articles = _spliced(found[when].articles if when in found else (), pairs)
            if articles:
                found[when] = Month(*when, self._last.at.month(*when), articles)
            else:
                found.pop(when, None)
        return tuple(month for _, month in sorted(found.items()))

    def _tags(self, own: Sequence[Article]) -> tuple[tuple[Tag, ...], Mapping[str, Tag]]:
        last, code = self._last, self._last.language.code
        if "tags" in self._context.config.without:
            return (), {}
        pairs = [(old.own, new.own) for old, new in self._pairs if old.own or new.own]
        if self._of_tags[code]:
            return self._all_tags(own)
        if not pairs:
            return last.tags, last.tag_by_word
        exchanged = {old: new for old, new in pairs if old and new}
        if len(exchanged) == len(pairs) and all(_bears(old) == _bears(new) for old, new in exchanged.items()):
            return self._with_bearers(exchanged)
        gone, came = [old for old, _ in pairs if old], [new for _, new in pairs if new]
        before = self._tag_indexes.get(code) or TagIndex.of(last, self._context)
        index = before.exchanged(gone, came, self._context)
        if index is None:
            return self._all_tags(own)
        self._tag_indexes[code] = index
        return index.ordered, index.by_word

    def _all_tags(self, own: Sequence[Article]) -> tuple[tuple[Tag, ...], Mapping[str, Tag]]:
        """The tags, looked up in all articles, with what is wrong with them."""
        code = self._last.language.code
        self._tag_indexes.pop(code, None)
        self._context.found = KeyGroup()
        tags, by_word = tags_of(own, self._last.language, self._context)
        self._of_tags[code] = tuple(self._context.found.problems)
        return tags, by_word

    def _with_bearers(self, exchanged: Mapping[Article, Article]) -> tuple[tuple[Tag, ...], Mapping[str, Tag]]:
        """The same tags, where each article stands in the place of one with the same tags."""
        last, code = self._last, self._last.language.code
        touched = {last.tag_by_word[same(text.text)] for old in exchanged for text in old.own.tags}
        again = {tag: _exchanged(tag, exchanged) for tag in touched}
        if code in self._tag_indexes:
            self._tag_indexes[code] = self._tag_indexes[code].with_bearers(again)
        tags = tuple([again.get(tag, tag) for tag in last.tags])
        return tags, {word: again.get(tag, tag) for word, tag in last.tag_by_word.items()}


def _bears(article: Article) -> tuple[object, ...]:
    """What decides which tags it has, and where it stands among their articles."""
    return article.order, [text.text for text in article.own.tags]


def _exchanged(tag: Tag, exchanged: Mapping[Article, Article]) -> Tag:
    return replace(tag, articles=tuple(exchanged.get(article, article) for article in tag.articles))


def _month_of(article: Article) -> tuple[int, int]:
    return article.date.day.year, article.date.day.month


def _is_of(when: tuple[int, int], article: Article) -> bool:
    return _month_of(article) == when


Pairs = Iterable[tuple[Article | None, Article | None]]
"""Articles that were there before the edit, each with what stands in its place now."""


def _those(pairs: Pairs, is_one: Callable[[Article], bool]) -> list[tuple[Article | None, Article | None]]:
    """The pairs without the articles for which something is not so."""

    def kept(article: Article | None) -> Article | None:
        return article if article is not None and is_one(article) else None

    return [(kept(old), kept(new)) for old, new in pairs]


def _spliced(
    articles: tuple[Article, ...], pairs: Pairs, place: Callable[[Article], Any] = attrgetter("order")
) -> tuple[Article, ...]:
    """Articles in an order in which, of each pair, the second stands for the first."""
    gone = [old for old, _ in pairs if old]
    came = [new for _, new in pairs if new]
    return spliced(articles, gone, came, place) if gone or came else articles
