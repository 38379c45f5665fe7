"""content/organisation.yaml → the ward's bodies, their posts and how to reach them, in every language."""

from collections.abc import Iterator
from dataclasses import dataclass

from bantin.problems import Place, Problem, error
from bantin.yaml.document import read_mapping
from bantin.yaml.fields import Fields
from bantin.yaml.values import Bilingual


@dataclass(frozen=True, slots=True)
class OfficePost:
    """A post, and who holds it if that is published."""

    post: Bilingual
    name: str
    telephone: str
    email: str
    duties: Bilingual | None
    place: Place


@dataclass(frozen=True, slots=True)
class OfficeUnit:
    """A body of the ward."""

    name: Bilingual
    about: Bilingual | None
    address: Bilingual | None
    telephone: str
    email: str
    hours: Bilingual | None
    posts: tuple[OfficePost, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Organisation:
    """All bodies, in the order in which they are shown."""

    units: tuple[OfficeUnit, ...]

    def untranslated(self, code: str) -> list[tuple[str, Place]]:
        """Texts that are not given in the language `code`: (the text as it is given, where)."""
        return [(text.texts[0][1], place) for text, place in self._texts() if text.texts and text.within(code) is None]

    def _texts(self) -> Iterator[tuple[Bilingual, Place]]:
        for unit in self.units:
            for text in (unit.name, unit.about, unit.address, unit.hours):
                if text is not None:
                    yield text, unit.place
            for post in unit.posts:
                for text in (post.post, post.duties):
                    if text is not None:
                        yield text, post.place


def parse(text: str, path: str, codes: tuple[str, ...]) -> tuple[Organisation | None, tuple[Problem, ...]]:
    """The organisation that `text` holds, and what is wrong with it."""
    tree, found = read_mapping(text, path)
    problems = list(found)
    if tree is None:
        return None, tuple(problems)
    units: list[OfficeUnit] = []
    keys = ("name", "about", "address", "telephone", "email", "hours", "posts")
    for entry in Fields(tree, ("units",), problems).each("units", keys):
        name = entry.bilingual("name", codes)
        if name is None:
            problems.append(error("organisation-name", entry.place))
        units.append(
            OfficeUnit(
                name or Bilingual(()),
                entry.bilingual("about", codes),
                entry.bilingual("address", codes),
                entry.plain("telephone"),
                entry.plain("email"),
                entry.bilingual("hours", codes),
                tuple(_posts(entry, codes, problems)),
                entry.place,
            )
        )
    return Organisation(tuple(units)), tuple(problems)


def _posts(unit: Fields, codes: tuple[str, ...], problems: list[Problem]) -> Iterator[OfficePost]:
    for entry in unit.each("posts", ("post", "name", "telephone", "email", "duties")):
        post = entry.bilingual("post", codes)
        if post is None:
            problems.append(error("organisation-post", entry.place))
            continue
        yield OfficePost(
            post,
            entry.plain("name"),
            entry.plain("telephone"),
            entry.plain("email"),
            entry.bilingual("duties", codes),
            entry.place,
        )
