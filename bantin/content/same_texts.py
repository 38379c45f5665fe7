"""Articles that hold the same text: notes for the later ones. After an edit only those of its texts are looked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from bantin.content.article_checks import is_copy
from bantin.content.model import Article
from bantin.problems import Problem, warning


class SameTexts:
    """Articles and plain pages by their texts."""

    def __init__(self, by_digest: Mapping[str, Sequence[Article]], several: frozenset[str]) -> None:
        self._by_digest = by_digest
        self._several = several
        """The digests of texts that more than one holds."""

    @classmethod
    def of(cls, by_key: Mapping[str, Mapping[str, Article]]) -> "SameTexts":
        """Those of a library."""
        found: dict[str, list[Article]] = {}
        for group in by_key.values():
            for article in group.values():
                found.setdefault(article.own.text_digest, []).append(article)
        return cls(found, frozenset([digest for digest, alike in found.items() if len(alike) > 1]))

    def exchanged(self, gone: Iterable[Article], came: Iterable[Article]) -> "SameTexts":
        """The same without some articles and with others."""
        found, touched = dict(self._by_digest), set[str]()
        for article in gone:
            digest = article.own.text_digest
            found[digest] = tuple([each for each in found[digest] if each is not article])
            touched.add(digest)
        for article in came:
            digest = article.own.text_digest
            found[digest] = (*found.get(digest, ()), article)
            touched.add(digest)
        several = {digest for digest in touched if len(found[digest]) > 1}
        for digest in touched:
            if not found[digest]:
                del found[digest]
        return SameTexts(found, (self._several - touched) | several)

    def notes(self) -> Iterator[Problem]:
        """Articles with the title and the text of another one; the later path is named. Copies are told by their
        names.
        """
        # Without a title it is not published.
        alike = [each for text in self._several if text for each in self._by_digest[text] if each.own.title]
        first: dict[tuple[str, str, str], str] = {}
        for article in sorted(alike, key=attrgetter("key", "code")):
            own = article.own
            path = first.setdefault((article.code, own.text_digest, own.title), own.path)
            if path != own.path and not is_copy(own.path) and not is_copy(path):
                yield warning("article-same", own.place("title"), other=path)
