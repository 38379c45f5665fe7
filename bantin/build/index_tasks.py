"""A worker's task: the terms of many articles → files of the search index."""

import time
from typing import NamedTuple

from bantin.build.worker import BatchResult, Watch
from bantin.locale import known_language
from bantin.search.index import IndexBlock, index, script
from bantin.search.index_head import first_script
from bantin.search.roots import Roots


class IndexTask(NamedTuple):
    """A part of an index to be made."""

    code: str
    """Of the language."""
    block: IndexBlock
    number: int
    terms: bytes
    """Of each article of the block: those of the part's range, or of all; BETWEEN_ARTICLES parts them."""
    days: list[tuple[str, ...]]
    """Of each article the names of its day and month."""
    head: str
    """Of the whole index, with the recent block."""


BETWEEN_ARTICLES = b"\v"


def make_index(context: bytes, batch: list[IndexTask]) -> BatchResult:  # noqa: ARG001 -- there is nothing to know
    """Parts of an index → of each its files by name."""
    began = time.perf_counter()
    made: list[dict[str, bytes]] = []
    with Watch():
        for task in batch:
            terms = task.terms.decode().split(BETWEEN_ARTICLES.decode()) if task.days else []
            files = index(task.block, task.number, terms, task.days, Roots(known_language(task.code, {})))
            made.append({name: _index_file(task, name, text) for name, text in files.items()})
    return BatchResult(made, {"index": time.perf_counter() - began})


def _index_file(task: IndexTask, name: str, text: str) -> bytes:
    return script(f"{task.code}/{name}", text) if name else first_script(task.code, task.head, text)
