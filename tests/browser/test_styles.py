"""The style sheets as they are published say to a browser what they say as they are written."""

from pathlib import Path

from playwright.sync_api import Page

from bantin.theme.bundles import styles

ASSETS = Path(__file__).parents[2] / "assets"
STRANGE = b"""\
/* a remark with { and "a quote */
.a\\, b , .c::after{content:"/* no  remark ; } */" ;background:url(/a  b.svg)}/* of
several { lines */@media ( min-width : 10rem ) and (color) {
  a :hover > b  + c { margin : 0 calc( 1px + 2px ) !important }
}
:root { --none: ; --last: }
.d { --list: 1 , 2 ; content: 'it\\'s ; {' ; color : var( --none , red ) }
[title = "a ; b"] a:not( .b , .c ) {}
"""
RULES = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const plain = (rule) => rule.cssText.replace(/\\s*([,:])\\s*/g, "$1");
  return [...sheet.cssRules].map(plain);
}"""


def test_rules_are_the_same(page: Page) -> None:
    """Every rule, of ours and of a sheet with much that must be left alone; ours are a fifth lighter at least."""
    sheets = {path.relative_to(ASSETS).as_posix(): path.read_bytes() for path in sorted(ASSETS.glob("css/*.css"))}
    for data in (*sheets.values(), STRANGE):
        written, published = (page.evaluate(RULES, text.decode()) for text in (data, styles({"css/own.css": data})))
        assert published == written
        assert written
    assert len(styles(sheets)) < 0.8 * sum(map(len, sheets.values()))


def test_what_is_never_closed_stays_in_its_sheet(page: Page) -> None:
    """A sheet of a portal's own with a remark that does not end, or nothing, spoils none before it."""
    data = styles({"css/a.css": b"a { color: red }", "css/b.css": b"b {} /* and on", "css/c.css": b""}).decode()
    assert page.evaluate(RULES, data) == ["a { color:red; }", "b { }"]
