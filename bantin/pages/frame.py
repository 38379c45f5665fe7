"""What stands around every page of one edition, depth and section: banner, menu, footer, policy.

Nothing here may change with every article: totals, the latest and the most read stand on home and section fronts.
"""

from typing import NamedTuple

from bantin.content.config import USUAL_FOOTER
from bantin.content.config_types import MenuEntry
from bantin.pages.context import PageContext
from bantin.pages.frame_types import Contact, Frame
from bantin.pages.part_types import Link, MenuItem, Words


class PageLink(NamedTuple):
    """A plain page, as menus and the site map lead to it."""

    key: str
    title: str
    address: str

    @property
    def link(self) -> Link:
        return Link(self.title, self.address)


class FrameInputs(NamedTuple):
    """What a frame is made from."""

    context: PageContext
    root: str
    """From the page back to the site's root; of 404.html a path from the host's root."""
    section: str
    """In which the page stands: a category's id, 'latest', 'page:…', 'home' or ''."""
    pages: tuple[PageLink, ...]
    """Plain pages, in the portal's order."""


def frame(inputs: FrameInputs) -> Frame:
    """The frame around the pages of one depth and section."""
    context = inputs.context
    config = context.config
    return Frame(
        lang=context.code,
        og_locale=context.language.og_locale,
        root=inputs.root,
        home=context.at.home,
        name=context.portal.name,
        short_name=context.portal.short_name,
        slogan=context.portal.slogan,
        authority=context.portal.authority,
        menu=_menu(inputs),
        contact=Contact(*(context.say(getattr(config.contact, name)) for name in Contact._fields)),
        ways=_footer_links(inputs),
        sample=context.say(config.sample),
        search=context.at.search if context.has_search else "",
        site_map=context.at.site_map,
        feed=context.at.feed(context.at.home),
        assets=context.assets,
        policy=policy(config.embed_hosts, with_reload=bool(context.reload)),
        reload=context.reload,
        has_drafts=context.has_drafts,
    )


def policy(embed_hosts: tuple[str, ...], with_reload: bool = False) -> str:
    """The Content-Security-Policy of every page; in a preview, pages may also connect to its own server."""
    frames = " ".join(f"https://{host}" for host in embed_hosts) or "'none'"
    connect = "'self' ws:" if with_reload else "'self'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        "font-src 'self'; "
        f"connect-src {connect}; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-src {frames}"
    )


def _menu(inputs: FrameInputs) -> tuple[MenuItem, ...]:
    """The menu as config.yaml has it, or home, all news, the categories and the plain pages."""
    entries = inputs.context.config.menu
    return _configured(entries, inputs) if entries is not None else _usual(inputs)


def _usual(inputs: FrameInputs) -> tuple[MenuItem, ...]:
    context, section = inputs.context, inputs.section
    home, latest = context.home, Link(context.language.t("menu.latest"), context.at.latest)
    return (
        MenuItem(home, Words(home.label), (), section == "home"),
        MenuItem(latest, Words(latest.label), (), section == "latest"),
        *category_tree(context, section),
        *(MenuItem(page.link, Words(page.title), (), section == f"page:{page.key}") for page in inputs.pages),
    )


def category_tree(context: PageContext, section: str, parent: str = "") -> list[MenuItem]:
    """The categories that menus show, those with a parent below it."""
    items: list[MenuItem] = []
    for shown in context.edition.shown_below(parent):
        children = tuple(category_tree(context, section, shown.id))
        is_current = section == shown.id or any(child.is_current for child in children)
        items.append(MenuItem(shown.link, Words(shown.name, shown.name_lang), children, is_current))
    return items


def _footer_links(inputs: FrameInputs) -> tuple[Link, ...]:
    """What the footer leads to: as config.yaml says, or those of the usual pages that there are."""
    entries = inputs.context.config.footer
    if entries is not None:
        return tuple(link for entry in entries if (link := _target(entry, inputs)[0]))
    pages = {page.key: page for page in inputs.pages}
    return tuple(pages[key].link for name in USUAL_FOOTER if (key := f"pages/{name}") in pages)


def _configured(entries: tuple[MenuEntry, ...], inputs: FrameInputs) -> tuple[MenuItem, ...]:
    items: list[MenuItem] = []
    for entry in entries:
        children = _configured(entry.children, inputs)
        link, place = _target(entry, inputs)
        label = Words(link.label, link.lang) if link else inputs.context.say(entry.label)
        if not label:  # what it stands for is not in this edition: its children step up
            items.extend(children)
            continue
        if link is None and not children:
            continue
        is_current = bool(place and place == inputs.section) or any(child.is_current for child in children)
        items.append(MenuItem(link, label, children, is_current))
    return tuple(items)


def _target(entry: MenuEntry, inputs: FrameInputs) -> tuple[Link | None, str]:
    """(the link, the section that it stands for); no link for a heading, or for what this edition does not have."""
    context = inputs.context
    label, t = context.say(entry.label), context.language.t

    def link(name: str, address: str, lang: str = "", is_outside: bool = False) -> Link:
        return Link(label.text, address, label.lang, is_outside) if label else Link(name, address, lang, is_outside)

    match entry.kind:
        case "category":
            found = context.edition.section(entry.target)
            return (link(found.name, found.address, found.name_lang), found.id) if found.is_shown else (None, "")
        case "page":
            page = next((page for page in inputs.pages if page.key == f"pages/{entry.target}"), None)
            return (link(page.title, page.address), f"page:{page.key}") if page else (None, "")
        case "latest":
            return link(t("menu.latest"), context.at.latest), "latest"
        case "sitemap":
            return link(t("footer.site-map"), context.at.site_map), "site-map"
        case "address":
            is_outside = not entry.target.startswith("/")
            return link("", entry.target.lstrip("/"), is_outside=is_outside), ""
        case _:
            return None, ""
