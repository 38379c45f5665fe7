"""A build: the short way if nothing has changed since the last one, else the whole way of `pipeline`.

The short way loads neither templates nor Markdown nor what reads pictures: it looks at sizes, times and the clock.
"""

import datetime
import gc
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bantin.build import ledger_file
from bantin.build.snapshot import Snapshot, config_missing, take
from bantin.build.timing import Timings
from bantin.build.types import Outcome, Settings, Unpublished
from bantin.cache.store import BuildCache
from bantin.output import publish
from bantin.output.changes import Changes
from bantin.output.publish import OutputFolder
from bantin.problems import Mistakes, packed_problems, problems_from

if TYPE_CHECKING:
    from bantin.build.worker_pool import WorkerPool

_STATE = "state"
_FORM = "2"
"""Of the rows below."""
_SITES = 20
"""So many outputs of one project are known again."""


def build(
    settings: Settings, pool: "Callable[[], WorkerPool] | None" = None, timings: Timings | None = None
) -> Outcome:
    """Builds the site; raises `Mistakes` with everything that is wrong, and `Busy` if another build is running."""
    timings = timings or Timings()
    gc.set_threshold(5_000_000, 20, 100)  # what a build makes lives as long as it does: looking it through is vain
    if not (settings.project / "config.yaml").exists():  # before anything is made: the folder may be mistyped
        raise Mistakes([config_missing(settings.project)])
    with publish.open_site(settings.output, "site") as site:
        site.look_ahead()
        if settings.removes_leftovers:
            site.remove_leftovers()
        with timings.phase("read"):
            snapshot = take(settings.project)
            is_full = settings.is_clean or (settings.removes_leftovers and site.has_leftovers)
            known = None if is_full else _nothing_changed(settings, snapshot, site)
        if known is not None:
            return known
        from bantin.build import pipeline
        from bantin.build.worker_pool import WorkerPool

        with pool() if pool else WorkerPool(settings.jobs) as workers:
            outcome = pipeline.build(settings, snapshot, site, workers, timings)
        _remember(settings, snapshot, site, outcome)
    return outcome


def _nothing_changed(settings: Settings, snapshot: Snapshot, site: OutputFolder) -> Outcome | None:
    """What the last build said, if this one would do nothing and say the same."""
    if not snapshot.signature:
        return None
    cache = BuildCache(settings.project)
    row = cache.rows(_STATE, _FORM).get(_name(settings))
    cache.close()
    now = settings.now.astimezone(datetime.UTC).isoformat()
    until = site.last.next_change
    match row:
        case [str(signature), str(ledger), str(state), str(since), int(pages), list(waiting), list(problems)]:
            is_same = (signature, state) == (snapshot.signature, site.last.state) and since <= now
            is_same = is_same and ledger == ledger_file.state(settings.project)
        case _:
            return None
    if not is_same or (until is not None and settings.now >= datetime.datetime.fromisoformat(until)):
        return None
    if not site.is_whole():
        return None
    changes = Changes((), (), (), site.last.size, tuple(site.warnings()))
    found = (*problems_from(problems), *changes.problems)
    return Outcome(changes, pages, (), tuple(Unpublished(*each) for each in waiting), found)


def _remember(settings: Settings, snapshot: Snapshot, site: OutputFolder, outcome: Outcome) -> None:
    """Keeps what the next build needs to see that it has nothing to do."""
    cache = BuildCache(settings.project)
    rows: dict[str, Any] = cache.rows(_STATE, _FORM)
    name = _name(settings)
    gone = list(rows)[:-_SITES]  # outputs that were built into longest ago
    for each in gone:
        del rows[each]
    rows.pop(name, None)  # to be the newest
    said = outcome.problems[: len(outcome.problems) - len(outcome.changes.problems)]
    rows[name] = [
        snapshot.signature,
        ledger_file.state(settings.project),
        site.last.state,
        settings.now.astimezone(datetime.UTC).isoformat(),
        outcome.pages,
        outcome.waiting,
        packed_problems([each for each in said if each.key not in ledger_file.PASSING]),
    ]
    if snapshot.signature:
        cache.keep_rows(_STATE, _FORM, rows, rows.__getitem__, {name, *gone})
    cache.close()


def _name(settings: Settings) -> str:
    """What else decides about a site: each has its own row."""
    return f"{settings.output.resolve()} {settings.with_drafts} {settings.plain_names} {settings.reload}"


def now(environment: Mapping[str, str] = os.environ) -> datetime.datetime:
    """The instant of this build, read once: SOURCE_DATE_EPOCH (reproducible-builds.org) or the clock."""
    instant = environment.get("SOURCE_DATE_EPOCH", "")
    if instant.isdigit():
        return datetime.datetime.fromtimestamp(int(instant), datetime.UTC)
    return datetime.datetime.now(datetime.UTC)
