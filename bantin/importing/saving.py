"""Writes imported articles and their pictures to content/, under names that are free.

A text that was imported before is reported, and not written again.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from bantin.content.config_types import Config
from bantin.content.file_facts import PUBLISHED, ending_of
from bantin.content.file_names import named
from bantin.content.own_addresses import own_address
from bantin.disk import os_errors, writing
from bantin.imaging import variants
from bantin.importing import links, pages, pictures
from bantin.importing.links import Find, settled
from bantin.importing.proposal import Proposal, written
from bantin.importing.types import PICTURES, ImportedArticle, OldLink, PictureFile
from bantin.problems import Mistakes, Place, Problem, warning
from bantin.text import nfc, slugify

_KEPT = frozenset({"readme"})
"""Names that no article may have: README.md is no content."""


@dataclass(frozen=True, slots=True)
class PlacedArticle:
    """An article with its path; its pictures are written, its text is not yet."""

    article: ImportedArticle
    """As it will be read; where its links lead is not settled."""
    head: str
    path: str
    """From the project's folder."""
    is_new: bool
    """False: it was there already."""
    is_draft: bool
    pictures: int
    files: Mapping[str, str]
    """Of links to files that came along: as they were written → where they lead now."""
    problems: tuple[Problem, ...]
    """Pictures that cannot be shown."""

    @property
    def stem(self) -> str:
        """Its name, without folder and ending."""
        return self.path.rpartition("/")[2].removesuffix(".md")


@dataclass
class TargetProject:
    """The project that articles are imported into, and the names in use there."""

    project: Path
    config: Config
    is_dry: bool = False
    """Nothing is written."""

    def __post_init__(self) -> None:
        self._taken: dict[str, dict[str, str]] = {}
        self._made: dict[str, str] = {}
        """Digests of the texts of this run, by path: of two that say the same, the second is there already."""

    def place(self, proposal: Proposal, source: str, read: Callable[[str], bytes | None]) -> PlacedArticle:
        """Chooses the path of an article from the file `source`, and writes its pictures and attachments; `read` reads
        those that are files. Raises Mistakes for an error of the disk.
        """
        shown, problems = self._shown(proposal, source, read)
        attached = _attached(proposal.article, set(shown), read)
        article = proposal.article
        body = article.body
        for lost in {picture.name for picture in article.pictures} - shown.keys():
            body = pictures.without(body, lost)
        if article.cover and article.cover not in shown:
            proposal = replace(proposal, head=re.sub(r"(?m)^cover: .*\n", "", proposal.head))
        article = replace(article, body=body)
        stem, is_new = self._stem(replace(proposal, article=article))
        path = f"{proposal.folder}/{stem}.md"
        if is_new and not self.is_dry:
            for name, data in (*shown.items(), *attached.values()):
                _write(self.project, f"{proposal.folder}/{stem}/{name}", data)
        leads = {link: f"{PICTURES}/{name}" for link, (name, _) in attached.items()}
        facts = (len(shown), leads, tuple(problems))
        return PlacedArticle(article, proposal.head, path, is_new, proposal.is_draft, *facts)

    def write(self, placed: PlacedArticle, find: Find) -> ImportedArticle:
        """Writes the text of an article, whose links lead where `find` says, and gives that. Raises Mistakes."""
        article = settled(placed.article, lambda link: placed.files.get(link.written) or find(link) or self._kept(link))
        if placed.is_new and not self.is_dry:
            _write(self.project, placed.path, written(placed.head, article.body, placed.stem))
        return article

    def _kept(self, link: OldLink) -> str:
        """The address that a link names in full, unless it is one of this portal, where no such page is."""
        return "" if own_address(link.whole, self.config.base_url) is not None else link.whole

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
            text = written(proposal.head, proposal.article.body, stem)
            if there.stem == stem and (self._made.get(str(there)) == _digest(text) or _says(there, text)):
                return stem, False
            stem = f"{proposal.stem}-{number}"
        taken[slugify(stem)] = f"{stem}.md"
        made = self.project / proposal.folder / f"{stem}.md"
        self._made[str(made)] = _digest(written(proposal.head, proposal.article.body, stem))
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


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _says(path: Path, text: str) -> bool:
    """Whether there is a file with this text, whatever the targets of its links."""
    try:
        there = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return False
    return links.pattern(nfc(text)).fullmatch(there) is not None


def _attached(
    article: ImportedArticle, taken: set[str], read: Callable[[str], bytes | None]
) -> dict[str, tuple[str, bytes]]:
    """The files of the archive to which links of an article lead: link as it is written → (name, bytes)."""
    found: dict[str, tuple[str, bytes]] = {}
    page = next(iter(article.aliases), "")
    for link in article.links:
        address = pages.local(link.written, page)
        ending = ending_of(address.partition("#")[0].partition("?")[0])
        data = read(address) if ending in PUBLISHED and pages.beside(address) else None
        if data:
            name = pictures.name_for(address, ending, taken)
            taken.add(name)
            found[link.written] = name, data
    return found


def _write(project: Path, path: str, content: str | bytes) -> None:
    try:
        if isinstance(content, str):
            writing.write_text(project / path, content)
        else:
            writing.write_bytes(project / path, content)
    except OSError as trouble:
        raise Mistakes([os_errors.problem_of(trouble, path)]) from trouble
