"""Sites on real folders: plans of a few files, a build as the pipeline does it, and what a folder holds."""

from contextlib import suppress
from pathlib import Path

from bantin.disk.files import digest
from bantin.output.changes import Changes
from bantin.output.publish import open_site
from bantin.text import folders_of

Plan = dict[str, str]
FIRST: Plan = {"a/index.html": "a", "b/c/index.html": "c", "d": "d", "assets/s.css": "s", "index.html": "home"}
SECOND: Plan = {
    "e/f/index.html": "f",
    "a": "now a file",
    "d/index.html": "now a folder",
    "assets/s.css": "s",
    "index.html": "home again",
}
THIRD: Plan = {"b/c": "a file too", "e/f/index.html": "f again", "index.html": "third"}


def build(site: Path, plan: Plan, kit: str = "kit", next_change: str | None = None) -> Changes:
    """A build as the pipeline does it: what the site holds is not made again."""
    with open_site(site, "site") as opened:
        for path, content in plan.items():
            fingerprint = f"made from {digest(content.encode())}"
            if opened.holds(path, fingerprint):
                opened.keep(path)
            else:
                opened.stage(path, content.encode(), fingerprint)
        return opened.commit(list(plan), kit, next_change)


def put(folder: Path, files: Plan) -> None:
    """A stranger's files."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")


def tree(site: Path) -> dict[str, str | None]:
    """Every file with its content, every folder, but for our own."""
    found: dict[str, str | None] = {}
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if not f"{name}/".startswith(".bantin/"):
            found[name] = None if path.is_dir() else path.read_text(encoding="utf-8")
    return found


def clean(files: Plan) -> dict[str, str | None]:
    """The tree of a folder with these files and nothing else."""
    return {**dict.fromkeys(folders_of(files)), **files}


def looks(site: Path) -> dict[str, tuple[int, int]]:
    """By what a file that was touched would be known: those of the site and the record."""
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in [*site.rglob("*"), site / ".bantin/record"]
        if path.is_file() and (".bantin" not in path.parts or path.name == "record")
    }


def drop_empty_folders(site: Path) -> None:
    """Removes the folders that hold no file."""
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_dir() and ".bantin" not in path.parts:
            with suppress(OSError):
                path.rmdir()
