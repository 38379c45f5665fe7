"""The work that is shared out: reading texts, rendering pages, making pictures smaller.

Each function takes a context and a batch of plain values and gives plain values, so that it can be done in this
process, in another, or on another machine. A context is what many batches have in common; a worker unpacks it once.
"""

import faulthandler
import json
import os
import pickle
import signal
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from bantin.cache.user import UserCache
from bantin.content.assets import recipes
from bantin.content.config_types import Config
from bantin.content.doubts import of_file
from bantin.content.file_facts import PICTURES, FileFacts, Recipe, SocialCard
from bantin.content.front_matter import FrontMatter, parse
from bantin.content.own_links import misled_within
from bantin.content.serialise import packed, packed_text
from bantin.content.source_file import SourceFile, internal_references_of, summary_of
from bantin.disk import files as disk_files
from bantin.disk import text_decoding
from bantin.disk.damage import doubts
from bantin.locale import Language, known_language
from bantin.markdown.body import Body, Picture
from bantin.problems import Mistakes, Place, Problem, error
from bantin.search.abbreviations import glossary_of
from bantin.search.index import IndexBlock, first_script, index, script
from bantin.search.roots import Roots
from bantin.search.terms import Indexer, SearchText
from bantin.text import slugify
from bantin.theme.page_output import PageOutput
from bantin.theme.theme import Theme

LONGEST = 30.0
"""Seconds after which a worker is ended that is still at the same batch: some text is beyond it."""
_Made = TypeVar("_Made")


class BatchResult(NamedTuple):
    """What a worker made, and how many seconds of which phase it took."""

    made: list[Any]
    seconds: dict[str, float]


# ---- a worker's own


_own = threading.local()  # an executor may use threads, and a Markdown parser must not be shared between them
_watched = False


def start_watchdog() -> None:
    """What a worker process begins with: it may be ended when it is at one batch for too long, it leaves Ctrl+C to who
    hired it, and it does not outlive that.
    """
    global _watched  # noqa: PLW0603 -- of this process, set once when it begins
    _watched = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """Ends this process after the one that started it: nobody else would."""
    import multiprocessing

    if (hirer := multiprocessing.parent_process()) is not None:
        hirer.join()
        os._exit(1)


def _unpacked(name: str, context: bytes, make: Callable[[bytes], _Made]) -> _Made:
    """What `make` makes of a context: kept until another one comes."""
    kept = getattr(_own, name, None)
    if kept is None or kept[0] != context:
        kept = context, make(context)
        setattr(_own, name, kept)
    made: _Made = kept[1]
    return made


class _Watch:
    """Ends the process if what is done within it takes too long: also within a library that answers to nothing."""

    def __enter__(self) -> None:
        if _watched:
            self._nowhere = open(os.devnull, "w")  # noqa: PTH123 -- closed in the end
            faulthandler.dump_traceback_later(LONGEST, exit=True, file=self._nowhere)

    def __exit__(self, *trouble: object) -> None:
        if _watched:
            faulthandler.cancel_dump_traceback_later()
            self._nowhere.close()


# ---- texts


class LanguageRules(NamedTuple):
    """What decides, in one language, about what is made of a text."""

    code: str
    glossary: list[tuple[str, str]]
    boxes: list[tuple[str, str]]
    """The titles of boxes that were given none, by their kinds."""
    backlink: str


class ReadingRules(NamedTuple):
    """All that decides about what is made of a text, beside the text and the program."""

    codes: tuple[str, ...]
    zone: str
    base_url: str
    embed_hosts: tuple[str, ...]
    max_bytes: int
    has_search: bool
    tongues: list[LanguageRules]


_BOXES = ("note", "tip", "important", "warning", "caution", "danger")


def reading_context(config: Config, languages: tuple[Language, ...]) -> bytes:
    """What `read_texts` must know: the same bytes for the same rules, in every process."""
    tongues = [
        LanguageRules(
            language.code,
            [(term, text) for term, texts in config.glossary if (text := texts.within(language.code))],
            [(kind, language.t(f"box.{kind}")) for kind in _BOXES],
            language.t("footnote.back", number="{}"),
        )
        for language in languages
    ]
    has_search = "search" not in config.without
    rules = ReadingRules(
        config.codes,
        config.timezone,
        config.base_url,
        config.embed_hosts,
        config.limits.article_bytes,
        has_search,
        tongues,
    )
    return json.dumps(rules).encode()


class _Readers:
    def __init__(self, context: bytes) -> None:
        from bantin.markdown.converter import Converter

        codes, zone, self.base_url, hosts, max_bytes, has_search, tongues = json.loads(context)
        self.codes = tuple(codes)
        self.zone = ZoneInfo(zone)
        self.markers = {
            code: Converter(dict(glossary), slugify, hosts, backlink, dict(boxes), max_bytes)
            for code, glossary, boxes, backlink in tongues
        }
        self.indexers = {
            code: Indexer(known_language(code, {}), glossary_of(code, dict(glossary)))
            for code, glossary, *_ in tongues
            if has_search
        }

    def terms(self, front_matter: FrontMatter, body: Body) -> bytes | None:
        """By which readers find an article or a plain page; None where nothing can be searched."""
        indexer = self.indexers.get(front_matter.code)
        if indexer is None:
            return None
        pictures = [each for each in body.references if isinstance(each, Picture)]
        beside = (*front_matter.beside, *(each.alt for each in pictures), *(each.caption for each in pictures))
        matter = SearchText(front_matter.title, front_matter.lead or body.lead, body.text, beside)
        return zlib.compress(indexer.terms(matter), 1)


def read_texts(context: bytes, batch: list[tuple[str, bytes]]) -> BatchResult:
    """(path, bytes) of content files → of each (`entry.packed`, `entry.packed_text` or None if it cannot be read,
    its terms, compressed, or None)."""
    readers = _unpacked("readers", context, _Readers)
    made: list[tuple[list[Any], bytes | None, bytes | None]] = []
    parsing = marking = indexing = 0.0
    with _Watch():
        for path, data in batch:
            began = time.perf_counter()
            text = text_decoding.decode(data, path, keeps_controls=True)
            written = parse(text, path, readers.codes, readers.zone) if isinstance(text, str) else None
            between = time.perf_counter()
            parsing += between - began
            if isinstance(text, tuple) or written is None or written.front_matter is None:
                problems = written.problems if written else text
                assert not isinstance(problems, str)
                made.append((packed(SourceFile(None, (), problems)), None, None))
                continue
            body = readers.markers[written.front_matter.code].mark_up(written.body, path, written.first_line)
            internal_references = internal_references_of(body, readers.base_url)
            problems = (*written.problems, *body.problems, *doubts(text, path), *of_file(written))
            within = misled_within(summary_of(body), internal_references)
            entry = SourceFile(written.front_matter, internal_references, problems, within)
            text_data = packed_text(body)
            marked = time.perf_counter()
            marking += marked - between
            made.append((packed(entry), text_data, readers.terms(written.front_matter, body)))
            indexing += time.perf_counter() - marked
    return BatchResult(made, {"parse": parsing, "markup": marking, "index": indexing})


# ---- the index for readers' searches


class IndexTask(NamedTuple):
    """A part of an index to be made."""

    code: str
    """Of the language."""
    block: IndexBlock
    number: int
    terms: bytes
    """Of each article of the block: those of the part's range, or of all; BETWEEN_ARTICLES parts them."""
    days: list[tuple[str, ...]]
    """Of each article the names of its day and month."""
    head: str
    """Of the whole index, with the recent block."""


BETWEEN_ARTICLES = b"\v"


def make_index(context: bytes, batch: list[IndexTask]) -> BatchResult:  # noqa: ARG001 -- there is nothing to know
    """Parts of an index → of each its files by name."""
    began = time.perf_counter()
    made: list[dict[str, bytes]] = []
    with _Watch():
        for task in batch:
            terms = task.terms.decode().split(BETWEEN_ARTICLES.decode()) if task.days else []
            files = index(task.block, task.number, terms, task.days, Roots(known_language(task.code, {})))
            made.append({name: _index_file(task, name, text) for name, text in files.items()})
    return BatchResult(made, {"index": time.perf_counter() - began})


def _index_file(task: IndexTask, name: str, text: str) -> bytes:
    return script(f"{task.code}/{name}", text) if name else first_script(task.code, task.head, text)


# ---- pages


class PageTask(NamedTuple):
    """A page to be rendered."""

    path: str
    """Where it will be published."""
    output: PageOutput
    """Put together."""
    digest: str
    """Of the literal parts of its text; '' if it has none."""
    parts: tuple[str, ...]


def rendering_context(theme: Theme) -> bytes:
    """What `render_pages` must know."""
    return pickle.dumps(replace(theme, files={}, favicon=None))


class _Rendering:
    def __init__(self, context: bytes) -> None:
        from bantin.theme.render import Renderer

        theme: Theme = pickle.loads(context)  # it was written by the process that hired this one
        self.parts: dict[str, tuple[str, ...]] = {}
        self.renderer = Renderer(theme, self.parts.__getitem__, UserCache())


def render_pages(context: bytes, batch: list[PageTask]) -> BatchResult:
    """Pages → of each its bytes, or the problems of its template."""
    rendering = _unpacked("rendering", context, _Rendering)
    made: list[bytes | tuple[Problem, ...]] = []
    began = time.perf_counter()
    with _Watch():
        for task in batch:
            rendering.parts[task.digest] = task.parts
            try:
                made.append(rendering.renderer.render(task.output))
            except Mistakes as mistakes:
                made.append(mistakes.problems)
            finally:
                del rendering.parts[task.digest]
    return BatchResult(made, {"render": time.perf_counter() - began})


# ---- pictures and other files


class FileTask(NamedTuple):
    """A file that content refers to, to be looked at."""

    path: str
    data: bytes
    max_bytes: int
    max_pixels: int


def inspect_files(context: bytes, batch: list[FileTask]) -> BatchResult:  # noqa: ARG001 -- there is nothing to know
    """Files → of each what is known of it, or that the program fails at it."""
    made: list[FileFacts | Problem] = []
    began = time.perf_counter()
    with _Watch():
        for task in batch:
            try:
                made.append(_inspected(task))
            except Exception as fault:  # noqa: BLE001 -- a fault of ours: told with the file that it is met at
                made.append(picture_failed(task.path, fault))
    return BatchResult(made, {"pictures": time.perf_counter() - began})


def _inspected(task: FileTask) -> FileFacts:
    from bantin.imaging import variants

    path, data, max_bytes, max_pixels = task
    facts = variants.inspect(data, path, disk_files.digest(data), max_bytes=max_bytes, max_pixels=max_pixels)
    try:
        return facts._replace(is_light=_is_light(facts, data))
    except variants.Broken:
        return facts._replace(trouble="picture-broken")


_LIGHT = 0.5
"""Bits for each pixel: what has more is always made lighter by being made smaller."""


def _is_light(facts: FileFacts, data: bytes) -> bool:
    """Whether all that would be made of a picture is heavier than the picture itself."""
    from bantin.imaging import variants

    is_whole = facts.kind in PICTURES and facts.kind != "svg" and not facts.trouble and not facts.is_animated
    if not is_whole or facts.size * 8 > _LIGHT * facts.width * facts.height:
        return False
    return all(len(made) >= facts.size for made in variants.encode_all(data, recipes(facts)))


class PictureTask(NamedTuple):
    """A picture and all that is to be made of it."""

    source: str
    data: bytes
    recipes: list[Recipe]


def encode_pictures(context: bytes, batch: list[PictureTask]) -> BatchResult:  # noqa: ARG001 -- there is nothing to know
    """Pictures → of each a list with the bytes for each recipe, or what stands in the way."""
    from bantin.imaging import variants

    made: list[list[bytes] | Problem] = []
    began = time.perf_counter()
    with _Watch():
        for task in batch:
            try:
                made.append(variants.encode_all(task.data, task.recipes))
            except variants.Broken:
                made.append(picture_broken(task.source))
            except Exception as fault:  # noqa: BLE001 -- a fault of ours: told with the picture that it is met at
                made.append(picture_failed(task.source, fault))
    return BatchResult(made, {"pictures": time.perf_counter() - began})


def picture_broken(path: str) -> Problem:
    """That the picture `path`, which was looked at and found whole, cannot be decoded all the same."""
    return error("picture-broken", Place(path), file=path.rpartition("/")[2])


def picture_failed(path: str, fault: Exception) -> Problem:
    """A fault of the program, or of the library that decodes, at the picture `path`: never called damage."""
    return error("picture-failed", Place(path), file=path.rpartition("/")[2], reason=f"{type(fault).__name__}: {fault}")


class SocialCardTask(NamedTuple):
    """A picture to be drawn."""

    path: str
    """Where it will be published."""
    fingerprint: str
    card: SocialCard


def draw_social_cards(context: bytes, batch: list[SocialCardTask]) -> BatchResult:  # noqa: ARG001 -- there is nothing to know
    """Posters → the bytes of each."""
    from bantin.imaging import social_card

    began = time.perf_counter()
    with _Watch():
        made = [social_card.draw(task.card) for task in batch]
    return BatchResult(made, {"pictures": time.perf_counter() - began})
