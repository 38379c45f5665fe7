"""Endings of files' names, by what the files hold: by them a name is told from words, and one kind from another."""

PICTURES = frozenset("jpg jpeg jfif png webp gif svg heic avif bmp tif tiff".split())
DOCUMENTS = frozenset("pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt csv".split())
ARCHIVES = frozenset("zip rar 7z".split())
SOUNDS = frozenset("mp3 m4a aac ogg oga opus wav flac".split())
FILMS = frozenset("mp4 m4v mov webm ogv avi wmv mkv mpg mpeg 3gp wma amr".split())
"""With the sounds that no browser plays."""
PAGES = frozenset("html htm aspx php".split())
FILES = PICTURES | DOCUMENTS | ARCHIVES | SOUNDS | FILMS
"""All but pages and articles."""


def pattern(endings: frozenset[str]) -> str:
    """Any of these endings in small letters, as a part of a pattern."""
    return "|".join(sorted(endings, reverse=True))  # docx before doc
