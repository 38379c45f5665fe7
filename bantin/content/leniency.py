"""Downgrades errors to notes in an old archive: mistakes that cost readers a link or a picture, and mislead nobody.

Thousands of old articles come with dead links, pictures that were lost, pictures without words. Where config.yaml is
lenient (`lenient`, by folder; `strict_since`, by day), such a mistake is a note: its words stay on the page without
their link, and news is judged as strictly as ever.
"""

import datetime
from collections.abc import Iterable, Iterator

from bantin.content.config_types import Config
from bantin.content.source_file import SourceFile
from bantin.problems import Problem, warning

HARMLESS = frozenset(
    (
        "link-article link-article-near link-file link-file-near link-address link-address-near link-heading "
        "link-address-left-out link-address-left-out-near "
        "link-heading-near link-heading-none link-draft link-form link-leaves-content link-quotes empty-link "
        "file-is-folder file-is-folder-near file-ending file-active file-program file-of-system file-page "
        "file-without-ending "
        "attachment-missing attachment-missing-near audio-kind picture-missing picture-missing-near picture-outside "
        "picture-broken picture-kind picture-ending picture-film picture-document picture-page picture-without-alt "
        "cover-without-alt embed-host"
    ).split()
)
"""Problems that show readers nothing wrong: words stand without their link, a link in place of a picture elsewhere, its
words in place of a lost one; a lost file is left out."""


class Leniency:
    """Knows which articles are judged leniently."""

    def __init__(self, config: Config, entries: Iterable[SourceFile]) -> None:
        self._config = config
        self._folders = tuple(f"content/{folder.text}/" for folder in config.lenient)
        self._paths: frozenset[str] = frozenset()
        if self._folders or config.strict_since:
            self._paths = frozenset(self._lenient(entries))

    def softened(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems, those that hurt no reader of an old article as notes."""
        if not self._paths:
            return tuple(problems)
        return tuple(each._replace(is_warning=True) if self._is_note(each) else each for each in problems)

    @property
    def problems(self) -> Iterator[Problem]:
        """A note for each folder of config.yaml in which there is no article."""
        for folder, written in zip(self._folders, self._config.lenient, strict=True):
            if not any(path.startswith(folder) for path in self._paths):
                yield warning("config-lenient-empty", written.place, folder=written.text)

    def _is_note(self, problem: Problem) -> bool:
        return problem.key in HARMLESS and problem.place.path in self._paths

    def _lenient(self, entries: Iterable[SourceFile]) -> Iterator[str]:
        """The paths of the articles in lenient folders, and of those of an earlier day, translations included."""
        front_matters = [entry.front_matter for entry in entries if entry.front_matter]
        since = self._config.strict_since or datetime.date.min
        old = {own.key for own in front_matters if own.date and own.date.day < since}
        return (own.path for own in front_matters if own.path.startswith(self._folders) or own.key in old)
