"""Scans of several pages: who is told that readers see the first."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.portal import CONFIG, Portal, written


def scan(pages: int) -> bytes:
    """Black and white, as offices scan what is stamped and signed."""
    page, file = Image.new("1", (60, 80), 1), io.BytesIO()
    page.save(file, "TIFF", compression="group4", save_all=True, append_images=[page] * (pages - 1))
    return file.getvalue()


@pytest.mark.parametrize(
    ("pages", "text", "fields", "lines"),
    [
        (1, "![Quyết định](quet.tif)", {}, []),
        (2, "![Quyết định](quet.tif)", {}, [7]),
        (30, "![Quyết định](quet.tif)\n\n![Lần nữa](quet.tif)", {}, [7, 9]),
        (2, "Lời.", {"cover": "{image: quet.tif, alt: Quyết định}"}, [5]),
        (2, "![Quyết định](quet.tif) và [cả tệp](quet.tif)", {}, []),
        (2, "![Quyết định](quet.tif)", {"attachments": "[{file: quet.tif, title: Cả tệp}]"}, []),
        (2, "[Cả tệp](quet.tif)", {}, []),
    ],
)
def test_noted(pages: int, text: str, fields: dict[str, str], lines: list[int], tmp_path: Path) -> None:
    """Each time that it is shown, unless the article offers the file as a whole; in builds to come as well."""
    portal = Portal(tmp_path)
    article = written(text, title="A", date="2026-03-01", category="thong-bao", **fields)
    portal.write_all({"config.yaml": CONFIG, "content/2026/03/a.md": article, "content/2026/03/quet.tif": scan(pages)})
    for _ in range(2):
        noted = [each.place.line for each in portal.build().problems if each.key == "picture-pages"]
        assert noted == lines
