"""Same fingerprint, same bytes; and another fingerprint only for what shows the change (DESIGN section 3).

First every field of every type that a page is made of, one at a time. Then every field of the front matter and every
key of config.yaml, in a portal that uses each: beside it stands which outputs must be made anew; no others may be.
"""

import datetime
import io
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from PIL import Image

from bantin.content import front_matter
from bantin.content.addresses import output_path
from bantin.content.config import _KEYS as CONFIG_KEYS
from bantin.content.field_names import ARTICLE_FIELDS, PAGE_FIELDS
from bantin.pages import frame_types, part_types
from bantin.pages import types as page_types
from bantin.pages.frame_types import Assets
from bantin.pages.types import Page
from bantin.plan.fingerprints import Fingerprints
from bantin.plan.outputs import TextOutput
from bantin.theme.page_output import PageOutput
from bantin.theme.theme import Theme
from tests.portal import NOW, Portal, fingerprints, outputs_of, templates_compiled_once, written

# ---- every field of every type ------------------------------------------------------------------------------------

TYPES = tuple(
    each
    for module in (part_types, frame_types, page_types)
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, tuple)
)


def example(kind: Any, depth: int = 0) -> Any:
    """A value of a type that stands in `pages`: of texts, numbers, truths, and tuples and types made of them only."""
    if kind in (str, int, bool):
        return {str: "Chữ", int: 1, bool: False}[kind]
    if kind in TYPES:
        return kind(**{name: example(hint, depth + 1) for name, hint in get_type_hints(kind).items()})
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if inner[-1] is not Ellipsis:
            return tuple(example(each, depth) for each in inner)
        return () if depth > 3 and inner[0] is part_types.MenuItem else (example(inner[0], depth + 1),)
    if get_origin(kind) in (Union, UnionType):
        return example(next(each for each in get_args(kind) if each is not NoneType), depth)
    raise TypeError(f"nothing of this type may stand on a page: {kind}")


def others(kind: Any, value: Any, trail: str) -> Iterator[tuple[str, Any]]:
    """(what was changed, a value that differs in that alone) for all that can change in a value of `kind`."""
    if kind is str:
        yield trail, f"{value} khác"
    elif kind is int:
        yield trail, value + 1
    elif kind is bool:
        yield trail, not value
    elif kind in TYPES:
        for name, hint in get_type_hints(kind).items():
            for path, other in others(hint, getattr(value, name), f"{trail}.{name}"):
                yield path, value._replace(**{name: other})
    elif get_origin(kind) is tuple:
        inner_kinds = get_args(kind)
        if inner_kinds[-1] is Ellipsis:
            if value:
                yield f"{trail}[none]", ()
            yield f"{trail}[more]", (*value, example(inner_kinds[0], 3))
            inner_kinds = (inner_kinds[0],) * len(value)
        for index, inner_kind in enumerate(inner_kinds):
            for path, other in others(inner_kind, value[index], f"{trail}[{index}]"):
                yield path, (*value[:index], other, *value[index + 1 :])
    else:
        if NoneType in get_args(kind):
            yield f"{trail}=None", None
        kinds = [each for each in get_args(kind) if each is not NoneType]
        (*texts, inner_kind) = sorted(kinds, key=[str, *kinds].index)
        assert texts in ([], [str])  # of two types, one could pass for the other; a text passes for none
        yield from others(str if isinstance(value, str) else inner_kind, value, trail)
        if texts and isinstance(value, str):
            record = example(inner_kind)
            yield f"{trail}: {inner_kind.__name__}", record
            for path, other in others(inner_kind, record, trail):
                yield path, other


def theme(digest: str = "theme") -> Theme:
    """A theme with this digest; nothing else of it is in a fingerprint."""
    return Theme({}, (), example(Assets), {}, None, "", digest)


def mark(page: Page, code: str = "vi", digest: str = "theme") -> str:
    """The fingerprint that `plan` gives a page."""
    return Fingerprints(theme(digest)).of(page, code)


@pytest.mark.parametrize("kind", get_args(Page), ids=lambda kind: str(kind.__name__))
def test_every_field_is_in_the_fingerprint(kind: type[Page]) -> None:
    """Whatever changes in a page, at any depth, gives it a fingerprint that no other state of it has."""
    page = example(kind)
    changes = dict(others(kind, page, kind.__name__))
    marks = {name: mark(other) for name, other in changes.items()}
    assert len({mark(page), *marks.values()}) == 1 + len(changes) > 5


def test_every_type_is_part_of_a_page() -> None:
    """The walk above comes through every type and every field that `pages` has."""
    met = {
        f"{kind.__name__}.{name}"
        for page in get_args(Page)
        for kind in _types_within(page, set())
        for name in get_type_hints(kind)
    }
    assert met == {f"{kind.__name__}.{name}" for kind in TYPES for name in get_type_hints(kind)}


def _types_within(kind: Any, found: set[Any]) -> set[Any]:
    if kind in TYPES and kind not in found:
        found.add(kind)
        for inner in get_type_hints(kind).values():
            _types_within(inner, found)
    for inner in get_args(kind):
        _types_within(inner, found)
    return found


def test_kit_and_language_are_in_the_fingerprint() -> None:
    """Another theme, another language of the words: another page."""
    page = example(page_types.SearchPage)
    assert len({mark(page), mark(page, digest="other"), mark(page, code="en")}) == 3


def test_same_ingredients_same_fingerprint() -> None:
    """Equal pages have equal fingerprints, whichever objects they are made of."""
    assert all(mark(example(kind)) == mark(example(kind)) for kind in get_args(Page))


# ---- every field of the front matter, every key of config.yaml ----------------------------------------------------

CONFIG = {
    "base_url": "https://phuc-loi.example",
    "bantin": '">=0.0"',
    "timezone": "Asia/Ho_Chi_Minh",
    "language": "vi",
    "languages": """
  vi: {name: Phường Mẫu, short_name: Mẫu, slogan: Khẩu hiệu, authority: Cấp trên, description: Lời giới thiệu}
  en: {name: Sample Ward, short_name: Sample, slogan: Motto, authority: Above, description: About it}""",
    "untranslated": "link",
    "without": "",
    "page_size": "2",
    "sample": "{vi: Nội dung mẫu, en: Sample content}",
    "categories": """
  - {id: dang, vi: Đảng, en: Party}
  - {id: tin, vi: Tin, en: News}
  - {id: thong-bao, vi: Thông báo, en: Notices, notices: yes}""",
    "tags": "[{id: rac-thai, vi: rác thải, en: waste, address: {en: waste}}]",
    "menu": "[{page: gioi-thieu}, {category: dang}, {vi: Mới, en: New, latest: yes}]",
    "footer": "[{page: gioi-thieu}]",
    "links": "[{vi: Cổng, en: Gate, address: 'https://cong.example/'}]",
    "contact": "{office: {vi: Văn phòng, en: Office}, telephone: 024 0000 0000}",
    "glossary": "{UBND: {vi: Ủy ban nhân dân, en: People's Committee}}",
    "urgent": "{vi: Khẩn, en: Urgent}",
    "embed_hosts": "[video.example]",
    "home": "{latest: 3, block: 2, featured: 1, notices: 1, most_read: 2}",
    "feed": "{items: 2}",
    "preview_pictures": "category",
    "limits": "{article_bytes: 400000}",
}


def config(**changes: str) -> dict[str, str]:
    """config.yaml with these keys otherwise."""
    return {"config.yaml": "".join(f"{key}: {value}\n" for key, value in (CONFIG | changes).items())}


RICH = {
    "title": "Bài giàu",
    "date": "2025-06-10 10:00",
    "category": "dang",
    "views": "510",
    "lead": "Lời dẫn giàu.",
    "tags": "[rác thải, cây xanh]",
    "author": "Tác giả",
    "source": "Nguồn",
    "source_url": "https://nguon.example/",
    "cover": "{image: anh.png, alt: Ảnh bìa, caption: Lời ảnh}",
    "attachments": "[{file: tep.txt, title: Tệp}]",
    "audio": "mot.mp3",
    "related": "[../03/b2.md]",
    "aliases": "[/cu/giau.html]",
}
RICH_TEXT = "Đoạn đầu.\n\nĐoạn sau."
ORIGINAL = "{original}"
"""Stands for the digest of the original, which says that the translation is not behind it."""
RICH_ENGLISH = {"title": "Rich", "lead": "Rich lead.", "tags": "[waste]", "original": ORIGINAL}


def rich(text: str = RICH_TEXT, **changes: str) -> dict[str, str]:
    """The article that has every field, with these fields otherwise; '' leaves one out."""
    front = {name: value for name, value in (RICH | changes).items() if value}
    return {"content/2025/06/giau.md": written(text, **front)}


def english(text: str = "First.\n\nSecond.", **changes: str) -> dict[str, str]:
    """Its translation."""
    return {"content/2025/06/giau.en.md": written(text, **(RICH_ENGLISH | changes))}


def plain(**changes: str) -> dict[str, str]:
    """A plain page, which is in the menu."""
    return {"content/pages/gioi-thieu.md": written(**({"title": "Giới thiệu", "lead": "Lời."} | changes))}


def _articles() -> Iterator[tuple[str, str]]:
    """Fourteen articles, one a month; ten of them in one category, where the rich one is the sixth."""
    months = ((year, month) for year in (2024, 2025) for month in range(1, 13))
    for name, (year, month) in zip(
        "a1 a2 b1 a3 b2 a4 a5 giau a6 b3 a7 a8 a9 c1".split(), itertools.islice(months, 10, None), strict=True
    ):
        category = {"a": "dang", "b": "tin", "c": "thong-bao"}.get(name[0], "")
        front = {"title": f"Bài {name}", "date": f"{year}-{month:02}-10 10:00", "category": category}
        text = "Văn bản."
        if name == "a4":
            front["tags"], text = "[cây xanh]", "UBND [giới thiệu](../06/giau.md)."
        if name == "b1":
            front["related"] = "[../06/giau.md]"
        if name != "giau":
            yield f"content/{year}/{month:02}/{name}.md", written(text, **front)
        if name in ("a3", "b2", "a6"):
            yield f"content/{year}/{month:02}/{name}.en.md", written("Text.", title=f"English {name}")


def picture(shade: int) -> bytes:
    """A small PNG."""
    data = io.BytesIO()
    Image.new("RGB", (8, 4), (shade, shade, shade)).save(data, "PNG")
    return data.getvalue()


ORGANISATION = "units:\n  - {{name: {{vi: Ủy ban, en: Committee}}, telephone: '{}'}}\n"

PORTAL: dict[str, str | bytes] = {
    **config(),
    **dict(_articles()),
    **rich(),
    **english(),
    **plain(),
    "content/pages/gioi-thieu.en.md": written(title="About"),
    "content/pages/to-chuc.md": written(title="Tổ chức", organisation="yes", order="5"),
    "content/pages/to-chuc.en.md": written(title="Organisation"),
    "content/organisation.yaml": ORGANISATION.format("1"),
    "content/2025/06/anh.png": picture(10),
    "content/2025/06/khac.png": picture(20),
    "content/2025/06/tep.txt": "tệp",
    "content/2025/06/khac.txt": "tệp khác",
    "content/2025/06/mot.mp3": b"mot",
    "content/2025/06/hai.mp3": b"hai",
}


# What shows the rich article, in either edition.
OWN, EN = "2025/06/giau/", "en/2025/06/giau/"
LISTS = ("tin-moi/trang/4/", "dang/trang/3/", "2025/06/", "tu-khoa/rac-thai/", "tu-khoa/cay-xanh/")
EN_LISTS = ("en/latest/page/4/", "en/dang/page/3/", "en/2025/06/", "en/tag/waste/")
NEIGHBOURS = tuple(f"2025/{month}/" for month in ("02/a3", "04/a4", "05/a5", "07/a6", "09/a7", "10/a8", "11/a9"))
EN_NEIGHBOURS = ("en/2025/02/a3/", "en/2025/07/a6/")
RELATED = "2025/01/b1/"
READ, EN_READ = ("", "dang/"), ("en/", "en/dang/")
EN_FEEDS = ("en/rss.xml", "en/dang/rss.xml")
FORWARD = "cu/giau.html"
MAP = "sitemap.xml"
GONE = (
    *(OWN, EN, *LISTS, *EN_LISTS, *NEIGHBOURS, *EN_NEIGHBOURS, RELATED, *READ, *EN_READ, *EN_FEEDS, FORWARD, MAP),
    *("dang/trang/4/", "tin-moi/trang/5/", "tin-moi/trang/6/", "tin-moi/", "so-do/", "2025/", "2025/05/", "2025/07/"),
    *("tim-kiem/", "en/search/"),
    *("en/dang/page/4/", "en/latest/page/5/", "en/latest/page/6/", "en/latest/", "en/site-map/", "en/2025/"),
    *("en/2025/05/", "en/2025/07/"),
)
"""What changes when the rich article goes: all that showed it, its lists from there to the newest page, its month."""
MOVED = (
    *(OWN, EN, *LISTS, *EN_LISTS, *NEIGHBOURS, *EN_NEIGHBOURS, RELATED, *READ, *EN_READ, *EN_FEEDS, MAP),
    *("dang/trang/4/", "tin/trang/1/", "tin/", "tin/rss.xml", "2025/03/b2/", "2025/08/b3/"),
    *("en/dang/page/4/", "en/tin/page/1/", "en/tin/", "en/tin/rss.xml", "en/2025/03/b2/"),
)
"""What changes when it moves to another category."""
WITHOUT_LINKS = {  # a link to a draft would be a mistake
    "content/2025/04/a4.md": written(
        "UBND giới thiệu.", title="Bài a4", date="2025-04-10 10:00", category="dang", tags="[cây xanh]"
    ),
    "content/2025/01/b1.md": written("Văn bản.", title="Bài b1", date="2025-01-10 10:00", category="tin"),
}
VI, EN_ALL, EVERY = "@vi", "@en", "@page"
"""Rules instead of addresses: every page with a frame of that edition; every page there is."""


@dataclass(frozen=True, slots=True)
class Case:
    """An edit, and the addresses of all outputs that must be made anew, new ones and those that go included."""

    name: str
    edit: Mapping[str, str | bytes]
    expected: tuple[str, ...]
    """Addresses, rules, `=words` (every output that holds them, before or after), `?start` (whichever begin so)."""


ARTICLE = (
    Case("title", rich(title="Bài khác"), (OWN, *LISTS, *NEIGHBOURS, RELATED, *READ, FORWARD, EN)),
    Case(
        "date",
        rich(date="2025-06-11 09:00"),
        (OWN, EN, *LISTS, *EN_LISTS, *NEIGHBOURS, *EN_NEIGHBOURS, RELATED, *EN_FEEDS, MAP),
    ),
    Case("category", rich(category="tin"), MOVED),
    Case("views", rich(views="999"), (OWN, EN, *READ, *EN_READ)),
    Case("lead", rich(lead="Lời dẫn khác."), (OWN, *LISTS, EN)),
    Case("tags", rich(tags="[rác thải, thể thao]"), (OWN, "tu-khoa/cay-xanh/", "tu-khoa/the-thao/", "so-do/", MAP)),
    Case("author", rich(author="Người khác"), (OWN, EN)),
    Case("source", rich(source="Nguồn khác"), (OWN, EN)),
    Case("source_url", rich(source_url="https://khac.example/"), (OWN, EN)),
    Case("cover alt", rich(cover="{image: anh.png, alt: Khác, caption: Lời ảnh}"), (OWN, EN)),
    Case("cover caption", rich(cover="{image: anh.png, alt: Ảnh bìa, caption: Khác}"), (OWN, EN)),
    Case("cover", rich(cover="{image: khac.png, alt: Ảnh bìa}"), (OWN, EN, *LISTS, *EN_LISTS, RELATED)),
    Case("attachments", rich(attachments="[{file: khac.txt, title: Tệp}]"), (OWN, EN)),
    Case("attachments title", rich(attachments="[{file: tep.txt, title: Khác}]"), (OWN, EN)),
    Case("audio", rich(audio="hai.mp3"), (OWN, EN)),
    Case("related", rich(related="[../08/b3.md]"), (OWN, EN)),
    Case("updated", rich(updated="2025-06-20"), (OWN, MAP)),
    Case("correction", rich(correction="Sửa một số."), (OWN, EN)),
    Case("draft", rich(draft="yes") | WITHOUT_LINKS, GONE),
    Case("featured", rich(featured="yes"), ("", "en/")),
    Case(
        "expires",
        rich(expires="2025-07-01"),
        (OWN, EN, *LISTS, *EN_LISTS, *NEIGHBOURS, *EN_NEIGHBOURS, RELATED),
    ),
    Case(
        "notice_until",
        rich(notice_until="2026-12-31"),
        (OWN, EN, *LISTS, *EN_LISTS, *NEIGHBOURS, *EN_NEIGHBOURS, RELATED),
    ),
    Case("withdrawn", rich(withdrawn="{date: 2026-01-02, reason: Nhầm số.}"), GONE),
    Case(
        "slug",
        rich(slug="ten-khac"),
        (OWN, "2025/06/ten-khac/", EN, *LISTS, *NEIGHBOURS, RELATED, *READ, FORWARD, MAP),
    ),
    Case("aliases", rich(aliases="[/cu/khac.html]"), (FORWARD, "cu/khac.html")),
    Case("approved", rich(approved="{by: Bí thư, date: 2025-06-11, digest: 111111111111}"), ()),
    Case("original", english(original="111111111111"), (EN,)),
    Case("body", rich("Đoạn đầu.\n\nĐoạn khác."), (OWN, EN)),
    Case("picture bytes", {"content/2025/06/anh.png": picture(30)}, (OWN, EN, *LISTS, *EN_LISTS, RELATED)),
    Case("attachment size", {"content/2025/06/tep.txt": "tệp dài hơn"}, (OWN, EN)),
    Case("english title", english(title="Other"), (EN, *EN_LISTS, *EN_NEIGHBOURS, *EN_READ, *EN_FEEDS)),
    Case("english lead", english(lead="Other."), (EN, *EN_LISTS, *EN_FEEDS)),
    Case("english body", english("First.\n\nOther."), (EN,)),
    Case("english tags", english(tags="[]"), (EN, "en/tag/waste/", "en/site-map/", MAP)),
    Case("english views", english(views="900"), (EN, *EN_READ)),
)
PAGES = (
    Case("title", plain(title="Khác"), (VI,)),
    Case("lead", plain(lead="Khác."), ("gioi-thieu/",)),
    Case("slug", plain(slug="khac"), (VI, "en/gioi-thieu/", MAP)),
    Case("aliases", plain(aliases="[/cu.html]"), ("cu.html",)),
    Case(
        "draft",
        {"content/pages/to-chuc.md": written(title="Tổ chức", draft="yes")},
        ("to-chuc/", "en/to-chuc/", "so-do/", "en/site-map/", MAP),
    ),
    Case("updated", plain(updated="2025-06-20"), ("gioi-thieu/",)),
    Case("order", plain(order="1"), ("so-do/", "en/site-map/")),
    Case(
        "organisation", {"content/pages/to-chuc.md": written(title="Tổ chức", order="5")}, ("to-chuc/", "en/to-chuc/")
    ),
    Case(
        "original",
        {"content/pages/gioi-thieu.en.md": written(title="About", original="111111111111")},
        ("en/gioi-thieu/",),
    ),
    Case("organisation.yaml", {"content/organisation.yaml": ORGANISATION.format("2")}, ("to-chuc/", "en/to-chuc/")),
)
LANGUAGES = CONFIG["languages"]
CATEGORIES = CONFIG["categories"]
KEYS = (
    Case("base_url", config(base_url="https://khac.example"), (EVERY, "=https://phuc-loi.example")),
    Case("bantin", config(bantin='">=0.0.1"'), ()),
    Case("timezone", config(timezone="Asia/Tokyo"), ("=+07:00", "=+0700")),
    Case("language", config(language="en"), ()),
    Case("languages name", config(languages=LANGUAGES.replace("Phường Mẫu", "Phường Khác")), ("=Phường Mẫu",)),
    Case("languages short_name", config(languages=LANGUAGES.replace("short_name: Mẫu", "short_name: Khác")), (VI,)),
    Case("languages slogan", config(languages=LANGUAGES.replace("Khẩu hiệu", "Câu khác")), (VI,)),
    Case("languages authority", config(languages=LANGUAGES.replace("Above", "Elsewhere")), (EN_ALL,)),
    Case("languages description", config(languages=LANGUAGES.replace("Lời giới thiệu", "Khác")), ("=Lời giới thiệu",)),
    Case("sample", config(sample="{vi: Khác, en: Sample content}"), (VI,)),
    Case(
        "categories name",
        config(categories=CATEGORIES.replace("vi: Đảng", "vi: Công tác Đảng")),
        (VI, "rss.xml", "dang/rss.xml"),
    ),
    Case(
        "categories retired",
        config(categories=CATEGORIES.replace("en: News", "en: News, retired: yes")),
        ("", "en/", "so-do/", "en/site-map/"),
    ),
    Case(
        "categories aliases",
        config(categories=CATEGORIES.replace("en: News", "en: News, aliases: [cu]")),
        ("cu/", "en/cu/"),
    ),
    Case(
        "categories order",
        config(categories=CATEGORIES + "\n  - {id: moi, vi: Mới lập, en: Fresh}"),
        ("moi/", "moi/rss.xml", "en/moi/", "en/moi/rss.xml", "so-do/", "en/site-map/", MAP),
    ),
    Case(
        "tags",
        config(tags="[{id: rac-thai, vi: rác thải, en: rubbish, address: {en: waste}}]") | english(tags="[rubbish]"),
        (EN, "en/tag/waste/", "en/site-map/"),
    ),
    Case("footer", config(footer="[{vi: Về đầu, en: Home, address: /}]"), (VI, EN_ALL)),
    Case("menu", config(menu=CONFIG["menu"].replace("Mới", "Tất cả")), (VI,)),
    Case("links", config(links="[{vi: Cổng khác, en: Gate, address: 'https://cong.example/'}]"), ("",)),
    Case("contact", config(contact="{office: {vi: Văn phòng, en: Office}, telephone: 024 1}"), (VI, EN_ALL)),
    Case("glossary", config(glossary="{UBND: {vi: Ủy ban, en: Committee}}"), ("2025/04/a4/",)),
    Case("urgent", config(urgent="{vi: Khẩn hơn, en: Urgent}"), ("", "assets/urgent.js")),
    Case("embed_hosts", config(embed_hosts="[khac.example]"), (EVERY,)),
    Case("home latest", config(home=CONFIG["home"].replace("latest: 3", "latest: 4")), ("", "en/")),
    Case("home most_read", config(home=CONFIG["home"].replace("most_read: 2", "most_read: 0")), (*READ, *EN_READ)),
    Case("feed", config(feed="{items: 3}"), ("rss.xml", "dang/rss.xml", "tin/rss.xml", *EN_FEEDS)),
    Case("preview_pictures", config(preview_pictures="{drawn: 90}"), ("2025/12/c1/",)),
    Case("limits", config(limits="{article_bytes: 300000}"), ()),
    Case("strict_since", config(strict_since="2026-01-01"), ()),
    Case("lenient", config(lenient='["2025"]'), ()),
    Case("approval", config(approval="no"), ()),
    Case("check", config(check="{silent_days: 90}"), ()),
    Case("untranslated", config(untranslated="hide"), ("?en/", "?20", MAP)),
    Case("without", config(without="[search]"), (VI, EN_ALL, "sitemap.xml")),
    Case(
        "page_size",
        config(page_size="3"),
        ("?tin-moi/", "?dang/", "?tin/", "?en/latest/", "?en/dang/", "?en/tin/", MAP),
    ),
)
LATER = NOW + datetime.timedelta(days=30)
SHOWN = (OWN, EN, *LISTS, *EN_LISTS, *NEIGHBOURS, *EN_NEIGHBOURS, RELATED)
CLOCK = (
    Case("nothing due", {}, ()),
    Case("expires", rich(expires="2026-03-20"), SHOWN),
    Case("notice_until", rich(notice_until="2026-03-20"), SHOWN),
    Case("urgent until", config(urgent="{vi: Khẩn, en: Urgent, until: 2026-03-20}"), ("", "en/", "assets/urgent.js")),
    Case(
        "campaign",
        config(categories=CATEGORIES.replace("en: News", "en: News, campaign: 2026-03-20")),
        ("", "en/", "so-do/", "en/site-map/"),
    ),
    Case("preview_pictures", config(preview_pictures="{drawn: 90}"), ("2025/12/c1/",)),
    Case("scheduled", rich(date="2026-03-20 08:00") | WITHOUT_LINKS, ("?",)),
)
KIT = (
    Case("template", {"templates/pages/article.html": "{{ page.title }}"}, (EVERY,)),
    Case("part", {"templates/parts/footer.html": "<footer></footer>"}, (EVERY,)),
    Case("style", {"assets/css/tokens.css": "@layer a;"}, (EVERY, "?assets/site-")),
    Case("script", {"assets/js/print.js": "0"}, (EVERY, "?assets/site-", "?assets/search-")),
    Case("article script", {"assets/js/article/print.js": "0"}, (EVERY, "?assets/article-")),
    Case("theme", {"assets/js/theme.js": "0"}, (EVERY, "?assets/theme-")),
    Case("picture", {"assets/img/x.svg": "<svg/>"}, ("assets/img/x.svg",)),
)


@pytest.fixture(scope="module", autouse=True)
def compiled() -> Iterator[None]:
    """Hundreds of builds with the same templates."""
    with templates_compiled_once():
        yield


@dataclass(frozen=True, slots=True)
class State:
    """A portal's plan, as far as edits can change it."""

    marks: Mapping[str, str]
    texts: Mapping[str, bytes]
    frames: Mapping[str, str]
    """Path → language of the frame around the page, '' if it has none."""


def state(portal: Portal, now: datetime.datetime = NOW) -> State:
    """Fingerprints and bytes of all that is no picture and no copied file."""
    gathered = portal.gather(now)
    marks = fingerprints(gathered)
    outputs = {path: each for path, each in outputs_of(gathered).items() if isinstance(each, PageOutput | TextOutput)}
    renderer = gathered.renderer()
    frames = {
        path: getattr(getattr(each.page, "frame", None), "lang", "")
        for path, each in outputs.items()
        if isinstance(each, PageOutput)
    }
    texts = {path: gathered.made(each, renderer) for path, each in outputs.items()}
    return State({path: marks[path] for path in outputs}, texts, frames)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """The portal before every edit."""
    made = Portal(tmp_path_factory.mktemp("portal"))
    restore(made, PORTAL)
    return made


@pytest.fixture(scope="module")
def before(portal: Portal) -> State:
    """Its state."""
    return state(portal)


def restore(portal: Portal, files: Mapping[str, str | bytes]) -> None:
    """Writes files, with the digest of the rich original as it is in PORTAL where a translation names it."""
    text = str(PORTAL["content/2025/06/giau.md"])
    own = front_matter.parse(text, "content/2025/06/giau.md", ("vi", "en")).front_matter
    assert own is not None
    for path, content in files.items():
        portal.write(path, content.replace(ORIGINAL, own.digest) if isinstance(content, str) else content)


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """What is in one of them only, or otherwise in the other."""
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


def meant(expected: tuple[str, ...], old: State, new: State, found: set[str]) -> set[str]:
    """The paths that a case's addresses and rules mean."""
    paths: set[str] = set()
    frames = {**old.frames, **new.frames}
    for each in expected:
        if each in (VI, EN_ALL):
            paths |= {path for path, lang in frames.items() if lang == each[1:]}
        elif each == EVERY:
            paths |= frames.keys()
        elif each.startswith("="):
            word = each[1:].encode()
            paths |= {path for texts in (old.texts, new.texts) for path, text in texts.items() if word in text}
        elif each.startswith("?"):
            paths |= {path for path in found if path.startswith(each[1:])}
        else:
            paths.add(output_path(each))
    return paths


@pytest.mark.parametrize("case", (*ARTICLE, *PAGES, *KEYS), ids=lambda case: case.name.replace(" ", "-"))
def test_what_shows_it_and_nothing_else(case: Case, portal: Portal, before: State) -> None:
    """An edit gives a new fingerprint to the outputs that show it, to no others; and only their bytes change."""
    restore(portal, case.edit)
    try:
        after = state(portal)
    finally:
        restore(portal, {path: PORTAL[path] for path in case.edit})
    found = changed(before.marks, after.marks)
    expected = meant(case.expected, before, after, found)
    assert (sorted(found - expected), sorted(expected - found)) == ([], [])
    assert sorted(found) == sorted(changed(before.texts, after.texts))


@pytest.mark.parametrize("case", CLOCK, ids=lambda case: case.name.replace(" ", "-"))
def test_time_changes_what_shows_it(case: Case, portal: Portal) -> None:
    """The clock alone gives a new fingerprint to what looks otherwise now, and to nothing else."""
    restore(portal, case.edit)
    try:
        early, late = state(portal, NOW), state(portal, LATER)
    finally:
        restore(portal, {path: PORTAL[path] for path in case.edit})
    found = changed(early.marks, late.marks)
    expected = meant(case.expected, early, late, found)
    assert (sorted(found - expected), sorted(expected - found)) == ([], [])
    assert sorted(found) == sorted(changed(early.texts, late.texts))


@pytest.mark.parametrize("case", KIT, ids=lambda case: case.name)
def test_kit_makes_every_page_anew(case: Case, portal: Portal, before: State) -> None:
    """Templates, styles and scripts are part of every page, as far as the fingerprints know."""
    restore(portal, case.edit)
    try:
        after = state(portal)
    finally:
        for path in case.edit:
            (portal.folder / path).unlink()
    found = changed(before.marks, after.marks)
    assert sorted(found) == sorted(meant(case.expected, before, after, found))
    assert changed(before.texts, after.texts) <= found


def test_every_field_has_its_case() -> None:
    """No field of the front matter and no key of config.yaml is left out above."""
    assert {case.name.split()[0] for case in ARTICLE} >= set(ARTICLE_FIELDS)
    assert {case.name.split()[0] for case in PAGES} >= set(PAGE_FIELDS)
    assert {case.name.split()[0] for case in KEYS} >= set(CONFIG_KEYS)
