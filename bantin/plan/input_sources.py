"""Where the inputs of pages are looked up: library, files, links. What is asked for by many pages is kept."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from bantin.content.addresses import old_addresses, root_of
from bantin.content.assets import AssetManifest, ShownPicture
from bantin.content.file_references import named_file
from bantin.content.ledger import Ledger
from bantin.content.links import LinkResolver
from bantin.content.model import Article, Edition, Library, Tag
from bantin.markdown.body import WrittenLink
from bantin.pages import cards as pages_cards
from bantin.pages import social_cards
from bantin.pages.article import Download
from bantin.pages.context import PageContext
from bantin.pages.frame import FrameInputs, PageLink, frame
from bantin.pages.frame_types import Frame
from bantin.pages.marks import Marked, ready_made
from bantin.pages.part_types import Card, Link
from bantin.pages.prose import Target
from bantin.pages.social_cards import DrawnCard
from bantin.yaml.values import Text

_NO_COVER: Marked[ShownPicture | None] = Marked(lambda: None)


class InputSources:
    """Where inputs come from, and what was looked up already."""

    def __init__(
        self,
        library: Library,
        asset_manifest: AssetManifest,
        linker: LinkResolver,
        contexts: Mapping[str, PageContext],
        ledger: Ledger,
    ) -> None:
        self.library = library
        self.asset_manifest = asset_manifest
        self.linker = linker
        self.contexts = contexts
        self._ledger = ledger
        self._covers: dict[Article, Marked[ShownPicture | None]] = {}
        self._pictures: dict[str, Marked[ShownPicture | None]] = {}
        self._cards: dict[str, dict[Article, Marked[Card]]] = {code: {} for code in contexts}
        self._frames: dict[tuple[str, str, str], Marked[Frame]] = {}
        self._drawn: dict[tuple[str, str], Marked[DrawnCard]] = {}
        self._is_all_drawn = False
        self._pages: dict[str, tuple[PageLink, ...]] = {}
        self._tags: dict[Tag, Marked[Link]] = {}

    def with_linker(self, linker: LinkResolver) -> "InputSources":
        """The same with another link resolver, for looking at links alone."""
        return InputSources(self.library, self.asset_manifest, linker, self.contexts, self._ledger)

    def context(self, edition: Edition) -> PageContext:
        """The page context of an edition."""
        return self.contexts[edition.language.code]

    def cover(self, article: Article) -> Marked[ShownPicture | None]:
        """The picture that the article, or else its original, has for a cover."""
        if not article.own.cover and not article.base.cover:
            return _NO_COVER
        if article not in self._covers:
            written = article.cover
            path = named_file(article.base.path, written.image.text) if written and written.image else ""
            shown = self.asset_manifest.pictures.get(path or "")
            if shown is None:
                self._covers[article] = _NO_COVER
            else:
                self._covers[article] = self._pictures.setdefault(shown.facts.path, ready_made(shown))
        return self._covers[article]

    def card(self, article: Article, context: PageContext) -> Marked[Card]:
        """The article as the lists of an edition show it."""
        known = self._cards[context.code]
        found = known.get(article)
        if found is None:
            found = known[article] = Marked(pages_cards.card, context, article, self.cover(article))
        return found

    def cards(self, articles: Iterable[Article], context: PageContext) -> tuple[Marked[Card], ...]:
        """The cards of several articles."""
        known = self._cards[context.code]
        return tuple([known.get(article) or self.card(article, context) for article in articles])

    def frame(self, context: PageContext, address: str, section: str, root: str = "") -> Marked[Frame]:
        """What stands around the page at `address` in `section`."""
        root = root or root_of(address)
        key = (context.code, root, section)
        if key not in self._frames:
            self._frames[key] = Marked(frame, FrameInputs(context, root, section, self.pages(context.code)))
        return self._frames[key]

    def pages(self, code: str) -> tuple[PageLink, ...]:
        """The plain pages of an edition."""
        if code not in self._pages:
            pages = self.library.edition(code).pages
            self._pages[code] = tuple(PageLink(page.key, page.own.title, page.address) for page in pages)
        return self._pages[code]

    def tag(self, tag: Tag) -> Marked[Link]:
        """The link to the list of a tag."""
        found = self._tags.get(tag)
        if found is None:
            found = self._tags[tag] = Marked(Link, tag.name, tag.address, tag.name_lang)
        return found

    def drawn(self, article: Article, context: PageContext) -> Marked[DrawnCard] | None:
        """The preview picture that is drawn for the article; None if its cover serves."""
        cover = self.cover(article)
        if cover is not _NO_COVER and cover.value is not None and cover.value.preview is not None:
            return None
        id_ = article.category.id if article.category else ""
        key = (context.code, article.address if self._is_new(article) else id_)
        if key not in self._drawn:
            if key[1] != id_:
                self._drawn[key] = Marked(social_cards.of_article, article, context)
            else:
                self._drawn[key] = Marked(social_cards.of_category, id_, context)
        return self._drawn[key]

    def all_drawn(self) -> Iterator[DrawnCard]:
        """Every preview picture that is to be drawn."""
        if not self._is_all_drawn:
            for edition in self.library.editions:
                context = self.context(edition)
                new = list(takewhile(self._is_new, reversed(edition.articles)))
                for article in edition.articles[: len(edition.articles) - len(new)]:
                    id_ = article.category.id if article.category else ""
                    if (context.code, id_) not in self._drawn:
                        self.drawn(article, context)
                for article in reversed(new):
                    self.drawn(article, context)
            self._is_all_drawn = True
        yield from (social_cards.of_portal(context) for context in self.contexts.values())
        yield from (drawn.value for drawn in self._drawn.values())

    def _is_new(self, article: Article) -> bool:
        """Whether the article is of the last days in which each has its own picture."""
        days = self.library.config.drawn_days
        return days > 0 and (self.library.today - article.date.day).days < days

    def translations(self, article: Article) -> tuple[tuple[str, str], ...]:
        """(language code, address) of the article in each language; () if this is the only one."""
        found = self.library.translations(article)
        return () if len(found) < 2 else tuple([(code, other.address) for code, other in found.items()])

    def first_address(self, article: Article) -> str:
        """The address that the article had when it was first published."""
        aliases = article.own.aliases
        return self._ledger.first_of(article.address, old_addresses(aliases) if aliases else ())

    def feed_id(self, article: Article) -> str:
        """The whole URL at which the article was first published: by it readers of a feed know what they have read."""
        return f"{self._ledger.base or self.library.config.base_url}/{self.first_address(article)}"

    def targets(self, article: Article) -> tuple[Target, ...]:
        """What each of the article's internal references comes to."""
        if not article.internal_references:
            return ()
        linker = self.linker
        return tuple(
            [
                linker.link(each, article) if isinstance(each, WrittenLink) else linker.files.picture(each, article)
                for each in article.internal_references
            ]
        )

    def download(self, file: Text, article: Article) -> Download | None:
        """A file that the front matter names; None if it cannot be published."""
        path = named_file(article.base.path, file.text) or ""
        address = self.asset_manifest.attachments.get(path)
        return None if address is None else Download(address, self.asset_manifest.files[path])
