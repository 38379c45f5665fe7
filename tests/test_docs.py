"""The guides say what is true: their commands exist, their links lead somewhere, they leave no field out."""

import ast
import datetime
import os
import re
import shlex
from collections import Counter
from pathlib import Path

import pytest

from bantin.commands import cli
from bantin.commands.usage import Refusal
from bantin.console import catalogue
from bantin.console.catalogue import Messages
from bantin.console.console import Console
from bantin.content.config import _KEYS
from bantin.content.config_sections import DRAWN_DAYS, SILENT_DAYS
from bantin.content.field_names import ARTICLE_FIELDS, PAGE_FIELDS
from bantin.locale import Moment
from bantin.markdown.file_endings import SOUNDS
from bantin.problems import Place
from bantin.yaml.moments import misplaced_weekday, read_moment
from tests.words import placeholders

ROOT = Path(__file__).resolve().parent.parent
GUIDES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "templates").rglob("*.md")])
STARTER = ROOT / "bantin/commands/starter/README.md"
VI = catalogue.load("vi", is_strict=True)


def text(path: Path) -> str:
    """The text of a file."""
    return path.read_text(encoding="utf-8")


def commands(guide: str) -> list[str]:
    """What stands behind `build.py` wherever a guide runs it, in a block or within a line."""
    blocks = re.findall(r"^(?: {4}|\W*run: )?(?:python3|py) \S*build\.py(.*)$", guide, re.MULTILINE)
    within = re.findall(r"`(?:python3|py) \S*build\.py([^`]*)`", guide)
    return [re.split(r"\s{2,}", command)[0].strip() for command in (*blocks, *within)]


@pytest.mark.parametrize("guide", [*GUIDES, STARTER], ids=lambda guide: str(guide.relative_to(ROOT)))
def test_commands_exist(guide: Path) -> None:
    """Every command of a guide is one that the program takes, options and all."""
    read = {command: cli.read(cli.asked(shlex.split(command)), Console(VI)) for command in commands(text(guide))}
    assert {command: refusal for command, refusal in read.items() if isinstance(refusal, Refusal)} == {}


@pytest.mark.parametrize("guide", [*GUIDES, STARTER], ids=lambda guide: str(guide.relative_to(ROOT)))
def test_options_exist(guide: Path) -> None:
    """A sentence that names a command with its options (`check --online`) names such as there are."""
    named = re.findall(rf"`((?:{'|'.join(cli.COMMANDS)}) [^`\n]*--[^`\n]*)`", text(guide))
    read = {command: cli.read(cli.asked(shlex.split(command)), Console(VI)) for command in named}
    refused = {command: refusal.key for command, refusal in read.items() if isinstance(refusal, Refusal)}
    assert set(refused.values()) <= {"cli.word-missing", "cli.value-missing"}, refused


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_readme_has_the_three_commands(name: str) -> None:
    """Building, previewing and testing are on the first screen."""
    assert {"", "serve", "test"} <= set(commands(text(ROOT / name)))


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_readme_shows_the_tree(name: str) -> None:
    """Each thing in the README's tree is there, and each folder of the clone is in it."""
    shown = set(re.findall(r"^\| `([^`]+)` \|", text(ROOT / name), re.MULTILINE))
    made_by_building = {"site/"}
    assert [entry for entry in shown - made_by_building if not (ROOT / entry).exists()] == []
    needed = {f"{folder}/" for folder in "content templates assets bantin tests docs".split()}
    assert needed <= shown


@pytest.mark.parametrize(
    ("guide", "heading"), [("tham-khao.md", "### Ngày giờ\n"), ("reference.en.md", "### Days and times\n")]
)
def test_dates_of_the_reference(guide: str, heading: str) -> None:
    """Each way of writing that is named is read as the day, or as the moment, that its paragraph is about."""
    days, times = text(ROOT / "docs" / guide).partition(heading)[2].strip().split("\n\n")[:2]
    day = datetime.date(2018, 3, 7)
    for paragraph, moment in ((days, Moment(day, None)), (times, Moment(day, datetime.time(9, 30)))):
        ways = re.findall(r"`([^`]+)`", paragraph)
        assert len(ways) > 10
        assert {way: read_moment(way, Place("x.md")) for way in ways} == dict.fromkeys(ways, moment)
        assert [way for way in ways if misplaced_weekday(way, Place("x.md"))] == []


@pytest.mark.parametrize("guide", ["tham-khao.md", "reference.en.md"])
def test_defaults_of_the_reference(guide: str) -> None:
    """The days that hold where config.yaml names none, and the kinds of recordings that are played."""
    rows = dict(re.findall(r"^\| `(\w+)` \|(.*)$", text(ROOT / "docs" / guide), re.MULTILINE))
    assert f"{{silent_days: {SILENT_DAYS}}}" in rows["check"]
    assert re.search(rf"`drawn` = [^=]*\b{DRAWN_DAYS}\b", rows["preview_pictures"])
    assert set(re.findall(r"[A-Z0-9]{3,4}(?=[,)])", rows["audio"])) == set(map(str.upper, SOUNDS))


def prose_of(guide: Path) -> str:
    """A guide without its examples."""
    return re.sub(r"^```.*?^```|^ {4}.*?$", "", text(guide), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: str(guide.relative_to(ROOT)))
def test_links_lead_somewhere(guide: Path) -> None:
    """Each relative link and picture of a guide is a file of the repository. Examples in blocks are none."""
    targets = re.findall(r"\]\(([^)\s]+)\)", prose_of(guide))
    inside = [target.partition("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)]
    assert [target for target in inside if not (guide.parent / target).exists()] == []


def anchor(heading: str) -> str:
    """The id that a heading has where the guides are read: small letters, blanks as hyphens, no other signs."""
    words = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: str(guide.relative_to(ROOT)))
def test_links_lead_to_headings(guide: Path) -> None:
    """Each `#…` of a link is a heading of the guide to which it leads."""
    lost = []
    for target in re.findall(r"\]\(([^)\s]*#[^)\s]+)\)", prose_of(guide)):
        path, _, fragment = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        there = prose_of(guide.parent / path if path else guide)
        if fragment not in map(anchor, re.findall(r"^#{1,6} +(.+?) *$", there, re.MULTILINE)):
            lost.append(target)
    assert lost == []


REFERENCES = ("docs/tham-khao.md", "docs/reference.en.md")


@pytest.mark.parametrize("name", REFERENCES)
def test_every_field_is_explained(name: str) -> None:
    """The reference has a row for each field of an article and each key of config.yaml, and no other."""
    guide = text(ROOT / name)
    rows = re.findall(r"^\| `(\w+)` \| `\1:", guide, re.MULTILINE)
    assert rows == list(ARTICLE_FIELDS)
    assert not [field for field in PAGE_FIELDS if f"`{field}" not in guide]
    assert re.findall(r"^\| `(\w+)` \| [^`]", guide.partition("## config.yaml")[2], re.MULTILINE) == list(_KEYS)


@pytest.mark.parametrize("name", REFERENCES)
def test_examples_of_fields_are_right(name: str) -> None:
    """Each example in the table of fields is front matter without a fault."""
    from bantin.content import front_matter

    examples = re.findall(r"^\| `\w+` \| `(\w+: [^`]+)` \|", text(ROOT / name), re.MULTILINE)
    assert len(examples) == len(ARTICLE_FIELDS)
    written = front_matter.parse("\n".join(["---", *examples, "---", ""]), "content/2018/03/x.md", ("vi", "en"))
    assert written.problems == ()


def test_references_say_the_same() -> None:
    """In both languages: as many parts, examples, rows and mistakes, the same files, and the same categories' keys."""
    guides = [text(ROOT / name) for name in REFERENCES]
    for pattern in (r"^## ", r"^```", r"^\| ", r"^- `\w+: ", r"^(?:- \*\*)"):
        assert len({len(re.findall(pattern, guide, re.MULTILINE)) for guide in guides}) == 1, pattern
    files = [
        re.findall(r"`([a-z0-9]{2,4})` (?=`|[^`\n]{0,12}`)", guide.partition("`pdf`")[2][:700]) for guide in guides
    ]
    assert files[0] == files[1]
    keys = [re.findall(r"^- `(\w+): ", guide, re.MULTILINE) for guide in guides]
    assert keys[0] == keys[1]


def sentence(key: str, said: Messages) -> str:
    """What fits the sentence of `key`, whatever its values are."""
    pattern = re.escape(said.says[key])
    for name in placeholders(said.says[key]):
        pattern = re.sub(rf"\\{{{name}(:.*?)?\\}}", ".+", pattern)
    return pattern


@pytest.mark.parametrize(
    ("name", "part", "code"),
    [("docs/tham-khao.md", "## Các lỗi thường gặp", "vi"), ("docs/reference.en.md", "## Mistakes that", "en")],
)
def test_mistakes_are_quoted_rightly(name: str, part: str, code: str) -> None:
    """Each mistake in the reference is in words that the program says."""
    said = catalogue.load(code, is_strict=True)
    table = text(ROOT / name).partition(part)[2].partition("\n## ")[0]
    quoted = re.findall(r"^\| ([A-ZĐẢ][^|]+) \|", table, re.MULTILINE)
    patterns = [re.compile(sentence(key, said)) for key in said.says if "." not in key]
    assert len(quoted) >= 10
    assert [each for each in quoted if not any(pattern.fullmatch(each) for pattern in patterns)] == []


def rooms() -> dict[str, tuple[str, list[str]]]:
    """Room → (what it is for, the modules to begin with), as the table of the guide has it; of `text` too, a module."""
    table = text(ROOT / "docs/architecture.md").partition("## The rooms")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([a-z]+)/?`(?: ·)? \| (.*?) \| ?(.*?) ?\|$", table, re.MULTILINE)
    return {room: (purpose, re.findall(r"`(\w+)`", begin)) for room, purpose, begin in rows}


def test_architecture_names_every_room() -> None:
    """The guide has a row for each room and no other, and says where to begin with one."""
    package = ROOT / "bantin"
    there = {path.stem for path in package.iterdir() if path.stem != "__init__" and not path.stem.startswith(".")}
    assert sorted(rooms()) == sorted(there - {"__pycache__", "__main__"})
    for room, (_, begin) in rooms().items():
        assert bool(begin) == (package / room).is_dir()
        assert [name for name in begin if not (package / room / f"{name}.py").is_file()] == []


def module_list() -> str:
    """docs/modules.md: each module with the first line of its docstring, which has no second place."""
    lines = [
        "# Every module",
        "",
        "Room by room (see [architecture.md](architecture.md)), in the words of each module. After a change",
        "`BANTIN_REWRITE=1 pytest tests/test_docs.py -k module_list` writes this list again.",
    ]
    for room, (purpose, _) in rooms().items():
        lines += ["", f"## {room}: {purpose}", ""]
        for path in sorted((*(ROOT / "bantin" / room).glob("*.py"), *(ROOT / "bantin").glob(f"{room}.py"))):
            if path.stem != "__init__":
                says = ast.get_docstring(ast.parse(text(path))) or ""
                lines.append(f"- `{path.stem}`: {says.splitlines()[0]}")
    return "\n".join(lines) + "\n"


def test_the_module_list_is_of_today() -> None:
    """Each module stands there once, by its room, with what it says of itself."""
    path = ROOT / "docs/modules.md"
    if os.environ.get("BANTIN_REWRITE"):
        path.write_text(module_list(), encoding="utf-8")
    assert text(path) == module_list()


def test_every_module_has_its_tests_named() -> None:
    """By a file of its name, by a row of tests/README.md, or by a module of its room that imports it: what was split
    off is found through what it was split off from.
    """
    rows = re.findall(r"^\| `([\w/]+\.py)` \| (.*?) \|", text(ROOT / "tests/README.md"), re.MULTILINE)
    files = {path.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    assert [name for name, _ in rows if name not in files] == []
    named = []
    for name, modules in rows:
        room = name.rpartition("/")[0]
        of_rooms = (module if "/" in module else f"{room}/{module}" for module in re.findall(r"`([\w/]+)`", modules))
        named += [module.removeprefix("/").removeprefix("bantin/") for module in of_rooms]
    sources = {
        path.relative_to(ROOT / "bantin").with_suffix("").as_posix(): text(path)
        for path in (ROOT / "bantin").rglob("*.py")
        if path.name != "__init__.py"
    }
    assert [name for name, times in Counter(named).items() if times > 1 or name not in sources] == []
    own = {file.replace("test_", "", 1).removesuffix(".py") for file in files}
    named += sorted(own & sources.keys() - set(named))

    def imported(module: str) -> bool:
        room, _, name = module.rpartition("/")
        pattern = re.compile(
            rf"^\s*(?:from bantin\.{room}\.{name} import|from bantin\.{room} import .*\b{name}\b)", re.MULTILINE
        )
        return any(pattern.search(sources[one]) for one in named if one.startswith(f"{room}/"))

    assert [module for module in sources if module not in named and not imported(module)] == []


@pytest.mark.parametrize(
    ("shows", "kind"),
    [
        ("README.md", "the portal"),
        ("README.vi.md", "the portal"),
        ("docs/writing.en.md", "writing"),
        ("docs/viet-bai.md", "writing"),
    ],
)
def test_screenshots_are_shown_and_light(shows: str, kind: str) -> None:
    """Each picture that is kept stands in the README or in the guide to writing; none burdens those who clone."""
    pictures = [*(ROOT / "docs/screenshots").iterdir()]
    wanted = [each.name for each in pictures if each.name.startswith("writing-") == (kind == "writing")]
    shown = re.findall(r"!\[[^\]]+\]\((?:docs/)?screenshots/([^)]+)\)", text(ROOT / shows))
    assert sorted(shown) == sorted(wanted)
    assert [picture.name for picture in pictures if picture.stat().st_size > 150_000] == []


@pytest.mark.parametrize("guide", [*GUIDES, STARTER], ids=lambda guide: str(guide.relative_to(ROOT)))
def test_no_promise_too_much(guide: Path) -> None:
    """A guide says what the program is designed to do; whether a portal complies with a rule is for others to say."""
    assert not re.search(r"\bcomplian(t|ce)\b|tuân thủ", text(guide), re.IGNORECASE)
