"""The keys of a mapping as people write them → the nodes of the fields that are meant, and where they are written."""

from bantin.locale import KNOWN_CODES
from bantin.problems import Place, Problem, error
from bantin.text import nfc
from bantin.yaml.document import Mapping, Node, Scalar, Sequence
from bantin.yaml.keys import USUAL, Habits, alike, meant_name, misplaced, twice, unknown_key
from bantin.yaml.values import Text

_CODES = frozenset(KNOWN_CODES)


class KeyedNodes:
    """The nodes of one mapping by its keys; what is wrong with these goes to `problems`."""

    def __init__(
        self, mapping: Mapping, known: tuple[str, ...], problems: list[Problem], habits: Habits = USUAL
    ) -> None:
        self.place = mapping.place
        self.problems = problems
        self._habits = habits
        self._nodes: dict[str, Node] = {}
        self.places: dict[str, Place] = {}
        """Where each known key is written, in written order; or the unknown one that was probably meant to be it."""
        written: dict[str, str] = {}
        unknown: list[Text] = []
        cut: dict[str, list[Text]] = {}  # within braces: what a comma cut off the words of a field
        last = ""
        for key, node in mapping.pairs:
            name = nfc(key.text)
            if name not in known:
                name = meant_name(name, known, self._habits.names)
            if name in _CODES and name not in known and not _CODES.isdisjoint(known):
                continue  # a text in a language that the portal no longer has, or not yet
            if name not in known and last and _is_empty(node) and key.place.line == self.places[last].line:
                cut.setdefault(last, []).append(Text(name, key.place))
            elif name not in known:
                unknown.append(Text(name, key.place))
            elif name in self._nodes:
                problems.append(twice(Text(nfc(key.text), key.place), name, written[name], self.places[name].line))
            else:
                self._nodes[name] = node
                self.places[name] = key.place
                written[name] = nfc(key.text)
                last = "" if _is_empty(node) or not isinstance(node, Scalar) else name
        values = {name: node.text for name, node in self._nodes.items() if isinstance(node, Scalar)}
        for name, rest in cut.items():
            words = ", ".join((values[name], *(each.text for each in rest)))
            problems.append(error("comma-in-value", rest[0].place, field=name, words=words))
        self._tell_of(unknown, known, values)

    def _tell_of(self, unknown: list[Text], known: tuple[str, ...], values: dict[str, str]) -> None:
        """Names the keys that are none, each with the one, not written yet, that it was probably meant to be; `values`:
        the words behind the others.
        """
        for name in unknown:
            if problem := misplaced(name, self._habits, values):
                self.problems.append(problem)
                continue
            near = alike(name.text, tuple(each for each in known if each not in self.places), self._habits)
            self.problems.append(unknown_key(name.text, known, name.place, near))
            if near:
                self.places[near] = name.place

    def place_of(self, key: str) -> Place:
        """Where `key` is written; the mapping's own place if it is not."""
        return self.places.get(key, self.place)

    def place_within(self, key: str, inner: str) -> Place:
        """Where the value of `inner` is written below `key`; else as `place_of`."""
        node = self._nodes.get(key)
        pairs = node.pairs if isinstance(node, Mapping) else ()
        found = (value.place for name, value in pairs if nfc(name.text) == inner)
        return next(found, node.place if isinstance(node, Scalar) else self.place_of(key))

    def has(self, key: str) -> bool:
        """Whether `key` is written with something behind it."""
        return self._given(key) is not None

    def is_mapping(self, key: str) -> bool:
        """Whether `key` holds fields of its own."""
        return isinstance(self._given(key), Mapping)

    def is_list(self, key: str) -> bool:
        """Whether several things are written behind `key`."""
        node = self._given(key)
        return isinstance(node, Sequence) and len(node.items) > 1

    def is_empty(self, key: str) -> bool:
        """Whether `key` is written with nothing behind it."""
        return key in self._nodes and not self.has(key)

    def _given(self, key: str) -> Node | None:
        node = self._nodes.get(key)
        return None if isinstance(node, Scalar) and not node.text.strip() else node

    def _is_known(self, name: str, known: tuple[str, ...]) -> bool:
        return meant_name(nfc(name), known, self._habits.names) in known

    def _wrong(self, message: str, node: Node, key: str, **values: str) -> None:
        place = node.place
        if node is self._nodes.get(key) and place.line != self.place_of(key).line:
            place = self.place_of(key)  # what is wrong is not the first of the lines below it
        self.problems.append(error(message, place, field=key, **values))


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text
