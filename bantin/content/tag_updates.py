"""The tags of an edition, and articles that were edited since → its tags as they are now, for `rearrange`.

What is written with the same letters may mean one tag, whatever its marks, so all of it is looked at together. Tags
that no edited article bears stay the very same values.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bantin.content.arrange_context import ArrangeContext
from bantin.content.editions import spliced
from bantin.content.model import Article, Edition, Tag
from bantin.content.tags import named_tags, tag_name, tag_words
from bantin.locale import Language
from bantin.text import fold, same


class Spelling(NamedTuple):
    """A tag as articles write it."""

    plain: str
    """With small letters and single blanks, by which it is looked up."""
    letters: str
    """Without marks."""
    word: str
    """The word that stands for it (`tags.tag_words`)."""
    uses: int
    """How often it is written."""


@dataclass(frozen=True, slots=True, eq=False)
class TagIndex:
    """The tags of one edition by the words that stand for them, with all their spellings."""

    language: Language
    spellings: Mapping[str, Spelling]
    tags: Mapping[str, Tag]
    by_word: Mapping[str, Tag]
    """By every word that means one."""
    ordered: tuple[Tag, ...]
    """In the language's order."""

    @classmethod
    def of(cls, edition: Edition, context: ArrangeContext) -> "TagIndex":
        """That of an edition with whose tags nothing is wrong."""
        uses = Counter(text.text for article in edition.articles for text in article.own.tags)
        words = tag_words(uses, named_tags(context.config.tags))
        spellings: dict[str, Spelling] = {}
        for text, count in uses.items():
            plain = same(text)
            spellings[text] = Spelling(plain, fold(plain), words[text], count)
        tags = {word: edition.tag_by_word[word] for word in words.values()}
        return cls(edition.language, spellings, tags, edition.tag_by_word, edition.tags)

    def with_bearers(self, exchanged: Mapping[Tag, Tag]) -> "TagIndex":
        """The same with other values for some tags, which are written as they were."""
        tags = {word: exchanged.get(tag, tag) for word, tag in self.tags.items()}
        by_word = {word: exchanged.get(tag, tag) for word, tag in self.by_word.items()}
        return replace(self, tags=tags, by_word=by_word, ordered=tuple(exchanged.get(tag, tag) for tag in self.ordered))

    def exchanged(self, gone: Sequence[Article], came: Sequence[Article], context: ArrangeContext) -> "TagIndex | None":
        """The same without some articles and with others; None if something is wrong with a tag then."""
        spellings, touched = self._spelled(gone, came, context)
        tags = dict(self.tags)
        others = _all_bearers(self.tags, touched) if touched.is_regrouped else None
        by_id = {f"#{tag.id}": tag for tag in context.config.tags}
        for word in touched.words:
            tags.pop(word, None)
            last, new = self.tags.get(word), _bearing(came, word, spellings)
            if others is None:
                bearers = spliced(last.articles if last else (), _bearing(gone, word, self.spellings), new)
            else:
                bearers = spliced((), (), (*_bearing(others.difference(gone), word, spellings), *new))
            if not bearers:
                continue
            written = _written(bearers, word, spellings)
            name, lang, slug = tag_name(by_id.get(word), written, self.language, context.config.codes[0])
            if not slug:
                return None
            tags[word] = Tag(name, lang, slug, context.at[self.language.code].tag(slug), bearers)
        if len({tag.slug for tag in tags.values()}) < len(tags):
            return None
        named = {word: f"#{tag.id}" for word, tag in named_tags(context.config.tags).items()}
        by_word = dict(tags)
        by_word.update({word: tags[id_] for word, id_ in named.items() if id_ in tags})
        by_word.update({each.plain: tags[each.word] for each in spellings.values()})
        return TagIndex(self.language, spellings, tags, by_word, self._in_order(tags))

    def _spelled(
        self, gone: Iterable[Article], came: Iterable[Article], context: ArrangeContext
    ) -> tuple[dict[str, Spelling], "_Touched"]:
        """The spellings after an exchange of articles, and the words for which others may stand."""
        spellings, letters = dict(self.spellings), set[str]()
        uses = Counter(text.text for article in came for text in article.own.tags)
        uses.subtract(text.text for article in gone for text in article.own.tags)
        words = {self.spellings[text.text].word for article in gone for text in article.own.tags}
        for text, count in uses.items():
            known = spellings.get(text)
            if known is None and count:
                plain = same(text)
                spellings[text] = known = Spelling(plain, fold(plain), "", count)
                letters.add(known.letters)
            elif known is not None and known.uses + count:
                spellings[text] = known._replace(uses=known.uses + count)
            elif known is not None:
                del spellings[text]
                letters.add(known.letters)
        if letters:
            words.update(each.word for each in self.spellings.values() if each.letters in letters)
            alike = [text for text, each in spellings.items() if each.letters in letters]
            for text, word in tag_words(alike, named_tags(context.config.tags)).items():
                spellings[text] = spellings[text]._replace(word=word)
                words.add(word)
        words.update(spellings[text.text].word for article in came for text in article.own.tags)
        return spellings, _Touched(words, is_regrouped=bool(letters))

    def _in_order(self, tags: Mapping[str, Tag]) -> tuple[Tag, ...]:
        if tags.keys() == self.tags.keys() and all(tags[word].name == tag.name for word, tag in self.tags.items()):
            again = {tag: tags[word] for word, tag in self.tags.items()}
            return tuple([again[tag] for tag in self.ordered])
        by_word = [tags[word] for word in sorted(tags)]
        return tuple(sorted(by_word, key=lambda tag: self.language.sort_key(tag.name)))


class _Touched(NamedTuple):
    """The words for which other articles, or other spellings, may stand."""

    words: set[str]
    is_regrouped: bool
    """Whether a spelling came or went, so that others may stand for another word now."""


def _all_bearers(tags: Mapping[str, Tag], touched: _Touched) -> set[Article]:
    return {article for word in touched.words if word in tags for article in tags[word].articles}


def _bearing(articles: Iterable[Article], word: str, spellings: Mapping[str, Spelling]) -> list[Article]:
    """Those of these articles that bear a tag."""
    return [each for each in articles if any(spellings[text.text].word == word for text in each.own.tags)]


def _written(bearers: Iterable[Article], word: str, spellings: Mapping[str, Spelling]) -> Counter[str]:
    """How a tag is written by those who bear it, once by each; only one spelling need not be counted."""
    own = [text for text, each in spellings.items() if each.word == word]
    if len(own) == 1:
        return Counter(own)
    found = (next(each.text for each in article.own.tags if spellings[each.text].word == word) for article in bearers)
    return Counter(found)
