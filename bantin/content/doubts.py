"""What is wrong or doubtful about an article as a whole: fields that miss, or contradict each other or the file's name.

What an editor can hardly have meant is a note: it is published as it is written.
"""

from bantin.content.field_names import OF_THE_ORIGINAL, PAGE_FIELDS
from bantin.content.front_matter import FrontMatter
from bantin.problems import Place, Problem, error, warning


def check_alone(manuscript: FrontMatter) -> list[Problem]:
    """What an article that is nobody's translation lacks."""
    if manuscript.is_page or (manuscript.date is not None and manuscript.category is not None):
        return []
    written = {field: place for field, place in manuscript.written() if field not in manuscript.blank}
    lacking = [field for field in ("date", "category") if field not in written]
    if len(lacking) == 2 and manuscript.has_suffix:
        stem = manuscript.path.removesuffix(".md").lower()
        is_ours = stem.endswith(f".{manuscript.code}")  # else it is said already that the portal has no such language
        return [error("alone", Place(manuscript.path))] if is_ours else []
    return [error(f"{field}-missing", manuscript.place(field)) for field in lacking]


def check_translation(manuscript: FrontMatter) -> list[Problem]:
    """What a translation says that only its original may say."""
    return [
        error("translation-sets", place, field=field)
        for field, place in manuscript.written()
        if field in OF_THE_ORIGINAL
        and field not in manuscript.blank
        and not (manuscript.is_page and field not in PAGE_FIELDS)
    ]


def check_original_field(manuscript: FrontMatter) -> list[Problem]:
    """`original` makes sense in a translation alone."""
    return [warning("original-alone", manuscript.place("original"))] if manuscript.original else []
