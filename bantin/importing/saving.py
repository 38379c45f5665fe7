"""Proposals → files in content/, none of which was there before; their pictures beside them.

The same text brought in twice is there once: it is told, and nothing is written.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import NamedTuple

from bantin.content.config_types import Config
from bantin.content.front_matter import named
from bantin.disk import files
from bantin.imaging import variants
from bantin.importing import pictures
from bantin.importing.proposal import Proposal
from bantin.importing.types import PictureFile
from bantin.problems import Mistakes, Place, Problem, warning
from bantin.text import nfc, slugify

_KEPT = frozenset({"readme"})
"""Names that no article may have: README.md is no content."""


class Saved(NamedTuple):
    """Where an article is now."""

    path: str
    """From the project's folder."""
    is_new: bool
    """False: it was there already."""
    pictures: int
    problems: tuple[Problem, ...]
    """Pictures that cannot be shown."""


@dataclass
class Desk:
    """A project into which articles are brought, and the names that they have taken."""

    project: Path
    config: Config
    is_dry: bool = False
    """Nothing is written."""

    def __post_init__(self) -> None:
        self._taken: dict[str, dict[str, str]] = {}

    def save(self, proposal: Proposal, source: str, read: Callable[[str], bytes | None]) -> Saved:
        """Writes an article that came from the file `source`; `read` gives the pictures that are files of their own.

        Raises Mistakes if the disk refuses.
        """
        shown, problems = self._shown(proposal, source, read)
        article = proposal.article
        body = article.body
        for lost in {picture.name for picture in article.pictures} - shown.keys():
            body = pictures.without(body, lost)
        if article.cover and article.cover not in shown:
            proposal = replace(proposal, head=re.sub(r"(?m)^cover: .*\n", "", proposal.head))
        proposal = replace(proposal, article=replace(article, body=body))
        stem, is_new = self._stem(proposal)
        path = f"{proposal.folder}/{stem}.md"
        if is_new and not self.is_dry:
            try:
                for name, data in shown.items():
                    files.write_bytes(self.project / proposal.folder / stem / name, data)
                files.write_text(self.project / path, proposal.text(stem))
            except OSError as trouble:
                raise Mistakes([files.problem_of(trouble, path)]) from trouble
        return Saved(path, is_new, len(shown), tuple(problems))

    def _shown(
        self, proposal: Proposal, source: str, read: Callable[[str], bytes | None]
    ) -> tuple[dict[str, bytes], list[Problem]]:
        """The pictures that pages can show, by name, and what is wrong with the others."""
        shown: dict[str, bytes] = {}
        problems: list[Problem] = []
        for picture in proposal.article.pictures:
            data = picture.data if picture.data is not None else read(picture.source)
            trouble = "import-picture-missing" if data is None else self._trouble(picture, data)
            if data is None or trouble:
                problems.append(warning(trouble, Place(source), picture=picture.source or picture.name))
            else:
                shown[picture.name] = data
        return shown, problems

    def _trouble(self, picture: PictureFile, data: bytes) -> str:
        if pictures.kind_of(data) not in pictures.SHOWN:
            return "import-picture-kind"
        limits = self.config.limits
        facts = variants.inspect(
            data,
            picture.name,
            hashlib.blake2b(data, digest_size=16).hexdigest(),
            max_bytes=limits.picture_bytes,
            max_pixels=limits.picture_pixels,
        )
        return "import-picture-refused" if facts.trouble else ""

    def _stem(self, proposal: Proposal) -> tuple[str, bool]:
        """The name for an article, and whether no file with this text is there yet."""
        taken = self._names(proposal.folder)
        stem = proposal.stem
        for number in count(2):
            name = slugify(stem)
            if name not in taken and name not in _KEPT:
                break
            there = self.project / proposal.folder / taken.get(name, "")
            if there.is_file() and there.stem == stem and _says(there, proposal.text(stem)):
                return stem, False
            stem = f"{proposal.stem}-{number}"
        taken[slugify(stem)] = f"{stem}.md"
        return stem, True

    def _names(self, folder: str) -> dict[str, str]:
        if folder not in self._taken:
            there = self.project / folder
            found = sorted(path.name for path in there.iterdir()) if there.is_dir() else []
            found.sort(key=lambda name: name.endswith(".md"))  # an article before the folder of its pictures
            self._taken[folder] = {slugify(self._stem_of(nfc(name))): name for name in found}
        return self._taken[folder]

    def _stem_of(self, name: str) -> str:
        """The name of a file without language and ending; of a folder its own."""
        return named(name, self.config.codes, [])[0] if name.endswith(".md") else name


def _says(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == nfc(text).encode()
    except OSError:
        return False
