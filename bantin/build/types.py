"""What a build is asked to do, and what it did."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bantin.output.changes import Changes
from bantin.problems import Problem


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
    is_part: bool = False
    """Preview only: a page is wanted, and few of the portal's texts are read: nothing is said of what is not there."""
    is_clean: bool = False
    """Forget what earlier builds kept in `.cache/`."""
    removes_leftovers: bool = False
    """Remove what looks like ours in the site and is no part of it, once the record was lost."""
    jobs: int = 0
    """Processes at work; 0: as many as there are processors."""

    @property
    def is_trial(self) -> bool:
        """Whether the site is built with what is not published; a preview is looked at where it is."""
        return self.with_drafts and not self.reload


class Unpublished(NamedTuple):
    """A content file that is not out."""

    path: str
    due: str
    """Local date and time, ISO 8601; '' if it does not come out by itself."""
    state: str = "draft"
    """'draft', 'unapproved' or 'scheduled'."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did, for whoever asked for it."""

    changes: Changes
    pages: int
    added: tuple[tuple[str, tuple[str, ...]], ...]
    """(address of the original or only article, its languages) of each article whose page is new."""
    waiting: tuple[Unpublished, ...]
    problems: tuple[Problem, ...]
