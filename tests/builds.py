"""Builds compared: a portal that is edited in every way there is, built with what earlier builds kept, and built clean.

A clean build is one of the same files in another folder, into an empty site, with nothing kept.
"""

import datetime
import io
import os
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from bantin.build import incremental, snapshot
from bantin.build.types import Outcome, Settings, Unpublished
from bantin.build.worker_pool import WorkerPool
from bantin.content.ledger import PATH
from bantin.disk.program import PROGRAM
from bantin.output import publish
from bantin.problems import Mistakes, Problem
from tests.portal import NOW, Portal, tree, written

Files = dict[str, str | bytes]


class Came(NamedTuple):
    """What came of a build."""

    files: dict[str, bytes]
    """Of the site."""
    problems: tuple[Problem, ...]
    waiting: tuple[Unpublished, ...]
    pages: int
    """0 if the build was refused."""

    def __repr__(self) -> str:
        return f"<{len(self.files)} files, {self.pages} pages, {self.problems}, {self.waiting}>"


def build(
    portal: Portal,
    now: datetime.datetime = NOW,
    site: Path | None = None,
    pool: Callable[[], WorkerPool] | None = None,
    is_clean: bool = False,
    with_drafts: bool = False,
) -> Outcome:
    """A build in this process, unless `pool` says otherwise."""
    settings = Settings(
        portal.folder, site or portal.site, now, with_drafts=with_drafts, is_clean=is_clean, jobs=0 if pool else 1
    )
    return incremental.build(settings, pool)


def came(portal: Portal, now: datetime.datetime = NOW, pool: Callable[[], WorkerPool] | None = None) -> Came:
    """What comes of a build, also if it is refused; but for the ledger's notes, which tell of builds before."""
    try:
        outcome = build(portal, now, pool=pool)
    except Mistakes as mistakes:
        return Came(tree(portal.site), of_now(mistakes.problems), (), 0)
    return Came(tree(portal.site), of_now(outcome.problems), outcome.waiting, outcome.pages)


def ledger(portal: Portal) -> Files:
    """The public addresses of all builds so far, which are as much a part of a portal as its content."""
    file = portal.folder / PATH
    return {PATH: file.read_bytes()} if file.exists() else {}


def of_now(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that are said of what there is now, whatever was there before."""
    return tuple(problem for problem in problems if not problem.key.startswith("address-lost"))


def came_clean(files: Files, folder: Path, now: datetime.datetime = NOW) -> Came:
    """What comes of a clean build of these files; `folder` is emptied before."""
    shutil.rmtree(folder, ignore_errors=True)
    portal = Portal(folder)
    portal.write_all(files)
    return came(portal, now)


def rounds(usual: int) -> int:
    """How often a driver tries: so many times, or, for a long search, as often as the environment's BANTIN_ROUNDS says.
    Obeyed by all that garble records, kill builds, look for leaks or edit at random.
    """
    return int(os.environ.get("BANTIN_ROUNDS") or usual)


def settle() -> None:
    """Waits until the disk's clock tells a file that is changed from now on by its times: see `disk.is_settled`."""
    time.sleep(0.035)


def is_short(portal: Portal) -> bool:
    """Whether a build now would take the short way."""
    with publish.open_site(portal.site) as site:
        settings = portal.settings()
        return incremental._nothing_changed(settings, snapshot.take(portal.folder), site) is not None


# ---- ways to write a file -----------------------------------------------------------------------------------------


def _plainly(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _replaced(path: Path, data: bytes) -> None:
    """As most editors save."""
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(data)
    unfinished.replace(path)


def _dated(seconds: int) -> Callable[[Path, bytes], None]:
    """As unpacking an archive does."""

    def write(path: Path, data: bytes) -> None:
        path.write_bytes(data)
        os.utime(path, (seconds, seconds))

    return write


MANNERS = (_plainly, _replaced, _dated(1_000_000_000), _dated(4_000_000_000))
"""Also with a time long ago, the same for all files; and with one to come."""


def lay(portal: Portal, files: Mapping[str, str | bytes], manner: int = 0) -> None:
    """Makes these the portal's files, and no others: writes what is new or other, removes what is no more."""
    for top in ("content", "templates", "assets"):
        for path in sorted((portal.folder / top).rglob("*")):
            if path.is_file() and path.relative_to(portal.folder).as_posix() not in files:
                path.unlink()
    for name, text in files.items():
        path = portal.folder / name
        data = text.encode() if isinstance(text, str) else text
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != data:
            MANNERS[manner % len(MANNERS)](path, data)


# ---- a portal under work ------------------------------------------------------------------------------------------


def picture(shade: int, width: int = 8) -> bytes:
    """A small PNG."""
    data = io.BytesIO()
    Image.new("RGB", (width, 4), (shade, shade, shade)).save(data, "PNG")
    return data.getvalue()


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} 2"><rect width="4" height="2"/></svg>'
ARTICLES = 5
BODY = (
    "Đoạn văn A.",
    "Đoạn văn B.",  # of the same size
    "UBND họp. [Xem](bai-2.md), [trang](https://phuc-loi.example/dang/) [thường](https://nguon.example/).",
    "Mở.\n\n## Phần một\n\n![Cây](anh.png)\n\n## Phần hai\n\n[Tệp](tep.txt)\n\n### Phần ba",
    "Mở.\n\n## Phần 1\n\n![Vườn](hinh.svg) <font>cũ</font> [Trang](/tin-moi/trang/1/) [bài](bai-2.md)",
    '<iframe src="https://video.example/1" title="Phim"></iframe>\n\nDòng một\n- một\n- hai',
    "[Phần](bai-2.md#phan-mot) [nhãn](/tu-khoa/rac-thai/)",
    "[Hỏng](khong-co.md)",
    "",
)
FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("Bài {n}", "Bản {n}", "Bài {n} dài hơn", "<b>&{n}", '"\\u0110iều {n}"', ""),
    "date": ("2026-03-0{n} 08:00", "2026-02-10", "2026-03-10 07:00", "2026-01-05", "2026-03-09 12:00", "hôm nay"),
    "category": ("tin", "dang", "chi-bo", "Đảng", "Tin tức"),
    "views": ("", "5", "510", "7", "mười"),
    "lead": ("", "Lời dẫn.", "Lời khác."),
    "tags": ("", "[rác thải]", "[hoà giải, Đường]", "[hòa giải]", "[rác thải, cây]"),
    "author": ("", "Ủy ban"),
    "source": ("", "Nguồn"),
    "source_url": ("", "https://nguon.example/"),
    "cover": (
        "",
        "{image: anh.png, alt: Cây}",
        "{image: khac.png, alt: Cây, caption: Lời}",
        "{image: hinh.svg, alt: H}",
        "{image: mat.png, alt: Mất}",
    ),
    "attachments": ("", "[{file: tep.txt, title: Tệp}]", "[{file: khac.txt}]"),
    "audio": ("", "mot.mp3"),
    "related": ("", "[bai-1.md]", "[bai-2.md, bai-3.md]", "[../pages/gioi-thieu.md]"),
    "updated": ("", "2026-03-09"),
    "correction": ("", "Sửa."),
    "draft": ("", "yes"),
    "featured": ("", "yes"),
    "expires": ("", "2026-03-08", "2026-03-09", "2026-03-12"),
    "notice_until": ("", "2026-03-08", "2026-03-09", "2026-03-12"),
    "withdrawn": ("", "{{date: 2026-03-01, reason: Nhầm {n}.}}"),
    "slug": ("", "duong-dan-{n}"),
    "aliases": ("", "[/cu/{n}.html]", "[/cu/chung.html]"),
}
ENGLISH = (
    "",
    "title: English {n}\ntags: [waste]\n---\n\nText. [See](bai-1.md)",
    "title: English {n}\nlead: Lead.\noriginal: '000000000000'\n---\n\nOther text.",
    "title: English {n}\nattachments: [{{file: khac.txt}}]\nviews: 900\nrelated: [bai-2.en.md]\n---\n\nOwn.",
    "title: English {n}\nslug: en-{n}\n---\n\nĐoạn văn A.",
    "title: English {n}\ndate: 2026-03-01\n---\n\nA date of its own is a mistake.",
)
CONFIG: dict[str, tuple[str, ...]] = {
    "base_url": ("https://phuc-loi.example", "https://phuc-loi.example/cong"),
    "languages": (
        "{vi: {name: Phường Mẫu}, en: {name: Sample Ward}}",
        "{vi: {name: Phường Khác}, en: {name: Sample Ward}}",
    ),
    "page_size": ("1", "2", "3", "0"),
    "untranslated": ("link", "hide"),
    "without": ("[]", "[search]", "[tags]", "[archives, tags]"),
    "home": ("{latest: 2, block: 2, featured: 1, notices: 2, most_read: 2}", "{latest: 3, most_read: 0}"),
    "feed": ("{items: 3}", "{items: 1}"),
    "categories": (
        (
            "[{id: dang, vi: Đảng, en: Party}, {id: tin, vi: Tin, en: News, notices: yes}, "
            "{id: chi-bo, vi: Chi bộ, parent: dang}]"
        ),
        "[{id: tin, vi: Tin, en: News}, {id: dang, vi: Đảng, en: Party}, {id: chi-bo, vi: Chi bộ, parent: dang}]",
        (
            "[{id: dang, vi: Đảng ta, en: Party}, {id: tin, vi: Tin, en: News, campaign: 2026-03-09}, "
            "{id: chi-bo, vi: Chi bộ}, {id: moi, vi: Mới}]"
        ),
        "[{id: dang, vi: Đảng, en: Party, address: {en: party}}, {id: tin, vi: Tin}, {id: chi-bo, vi: Chi bộ}]",
    ),
    "tags": ("[]", "[{id: rac-thai, vi: rác thải, en: waste, address: {en: waste}}]"),
    "menu": ("[{page: gioi-thieu}, {category: dang}]", "[{category: dang}, {latest: yes}]"),
    "footer": ("[{page: gioi-thieu}]", "[{vi: Mới, en: New, latest: yes}]"),
    "contact": ("{telephone: '1'}", "{telephone: '2', office: {vi: Văn phòng, en: Office}}"),
    "glossary": ("{}", "{UBND: {vi: Ủy ban nhân dân, en: Committee}}"),
    "urgent": ("{vi: Khẩn, until: 2026-03-09}", "{vi: Khẩn, en: Urgent, link: /dang/}", "{vi: Khẩn, link: /khong/}"),
    "embed_hosts": ("[]", "[video.example]"),
    "timezone": ("Asia/Ho_Chi_Minh", "UTC"),
    "limits": ("{article_bytes: 400000}", "{article_bytes: 200}"),
}
ORGANISATION = "units:\n  - {{name: {}, telephone: '{}'}}\n"
WORDS = (PROGRAM / "templates/words/vi.yaml").read_text(encoding="utf-8")
ELSE: dict[str, tuple[str | bytes | None, ...]] = {
    "content/organisation.yaml": (
        None,
        ORGANISATION.format("{vi: Ủy ban, en: Committee}", 1),
        ORGANISATION.format("{vi: Ủy ban}", 2),
        "units: [",
    ),
    "content/pages/gioi-thieu.md": (
        written(title="Giới thiệu"),
        written("[Bài](../2026/bai-1.md) ![Cây](../2026/anh.png)", title="Giới thiệu", organisation="yes"),
        written(title="Nói về", order="3", aliases="[/cu/gioi-thieu.html]"),
        written(title="Giới thiệu", draft="yes"),
    ),
    "content/pages/gioi-thieu.en.md": (None, written(title="About"), written("Text.", title="About us")),
    "content/pages/to-chuc.md": (None, written(title="Tổ chức", organisation="yes")),
    "content/2026/anh.png": (picture(10), picture(20), picture(10, 9), b"hong"),
    "content/2026/khac.png": (picture(30), picture(40)),
    "content/2026/hinh.svg": (SVG.format(4), SVG.format(5)),
    "content/2026/tep.txt": ("tệp A", "tệp B", "tệp dài hơn", None),
    "content/2026/khac.txt": ("khác A", "khác B"),
    "content/2026/mot.mp3": (b"mot", b"hai"),
    "templates/pages/article.html": (None, "<p>{{ page.title }}</p>", "{{ page.nothing }}"),
    "templates/parts/footer.html": (None, "<footer>A</footer>", "<footer>B</footer>"),
    "templates/words/vi.yaml": (None, WORDS.replace("Trang chủ", "Trang đầu")),
    "assets/css/tokens.css": (None, "@layer a;", "@layer b;"),
    "assets/img/them.svg": (None, SVG.format(6)),
}
CLOCK = (0, 1, 4, -1, 40)
"""Days from `NOW`."""
EXISTS = ("vi", "", "renamed", "english only")


class Edit(NamedTuple):
    """One thing that an editor changes."""

    what: str
    which: int
    """Article, counted round."""
    value: int
    """Of those that it can have, counted round."""


WHATS = (*FIELDS, *CONFIG, *ELSE, "clock", *("body", "english", "exists") * 4)


class Desk:
    """What stands in a portal's files, by choices among values; and the time."""

    def __init__(self) -> None:
        self._chosen: dict[tuple[str, int], int] = {
            ("category", 0): 1,
            ("category", 3): 2,
            ("body", 1): 3,
            ("body", 2): 2,
            ("english", 1): 1,
            ("english", 4): 2,
            ("tags", 1): 1,
            ("tags", 2): 1,
            ("cover", 3): 1,
        }

    def copy(self) -> "Desk":
        """Another one that can be changed alone."""
        other = Desk()
        other._chosen = dict(self._chosen)
        return other

    def edit(self, edit: Edit) -> None:
        """Chooses another value."""
        is_articles = edit.what in (*FIELDS, "body", "english", "exists")
        self._chosen[edit.what, edit.which % ARTICLES if is_articles else 0] = edit.value

    def _choice(self, what: str, which: int = 0) -> int:
        return self._chosen.get((what, which), 0)

    @property
    def now(self) -> datetime.datetime:
        """The instant of a build."""
        return NOW + datetime.timedelta(days=CLOCK[self._choice("clock") % len(CLOCK)])

    def files(self) -> Files:
        """The portal's files, by path."""
        found: Files = {
            "config.yaml": "".join(
                f"{key}: {values[self._choice(key) % len(values)]}\n" for key, values in CONFIG.items()
            )
        }
        for path, others in ELSE.items():
            content = others[self._choice(path) % len(others)]
            if content is not None:
                found[path] = content
        for number in range(ARTICLES):
            found |= self._article(number)
        return found

    def _article(self, number: int) -> Files:
        way = EXISTS[self._choice("exists", number) % len(EXISTS)]
        front: dict[str, str] = {}
        for name, values in FIELDS.items():
            value = values[self._choice(name, number) % len(values)]
            if value and not value.startswith("{image"):
                value = value.replace("[{file", "[{{file").replace("}]", "}}]").format(n=number + 1)
            if value:
                front[name] = value
        text = written(BODY[self._choice("body", number) % len(BODY)], **front)
        stem = f"content/2026/{'tin' if way == 'renamed' else 'bai'}-{number + 1}"
        if not way:
            return {}
        if way == "english only":
            return {f"{stem}.en.md": text}
        english = ENGLISH[self._choice("english", number) % len(ENGLISH)].format(n=number + 1)
        found: Files = {f"{stem}.md": text}
        if english:
            found[f"{stem}.en.md"] = f"---\n{english}\n"
        return found
