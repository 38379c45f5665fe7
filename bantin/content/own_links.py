"""Links of a text to its own headings, or outside: those that need nothing else of the portal."""

from collections.abc import Iterator
from urllib.parse import unquote

from bantin.content.destinations import Destination
from bantin.content.model import Article
from bantin.content.source_file import Reference, TextSummary
from bantin.content.web_addresses import telephone
from bantin.content.wrapped_addresses import direct, outside_problems
from bantin.markdown.anchors import anchored, ends_as_file
from bantin.markdown.body import Body, WrittenLink
from bantin.problems import Place, Problem, error
from bantin.text import nfc, slugify
from bantin.yaml.keys import nearest


def own_link(reference: WrittenLink, article: Article) -> Destination | Problem:
    """Where a link leads that stays on its page or leaves the portal."""
    target = anchored(nfc(reference.target), slugify)
    if not target.startswith("#"):
        return Destination(telephone(direct(target)), is_outside=True)
    return _own_link_problem(target, reference, article.summary) or Destination("", unquote(target[1:]), is_here=True)


def own_link_problems(summary: TextSummary, internal_references: tuple[Reference, ...]) -> tuple[Problem, ...]:
    """What is wrong with a text's links to itself, whatever else the portal holds."""
    found: list[Problem] = []
    for reference in summary.references:
        if isinstance(reference, WrittenLink) and reference not in internal_references:
            target = anchored(nfc(reference.target), slugify)
            if target.startswith("#") and (problem := _own_link_problem(target, reference, summary)):
                found.append(problem)
    return tuple(found)


def outside_link_problems(body: Body, internal_references: tuple[Reference, ...]) -> Iterator[Problem]:
    """What is wrong with the links of a text that leave the portal, as far as their addresses tell."""
    for reference in body.references:
        if isinstance(reference, WrittenLink) and reference not in internal_references:
            yield from outside_problems(nfc(reference.target), reference.place)


def _own_link_problem(target: str, reference: WrittenLink, summary: TextSummary) -> Problem | None:
    """What is wrong with a link to a heading of its own text; names of files may begin with `#` too."""
    problem = _heading_of(unquote(target[1:]), summary, reference.place)
    if problem and ends_as_file(reference.target):
        return error("link-heading-file", reference.place, file=reference.target, near=f"%23{reference.target[1:]}")
    return problem


def heading_problem(fragment: str, article: Article, place: Place) -> Problem | None:
    """What is wrong with a link to the heading `fragment` of an article; None if there is such a heading."""
    return _heading_of(fragment, article.summary, place) if fragment else None


def _heading_of(fragment: str, summary: TextSummary, place: Place) -> Problem | None:
    if not fragment or fragment in summary.anchors:
        return None
    headings = tuple(heading.id for heading in summary.headings)
    if not headings:
        return error("link-heading-none", place, heading=fragment)
    near = nearest(fragment, headings)
    if near:
        return error("link-heading-near", place, heading=fragment, near=near)
    return error("link-heading", place, heading=fragment, known=", ".join(f"#{each}" for each in headings))
