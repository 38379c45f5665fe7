"""Import in the browser: an uploaded file (Word, saved page, text) → drafts in content/."""

import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bantin.content.config_types import Config
from bantin.problems import Problem


class ImportedDrafts(NamedTuple):
    """The drafts made from a file."""

    paths: tuple[str, ...]
    """Of the articles that were in it, from the project's folder."""
    left_out: tuple[str, ...]
    """Words of it that are in none of them."""
    problems: tuple[Problem, ...]


def import_file(project: Path, config: Config, file: tuple[str, bytes], today: datetime.date) -> ImportedDrafts:
    """Makes a draft of each article in a file, with its pictures; replaces nothing. Raises Mistakes.

    `file`: its name and its bytes.
    """
    # A preview must not pay for it before somebody brings a file in.
    from bantin.importing import proposal, reading, saving
    from bantin.importing.categories import Categories
    from bantin.importing.old_addresses import MovedText, OldAddresses
    from bantin.importing.old_categories import OldCategories
    from bantin.importing.proposal import ImportChoices
    from bantin.importing.reading import ReadingOptions
    from bantin.importing.saving import PlacedArticle
    from bantin.importing.types import Source

    source = Source(*file)
    names = [text for category in config.categories for _, text in category.names.texts]
    target = saving.TargetProject(project, config)
    wanted = ImportChoices(today, is_draft=True)
    addresses = OldAddresses(categories=OldCategories.of(config, wanted))
    held: list[PlacedArticle] = []
    problems: list[Problem] = []
    for article in reading.unsettled(source, ReadingOptions(Categories(names), as_table=True)):
        proposed = proposal.propose(article, source.name, config, wanted)
        placed = target.place(proposed, source.name, lambda _: None)
        addresses.add(placed.article, MovedText(source.name, placed.path, is_draft=True))
        held.append(placed)
        problems += [*article.problems, *placed.problems]
    left_out: list[str] = []
    for placed in held:
        find = partial(
            addresses.target, article=placed.article, place=MovedText(source.name, placed.path, is_draft=True)
        )
        left_out += [each.text for each in target.write(placed, find).left_out if each.text.strip()]
    return ImportedDrafts(tuple(placed.path for placed in held), tuple(left_out), tuple(problems))
