"""What is known of a picture or an attachment without showing it, and how a picture is to be made: values only.

`images` finds the facts and follows the recipes; `drawing` draws posters.
"""

from typing import NamedTuple

_ACTIVE = frozenset("html htm xhtml xht shtml mhtml mht js mjs xml xsl xslt svgz php swf jar exe bat cmd msi".split())

_AUDIO = frozenset("mp3 m4a aac ogg oga opus wav flac".split())


class FileFacts(NamedTuple):
    """A file that content refers to."""

    path: str
    """From the project's folder."""
    digest: str
    size: int
    """In bytes; of a picture, as it is handed on, without what the camera noted."""
    kind: str
    """'jpeg', 'png', 'webp', 'gif', 'svg' by its content; else its name's ending in small letters."""
    width: int = 0
    """In pixels, turned upright; 0 for what is no picture."""
    height: int = 0
    is_animated: bool = False
    has_alpha: bool = False
    trouble: str = ""
    """The key of the problem that stands in the way of showing it: 'picture-broken', 'picture-too-big', …; else ''."""

    @property
    def is_active(self) -> bool:
        """Whether a browser would run it as a page of the portal's own."""
        return self.kind in _ACTIVE

    @property
    def is_picture(self) -> bool:
        """Whether a page can show it."""
        return self.kind in ("jpeg", "png", "webp", "gif", "svg")

    @property
    def is_audio(self) -> bool:
        """Whether all browsers of today can play it, by its name's ending."""
        return self.kind in _AUDIO


class Recipe(NamedTuple):
    """How a picture is made from its source."""

    kind: str
    """'webp', 'jpeg' or 'png'."""
    width: int
    height: int
    is_cut: bool = False
    """Cut to exactly this size around its middle, instead of made smaller in proportion."""


class Colours(NamedTuple):
    """The portal's colours on what is drawn for it: '#rrggbb', as in assets/css/tokens.css for light paper."""

    ground: str = "#7d1517"
    deep: str = "#641012"
    ink: str = "#fff5e6"
    gold: str = "#b58b3c"


OURS = Colours()


class Poster(NamedTuple):
    """What a preview picture says that is drawn, where there is no photo."""

    heading: str
    """Small, at the top: whose page it is."""
    label: str
    """Small, above the text; '' for none."""
    text: str
    """Large."""
    colours: Colours
