"""Notes for scans of several pages (TIFF), of which readers see the first one only."""

from collections.abc import Iterable, Iterator

from bantin.content.assets import Files
from bantin.content.file_references import ReferredFiles, located
from bantin.markdown.body import Picture
from bantin.problems import Problem, warning


def of_several_pages(references: Iterable[ReferredFiles], files: Files) -> Iterator[Problem]:
    """A note for each picture that shows a file of several pages which its article does not offer as a whole too."""
    several = {path for path, facts in files.items() if facts.has_more_pages}
    if not several:
        return
    for reference in references:
        own = reference.article.own
        unseen = several.difference(reference.downloads)
        if own.cover and own.cover.image and reference.cover in unseen:
            yield warning("picture-pages", own.cover.image.place, file=own.cover.image.text)
        for each in reference.article.internal_references:
            if isinstance(each, Picture) and located(own.path, each.target) in unseen:
                yield warning("picture-pages", each.place, file=each.target)
