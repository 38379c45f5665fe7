"""Markdown as people write it, on a page of a built portal."""

from pathlib import Path

from tests.builds import came
from tests.portal import CONFIG, Portal, written

TEXT = """\
Gọi (024) 3876 5432 hoặc viết cho ubnd@phuc-loi.example, xem [chú thích](#Chú-thích) và [bài kia](kia.md#Kết-quả).

<a name="Chú thích"></a>Chú thích.

https://youtu.be/aqz-KE-bpKQ

- [ ] gửi giấy mời
- ~~đặt phòng~~
"""


def test_links_of_a_page(tmp_path: Path) -> None:
    """Telephone, e-mail, places here and on another page, a video that config lets in; nothing is told."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG + "embed_hosts: [www.youtube-nocookie.com]\n")
    front = {"title": "Một", "date": "2026-03-01", "category": "thong-bao"}
    portal.write("content/2026/03/mot.md", written(TEXT, **front))
    portal.write("content/2026/03/kia.md", written("## Kết quả\n\nTốt.", **front | {"title": "Kia"}))
    built = came(portal)
    assert built.problems == ()
    page = built.files["2026/03/mot/index.html"].decode()
    for part in (
        'href="tel:+842438765432"',
        'href="mailto:ubnd@phuc-loi.example"',
        'href="#chu-thich"',
        '<a id="chu-thich">',
        '2026/03/kia/#ket-qua"',
        '<iframe src="https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ" title="YouTube"',
        '<li class="task">☐ gửi giấy mời</li>',
        "<del>đặt phòng</del>",
    ):
        assert part in page
