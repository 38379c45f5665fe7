"""Words for a picture that say nothing of what it shows: the name of its file, that it is a picture, its number."""

import re
from collections.abc import Iterator

from bantin.content.field_markup import first_markup, without_markup
from bantin.content.file_facts import may_be_shown
from bantin.content.front_matter import FrontMatter
from bantin.markdown.body import Body, Picture
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning
from bantin.text import fold

_EMPTY = frozenset(
    (
        "img, pic, alt, untitled, undefined, null, khong co, khong ten, anh, hinh, hinh anh, buc anh, tam anh, "
        "anh minh hoa, hinh minh hoa, anh bia, anh dai dien, image, picture, photo, photograph, illustration, cover, "
        "cover image"
    ).split(", ")
)
_NUMBERED = lazy_pattern(r"(?:anh|hinh|hinh anh|image|img|picture|pic|photo)[ _-]*(?:so )?[0-9(][0-9 ()_-]*")
"""`Ảnh 1`, `image1`, `Hình (2)`: that it is a picture is heard all the same."""
_OF_CAMERA = lazy_pattern(
    r"(?:img|dsc[nf]?|pxl|vid|image|screenshot|z|received|fb_img|photo|picture)?[ _-]*[0-9][0-9 _-]{3,}",
    re.IGNORECASE,
)
"""Names that cameras, telephones and Zalo give to pictures."""


def picture_words(own: FrontMatter, body: Body) -> Iterator[Problem]:
    """A note for each picture whose words would fit any picture, or are only the name of a file; and for signs in them
    that readers would see or hear."""
    for each in body.references:
        if not isinstance(each, Picture):
            continue
        if says_nothing(each.alt):
            yield warning("picture-says-nothing", each.place, words=each.alt, file=each.target)
        for words in (each.alt, each.caption):
            if sign := first_markup(words):
                yield warning("picture-words-markup", each.place, sign=sign, meant=without_markup(words))
    if own.cover and own.cover.alt and says_nothing(own.cover.alt.text):
        yield warning("cover-says-nothing", own.cover.alt.place, words=own.cover.alt.text)


def says_nothing(words: str) -> bool:
    """Whether the words tell nobody what a picture shows: `Ảnh`, `image1`, `untitled`, `IMG_0011`."""
    plain = fold(words).strip(" .:")
    is_name = may_be_shown(words) and " " not in plain
    return bool(plain) and bool(plain in _EMPTY or is_name or _NUMBERED.fullmatch(plain) or _OF_CAMERA.fullmatch(plain))
