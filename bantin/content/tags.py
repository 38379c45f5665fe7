"""The tags of an edition: which words mean the same one, its name, its address, and the articles that bear it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bantin.content.arrange_context import ArrangeContext
from bantin.content.config_types import TagName
from bantin.content.model import Article, Tag
from bantin.locale import Language
from bantin.problems import error
from bantin.text import fold, same
from bantin.yaml.values import Text


def tags_of(
    own: Sequence[Article], language: Language, context: ArrangeContext
) -> tuple[tuple[Tag, ...], dict[str, Tag]]:
    """The edition's tags in the language's order, and each by every word that means it."""
    named = named_tags(context.config.tags)
    words = tag_words((text.text for article in own for text in article.own.tags), named)
    bearers: dict[str, list[Article]] = defaultdict(list)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, Text] = {}
    for article in own:
        seen: set[str] = set()
        for text in article.own.tags:
            word = words[text.text]
            if word not in seen:
                seen.add(word)
                bearers[word].append(article)
                written[word][text.text] += 1
                first.setdefault(word, text)
    by_id = {f"#{tag.id}": tag for tag in context.config.tags}
    tags: dict[str, Tag] = {}
    taken: dict[str, str] = {}
    for word in sorted(bearers):
        name, lang, slug = tag_name(by_id.get(word), written[word], language, context.config.codes[0])
        if not slug:
            context.found.problems.append(error("tag-slug-empty", first[word].place, tag=name))
        elif (other := taken.setdefault(slug, word)) != word:
            names = {"tag": name, "other": tags[other].name, "slug": slug, "code": language.code}
            context.found.problems.append(error("tags-one-slug", first[word].place, **names))
        tags[word] = Tag(name, lang, slug, context.at[language.code].tag(slug), tuple(bearers[word]))
    by_word = dict(tags)
    by_word.update({word: tags[f"#{tag.id}"] for word, tag in named.items() if f"#{tag.id}" in tags})
    by_word.update({same(text): tags[word] for text, word in words.items()})
    return tuple(sorted(tags.values(), key=lambda tag: language.sort_key(tag.name))), by_word


def named_tags(tags: Iterable[TagName]) -> dict[str, TagName]:
    """The tags of config.yaml by each word that means one."""
    return {same(text): tag for tag in tags for _, text in (*tag.names.texts, ("", tag.id))}


def tag_words(written: Iterable[str], named: Mapping[str, TagName]) -> dict[str, str]:
    """Each tag as articles write it → the word that stands for it, which is #id for a tag of config.yaml. A tag written
    without marks stands for the one that differs from it in marks alone, if there is only one.
    """
    plain = {text: same(text) for text in dict.fromkeys(written)}
    marked: dict[str, set[str]] = defaultdict(set)
    words: dict[str, str] = {}
    for text, word in plain.items():
        words[text] = f"#{named[word].id}" if word in named else word
    for word in {*plain.values(), *named}:
        if fold(word) != word:
            marked[fold(word)].add(f"#{named[word].id}" if word in named else word)
    for text, word in plain.items():
        if word not in named and len(fits := marked.get(word, ())) == 1:
            words[text] = next(iter(fits))
    return words


def tag_name(named: TagName | None, written: Counter[str], language: Language, default: str) -> tuple[str, str, str]:
    """(name, its language where that is another one, slug): as config.yaml says, else as most write it."""
    if named is not None:
        return *named.names.said(language.code, default), named.slug(language.code)
    name = min(written, key=lambda text: (-written[text], _signs(text), text.isascii(), language.sort_key(text)))
    return name, "", language.slug(name)


def _signs(text: str) -> int:
    """How many signs, such as quotes, stand in a tag."""
    return sum(not letter.isalnum() and letter != " " for letter in text)
