"""The steps of preparing a site, without the disk: from nothing, or incrementally from a site in memory.

`pipeline` takes them one after the other; `live_site` has others of its own.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from bantin.build import config_file, theme_files
from bantin.build.outside_files import misplaced
from bantin.build.reader import ProjectReader
from bantin.build.snapshot import Snapshot
from bantin.build.sources import Sources
from bantin.build.types import Settings
from bantin.cache.store import BuildCache
from bantin.content import arrange
from bantin.content.arrange import Arrangement
from bantin.content.arrange_context import ArrangeContext, ReadContent
from bantin.content.config import ConfigReading
from bantin.content.config_types import Config
from bantin.content.source_file import SourceFile
from bantin.disk.program import PROGRAM
from bantin.plan.routes import Routes
from bantin.problems import Mistakes, Problem
from bantin.theme.theme import Theme


@dataclass(frozen=True, slots=True, eq=False)
class SiteInputs:
    """What a site is made from."""

    settings: Settings
    snapshot: Snapshot
    cache: BuildCache
    config: Config
    theme: Theme


class Rules(NamedTuple):
    """By what a site is read and looks: its config and theme, and what is wrong beside config.yaml and content/."""

    config: ConfigReading
    theme: Theme
    wrong: tuple[Problem, ...]


class PreparationSteps(Protocol):
    """The steps of `prepare_site` that can do without the disk: from nothing, or by what is in memory (`live_site`)."""

    def rules(self, settings: Settings) -> Rules:
        """Reads config and theme."""

    def reader(self, inputs: SiteInputs) -> ProjectReader:
        """Reads the project."""

    def arrangement(
        self, inputs: SiteInputs, reader: ProjectReader, entries: Sequence[SourceFile], now: datetime.datetime
    ) -> Arrangement:
        """Arranges what was read."""

    @property
    def last_routes(self) -> Routes | None:
        """The routes of the site before, if in this arrangement every page stands where it stood."""


class _FromNothing:
    """Everything is read and arranged."""

    last_routes = None

    def rules(self, settings: Settings) -> Rules:
        """Reads config and theme."""
        read = config_file.read_config(settings.project)
        theme, wrong = _read_theme(settings, read.config)
        return Rules(read, theme, (*wrong, *misplaced(settings.project, read.config.limits.article_bytes)))

    def reader(self, inputs: SiteInputs) -> ProjectReader:
        """Reads the project by way of its cache."""
        return project_reader(inputs, inputs.cache)

    def arrangement(
        self, inputs: SiteInputs, reader: ProjectReader, entries: Sequence[SourceFile], now: datetime.datetime
    ) -> Arrangement:
        """Arranges what was read."""
        languages, with_drafts = inputs.theme.languages, inputs.settings.with_drafts
        read = ReadContent(reader.kept.summary, reader.files.digest, reader.texts.unread)
        return arrange.arrange(entries, ArrangeContext(inputs.config, languages, read, now, with_drafts))


FROM_NOTHING = _FromNothing()


def _read_theme(settings: Settings, config: Config) -> tuple[Theme, tuple[Problem, ...]]:
    """The portal's templates, words and assets; or the program's own, and what is wrong with the portal's."""
    try:
        theme = theme_files.read_theme(settings.project, config, settings.plain_names)
        return theme, tuple(theme_files.without_effect(settings.project, theme))
    except Mistakes as found:
        return theme_files.read_theme(PROGRAM, config, settings.plain_names), found.problems


def project_reader(inputs: SiteInputs, cache: BuildCache) -> ProjectReader:
    """The reader of a project that knows what `cache` keeps."""
    config = inputs.config
    if inputs.settings.is_part:  # nobody searches it
        config = replace(config, without=(*config.without, "search"))
    sources = {source.path: source for source in inputs.snapshot.content.sources}
    return ProjectReader(config, inputs.theme, Sources(sources, inputs.snapshot.noted), cache)
