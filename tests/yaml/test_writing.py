"""Texts as values of YAML: what is written reads back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from bantin.content import front_matter
from bantin.text import slugify
from bantin.yaml import writing


@given(st.text(min_size=1, max_size=60))
def test_any_title_reads_back(title: str) -> None:
    """Whatever was typed, the front matter says it."""
    clean = writing.clean(title)
    written = front_matter.parse(f"---\ntitle: {writing.scalar(clean)}\n---\n", "content/x.md", ("vi",))
    assert written.front_matter is not None
    assert written.front_matter.title == clean
    assert [each.key for each in written.problems] == ([] if clean else ["title-empty"])
    if slugify(title):
        assert clean
