"""Changes to a disk that may be refused for a moment, tried again until they succeed or two seconds are over."""

import time
from collections.abc import Callable

TIMEOUT = 2.0
"""Seconds."""


def with_retries(
    change: Callable[..., None],
    *paths: str,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Calls `change(*paths)`; if the system refuses, again and again for two seconds, then raises what it said last.

    Windows refuses while a virus scanner or an editor looks at the file; elsewhere a refusal is final but no rarer.
    """
    deadline = None
    while True:
        try:
            change(*paths)
            return
        except PermissionError:
            if deadline is None:
                deadline = clock() + TIMEOUT
            elif clock() >= deadline:
                raise
        sleep(0.05)
