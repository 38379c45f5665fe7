"""One output → its bytes, when it is asked for: by a preview, and by who looks for all that is wrong."""

from collections.abc import Iterable
from itertools import chain

from bantin.build import index_tasks, picture_tasks
from bantin.build.index_tasks import BETWEEN_ARTICLES, IndexTask
from bantin.build.reader import ProjectReader
from bantin.cache.pictures import PictureCache
from bantin.imaging import social_card, variants
from bantin.plan.outputs import CopyOutput, IndexOutput, LateOutput, Output, PictureOutput, SocialCardOutput, TextOutput
from bantin.plan.search_files import Part
from bantin.problems import Mistakes, Place, Problem
from bantin.search.terms import BETWEEN_RANGES
from bantin.theme.page_output import PageOutput
from bantin.theme.render import Renderer


def tasks_of(parts: list[Part], reader: ProjectReader) -> list[IndexTask]:
    """What is to be made for these parts of one block."""
    block, terms = parts[0].block, list(reader.kept.terms(parts[0].articles))
    if block.parts > 1:
        ranges = zip(*(each.split(BETWEEN_RANGES) for each in terms), strict=True)
        by_number = [BETWEEN_ARTICLES.join(each) for each in ranges]
    else:
        by_number = [BETWEEN_ARTICLES.join(terms)]
    return [IndexTask(each.code, block, each.number, by_number[each.number], each.days, each.head) for each in parts]


def finished(output: CopyOutput | TextOutput | LateOutput, reader: ProjectReader) -> bytes:
    """The bytes of an output that needs no work of others."""
    if isinstance(output, LateOutput):
        return output.make()
    if isinstance(output, TextOutput):
        return output.data
    data = reader.files.unchanged(output.path)
    return variants.bare(data) if output.is_bare else data


def made(output: Output, reader: ProjectReader, picture_cache: PictureCache, renderer: Renderer) -> bytes:
    """The bytes of one output. Raises Mistakes, OSError and variants.Broken."""
    if isinstance(output, PageOutput):
        return renderer.render(output)
    if isinstance(output, PictureOutput | SocialCardOutput):
        kept = picture_cache.find(output.fingerprint)
        if kept is not None:
            return kept
        if isinstance(output, SocialCardOutput):
            return social_card.draw(output.card)
        return variants.encode(reader.files.unchanged(output.path), output.recipe)
    if isinstance(output, IndexOutput):
        part = output.part
        if not part.made:
            part.made.update(index_tasks.make_index(b"", tasks_of([part], reader)).made[0])
        return part.made[output.name]
    return finished(output, reader)


def tried_out(
    outputs: Iterable[Output], reader: ProjectReader, picture_cache: PictureCache, renderer: Renderer
) -> list[Problem]:
    """What is found wrong only when pages are rendered and pictures made: a page of each shape, each picture once."""
    found: list[tuple[Problem, ...]] = []
    seen: set[tuple[str, ...]] = set()
    for output in outputs:
        if isinstance(output, PageOutput):
            what = output.shape
        elif isinstance(output, PictureOutput):
            what = (output.path,)
        else:
            continue
        if what in seen:
            continue
        seen.add(what)
        try:
            made(output, reader, picture_cache, renderer)
        except Mistakes as mistakes:
            found.append(mistakes.problems)
        except variants.Broken:
            assert isinstance(output, PictureOutput)
            found.append((picture_tasks.picture_broken(output.path),))
    return once(found)


def once(mistakes: Iterable[tuple[Problem, ...]]) -> list[Problem]:
    """One for each line of a template, with the first page that it spoilt, however many it draws."""
    found: dict[tuple[str, Place], Problem] = {}
    for problem in chain.from_iterable(mistakes):
        found.setdefault((problem.key, problem.place), problem)
    return list(found.values())
