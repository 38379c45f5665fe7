"""What a command is given, and the exit statuses that it may end with."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from bantin.console.console import Console

OK, CONTENT, USAGE, BUSY = 0, 1, 2, 3
"""Exit statuses: fine (warnings allowed); mistakes in content or config; wrong usage or surroundings; another build."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command and what it was asked to do."""

    options: argparse.Namespace
    project: Path
    output: Path
    speaker: Console
