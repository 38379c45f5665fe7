"""What stands around every page of one edition, depth and section: banner, menu, footer, policy.

Nothing here may change with every article: totals, the latest and the most read stand on home and section fronts.
"""

from bantin.addresses import root_of
from bantin.config import USUAL_FOOTER, MenuEntry
from bantin.library import Edition
from bantin.newsroom import Newsroom, home_link
from bantin.pages import Contact, Frame, Link, MenuItem, Words
from bantin.problems import error


def frame(edition: Edition, address: str, section: str, room: Newsroom, root: str = "") -> Frame:
    """The frame of the page at `address` in `section`: a category's id, 'latest', 'page:…', 'home' or ''."""
    root = root or root_of(address)
    key = (edition.language.code, root, section)
    if key not in room.frames:
        room.frames[key] = _frame(edition, root, section, room)
    return room.frames[key]


def _frame(edition: Edition, root: str, section: str, room: Newsroom) -> Frame:
    config = room.library.config
    contact = config.contact
    return Frame(
        lang=edition.language.code,
        og_locale=edition.language.og_locale,
        root=root,
        home=edition.at.home,
        name=edition.portal.name,
        slogan=edition.portal.slogan,
        authority=edition.portal.authority,
        menu=_menu(edition, section, room),
        contact=Contact(
            *(
                room.say(text, edition)
                for text in (
                    contact.office,
                    contact.responsible,
                    contact.address,
                    contact.telephone,
                    contact.email,
                    contact.hours,
                    contact.reuse,
                )
            )
        ),
        ways=_ways(edition, room),
        sample=room.say(config.sample, edition),
        search=edition.at.search if room.has_search else "",
        site_map=edition.at.site_map,
        feed=edition.at.feed(edition.at.home),
        assets=room.assets,
        policy=policy(config.embed_hosts, with_reload=bool(room.reload)),
        reload=room.reload,
    )


def policy(embed_hosts: tuple[str, ...], with_reload: bool = False) -> str:
    """The Content-Security-Policy of every page; a preview may also hold a line open to its own server."""
    frames = " ".join(f"https://{host}" for host in embed_hosts) or "'none'"
    connect = "'self' ws:" if with_reload else "'self'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        "font-src 'self'; "
        f"connect-src {connect}; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-src {frames}"
    )


def _menu(edition: Edition, section: str, room: Newsroom) -> tuple[MenuItem, ...]:
    """The menu as config.yaml has it, or home, all news, the categories and the plain pages."""
    entries = room.library.config.menu
    return _configured(entries, edition, section, room) if entries is not None else _usual(edition, section)


def _usual(edition: Edition, section: str) -> tuple[MenuItem, ...]:
    home = home_link(edition)
    items = [MenuItem(home, Words(home.label), (), section == "home")]
    latest = Link(edition.language.t("menu.latest"), edition.at.latest)
    items.append(MenuItem(latest, Words(latest.label), (), section == "latest"))
    items += category_tree(edition, section)
    for page in edition.pages:
        link = Link(page.own.title, page.address)
        items.append(MenuItem(link, Words(link.label), (), section == f"page:{page.key}"))
    return tuple(items)


def category_tree(edition: Edition, section: str, parent: str = "") -> list[MenuItem]:
    """The categories that menus show, those with a parent below it."""
    items: list[MenuItem] = []
    for shown in edition.shown_below(parent):
        children = tuple(category_tree(edition, section, shown.category.id))
        is_current = section == shown.category.id or any(child.is_current for child in children)
        link = Link(shown.name, shown.address, shown.name_lang)
        items.append(MenuItem(link, Words(shown.name, shown.name_lang), children, is_current))
    return items


def _ways(edition: Edition, room: Newsroom) -> tuple[Link, ...]:
    """What the footer leads to as config.yaml has it, or the usual pages as far as they are there."""
    entries = room.library.config.footer
    if entries is not None:
        return tuple(link for entry in entries if (link := _target(entry, edition, room)[0]))
    pages = {page.key: page for page in edition.pages}
    usual = [pages[key] for name in USUAL_FOOTER if (key := f"pages/{name}") in pages]
    return tuple(Link(page.own.title, page.address) for page in usual)


def _configured(entries: tuple[MenuEntry, ...], edition: Edition, section: str, room: Newsroom) -> tuple[MenuItem, ...]:
    items: list[MenuItem] = []
    for entry in entries:
        children = _configured(entry.children, edition, section, room)
        link, place = _target(entry, edition, room)
        label = Words(link.label, link.lang) if link else room.say(entry.label, edition)
        if not label:  # what it stands for is not in this edition: its children step up
            items.extend(children)
            continue
        if link is None and not children:
            continue
        is_current = bool(place and place == section) or any(child.is_current for child in children)
        items.append(MenuItem(link, label, children, is_current))
    return tuple(items)


def _target(entry: MenuEntry, edition: Edition, room: Newsroom) -> tuple[Link | None, str]:
    """(the link, the section that it stands for); no link for a heading, or for what this edition does not have."""
    given, t = room.say(entry.label, edition), edition.language.t

    def link(name: str, address: str, lang: str = "", is_outside: bool = False) -> Link:
        return Link(given.text, address, given.lang, is_outside) if given else Link(name, address, lang, is_outside)

    match entry.kind:
        case "category":
            found = next(each for each in edition.sections if each.category.id == entry.target)
            if not found.is_shown:
                return None, ""
            return link(found.name, found.address, found.name_lang), found.category.id
        case "page":
            key = f"pages/{entry.target}"
            article = next((page for page in edition.pages if page.key == key), None)
            if article is None:
                if key not in room.library.by_key and key not in room.library.hidden:
                    room.problems.append(error("config-menu-page", entry.place, page=entry.target))
                return None, ""
            return link(article.own.title, article.address), f"page:{key}"
        case "latest":
            return link(t("menu.latest"), edition.at.latest), "latest"
        case "sitemap":
            return link(t("footer.site-map"), edition.at.site_map), "site-map"
        case "address":
            if not entry.target.startswith("/"):
                return link("", entry.target, is_outside=True), ""
            if not room.linker.has(entry.target):
                room.problems.append(error("link-address", entry.place, target=entry.target))
            return link("", entry.target.lstrip("/")), ""
        case _:
            return None, ""
