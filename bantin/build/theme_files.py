"""Templates, words and assets: the program's files, with the portal's own in their places."""

from dataclasses import replace
from pathlib import Path

from bantin.content.config_types import Config
from bantin.disk import files as disk_files
from bantin.disk import text_decoding
from bantin.disk.program import PROGRAM, program_digest
from bantin.locale import PhraseError
from bantin.problems import Mistakes, Place, Problem, error
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
    own = frozenset(name for name in templates if (project / "templates" / name).is_file())
    return replace(gather(config.codes, templates, words, assets, program_digest(), plain_names), own=own)


def mistaken_word(trouble: PhraseError) -> Mistakes:
    """A portal's own words that ask for what is not given: "vi: key: why"."""
    code, _, what = str(trouble).partition(": ")
    return Mistakes([error("word-wrong", Place(f"templates/words/{code}.yaml"), message=what)])
