"""Several fields in one line, between which braces, commas or line ends are missing: `cover: image: a.jpg, alt: X`."""

from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error
from bantin.yaml.tree import Mapping, Scalar

_HOLD_FIELDS = {"cover": "image", "attachments": "file", "withdrawn": "date", "approved": "by"}
"""Fields that hold others, and the first of these."""
_PARTS = "image|alt|caption|file|title|date|reason|by|digest"
_NAMES = (
    f"vi|en|id|address|{_PARTS}|parent|notices|page|category|until|link|tags|author|lead|views|draft|featured|expires"
    "|notice_until|updated|source|source_url|slug|related|cover|attachments|audio"
)
_NEXT_NAME = lazy_pattern(rf"[\s,;](?P<name>{_NAMES}):(?=\s)")
"""The name of the next field."""
_NEXT_PART = lazy_pattern(
    rf"(?:^|[,;|][ ]*)(?P<name>[^\W\d_][\w ]{{0,20}}):[ ]+|[ ](?P<known>{_PARTS}):[ ]+",
)
"""The same between the braces that are missing."""
_NOT_PLAIN = lazy_pattern(r"[,:{}\[\]#\"'&*!|>%@`]")


def quoted(value: str) -> str:
    """`value` in quotes, as YAML reads it back: in double ones, or in single ones if it holds double ones."""
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def between_brackets(name: str, value: str, place: Place) -> Problem | None:
    """The next field in the value that a field between brackets has, which begins at `place`."""
    found = _NEXT_NAME.search(value)
    if not found:
        return None
    before = value[: found.start("name")].rstrip()
    key = "yaml-semicolon" if before.endswith((";", "|")) else "yaml-comma"
    place = place._replace(column=place.column + found.start("name"))
    return error(key, place, field=found["name"], before=f"{name}: {before.rstrip(';| ')}")


def in_a_value(name: str, value: str, place: Place) -> Problem | None:
    """Fields that make up the value of another, without braces, or that follow it in its line; it begins at `place`."""
    if value[0] in "[{":
        return None
    if name in _HOLD_FIELDS or value.startswith(("vi: ", "en: ")):
        return _without_braces(name, value, place)
    found = _NEXT_NAME.search(value)
    before = value[: found.start("name")].rstrip() if found else ""
    if not found or not before.endswith((",", ";")):
        return None
    first, second = f"{name}: {before.rstrip(',; ')}", value[found.start("name") :]
    place = place._replace(column=place.column + found.start("name"))
    return error("yaml-one-line", place, field=found["name"], first=first, second=second)


def _without_braces(name: str, value: str, place: Place) -> Problem | None:
    inside = value.removeprefix("- ")
    inside = inside[1:].removesuffix(")") if inside.startswith("(") else inside
    found = [*_NEXT_PART.finditer(inside)]
    if not found:
        return None
    pairs = [(_HOLD_FIELDS.get(name, ""), inside[: found[0].start()])] if found[0].start() else []
    ends = [*(each.start() for each in found[1:]), len(inside)]
    pairs += [(each["name"] or each["known"], inside[each.end() : end]) for each, end in zip(found, ends, strict=True)]
    fields = ", ".join(f"{part}: {_plain(words.strip(' ,;|'))}" for part, words in pairs)
    return error("yaml-braces", place, field=name, written=f"{name}: {{{fields}}}")


def without_blanks(head: str, node: Mapping, known: tuple[str, ...]) -> Problem | None:
    """Fields between braces whose colons have no blank behind them, `{image:a.jpg}`, or are another sign; `head` is
    what stands before the braces."""
    found = [_GLUED.fullmatch(name.text) for name, _ in node.pairs]
    if not any(each and each["name"] in known for each in found):
        return None
    pairs: list[tuple[str, str]] = []
    for each, (name, value) in zip(found, node.pairs, strict=True):
        words = value.text if isinstance(value, Scalar) else ""
        if each:
            pairs.append((each["name"], each["value"]))
        elif words or not pairs:
            pairs.append((name.text, words))
        else:  # behind a comma within words
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]}, {name.text}")
    fields = ", ".join(f"{name}: {_plain(words)}" for name, words in pairs)
    is_colon = all(each is None or each["sign"] == ":" for each in found)
    return error("yaml-no-blank" if is_colon else "yaml-almost", node.place, written=f"{head}{{{fields}}}")


_GLUED = lazy_pattern(r"(?P<name>\w+)\s*(?P<sign>[:=])\s*(?P<value>\S.*)")


def _plain(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]
    return value if value and (is_quoted or not _NOT_PLAIN.search(value)) else quoted(value)
