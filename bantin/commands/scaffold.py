"""Scaffolding: creates a new portal with the files of `bantin/commands/starter/`, which build as they are."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bantin.commands import click_files
from bantin.console.console import Console
from bantin.disk import os_errors, writing
from bantin.problems import Mistakes, Place, error

_STARTER = Path(__file__).with_name("starter")
"""Source of the files below. `.gitignore` and `.gitattributes` have no dots there, or git would apply them."""
_PORTAL = (
    "README.md",
    ".gitignore",
    ".gitattributes",
    "content/README.md",
    "content/pages/gioi-thieu.md",
    "content/pages/lien-he.md",
    "content/pages/lien-he.en.md",
    "content/pages/tro-giup-tiep-can.md",
    "content/pages/tro-giup-tiep-can.en.md",
    "content/pages/dieu-khoan.md",
    "content/pages/dieu-khoan.en.md",
    "data/README.md",
    "config.yaml",  # last: it makes the folder a portal
)
_NOT_COUNTED = frozenset({".git", ".DS_Store"})
"""Allowed in an "empty" folder: a repository is often created first."""


def start(folder: Path, speaker: Console) -> None:
    """Creates a portal in `folder`, which must be empty or missing, with launchers in the language of `speaker`. Raises
    Mistakes, and then has removed everything.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        if there := sorted({path.name for path in folder.iterdir()} - _NOT_COUNTED) if not missing else []:
            key = "init-portal-there" if (folder / "config.yaml").is_file() else "init-not-empty"
            raise Mistakes([error(key, Place(str(folder)), example=there[0], folder=str(folder))])
        _write_portal(folder, missing, click_files.texts(speaker))
    except OSError as trouble:
        raise Mistakes([os_errors.problem_of(trouble, str(folder))]) from trouble


def put_click_files(folder: Path, speaker: Console) -> None:
    """Adds the launchers to an existing portal. Raises Mistakes."""
    if not (folder / "config.yaml").is_file():
        raise Mistakes([error("init-no-portal", Place(str(folder)))])
    try:
        for name, text in click_files.texts(speaker).items():
            writing.replace_text(folder / name, text)
            click_files.make_runnable(folder / name)
        writing.replace_bytes(folder / click_files.RECORD, click_files.record())
    except OSError as trouble:
        raise Mistakes([os_errors.problem_of(trouble, str(folder))]) from trouble


def _write_portal(folder: Path, missing: list[Path], to_click: Mapping[str, str]) -> None:
    """`missing`: folders to create, innermost first."""
    names = (*to_click, click_files.RECORD, *_PORTAL)
    try:
        for name, text in to_click.items():
            writing.write_text(folder / name, text)
            click_files.make_runnable(folder / name)
        writing.write_bytes(folder / click_files.RECORD, click_files.record())
        for name in _PORTAL:
            writing.write_text(folder / name, (_STARTER / name.removeprefix(".")).read_text(encoding="utf-8"))
    except BaseException:
        for name in names:
            with suppress(OSError):
                (folder / name).unlink()
        for path in (folder / "content/pages", folder / "content", folder / "data", *missing):
            with suppress(OSError):
                path.rmdir()
        raise
