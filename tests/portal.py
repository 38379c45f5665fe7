"""Small portals for tests: a folder, its content written in a line or two, gathered or built at a fixed instant."""

import datetime
import functools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest
from jinja2.bccache import Bucket

from bantin.build import incremental, pipeline
from bantin.build.site import Site
from bantin.build.snapshot import take
from bantin.build.timing import Timings
from bantin.build.types import Outcome, Settings
from bantin.build.worker_pool import WorkerPool
from bantin.cache.folder import file_of
from bantin.cache.pictures import PictureCache
from bantin.cache.store import BuildCache
from bantin.cache.user import UserCache
from bantin.content.follow_on_errors import pressing
from bantin.imaging import social_card
from bantin.plan.outputs import Output
from bantin.problems import Mistakes, errors
from bantin.theme import environment
from bantin.theme.page_output import PageOutput

NOW = datetime.datetime(2026, 3, 9, 12, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
"""A Monday at noon, in the ward."""

CONFIG = """\
base_url: https://phuc-loi.example
languages:
  vi: {name: Phường Phúc Lợi}
  en: {name: Phuc Loi Ward}
page_size: 2
categories:
  - {id: cong-tac-dang, vi: Công tác Đảng, en: Party Affairs}
  - {id: thong-bao, vi: Thông báo, en: Notices, notices: yes}
"""


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal in a folder of a test."""

    folder: Path

    @property
    def site(self) -> Path:
        """Where it is built."""
        return self.folder / "site"

    @property
    def kept(self) -> Path:
        """The file in which builds by this user keep what they read."""
        secret = UserCache().secret
        assert secret is not None
        return file_of(self.folder, secret)

    def write(self, path: str, text: str | bytes) -> None:
        """A file of the portal, new or in the place of another."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def write_all(self, files: Mapping[str, str | bytes]) -> None:
        """Several files."""
        for path, text in files.items():
            self.write(path, text)

    def settings(self, now: datetime.datetime = NOW, site: Path | None = None) -> Settings:
        """A build of this portal."""
        return Settings(self.folder, site or self.site, now)

    def gather(self, now: datetime.datetime = NOW) -> Site:
        """Everything planned (see `gather`)."""
        return gather(self.settings(now))

    def build(self, now: datetime.datetime = NOW, site: Path | None = None) -> Outcome:
        """A build into `site`."""
        return incremental.build(self.settings(now, site))


def written(body: str = "Một đoạn văn ngắn.", **fields: str) -> str:
    """A content file: the front matter's fields as they are given, then the text."""
    front = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{front}---\n\n{body}\n"


def gather(settings: Settings) -> Site:
    """A site with all its outputs, planned from nothing; raises Mistakes as a build does."""
    with WorkerPool(jobs=1) as pool:
        prepared = pipeline.prepare_site(settings, take(settings.project), BuildCache(None), pool, Timings())
    site = Site.of(prepared, PictureCache(None, is_reader=True))
    if errors(site.problems):
        raise Mistakes(pressing(site.problems))
    return site


def rendered(gathered: Site) -> dict[str, bytes]:
    """The bytes of every output, by path."""
    renderer = gathered.renderer()
    return {path: gathered.made(output, renderer) for path, output in outputs_of(gathered).items()}


def outputs_of(gathered: Site) -> dict[str, Output]:
    """Every output, by path."""
    return {path: output.value for path, output in gathered.outputs.items()}


def fingerprints(gathered: Site) -> dict[str, str]:
    """The fingerprint of every output, by path."""
    return {path: output.fingerprint for path, output in outputs_of(gathered).items()}


def pages(gathered: Site) -> dict[str, PageOutput]:
    """The outputs that are pages."""
    return {path: each for path, each in outputs_of(gathered).items() if isinstance(each, PageOutput)}


def tree(site: Path) -> dict[str, bytes]:
    """Every published file of a built site with its bytes."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.relative_to(site).parts[0] != ".bantin"
    }


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates in memory, by the digest of their text."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key + bucket.checksum in self._code:
            bucket.bytecode_from_string(self._code[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


@contextmanager
def templates_compiled_once() -> Iterator[None]:
    """Within it, each template is compiled once for all builds, and each social card drawn once: nine tenths of what a
    small build takes.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(social_card, "draw", functools.cache(social_card.draw))
        patch.setattr(environment, "Environment", functools.partial(jinja2.Environment, bytecode_cache=_Compiled()))
        yield
