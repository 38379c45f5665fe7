"""HTML of Word, Google Docs and WordPress → plain HTML with the same meaning.

Word types the signs of its lists in fonts of symbols, Google Docs keeps bold in a style sheet and its nested lists
beside each other, and leads every link over a page of its own.
"""

import re
from urllib.parse import parse_qs, urlsplit

from bantin.importing import html_tree
from bantin.importing.html_tree import Element, tag_of
from bantin.patterns import lazy_pattern

_SYMBOLS = lazy_pattern(r"font-family\s*:\s*[\"']?(?:symbol|wingdings|courier new)", re.IGNORECASE)
_BULLETS = frozenset("·o§ØüvqàèÆ\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf071-–*+•")
"""Letters and signs that look like bullets in those fonts."""
_RULE = lazy_pattern(r"(?<![\w-])\.([\w-]+)\s*\{([^{}]*)\}")
_LOOK = lazy_pattern(r"(?:font-weight|font-style|text-decoration)\s*:[^;}]+", re.IGNORECASE)
_LEVEL = lazy_pattern(r"\blst-(kix_\w+)-(\d)\b")
_MOST_RULES = 2_000


def parsed(text: str) -> Element:
    """The tree of a page or of a piece of one. Raises TooDeep."""
    tree = html_tree.parsed(text)
    _style_by_classes(tree)
    _mark_bullets(tree)
    _nest_lists(tree)
    for link in tree.iter("a"):
        link.set("href", _direct(link.get("href") or ""))
        if "button" in (link.get("class") or "") and not (_before(link) or " ").endswith((" ", "\n")):
            _put_before(link, " ")
    return tree


def _style_by_classes(tree: Element) -> None:
    """Inlines the formatting that a style sheet in the page gives to classes."""
    sheets = " ".join(each.text or "" for each in tree.iter("style"))
    looks = {
        name: ";".join(found) for name, rules in _RULE.findall(sheets)[:_MOST_RULES] if (found := _LOOK.findall(rules))
    }
    if not looks:
        return
    for element in tree.iter("span", "b", "i", "em", "strong", "font"):
        if css := ";".join(looks[name] for name in (element.get("class") or "").split() if name in looks):
            element.set("style", f"{css};{element.get('style') or ''}")


def _mark_bullets(tree: Element) -> None:
    """Replaces list markers that Word set in a symbol font by bullets."""
    for span in tree.iter("span", "font"):
        css = f"{span.get('style') or ''};font-family:{span.get('face') or ''}"
        text = (span.text or "").strip(" \t\n\u00a0")
        if len(text) == 1 and text in _BULLETS and _SYMBOLS.search(css) and _is_first(span):
            span.text = "•\u00a0"


def _is_first(span: Element) -> bool:
    """Whether an element is the first content of its paragraph."""
    element = span
    while tag_of(element) not in ("p", "div", "li", "body", "td", ""):
        if (_before(element) or "").strip(" \t\n\u00a0") or element.getparent() is None:
            return False
        element = element.getparent()
    return True


def _before(element: Element) -> str | None:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return f"{html_tree.text_of(previous)}{previous.tail or ''}"
    return str(parent.text or "") if parent is not None else None


def _put_before(element: Element, text: str) -> None:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = f"{previous.tail or ''}{text}"
    elif parent is not None:
        parent.text = f"{parent.text or ''}{text}"


def _nest_lists(tree: Element) -> None:
    """Nests the lists of Google Docs, which are siblings whatever their level, into the items above them."""
    for found in list(tree.iter("ul", "ol")):
        level = _LEVEL.search(found.get("class") or "")
        above = found.getprevious()
        if (
            level is None
            or above is None
            or (above.tail or "").strip()
            or _LEVEL.search(above.get("class") or "") is None
        ):
            continue
        holder, depth = above, 0
        while depth < int(level[2]) and (inner := _last_list(holder)) is not None:
            holder, depth = inner, depth + 1
        if depth == int(level[2]):
            for item in list(found):
                holder.append(item)
            html_tree.drop(found)
        elif len(holder):
            found.tail = None
            holder[-1].append(found)


def _last_list(holder: Element) -> Element | None:
    """The list in the last item of a list."""
    last = holder[-1] if len(holder) else None
    inside = last[-1] if last is not None and len(last) else None
    return inside if inside is not None and tag_of(inside) in ("ul", "ol") else None


def _direct(address: str) -> str:
    """The target of a link that goes through a redirect of a search engine or messenger."""
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that are no address of the sixth version
        return address
    host = parts.netloc.lower().removeprefix("www.")
    if (host, parts.path) not in (("google.com", "/url"), ("l.facebook.com", "/l.php"), ("lm.facebook.com", "/l.php")):
        return address
    given = parse_qs(parts.query)
    return next((given[name][0] for name in ("q", "url", "u") if name in given), address)
