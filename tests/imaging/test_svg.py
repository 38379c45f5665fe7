"""SVG: its size, and nothing in it that a page could run or load."""

from encodings.aliases import aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.imaging import svg, variants
from tests.imaging.pictures import look

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('width="40" height="30"', (40, 30)),
        ('width="40px" height="29.6px"', (40, 30)),
        ('width="1in" height="2.54cm"', (96, 96)),
        ('viewBox="0 0 400 300"', (400, 300)),
        ('viewBox="0,0,400.4,300"', (400, 300)),
        ('width="100%" height="100%" viewBox="0 0 40 30"', (40, 30)),
        ('width="80" viewBox="0 0 40 30"', (80, 60)),
        ('height="60" viewBox="0 0 40 30"', (80, 60)),
        ('width="0" height="-3" viewBox="0 0 0 x"', (300, 150)),
        ("", (300, 150)),
        ('width="1e999" height="999999999"', (300, 100_000)),
        ('width="0.1" height="0.1"', (1, 1)),
    ],
)
def test_svg_size(attributes: str, expected: tuple[int, int]) -> None:
    """As given, else by the viewBox, else as browsers take it."""
    facts = look(f"{HEAD}{attributes}/>".encode(), "content/a.svg")
    assert ("svg", *expected, "") == (facts.kind, facts.width, facts.height, facts.trouble)


@pytest.mark.parametrize(
    "inner",
    [
        '><g fill="url(#a)" style="fill:url( \'#a\' )"/>',
        "><style>.a{fill:url(#b)} /* a remark */</style>",
        '><a xlink:href="#b"><use href="#c"/></a>',
        '><image href="data:image/png;base64,AAAA"/>',
        "><title>Vì sao (javascript: …)</title><desc>url(x)</desc>",
        '><path d="M0 0" transform="translate(1,2) rotate(3)" class="one"/>',
        ' xmlns:i="http://www.inkscape.org/x" i:export="C:\\Users\\a"><metadata><i:b/></metadata>',
        "><?other thing?><!-- onload=x <script> -->",
        '><animate attributeName="fill" values="red;blue"/>',
    ],
)
def test_svg_that_is_safe(inner: str) -> None:
    """What drawing programs write is let through."""
    for data in (
        f"{HEAD}{inner}</svg>".encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{HEAD}{inner}</svg>'.encode("utf-16"),
    ):
        assert look(data, "content/a.svg").trouble == ""


def test_svg_document_type() -> None:
    """That of the standard, as Illustrator and CorelDRAW write it, is let through; what declares more is not."""
    named = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'
    facts = look(f'<?xml version="1.0"?>{named}>{HEAD} viewBox="0 0 4 3"/>'.encode(), "content/a.svg")
    assert (facts.trouble, facts.width, facts.height) == ("", 4, 3)
    for declared in ('<!ATTLIST svg onload CDATA "x()">', '<!ENTITY a "ha">', ""):
        assert look(f"{named} [{declared}]>{HEAD}/>".encode(), "content/a.svg").trouble == "svg-unsafe"


@pytest.mark.parametrize(
    "inner",
    [
        "><script>alert(1)</script>",
        '><s:script xmlns:s="http://www.w3.org/2000/svg"/>',
        "><SCRIPT/>",
        ' onload="x()">',
        '><g OnClick="x()"/>',
        "><foreignObject/>",
        '><b xmlns="http://www.w3.org/1999/xhtml"/>',
        '><a href="javascript:x()"/>',
        '><a xlink:href=" java&#10;script:x()"/>',
        '><a href="https://elsewhere.example/"/>',
        '><image href="//elsewhere.example/a.png"/>',
        '><use href="other.svg#a"/>',
        '><image href="data:image/svg+xml,&lt;svg/>"/>',
        '><image href="data:text/html,x"/>',
        "><style>@import 'x.css';</style>",
        "><style>@im<!-- -->port 'x.css';</style>",
        "><style>.a{fill:url(https://elsewhere.example/a)}</style>",
        "><style>.a{fill:url('a.png')}</style>",
        "><style>.a{fill:u/**/rl(x)} .b{background:image-set('x' 1x)}</style>",
        "><style>.a{fill:\\75rl(x)}</style>",
        '><g style="fill:url(x)"/>',
        '><g fill="url(x.svg#a)"/>',
        '><g filter="\\75rl(x)"/>',
        '><animate attributeName="href" values="x"/>',
        '><set attributeName="xlink:href" to="x"/>',
        '><set attributeName="onclick" to="x"/>',
        '><animate attributeName="fill" values="red;url(x)"/>',
        ' xml:base="https://elsewhere.example/">',
        "><?xml-stylesheet href='x.css'?>",
        "><iframe/>",
    ],
)
def test_svg_that_is_not_safe(inner: str) -> None:
    """What could act, or asks for something outside itself, is refused, whatever its name."""
    data = f"{HEAD}{inner}</svg>".encode()
    facts = look(data, "content/a.svg")
    assert (facts.kind, facts.trouble, facts.width) == ("svg", "svg-unsafe", 0)
    assert look(data, "content/a.png").trouble == "svg-unsafe"


def test_svg_entities() -> None:
    """A document type may declare what grows to gigabytes: none is read."""
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    data = f'<!DOCTYPE svg [<!ENTITY a "ha">{laughs}]>{HEAD}><text>&i;</text></svg>'.encode()
    assert look(data, "content/a.svg").trouble == "svg-unsafe"
    outside = f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEAD}><text>&a;</text></svg>'.encode()
    assert look(outside, "content/a.svg").trouble == "svg-unsafe"


@pytest.mark.parametrize(
    "data",
    [
        b"<svg",
        b"<svg/>",
        b"<html/>",
        b"text",
        f"{HEAD}><g></svg>".encode(),
        f"{HEAD}>\xff</svg>".encode("latin-1"),
        b"<a>" * 9999,
    ],
)
def test_svg_that_is_broken(data: bytes) -> None:
    """What no browser would show is said to be damaged."""
    assert look(data, "content/a.svg").trouble == "picture-broken"


NAMES = sorted(
    {name for pair in aliases.items() for name in pair} | {"koi8-r", "iso-8859-99", "nonsense", "x.y", "idna"}
)


@pytest.mark.parametrize("name", [*NAMES, *(name.replace("_", "-") for name in NAMES if "_" in name)])
def test_svg_that_declares_its_encoding(name: str) -> None:
    """Of whatever name: judged where browsers cannot read it otherwise, else said to be of an odd encoding."""
    facts = look(f'<?xml version="1.0" encoding="{name}"?>{HEAD}viewBox="0 0 4 3"/>'.encode(), "content/a.svg")
    is_usual = name.lower() in {"utf8", "utf-8", "ascii", "us-ascii", "latin-1", "latin1", "cp1258", "koi8-r"}
    assert facts.trouble in (("",) if is_usual else ("", "svg-encoding") if name[0].isalpha() else ("picture-broken",))
    if name in ("utf8", "utf-8", "latin-1"):
        written = f'<?xml version="1.0" encoding="{name}"?>{HEAD}><text>Phường</text></svg>'
        assert look(written.encode(), "content/a.svg").trouble == ""
    unsafe = look(f'<?xml version="1.0" encoding="{name}"?>{HEAD}onload="x()"/>'.encode(), "content/a.svg")
    assert unsafe.trouble


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="{}"?>'])
def test_svg_in_unicode(encoding: str, declared: str) -> None:
    """With or without a byte order mark; where there is one, it counts more than what is declared."""
    told = declared.format("utf-16" if encoding.startswith("utf-16-") else "gb2312")
    assert look(f'{told}{HEAD}viewBox="0 0 4 3"/>'.encode(encoding), "content/a.svg").trouble == ""
    assert look(f"{told}{HEAD}><script/></svg>".encode(encoding), "content/a.png").trouble == "svg-unsafe"


@pytest.mark.parametrize("declared", ["utf-16", "gb2312", "utf-7", "cp037"])
def test_svg_in_another_encoding_than_it_says(declared: str) -> None:
    """Not called damaged: its editor is told what to do with it."""
    data = f'<?xml version="1.0" encoding="{declared}"?>{HEAD}/>'
    assert look(data.encode(), "content/a.svg").trouble == "svg-encoding"
    assert look(data.encode("utf-32"), "content/a.svg").trouble == "svg-encoding"


LICENCE = f"<!--{' licence' * 9000}-->"


@pytest.mark.parametrize(
    "before", [LICENCE, "\n" * 9000, f"<?xml version='1.0'?>{LICENCE}<!DOCTYPE svg>", "<!DOCTYPE x:svg>", LICENCE * 3]
)
@pytest.mark.parametrize("prefix", ["", "svg:", "my-own:", "ảnh:"])
def test_svg_after_much_else(before: str, prefix: str) -> None:
    """However much stands before its first element, and whatever that is called: an SVG under any name, handed on."""
    at = "xmlns" + (f":{prefix[:-1]}" if prefix else "")
    data = f'{before}<{prefix}svg {at}="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'.encode()
    facts = look(data, "content/a.png")
    assert (facts.kind, facts.width, facts.trouble) == ("svg", 4, "")
    assert variants.bare(data) == data


SVG_PARTS = st.sampled_from(
    [
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\0",
        b'<?xml version="1.0" encoding="',
        b'"?>',
        b"gb2312",
        b"utf-16",
        b"iso-8859-7",
        b"<!DOCTYPE svg [",
        b"]>",
        b"<!--",
        b"-->",
        b'<svg xmlns="http://www.w3.org/2000/svg" ',
        b'viewBox="0 0 1 1"',
        b"/>",
        b"<![CDATA[",
        b"&#xD800;",
        b"\xd8\x00",
    ]
)


@given(st.lists(SVG_PARTS | st.binary(max_size=8), max_size=12), st.sampled_from(["utf-8", "utf-16", "utf-16-be"]))
def test_any_svg(parts: list[bytes], encoding: str) -> None:
    """Whatever the bytes, there is an answer, and what is let through can be handed on."""
    data = b"".join(parts)
    for written in (data, data.decode("latin-1").encode(encoding)):
        if not look(written, "content/a.svg").trouble:
            assert variants.bare(written) == written


def test_svg_of_many_levels() -> None:
    """Depth brings nothing down."""
    with pytest.raises(svg.UnfitSvg):
        svg.size(f"{HEAD}>{'<g>' * 200_000}".encode())
