"""Words for a picture that say nothing of what it shows: the name of its file, or what a program puts for none."""

import re
from collections.abc import Iterator

from bantin.content.file_facts import may_be_shown
from bantin.content.front_matter import FrontMatter
from bantin.markdown.body import Body, Picture
from bantin.problems import Problem, warning
from bantin.text import fold

_EMPTY = frozenset("img, pic, alt, untitled, undefined, null, khong co, khong ten".split(", "))
_OF_CAMERA = re.compile(
    r"(?:img|dsc[nf]?|pxl|vid|image|screenshot|z|received|fb_img|photo|picture)?[ _-]*[0-9][0-9 _-]{3,}",
    re.IGNORECASE,
)
"""Names that cameras, telephones and Zalo give to pictures."""


def picture_words(own: FrontMatter, body: Body) -> Iterator[Problem]:
    """A note for each picture whose words are only the name of a file, or a program's for none."""
    for each in body.references:
        if isinstance(each, Picture) and says_nothing(each.alt):
            yield warning("picture-says-nothing", each.place, words=each.alt, file=each.target)
    if own.cover and own.cover.alt and says_nothing(own.cover.alt.text):
        yield warning("cover-says-nothing", own.cover.alt.place, words=own.cover.alt.text)


def says_nothing(words: str) -> bool:
    """Whether the words were written by no person: `untitled`, `IMG_0011`, `z5012345678.jpg`."""
    plain = fold(words).strip(" .:")
    is_name = may_be_shown(words) and " " not in plain
    return bool(plain) and (plain in _EMPTY or is_name or _OF_CAMERA.fullmatch(plain) is not None)
