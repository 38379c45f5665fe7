"""A portal of `corpus` → the same portal for Hugo: the same texts in its own folders, and the layouts of equal/hugo.

A category is a section, because for a section Hugo knows the previous and the next article without looking for them.
Of a text only the destinations of links are written anew, and the front matter in Hugo's words.
"""

import datetime
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import CATEGORIES

EQUAL = Path(__file__).with_name("equal") / "hugo"
NOW = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)
"""The instant of every build, also of ours: after the newest article, so that nothing is left out as scheduled."""
_IN_PACKAGE = "lib/python*/site-packages/hugo/binaries/hugo"
_LINK = re.compile(r"\]\((?:\.\./\.\./(?P<folder>\d{4}/\d{2})/)?(?P<name>[a-z0-9-]+)\.md\)")


@dataclass(frozen=True, slots=True)
class Hugo:
    """The program."""

    path: str
    version: str
    """As it says it itself: '0.168.0'."""

    def words(self, folder: Path) -> tuple[str, ...]:
        """The command that builds the site in `folder`, as its users give it: nothing but where and when."""
        return self.path, "--source", str(folder), "--clock", NOW.isoformat()


def find(given: str) -> Hugo | None:
    """Hugo at the path `given`, or else on PATH; None if there is none. Raises OSError if `given` cannot be run.

    PyPI's package puts a script of Python's before the program, which would take time of its own: the program is used.
    """
    named = given or shutil.which("hugo")
    if not named:
        return None
    path = Path(named).resolve()
    path = next(path.parent.parent.glob(_IN_PACKAGE), path)
    said = subprocess.run([path, "version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"v(\d[\d.]*)", said)
    return Hugo(str(path), found[1].rstrip(".") if found else said.strip())


@dataclass(frozen=True, slots=True)
class Copy:
    """The folder in which a portal of ours stands for Hugo."""

    portal: Path
    folder: Path
    categories: dict[str, str] = field(default_factory=dict)
    """'2018/03/x' → the id of its category."""

    def make(self, assets: Path) -> None:
        """Writes all of it; `assets` is our own folder of style sheets and scripts."""
        for name in ("layouts", "i18n"):
            shutil.copytree(EQUAL / name, self.folder / name)
        settings = (EQUAL / "hugo.yaml").read_text(encoding="utf-8")
        rows = [f"    {id_}: /:year/:month/:contentbasename/\n" for id_, _, _ in CATEGORIES]
        (self.folder / "hugo.yaml").write_text(f"{settings}permalinks:\n  page:\n{''.join(rows)}", encoding="utf-8")
        static = self.folder / "static"
        for kind, ending in (("css", "css"), ("js", "js")):
            texts = [path.read_bytes() for path in sorted((assets / kind).glob(f"*.{ending}"))]
            _write(static / "assets" / f"site.{ending}", b"\n".join(texts).decode())
        shutil.copy(assets / "icon.svg", static / "assets" / "icon.svg")
        shutil.copy(assets / "favicon.ico", static / "favicon.ico")
        for path, front in _sections():
            _write(self.folder / "content" / path, f"---\n{front}\n---\n")
        for plain in sorted((self.portal / "content" / "pages").glob("*.md")):
            self._page(plain)
        self.add(sorted((self.portal / "content").glob("2*/*/*.md")))

    def add(self, paths: list[Path]) -> None:
        """Takes over articles and translations, new or changed; an article comes with its translation, or before it."""
        texts = {path: path.read_text(encoding="utf-8") for path in paths}
        for path, text in texts.items():
            if found := re.search(r"^category: (.+)$", text, re.MULTILINE):
                self.categories[_key(path)] = found[1]
        for path, text in texts.items():
            self._article(path, text)

    def _article(self, path: Path, text: str) -> None:
        head, _, body = text.removeprefix("---\n").partition("\n---\n")
        lines = head.split("\n")
        if path.name.endswith(".en.md"):
            original = path.with_name(f"{path.name.removesuffix('.en.md')}.md").read_text(encoding="utf-8")
            front = original.removeprefix("---\n").partition("\n---\n")[0]
            kept = ("date:", "views:", "featured:", "author:")
            lines += [line for line in front.split("\n") if line.startswith(kept)]
        key = _key(path)

        def address(link: re.Match[str]) -> str:
            other = f"{link['folder'] or key.rpartition('/')[0]}/{link['name']}"
            return f"](/{self.categories[other]}/{other}.md)"

        front = "\n".join(_in_hugo_words(line) for line in lines)
        target = self.folder / "content" / self.categories[key] / path.parent.parent.name / path.parent.name / path.name
        _write(target, f"---\n{front}\n---\n{_LINK.sub(address, body)}")

    def _page(self, path: Path) -> None:
        name, _, rest = path.name.partition(".")
        text = path.read_text(encoding="utf-8")
        text = text.replace("---\n", "---\nlayout: plain\noutputs: [html]\nweight: 100\n", 1)
        _write(self.folder / "content" / name / f"_index.{rest}", text)


def _key(path: Path) -> str:
    """'2018/03/x' for an article and its translation."""
    return f"{path.parent.parent.name}/{path.parent.name}/{path.name.partition('.')[0]}"


def _in_hugo_words(line: str) -> str:
    """A line of front matter: what differs is the form of dates, and that `yes` is a text."""
    key, _, value = line.partition(": ")
    if key == "date":
        return f"date: {value.replace(' ', 'T')}:00"
    return "featured: true" if key == "featured" else line


def _sections() -> Iterator[tuple[str, str]]:
    """(path, front matter) of the files that tell Hugo of lists: all news, the categories, the site map."""
    for suffix, latest, site_map, home in (
        ("", ("Tin mới", "tin-moi/"), ("Sơ đồ trang", "so-do/"), "Trang chủ"),
        (".en", ("Latest news", "latest/"), ("Site map", "site-map/"), "Home"),
    ):
        yield f"_index{suffix}.md", f"title: {home}"
        common = "outputs: [html]\nweight: "
        yield f"tin-moi/_index{suffix}.md", f"title: {latest[0]}\nurl: {latest[1]}\nlayout: latest\n{common}1"
        yield (
            f"so-do/_index{suffix}.md",
            f"title: {site_map[0]}\nurl: {site_map[1]}\nlayout: map\nparams: {{in_menu: false}}\n{common}200",
        )
        for number, (id_, vi, en) in enumerate(CATEGORIES):
            notices = ", notices: true" if id_ == "thong-bao" else ""
            params = f"params: {{is_category: true{notices}}}"
            yield f"{id_}/_index{suffix}.md", f"title: {en if suffix else vi}\nweight: {10 + number}\n{params}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
