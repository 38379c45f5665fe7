"""Texts that an earlier build or look has read: which are unchanged, by the looks of their files, or by their bytes."""

from collections.abc import Mapping
from typing import Any

from bantin.build.sources import ODD, looks
from bantin.content.front_matter import mark_of
from bantin.content.serialise import unpacked
from bantin.content.source_file import SourceFile
from bantin.disk import text_decoding
from bantin.disk.walk import FileEntry

Looks = Mapping[str, list[int] | None]
"""How files looked when they were read, by path; None for one that may be changed without looking otherwise."""


def from_rows(rows: Mapping[str, Any]) -> tuple[dict[str, SourceFile], dict[str, list[int] | None]]:
    """What an earlier build read, by path, and how its files looked."""
    found: dict[str, SourceFile] = {}
    looked: dict[str, list[int] | None] = {}
    for path, kept in rows.items():
        try:
            looks_then, row = kept
            found[path] = unpacked(row, path)
            looked[path] = looks_then
        except ODD:
            continue
    return found, looked


def unchanged(
    kept: Mapping[str, SourceFile], looked: Looks, texts: Mapping[str, FileEntry]
) -> tuple[dict[str, SourceFile], dict[str, SourceFile]]:
    """What is kept of files that look as they did, and the entries of files that may have changed, by path."""
    same: dict[str, SourceFile] = {}
    others: dict[str, SourceFile] = {}
    for path, source in texts.items():
        if (found := kept.get(path)) is None:
            continue
        if looked[path] == looks(source):
            same[path] = found
        else:
            others[path] = found
    return same, others


def is_text_of(entry: SourceFile, data: bytes) -> bool:
    """Whether the bytes of its file are those that the entry was made from."""
    own = entry.front_matter
    if own is None:
        return False
    text = text_decoding.decode(data, own.path, keeps_controls=True)
    return isinstance(text, str) and mark_of(text, own.path) == own.mark
