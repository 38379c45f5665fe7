"""Files and pictures to which content refers, and pictures that are drawn → outputs."""

from collections.abc import Callable, Iterator

from bantin.content.assets import AssetManifest
from bantin.content.file_facts import CONVERTED, FileFacts
from bantin.pages.marks import digest_of
from bantin.plan.input_sources import InputSources
from bantin.plan.lazy_plan import PlannedOutput
from bantin.plan.outputs import (
    CopyOutput,
    PictureOutput,
    SocialCardOutput,
    ready,
)
from bantin.problems import Place, Problem


class FilePlanner:
    """Plans files, pictures, and what is drawn."""

    def __init__(
        self, asset_manifest: AssetManifest, sources: InputSources, codecs: Callable[[], str], pens: Callable[[], str]
    ) -> None:
        """`codecs` tells the versions of what makes pictures smaller, `pens` of what draws them: other ones may write
        other bytes.
        """
        self._asset_manifest = asset_manifest
        self._sources = sources
        self._codecs = codecs
        self._pens = pens
        self.problems: list[Problem] = []
        """What was found wrong so far."""

    def files(self) -> Iterator[PlannedOutput]:
        """All of them."""
        asset_manifest = self._asset_manifest
        for path, address in asset_manifest.attachments.items():
            yield PlannedOutput(address, ready(self._copy(asset_manifest.files[path])), Place(path), "file-twice")
        yield from self._moved_files()
        codecs, pens = self._codecs() if asset_manifest.pictures else "", self._pens()
        for drawn in self._sources.all_drawn():
            fingerprint = digest_of(*drawn.card[:3], *drawn.card.colours, pens)
            output = SocialCardOutput(drawn.card, fingerprint)
            yield PlannedOutput(drawn.preview.address, ready(output), Place(drawn.source))
        for path, shown in asset_manifest.pictures.items():
            if shown.original:
                yield PlannedOutput(shown.original, ready(self._copy(shown.facts)), Place(path), "file-twice")
            for variant in shown.variants:
                fingerprint = digest_of(shown.facts.digest, repr(variant.recipe), codecs)
                picture = PictureOutput(path, variant.recipe, fingerprint)
                yield PlannedOutput(variant.address, ready(picture), Place(path), "file-twice")

    def _moved_files(self) -> Iterator[PlannedOutput]:
        """Files at their old addresses, where no static host could forward them."""
        assets = self._asset_manifest
        for address, (written, file) in assets.moved.items():
            source = written.place.path
            found = self._sources.linker.files.named(file, source, "attachment-missing")
            if isinstance(found, Problem):
                self.problems.append(found)
            elif found.path in assets.attachments:
                yield PlannedOutput(address, ready(self._copy(found)), written.place, "alias-taken")

    def _copy(self, facts: FileFacts) -> CopyOutput:
        if not facts.is_picture and facts.kind not in CONVERTED:
            return CopyOutput(facts.path, facts.digest)
        return CopyOutput(facts.path, digest_of(facts.digest, "bare", self._codecs()), is_bare=True)
