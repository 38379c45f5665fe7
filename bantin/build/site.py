"""A site at two moments: prepared, with nothing planned; and planned, with its outputs still to be made."""

from collections.abc import Mapping
from dataclasses import dataclass

from bantin.build import one_output
from bantin.build.reader import ProjectReader
from bantin.cache.pictures import PictureCache
from bantin.cache.user import UserCache
from bantin.content.config_types import Config
from bantin.content.model import Article, Library
from bantin.plan.fingerprints import BuildMemo
from bantin.plan.outputs import Lazy, Output, ready
from bantin.plan.planner import Planner
from bantin.problems import Problem, errors
from bantin.theme.render import Renderer
from bantin.theme.theme import Theme


@dataclass(frozen=True, slots=True, eq=False)
class PreparedSite:
    """Everything that a site is made of, before the plan.

    No `Site`: a build asks the planner for one output after another, makes each while the next are planned, and never
    holds them all.
    """

    config: Config
    theme: Theme
    library: Library
    reader: ProjectReader
    memory: BuildMemo
    planner: Planner
    problems: tuple[Problem, ...]
    """What was wrong before the plan."""


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A site with all its outputs, for whoever publishes nothing: `serve`, `check`, `where`, `review`."""

    prepared: PreparedSite
    outputs: Mapping[str, Lazy[Output]]
    """By output path."""
    picture_cache: PictureCache
    problems: tuple[Problem, ...]
    """All that is wrong with it, sorted, each once; with an error among them it would not be built."""

    @classmethod
    def of(cls, prepared: PreparedSite, picture_cache: PictureCache) -> "Site":
        """A site of which every output is planned now."""
        outputs = {path: ready(output) for path, output in prepared.planner.outputs()}
        problems = {*prepared.problems, *prepared.planner.problems}
        return cls(prepared, outputs, picture_cache, tuple(sorted(problems)))

    @classmethod
    def on_request(cls, prepared: PreparedSite, picture_cache: PictureCache) -> "Site":
        """A site of which an output is planned when somebody asks for it; its problems are those before the plan."""
        return cls(prepared, prepared.planner.lazy_plan(), picture_cache, prepared.problems)

    def mistakes_in(self, article: Article) -> tuple[Problem, ...]:
        """The errors in an article's file, also those that are found only when its page is planned: in what it refers
        to.
        """
        planner = self.prepared.planner
        _ = self.outputs[f"{article.address}index.html"].value
        of_references = (problem for _, problems in planner.reference_problems([article]) for problem in problems)
        found = {*self.problems, *planner.problems, *of_references}
        return tuple(sorted(problem for problem in errors(found) if problem.place.path == article.own.path))

    @property
    def library(self) -> Library:
        """What it consists of."""
        return self.prepared.library

    @property
    def is_sound(self) -> bool:
        """Whether it would be built."""
        return not errors(self.problems)

    def draws_alike(self, other: "Site") -> bool:
        """Whether a renderer of this site is one of the other too: theme and texts come from the same places."""
        own, its = self.prepared, other.prepared
        return own.theme is its.theme and own.reader is its.reader

    def renderer(self) -> Renderer:
        """What renders this site's pages, in this process."""
        return Renderer(self.prepared.theme, self.prepared.reader.kept.parts, UserCache())

    def made(self, output: Output, renderer: Renderer) -> bytes:
        """The bytes of one output. Raises Mistakes, OSError and variants.Broken."""
        return one_output.made(output, self.prepared.reader, self.picture_cache, renderer)
