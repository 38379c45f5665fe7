"""The input of a command, and its exit statuses."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from bantin.console.console import Console

OK, CONTENT, USAGE, BUSY = 0, 1, 2, 3
"""Exit statuses: success (warnings allowed); errors in content or config; wrong usage or environment; another build is
running."""
SITE, TRIAL = "site", "site-drafts"
"""Output folders, without and with drafts: the published folder never contains drafts."""


@dataclass(frozen=True, slots=True)
class Call:
    """An invocation of a command."""

    options: argparse.Namespace
    project: Path
    output: Path
    speaker: Console
