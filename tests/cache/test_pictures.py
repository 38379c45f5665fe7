"""Pictures made once: kept by what they are made from, found again elsewhere, and never believed when damaged."""

import io
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from bantin.cache import pictures
from bantin.cache.pictures import PictureCache
from bantin.content.file_facts import Recipe, SocialCard
from bantin.imaging import variants
from bantin.problems import Mistakes
from tests.portal import Portal, templates_compiled_once, tree, written


@pytest.fixture(scope="module", autouse=True)
def compiled() -> Iterator[None]:
    """The same templates for all builds."""
    with templates_compiled_once():
        yield


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is made, as it is made."""
    from bantin.imaging import social_card

    made: list[str] = []
    encode, draw = variants.encode_all, social_card.draw

    def encode_all(data: bytes, recipes: list[Recipe]) -> list[bytes]:
        made.extend(f"{recipe.kind} {recipe.width}" for recipe in recipes)
        return encode(data, recipes)

    def drawn(card: SocialCard) -> bytes:
        made.append(card.text)
        return draw(card)

    monkeypatch.setattr(variants, "encode_all", encode_all)
    monkeypatch.setattr(social_card, "draw", drawn)
    monkeypatch.setattr("bantin.build.worker_pool.usual_jobs", lambda: 1)
    return made


def photo(seed: int, size: tuple[int, int] = (1000, 700)) -> bytes:
    """A JPEG like no other."""
    small = Image.frombytes("RGB", (40, 28), random.Random(seed).randbytes(40 * 28 * 3))
    out = io.BytesIO()
    small.resize(size).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """An article with a cover and a picture in its text."""
    from tests.portal import CONFIG

    made = Portal(tmp_path / "portal")
    made.write_all(
        {
            "config.yaml": CONFIG,
            "content/2026/03/a.md": written(
                "Lời.\n\n![Ảnh hai](hai.jpg)",
                title="Bài A",
                date="2026-03-01 08:00",
                category="thong-bao",
                cover="{image: mot.jpg, alt: Ảnh một}",
            ),
            "content/2026/03/mot.jpg": photo(1),
            "content/2026/03/hai.jpg": photo(2),
        }
    )
    return made


def kept(portal: Portal) -> list[Path]:
    """The files of the picture cache."""
    return sorted((portal.folder / ".cache/pictures").iterdir())


def test_made_once(portal: Portal, counted: list[str], tmp_path: Path) -> None:
    """Not again for another folder, nor for a lost site/, nor elsewhere with the cache restored."""
    portal.build()
    assert sorted(counted) == [
        *("Phuc Loi Ward", "Phường Phúc Lợi", "jpeg 1200", "jpeg 960", "jpeg 960"),
        *("webp 1000", "webp 1000", "webp 480", "webp 480", "webp 960", "webp 960"),
    ]
    first = tree(portal.site)
    counted.clear()
    portal.build(site=tmp_path / "other")
    shutil.rmtree(portal.site)
    portal.build()
    elsewhere = Portal(tmp_path / "elsewhere")
    shutil.copytree(portal.folder / "content", elsewhere.folder / "content", copy_function=shutil.copyfile)
    shutil.copytree(portal.folder / ".cache/pictures", elsewhere.folder / ".cache/pictures")
    shutil.copy(portal.folder / "config.yaml", elsewhere.folder)
    elsewhere.build()
    assert counted == []
    assert tree(portal.site) == tree(tmp_path / "other") == tree(elsewhere.site) == first
    assert (portal.folder / ".cache/.gitignore").read_text() == "*\n"


def test_only_what_is_missing(portal: Portal, counted: list[str]) -> None:
    """One variant lost is one variant made, with the bytes that it has beside the others."""
    portal.build()
    first = tree(portal.site)
    (small,) = [path for path in first if "hai-" in path and path.endswith("-480.webp")]
    (portal.site / small).unlink()
    for path in kept(portal):
        if path.read_bytes()[16:] == first[small]:
            path.unlink()
    counted.clear()
    portal.build()
    assert counted == ["webp 480"]
    assert tree(portal.site) == first


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "swapped", "folder"])
def test_damaged_files_are_noticed(damage: str, portal: Portal, counted: list[str], tmp_path: Path) -> None:
    """Whatever happened to the files, the site is right; what can be is kept anew."""
    portal.build()
    first, before = tree(portal.site), {path.name: path.read_bytes() for path in kept(portal)}
    paths = kept(portal)
    for number, path in enumerate(paths):
        data = path.read_bytes()
        if damage == "folder":
            path.unlink()
            path.mkdir()
        elif damage == "swapped":
            path.write_bytes(before[paths[number - 1].name])
        else:
            path.write_bytes({"cut": data[:-1], "changed": data[:-1] + bytes([data[-1] ^ 1])}.get(damage, b""))
    counted.clear()
    portal.build(site=tmp_path / "other")
    assert len(counted) == len(before) == 11
    assert tree(tmp_path / "other") == first
    if damage != "folder":
        assert {path.name: path.read_bytes() for path in kept(portal)} == before


def test_what_no_plan_asks_for_goes(portal: Portal) -> None:
    """After a build that made a picture; one that made none leaves the folder alone."""
    portal.build()
    names = {path.name for path in kept(portal)}
    (portal.folder / ".cache/pictures/stranger").write_bytes(b"x")
    portal.write("content/2026/03/b.md", written(title="Bài B", date="2026-03-02 08:00", category="cong-tac-dang"))
    portal.write("content/2026/03/b.en.md", written(title="B"))
    portal.write("content/2026/03/a.md", written("Lời.", title="Bài A", date="2026-03-01 08:00", category="thong-bao"))
    portal.build()
    after = {path.name for path in kept(portal)}
    assert "stranger" not in after
    assert (len(names), len(after), len(names & after)) == (11, 5, 2)
    (portal.folder / ".cache/pictures/stranger").write_bytes(b"x")
    portal.write("content/2026/03/b.md", written(title="Bài C", date="2026-03-02 08:00", category="cong-tac-dang"))
    portal.build()
    assert "stranger" in {path.name for path in kept(portal)}


def test_clean_forgets(portal: Portal, counted: list[str]) -> None:
    """`--clean` makes every picture again."""
    from dataclasses import replace

    from bantin.build import incremental

    portal.build()
    counted.clear()
    shutil.rmtree(portal.site)
    incremental.build(replace(portal.settings(), is_clean=True))
    assert len(counted) == 11


def test_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more bytes are kept than there is room for; the oldest go first, what was asked for or not."""
    monkeypatch.setattr(pictures, "MOST", 350)
    kept_here = PictureCache(tmp_path)
    for number in range(5):
        kept_here.keep(f"p{number}", bytes(84))  # 100 with the digest
        os.utime(tmp_path / "pictures" / pictures._name(f"p{number}"), (number, number))
    kept_here.tidy([f"p{number}" for number in range(5)])
    assert [kept_here.find(f"p{number}") is not None for number in range(5)] == [False, False, True, True, True]


def test_a_reader_and_nobody(tmp_path: Path) -> None:
    """The preview reads and writes nothing; without a folder nothing is kept."""
    PictureCache(tmp_path).keep("a", b"data")
    reader = PictureCache(tmp_path, is_reader=True)
    reader.keep("b", b"data")
    reader.tidy([])
    assert (reader.find("a"), reader.find("b")) == (b"data", None)
    nobody = PictureCache(None)
    nobody.keep("a", b"data")
    nobody.tidy([])
    assert nobody.find("a") is None


def test_where_nothing_can_be_written(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, or a folder that may not be written: the site is made all the same, nothing half is left."""
    whole = Path.write_bytes
    (portal.folder / ".cache").mkdir()

    def full(path: Path, data: bytes) -> int:
        if path.parent.name == "pictures":
            whole(path, data[:10])
            raise OSError(28, "No space left on device")
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    portal.build()
    assert kept(portal) == []
    (portal.folder / ".cache/pictures").rmdir()
    (portal.folder / ".cache/pictures").write_text("in the way")
    shutil.rmtree(portal.site)
    portal.build()
    assert sum(path.endswith(".webp") for path in tree(portal.site)) == 6


def test_shared_out(portal: Portal) -> None:
    """Made by one process or by two: the same site."""
    from dataclasses import replace

    from bantin.build import incremental

    settings = replace(portal.settings(), jobs=1)
    incremental.build(settings)
    alone = tree(portal.site)
    shutil.rmtree(portal.folder / ".cache")
    shutil.rmtree(portal.site)
    incremental.build(replace(settings, jobs=2))
    assert tree(portal.site) == alone


def test_a_picture_that_turns_out_to_be_damaged(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only shows when the whole picture is decoded is told like other damage, and nothing is replaced."""
    portal.build()
    before = tree(portal.site)
    portal.write("content/2026/03/hai.jpg", photo(3))

    def broken(data: bytes, recipes: list[Recipe]) -> list[bytes]:
        raise variants.Broken("half way")

    monkeypatch.setattr(variants, "encode_all", broken)
    with pytest.raises(Mistakes) as found:
        portal.build()
    problem = found.value.problems[0]
    assert (problem.key, problem.place.path) == ("picture-broken", "content/2026/03/hai.jpg")
    assert tree(portal.site) == before


def test_pictures_of_somebody_else(
    portal: Portal, counted: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture cache that came with a project: whole, and of the same recipes, but made by another user."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    portal.build()
    first, made = tree(portal.site), len(counted)
    counted.clear()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    portal.build(site=tmp_path / "other")
    assert len(counted) == made == 11
    assert tree(tmp_path / "other") == first


def test_album_that_leads_elsewhere(portal: Portal, tmp_path: Path) -> None:
    """A link that came with a project: nothing is written, or tidied up, where it leads."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "letter").write_text("x")
    (portal.folder / ".cache").mkdir()
    (portal.folder / ".cache/pictures").symlink_to(own)
    portal.build()
    assert [path.name for path in own.iterdir()] == ["letter"]
