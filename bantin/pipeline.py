"""The story of a build, on one screen: read, parse, arrange, plan, render, publish.

    disk ─→ manuscripts ─→ library ─→ outputs ─→ HTML ─→ site/

Everything is read, parsed, planned and rendered before the first file of the site is replaced.
"""

import datetime
import hashlib
import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version as version_of
from pathlib import Path
from zoneinfo import ZoneInfo

import bantin
from bantin import article, config, disk, editions, images, kit, organisation, plan, publish, shelf
from bantin.article import Written
from bantin.config import Config
from bantin.files import FileFacts
from bantin.kit import Kit
from bantin.language import PhraseError
from bantin.library import Article, Entry, Library, Waiting
from bantin.markup import Marker
from bantin.plan import CopyOutput, Output, PageOutput, PictureOutput, Plan, TextOutput
from bantin.problems import Mistakes, Place, Problem, error, errors
from bantin.publish import Changes
from bantin.reading import digest_of
from bantin.render import Renderer

PROGRAM = Path(__file__).resolve().parent.parent
"""The folder that holds our own templates/ and assets/."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build is asked to do."""

    project: Path
    output: Path
    now: datetime.datetime
    """With its zone."""
    with_drafts: bool = False
    plain_names: bool = False
    """Leave digests out of assets' names (preview)."""
    reload: str = ""
    """Preview only: the address of the reload script."""


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """Everything that a site is made of, planned and ready to be rendered."""

    config: Config
    kit: Kit
    library: Library
    plan: Plan
    parts: Mapping[str, tuple[str, ...]]
    """The literal parts of all texts, by digest."""
    sources: Mapping[str, disk.Source]
    files: Mapping[str, FileFacts]
    problems: tuple[Problem, ...]
    """Warnings only; errors end the gathering."""

    def renderer(self) -> Renderer:
        """What renders this site's pages, in this process."""
        return Renderer(self.kit, self.parts.__getitem__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did, for whoever asked for it."""

    changes: Changes
    pages: int
    added: tuple[tuple[str, tuple[str, ...]], ...]
    """(address of the original or only article, its languages) of each article whose page is new."""
    waiting: tuple[Waiting, ...]
    problems: tuple[Problem, ...]


def build(settings: Settings) -> Outcome:
    """Builds the site; raises `Mistakes` with everything that is wrong, and `Busy` if another build is running."""
    read_config(settings.project)  # before anything is made: the folder may be mistyped
    with publish.open_site(settings.output, "site") as site:
        gathered = gather(settings)
        renderer = gathered.renderer()
        mistakes: list[Problem] = []
        for path, output in gathered.plan.outputs.items():
            if site.holds(path, output.fingerprint):
                site.keep(path)
            else:
                try:
                    site.stage(path, made(output, gathered, renderer), output.fingerprint)
                except Mistakes as found:
                    mistakes.extend(found.problems)
        if mistakes:
            raise Mistakes(sorted({*_once(mistakes), *gathered.problems}))
        change = gathered.library.next_change
        changes = site.commit(gathered.plan.order, gathered.kit.digest, change.isoformat() if change else None)
    pages = sum(isinstance(output, PageOutput) for output in gathered.plan.outputs.values())
    problems = (*gathered.problems, *changes.problems)
    return Outcome(changes, pages, _added(gathered.library, changes), gathered.library.waiting, problems)


def _once(mistakes: list[Problem]) -> list[Problem]:
    """One for each line of a template, with the first page that it spoilt, however many it draws."""
    found: dict[tuple[str, Place], Problem] = {}
    for problem in mistakes:
        found.setdefault((problem.key, problem.place), problem)
    return list(found.values())


def gather(settings: Settings) -> Gathered:
    """Reads, parses, arranges and plans; raises `Mistakes` with everything that is wrong."""
    try:
        return _gather(settings)
    except PhraseError as trouble:  # a portal's own words that ask for what is not given: "vi: key: why"
        code, _, what = str(trouble).partition(": ")
        raise Mistakes([error("word-wrong", Place(f"templates/words/{code}.yaml"), message=what)]) from trouble


def _gather(settings: Settings) -> Gathered:
    facts = read_config(settings.project)
    zone = ZoneInfo(facts.timezone)
    tools = read_kit(settings, facts)
    listing = disk.list_files(settings.project, "content")
    sources = {source.path: source for source in listing.sources}
    desk = _Desk(facts, tools, sources, list(listing.problems))
    entries = list(desk.entries())
    offices = desk.organisation()
    now = settings.now.astimezone(zone).replace(tzinfo=None)
    books = editions.arrange(facts, tools.languages, entries, now, settings.with_drafts, frozenset(desk.unread))
    stock = shelf.arrange_files(books, desk.files(books), frozenset(sources))
    planned = plan.plan(books, stock, tools, offices, zone, settings.reload)
    problems = tuple(sorted({*desk.problems, *books.problems, *planned.problems}))
    if errors(problems):
        raise Mistakes(problems)
    parts = {digest_of(entry.body): entry.body.parts for entry in entries}
    return Gathered(facts, tools, books, planned, parts, sources, stock.files, problems)


def read_config(project: Path) -> Config:
    """The portal's configuration; raises `Mistakes`."""
    path = project / "config.yaml"
    try:
        text = disk.decode(path.read_bytes(), "config.yaml")
    except FileNotFoundError:
        raise Mistakes([error("config-none", Place("config.yaml"))]) from None
    except OSError as trouble:
        raise Mistakes([disk.problem_of(trouble, "config.yaml")]) from trouble
    if not isinstance(text, str):
        raise Mistakes(text)
    facts, problems = config.parse(text, version=bantin.__version__, is_zone=_is_zone)
    if facts is None:
        raise Mistakes(problems)
    return facts


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def read_kit(settings: Settings, facts: Config) -> Kit:
    """Templates, words and assets, the project's own in the place of ours; raises `Mistakes`."""
    problems: list[Problem] = []
    templates: dict[str, str] = {}
    for name, data in disk.overlay(PROGRAM, settings.project, "templates").items():
        if name.endswith((".html", ".yaml")):
            text = disk.decode(data, f"templates/{name}")
            if isinstance(text, str):
                templates[name] = text
            else:
                problems.extend(text)
    if problems:
        raise Mistakes(problems)
    words = {name[6:-5]: templates.pop(name) for name in sorted(templates) if name.startswith("words/")}
    assets = disk.overlay(PROGRAM, settings.project, "assets")
    return kit.gather(facts.codes, templates, words, assets, program_digest(), images.version(), settings.plain_names)


def program_digest() -> str:
    """Stands for our own code and the libraries whose versions change what pages look like."""
    told = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        told.update(path.read_bytes())
    for name in ("Jinja2", "MarkupSafe", "Markdown", "nh3", "python-slugify", "text-unidecode", "PyYAML"):
        told.update(f"{name} {version_of(name)}\n".encode())
    told.update(".".join(platform.python_version_tuple()[:2]).encode())
    return told.hexdigest()


@dataclass(slots=True)
class _Desk:
    """Reads what config and listing point to, and keeps what was wrong."""

    config: Config
    kit: Kit
    sources: Mapping[str, disk.Source]
    problems: list[Problem]
    unread: list[str] = field(default_factory=list)
    """Keys of articles that could not be read: links to them are not called broken as well."""

    def entries(self) -> Iterator[Entry]:
        """Every article and plain page, with what its text gave."""
        markers = {language.code: _marker(self.config, self.kit, language.code) for language in self.kit.languages}
        for path, source in self.sources.items():
            if not article.is_markdown(path):
                continue
            written = self._written(source)
            self.problems.extend(written.problems)
            manuscript = written.manuscript
            if manuscript is None:
                self.unread.append(article.named(path, self.config.codes, [])[0])
                continue
            body = markers[manuscript.code].mark_up(written.body, path, written.first_line)
            self.problems.extend(body.problems)
            yield Entry(manuscript, body)

    def _written(self, source: disk.Source) -> Written:
        text = disk.read_text(source, self.config.limits.article_bytes)
        if not isinstance(text, str):
            return Written(None, "", 1, text)
        return article.parse(text, source.path, self.config.codes)

    def organisation(self) -> organisation.Organisation | None:
        """content/organisation.yaml, if there is one."""
        source = self.sources.get("content/organisation.yaml")
        if source is None:
            return None
        text = disk.read_text(source)
        if not isinstance(text, str):
            self.problems.extend(text)
            return None
        found, problems = organisation.parse(text, source.path, self.config.codes)
        self.problems.extend(problems)
        return found

    def files(self, books: Library) -> dict[str, FileFacts]:
        """What is known of every file that a public article or page refers to."""
        limits = self.config.limits
        found: dict[str, FileFacts] = {}
        for one in _articles(books):
            for path in shelf.referred(one):
                source = self.sources.get(path)
                if source is None or path in found:
                    continue
                data = disk.read_bytes(source, max(limits.picture_bytes, limits.attachment_bytes))
                if isinstance(data, Problem):
                    self.problems.append(data)
                    continue
                is_picture = path.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg"))
                most = limits.picture_bytes if is_picture else limits.attachment_bytes
                found[path] = images.inspect(
                    data, path, disk.digest(data), max_bytes=most, max_pixels=limits.picture_pixels
                )
        return found


def _articles(books: Library) -> Iterator[Article]:
    for edition in books.editions:
        yield from edition.articles
        yield from edition.pages


def _marker(facts: Config, tools: Kit, code: str) -> Marker:
    language = next(language for language in tools.languages if language.code == code)
    glossary = {term: text for term, texts in facts.glossary if (text := texts.within(code))}
    titles = {kind: language.t(f"box.{kind}") for kind in ("note", "tip", "important", "warning", "caution", "danger")}
    backlink = language.t("footnote.back", number="{}")
    return Marker(glossary, language.slug, facts.embed_hosts, backlink, titles, facts.limits.article_bytes)


def made(output: Output, gathered: Gathered, renderer: Renderer) -> bytes:
    """The bytes of one output."""
    match output:
        case TextOutput(data=data):
            return data
        case PageOutput():
            return renderer.render(output)
        case PictureOutput(path=path, recipe=recipe):
            return images.cook(_unchanged(path, gathered), recipe)
        case CopyOutput(path=path):
            return _unchanged(path, gathered)


def _unchanged(path: str, gathered: Gathered) -> bytes:
    """The bytes of a picture or attachment as the plan knows them; raises `Mistakes` if they have changed since."""
    source = gathered.sources[path]
    data = disk.read_bytes(source, source.size)
    if isinstance(data, Problem) or disk.digest(data) != gathered.files[path].digest:
        raise Mistakes([data if isinstance(data, Problem) else error("file-changing", Place(path))])
    return data


def _added(books: Library, changes: Changes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The articles whose pages are new, once each, with the languages that are."""
    new = frozenset(changes.new)
    added: list[tuple[str, tuple[str, ...]]] = []
    for articles in books.by_key.values():
        codes = tuple(code for code, one in articles.items() if f"{one.address}index.html" in new)
        if codes:
            added.append((f"/{articles[codes[0]].address}", codes))
    return tuple(added)


def now(environment: Mapping[str, str] = os.environ) -> datetime.datetime:
    """The instant of this build, read once: SOURCE_DATE_EPOCH (reproducible-builds.org) or the clock."""
    given = environment.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return datetime.datetime.fromtimestamp(int(given), datetime.UTC)
    return datetime.datetime.now(datetime.UTC)
