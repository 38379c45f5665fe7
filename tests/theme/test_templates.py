"""The templates, words, styles and scripts as files: what they promise to those who change them and to readers."""

import re
from pathlib import Path

import pytest
import yaml

from tests.words import placeholders

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "assets/css").glob("*.css"))
SCRIPTS = sorted((ROOT / "assets/js").rglob("*.js"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _words(code: str) -> dict[str, str]:
    words: dict[str, str] = yaml.load((ROOT / f"templates/words/{code}.yaml").read_text("utf-8"), yaml.BaseLoader)
    return words


def test_words_have_the_same_keys() -> None:
    """A phrase of one language exists in the other."""
    assert sorted(_words("vi")) == sorted(_words("en"))


@pytest.mark.parametrize("key", [key for key in _words("vi") if not key.startswith("form.")])
def test_words_ask_for_the_same_values(key: str) -> None:
    """A phrase is filled with the same values in both languages; only dates differ in what they show."""
    assert placeholders(_words("vi")[key]) == placeholders(_words("en")[key])


def test_words_that_templates_ask_for_exist() -> None:
    """Every phrase that a template names is in the words, so that a rare page cannot fail for a word."""
    asked = {key for path in TEMPLATES for key in re.findall(r'\bt\("([a-z.-]+)"[,)]', path.read_text("utf-8"))}
    assert set() == asked - set(_words("vi"))


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_template_says_what_it_draws(path: Path) -> None:
    """The first line of a template is a comment: what it draws, what it is given, where its CSS is."""
    first = path.read_text("utf-8").splitlines()[0]
    assert re.fullmatch(r"\{# .+ Given: .+ #\}|\{# .+ (CSS: .+|No CSS\.) #\}", first)


def test_parts_that_are_drawn_once_ask_for_the_frame_alone() -> None:
    """They say so in their first line, keep to it, and nothing includes them for a page of its own."""
    texts = {path.relative_to(ROOT / "templates").as_posix(): path.read_text("utf-8") for path in TEMPLATES}
    once = {name for text in texts.values() for name in re.findall(r'\{\{ once\("([^"]+)"\) \}\}$', text, re.MULTILINE)}
    assert sorted(once) == [f"parts/{part}.html" for part in "banner display footer menu".split()]
    assert {name for name, text in texts.items() if "alone (drawn once)" in text.splitlines()[0]} == once
    for name in once:
        assert set(re.findall(r"\bpage\b(?:\.\w+)?", texts[name].partition("\n")[2])) <= {"page.frame"}
        assert not any(f'include "{name}"' in text for text in texts.values())


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_template_holds_no_inline_style_or_script(path: Path) -> None:
    """The pages' policy allows neither, and a reader's browser would drop them."""
    text = path.read_text("utf-8")
    assert not re.findall(
        r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?! src=| type=\"application/ld\+json\")", text
    )


def test_only_data_is_written_unescaped() -> None:
    """Besides an article's body, which comes as finished HTML, only JSON-LD is: it is made safe where it is made."""
    found = [(_name(path), line.strip()) for path in TEMPLATES for line in path.read_text("utf-8").splitlines()]
    unescaped = [(name, line) for name, line in found if re.search(r"\|\s*safe\b|autoescape", line)]
    expected = '<script type="application/ld+json">{{ page.head.data | safe }}</script>'
    assert [("templates/parts/head.html", expected)] == unescaped


def test_every_style_stands_in_a_layer() -> None:
    """Layers decide what wins, not the order of files; the tokens name them. One file is for browsers without."""
    layers = re.match(r"@layer ([a-z, ]+);", (ROOT / "assets/css/tokens.css").read_text("utf-8"))
    assert layers is not None
    named = layers[1].split(", ")
    for path in STYLES:
        if path.name == "floor.css":
            continue
        outermost = re.findall(r"^(?!@layer [a-z, ]+;)(\S.*)\{$", path.read_text("utf-8"), re.MULTILINE)
        assert len(outermost) == 1, _name(path)
        assert outermost[0].removeprefix("@layer ").strip() in named


def test_styles_outside_the_layers_are_for_older_browsers_alone() -> None:
    """Each of them is given back to the layers by a second line, which older browsers do not know."""
    text = (ROOT / "assets/css/floor.css").read_text("utf-8")
    said = re.findall(r"^  ([a-z-]+): ([^;]+);$", text, re.MULTILINE)
    assert len(said) > 2
    assert [name for name, _ in said[::2]] == [name for name, _ in said[1::2]]
    assert {value for _, value in said[1::2]} == {"revert-layer"}
    assert "revert-layer" not in {value for _, value in said[::2]}


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_style_keeps_the_house_rules(path: Path) -> None:
    """No ids, no !important, nothing fetched, and no colour outside the tokens but black shadows."""
    text = path.read_text("utf-8")
    assert not re.findall(r"!important|url\(|@import|(?<![\w-])#[\w-]+(?=[^;{}]*\{)", text)
    if path.name != "tokens.css":
        assert not re.findall(r"#[0-9a-f]{3,8}\b|rgba?\((?!0 0 0 /)|hsla?\(", text)


def test_styles_are_light() -> None:
    """All styles together stay below 39 kB, before compression."""
    assert sum(path.stat().st_size for path in STYLES) <= 39_000


def test_nothing_moves() -> None:
    """Who asked the system for less motion has it: there is none."""
    assert [path for path in STYLES if re.search(r"animation|transition|smooth", path.read_text("utf-8"))] == []


def test_theme_script_is_light() -> None:
    """The one script that pages wait for is at most 1 kB."""
    assert (ROOT / "assets/js/theme.js").stat().st_size <= 1000


@pytest.mark.parametrize("path", SCRIPTS, ids=_name)
def test_script_keeps_to_itself(path: Path) -> None:
    """A script is one function scope, classic, and fetches nothing: pages must work from disk.

    Saving and the passages below results alone fetch; from disk the button is not there, and results keep their leads.
    """
    text = path.read_text("utf-8")
    code = re.sub(r"^//.*\n", "", text, flags=re.MULTILINE).strip()
    assert code.startswith("(function () {")
    assert code.endswith("})();")
    fetching = r"\bfetch\(|" if path.name not in ("save.js", "passages.js") else ""
    assert not re.findall(fetching + r"\bimport\b|\bexport\b|XMLHttpRequest|innerHTML|\beval\(|new Function", text)
