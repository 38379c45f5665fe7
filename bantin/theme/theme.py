"""Templates, words and assets, as texts with their names → what every page is made with.

A project's own files have already taken the place of ours, one by one, when they arrive here.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bantin.content.file_facts import OURS, Colours
from bantin.locale import Language, known_language
from bantin.pages.frame_types import Assets
from bantin.problems import Mistakes, Place, Problem, error
from bantin.theme.bundles import MAIN, scripts, styles
from bantin.yaml.document import Scalar, read_mapping


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """What every page is made with."""

    templates: Mapping[str, str]
    """By the name under which templates know each other: 'pages/home.html'."""
    languages: tuple[Language, ...]
    assets: Assets
    files: Mapping[str, bytes]
    """The published assets by address."""
    favicon: bytes | None
    program: str
    """Stands for our own code and the libraries."""
    digest: str
    """Of all that can change a page without its ingredients changing."""
    colours: Colours = OURS
    """Of what is drawn for the portal."""
    own: frozenset[str] = frozenset()
    """The templates that are the portal's own: a mistake is theirs before it is one of those that they call."""


def gather(
    codes: tuple[str, ...],
    templates: Mapping[str, str],
    words: Mapping[str, str],
    assets: Mapping[str, bytes],
    version: str,
    plain_names: bool = False,
) -> Theme:
    """The theme for the languages `codes`; raises `Mistakes` if the words are not whole.

    `templates` by path below templates/, `words` by language code, `assets` by path below assets/. `version` stands for
    our own code and the libraries. `plain_names` leaves digests out of the assets' names, so that a preview can
    exchange a style sheet without loading the page again.
    """
    phrases, problems = _phrases(codes, words)
    if problems:
        raise Mistakes(problems)
    theme = assets.get(MAIN, b"")
    files: dict[str, bytes] = {}

    def publish(stem: str, ending: str, data: bytes) -> str:
        mark = "" if plain_names else "-" + hashlib.blake2b(data, digest_size=4).hexdigest()
        address = f"assets/{stem}{mark}.{ending}"
        files[address] = data
        return address

    names = Assets(
        publish("site", "css", styles(assets)),
        publish("theme", "js", theme),
        publish("site", "js", scripts(assets, "js")),
        publish("article", "js", scripts(assets, "js/article")),
        "assets/urgent.js",
        "assets/img/icon.svg" if "img/icon.svg" in assets else "assets/icon.svg",
        publish("search", "js", _search_scripts(assets)),
    )
    for name, data in assets.items():
        if not name.startswith(("css/", "js/")) and not name.endswith(".md") and name != "favicon.ico":
            files[f"assets/{name}"] = data
    identity = repr(
        (version, sorted(templates.items()), sorted((code, sorted(phrases[code].items())) for code in codes), names)
    )
    return Theme(
        dict(templates),
        tuple(known_language(code, phrases[code]) for code in codes),
        names,
        files,
        assets.get("favicon.ico"),
        version,
        hashlib.blake2b(identity.encode(), digest_size=16).hexdigest(),
        _colours(assets.get("css/tokens.css", b"")),
    )


_TOKENS = {"ground": b"bar", "deep": b"bar-deep", "ink": b"on-bar", "gold": b"gold"}


def _colours(tokens: bytes) -> Colours:
    """What the portal's tokens say of light paper; ours where they say it otherwise than by a hexadecimal colour."""
    found: dict[str, str] = {}
    for name, token in _TOKENS.items():
        said = re.search(rb"(?<![\w-])--%s:\s*(?:var\(--light,\s*)?(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\b" % token, tokens)
        if said:
            digits = said[1].decode().lower()
            found[name] = digits if len(digits) == 7 else "#" + "".join(2 * digit for digit in digits[1:])
    return Colours(**found)


def _search_scripts(assets: Mapping[str, bytes]) -> bytes:
    """The scripts of the search page behind those of every page, in one file: each is a request more for who opens a
    search by its address. A portal's own templates may load the latter by themselves; then these are left out."""
    condition = b"""if (!document.querySelector('script[src*="assets/site"]'))"""
    return b"%s {\n%s\n}\n%s" % (condition, scripts(assets, "js"), scripts(assets, "js/search"))


_words = lru_cache(maxsize=8)(read_mapping)
"""A preview reads the words at every look."""


def _phrases(codes: tuple[str, ...], words: Mapping[str, str]) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    problems: list[Problem] = []
    phrases: dict[str, dict[str, str]] = {}
    for code in sorted({*codes, *words}):
        path = f"templates/words/{code}.yaml"
        if code not in words:
            problems.append(error("words-missing", Place(path), code=code))
            continue
        tree, found = _words(words[code], path)
        problems.extend(found)
        if tree is not None:
            phrases[code] = {key.text: node.text for key, node in tree.pairs if isinstance(node, Scalar)}
    every = {key for texts in phrases.values() for key in texts}
    for code, texts in phrases.items():
        for key in sorted(every - texts.keys()):
            other = next(other for other in phrases if key in phrases[other])
            place = Place(f"templates/words/{code}.yaml")
            problems.append(error("word-missing", place, word=key, other=f"templates/words/{other}.yaml"))
    return phrases, problems
