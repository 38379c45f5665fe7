"""Where a build's time goes, phase by phase, and how far it is: for `--profile` and for the line on a terminal."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

PHASES = ("read", "parse", "markup", "arrange", "plan", "render", "index", "pictures", "stage", "publish")
"""In the order in which a build goes through them; some overlap."""

ProgressReport = Callable[[str, int, int], None]
"""Is told a phase, how many of its pieces are done, and of how many."""


def _nobody(phase: str, done: int, of: int) -> None:
    pass


class Timings:
    """Seconds by phase. Phases may stand within each other: each second counts for the innermost."""

    def __init__(self, report: ProgressReport = _nobody) -> None:
        self.step = report
        self.here: dict[str, float] = dict.fromkeys(PHASES, 0.0)
        """In this process."""
        self.elsewhere: dict[str, float] = dict.fromkeys(PHASES, 0.0)
        """In worker processes, added up."""
        self._open: list[str] = []
        self._since = time.perf_counter()

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Counts what is done within it for the phase `name`."""
        self._settle()
        self._open.append(name)
        try:
            yield
        finally:
            self._settle()
            self._open.pop()

    def _settle(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.here[self._open[-1]] += now - self._since
        self._since = now

    def take(self, seconds: Mapping[str, float], is_here: bool) -> None:
        """Counts what a piece of shared work took: in a worker, or in this process within the phase that is open."""
        if is_here:
            self._settle()
        counted = self.here if is_here else self.elsewhere
        for name, spent in seconds.items():
            counted[name] += spent
            if is_here and self._open:
                self.here[self._open[-1]] -= spent

    def lines(self) -> Iterator[str]:
        """The seconds of each phase; those of workers on lines of their own."""
        for name in PHASES:
            yield f"profile {name} {self.here[name]:.3f} s"
            if self.elsewhere[name]:
                yield f"profile {name}-workers {self.elsewhere[name]:.3f} s"
