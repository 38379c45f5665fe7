"""What is published beside pages, opened in a real browser: no script in it runs, whatever type a server gives it."""

import http.server
import mimetypes
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from bantin.content.file_facts import PUBLISHED
from bantin.problems import Mistakes
from tests.portal import CONFIG, Portal, tree, written

SCRIPT = b"<script>window.name='ran'</script><svg onload=\"window.name='ran'\"><!--"
GIF = (
    b"GIF89a\1\0\1\0\xf7\0\0" + SCRIPT.ljust(768) + b"\x2c\0\0\0\0\1\0\1\0\0\x08\x04\0\1\x04\x04\0\x3b"
)  # a whole picture, with a page in its palette
POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self'", "X-Content-Type-Options": "nosniff"}
NGINX = Path("/etc/nginx/mime.types")

Types = Callable[[str], str]
"""An ending → the type that a server gives it; '' for none, as Apache does with what it does not know."""


def types_of_python(ending: str) -> str:
    """As `python3 -m http.server` gives them."""
    return mimetypes.MimeTypes().guess_type(f"x.{ending}")[0] or "application/octet-stream"


def types_of_nginx(ending: str) -> str:
    """As nginx gives them, with the table that it comes with."""
    text = NGINX.read_text(encoding="utf-8") if NGINX.exists() else ""
    found = re.search(rf"^\s*(\S+)(?:\s+\w+)*\s+{ending}(?:\s+\w+)*;", text, re.MULTILINE)
    return found[1] if found else "text/plain"  # what nginx itself takes if it is told nothing


def no_types(ending: str) -> str:
    """The browser is left to look at the bytes."""
    return ""


@contextmanager
def served(files: dict[str, bytes], types: Types, headers: dict[str, str]) -> Iterator[str]:
    """The address of a server of these files."""

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = files.get(self.path[1:])
            self.send_response(200 if data is not None else 404)
            if data is not None and (kind := types(self.path.rpartition(".")[2])):
                self.send_header("Content-Type", kind)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *told: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def ran(chromium: Browser, address: str, paths: list[str]) -> list[str]:
    """Those of the files in which a script ran when they were opened."""
    found = []
    context = chromium.new_context()
    page = context.new_page()
    for path in paths:
        with suppress(Error):  # what is downloaded is not shown
            page.goto(address + path, wait_until="domcontentloaded")
        if page.evaluate("window.name") == "ran":
            found.append(path)
        page.evaluate("window.name = ''")  # which goes with the window from page to page
    context.close()
    return found


CONVERTED = frozenset("bmp tif tiff avif heic heif".split())
"""Endings of pictures, which get the ending of what they hold."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files that a portal publishes beside its article: one of each ending, each with a page inside."""
    portal = Portal(tmp_path_factory.mktemp("portal"))
    portal.write("config.yaml", CONFIG)
    files = {f"tep-{ending}.{ending}": b"%\0\x1f\x8b\n" + SCRIPT for ending in PUBLISHED - CONVERTED - {"txt", "csv"}}
    files |= {f"chu.{ending}": "Lời ".encode() + SCRIPT for ending in ("txt", "csv")}
    files |= {f"anh-{ending}.{ending}": GIF for ending in ("gif", "jpg", "png", "svg", "jfif", *CONVERTED)}
    listed = "[" + ", ".join(f"{{file: {name}, title: {name}}}" for name in files) + "]"
    portal.write_all({f"content/2026/03/{name}": data for name, data in files.items()})
    shown = "![Cây](anh-png.png)"
    portal.write(
        "content/2026/03/x.md",
        written(shown, title="X", date="2026-03-01 08:00", category="thong-bao", attachments=listed),
    )
    portal.build()
    found = {path: data for path, data in tree(portal.site).items() if re.fullmatch(r"2026/03/(tep|chu|anh).*", path)}
    assert {path.rpartition(".")[2] for path in found} >= PUBLISHED - CONVERTED | {"gif"}
    return found


@pytest.mark.parametrize("headers", [{}, POLICY], ids=["no policy", "policy"])
@pytest.mark.parametrize("types", [types_of_python, types_of_nginx, no_types])
def test_no_script_runs(chromium: Browser, published: dict[str, bytes], types: Types, headers: dict[str, str]) -> None:
    """In no file of any ending that is published. Of those that a browser cannot tell apart one is opened."""
    alike = {(types(path.rpartition(".")[2]), data): path for path, data in published.items()}
    with served(published, types, headers) as address:
        assert ran(chromium, address, sorted(alike.values())) == []


def test_the_witness_sees_what_runs(chromium: Browser) -> None:
    """The same picture under the ending that was written once: it runs, so that the tests above can fail."""
    files = {"anh.html": GIF, "anh.gif": GIF, "trang.html": b"<p>", "tep.zip": b"PK", "anh-2.html": GIF}
    with served(files, types_of_python, {}) as address:
        assert ran(chromium, address, list(files)) == ["anh.html", "anh-2.html"]


def test_is_not_published(tmp_path: Path) -> None:
    """A picture that is called a page."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    portal.write("content/2026/03/anh.html", GIF)
    fields = {"title": "X", "date": "2026-03-01 08:00", "category": "thong-bao"}
    portal.write("content/2026/03/x.md", written(**fields, attachments="[{file: anh.html, title: Ảnh}]"))
    with pytest.raises(Mistakes) as found:
        portal.build()
    assert [problem.key for problem in found.value.problems] == ["picture-ending"]
