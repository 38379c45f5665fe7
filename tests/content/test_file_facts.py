"""What is published and under which ending, against what servers and browsers make of endings and bytes."""

import mimetypes
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.content.assets import ShownPicture, _shown
from bantin.content.file_facts import PICTURES, PUBLISHED, FileFacts, ending_of, is_page
from tests.portal import CONFIG, Portal, tree, written

SHOWN = {ending for endings in PICTURES.values() for ending in endings}
RUN_BY_SERVERS = frozenset(
    (
        "php php3 php4 php5 php7 php8 phtml phps pht phar inc cgi fcgi pl pm py pyc rb lua tcl asp aspx asa asax ascx "
        "ashx asmx cer cdx soap rem jsp jspx jsw jsv jspf jhtml do action cfm cfml cfc dbm shtml shtm stm xhtml xht "
        "var map config htaccess htpasswd ini conf hta htc idc htr ida idq printer"
    ).split()
)
"""The endings for which Apache, IIS, Tomcat, ColdFusion and PHP have handlers in the configurations that they or the
systems come with."""
RUN_BY_BROWSERS = re.compile(
    r"text/(html|xml|css|javascript|ecmascript|vbscript|x-component|mathml|cache-manifest|x-server-parsed-html)"
    r"|multipart/.*|message/.*|application/(x-)?(javascript|ecmascript|shockwave-flash|httpd.*|java.*|silverlight.*)"
    r"|application/(xml.*|wasm|xslt.*|x-xpinstall|hta)|.*\+xml"
)
"""Types that a browser shows as a page of the portal's own, or runs."""
NGINX = Path("/etc/nginx/mime.types")
needs_nginx = pytest.mark.skipif(not NGINX.exists(), reason="needs the table of types that comes with nginx")


def refusal(name: str, kind: str = "") -> str:
    """Why a file of this name is not published."""
    return FileFacts(f"content/2018/03/{name}", "digest", 1, kind or ending_of(name)).refusal


@pytest.mark.parametrize("is_strict", [True, False])
def test_types_of_python(is_strict: bool) -> None:
    """No ending that is published is a page or a script in Python's table, nor in the system's (Debian: Apache's)."""
    tables = [
        mimetypes.MimeTypes(),
        mimetypes.MimeTypes([each for each in mimetypes.knownfiles if Path(each).exists()]),
    ]
    for table in tables:
        for ending in PUBLISHED:
            kind, _ = table.guess_type(f"x.{ending}", strict=is_strict)
            assert not RUN_BY_BROWSERS.fullmatch(kind or ""), ending


@needs_nginx
def test_types_of_nginx() -> None:
    """Nor in the table that comes with nginx."""
    table = {
        ending: kind
        for kind, endings in re.findall(r"^\s*([\w.+/-]+)\s+([^;{]+);", NGINX.read_text(encoding="utf-8"), re.MULTILINE)
        for ending in endings.split()
    }
    assert {"text/html", "application/zip"} == {table["html"], table["zip"]}
    assert [ending for ending in PUBLISHED | SHOWN - {"svg"} if RUN_BY_BROWSERS.fullmatch(table.get(ending, ""))] == []


def test_what_runs_somewhere_is_refused() -> None:
    """Every ending that one of the tables runs, and every handler's, is refused with the name of a problem."""
    for table in (mimetypes.MimeTypes().types_map[0], mimetypes.MimeTypes().types_map[1]):
        for dotted, kind in table.items():
            if RUN_BY_BROWSERS.fullmatch(kind) and dotted != ".svg":
                assert refusal(f"x{dotted}"), dotted
                assert refusal(f"x{dotted.upper()}"), dotted
    for ending in RUN_BY_SERVERS:
        assert refusal(f"x.{ending}"), ending
        assert refusal(f"x.jpg.{ending}"), ending


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("a.pdf", "", ""),
        ("A.DOCX", "", ""),
        ("a.HTML", "", "file-active"),
        ("a.html.", "", "file-without-ending"),
        ("a.ht-ml", "", "file-ending"),
        ("a.html ", "", "file-ending"),
        ("a.asp;.html", "", "file-active"),
        ("a.exe", "", "file-program"),
        ("a.docm", "", "file-program"),
        ("a.phtml", "", "file-ending"),
        ("a", "", "file-without-ending"),
        ("a.b/c", "", "file-without-ending"),
        ("a.pdf", "page", "file-page"),
        ("a.html", "gif", "picture-ending"),
        ("a.pdf", "gif", "picture-ending"),
        ("a", "png", "picture-ending"),
        ("a.png", "jpeg", ""),
        ("a.JPG", "jpeg", ""),
    ],
)
def test_refusals(name: str, kind: str, expected: str) -> None:
    """By bytes and ending."""
    assert refusal(name, kind) == expected


@given(st.text(max_size=12), st.sampled_from(["", "page", *PICTURES]))
def test_published_names_bear_one_known_ending(name: str, kind: str) -> None:
    """Whatever a file is called: what is published under a name of which no server makes something else."""
    facts = FileFacts(f"content/2018/03/{name}", "digest", 1, kind or ending_of(name), 9, 9, is_animated=kind != "svg")
    if facts.refusal:
        return
    assert facts.ending in PUBLISHED | SHOWN
    if kind in PICTURES:
        shown: ShownPicture = _shown(facts, "2018/03/x/", is_cover=False)
        stem, _, ending = shown.original.rpartition(".")
        assert ending in PICTURES[kind]
        assert "." not in stem


@pytest.mark.parametrize(
    "data",
    [
        b"<html>",
        b"\xef\xbb\xbf \r\n<!DOCTYPE html><p>",
        b"<!-- x -->",
        b"<?xml version='1.0'?><x/>",
        b"\t<ScRiPt>alert(1)</script>",
        b"<svg/onload=alert(1)>",
        b"<a href=x>",
        b"<P>",
    ],
)
def test_pages(data: bytes) -> None:
    """What a browser that was told no type takes for a page."""
    assert is_page(data)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7 <html>", b"<5 tu\xe1\xbb\x95i,3", b"<ph\xc3\xb3>", b"PK\3\4", b"< html>"]
)
def test_no_pages(data: bytes) -> None:
    """What it does not."""
    assert not is_page(data)


def test_published_under_the_ending_of_its_kind(tmp_path: Path) -> None:
    """A picture under another picture's name is published under its own; a name of several endings has one left."""
    from io import BytesIO

    from PIL import Image

    def picture(kind: str) -> bytes:
        held = BytesIO()
        Image.new("RGB", (8, 8)).save(held, kind)
        return held.getvalue()

    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    names = ("a.png", "b.php.jfif", "c.html.pdf", "D.JPEG")
    files = "[" + ", ".join(f"{{file: {name}, title: T}}" for name in names) + "]"
    portal.write_all(
        {
            "content/2026/03/x.md": written(
                title="X", date="2026-03-01 08:00", category="thong-bao", attachments=files
            ),
            "content/2026/03/a.png": picture("gif"),
            "content/2026/03/b.php.jfif": picture("jpeg"),
            "content/2026/03/c.html.pdf": b"%PDF-1.4\n<script>alert(1)</script>",
            "content/2026/03/D.JPEG": picture("jpeg"),
        }
    )
    portal.build()
    found = {path.removeprefix("2026/03/") for path in tree(portal.site) if path.startswith("2026/03/")}
    assert {"a.gif", "b-php.jpg", "c-html.pdf", "d.jpeg"} <= found


def test_guide_names_every_ending() -> None:
    """The guide for editors lists what is published, no more and no less."""
    text = Path(__file__).parents[2].joinpath("docs/tham-khao.md").read_text(encoding="utf-8")
    (said,) = re.findall(r"^Tệp được đăng: (.*?)\.\n", text, re.MULTILINE | re.DOTALL)
    assert sorted(PUBLISHED | {"jpg", "jpeg", "png", "webp", "gif", "svg"}) == sorted(re.findall(r"`(\w+)`", said))
