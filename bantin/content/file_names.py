"""The name of a content file → whether it is a text, its language, and its key.

The key ties translations together: `2026/03/hop-dan.md` and `2026/03/hop-dan.en.md` have the same.
"""

import re
from functools import lru_cache

from bantin.locale import KNOWN_CODES
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error


def is_markdown(path: str) -> bool:
    """Whether the file at `path` is an article or a plain page, by its ending; Windows may write it `.MD`."""
    return path[-3:].lower() == ".md"


@lru_cache(maxsize=2)  # a preview asks for those of the same names at every look
def other_files(names: frozenset[str]) -> tuple[str, ...]:
    """Those of these files that are no texts, sorted."""
    return tuple(sorted(name for name in names if not is_markdown(name)))


_OF_SYSTEMS = lazy_pattern(r"(?:^|/)(?:thumbs\.db|desktop\.ini|~\$[^/]*|[^/]*\.(?:tmp|bak|swp)|[^/]*~)$", re.IGNORECASE)
"""What systems and programs leave in folders."""


def is_of_system(path: str) -> bool:
    """Whether a system or a program left the file at `path` there, and no editor knows of it."""
    return _OF_SYSTEMS.search(path) is not None


def named(path: str, codes: tuple[str, ...], problems: list[Problem]) -> tuple[str, str, bool]:
    """(key, language code, whether the name says the language) of the content file at `path`."""
    stem = path.removeprefix("content/")[: -len(".md")]
    found = _SUFFIX.fullmatch(stem)
    if not found:
        return stem, codes[0], False
    code = found["code"].lower()
    if code in codes and found["region"]:
        meant = f"{found['stem'].rpartition('/')[2]}.{code}.md"
        problems.append(error("language-region", Place(path), code=stem[found.start("code") :], meant=meant))
    elif code not in codes:
        written = stem[found.start("code") :]
        problems.append(error("language-suffix", Place(path), code=written, known=", ".join(codes)))
    else:
        return found["stem"], code, True
    return stem, codes[0], True


_SUFFIX = lazy_pattern(r"(?P<stem>.*[^/.])\.(?P<code>[A-Za-z]{2})(?P<region>(?:[-_](?:[A-Za-z]{2}|[A-Za-z]{4})){0,2})")


def translation_meant(path: str) -> str:
    """What to call a file whose name is almost that of a translation: `a-en.md`, `a (en).md`, `en/a.md`; else ''."""
    if found := _ALMOST.fullmatch(path.rpartition("/")[2]):
        return f"{found['stem'].rstrip(' .')}.{found['code'][:2].lower()}.md"
    if found := _FOLDER.search(path):
        return f"{found['name'].removesuffix('.md')}.{found['code'].lower()}.md"
    return ""


_CODES = "|".join(KNOWN_CODES)
_ALMOST = lazy_pattern(
    rf"(?P<stem>.*[^/.\s_(-])(?:[\s_-]+\(?|\s*\(|\.+\s*)(?P<code>{_CODES}|eng|english|vie)\)?\s*\.md", re.IGNORECASE
)
_FOLDER = lazy_pattern(rf"/(?P<code>{_CODES})/(?:[0-9/]+/)?(?P<name>[^/]+\.md)$", re.IGNORECASE)


def language_aside(path: str, codes: tuple[str, ...]) -> str:
    """The language of a text that is not read because the portal does not use that language; '' for other files."""
    code = path[-5:-3].lower() if path[-6:-5] == "." else ""
    return code if code in KNOWN_CODES and code not in codes else ""
