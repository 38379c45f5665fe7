"""The names of the front matter's fields, and the other names by which their writers know them."""

from collections.abc import Mapping

ARTICLE_FIELDS = tuple(
    "title date category views lead tags author source source_url cover attachments audio related updated correction "
    "draft featured expires notice_until withdrawn approved slug aliases original".split()
)
PAGE_FIELDS = ("title", "lead", "slug", "aliases", "draft", "updated", "order", "organisation", "original")
KNOWN_FIELDS = frozenset((*ARTICLE_FIELDS, *PAGE_FIELDS))
OF_THE_ORIGINAL = ("date", "category", "expires", "notice_until", "featured", "withdrawn")
"""Fields that a translation cannot have: what is not public in the original is public in no language."""

_IN_VIETNAMESE = {
    "title": "tieu de, ten bai, ten trang, tua de, ten, ten tai lieu, ten van ban, dau de",
    "date": "ngay dang, ngay gio dang, ngay, ngay gio, ngay xuat ban, ngay rut, ngay go, thoi gian dang, "
    "ngay thang, ngay thang nam",
    "category": "chuyen muc, danh muc, muc, muc tin, loai tin",
    "views": "luot xem, so luot xem",
    "lead": "tom tat, loi dan, sapo, dan de, mo dau",
    "tags": "tu khoa, the, nhan",
    "author": "tac gia, nguoi viet",
    "source": "nguon, nguon tin",
    "source_url": "dia chi nguon, lien ket nguon",
    "cover": "anh bia, anh dai dien",
    "image": "anh, hinh, hinh anh, tep anh",
    "alt": "mo ta, mo ta anh",
    "caption": "chu thich, chu thich anh",
    "attachments": "dinh kem, tep dinh kem, van ban dinh kem, tai lieu dinh kem",
    "file": "tep, tap tin",
    "audio": "am thanh, ghi am, ban doc",
    "related": "bai lien quan, tin lien quan, lien quan",
    "updated": "cap nhat, ngay cap nhat, ngay sua",
    "correction": "dinh chinh, loi dinh chinh",
    "draft": "ban nhap, nhap",
    "featured": "noi bat, tin noi bat",
    "expires": "het han, ngay het han",
    "notice_until": "thong bao den, thong bao den ngay",
    "withdrawn": "rut bai, go bai, rut, go",
    "reason": "ly do",
    "approved": "duyet, da duyet, phe duyet",
    "by": "nguoi duyet, boi",
    "digest": "ma duyet, ma",
    "urgent": "dang gap, gap, khan",
    "slug": "duong dan",
    "aliases": "dia chi cu",
    "order": "thu tu",
    "organisation": "organization, to chuc, co cau to chuc",
}


_ELSEWHERE = {
    "lead": "description, summary, excerpt, subtitle, abstract, intro, standfirst",
    "tags": "keywords, labels, topics, hashtags",
    "cover": "image, thumbnail, featured image, banner, hero, photo, picture",
    "draft": "published, publish, status, visible",
    "date": "created, created at, published at, publish date, pubdate, time",
    "updated": "modified, last modified, lastmod, updated at",
    "slug": "permalink, url, path",
    "aliases": "redirect from, redirects, old url",
    "order": "weight, position",
    "category": "section, type",
    "attachments": "files, documents, downloads",
    "expires": "expiry date, expirydate, unpublish date",
    "author": "authors, writer, by",
    "views": "hits, view count",
    "featured": "pinned, sticky",
}
"""What other programs call these fields: not understood, as their values mostly are others too."""


def _by_name(names_of: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field, names in names_of.items():
        for name in names.split(", "):
            found[name] = (*found.get(name, ()), field)
    return found


OTHER_NAMES = _by_name(_IN_VIETNAMESE)
"""Other names, as `plain_name` gives them → the fields that they may mean."""
ELSEWHERE = _by_name(_ELSEWHERE)
"""Names of other programs → the fields that stand in their place."""
PARTS = {"image": "cover", "alt": "cover", "caption": "cover"}
"""Fields that stand within another one, and are written beside it by mistake."""
IN_EACH_LANGUAGE = ("title", "lead", "tags", "author", "source", "correction", "slug")
"""Fields in which an article and its translation say the same in two languages."""
