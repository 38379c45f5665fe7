"""Records an approval in an article's text: only the line `approved` changes."""

import datetime
from pathlib import Path
from typing import NamedTuple

from bantin.content import approval
from bantin.content.approval import FileDigests
from bantin.content.file_facts import may_be_shown
from bantin.content.file_references import referred
from bantin.content.model import Article
from bantin.disk import history, os_errors
from bantin.editor import front_matter_lines
from bantin.problems import Mistakes, Place, error
from bantin.yaml.writing import flow_mapping


class Approver(NamedTuple):
    """Who approves, and on which day."""

    by: str
    day: datetime.date


def line(article: Article, digests: FileDigests, approver: Approver) -> dict[str, str]:
    """The value of `approved` for the article as it is now."""
    return {"by": approver.by, "date": f"{approver.day:%d/%m/%Y}", "digest": approval.digest(article, digests)}


def approved(text: str, article: Article, digests: FileDigests, approver: Approver) -> str:
    """The article's `text` with the approval. Raises Mistakes, with the line to add by hand, for a text that
    no form can change."""
    values = line(article, digests, approver)
    try:
        return front_matter_lines.edited(text, {"approved": {**values, "urgent": ""}})
    except ValueError:
        written = flow_mapping(values)
        raise Mistakes([error("approve-by-hand", Place(article.own.path, 1, 1), line=f"approved: {written}")]) from None


def keep_pictures(project: Path, article: Article, instant: datetime.datetime) -> None:
    """Keeps copies of the approved pictures, which `review` shows beside later ones. Raises Mistakes."""
    for path in filter(may_be_shown, dict.fromkeys(referred(article))):
        try:
            history.keep(project, path, (project / path).read_bytes(), instant)
        except OSError as trouble:
            raise Mistakes([os_errors.problem_of(trouble, path)]) from trouble
