"""A text → a value of YAML that reads back as the same text."""

from collections.abc import Iterable, Mapping

from bantin.patterns import lazy_pattern
from bantin.text import nfc
from bantin.yaml.document import Scalar, Sequence, read_mapping, visible
from bantin.yaml.values import with_usual_digits

_UNWANTED = lazy_pattern("[\0-\x1f\x7f-\x9f\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` as front matter would give it back; without what a console may slip in and no file may hold."""
    return visible(with_usual_digits(" ".join(nfc(_UNWANTED.sub(" ", text)).split())))


def scalar(text: str, quote: str = "") -> str:
    """`text` as a value of front matter: as it is where it reads back as itself, else in quotes; if `quote` is given,
    in these."""
    if quote == "'":
        return "'" + text.replace("'", "''") + "'"
    if not quote and _reads_back(f"title: {text}\n", text):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """`text` in quotes, as it must be within braces."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def flow_list(texts: Iterable[str]) -> str:
    """`[a, "b, c"]`."""
    return f"[{', '.join(_in_flow(text) for text in texts)}]"


def flow_mapping(values: Mapping[str, str]) -> str:
    """`{file: a.pdf, title: "Tờ trình, 2026"}`."""
    return "{" + ", ".join(f"{name}: {_in_flow(text)}" for name, text in values.items()) + "}"


def _in_flow(text: str) -> str:
    return text if _reads_back(f"title: [{text}]\n", text) else scalar(text, '"')


def _reads_back(line: str, text: str) -> bool:
    """Whether the one value in a line of YAML is `text`."""
    tree, problems = read_mapping(line, "", comments_cut=True)
    if tree is None or problems or len(tree.pairs) != 1:
        return False
    value = tree.pairs[0][1]
    if isinstance(value, Sequence) and len(value.items) == 1:
        value = value.items[0]
    return isinstance(value, Scalar) and value.text == text
