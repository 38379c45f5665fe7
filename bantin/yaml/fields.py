"""Typed reading of a mapping whose values are all texts with places (`document`).

A `Fields` is asked for each of its keys by the type that the key should have; what does not fit becomes a problem at
its place, so that everything wrong with a file is found in one reading.
"""

import datetime
from collections.abc import Iterator

from bantin.locale import Moment
from bantin.problems import Problem, error, warning
from bantin.text import nfc
from bantin.yaml.document import Mapping, Node, Scalar, Sequence
from bantin.yaml.joined_fields import without_blanks
from bantin.yaml.moments import misplaced_weekday, read_moment
from bantin.yaml.nodes import KeyedNodes
from bantin.yaml.quotes import bare
from bantin.yaml.values import NO, YES, Bilingual, Text, whole_number, with_usual_digits


class Fields(KeyedNodes):
    """Reads one mapping; what is wrong goes to `problems`, which several Fields may share."""

    def text(self, key: str) -> Text | None:
        """One text, trimmed and with its white space folded to single blanks."""
        node = self._given(key)
        if node is None:
            return None
        if isinstance(node, Sequence) and len(node.items) == 1:
            node = node.items[0]  # a list of one text is that text
        if isinstance(node, Scalar):
            return Text(" ".join(nfc(node.text).split()), node.place)
        self._wrong("wants-text", node, key)
        return None

    def plain(self, key: str, default: str = "") -> str:
        """One text of words, without its place."""
        text = self.text(key)
        return with_usual_digits(text.text) if text else default

    def texts(self, key: str) -> tuple[Text, ...]:
        """A list of texts; a single text counts as a list of one, with commas or on several lines as one of several."""
        node = self._given(key)
        if node is None:
            return ()
        if isinstance(node, Scalar) and node.lines and "," not in node.text:
            return self.lines(key)
        if isinstance(node, Scalar):
            parts = [bare(" ".join(part.split())) for part in nfc(node.text).split(",")]
            return tuple(Text(part, node.place) for part in parts if part)
        if isinstance(node, Sequence):
            return tuple(self._texts_of(node, key))
        self._wrong("wants-texts", node, key)
        return ()

    def lines(self, key: str) -> tuple[Text, ...]:
        """The lines of one text that stands on several without a sign; () for any other."""
        node = self._given(key)
        if not isinstance(node, Scalar):
            return ()
        rows = enumerate(node.lines, node.place.line)
        return tuple(Text(nfc(line), node.place._replace(line=row)) for row, line in rows if line)

    def whole(self, key: str, default: int, least: int = 0) -> int:
        """A whole number: `1.656`, `1,656` and `1656` are the same."""
        text = self.text(key)
        if text is None:
            return default
        number = whole_number(text.text)
        if number is None or number < least:
            self.problems.append(
                error("wants-number", text.place, field=key, value=text.text, least=least, example=max(default, least))
            )
            return default
        return number

    def flag(self, key: str) -> bool:
        """Yes or no, in Vietnamese or English; no if the key is absent."""
        text = self.text(key)
        if text is None:
            return False
        said = text.text.casefold()
        if said not in YES and said not in NO:
            self.problems.append(error("wants-yes-or-no", text.place, field=key, value=text.text))
        return said in YES

    def decided(self, key: str) -> bool:
        """As `flag`, where a name with nothing behind it may mean either."""
        if self.is_empty(key):
            self.problems.append(error("wants-yes-or-no", self.place_of(key), field=key, value=""))
        return self.flag(key)

    def moment(self, key: str) -> Moment | None:
        """A day, or a day with a time."""
        text = self.text(key)
        if text is None:
            return None
        read = read_moment(text.text, text.place, self._habits.zone)
        if isinstance(read, Problem):
            self.problems.append(read)
            return None
        if note := misplaced_weekday(text.text, text.place):
            self.problems.append(note)
        return read

    def day(self, key: str) -> datetime.date | None:
        """A day; a time behind it is not wanted here and is left aside."""
        moment = self.moment(key)
        return moment.day if moment else None

    def last_day(self, key: str) -> datetime.date | None:
        """A day to whose end something holds; an hour behind it changes nothing, which is told."""
        moment = self.moment(key)
        if moment and moment.time is not None:
            self.problems.append(warning("last-day-time", self.place_of(key), field=key, day=f"{moment.day:%d/%m/%Y}"))
        return moment.day if moment else None

    def bilingual(self, key: str, codes: tuple[str, ...]) -> Bilingual | None:
        """A text for every language, or one for each: `{vi: …, en: …}`."""
        node = self._given(key)
        if node is None:
            return None
        if isinstance(node, Scalar):
            return Bilingual((("", " ".join(nfc(node.text).split())),))
        if isinstance(node, Mapping):
            return Fields(node, codes, self.problems, self._habits.within).languages(codes)
        self._wrong("wants-bilingual", node, key)
        return None

    def languages(self, codes: tuple[str, ...]) -> Bilingual | None:
        """The texts that stand under the language codes of this very mapping."""
        found = tuple((code, self.plain(code)) for code in codes if self.has(code))
        return Bilingual(found) if found else None

    def fields(self, key: str, known: tuple[str, ...]) -> "Fields | None":
        """A mapping below `key`."""
        node = self._given(key)
        if node is None:
            return None
        if isinstance(node, Mapping):
            return Fields(node, known, self.problems, self._habits.within)
        self._wrong("wants-fields", node, key, example=_example(known))
        return None

    def each(self, key: str, known: tuple[str, ...]) -> Iterator["Fields"]:
        """The mappings of a list; one alone needs no list."""
        for entry in self.entries(key, known):
            if isinstance(entry, Fields):
                yield entry
            else:
                below = entry.place.line != self.place_of(key).line and not isinstance(self._given(key), Sequence)
                place = self.place_of(key) if below else entry.place
                self.problems.append(error("wants-list", place, field=key, example=_example(known)))

    def entries(self, key: str, known: tuple[str, ...]) -> Iterator["Fields | Text"]:
        """The items of a list, which are mappings or texts; one alone needs no list."""
        node = self._given(key)
        if isinstance(node, Mapping) and (glued := without_blanks(f"{key}: ", node, known)):
            self.problems.append(glued)
            return
        if isinstance(node, Mapping) and known and not any(self._is_known(name.text, known) for name, _ in node.pairs):
            self._wrong("wants-list", node, key, example=_example(known))
            return
        items = () if node is None else node.items if isinstance(node, Sequence) else (node,)
        for item in items:
            if isinstance(item, Mapping) and (glued := without_blanks("- ", item, known)):
                self.problems.append(glued)
            elif isinstance(item, Mapping):
                yield Fields(item, known, self.problems, self._habits.within)
            elif isinstance(item, Scalar):
                yield Text(" ".join(nfc(item.text).split()), item.place)
            else:
                self._wrong("wants-list", item, key, example=_example(known))

    def named(self, key: str, example: str) -> Iterator[tuple[Text, Node]]:
        """The pairs of a mapping whose keys are the portal's own (languages, glossary); `example` is one of them."""
        node = self._given(key)
        if node is None:
            return
        pairs = _pairs(node)
        if pairs is None:
            self._wrong("wants-fields", node, key, example=example)
            return
        seen: dict[str, int] = {}
        for name, value in pairs:
            text = Text(nfc(name.text), name.place)
            if text.text in seen:
                line = seen[text.text]
                self.problems.append(error("field-twice", name.place, field=text.text, line=line))
                continue
            seen[text.text] = name.place.line
            yield text, value

    def _texts_of(self, node: Sequence, key: str) -> Iterator[Text]:
        for item in node.items:
            if not isinstance(item, Scalar):
                self._wrong("wants-texts", item, key)
            elif item.text.strip():
                yield Text(" ".join(nfc(item.text).split()), item.place)


def _example(known: tuple[str, ...]) -> str:
    """What a mapping with the keys `known` may look like."""
    return ", ".join(f"{key}: …" for key in known[:2])


def _pairs(node: Node) -> tuple[tuple[Scalar, Node], ...] | None:
    """The pairs of a mapping, also of one written as a list (`- UBND: Ủy ban nhân dân`); None of anything else."""
    if isinstance(node, Mapping):
        return node.pairs
    if isinstance(node, Sequence) and node.items and all(isinstance(item, Mapping) for item in node.items):
        return tuple(pair for item in node.items if isinstance(item, Mapping) for pair in item.pairs)
    return None
