"""`where`: an address or a file of the portal → what is there, its sources, and why lists include it.

Findings are facts: a message key and its values, in the order in which they are printed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from bantin.checking import unpublished
from bantin.checking.template_files import drawn_with, styles
from bantin.content.addresses import address_at, output_path
from bantin.content.file_references import referred, referring
from bantin.content.model import Article, Edition, Library
from bantin.content.names import Names
from bantin.content.own_addresses import own_address
from bantin.content.states import unread_at
from bantin.plan.outputs import CopyOutput, Output, PictureOutput
from bantin.text import nfc
from bantin.theme.page_output import PageOutput


class Fact(NamedTuple):
    """A finding."""

    key: str
    values: Mapping[str, str | int]


@dataclass(frozen=True, eq=False)
class Searched:
    """What answers are looked for in: of a planned site what this room, which is pure, may know."""

    library: Library
    outputs: Mapping[str, Output]
    templates: Mapping[str, str]
    """Template sources by name."""
    names: frozenset[str]
    """Every file under content/."""

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Articles and plain pages by address."""
        every = (article for articles in self.library.by_key.values() for article in articles.values())
        return {article.address: article for article in every}

    @cached_property
    def hidden_at(self) -> Mapping[str, str]:
        """Addresses at which nothing stands yet, and why."""
        return {**unread_at(self.library), **self.library.hidden_at}


def facts(written: str, site: Searched) -> tuple[tuple[Fact, ...], bool]:
    """Facts about what was `written` (a URL, an address, or a path), and whether it was found."""
    path = nfc(written).replace("\\", "/").removeprefix("./")
    if path.startswith(("content/", "templates/", "assets/")):
        found = tuple(_of_source(path, site))
        if found or path in site.names:
            return found or (Fact(unpublished.why(path, site.library), {"path": path}),), True
    if path in unpublished.READ_BY_ALL:
        return (Fact(unpublished.READ_BY_ALL[path], {"path": path}),), True
    address = _address(written, site)
    for candidate in (address, f"{address}/", address.removesuffix("index.html")):
        if (at := output_path(candidate)) in site.outputs:
            return tuple(_of_output(at, site)), True
        if why := site.hidden_at.get(candidate):
            return (Fact(unpublished.AT_ADDRESS[why], {"address": f"/{candidate}"}),), True
    if same := unpublished.namesake(path, site.names):
        return (Fact("where.near-file", {"path": path, "near": same}),), False
    folder = f"{path.removeprefix('content/').strip('/')}/" if path.startswith("content/") else ""
    is_list = bool(folder) and output_path(folder) in site.outputs
    near = folder if is_list else Names(address_at(at) for at in site.outputs).nearest(address)
    values = {"address": f"/{address}", "near": f"/{near}"}
    return (Fact("where.near" if near else "where.none", values),), False


def _address(written: str, site: Searched) -> str:
    """Normalises an address to the form of the site, from its root."""
    config = site.library.config
    whole = written if "://" in written else f"http://{written}"  # the bar of a browser hides how an address begins
    inside = own_address(whole, config.base_url)
    path = unquote((inside or written).partition("#")[0].partition("?")[0])
    return nfc(path).replace("\\", "/").removeprefix("./").removeprefix("site/").lstrip("/")


def _of_source(path: str, site: Searched) -> Iterator[Fact]:
    """Facts about a file of the portal: all outputs made from it."""
    for address, article in site.articles.items():
        if path == article.own.path:
            yield from _of_output(output_path(address), site)
    for gone in site.library.gone:
        if path == gone.path:
            yield from _of_output(output_path(gone.address), site)
    made = [at for at, output in site.outputs.items() if _file_of(output) == path]
    for at in made:
        yield _of_file(at, path)
    if made:
        yield from _users(path, site)
    if path.startswith("templates/"):
        yield from _of_template(path.removeprefix("templates/"), site)
    if path.startswith("assets/css/"):
        name = path.rpartition("/")[2]
        yield from _shown_by(
            [
                at
                for at, output in _pages(site)
                if name in styles(drawn_with(output.template, site.templates), site.templates)
            ]
        )


def _of_template(name: str, site: Searched) -> Iterator[Fact]:
    code = re.fullmatch(r"words/(\w+)\.yaml", name)
    if code:
        yield from _shown_by([at for at, output in _pages(site) if output.code == code[1]])
    elif name in site.templates:
        yield from _shown_by([at for at, output in _pages(site) if name in drawn_with(output.template, site.templates)])


def _pages(site: Searched) -> Iterator[tuple[str, PageOutput]]:
    for at, output in site.outputs.items():
        if isinstance(output, PageOutput):
            yield at, output


def _shown_by(paths: list[str]) -> Iterator[Fact]:
    if paths:
        yield Fact("where.shown-by", {"pages": len(paths), "address": f"/{address_at(paths[0])}"})


def _file_of(output: Output) -> str:
    return output.path if isinstance(output, CopyOutput | PictureOutput) else ""


def _of_file(at: str, path: str) -> Fact:
    return Fact("where.file", {"address": f"/{at}", "path": path})


def _users(path: str, site: Searched) -> Iterator[Fact]:
    users = {article.own.path for article in referring(site.library) if path in referred(article)}
    for user in sorted(users):
        yield Fact("where.used", {"path": user})


def _of_output(at: str, site: Searched) -> Iterator[Fact]:
    """Facts about the output at this path."""
    output, address = site.outputs[at], address_at(at)
    if path := _file_of(output):
        yield _of_file(at, path)
        yield from _users(path, site)
        return
    if not isinstance(output, PageOutput):
        yield Fact("where.made", {"address": f"/{at}"})
        return
    yield Fact("where.page", {"address": f"/{address}"})
    if article := site.articles.get(address):
        yield Fact("where.source", {"path": article.own.path})
        if article.is_translation:
            yield Fact("where.original", {"path": article.base.path})
        yield from _lists_of(article, site.library)
        yield from _on_home(article, site)
    elif output.template == "pages/forward.html":
        to, place = f"/{output.inputs.address}", output.source
        yield Fact("where.forward", {"to": to, "path": place.path, "line": place.line})
    else:
        yield from _of_list(address, output, site)
    templates = drawn_with(output.template, site.templates)
    for files in _rows("templates", templates):
        yield Fact("where.templates", {"files": files})
    for files in _rows("assets/css", styles(templates, site.templates)):
        yield Fact("where.styles", {"files": files})
    yield Fact("where.words", {"file": f"templates/words/{output.code}.yaml"})


def _rows(folder: str, names: tuple[str, ...]) -> Iterator[str]:
    """The names, wrapped into lines for a terminal."""
    for at in range(0, len(names), _ROW):
        yield ", ".join(f"{folder}/{name}" for name in names[at : at + _ROW])


_ROW = 3


def _of_list(address: str, output: PageOutput, site: Searched) -> Iterator[Fact]:
    """Facts about a page that is no article."""
    edition = site.library.edition(output.code)
    for group in (edition.sections, edition.tags, edition.months):
        for each in group:
            if address == each.address or address.startswith(f"{each.address}{edition.language.page}/"):
                yield Fact("where.holds", {"articles": len(each.articles)})
    for section in edition.sections:
        if address.startswith(section.address) and section.category.place.line:
            place = section.category.place
            yield Fact("where.config", {"path": place.path, "line": place.line})
    if output.source.path.startswith("content/"):
        yield Fact("where.source", {"path": output.source.path})


def _lists_of(article: Article, library: Library) -> Iterator[Fact]:
    """Every list of the article's edition that includes it, and why."""
    if article.own.is_page:
        return
    edition = library.edition(article.code)
    date = f"{article.date.day:%d/%m/%Y}"
    yield Fact("where.in-latest", {"address": f"/{edition.at.latest}", "date": date})
    yield from _categories_of(article, edition)
    for tag in edition.tags:
        if article in tag.articles:
            yield Fact("where.in-tag", {"address": f"/{tag.address}", "name": tag.name})
    for month in edition.months:
        if article in month.articles:
            yield Fact("where.in-month", {"address": f"/{month.address}", "date": date})
    if article.base.is_featured and not article.is_expired:
        place = article.base.place("featured")
        yield Fact("where.in-featured", {"path": place.path, "line": place.line})


def _on_home(article: Article, site: Searched) -> Iterator[Fact]:
    """The boxes of the home page that show the article, and why: the newest first, as many as config's `home` says."""
    edition = site.library.edition(article.code)
    home = site.outputs.get(output_path(edition.at.home))
    if not isinstance(home, PageOutput):
        return
    shown = home.inputs
    for key, boxes in (("where.in-notices", (shown.notices,)), ("where.in-block", shown.blocks)):
        for box in boxes:
            if box is not None and any(card.value.address == article.address for card in box.cards):
                yield Fact(key, {"name": box.link.label})
    if any(each.address == article.address for each in shown.most_read):
        place = article.base.place("views")
        yield Fact("where.in-most-read", {"path": place.path, "line": place.line})


def _categories_of(article: Article, edition: Edition) -> Iterator[Fact]:
    for section in edition.sections:
        if article not in section.articles:
            continue
        values: dict[str, str | int] = {"address": f"/{section.address}", "name": section.name}
        if article.category is not None and section.category.id == article.category.id:
            place = article.base.place("category")
            yield Fact("where.in-category", {**values, "path": place.path, "line": place.line})
        else:
            yield Fact("where.in-parent", values)
