"""Makes requirements.txt and requirements-test.txt from what pyproject.toml asks for.

    python tools/lock.py              keeps the versions that are locked now, wherever pyproject.toml allows them
    python tools/lock.py --upgrade    takes the newest

Each file names one version of each package, with the digests of all its files, so that one file serves every system.
Both are then tried, without installing, for every system and Python that we support: each must find a ready-made
package, since a ward's computer has no compiler. Needs the network and uv (`pip install uv`).
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "requirements.txt"
TEST = ROOT / "requirements-test.txt"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
)
UV = (sys.executable, "-m", "uv")
HEADER = "# {what}. Made from pyproject.toml by tools/lock.py.\n"
NEEDLESS = " ; platform_python_implementation != 'PyPy'"
"""A condition that always holds, since we support no PyPy; build.py knows only that of Windows."""


def main(argv: list[str]) -> int:
    """Writes both files; 1 if some system or Python would have to compile a package."""
    parser = argparse.ArgumentParser(description="Makes requirements.txt and requirements-test.txt.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    upgrade = ["--upgrade"] if parser.parse_args(argv).upgrade else []

    lock(RUNTIME, "What Bantin imports", "", upgrade)
    shared = [option for name in names(RUNTIME) for option in ("--no-emit-package", name)]
    dev = ["--extra", "dev", "--constraint", RUNTIME.name, *shared]
    lock(TEST, "What the tests import", f"-r {RUNTIME.name}\n", [*dev, *upgrade])
    missing = list(not_ready_made())
    print("\n".join(missing) or f"ready-made for {len(SYSTEMS)} systems and Python {', '.join(PYTHONS)}")
    return 1 if missing else 0


def lock(file: Path, what: str, first: str, options: list[str]) -> None:
    """Resolves for all systems at once and writes `file`, under `first`; names no index and no path of this machine."""
    fixed = ["--universal", "--python-version", PYTHONS[0], "--generate-hashes", "--no-emit-index-url"]
    plain = ["--no-annotate", "--no-header", "--quiet", "--output-file", file.name]
    uv("pip", "compile", "pyproject.toml", *fixed, *plain, *options)
    text = file.read_text(encoding="utf-8").replace(NEEDLESS, "")
    file.write_text(HEADER.format(what=what) + first + text, encoding="utf-8", newline="\n")


def names(file: Path) -> list[str]:
    """The packages that `file` locks."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.partition("==")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))]


def not_ready_made() -> Iterator[str]:
    """What stands in the way of installing without a compiler: a system, a Python, and uv's reason."""
    with tempfile.TemporaryDirectory() as folder:
        for system in SYSTEMS:
            for python in PYTHONS:
                target = ["--python-platform", system, "--python-version", python, "--target", folder]
                tried = subprocess.run(
                    [*UV, "pip", "install", "--dry-run", "--only-binary", ":all:", *target, "-r", str(TEST)],
                    check=False,
                    capture_output=True,
                    text=True,
                )
                if tried.returncode:
                    yield f"{system}, Python {python}: {tried.stderr.strip()}"


def uv(*words: str) -> None:
    """Runs uv in the project's folder."""
    subprocess.run([*UV, *words], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
