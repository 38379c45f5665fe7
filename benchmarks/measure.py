"""A command → what it took: seconds on the clock, seconds of processors, memory, and which files it wrote.

Everything is counted over all processes that the command starts. Memory is sampled: the resident memory of a process
that is alone; of several, the sum of their proportional shares (PSS), in which a page that they share counts once.
"""

import ctypes
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

SAMPLE = 0.02
"""Seconds between two looks at the memory; more where looking itself would take more than a twentieth of the time."""
PATIENCE = 10.0
"""Seconds for processes that outlive the one that started them."""
_HAS_PROC = Path(f"/proc/self/task/{os.getpid()}/children").exists()
HOW_MEMORY = (
    f"sampled every {SAMPLE * 1000:.0f} ms: PSS summed over all processes, RSS for one alone"
    if _HAS_PROC
    else "what the largest process held"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one build took, and what it wrote."""

    wall: float
    """Seconds until the command ended."""
    cpu: float
    """Seconds, user and system, of all its processes."""
    memory: float
    """Bytes, the most that all its processes held at one time."""
    written: tuple[str, ...]
    """Paths in the site, new or written again."""
    size: int
    """Bytes of the written files."""
    said: str = field(repr=False)
    """What the command printed."""


@dataclass(frozen=True, slots=True)
class Middle:
    """The medians of several builds."""

    wall: float
    cpu: float
    memory: float
    files: float
    size: float

    @staticmethod
    def of(builds: Sequence[Figures]) -> "Middle":
        """Of each figure on its own."""
        return Middle(
            median(build.wall for build in builds),
            median(build.cpu for build in builds),
            median(build.memory for build in builds),
            median(len(build.written) for build in builds),
            median(build.size for build in builds),
        )


@dataclass(frozen=True, slots=True)
class Builder:
    """A program that makes a site out of sources."""

    name: str
    words: tuple[str, ...]
    """The command."""
    site: Path
    kept: tuple[Path, ...]
    """Folders in which it keeps what it knows from earlier builds; all empty before a cold build."""
    environment: Mapping[str, str] = field(default_factory=dict)

    def forget(self) -> None:
        """Makes the next build a cold one."""
        for folder in (self.site, *self.kept):
            shutil.rmtree(folder, ignore_errors=True)

    def build(self, *options: str) -> Figures:
        """One build of the sources as they stand; raises RuntimeError if it fails."""
        before = _states(self.site)
        wall, cpu, memory, said = run([*self.words, *options], os.environ | self.environment)
        after = _states(self.site)
        written = sorted(path for path, state in after.items() if before.get(path) != state)
        return Figures(wall, cpu, memory, tuple(written), sum(after[path][0] for path in written), said)


def _states(site: Path) -> dict[str, tuple[int, int, int]]:
    """(size, mtime, inode) of each file of a site, by its path; without what the generator keeps there for itself."""
    found: dict[str, tuple[int, int, int]] = {}
    folders = [(str(site), "")] if site.is_dir() else []
    while folders:
        folder, below = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != ".bantin":
                        folders.append((entry.path, f"{below}{entry.name}/"))
                else:
                    state = entry.stat()
                    found[below + entry.name] = (state.st_size, state.st_mtime_ns, state.st_ino)
    return found


def run(words: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float, float, str]:
    """(wall, CPU, memory, what was printed) of a command; raises RuntimeError if it fails."""
    _adopt_orphans()
    with tempfile.TemporaryFile() as said, _sampled() as memory:
        started = time.perf_counter()
        child = subprocess.Popen(words, env=environment, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime + _cpu_of_orphans()
        said.seek(0)
        text = said.read().decode(errors="replace")
    if child.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: exit status {child.returncode}\n{text[-4000:]}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return wall, cpu, max(memory) if memory else largest, text


def _adopt_orphans() -> None:
    """Makes this process the parent of those whose own has ended, so that their seconds are counted too (Linux)."""
    if sys.platform == "linux":
        set_child_subreaper = 36  # linux/prctl.h
        ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def _cpu_of_orphans() -> float:
    """Seconds of processes that the command left behind, such as a server of forks; waits for their end."""
    seconds, until = 0.0, time.monotonic() + PATIENCE
    with suppress(ChildProcessError):
        while True:
            pid, _, usage = os.wait4(-1, os.WNOHANG)
            seconds += usage.ru_utime + usage.ru_stime if pid else 0.0
            if pid == 0:
                if time.monotonic() > until:
                    raise RuntimeError("the build has left a process behind that does not end")
                time.sleep(0.005)
    return seconds


@contextmanager
def _sampled() -> Iterator[list[float]]:
    """The samples of the memory of this process's children; none where the system does not tell."""
    samples: list[float] = []
    if not _HAS_PROC:
        yield samples
        return
    is_over = threading.Event()

    def look() -> None:
        pause = SAMPLE
        while not is_over.wait(pause):
            started = time.perf_counter()
            samples.append(_memory(_children(os.getpid())))
            pause = max(SAMPLE, 20 * (time.perf_counter() - started))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield samples
    finally:
        is_over.set()
        thread.join()


def _children(parent: int) -> list[int]:
    """Every process below `parent`."""
    found = [parent]
    for pid in found:  # grows while it is read
        with suppress(OSError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += map(int, _read(f"{task}/children").split())
    return found[1:]


def _memory(processes: Sequence[int]) -> float:
    """Bytes that the processes hold together."""
    total = 0
    for pid in processes:
        with suppress(OSError):
            if len(processes) == 1:
                total += int(_read(f"/proc/{pid}/statm").split()[1]) * os.sysconf("SC_PAGE_SIZE")
            else:
                lines = _read(f"/proc/{pid}/smaps_rollup").splitlines()
                total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return float(total)


def _read(path: str) -> str:
    with open(path, encoding="ascii") as file:  # noqa: PTH123 - fifty times a second, beside what is measured
        return file.read()


@contextmanager
def workplace() -> Iterator[tuple[Path, bool]]:
    """An empty folder, and whether it is in memory; removed in the end."""
    memory = Path("/dev/shm")
    on_memory = memory.is_dir() and os.access(memory, os.W_OK)
    folder = Path(tempfile.mkdtemp(prefix="bantin-", dir=memory if on_memory else None))
    try:
        yield folder, on_memory
    finally:
        shutil.rmtree(folder)


def machine() -> str:
    """What it was measured on, without naming it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}, {python}"
