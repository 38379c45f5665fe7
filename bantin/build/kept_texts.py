"""The marked-up texts of articles, and their search terms: from the cache, or read anew if they were lost there."""

import zlib
from collections.abc import Iterable, Iterator

from bantin.build import text_tasks
from bantin.build.sources import ODD, Sources
from bantin.cache.store import BuildCache
from bantin.content.front_matter import FrontMatter
from bantin.content.model import Article
from bantin.content.serialise import parts_from, summary_from, unpacked
from bantin.content.source_file import TextSummary
from bantin.disk import files as disk_files
from bantin.problems import Mistakes, Place, Problem, error
from bantin.search.terms import is_whole

_RECENT = 500
"""Summaries at hand: an article's neighbours are soon asked for again."""

_JUST_GONE = 50
"""Texts that are others now and are kept all the same: pages of the site before are still being made of them."""


class KeptTexts:
    """What is kept of the texts of one project."""

    def __init__(self, sources: Sources, context: bytes, max_bytes: int, cache: BuildCache) -> None:
        """`context`: how texts are read (`text_tasks.reading_context`); `max_bytes`: of the longest file."""
        self._sources = sources
        self._context = context
        self._max_bytes = max_bytes
        self._cache = cache
        self._summaries: dict[str, TextSummary] = {}
        self._just_gone: dict[str, FrontMatter] = {}
        """By mark, the last one gone last."""
        self._shown: dict[str, dict[str, FrontMatter]] = {}
        """By digest of the text, then by mark: texts may be alike, and a file may get back what it held before."""
        self._digests: dict[str, str] = {}
        """The digest of each of them, by mark."""

    def keep(self, front_matter: FrontMatter, text: bytes, terms: bytes | None) -> None:
        """Keeps a text that was read, and its terms; also one that was gone and has come back."""
        self._just_gone.pop(front_matter.mark, None)
        self._cache.keep_text(front_matter.mark, text)
        if terms is not None:
            self._cache.keep_text(_of_terms(front_matter), terms, is_soon=False)

    def forget(self, front_matter: FrontMatter) -> None:
        """Lets go of a text that is another one now, when enough others have gone after it."""
        self._just_gone[front_matter.mark] = front_matter
        while len(self._just_gone) > _JUST_GONE:
            mark = next(iter(self._just_gone))
            self.drop((self._just_gone.pop(mark),))

    def drop(self, front_matters: Iterable[FrontMatter]) -> None:
        """Drops these, which are others now, or gone."""
        for front_matter in front_matters:
            mark = front_matter.mark
            self._cache.forget_texts((mark, _of_terms(front_matter)))
            self._summaries.pop(mark, None)
            digest = self._digests.pop(mark, "")
            alike = self._shown.get(digest, {})
            alike.pop(mark, None)
            if not alike:
                self._shown.pop(digest, None)

    def drop_others(self, front_matters: Iterable[FrontMatter]) -> None:
        """Drops from the cache what belongs neither to these nor to those that have just gone."""
        needed = (*front_matters, *self._just_gone.values())
        self._cache.drop_texts({mark for own in needed for mark in (own.mark, _of_terms(own))})

    def thin_out(self, front_matters: Iterable[FrontMatter]) -> None:
        """Lets go, where it has become much, of what was noted of texts that are none of these any more."""
        if len(self._digests) > _RECENT:
            needed = {own.mark for own in (*front_matters, *self._just_gone.values())}
            for front_matter in [own for alike in self._shown.values() for own in alike.values()]:
                if front_matter.mark not in needed:
                    self.drop((front_matter,))

    def summary(self, front_matter: FrontMatter) -> TextSummary:
        """What is known of its text."""
        found = self._summaries.get(front_matter.mark)
        if found is None:
            try:
                found = summary_from(self._text(front_matter), front_matter.path)
            except ODD:
                found = summary_from(self._read_anew(front_matter)[0], front_matter.path)
            if len(self._summaries) >= _RECENT:
                self._summaries.clear()
            self._summaries[front_matter.mark] = found
        if found.digest and front_matter.mark not in self._digests:
            self._shown.setdefault(found.digest, {})[front_matter.mark] = front_matter
            self._digests[front_matter.mark] = found.digest
        return found

    def parts(self, digest: str) -> tuple[str, ...]:
        """The literal parts of a text of which the summary was asked for."""
        if not digest:
            return ("",)
        alike = tuple(self._shown[digest].values())
        for front_matter in alike:
            if (kept := self._cache.text(front_matter.mark)) is not None:
                return parts_from(kept)
        lost = Mistakes(())
        for front_matter in reversed(alike):  # of files with this text, some may hold another one by now
            try:
                return parts_from(self._read_anew(front_matter)[0])
            except Mistakes as mistakes:
                lost = mistakes
        raise lost

    def _text(self, front_matter: FrontMatter) -> bytes:
        kept = self._cache.text(front_matter.mark)
        return self._read_anew(front_matter)[0] if kept is None else kept

    def _read_anew(self, front_matter: FrontMatter) -> tuple[bytes, bytes]:
        """A text that was lost, by a damaged file or a full disk, and its terms."""
        source = self._sources.by_path[front_matter.path]
        data = disk_files.read_bytes(source, self._max_bytes)
        if isinstance(data, Problem):
            raise Mistakes([data])
        row, found, terms = text_tasks.read_texts(self._context, [(source.path, data)]).made[0]
        again = unpacked(row, source.path).front_matter
        if found is None or again is None or again.mark != front_matter.mark:
            raise Mistakes([error("file-changing", Place(source.path))])
        self.keep(front_matter, found, terms)
        return found, terms or b""

    def terms(self, articles: Iterable[Article]) -> Iterator[bytes]:
        """The terms of each article (`terms.Indexer`)."""
        for article in articles:
            terms = _terms_from(self._cache.text(_of_terms(article.own), is_soon=False))
            yield zlib.decompress(self._read_anew(article.own)[1]) if terms is None else terms


def _of_terms(front_matter: FrontMatter) -> str:
    """Under which an article's terms are kept."""
    return f"{front_matter.mark} terms"


def _terms_from(kept: bytes | None) -> bytes | None:
    """An article's terms as they were kept; None if they were lost."""
    try:
        terms = zlib.decompress(kept or b"")
        terms.decode()
    except (zlib.error, UnicodeDecodeError):
        return None
    return terms if is_whole(terms) else None
