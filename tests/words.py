"""The words of a text and of its page, to be compared: whatever an editor wrote as words, residents read. The
placeholders of a sentence, to be compared with those of its translation."""

import re
from collections import Counter
from html import unescape

from bantin import locale

_CODE = re.compile(r"^[ >]*(`{3,}|~{3,})[^`\n]*\n(.*?)^[ >]*\1[`~]* *$", re.MULTILINE | re.DOTALL)
_TAGS = (
    "a abbr b br center code del details div em figcaption figure h2 h3 i iframe img kbd li mark object ol p picture s "
    "section small source span strong sub summary sup table tbody td th thead tr u ul"
)
_NO_WORDS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"</?(?:{_TAGS.replace(' ', '|')})(?:\s[^<>]*)?/?>",
        r"<!--[\s\S]*?-->",
        r"(?<=\])\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?=\s+[\"'][^\"'\n]*[\"']\s*\)|\s*\))",
        r"^[ >]*\[[^\]^][^\]\n]*\]: *\S+$",
        r"\[\^[^\]\n]+\]",
        r"(?<=\])\[[^\]\n]*\]",
        r"^[ >]*!!! ?(?:[a-z]+(?= *$| *\")|(?:note|tip|important|warning|caution|danger):?(?= ))",
        r"^[ >]*> ?\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]",
        r"^[ \t>]*(?:[-*+]|\d+\.) \[[ xX]\]",
        r"\{[:.#][^{}\n]*\}|(?<=\))\{[a-z]+=[^{}\n]*\}",
    )
)
_WORD = re.compile(r"[^\W\d_]+")


def words_of_text(text: str) -> Counter[str]:
    """What is written as words in Markdown; of links and pictures what is shown and the titles, not where they lead."""
    text = _CODE.sub(lambda code: code[2], text)
    for pattern in _NO_WORDS:
        text = pattern.sub(" ", text)
    return Counter(_WORD.findall(unescape(text)))


def words_of_page(html: str) -> Counter[str]:
    """What a page shows: its text, what pictures are said to show, titles."""
    attributes = re.findall(r'<(?!abbr|iframe)[^<>]* (?:alt|title)="([^"]*)"', html)
    attributes += re.findall(r'<[^<>]* alt="[^"]*" title="([^"]*)"', html)
    text = re.sub(r"<[^<>]*>", " ", html)
    return Counter(_WORD.findall(unescape(" ".join([text, *attributes]))))


def lost(text: str, html: str) -> Counter[str]:
    """The words of a text that its page does not show, or not as often."""
    return words_of_text(text) - words_of_page(html)


def placeholders(sentence: str) -> frozenset[str]:
    """The names of values that `sentence` needs. Raises PhraseError for an unmatched brace."""
    return frozenset(name for _, name, _ in locale._parts(sentence) if name is not None)
