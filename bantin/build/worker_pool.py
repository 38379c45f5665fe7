"""Who does the work that can be shared out: worker processes, any other executor, or this process alone.

Work is a function of a context and a batch, both plain values, and gives plain values: the same ones whoever does it.
"""

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from bantin.build import worker
from bantin.problems import Mistakes, Place, Problem, error

if TYPE_CHECKING:  # a build that finds little to do need not load them
    from concurrent.futures import Executor, Future

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[bytes, list[Item]], Result]
Make = Callable[[int], "Executor"]
"""Makes an executor with so many workers: the one place where it is chosen."""

ALONE = 3
"""So few batches are done sooner than workers are started; of heavier ones the caller knows better."""
_AHEAD = 3
"""Batches that wait for each worker, so that none is idle and few are in memory."""
_GLANCE = 0.5
"""Seconds after which it is looked whether somebody let the workers go who were to bring the next result."""


def usual_jobs() -> int:
    """As many as there are processors for this process."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes(jobs: int) -> "Executor":
    """Worker processes: forked where that is safe, since they then begin with everything that is loaded."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    is_safe = sys.platform == "linux" and threading.active_count() == 1
    if is_safe:
        gc.freeze()  # else each worker's first collection would copy all that it shares with this process
    context = multiprocessing.get_context("fork" if is_safe else "spawn")
    return ProcessPoolExecutor(jobs, context, initializer=worker.start_watchdog)


def _end_workers() -> None:
    """Ends the workers of this process, which hires no others through `multiprocessing`."""
    import multiprocessing

    for process in multiprocessing.active_children():
        process.terminate()


def _expect_no_more(executor: "Executor") -> None:
    """Lets the executor notice that its workers are gone. One of them may have been ended half-way through a result,
    for the rest of which the executor would wait for ever, since this process too could write it: to close that end has
    no public name (Python 3.11 to 3.14), and without it the process would never end.
    """
    results = getattr(executor, "_result_queue", None)
    if writer := getattr(results, "_writer", None):
        writer.close()


class Stopped(Exception):
    """Somebody else let the workers go: what was asked of them is no longer wanted."""


class WorkerPool:
    """Workers, hired when there is enough to do, for one build."""

    def __init__(self, jobs: int = 0, make: Make = processes) -> None:
        """`jobs`: how many; 0: as many as there are processors; 1: this process alone."""
        self.jobs = jobs or usual_jobs()
        self._make = make
        self._executor: Executor | None = None
        self._is_stopped = False

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        if self._executor is not None:
            is_unwanted = self._is_stopped or kind is KeyboardInterrupt
            if is_unwanted:
                _end_workers()  # also those that were hired while `stop` ended the others
                _expect_no_more(self._executor)
            self._executor.shutdown(wait=kind is None or is_unwanted, cancel_futures=True)
            self._executor = None

    def stop(self) -> None:
        """Ends the workers of this process, whatever they are at; may be called from another thread than the one that
        waits for them, which is raised Stopped. That one lets the executor go: what its processes share is given back
        to the system by whoever drops it last, and no thread may do so while the process ends.
        """
        self._is_stopped = True
        if self._executor:
            _end_workers()

    @property
    def is_alone(self) -> bool:
        """Whether no worker has been hired."""
        return self._executor is None

    def each(
        self,
        work: Work[Item, Result],
        context: bytes,
        batches: Iterable[list[Item]],
        named: Callable[[Item], str],
        alone: int = ALONE,
    ) -> Iterator[tuple[list[Item], Result]]:
        """Each batch with what `work` makes of it, in the order in which they are done. `batches` are asked for one by
        one while others are worked on; fewer than `alone` are done here. Raises Mistakes if a worker is lost, with the
        name of the item that it is lost on each time.
        """
        rest = iter(batches)
        if self._is_stopped:
            raise Stopped
        if self._executor is None:
            first = list(islice(rest, alone if self.jobs > 1 else 0))
            if self.jobs == 1 or len(first) < alone:
                for batch in chain(first, rest):
                    yield batch, work(context, batch)
                return
            rest = chain(first, rest)
            try:
                self._executor = self._make(self.jobs)
            except (OSError, NotImplementedError):  # a system without what processes share
                self.jobs = 1
                for batch in rest:
                    yield batch, work(context, batch)
                return
        yield from self._shared(self._executor, work, context, rest, named)

    def _shared(
        self,
        executor: "Executor",
        work: Work[Item, Result],
        context: bytes,
        rest: Iterator[list[Item]],
        named: Callable[[Item], str],
    ) -> Iterator[tuple[list[Item], Result]]:
        from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, wait

        waiting: dict[Future[Result], list[Item]] = {}
        try:
            while True:
                if self._is_stopped:  # perhaps while the executor was being made
                    raise Stopped
                for batch in islice(rest, self.jobs * _AHEAD - len(waiting)):
                    waiting[executor.submit(work, context, batch)] = batch
                if not waiting:
                    return
                if self._is_stopped:  # `stop` may not have seen those that were hired for these
                    raise Stopped
                done, _ = wait(waiting, timeout=_GLANCE, return_when=FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    yield waiting.pop(future), result
        except (RuntimeError, CancelledError) as trouble:  # also what a broken executor raises
            if self._is_stopped:
                raise Stopped from trouble
            if not isinstance(trouble, BrokenExecutor):
                raise
            self._executor = None
            raise Mistakes([self._blamed(work, context, list(waiting.values()), named)]) from trouble

    def _blamed(
        self, work: Work[Item, Result], context: bytes, batches: list[list[Item]], named: Callable[[Item], str]
    ) -> Problem:
        """The item on which a worker is lost each time, or none: then it was stopped from outside."""
        from concurrent.futures import BrokenExecutor

        def is_beyond(items: list[Item]) -> bool:
            with self._make(1) as executor:
                try:
                    executor.submit(work, context, items).result()
                except BrokenExecutor:
                    return True
            return False

        suspects = next(filter(is_beyond, batches), [])
        while len(suspects) > 1:
            half = suspects[: len(suspects) // 2]
            suspects = half if is_beyond(half) else suspects[len(half) :]
        return error("worker-lost-on", Place(named(suspects[0]))) if suspects else error("worker-lost", Place(""))
