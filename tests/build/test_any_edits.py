"""Any edits: a build with what was kept, and a site that stays in memory, give what is made of the same files anew."""

import dataclasses
import datetime
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin.build import kept_texts
from bantin.build.live_site import LiveSite
from bantin.build.site import Site
from bantin.build.types import Settings
from bantin.cache.store import BuildCache
from bantin.content.field_names import ARTICLE_FIELDS
from bantin.plan.outputs import Output
from bantin.problems import Mistakes, Problem
from bantin.theme.page_output import PageOutput
from bantin.theme.render import Renderer
from tests.build.settled import assert_nothing_to_do
from tests.builds import ELSE, FIELDS, MANNERS, WHATS, Desk, Edit, came, came_clean, lay, ledger, rounds, settle
from tests.portal import Portal, fingerprints, gather, outputs_of

pytestmark = pytest.mark.usefixtures("quick")


EDITS = st.lists(st.builds(Edit, st.sampled_from(WHATS), st.integers(0, 4), st.integers(0, 7)), min_size=1, max_size=3)
ROUNDS = st.lists(st.tuples(EDITS, st.integers(0, len(MANNERS) - 1), st.booleans()), min_size=3, max_size=7)
Rounds = list[tuple[list[Edit], int, bool]]
Drawn = bytes | tuple[Problem, ...]
Pages = dict[tuple[str, str], Drawn]
"""By path and fingerprint."""


def test_edits_are_many() -> None:
    """The portal that is edited below is a whole one, and every value can be chosen; of every field, too, but those by
    which somebody vouches for a text, which its digest decides."""
    assert FIELDS.keys() == set(ARTICLE_FIELDS) - {"approved", "original"}
    with tempfile.TemporaryDirectory() as folder:
        first = came_clean(Desk().files(), Path(folder))
    unused = {"files-unused", "file-perhaps-article"}  # pictures and texts that some of the edits take up
    assert ({problem.key for problem in first.problems} - unused, first.pages > 50) == (set(), True)
    for what in ELSE:
        desk = Desk()
        desk.edit(Edit(what, 0, 1))
        assert desk.files() != Desk().files()


@settings(max_examples=rounds(16))
@given(ROUNDS)
def test_any_edits_with_the_cache(edited: Rounds) -> None:
    """The site, what was wrong and what waits are those of a clean build; the next build writes nothing and says the
    same. A build that is refused leaves the site as it was; its mistake is mended before the next.
    """
    with tempfile.TemporaryDirectory() as folder:
        portal, clean = Portal(Path(folder, "portal")), Path(folder, "clean")
        good = Desk()
        lay(portal, good.files())
        before = came(portal)
        for edits, manner, is_settled in edited:
            desk = good.copy()
            for edit in edits:
                desk.edit(edit)
            lay(portal, desk.files(), manner)
            if is_settled:
                settle()
            given = desk.files() | ledger(portal)
            found, expected = came(portal, desk.now), came_clean(given, clean, desk.now)
            if not expected.pages:
                assert found == expected._replace(files=before.files)
                continue
            assert found == expected
            assert_nothing_to_do(portal, desk.now, found)
            good, before = desk, found


@pytest.mark.parametrize("with_drafts", [True, False], ids=["with drafts", "without"])
@settings(max_examples=rounds(12))
@given(ROUNDS)
def test_any_edits_in_memory(with_drafts: bool, edited: Rounds) -> None:
    """A site that stays in memory from edit to edit is the one that is planned anew: every output, every byte of its
    pages, the same words. So is one whose files get back what they held before; and pages of the site before can
    still be made.
    """
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_texts, "_RECENT", 2)
        portal, desk = Portal(Path(folder)), Desk()
        pages: Pages = {}
        options = dataclasses.replace(portal.settings(), with_drafts=with_drafts, jobs=1)
        kept = _Kept(LiveSite(options, BuildCache(None)), portal)
        for edits, manner, is_settled in ([], 0, True), *edited:
            before = desk.copy()
            for edit in edits:
                desk.edit(edit)
            lay(portal, desk.files(), manner)
            if is_settled:
                settle()
            found = kept.look(desk.now)
            assert found == planned(dataclasses.replace(options, now=desk.now), pages)
            for edit in edits if isinstance(found, tuple) else ():
                desk.edit(edit._replace(value=0))
            if not is_settled:
                lay(portal, before.files(), manner)
                assert kept.look(before.now) == planned(dataclasses.replace(options, now=before.now), pages)
                desk = before


class _Kept:
    """A site that stays in memory, looked at again and again."""

    def __init__(self, live: LiveSite, portal: Portal) -> None:
        self._live = live
        self._portal = portal
        self._files: dict[str, bytes] = {}
        self._site: Site | None = None
        self._pages: Pages = {}

    def look(self, now: datetime.datetime) -> tuple[Problem, ...] | dict[str, Any]:
        """What `planned` gives."""
        before, self._files = self._files, files_of(self._portal)
        try:
            site = self._live.look(now, texts_only(before, self._files))
        except Mistakes as mistakes:
            return tuple(mistakes.problems)
        if self._site and self._site.prepared.reader is site.prepared.reader:
            drawn(self._outputs(self._site), self._site.renderer(), {})  # raises LookupError for what is lost
        self._site = site if site.is_sound else None
        if not site.is_sound:
            return site.problems
        outputs = self._outputs(site)
        by_path = {path: output.fingerprint for path, output in outputs.items()}
        return {
            "": (site.problems, site.library.next_change),
            **by_path,
            **drawn(outputs, site.renderer(), self._pages),
        }

    @staticmethod
    def _outputs(site: Site) -> dict[str, Output]:
        return {path: output.value for path, output in site.outputs.items()}


def planned(options: Settings, pages: Pages) -> tuple[Problem, ...] | dict[str, Any]:
    """The plan by its fingerprints, with what was said and all pages; else what was wrong."""
    try:
        gathered = gather(options)
    except Mistakes as mistakes:
        return tuple(mistakes.problems)
    said = gathered.problems, gathered.library.next_change
    return {"": said, **fingerprints(gathered), **drawn(outputs_of(gathered), gathered.renderer(), pages)}


def files_of(portal: Portal) -> dict[str, bytes]:
    """What stands in a portal's files, by path."""
    every = (path for path in portal.folder.rglob("*") if path.is_file())
    return {path.relative_to(portal.folder).as_posix(): path.read_bytes() for path in every}


def texts_only(before: dict[str, bytes], now: dict[str, bytes]) -> tuple[str, ...]:
    """The texts that were changed, came or went, if nothing else was: what the watch of a preview tells."""
    other = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    other = {path for path in other if not path.startswith((".cache/", "site/"))}
    is_known = all(path.startswith("content/") and path.endswith(".md") for path in other)
    return tuple(sorted(other)) if is_known else ()


def drawn(outputs: Mapping[str, Output], renderer: Renderer, known: Pages) -> dict[str, Drawn]:
    """Every page, or what is wrong with its template; those with a fingerprint that is `known` are not drawn again."""
    found: dict[str, Drawn] = {}
    for path, output in outputs.items():
        if isinstance(output, PageOutput):
            key = path, output.fingerprint
            if key not in known:
                try:
                    known[key] = renderer.render(output)
                except Mistakes as mistakes:
                    known[key] = tuple(mistakes.problems)
            found[f"/{path}"] = known[key]
    return found
