"""Pages → their lines in the sitemap, and its files."""

from collections.abc import Iterator

from bantin.pages.types import ArticlePage, ForwardPage, Page
from bantin.plan import feeds
from bantin.plan.routes import SITEMAP_SIZE


def sitemap_lines(page: Page) -> str:
    """A page's lines in the sitemap; '' if it is not for search engines."""
    if isinstance(page, ForwardPage) or not page.head.is_indexed:
        return ""
    modified = (page.updated or page.posted).iso if isinstance(page, ArticlePage) else ""
    return feeds.sitemap_entry(feeds.SitemapUrl(page.head.canonical, modified, page.head.alternates))


def sitemaps(base: str, entries: list[str]) -> Iterator[tuple[str, str]]:
    """sitemap.xml; where there are too many pages for one, the sitemap of several."""
    ordered = sorted(entries, key=lambda entry: entry[: entry.index("</loc>")])
    if len(ordered) <= SITEMAP_SIZE:
        yield "sitemap.xml", feeds.sitemap(ordered)
        return
    names: list[str] = []
    for start in range(0, len(ordered), SITEMAP_SIZE):
        names.append(f"sitemap-{len(names) + 1}.xml")
        yield names[-1], feeds.sitemap(ordered[start : start + SITEMAP_SIZE])
    yield "sitemap.xml", feeds.sitemap_index(base + name for name in names)
