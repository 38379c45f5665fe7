"""Files under content/ that nothing uses, and those that look like articles and are none."""

import re
from collections.abc import Collection, Iterable, Iterator

from bantin.content.file_names import is_markdown, is_of_system
from bantin.locale import KNOWN_CODES
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, warning

_ALMOST = lazy_pattern(
    rf"(?P<stem>.+?)(?:\.md(?P<code>\.(?:{'|'.join(KNOWN_CODES)}))"
    r"|\.(?:md[ .]*\.?(?:txt|text|html?)|markdown|mdown|mkdn?|mdx|md[ ._]+|mdd|mmd|dm|nd|mf|ms)"
    r"|[.,] ?m ?d(?: ?\([0-9]{1,2}\))?)$",
    re.IGNORECASE,
)
"""Names of articles in which the ending is not quite right."""
_ENDINGS = lazy_pattern(r"(?:\.md)+$", re.IGNORECASE)
_DOCUMENTS = (".txt", ".htm", ".html", ".docx", ".doc", ".odt", ".rtf")
_SHOWN = 3


def unused_files(paths: Iterable[str], used: Collection[str]) -> Iterator[Problem]:
    """A note for each file that was probably meant as an article, and one for all others that nothing refers to."""
    unused: list[str] = []
    for path in paths:
        if is_markdown(path) or path in used or path == "content/organisation.yaml" or is_of_system(path):
            continue
        name = path.rpartition("/")[2]
        if found := _ALMOST.fullmatch(name):
            stem = _ENDINGS.sub("", found["stem"])
            yield warning("file-almost-article", Place(path), meant=f"{stem}{found['code'] or ''}.md")
        elif name.lower().endswith(_DOCUMENTS):
            yield warning("file-perhaps-article", Place(path), meant=f"{_ENDINGS.sub('', name.rpartition('.')[0])}.md")
        else:
            unused.append(path)
    if unused:
        shown = ", ".join(path.removeprefix("content/") for path in unused[:_SHOWN])
        more = ", …" if len(unused) > _SHOWN else ""
        yield warning("files-unused", Place("content"), count=len(unused), shown=f"{shown}{more}")
