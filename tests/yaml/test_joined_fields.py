"""Several fields in one line: the line to write holds what was meant, and reads back as that."""

import pytest

from bantin.content import front_matter
from bantin.problems import Problem
from bantin.yaml.document import read_mapping
from bantin.yaml.tree import Mapping, Scalar

PATH = "content/2026/11/x.md"


def told(line: str) -> Problem:
    """The one thing that is said of a line of front matter."""
    [problem] = front_matter.parse(f"---\ntitle: A\n{line}\n---\na\n", PATH, ("vi", "en")).problems
    return problem


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("cover: image: a.jpg, alt: X", {"image": "a.jpg", "alt": "X"}),
        ("cover: image: a.jpg; alt: Tổ 5, tổ 6", {"image": "a.jpg", "alt": "Tổ 5, tổ 6"}),
        ("cover: image: a.jpg alt: X", {"image": "a.jpg", "alt": "X"}),
        ('cover: image: "a.jpg", alt: "X"', {"image": "a.jpg", "alt": "X"}),
        ('cover: "a.jpg", alt: "X"', {"image": "a.jpg", "alt": "X"}),
        ("cover: (image: a.jpg, alt: X)", {"image": "a.jpg", "alt": "X"}),
        ("cover: - image: a.jpg", {"image": "a.jpg"}),
        ("cover: a.jpg, alt: X", {"image": "a.jpg", "alt": "X"}),
        ("cover: ảnh: a.jpg, mô tả: X", {"ảnh": "a.jpg", "mô tả": "X"}),
        ("withdrawn: 2026-11-21, reason: Sai: nhầm", {"date": "2026-11-21", "reason": "Sai: nhầm"}),
        ("attachments: file: a.pdf, title: Kế hoạch", {"file": "a.pdf", "title": "Kế hoạch"}),
    ],
)
def test_fields_without_braces(line: str, meant: dict[str, str]) -> None:
    """Are told with the braces."""
    problem = told(line)
    assert problem.key == "yaml-braces"
    tree, _ = read_mapping(f"{dict(problem.values)['written']}\n", PATH)
    assert tree
    [(_, value)] = tree.pairs
    assert isinstance(value, Mapping)
    assert {name.text: part.text for name, part in value.pairs if isinstance(part, Scalar)} == meant


@pytest.mark.parametrize(
    ("line", "key", "before"),
    [
        ("cover: {image: a.jpg; alt: X}", "yaml-semicolon", "image: a.jpg"),
        ("cover: {image: a.jpg | alt: X}", "yaml-semicolon", "image: a.jpg"),
        ("cover: {image: a.jpg alt: X}", "yaml-comma", "image: a.jpg"),
    ],
)
def test_between_braces(line: str, key: str, before: str) -> None:
    """Stands a comma, and nothing else."""
    problem = told(line)
    assert (problem.key, dict(problem.values)) == (key, {"field": "alt", "before": before})
    assert line[problem.place.column - 1 :].startswith("alt:")


@pytest.mark.parametrize(
    ("line", "first", "second"),
    [
        ("draft: có, featured: có", "draft: có", "featured: có"),
        ("lead: Mời họp; date: 2026-11-22", "lead: Mời họp", "date: 2026-11-22"),
        ("cover:\n  image: a.jpg, alt: X", "image: a.jpg", "alt: X"),
    ],
)
def test_fields_that_want_lines(line: str, first: str, second: str) -> None:
    """Are told with both of them."""
    problem = told(line)
    assert problem.key == "yaml-one-line"
    assert dict(problem.values) == {"field": second.partition(":")[0], "first": first, "second": second}


@pytest.mark.parametrize(
    ("line", "key", "written"),
    [
        ("cover: {image:a.jpg, alt:Bà con}", "yaml-no-blank", "cover: {image: a.jpg, alt: Bà con}"),
        ("cover: {image:a.jpg, alt: Bà con}", "yaml-no-blank", "cover: {image: a.jpg, alt: Bà con}"),
        ("cover: {image = a.jpg, alt = Tổ 5, tổ 6}", "yaml-almost", 'cover: {image: a.jpg, alt: "Tổ 5, tổ 6"}'),
        ("attachments:\n  - {file:a.pdf}", "yaml-no-blank", "- {file: a.pdf}"),
    ],
)
def test_colons_without_a_blank(line: str, key: str, written: str) -> None:
    """Between braces make no fields."""
    problem = told(line)
    assert (problem.key, dict(problem.values)) == (key, {"written": written})


@pytest.mark.parametrize("line", ["lead: Mời họp: 8h, địa điểm: NVH", "lead: Tin: vui", "source: Báo, số: 5"])
def test_words_with_colons(line: str) -> None:
    """Are no fields."""
    assert told(line).key == "yaml-colon"


@pytest.mark.parametrize("sign", [", a: ", " alt: ", ",", "(", "; alt:"])
def test_long_lines_cost_little(sign: str) -> None:
    """However many signs a line repeats."""
    assert told(f"cover: image: a{sign * 2500}b").place.line == 3
