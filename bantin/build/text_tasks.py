"""A worker's task: the bytes of content files → front matter, marked-up text, search terms."""

import json
import time
import zlib
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bantin.build.worker import BatchResult, Watch, unpacked
from bantin.content.article_checks import of_file
from bantin.content.config_types import Config
from bantin.content.front_matter import FrontMatter, parse
from bantin.content.own_links import outside_link_problems, own_link_problems
from bantin.content.picture_words import picture_words
from bantin.content.serialise import packed, packed_text
from bantin.content.source_file import SourceFile, internal_references_of, summary_of
from bantin.disk import text_decoding
from bantin.disk.damage import doubts
from bantin.locale import Language, known_language
from bantin.markdown.body import Body, Picture
from bantin.markdown.signs import signs_of
from bantin.search.abbreviations import glossary_of
from bantin.search.terms import Indexer, SearchText
from bantin.text import slugify


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
    is_sample: bool
    """Whether the portal says on every page that it is a sample (config's `sample`)."""
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
        config.sample is not None,
        tongues,
    )
    return json.dumps(rules).encode()


class _Readers:
    def __init__(self, context: bytes) -> None:
        from bantin.markdown.converter import Converter

        codes, zone, self.base_url, hosts, max_bytes, has_search, self.is_sample, tongues = json.loads(context)
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
        beside = (*front_matter.search_words, *(each.alt for each in pictures), *(each.caption for each in pictures))
        matter = SearchText(front_matter.title, front_matter.lead or body.lead, body.text, beside)
        return zlib.compress(indexer.terms(matter), 1)


def read_texts(context: bytes, batch: list[tuple[str, bytes]]) -> BatchResult:
    """(path, bytes) of content files → of each (`entry.packed`, `entry.packed_text` or None if it cannot be read,
    its terms, compressed, or None)."""
    readers = unpacked("readers", context, _Readers)
    made: list[tuple[list[Any], bytes | None, bytes | None]] = []
    parsing = marking = indexing = 0.0
    with Watch():
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
            signs = signs_of(written.body)
            body = readers.markers[written.front_matter.code].mark_up(written.body, path, written.first_line, signs)
            internal_references = internal_references_of(body, readers.base_url)
            beside = (*doubts(text, path), *of_file(written, signs, readers.base_url, is_sample=readers.is_sample))
            outside = outside_link_problems(body, internal_references)
            problems = (
                *written.problems,
                *body.problems,
                *outside,
                *picture_words(written.front_matter, body),
                *beside,
            )
            summary = summary_of(body)
            within = own_link_problems(summary, internal_references)
            entry = SourceFile(written.front_matter, internal_references, problems, within)
            text_data = packed_text(summary, body.parts)
            marked = time.perf_counter()
            marking += marked - between
            made.append((packed(entry), text_data, readers.terms(written.front_matter, body)))
            indexing += time.perf_counter() - marked
    return BatchResult(made, {"parse": parsing, "markup": marking, "index": indexing})
