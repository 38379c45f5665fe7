"""Whatever the site has can be linked to from a text, and nothing else of ours; what is planned is on the one list."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bantin.content.addresses import address_at, reserved_words
from bantin.content.destinations import Destination
from bantin.locale import known_language
from bantin.markdown.body import WrittenLink
from bantin.plan import routes
from bantin.problems import Mistakes, Place, Problem, errors
from bantin.theme.page_output import PageOutput
from tests.portal import CONFIG, Portal, outputs_of, rendered, templates_compiled_once, written

BASE = "https://phuc-loi.example"
EVERYTHING = (
    CONFIG.replace("page_size: 2", "page_size: 1\npreview_pictures: drawn\nuntranslated: link").replace(
        "en: Party Affairs}", "en: Party Affairs, address: {en: party}, aliases: [dang-vu]}"
    )
    + "tags:\n  - {id: moi-truong, vi: Môi trường, en: Environment}\n"
    "urgent: {vi: Bão, en: Storm, link: /2018/03/xanh/, until: 2030-01-01}\n"
)
PICTURE = io.BytesIO()
Image.new("RGB", (900, 600), "green").save(PICTURE, "JPEG")
ANIMATED = io.BytesIO()
Image.new("P", (20, 20)).save(ANIMATED, "GIF", save_all=True, append_images=[Image.new("P", (20, 20), 3)])
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M0 0h9"/></svg>'
LINKING = "content/2026/03/lien-ket.md"


@pytest.fixture(autouse=True, scope="module")
def _templates() -> Iterator[None]:
    with templates_compiled_once():
        yield


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal with a page and a file of every kind."""
    news = {"category": "cong-tac-dang", "tags": "Môi trường, Tiếng Việt"}
    found = Portal(tmp_path)
    found.write_all(
        {
            "config.yaml": EVERYTHING,
            "content/2018/03/xanh.md": written(
                "## Phần một\n\n![Cây](cay.jpg)\n\n![Động](dong.gif)\n\n![Vẽ](ve.svg)\n\n[Đơn](don.pdf)",
                title="Xanh",
                date="2018-03-07",
                aliases="[/tin/123.html, /tin/cu/, /index.php.html]",
                cover="{image: cay.jpg, alt: Cây}",
                attachments="[{file: don.pdf, title: Đơn}]",
                **news,
            ),
            "content/2018/03/xanh.en.md": written("Green.", title="Green", aliases="[/en/news/123.htm]"),
            "content/2018/03/cay.jpg": PICTURE.getvalue(),
            "content/2018/03/dong.gif": ANIMATED.getvalue(),
            "content/2018/03/ve.svg": SVG,
            "content/2018/03/don.pdf": b"%PDF-1.4\n%%EOF\n",
            "content/2018/04/hai.md": written(title="Hai", date="2018-04-07", **news),
            "content/2018/04/ba.md": written(title="Ba", date="2018-04-08", **news),
            "content/2019/04/moi.md": written(title="Moi", date="2026-03-08", category="thong-bao"),
            "content/2018/05/rut.md": written(
                title="Rút",
                date="2018-05-07",
                withdrawn="{date: 2018-06-01, reason: Sai}",
                aliases="[/rut.html]",
                category="thong-bao",
            ),
            "content/pages/gioi-thieu.md": written(title="Giới thiệu", aliases="[/about/]"),
            "content/pages/gioi-thieu.en.md": written("About.", title="About"),
            "content/pages/dich-vu/ho-tich.md": written(title="Hộ tịch"),
            "assets/favicon.ico": b"\0\0\1\0",
            LINKING: written(title="Liên kết", date="2026-03-01", category="thong-bao"),
        }
    )
    return found


def forms(address: str, *, is_page: bool) -> Iterator[str]:
    """Every way to write an address."""
    for root in ("", BASE, "http://phuc-loi.example", "https://Phuc-Loi.Example", "http://127.0.0.1:8000"):
        yield f"{root}/{address}"
        if address.endswith("/"):
            yield f"{root}/{address[:-1]}"
            yield f"{root}/{address}index.html"
        if is_page:
            yield f"{root}/{address}?tu=ban-tin"
    if not address:
        yield BASE


def linking(targets: list[str]) -> str:
    """An article with links to all of them."""
    body = "\n\n".join(f"[Liên kết {number}]({target})" for number, target in enumerate(targets))
    return written(body, title="Liên kết", date="2026-03-01", category="thong-bao")


def test_everything_can_be_linked_to(portal: Portal) -> None:
    """Each output of a whole site, in both languages, however its address is written; and each link leads there."""
    outputs = outputs_of(portal.gather())
    assert {"index.html", "en/index.html", "tin/123.html", "dang-vu/index.html", "404.html"} < outputs.keys()
    assert {"sitemap.xml", "robots.txt", "favicon.ico", "rss.xml", "en/party/rss.xml"} < outputs.keys()
    assert len([path for path in outputs if path.endswith((".gif", ".svg", ".pdf", ".webp", ".png"))]) > 8
    wanted = [
        (form, path)
        for path, output in outputs.items()
        for form in forms(address_at(path), is_page=isinstance(output, PageOutput))
    ]
    for at in range(0, len(wanted), 400):
        part = wanted[at : at + 400]
        portal.write(LINKING, linking([form for form, _ in part]))
        gathered = portal.gather()
        html = rendered(gathered)["2026/03/lien-ket/index.html"].decode()
        for number, (form, path) in enumerate(part):
            link = html[: html.index(f">Liên kết {number}</a>")].rpartition("<a ")[2]
            href = link.partition('href="')[2].partition('"')[0].partition("?")[0]
            assert (form, href) == (form, "../../../" + address_at(path) or "./")


def test_words_of_our_own_pages_are_reserved(portal: Portal) -> None:
    """No article, page or category can take the address of a list, a search, a site map: its first word is reserved."""
    templates = {f"pages/{kind}.html" for kind in ("article", "plain", "forward", "withdrawn", "home", "missing")}
    outputs = outputs_of(portal.gather())
    pages = [path for path, each in outputs.items() if isinstance(each, PageOutput) and each.template not in templates]
    firsts = {path.removeprefix("en/").partition("/")[0] for path in pages} - {"cong-tac-dang", "party", "thong-bao"}
    assert {"tu-khoa", "search", "2018"} < firsts
    words = reserved_words(tuple(known_language(code, {}) for code in ("vi", "en")))
    assert {word for word in firsts if not word.isdigit()} <= words


def test_fragments(portal: Portal) -> None:
    """A heading that is there, by any form of the address; one that is not is named."""
    heads = ["/2018/03/xanh/#phan-mot", "/2018/03/xanh#phan-mot", f"{BASE}/2018/03/xanh#phan-mot", "/#dau", "/en#tin"]
    portal.write(LINKING, linking(heads))
    portal.gather()
    portal.write(LINKING, linking(["/2018/03/xanh/#phan-hai", f"{BASE}/2018/03/xanh/#phan-hai"]))
    with pytest.raises(Mistakes) as found:
        portal.gather()
    assert [each.key for each in errors(found.value.problems)] == ["link-heading", "link-heading"]


@pytest.mark.parametrize(
    ("target", "key", "near"),
    [
        ("/2018/03/xan/", "link-address-near", "/2018/03/xanh/"),
        (f"{BASE}/2018/03/xan/", "link-address-near", "/2018/03/xanh/"),
        ("http://localhost:8001/2018/03/xan/", "link-address-near", "/2018/03/xanh/"),
        (f"{BASE}/qqqqqqqq", "link-address", ""),
        ("/rss.xml/", "link-address-near", "/rss.xml"),
        ("/2018/03/don.pd", "link-address-near", "/2018/03/don.pdf"),
        ("/assets/", "link-address", ""),
    ],
)
def test_nothing_else_can(portal: Portal, target: str, key: str, near: str) -> None:
    """What the site does not have is refused, with what was probably meant."""
    portal.write(LINKING, linking([target]))
    with pytest.raises(Mistakes) as found:
        portal.gather()
    (problem,) = errors(found.value.problems)
    expected = {"target": target, "near": near} if near else {"target": target}
    assert (key, expected) == (problem.key, dict(problem.values))


@pytest.mark.parametrize(
    "target", ["https://phuc-loi.example.com/", "https://phuc-loi.examples", "https://khac.example/x/"]
)
def test_others(portal: Portal, target: str) -> None:
    """An address that only begins like ours is somebody else's."""
    portal.write(LINKING, linking([target]))
    html = rendered(portal.gather())["2026/03/lien-ket/index.html"].decode()
    assert f'href="{target}"' in html


def test_slashes_of_others(portal: Portal) -> None:
    """An address without scheme, as pages write them, leads where it led there."""
    portal.write(LINKING, linking(["//khac.example/x"]))
    assert b'href="https://khac.example/x"' in rendered(portal.gather())["2026/03/lien-ket/index.html"]


def test_nothing_is_planned_beside_the_list(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of page that somebody adds to the plan alone ends the build, rather than be there and be refused."""
    own = routes.Routes._own
    monkeypatch.setattr(
        routes.Routes, "_own", lambda self, edition: [each for each in own(self, edition) if "/trang/" not in each]
    )
    with pytest.raises(LookupError, match=r"trang/1/index\.html is planned"):
        portal.gather()


def test_list_holds_nothing_else(portal: Portal) -> None:
    """Every route is planned: a link to one never leads nowhere."""
    listed: list[routes.Routes] = []
    own = routes.Routes.__init__

    def noted(self: routes.Routes, *given: Any) -> None:
        own(self, *given)
        listed.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routes.Routes, "__init__", noted)
        outputs = outputs_of(portal.gather())
    found = {*listed[0].pages, *listed[0].files}
    assert {address_at(path) for path in outputs} == found
    assert len(listed[0].pages) == sum(isinstance(output, PageOutput) for output in outputs.values())


@pytest.mark.parametrize("source", ["2018/03/xanh.md", "2018/03/xanh.en.md", "2019/04/moi.md"])
def test_plain_path_of_text(portal: Portal, source: str) -> None:
    """The plain path of a text leads where any other way of writing it leads, or is told to lead nowhere."""
    portal.write("content/2018/03/site/trong.md", written(title="Trong", date="2018-03-09", category="thong-bao"))
    portal.write("content/2018/04/chi-anh.en.md", written(title="Only", date="2018-04-09", category="thong-bao"))
    linker = portal.gather().prepared.planner._sources.linker
    article = next(each for each in linker.articles.values() if each.own.path == f"content/{source}")
    folders = "./", "../", "../03/", "../04/", "../../2018/03/", "../../2018/05/", "../../pages/", "../../../", "site/"
    names = "xanh.md", "xanh.en.md", "hai.md", "moi.md", "rut.md", "gioi-thieu.md", "trong.md", "chi-anh.md", "het.md"
    places = 0
    for target in (f"{folder}{name}" for folder in folders for name in names):
        links = [WrittenLink(form, Place(article.own.path)) for form in (target.removeprefix("./"), f"./{target}")]
        one, other = (linker.link(each, article) for each in links)
        places += isinstance(one, Destination)
        assert one == other or (isinstance(one, Problem) and isinstance(other, Problem) and one.key == other.key)
    assert places > 4
