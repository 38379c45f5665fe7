"""A picture or link of Markdown that stands as the value of a field → the field's own form."""

from bantin.patterns import lazy_pattern


def in_fields(name: str, value: str) -> str:
    """What a picture or link of Markdown, as the value of the field `name`, is in that field's own form; '' for
    anything else."""
    found = _MARKDOWN.fullmatch(value)
    if found is None:
        return ""
    sign, words, target = found.groups()
    if sign:
        return f"{{image: {target}, alt: {words or '…'}}}"
    if name == "attachments":
        return f"{{file: {target}, title: {words}}}"
    return target if name in ("related", "cover", "audio") else words


_MARKDOWN = lazy_pattern(r"(!?)\[([^\[\],:]*)\]\(([^()\s,:]+)\)")
