"""Reads a project: its texts, and what is known of its files.

What is unchanged since an earlier build comes from the cache. An unchanged file is known by its path, size and times,
else by its content.
"""

from collections.abc import Collection, Mapping

from bantin.build.file_reader import FileReader
from bantin.build.kept_texts import KeptTexts
from bantin.build.sources import Sources
from bantin.build.text_reader import TextReader
from bantin.build.text_rules import TextRules
from bantin.cache.store import BuildCache
from bantin.content import organisation
from bantin.content.config_types import Config
from bantin.content.file_references import FileReferences
from bantin.disk import files as disk_files
from bantin.disk.damage import doubts
from bantin.disk.walk import FileEntry
from bantin.problems import Problem
from bantin.theme.theme import Theme


class ProjectReader:
    """What is read of one project."""

    def __init__(self, config: Config, theme: Theme, sources: Sources, cache: BuildCache) -> None:
        rules = TextRules.of(config, theme.languages)
        self._config = config
        self._sources = sources
        self._of_organisation: list[Problem] = []
        self.references = FileReferences()
        self.kept = KeptTexts(sources, rules.context, config.limits.article_bytes, cache)
        self.texts = TextReader(sources, rules, cache, self.kept)
        self.files = FileReader(sources, rules.key, config.limits, cache)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with texts, and with the organisation."""
        return [*self.texts.problems, *self._of_organisation]

    def look_again(self, by_path: Mapping[str, FileEntry], noted: int, only: Collection[str] | None = None) -> None:
        """Takes in how the project's files look now. What is in memory of unchanged ones is not read again. `only`: the
        texts that may have changed, where that is known.
        """
        self._sources.look_again(by_path, noted)
        self._of_organisation = []
        self.texts.look_again(only)
        self.files.problems = []

    def organisation(self) -> organisation.Organisation | None:
        """content/organisation.yaml, if there is one."""
        source = self._sources.by_path.get("content/organisation.yaml")
        if source is None:
            return None
        text = disk_files.read_text(source)
        if not isinstance(text, str):
            self._of_organisation.extend(text)
            return None
        found, problems = organisation.parse(text, source.path, self._config.codes)
        self._of_organisation += [*problems, *doubts(text, source.path)]
        return found
