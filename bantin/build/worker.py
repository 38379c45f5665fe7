"""What a worker process does beside its work: it watches the clock, keeps a context, and ends with who started it.

Work is a function of a context and a batch of plain values that gives plain values, so that it can be done in this
process, in another, or on another machine. A context is what many batches have in common; a worker unpacks it once.
"""

import faulthandler
import os
import signal
import threading
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

LONGEST = 30.0
"""Seconds after which a worker is ended that is still at the same batch: some text is beyond it."""
_Made = TypeVar("_Made")


class BatchResult(NamedTuple):
    """What a worker made, and how many seconds of which phase it took."""

    made: list[Any]
    seconds: dict[str, float]


_own = threading.local()  # an executor may use threads, and a Markdown parser must not be shared between them
_watched = False


def start_watchdog() -> None:
    """What a worker process begins with: it may be ended when it is at one batch for too long, it leaves Ctrl+C to who
    hired it, and it does not outlive that.
    """
    global _watched  # noqa: PLW0603 -- of this process, set once when it begins
    _watched = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """Ends this process after the one that started it: nobody else would."""
    import multiprocessing

    if (hirer := multiprocessing.parent_process()) is not None:
        hirer.join()
        os._exit(1)


def unpacked(name: str, context: bytes, make: Callable[[bytes], _Made]) -> _Made:
    """What `make` makes of a context: kept until another one comes."""
    kept = getattr(_own, name, None)
    if kept is None or kept[0] != context:
        kept = context, make(context)
        setattr(_own, name, kept)
    made: _Made = kept[1]
    return made


class Watch:
    """Ends the process if what is done within it takes too long: also within a library that answers to nothing."""

    def __enter__(self) -> None:
        if _watched:
            self._nowhere = open(os.devnull, "w")  # noqa: PTH123 -- closed in the end
            faulthandler.dump_traceback_later(LONGEST, exit=True, file=self._nowhere)

    def __exit__(self, *trouble: object) -> None:
        if _watched:
            faulthandler.cancel_dump_traceback_later()
            self._nowhere.close()
