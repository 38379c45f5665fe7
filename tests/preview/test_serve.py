"""`serve` as it is typed: what it prints, its port, its browser, and how it ends."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from bantin.build.worker_pool import Stopped
from bantin.cache.store import BuildCache
from bantin.console import catalogue
from bantin.console.console import Console
from bantin.preview import server
from bantin.preview.session import Session
from tests.portal import CONFIG, NOW, Portal
from tests.preview.running import LIMIT, article, until

ROOT = Path(__file__).resolve().parents[2]


def started(*words: str) -> "subprocess.Popen[str]":
    """The command as a process of its own, which speaks English."""
    return subprocess.Popen(
        [sys.executable, "-m", "bantin.commands.cli", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "BANTIN_LANG": "en"},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Left out: Windows has no SIGINT to send to one process.")
def test_command(portal: Portal) -> None:
    """The address at the start, another port if the wanted one is taken, a line for each build, a clean end."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        words = ("--project", str(portal.folder), "serve", "--no-open", "--port", str(port))
        with started(*words) as process:
            try:
                assert process.stdout is not None
                said = [process.stdout.readline() for _ in range(4)]
                process.send_signal(signal.SIGINT)
                rest, _ = process.communicate(timeout=LIMIT)
            finally:
                process.kill()
    other = re.fullmatch(rf"Port {port} is taken, so the preview uses port (\d+)\.\n", said[0])
    assert other is not None
    assert said[1] == f"Preview at http://127.0.0.1:{other[1]}/ (Ctrl+C to stop)\n"
    assert re.fullmatch(rf"Write at http://127\.0\.0\.1:{other[1]}/_soan/[\w-]{{22}}/\n", said[2])
    assert re.fullmatch(r"Preview renewed: \d+ pages, \d+\.\d s\n", said[3])
    assert rest == "The preview has ended.\n"
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_ended_while_reading(tmp_path: Path) -> None:
    """Ctrl-C and SIGTERM end a preview whose workers are still at their first look, and leave nothing behind."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    texts = (article(f"Bài {number}", "Đoạn văn dài. " * 2000) for number in range(400))
    portal.write_all({f"content/2018/01/bai-{number}.md": text for number, text in enumerate(texts)})
    words = ("--project", str(tmp_path), "serve", "--no-open", "--port", "0")
    for number in (signal.SIGINT, signal.SIGTERM):
        shutil.rmtree(tmp_path / ".cache", ignore_errors=True)
        with started(*words) as process:
            try:
                until(partial(has_workers, process.pid))
                process.send_signal(number)
                said, _ = process.communicate(timeout=LIMIT)
            finally:
                process.kill()
        assert (process.returncode, said.splitlines()[2:]) == (0, ["The preview has ended."])


def test_ended_before_workers_are_hired(tmp_path: Path) -> None:
    """A look that begins after the end hires nobody: what workers share would outlive the process."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    session = Session(portal.folder, "", BuildCache(None))
    session.stop()
    session.let_first_page_ahead()
    with pytest.raises(Stopped):
        session.look(NOW)


def has_workers(pid: int) -> bool:
    """Whether a process has started others, beside the one that keeps account of what they share."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return len(listed.stdout.split()) > 1


def test_no_port(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """With no port to be had it says so, and what to do."""
    assert server.serve(portal.folder, 70_000, Console(catalogue.load("en"))) == 2
    assert capsys.readouterr().out == (
        "The preview could not be opened: all ports from 70000 to 70019 are taken. "
        "Choose another one, for example: python3 build.py serve --port 9000\n"
    )


def test_browser_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is a screen; whatever comes of it."""
    opened: list[str] = []

    def fail(address: str) -> bool:
        opened.append(address)
        raise OSError("no browser")

    monkeypatch.setattr("webbrowser.open", fail)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    server._open("http://127.0.0.1:8000/")
    assert opened == []
    monkeypatch.setenv("DISPLAY", ":0")
    server._open("http://127.0.0.1:8000/")
    assert opened == ["http://127.0.0.1:8000/"]
