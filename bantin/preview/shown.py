"""What the preview shows at one moment: a site, what is wrong with it, and its notes."""

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from bantin.preview.notes import Notes, file_of
from bantin.preview.preview_site import PreviewSite
from bantin.theme.page_output import PageOutput


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What the preview shows at one moment: replaced as a whole, never changed."""

    site: PreviewSite | None = None
    """The last good one; None before the first."""
    problems: tuple[str, ...] = ()
    """What has been wrong since then, as it is told."""
    notes: Notes = field(default_factory=dict)
    """What is doubtful in the site, as it is told."""

    def notes_at(self, path: str) -> tuple[str, ...]:
        """The notes that the page at an output path shows; none while something is wrong."""
        if self.site is None or self.problems or path not in self.site.site.outputs:
            return ()
        page = self.site.output(path)
        file = file_of(path, page) if isinstance(page, PageOutput) else None
        return () if file is None else self.notes.get(file, ())

    def mark(self, path: str) -> str:
        """Stands for all that a page at an output path shows, but for style sheets: another one if it is behind. At ''
        stand the problems of a page that could not be made: with any other site it may be.
        """
        problems = blake2b(repr((self.problems, self.notes_at(path))).encode(), digest_size=8).hexdigest()
        if self.site is None:
            return problems
        return f"{self.site.mark(path) if path else self.site.number}{problems}"


class BeforeAll(NamedTuple):
    """What is shown before the first look."""

    path: str
    site: PreviewSite
    data: bytes
