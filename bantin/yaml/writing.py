"""A text → a value of YAML that reads back as the same text."""

import re

from bantin.text import nfc
from bantin.yaml.document import Scalar, read_mapping, visible

_UNWANTED = re.compile("[\0-\x1f\x7f-\x9f\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` as front matter would give it back; without what a console may slip in and no file may hold."""
    return visible(" ".join(nfc(_UNWANTED.sub(" ", text)).split()))


def scalar(text: str) -> str:
    """`text` as a value of front matter: as it is where it reads back as itself, else in quotes."""
    tree, problems = read_mapping(f"title: {text}\n", "", comments_cut=True)
    if tree is not None and not problems and len(tree.pairs) == 1:
        value = tree.pairs[0][1]
        if isinstance(value, Scalar) and value.text == text:
            return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
