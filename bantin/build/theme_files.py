"""Templates, words and assets: the program's files, with the portal's own in their places."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bantin.content.config_types import Config
from bantin.content.names import Names
from bantin.disk import files as disk_files
from bantin.disk import text_decoding
from bantin.disk.program import PROGRAM, program_digest
from bantin.locale import KNOWN_CODES, PhraseError
from bantin.problems import Mistakes, Place, Problem, error, warning
from bantin.theme.theme import Theme, gather


def read_theme(project: Path, config: Config, plain_names: bool) -> Theme:
    """Templates, words and assets, the project's own in the place of ours; raises `Mistakes`."""
    problems: list[Problem] = []
    templates: dict[str, str] = {}
    for name, data in disk_files.overlay(PROGRAM, project, "templates").items():
        if name.endswith((".html", ".yaml")):
            text = text_decoding.decode(data, f"templates/{name}")
            if isinstance(text, str):
                templates[name] = text
            else:
                problems.extend(text)
    assets = disk_files.overlay(PROGRAM, project, "assets")
    for name in [name for name in assets if name.endswith((".css", ".js"))]:
        text = text_decoding.decode(assets[name], f"assets/{name}", keeps_controls=True)
        problems += () if isinstance(text, str) else text
    if problems:
        raise Mistakes(problems)
    words = {name[6:-5]: templates.pop(name) for name in sorted(templates) if name.startswith("words/")}
    words = {code: text for code, text in words.items() if code in KNOWN_CODES}
    own = frozenset(name for name in templates if (project / "templates" / name).is_file())
    return replace(gather(config.codes, templates, words, assets, program_digest(), plain_names), own=own)


def mistaken_word(trouble: PhraseError) -> Mistakes:
    """A portal's own words that ask for what is not given: "vi: key: why"."""
    code, _, what = str(trouble).partition(": ")
    return Mistakes([error("word-wrong", Place(f"templates/words/{code}.yaml"), message=what)])


def without_effect(project: Path, theme: Theme) -> Iterator[Problem]:
    """A note for each file of the portal's own among templates and assets that replaces none of ours and is used by
    none: its name, or its folder, has a slip.
    """
    if project.resolve() == PROGRAM.resolve():
        return
    ours = {name for name in theme.templates if (PROGRAM / "templates" / name).is_file()}
    for name in disk_files.read_folder(project / "templates", "templates"):
        place = Place(f"templates/{name}")
        if name.startswith("words/"):
            if name.removeprefix("words/").removesuffix(".yaml") not in KNOWN_CODES:
                yield warning("own-words-unused", place, known=", ".join(KNOWN_CODES))
        elif name not in theme.templates:
            yield warning("own-file-unused", place)
        elif name not in ours and not any(name in text for other, text in theme.templates.items() if other != name):
            base = name.rpartition("/")[2]
            near = next((each for each in sorted(ours) if each.rpartition("/")[2] == base), "")
            near = near or Names(sorted(ours)).nearest(name)
            key = "own-template-unused-near" if near else "own-template-unused"
            yield warning(key, place, near=f"templates/{near}")
    for name in disk_files.read_folder(project / "assets", "assets"):
        folder = name.rpartition(".")[2]
        if folder in ("css", "js") and not name.startswith(f"{folder}/"):
            yield warning(
                "own-asset-unused", Place(f"assets/{name}"), near=f"assets/{folder}/{name.rpartition('/')[2]}"
            )
