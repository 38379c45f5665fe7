"""A file from elsewhere (Word, a saved page, a text) → drafts in content/, for one who writes in the browser."""

import datetime
from pathlib import Path
from typing import NamedTuple

from bantin.content.config_types import Config
from bantin.importing import proposal, reading, saving
from bantin.importing.categories import Categories
from bantin.importing.proposal import Wanted
from bantin.importing.reading import Wishes
from bantin.importing.types import Source
from bantin.problems import Problem


class Brought(NamedTuple):
    """What became of a file."""

    paths: tuple[str, ...]
    """Of the articles that were in it, from the project's folder."""
    left_out: tuple[str, ...]
    """Words of it that are in none of them."""
    problems: tuple[Problem, ...]


def bring(project: Path, config: Config, file: tuple[str, bytes], today: datetime.date) -> Brought:
    """Makes a draft of each article in a file, with its pictures; replaces nothing. Raises Mistakes.

    `file`: its name and its bytes.
    """
    source = Source(*file)
    names = [text for category in config.categories for _, text in category.names.texts]
    desk = saving.Desk(project, config)
    paths: list[str] = []
    left_out: list[str] = []
    problems: list[Problem] = []
    for article in reading.read(source, Wishes(Categories(names), as_table=True)):
        proposed = proposal.propose(article, source.name, config, Wanted(today, is_draft=True))
        saved = desk.save(proposed, source.name, lambda _: None)
        paths.append(saved.path)
        left_out += [each.text for each in article.left_out if each.text.strip()]
        problems += [*article.problems, *saved.problems]
    return Brought(tuple(paths), tuple(left_out), tuple(problems))
