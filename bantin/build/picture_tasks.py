"""A worker's tasks: what is known of a file, pictures made smaller, pictures that are drawn."""

import time
from typing import NamedTuple

from bantin.build.worker import BatchResult, Watch
from bantin.content.assets import HIGHEST, WIDTHS, own_size, recipes
from bantin.content.file_facts import CONVERTED, PICTURES, FileFacts, Recipe, SocialCard
from bantin.disk import files as disk_files
from bantin.problems import Place, Problem, error


class FileTask(NamedTuple):
    """A file that content refers to, to be looked at."""

    path: str
    data: bytes
    max_bytes: int
    max_pixels: int


def inspect_files(context: bytes, batch: list[FileTask]) -> BatchResult:  # noqa: ARG001 -- there is nothing to know
    """Files → of each what is known of it, or that the program fails at it."""
    made: list[FileFacts | Problem] = []
    began = time.perf_counter()
    with Watch():
        for task in batch:
            try:
                made.append(_inspected(task))
            except Exception as fault:  # noqa: BLE001 -- a fault of ours: told with the file that it is met at
                made.append(picture_failed(task.path, fault))
    return BatchResult(made, {"pictures": time.perf_counter() - began})


def _inspected(task: FileTask) -> FileFacts:
    from bantin.imaging import variants

    path, data, max_bytes, max_pixels = task
    facts = variants.inspect(data, path, disk_files.digest(data), max_bytes=max_bytes, max_pixels=max_pixels)
    try:
        return facts._replace(is_light=_is_light(facts, data))
    except variants.Broken:
        return facts._replace(trouble="picture-broken")


_LIGHT = 0.5
"""Bits for each pixel: what has more is always made lighter by being made smaller."""


def _is_light(facts: FileFacts, data: bytes) -> bool:
    """Whether all that would be made of a picture is heavier than the picture itself, be it as PNG."""
    from bantin.imaging import variants

    is_shown = facts.kind in PICTURES and facts.kind != "svg" and not facts.is_animated
    is_converted = facts.kind in CONVERTED and WIDTHS[0] < facts.width <= HIGHEST and facts.height <= HIGHEST
    if facts.trouble or not (is_shown or is_converted):
        return False
    size = facts.size if is_shown else len(variants.encode(data, own_size(facts)))
    if size * 8 > _LIGHT * facts.width * facts.height:
        return False
    smaller = (recipe for recipe in recipes(facts) if is_shown or recipe.width < facts.width)
    return all(len(made) >= size for made in variants.encode_all(data, [*smaller]))


class PictureTask(NamedTuple):
    """A picture and all that is to be made of it."""

    source: str
    data: bytes
    recipes: list[Recipe]


def encode_pictures(context: bytes, batch: list[PictureTask]) -> BatchResult:  # noqa: ARG001 -- there is nothing to know
    """Pictures → of each a list with the bytes for each recipe, or what stands in the way."""
    from bantin.imaging import variants

    made: list[list[bytes] | Problem] = []
    began = time.perf_counter()
    with Watch():
        for task in batch:
            try:
                made.append(variants.encode_all(task.data, task.recipes))
            except variants.Broken:
                made.append(picture_broken(task.source))
            except Exception as fault:  # noqa: BLE001 -- a fault of ours: told with the picture that it is met at
                made.append(picture_failed(task.source, fault))
    return BatchResult(made, {"pictures": time.perf_counter() - began})


def picture_broken(path: str) -> Problem:
    """That the picture `path`, which was looked at and found whole, cannot be decoded all the same."""
    return error("picture-broken", Place(path), file=path.rpartition("/")[2])


def picture_failed(path: str, fault: Exception) -> Problem:
    """A fault of the program, or of the library that decodes, at the picture `path`: never called damage."""
    return error("picture-failed", Place(path), file=path.rpartition("/")[2], reason=f"{type(fault).__name__}: {fault}")


class SocialCardTask(NamedTuple):
    """A picture to be drawn."""

    path: str
    """Where it will be published."""
    fingerprint: str
    card: SocialCard


def draw_social_cards(context: bytes, batch: list[SocialCardTask]) -> BatchResult:  # noqa: ARG001 -- there is nothing to know
    """Posters → the bytes of each."""
    from bantin.imaging import social_card

    began = time.perf_counter()
    with Watch():
        made = [social_card.draw(task.card) for task in batch]
    return BatchResult(made, {"pictures": time.perf_counter() - began})
