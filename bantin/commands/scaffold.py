"""Makes a portal to start from: the files of `bantin/commands/starter/`, which build as they stand."""

from contextlib import suppress
from pathlib import Path

from bantin.disk import files
from bantin.problems import Mistakes, Place, error

_STARTER = Path(__file__).with_name("starter")
"""Holds the files below; `.gitignore` and `.gitattributes` without their dots, or they would be such there."""
_PORTAL = (
    "README.md",
    ".gitignore",
    ".gitattributes",
    "content/README.md",
    "content/pages/gioi-thieu.md",
    "content/pages/lien-he.md",
    "content/pages/tro-giup-tiep-can.md",
    "content/pages/tro-giup-tiep-can.en.md",
    "content/pages/dieu-khoan.md",
    "content/pages/dieu-khoan.en.md",
    "data/README.md",
    "config.yaml",  # last: with it the folder is a portal
)
_NOT_COUNTED = frozenset({".git", ".DS_Store"})
"""What may be in a folder that counts as empty: a repository is often made before its content."""


def start(folder: Path) -> None:
    """Makes a portal in `folder`, which must be empty or missing; raises Mistakes, and then leaves nothing behind."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        if there := sorted({path.name for path in folder.iterdir()} - _NOT_COUNTED) if not missing else []:
            raise Mistakes([error("init-not-empty", Place(str(folder)), example=there[0])])
        _write_portal(folder, missing)
    except OSError as trouble:
        raise Mistakes([files.problem_of(trouble, str(folder))]) from trouble


def _write_portal(folder: Path, missing: list[Path]) -> None:
    """`missing` are the folders that do not exist yet, the innermost first."""
    try:
        for name in _PORTAL:
            files.write_text(folder / name, (_STARTER / name.removeprefix(".")).read_text(encoding="utf-8"))
    except BaseException:
        for name in _PORTAL:
            with suppress(OSError):
                (folder / name).unlink()
        for path in (folder / "content/pages", folder / "content", folder / "data", *missing):
            with suppress(OSError):
                path.rmdir()
        raise
