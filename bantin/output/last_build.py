"""What the last finished build left in the site, and what a later one that was cut short was about to change."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bantin.output import manifest


class LastBuild:
    """The record of the last finished build, and the journal of one that was not."""

    def __init__(self, folder: Path) -> None:
        """`folder`: the site's own one, where both are kept."""
        self._folder = folder
        known, self.is_doubled = manifest.load(folder)
        self.has_record = known is not None
        """Whether there is one that can be believed."""
        self.record = known or manifest.Manifest()
        build, paths = manifest.load_journal(folder)
        self._is_cut_short = build > self.record.build
        self.journal = paths if self._is_cut_short else frozenset()
        """What may be ours though the record does not name it."""
        self.next_number = max(build, self.record.build) + 1
        """Of the build that is about to be made."""

    @property
    def is_certain(self) -> bool:
        """Whether no later record can have been lost."""
        return self.is_doubled or self._is_cut_short

    @property
    def state(self) -> str:
        """Stands for all that it left, times included; '' if there was none."""
        return manifest.state(self._folder)

    @property
    def next_change(self) -> str | None:
        """The instant (ISO 8601) at which its site changes by itself; None: never."""
        return self.record.next_change

    @property
    def size(self) -> int:
        """How many files it left."""
        return len(self.record.files)

    def ours(self) -> set[str]:
        """The output paths of all files that it wrote, or one that was cut short may have written."""
        return self.record.files.keys() | self.journal

    def doubt(self, paths: Iterable[str]) -> None:
        """Says, before it happens, what the next build is about to change; raises OSError."""
        manifest.save_journal(self._folder, self.next_number, {*self.journal, *paths})

    def restore_journal(self) -> None:
        """Nothing is unsure but what was before; if this is refused, more is, which is no harm to files of ours."""
        with suppress(OSError):
            if self.journal:
                manifest.save_journal(self._folder, self.next_number, self.journal)
            else:
                manifest.drop_journal(self._folder)
