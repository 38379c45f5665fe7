"""Scripts and style sheets as they are published: joined in their order, and lighter by what browsers pass over."""

from bantin.theme.bundles import scripts, styles


def test_scripts_are_published_without_their_remarks() -> None:
    """Remarks and indentation stay behind; what may stand within a text of several lines is left as it is."""
    assert _published("// What it does\nf();\n  // why\n  g(); // here\n") == "f();\ng(); // here\n"
    assert _published("a = `\n// no remark\n`;\n") == "a = `\n// no remark\n`;\n"
    assert _published("/* of\n// several\nlines */\n") == "/* of\n// several\nlines */\n"
    assert _published('a = "b\\\n// c";\n') == 'a = "b\\\n// c";\n'


def _published(script: str) -> str:
    return scripts({"js/own.js": script.encode()}, "js").decode()


def test_scripts_of_the_folder_itself() -> None:
    """By their names; theme.js stands alone, and what lies deeper is of another page."""
    assets = {f"js/{name}": name.encode() for name in ("z.js", "theme.js", "a.js", "search/b.js", "a.md")}
    assert scripts(assets, "js") == b"a.js\nz.js"
    assert scripts(assets, "js/search") == b"search/b.js"


def test_tokens_come_first() -> None:
    """They order the layers; the other sheets by their names."""
    sheets = {"css/a.css": b"a{}", "css/tokens.css": b"@layer x;", "css/b.css": b"b{}", "css/README.md": b"?"}
    assert styles(sheets) == b"@layer x;\na{}\nb{}\n"


def test_blanks_that_say_something_stay() -> None:
    """Before a colon, in a value, in quotes and addresses, and where one is a value."""
    for sheet in ("a :hover b{}", '[title="a ; b"]{}', ".a\\, b{}", "a{b:url(/a  b.svg)}", ":root{--a: ;--b: }"):
        assert styles({"css/a.css": sheet.encode()}).decode().strip() == sheet
    assert styles({"css/a.css": b"a , b {\n  c : d  e ; /* f { */\n  g: h;\n}\n"}) == b"a,b{c :d e ;g:h;}\n"
