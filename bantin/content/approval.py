"""Approval: whether an article may be read, in a portal whose leader approves articles (`approval` in config.yaml).

What is approved are the words and files that residents meet: title, lead, text, correction, cover, pictures,
attachments, recording, each with its bytes. Date, category and keywords are not: those may be put right without asking.
"""

import datetime
import hashlib
from collections.abc import Callable
from typing import NamedTuple

from bantin.content.config_types import Config
from bantin.content.file_references import referred
from bantin.content.front_matter import FrontMatter
from bantin.content.model import Article
from bantin.problems import Problem, warning

FileDigests = Callable[[str], str]
"""Gives the digest of the bytes of a file under content/, by its path; '' for one that cannot be read."""


class Verdict(NamedTuple):
    """Whether an article may be read, and what is to be said of that."""

    is_approved: bool
    problems: tuple[Problem, ...] = ()


def is_needed(base: FrontMatter, config: Config) -> bool:
    """Whether an article, or a translation of it, is shown only when it is approved. Plain pages are not asked for."""
    if config.approval is None or base.is_page:
        return False
    day = base.date.day if base.date else datetime.date.max
    return day >= config.approval.since


def digest(article: Article, files: FileDigests) -> str:
    """12 hex digits over all that is approved: the words, and the bytes of the files in the order in which they are
    shown. The names of the files do not count.
    """
    own, cover = article.own, article.cover
    parts = [own.digest, own.correction]
    parts += ["", ""] if cover is None else [text.text if text else "" for text in (cover.alt, cover.caption)]
    parts += [attached.title for attached in article.attachments]
    parts += ["files", *(files(path) if path else "" for path in referred(article))]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()


def verdict(article: Article, files: FileDigests) -> Verdict:
    """Whether the article is what was approved. A translation has its own approval, of its own words."""
    own = article.own
    approved = own.approved
    if approved is None or not approved.digest:
        return Verdict(False)
    if approved.digest == digest(article, files):
        return Verdict(True)
    place, day = own.place("approved"), f"{approved.day:%d/%m/%Y}"
    if approved.urgent:
        return Verdict(True, (warning("approval-urgent", place, name=approved.urgent, by=approved.by, file=own.path),))
    return Verdict(False, (warning("approval-changed", place, by=approved.by, day=day, file=own.path),))


def approver(own: FrontMatter, config: Config) -> str:
    """Who is to approve the article: whoever approved it last time, else whoever config.yaml names; '' if nobody is
    named.
    """
    if own.approved is not None and own.approved.by:
        return own.approved.by
    by = (config.approval.by if config.approval else None) or config.contact.responsible
    return by.said(config.codes[0], config.codes[0])[0]
