"""Pictures that cannot be shown, in whole builds: each is told where an article refers to it, with all else that is
wrong.

A fault of the program at a picture is told with the picture's name, and never called damage.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bantin.build.worker_pool import WorkerPool
from bantin.disk import files as disk_files
from bantin.disk.program import PROGRAM
from bantin.imaging import variants
from bantin.problems import Mistakes, Place, Problem
from tests import builds
from tests.builds import picture
from tests.imaging.pictures import encoded, photo
from tests.portal import CONFIG, Portal, written

HERE = "content/2026/03"


def article(body: str, **fields: str) -> str:
    """An article of March."""
    return written(body, title="Ra quân", date="2026-03-01", category="thong-bao", **fields)


def problems(portal: Portal) -> tuple[Problem, ...]:
    """What is wrong with it, but that its articles are alike."""
    with pytest.raises(Mistakes) as found:
        portal.build()
    return tuple(each for each in found.value.problems if each.key != "article-same")


def failing(*_: object, **__: object) -> None:
    """Fails as code does that has a mistake."""
    raise ZeroDivisionError("division by zero")


@pytest.mark.parametrize(
    ("function", "place"),
    [("inspect", Place(f"{HERE}/a.md", 7, 20)), ("encode_all", Place(f"{HERE}/quet-ngo.png"))],
)
def test_fault_names_the_picture(function: str, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is met when the picture is read or when its variants are made."""
    portal = Portal(tmp_path)
    text = article("![Bà con quét ngõ](quet-ngo.png)")
    portal.write_all({"config.yaml": CONFIG, f"{HERE}/a.md": text, f"{HERE}/quet-ngo.png": picture(1)})
    monkeypatch.setattr(variants, function, failing)
    (told,) = problems(portal)
    assert (told.key, told.place) == ("picture-failed", place)
    assert dict(told.values) == {"file": "quet-ngo.png", "reason": "ZeroDivisionError: division by zero"}


# What the disk says.


def _pipe(path: Path, patch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes in folders")
    os.mkfifo(path)


def _link(target: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def make(path: Path, patch: pytest.MonkeyPatch) -> None:
        try:
            path.symlink_to(target)
        except OSError:  # Windows asks for a privilege
            pytest.skip("this system makes no links")

    return make


def _unreadable(path: Path, patch: pytest.MonkeyPatch) -> None:
    # Not by its rights: root, as whom CI runs, may read everything.
    def open_or_refuse(opened: str, *asked: object, **named: object) -> object:
        if opened.endswith(path.name):
            raise PermissionError(13, "Permission denied")
        return open(opened, *asked, **named)  # type: ignore[call-overload]  # noqa: PTH123 -- as disk opens it

    path.write_bytes(picture(1))
    patch.setattr(disk_files, "open", open_or_refuse, raising=False)


def _folder(path: Path, patch: pytest.MonkeyPatch) -> None:
    path.mkdir()


def _folder_with_files(path: Path, patch: pytest.MonkeyPatch) -> None:
    path.mkdir()
    (path / "2.png").write_bytes(picture(2))
    (path / "1.png").write_bytes(picture(1))


def _empty(path: Path, patch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"")


FAULTS: dict[str, Callable[[Path, pytest.MonkeyPatch], None]] = {
    "used-not-a-file": _pipe,
    "used-link-leads-nowhere": _link("khong-co.png"),
    "used-link-leaves-folder": _link("/nowhere/else.png"),
    "used-file-unreadable": _unreadable,
    "file-is-folder": _folder,
    "file-is-folder-near": _folder_with_files,
    "picture-broken": _empty,
}


@pytest.mark.parametrize("key", FAULTS)
def test_what_the_disk_refuses(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture in a text, one that is a cover, one that is attached and one that is linked: each told once, at the
    article's line and by the name that stands there, together with a mistake of another article.
    """
    portal = Portal(tmp_path)
    portal.write_all(
        {
            "config.yaml": CONFIG,
            f"{HERE}/a.md": article("![Bà con](anh.png)"),
            f"{HERE}/b.md": article("Bài.", cover="{image: anh.png, alt: Bà con}"),
            f"{HERE}/c.md": article("Bài.", attachments="[{file: anh.png}]"),
            f"{HERE}/d.md": article("[Xem ảnh](anh.png)"),
            f"{HERE}/e.md": article("Bài.", views="nhiều"),
        }
    )
    FAULTS[key](tmp_path / HERE / "anh.png", monkeypatch)
    told = problems(portal)
    places = {(each.key, *each.place) for each in told}
    assert places == {
        (key, f"{HERE}/a.md", 7, 11),
        (key, f"{HERE}/b.md", 5, 16),
        (key, f"{HERE}/c.md", 5, 22),
        (key, f"{HERE}/d.md", 7, 11),
        ("views-nonsense", f"{HERE}/e.md", 5, 8),
    }
    assert {dict(each.values)["file"] for each in told if each.key == key} == {"anh.png"}


@pytest.mark.parametrize("kind", ["jpeg", "png", "gif", "webp"])
def test_cut_short(kind: str, tmp_path: Path) -> None:
    """A picture that was not copied to its end, wherever it ends, is told at the article's line, all in one run."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    data = encoded(photo(size=(64, 48)), kind)
    ends = range(0, len(data) - 16, 10)
    for end in ends:
        portal.write(f"{HERE}/{end}.{kind}", data[:end])
    portal.write(f"{HERE}/a.md", article("\n\n".join(f"![Bà con quét ngõ]({end}.{kind})" for end in ends)))
    told = problems(portal)
    assert [("picture-broken", f"{HERE}/a.md", 7 + 2 * number) for number in range(len(ends))] == [
        (each.key, *each.place[:2]) for each in told
    ]


def test_found_by_workers(tmp_path: Path) -> None:
    """Many pictures are looked at by several processes, with the same result as by one."""
    portal, alone = Portal(tmp_path / "a"), Portal(tmp_path / "b")
    files: builds.Files = {"config.yaml": CONFIG}
    for number in range(400):
        files[f"{HERE}/{number}.png"] = picture(number % 200)[: 40 if number % 90 == 7 else None]
        files[f"{HERE}/a-{number}.md"] = article(f"![Bà con quét ngõ]({number}.png)")
    for each in (portal, alone):
        each.write_all(files)
    with pytest.raises(Mistakes) as found:
        builds.build(portal, pool=lambda: WorkerPool(2))
    assert problems(alone) == found.value.problems
    assert len(found.value.problems) == 5


def test_a_copy_that_cannot_be_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails only when a picture is copied into the site is told with its name too, not with a traceback."""
    portal = Portal(tmp_path)
    portal.write_all(
        {"config.yaml": CONFIG, f"{HERE}/a.md": article("[Xem ảnh](anh.png)"), f"{HERE}/anh.png": picture(1)}
    )

    def broken(data: bytes) -> bytes:
        raise variants.Broken(data[:4])

    monkeypatch.setattr(variants, "bare", broken)
    (told,) = problems(portal)
    assert (told.key, told.place, dict(told.values)) == (
        "picture-broken",
        Place(f"{HERE}/anh.png"),
        {"file": "anh.png"},
    )


# Beside other mistakes.


@pytest.mark.parametrize("template", ["pages/article.html", "pages/list.html", "pages/home.html", "parts/footer.html"])
def test_a_broken_template_beside_a_wrong_article(template: str, tmp_path: Path) -> None:
    """Both are told in one run, and the template's line once, however many pages it spoils."""
    portal = Portal(tmp_path)
    asked = "{% block content %}{{ page.khong_co }}"
    ours = (PROGRAM / "templates" / template).read_text(encoding="utf-8")
    portal.write_all(
        {
            "config.yaml": CONFIG,
            f"templates/{template}": ours.replace("{% block content %}", asked)
            if "{% block content %}" in ours
            else f"{{{{ page.khong_co }}}}{ours}",
            f"{HERE}/a.md": article("![Bà con quét ngõ](khong-co.png)"),
            f"{HERE}/b.md": article("Bài."),
        }
    )
    assert sorted(each.key for each in problems(portal)) == ["picture-missing", "template-asks"]
