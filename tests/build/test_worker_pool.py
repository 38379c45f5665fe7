"""Work that is shared out gives what work done alone gives; and workers may be lost, but neither a site nor a word.

Run as a program, this file builds a portal with workers to which something happens (see `HAPPENINGS`).
"""

import contextlib
import multiprocessing
import os
import pickle
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest

from bantin.build import file_reader, producer, text_reader, text_tasks, worker, worker_pool
from bantin.build.worker_pool import WorkerPool
from bantin.commands import cli
from bantin.disk.program import PROGRAM
from bantin.imaging import variants
from bantin.problems import Mistakes, Place, error
from bantin.theme.render import Renderer
from tests.builds import Came, Files, build, came, came_clean, is_short, lay, picture, settle
from tests.portal import CONFIG, NOW, Portal, templates_compiled_once, tree, written

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")

FILES: Files = {
    "config.yaml": CONFIG,
    **{
        f"content/2026/bai-{number}.md": written(
            f"Đoạn {number}. <font>cũ</font> ![Cây](anh-{number % 4}.png)",
            title=f"Bài {number}",
            date=f"2026-03-0{number}",
            category="thong-bao",
        )
        for number in range(1, 9)
    },
    "content/2026/bai-3.en.md": written("Text.", title="English"),
    **{f"content/2026/anh-{number}.png": picture(10 * number) for number in range(4)},
}
EDIT: Files = {"templates/parts/footer.html": "<footer></footer>", "content/2026/bai-3.en.md": written(title="Other")}


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """Templates are compiled once, nobody waits for the disk, and a little work is enough to be shared out."""
    with templates_compiled_once(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        _share_little(patch.setattr)
        yield


def _share_little(put: Callable[[Any, str, Any], None]) -> None:
    """Each text and each page becomes a batch of its own."""
    for module in (text_reader, file_reader, producer):
        put(module, "BATCH", 1)


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal with some work to do."""
    made = Portal(tmp_path / "portal")
    made.write_all(FILES)
    return made


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, quick: None) -> tuple[Came, Came]:
    """Built alone and clean, before and after the edit."""
    folder = tmp_path_factory.mktemp("clean")
    return came_clean(FILES, folder), came_clean({**FILES, **EDIT}, folder)


# ---- executors ----------------------------------------------------------------------------------------------------


class Elsewhere(Executor):
    """Works in threads, in an order of chance, on copies of what it is given; what it gives are copies too."""

    def __init__(self, jobs: int, seed: int) -> None:
        self._mixed = random.Random(seed)
        self._waiting: list[tuple[Future[Any], bytes]] = []
        self._changed = threading.Condition()
        self._is_over = False
        self.tasks = 0
        self._threads = [threading.Thread(target=self._work) for _ in range(jobs)]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Callable[..., Any], /, *asked: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        with self._changed:
            self.tasks += 1
            self._waiting.append((future, pickle.dumps((work, asked, named))))
            self._changed.notify()
        return future

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._is_over)
                if not self._waiting:
                    return
                future, task = self._waiting.pop(self._mixed.randrange(len(self._waiting)))
            if not future.set_running_or_notify_cancel():
                continue
            work, asked, named = pickle.loads(task)
            try:
                future.set_result(pickle.loads(pickle.dumps(work(*asked, **named))))
            except BaseException as trouble:  # noqa: BLE001 -- as executors do: whoever asks for the result gets it
                future.set_exception(trouble)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        with self._changed:
            self._is_over = True
            if cancel_futures:
                for future, _ in self._waiting:
                    future.cancel()
            self._changed.notify_all()
        for thread in self._threads if wait else ():
            thread.join()


class AtOnce(Executor):
    """Works when it is asked, before it answers."""

    def submit(self, work: Callable[..., Any], /, *asked: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(work(*asked, **named))
        except Exception as trouble:  # noqa: BLE001 -- as executors do
            future.set_exception(trouble)
        return future


@pytest.mark.parametrize("jobs", [1, 2, 3, 8])
def test_executor_of_ones_own(jobs: int, quick: None, portal: Portal, expected: tuple[Came, Came]) -> None:
    """Whoever works, in whichever order: the same site and the same words, also from what was kept; hired once."""
    made: list[Elsewhere] = []

    def make(count: int) -> Executor:
        assert count == jobs
        made.append(Elsewhere(count, seed=jobs))
        return made[-1]

    assert came(portal, NOW, lambda: WorkerPool(jobs, make)) == expected[0]
    assert [each.tasks > 30 for each in made] == ([] if jobs == 1 else [True])
    settle()
    assert came(portal, NOW, lambda: WorkerPool(jobs, make)) == expected[0]
    lay(portal, {**FILES, **EDIT})
    assert came(portal, NOW, lambda: WorkerPool(jobs, make)) == expected[1]
    settle()
    assert came(portal) == expected[1]
    assert is_short(portal)
    assert not any(thread.is_alive() for each in made for thread in each._threads)


def test_executor_that_works_at_once(quick: None, portal: Portal, expected: tuple[Came, Came]) -> None:
    """A cluster's executor may do so, in its own tests."""
    assert came(portal, NOW, lambda: WorkerPool(2, lambda jobs: AtOnce())) == expected[0]


def test_nobody_is_hired_for_a_little(quick: None, portal: Portal, expected: tuple[Came, Came]) -> None:
    """Two texts are read, and two pages rendered, sooner than a worker is started; and no picture is made again."""

    def make(jobs: int) -> Executor:
        raise AssertionError

    build(portal)
    for number in (1, 2):
        text = str(FILES[f"content/2026/bai-{number}.md"])
        portal.write(f"content/2026/bai-{number}.md", f"{text}\n## Hết\n")
    with pytest.MonkeyPatch.context() as patch:
        for module in (text_reader, file_reader, producer):
            patch.setattr(module, "BATCH", 50)
        settle()
        build(portal, pool=lambda: WorkerPool(2, make))


def test_mistakes_are_the_same(quick: None, portal: Portal, tmp_path: Path) -> None:
    """A refused build says all that is wrong, in the same order, and touches nothing."""
    wrong: Files = {
        **FILES,
        "content/2026/bai-2.md": "---\ntitle: [\n---\n",
        "content/2026/bai-5.md": written("[x](mat.md)", title="Bài", date="2026-03-01", category="thong-bao"),
        "content/2026/bai-7.md": written(title="Bài", date="hôm qua", category="thong-bao"),
    }
    first = came(portal)
    lay(portal, wrong)
    alone = came_clean(wrong, tmp_path / "clean")
    for seed in range(3):
        found = came(portal, NOW, lambda seed=seed: WorkerPool(2, lambda jobs: Elsewhere(jobs, seed)))  # type: ignore[misc]
        assert found == alone._replace(files=first.files)
    assert len(alone.problems) > 3


def test_template_that_breaks_many_pages(quick: None, portal: Portal, tmp_path: Path) -> None:
    """The page that is named does not hang on who was first."""
    wrong: Files = {**FILES, "templates/pages/article.html": "{{ page.nothing }}"}
    lay(portal, wrong)
    alone = came_clean(wrong, tmp_path / "clean")
    for seed in range(4):
        found = came(portal, NOW, lambda seed=seed: WorkerPool(3, lambda jobs: Elsewhere(jobs, seed)))  # type: ignore[misc]
        assert found == alone


class _Lost(BrokenExecutor):
    """As an executor's own kind of it."""


class Dropping(AtOnce):
    """Loses whoever works on what holds `word`, `times` times; from then on it is broken."""

    left: list[int]

    def __init__(self, word: bytes, left: list[int]) -> None:
        self._word = word
        self.left = left
        self._is_broken = False

    def submit(self, work: Callable[..., Any], /, *asked: Any, **named: Any) -> Future[Any]:
        if self._is_broken:
            raise _Lost
        if self._word in pickle.dumps(asked[1]) and self.left[0]:
            self.left[0] -= 1
            self._is_broken = True
            future: Future[Any] = Future()
            future.set_exception(_Lost())
            return future
        return super().submit(work, *asked, **named)


@pytest.mark.parametrize(("times", "said"), [(1, error("worker-lost", Place(""))), (99, None)])
@pytest.mark.parametrize(
    ("word", "path"),
    [
        ("Đoạn 4.".encode(), "content/2026/bai-4.md"),
        (b"2026/bai-6/index.html", "content/2026/bai-6.md"),
        (picture(20), "content/2026/anh-2.png"),
    ],
    ids=["text", "page", "picture"],
)
def test_executor_that_loses_a_worker(
    word: bytes, path: str, times: int, said: Any, quick: None, portal: Portal, expected: tuple[Came, Came]
) -> None:
    """What it is lost on each time is named; what it is lost on once is nobody's fault. The site is as it was."""
    build(portal)
    before = tree(portal.site)
    left = [times]
    with pytest.raises(Mistakes) as refused:
        build(
            portal,
            pool=lambda: WorkerPool(2, lambda jobs: Dropping(word, left)),
            is_clean=True,
            site=portal.folder / "new",
        )
    assert refused.value.problems == (said or error("worker-lost-on", Place(path)),)
    assert tree(portal.folder / "new") == {}
    assert tree(portal.site) == before
    assert came(portal) == expected[0]


def test_fault_in_a_worker(quick: None, portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours is told as what it is; the site is as it was, and nobody is left at work."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    made: list[Elsewhere] = []

    def make(jobs: int) -> Executor:
        made.append(Elsewhere(jobs, 1))
        return made[-1]

    monkeypatch.setattr(text_tasks, "parse", broken)
    with pytest.raises(ZeroDivisionError):
        build(portal, pool=lambda: WorkerPool(2, make))
    assert tree(portal.site) == {}
    for thread in made[0]._threads:
        thread.join(10)
        assert not thread.is_alive()


# ---- the command line ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["0", "-1", "513", "viele", "1.5", ""])
def test_jobs_that_make_no_sense(number: str, portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """They are refused as wrong usage."""
    assert cli.main(["--project", str(portal.folder), "--lang", "en", "--jobs", number]) == cli.USAGE
    assert "--jobs" in capsys.readouterr().err
    assert not portal.site.exists()


def test_jobs_that_are_asked_for(monkeypatch: pytest.MonkeyPatch, portal: Portal) -> None:
    """As many as `--jobs` says, else as there are processors for this process."""
    asked: list[int] = []
    hire = WorkerPool.__init__

    def hired(self: WorkerPool, jobs: int = 0, make: worker_pool.Make = worker_pool.processes) -> None:
        hire(self, jobs, make)
        asked.append(self.jobs)
        self.jobs = 1

    monkeypatch.setattr(WorkerPool, "__init__", hired)
    for words in (("--jobs", "7"), (), ("--jobs", "1")):
        assert cli.main(["--project", str(portal.folder), "--quiet", "--clean", *words]) == cli.OK
    assert asked == [7, worker_pool.usual_jobs(), 1]


# ---- real processes -----------------------------------------------------------------------------------------------


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_once() -> None:
    try:
        Path(os.environ["BANTIN_TEST_FLAG"]).touch(exist_ok=False)
    except FileExistsError:
        return
    _die()


def _wait() -> None:
    """Until who asked for the work is no more."""
    builder = os.getppid()
    Path(os.environ["BANTIN_TEST_FLAG"]).touch()
    until(lambda: os.getppid() != builder)


def _fail() -> None:
    raise ZeroDivisionError


HAPPENINGS: dict[str, tuple[str, Callable[[], None]]] = {
    "nothing": ("", lambda: None),
    "spawn": ("", lambda: None),
    "crash on a text": ("text", _die),
    "crash on a page": ("page", _die),
    "crash on a picture": ("picture", _die),
    "killed once": ("text", _die_once),
    "too long on a text": ("text", lambda: time.sleep(60)),
    "too long on a page": ("page", lambda: time.sleep(60)),
    "fault": ("text", _fail),
    "waiting": ("text", _wait),
}
"""At what work, and what happens there."""


def run(portal: Portal, happening: str, jobs: int = 2) -> "subprocess.Popen[str]":
    """A build by this file as a program, in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.build.test_worker_pool", str(portal.folder), str(jobs)],
        env={
            **os.environ,
            "PYTHONPATH": str(PROGRAM),
            "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())),
            "BANTIN_TEST_HAPPENING": happening,
            "BANTIN_TEST_FLAG": str(portal.folder / "flag"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def until(question: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether it comes true in this time."""
    last = time.monotonic() + seconds
    while not question():
        if time.monotonic() > last:
            return False
        time.sleep(0.01)
    return True


def is_over(group: int) -> bool:
    """Whether no process of the group is left, but for those that only wait to be buried."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                return False
    return True


needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def ended(started: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Its status and what it said; asserts that no process of it is left."""
    out, err = started.communicate(timeout=60)
    try:
        assert until(lambda: is_over(started.pid), 5)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
    return started.returncode, out, err


@needs_proc
@pytest.mark.parametrize(("jobs", "happening"), [(1, "nothing"), (2, "nothing"), (3, "nothing"), (2, "spawn")])
def test_worker_processes(jobs: int, happening: str, portal: Portal, expected: tuple[Came, Came]) -> None:
    """Forked or spawned, as many as one likes: the same site."""
    status, out, err = ended(run(portal, happening, jobs))
    assert (status, tree(portal.site)) == (cli.OK, expected[0].files)
    assert err.count("note: ") == len(expected[0].problems)
    assert "Done:" in out


@needs_proc
@pytest.mark.parametrize(
    ("happening", "path"),
    [
        ("crash on a text", "content/2026/bai-4.md"),
        ("crash on a page", "content/2026/bai-4.md"),
        ("crash on a picture", "content/2026/anh-2.png"),
        ("too long on a text", "content/2026/bai-4.md"),
        ("too long on a page", "content/2026/bai-4.md"),
    ],
)
def test_file_that_ends_workers(happening: str, path: str, portal: Portal, expected: tuple[Came, Came]) -> None:
    """It is named; site/ is as it was, and the next build is right."""
    build(portal)
    before = tree(portal.site)
    for number in (4, 5):
        text = str(FILES[f"content/2026/bai-{number}.md"])
        portal.write(f"content/2026/bai-{number}.md", f"{text}\nHONG\n" if number == 4 else f"{text}\n")
    portal.kept.unlink()
    portal.write("templates/parts/footer.html", "<footer></footer>")
    if "picture" in happening:
        portal.write("content/2026/anh-2.png", picture(21, 9))
        portal.write("content/2026/anh-1.png", picture(22, 9))
        portal.write("content/2026/anh-3.png", picture(23, 9))
    status, out, err = ended(run(portal, happening))
    assert f"{path}: error: The program cannot cope with this file" in err
    assert "The site was not built: 1 mistake" in err
    assert "Traceback" not in err
    assert (status, out) == (cli.CONTENT, "")
    assert tree(portal.site) == before
    lay(portal, FILES)
    assert came(portal) == expected[0]


@needs_proc
def test_worker_that_is_killed_from_outside(portal: Portal, expected: tuple[Came, Came]) -> None:
    """Nobody's text is blamed: it is the surroundings. The next build is right."""
    portal.write("content/2026/bai-4.md", str(FILES["content/2026/bai-4.md"]) + "\nHONG\n")
    status, out, err = ended(run(portal, "killed once"))
    assert "error: A helper process was stopped half-way" in err
    assert "Traceback" not in err
    assert (status, out, tree(portal.site)) == (cli.USAGE, "", {})
    lay(portal, FILES)
    assert came(portal) == expected[0]


@needs_proc
def test_fault_in_a_worker_process(portal: Portal) -> None:
    """It is told once, as what it is; no site, and no process is left."""
    portal.write("content/2026/bai-4.md", str(FILES["content/2026/bai-4.md"]) + "\nHONG\n")
    status, _, err = ended(run(portal, "fault"))
    assert status != cli.OK
    assert err.rstrip().endswith("ZeroDivisionError")
    assert tree(portal.site) == {}


@needs_proc
def test_stopped_from_the_keyboard(portal: Portal, expected: tuple[Came, Came]) -> None:
    """Ctrl+C ends builder and workers at once: one calm sentence, no process left, the site as it was."""
    portal.write("content/2026/bai-4.md", str(FILES["content/2026/bai-4.md"]) + "\nHONG\n")
    started = run(portal, "waiting")
    assert until((portal.folder / "flag").exists)
    os.killpg(started.pid, signal.SIGINT)
    assert until(lambda: started.poll() is not None, 10)  # `_wait` would wait for twice as long
    status, out, err = ended(started)
    assert (status, out, err) == (cli.USAGE, "Stopped, as asked. The site is as it was before.\n", "")
    assert tree(portal.site) == {}
    lay(portal, FILES)
    assert came(portal) == expected[0]


@needs_proc
def test_builder_that_is_killed(portal: Portal, expected: tuple[Came, Came]) -> None:
    """Its workers end with it, and nothing of it is in the way of the next build."""
    portal.write("content/2026/bai-4.md", str(FILES["content/2026/bai-4.md"]) + "\nHONG\n")
    started = run(portal, "waiting")
    assert until((portal.folder / "flag").exists)
    os.kill(started.pid, signal.SIGKILL)
    started.wait()
    lay(portal, FILES)
    try:
        assert came(portal) == expected[0]
        assert until(lambda: is_over(started.pid), 5)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.communicate()


def linger(context: bytes, numbers: list[int]) -> None:
    """A batch at which a worker tarries, and takes its time to go once it is told to."""

    def go(*_: object) -> None:
        time.sleep(0.5)
        os._exit(0)

    signal.signal(signal.SIGTERM, go)
    Path(context.decode(), str(numbers[0])).touch()
    time.sleep(worker.LONGEST)


@needs_posix
def test_stopped_from_another_thread(tmp_path: Path) -> None:
    """Whoever asked for the work is told Stopped, and no thread outlives it that still holds what processes share:
    dropped while the process ends, it would be left to the system with a warning.
    """
    pool, came_to = WorkerPool(2, worker_pool.processes), []

    def ask() -> None:
        try:
            with pool:
                list(pool.each(linger, str(tmp_path).encode(), ([number] for number in range(8)), str))
        except worker_pool.Stopped:
            came_to.append("stopped")

    asking = threading.Thread(target=ask, daemon=True)
    before = set(threading.enumerate())
    asking.start()
    assert until(lambda: any(tmp_path.iterdir()))
    pool.stop()
    asking.join(worker.LONGEST)
    assert came_to == ["stopped"]
    assert set(threading.enumerate()) == before
    assert multiprocessing.active_children() == []


def bring_much(context: bytes, numbers: list[int]) -> bytes:
    """A result that takes a while to be brought."""
    return bytes(30_000_000)


@needs_posix
@pytest.mark.parametrize("who", ["keyboard", "another thread"])
def test_ended_in_the_middle_of_a_result(who: str) -> None:
    """Nobody waits for the rest of what a worker was bringing when it was ended."""
    pool, came_to = WorkerPool(2, worker_pool.processes), []

    def ask() -> None:
        try:
            with pool:
                for number, _ in enumerate(pool.each(bring_much, b"", ([number] for number in range(100)), str)):
                    came_to.append(number)
                    if number == 1 and who == "keyboard":
                        raise KeyboardInterrupt
        except (KeyboardInterrupt, worker_pool.Stopped):
            came_to.append(-1)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    if who != "keyboard":
        assert until(lambda: 1 in came_to)
        pool.stop()
    asking.join(worker.LONGEST)
    assert came_to[-1] == -1
    assert multiprocessing.active_children() == []


# ---- this file as a program ---------------------------------------------------------------------------------------


def _prepare(happening: str) -> None:
    """Has it happen in this process; in every worker too, since each comes by here or is forked from who did."""
    where, what = HAPPENINGS[happening]
    parse, render, encode = vars(text_tasks)["parse"], Renderer.render, variants.encode_all

    def parsed(text: str, path: str, *rules: Any) -> Any:
        if where == "text" and "HONG" in text:
            what()
        return parse(text, path, *rules)

    def rendered(self: Renderer, output: Any) -> bytes:
        if where == "page" and getattr(output.page, "title", "") == "Bài 4":
            what()
        return render(self, output)

    def cooked(data: bytes, *how: Any) -> list[bytes]:
        if where == "picture" and data == picture(21, 9):
            what()
        return encode(data, *how)

    vars(text_tasks).update(parse=parsed)
    vars(worker).update(LONGEST=0.5 if "too long" in happening else worker.LONGEST)
    setattr(Renderer, "render", rendered)  # noqa: B010 -- mypy lets no method be replaced by name
    vars(variants).update(encode_all=cooked)


def main() -> int:
    """`FOLDER JOBS`: builds the portal."""
    vars(os).update(fsync=lambda handle: None)
    _share_little(setattr)
    folder, jobs = sys.argv[1:]
    over = threading.Event()
    if os.environ["BANTIN_TEST_HAPPENING"] == "spawn":  # beside another thread a fork is not safe
        threading.Thread(target=over.wait).start()
    try:
        return cli.main(["--project", folder, "--jobs", jobs, "--lang", "en"])
    finally:
        over.set()


if __name__ in ("__main__", "__mp_main__"):
    _prepare(os.environ["BANTIN_TEST_HAPPENING"])
if __name__ == "__main__":
    sys.exit(main())
