"""What the tests of the search share: the portal of the judged articles (tests/search/), and how a reader asks."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, Route

from bantin.commands import cli

HERE = Path(__file__).resolve().parents[1]
CONFIG = """\
base_url: https://phuc-loi.example/tin
languages:
  vi: {name: Phường Phúc Lợi}
  en: {name: Phuc Loi Ward}
glossary:
  UBND: {vi: Ủy ban nhân dân, en: People's Committee}
  HĐND: {vi: Hội đồng nhân dân, en: People's Council}
  UBMTTQ: {vi: Ủy ban Mặt trận Tổ quốc}
  PCCC: {vi: "phòng cháy, chữa cháy"}
  BHYT: {vi: bảo hiểm y tế}
categories:
  - {id: dang, vi: Công tác Đảng, en: Party Affairs}
  - {id: tin-tuc, vi: Tin tức, en: News}
  - {id: hdnd, vi: HĐND, en: People's Council}
  - {id: mat-tran, vi: Mặt trận, en: Fatherland Front}
  - {id: hanh-chinh, vi: Cải cách hành chính, en: Administrative Reform}
  - {id: van-hoa, vi: Văn hóa – Xã hội, en: Culture}
  - {id: trat-tu, vi: Trật tự đô thị, en: Urban Order}
  - {id: an-ninh, vi: An ninh, en: Security}
  - {id: thong-bao, vi: Thông báo, en: Notices}
"""


def lines_of(name: str) -> list[str]:
    """A text of tests/search/ without its remarks."""
    text = (HERE / "search" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def articles() -> Iterator[tuple[str, str]]:
    """(path, text) of each content file."""
    for block in "\n".join(lines_of("articles.txt")).strip().split("\n\n"):
        first, _, body = block.partition("\n")
        name, date, category, title = first.split(" | ", 3)
        ending = ".en.md" if name.startswith("en-") else ".md"
        front = f'title: "{title}"\ndate: {date}\ncategory: {category}'
        yield f"content/{date[:4]}/{name}{ending}", f"---\n{front}\n---\n\n{body}\n"


QUERIES = [
    (kind, query, names.split()) for kind, query, names in (row.split("\t") for row in lines_of("queries.txt") if row)
]


def judged_portal(project: Path) -> Path:
    """The site of the judged articles, built in an empty folder."""
    (project / "config.yaml").write_text(CONFIG, encoding="utf-8")
    for path, text in articles():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")
    assert cli.main(["--project", str(project), "--quiet"]) == 0
    return project / "site"


def settled(page: Page, query: str) -> None:
    """Waits for the results of `query`."""
    page.wait_for_function(
        "query => document.querySelector('[data-results]').dataset.query === query"
        " && !document.querySelector('[data-search]').hasAttribute('aria-busy')",
        arg=query,
    )


def ask(page: Page, query: str) -> list[str]:
    """Types a query, presses Enter; the names of the articles that are shown."""
    page.locator("#_q").fill(query)
    page.locator("#_q").press("Enter")
    settled(page, query.strip())
    return shown(page)


def shown(page: Page) -> list[str]:
    """The names of the articles among the results: each item holds the link to its article first."""
    links = page.locator("[data-results] > li").evaluate_all("all => all.map(one => one.querySelector('a').href)")
    return [link.rstrip("/").rpartition("/")[2].removesuffix("/index.html") for link in links]


class Held:
    """Requests that are answered later."""

    def __init__(self) -> None:
        self._routes: list[Route] = []

    def hold(self, route: Route) -> None:
        """For `page.route`."""
        self._routes.append(route)

    def release(self) -> None:
        """Lets them go on."""
        for route in self._routes:
            route.continue_()


def total(page: Page) -> int:
    """How many articles were found."""
    return int(page.locator("[data-results]").get_attribute("data-total") or -1)
