"""Terms of an article, and the index of many: what can be found, in how few files, the same each time."""

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.locale import known_language
from bantin.search.expressions import expressions
from bantin.search.index import (
    CARDS,
    LOT,
    RECENT,
    IndexBlock,
    ResultCard,
    blocks,
    card_files,
    card_text,
    index,
    script,
)
from bantin.search.roots import Roots, kin, number_of, place_of, sound
from bantin.search.terms import BETWEEN_RANGES, LEVELS, RANGES, Indexer, SearchText
from bantin.text import exact, fold, nfc

HERE = Path(__file__).parents[1]
VI, EN = known_language("vi", {}), known_language("en", {})
GLOSSARY = {"UBND": "Ủy ban nhân dân", "KT-XH": "kinh tế – xã hội", "TU": "Thành ủy"}
ROOTS = [tuple(line.split("\t")) for line in (HERE / "roots.txt").read_text("utf-8").splitlines() if "\t" in line]


def levels(matter: SearchText, glossary: dict[str, str] | None = None, language: str = "vi") -> dict[str, int]:
    """Each term of an article with its level."""
    data = Indexer(VI if language == "vi" else EN, glossary or {}).terms(matter)
    return {
        name: level
        for part in data.split(BETWEEN_RANGES)
        for level, names in enumerate(part.decode().split("\n"))
        for name in names.split(" ")
        if name
    }


def terms_of(text: str, glossary: dict[str, str] | None = None, language: str = "vi") -> set[str]:
    """The terms of a text."""
    return set(levels(SearchText("", "", text), glossary, language))


# ---- terms


@pytest.mark.parametrize(("code", "word", "root"), ROOTS)
def test_roots(code: str, word: str, root: str) -> None:
    """The table that the browser passes too."""
    assert Roots(VI if code == "vi" else EN)[word] == root


def test_words_and_neighbours() -> None:
    """Words keep their marks, in one tone place; neighbours are joined."""
    assert terms_of("Hoà bình, HÒA BÌNH ở Đường Láng") == {
        *"hoà bình ở đường láng hoà_bình bình_hoà bình_ở ở_đường đường_láng".split()
    }


def test_neighbours_end_with_the_sentence() -> None:
    """A full stop parts them; a comma, a slash and a decimal point do not."""
    assert "dân_phường" not in terms_of("Nhân dân. Phường họp")
    assert {"cháy_chữa", "522_qđ", "qđ_ubnd", "1_656"} <= terms_of("phòng cháy, chữa cháy; số 522/QĐ-UBND 1.656")


def test_neighbours_end_with_the_block() -> None:
    """Neither a heading nor a paragraph, an item or a cell goes on in the next one, nor a title in the lead."""
    found = set(levels(SearchText("Phường họp", "bàn về", "Cây xanh\nđường phố\nNgày 7\ntháng 3", ("ảnh", "chụp"))))
    assert {"cây_xanh", "đường_phố", "phường_họp"} <= found
    assert found.isdisjoint({"xanh_đường", "phố_ngày", "họp_bàn", "về_cây", "7/3", "3_ảnh", "ảnh_chụp"})


def test_decomposed_text_has_the_same_terms() -> None:
    """As macOS writes it."""
    assert terms_of("co\u0302ng ta\u0301c \u00d0a\u0309ng") == terms_of("công tác Đảng")


@given(st.text("hòaoàthủyuỷ qQuýđĐÐ ƠơƯư\u0301\u0309\u0323.,/-_05 sSσς", max_size=60))
def test_words_are_those_of_the_language(text: str) -> None:
    """Cutting piece by piece gives the words that `text.exact` gives for the whole text, letters and digits apart;
    beside them stand only names of expressions."""
    pieces = {piece for word in exact(text) for piece in re.findall("[0-9]+|[^\\W0-9][^0-9]*", word)}
    names = {name for expression in expressions(nfc(text), "vi") for name in expression.names}
    single = {term for term in terms_of(text) if "_" not in term}
    names |= {"".join(exact(name)) for name in names} | {name.replace("-", "") for name in names}
    assert pieces <= single <= pieces | names


def test_an_abbreviation_is_its_full_form() -> None:
    """Also for the words around it, so that a title typed in full finds the text with the short form."""
    found = terms_of("Chủ tịch UBND phường", GLOSSARY)
    assert {"ubnd", "uỷ", "ban", "nhân", "dân", "tịch_uỷ", "uỷ_ban", "dân_phường", "tịch_ubnd", "ubnd_phường"} <= found
    assert {"kinh_tế", "tế_xã", "xã_hội"} <= terms_of("phát triển KT-XH", GLOSSARY)


def test_a_full_form_is_its_abbreviation() -> None:
    """However its tones are placed."""
    for text in ("Chủ tịch Ủy ban nhân dân phường", "chủ tịch uỷ ban nhân dân phường"):
        assert {"ubnd", "tịch_ubnd", "ubnd_phường"} <= terms_of(text, GLOSSARY)


def test_an_abbreviation_is_known_by_its_capitals() -> None:
    """`tu sửa` has nothing to do with the Thành ủy."""
    assert "thành" not in terms_of("tu sửa đường", GLOSSARY)
    assert "thành" in terms_of("theo TU", GLOSSARY)


def test_the_first_letters_of_a_title_find_it() -> None:
    """As people make them: of three to six of its words that follow one another, in one sentence, not of the text."""
    found = {
        term for term in levels(SearchText("Rác thải sinh hoạt: giờ đổ mới", "", "Một hai ba bốn")) if term[0] == "."
    }
    assert found == {".rts", ".tsh", ".rtsh", ".gdm"}


def test_a_short_title_says_more() -> None:
    """A title of few words more than a long one; one that the text speaks of more than one that it does not."""
    short = levels(SearchText("Ma túy", "", ""))["ma_tuý"]
    middling = levels(SearchText("Ngày toàn dân phòng, chống ma túy", "", ""))["ma_tuý"]
    long = levels(SearchText("Ngày toàn dân phòng, chống ma túy: nhận biết sớm để cứu con", "", ""))["ma_tuý"]
    assert short > middling > long
    assert levels(SearchText("Ngày toàn dân phòng, chống ma túy", "", "ma túy và ma túy"))["ma_tuý"] > middling


def test_title_then_lead_then_text() -> None:
    """Levels rise with the place and with how often a word stands there."""
    matter = SearchText("Phường đẹp", "phố sạch", "phố xanh và phường " + "hoa " * 6)
    found = levels(matter)
    assert found["xanh"] == 0 < found["sạch"] < found["hoa"] < found["phường"]
    assert found["phường"] >= 3
    assert found["phường_đẹp"] >= 3


def test_a_long_article_mentions_more() -> None:
    """A word twice in a long text says less than twice in a short one."""
    assert levels(SearchText("", "", "hoa hoa " + "x " * 4000))["hoa"] < levels(SearchText("", "", "hoa hoa"))["hoa"]


def test_terms_are_the_same_each_time() -> None:
    """Whatever the process has read before."""
    matter = SearchText("Phường xanh", "Lá", "Một hai ba. Bốn năm UBND.", ("từ khóa",))
    indexer = Indexer(VI, GLOSSARY)
    first = indexer.terms(matter)
    indexer.terms(SearchText("Khác", "Khác", "khác hẳn"))
    assert first == indexer.terms(matter) == Indexer(VI, GLOSSARY).terms(matter)


def test_nothing_to_say() -> None:
    """An empty article has no terms."""
    assert terms_of("…!?") == set()


# ---- the index

_SIGNS = "#%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~'"


def read(articles: str) -> list[tuple[int, int]]:
    """(number, level) of each article in a list, as a browser reads it."""
    found, number, high = [], 0, 0
    for sign in articles:
        value = _SIGNS.index(sign)
        if value >= 64:
            high = high * (len(_SIGNS) - 64) + value - 63
        else:
            number += (high * 64 + value) // LEVELS
            found.append((number, (high * 64 + value) % LEVELS))
            number, high = number + 1, 0
    return found


def made(texts: Sequence[str], block: IndexBlock, days: Sequence[Sequence[str]] = ()) -> dict[str, str]:
    """All files of a block."""
    roots, indexer = Roots(VI), Indexer(VI, {})
    data = [indexer.terms(SearchText("", "", text)) for text in texts]
    files: dict[str, str] = {}
    for part in range(block.parts):
        terms = [(each.split(BETWEEN_RANGES)[part] if block.parts > 1 else each).decode() for each in data]
        files |= index(block, part, terms, days or [()] * len(texts), roots)
    return files


def lines_of(files: dict[str, str], block: IndexBlock, root: str) -> list[str]:
    """The lines of the file in which a root stands, with their roots: of the recent block as a browser makes them."""
    if block.name == "a":
        return files[f"a/{number_of(root) % block.shards:x}"].split("\n")[1:]
    by_root: dict[str, str] = {}
    for line in files[RECENT].split("\n")[1:]:
        word = re.split("[! ]", line, maxsplit=1)[0]
        for term in line.split(" "):
            name, sign, articles = (word + term if term[0] == "_" else term).partition("!")
            if sign:
                by_root[Roots(VI)[name]] = by_root.get(Roots(VI)[name], Roots(VI)[name]) + f" {name}!{articles}"
    return [*by_root.values()]


def found(files: dict[str, str], block: IndexBlock, term: str, root: str = "") -> list[int]:
    """The articles of a block that hold a term, found as a browser does."""
    root = root or fold(term)
    for line in lines_of(files, block, root):
        name, *forms = line.split(" ")
        for form in forms if name == root else ():
            written, articles = form.split("!")
            if (written or root) == term:
                return [number for number, _ in read(articles)]
    return []


TEXTS = [
    " ".join(random.Random(number).choices("đường dương đương hòa hoà ma má mà công cộng 05 2018 xã".split(), k=9))
    for number in range(450)
]


@pytest.mark.parametrize(
    "block", [IndexBlock("r", 0, 450, 1), IndexBlock("a", 0, 450, 16), IndexBlock("a", 0, 450, 32)]
)
def test_every_term_finds_its_articles(block: IndexBlock) -> None:
    """In either block, whatever the number of shards; words with other marks are told apart."""
    files = made(TEXTS, block)
    for word in ("đường", "dương", "ma", "má", "công", "cộng"):
        assert found(files, block, word) == [at for at, text in enumerate(TEXTS) if word in text.split()]
    pairs = [f" {text} " for text in TEXTS]
    assert found(files, block, "ma_má") == [at for at, text in enumerate(pairs) if " ma má " in text]
    assert found(files, block, "05", "5") == [at for at, text in enumerate(pairs) if " 05 " in text]
    peace = [at for at, text in enumerate(pairs) if " hòa " in text or " hoà " in text]
    assert found(files, block, "hoà") == peace


def test_levels_survive() -> None:
    """What a term says about an article is read as it was written, however far apart the articles are."""
    block = IndexBlock("r", 0, 199, 1)
    indexer = Indexer(VI, {})
    texts = {
        0: SearchText("hiếm", "", ""),
        150: SearchText("", "", "hiếm"),
        198: SearchText("hiếm", "hiếm", "hiếm " * 9),
    }
    terms = [indexer.terms(texts.get(at, SearchText("", "", "khác"))).decode() for at in range(199)]
    shard = index(block, 0, terms, [()] * 199, Roots(VI))[RECENT]
    line = next(line for line in shard.split("\n") if line.startswith("hiếm!"))
    assert read(line.split(" ")[0].partition("!")[2]) == [(0, 5), (150, 0), (198, 5)]


def test_a_shard_tells_of_how_many_articles_it_is() -> None:
    """By which the browser notices that a file is of another index than the head that it has kept."""
    for block in (IndexBlock("r", 200, 3, 1), IndexBlock("a", 0, 3, 16)):
        files = made(["một", "hai", "ba"], block)
        shards = [text for name, text in files.items() if "/w" not in name]
        assert len(shards) == block.shards
        assert {text.partition("\n")[0] for text in shards} == {"3"}


def test_the_day_of_posting_is_found_like_a_word() -> None:
    """Also where the text tells the same day: then the text's level counts."""
    for block in (IndexBlock("r", 0, 3, 1), IndexBlock("a", 0, 3, 16)):
        files = made(["một", "hai 7/3/2018", "ba"], block, [["7/3/2018"], ["7/3/2018"], ["8/3/2018"]])
        assert found(files, block, "7/3/2018", "7/3/2018") == [0, 1]


def test_words_that_may_be_meant() -> None:
    """The usual form of each word, and how many articles hold it; the recent block holds its own words."""
    block = IndexBlock("a", 0, 3, 16)
    files = made(["đường cong", "đường hiếm", "dương cong 12"], block)
    words = [line for name, text in files.items() if "/w" in name for line in text.split("\n") if line]
    assert sorted(words) == ["cong 2", "hiếm 1", "đường 2"]


def test_what_sounds_alike_has_its_place_in_one_file() -> None:
    """So that a word that is doubted needs no file more than the one that was typed."""
    for one, other in (
        ("su", "xu"),
        ("trung", "chung"),
        ("giay", "day"),
        ("ray", "day"),
        ("nuoc", "luoc"),
        ("fuong", "phuong"),
        ("registr", "regist"),
        ("librarian", "librari"),
        ("payment", "pay"),
    ):
        assert sound(one) == sound(other)
    for one, other in (("ngia", "nghia"), ("ghi", "gi"), ("ky", "ki"), ("kua", "cua")):
        assert place_of(one) == place_of(other) or one == "ghi"
    assert sound("cong") != sound("con")
    assert sound("khong") != sound("chong")


def test_relatives_of_an_english_word() -> None:
    """What Snowball's stems still tell apart; no syllable of Vietnamese is cut."""
    assert [kin(word) for word in ("registr", "regist", "trader", "residenti")] == ["regist", "regist", "trad", "resid"]
    assert [kin(word) for word in ("thoat", "nghieng", "khuya", "truat", "giay")] == [
        "thoat",
        "nghieng",
        "khuya",
        "truat",
        "giay",
    ]


def test_neighbours_stand_with_the_rarer_word() -> None:
    """So that the file of a frequent word stays small, and neighbours need no file of their own."""
    assert place_of("phuong_lot") == place_of("lot_phuong") == place_of("lot")
    assert place_of("lot_sach") == place_of("lot")


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (0, [("r", 0, 0)]),
        (1, [("r", 0, 1)]),
        (24, [("r", 0, 24)]),
        (25, [("a", 0, 25), ("r", 25, 0)]),
        (10_137, [("a", 0, 10_125), ("r", 10_125, 12)]),
    ],
)
def test_blocks_are_cut_by_the_list_alone(total: int, expected: list[tuple[str, int, int]]) -> None:
    """The oldest in whole lots, then the rest."""
    assert expected == [(block.name, block.first, block.count) for block in blocks(total)]


def test_news_rewrites_few_files() -> None:
    """The file that a search begins with, and one file of cards, whatever the date of what is added."""
    for total in range(LOT * 3):
        recent = blocks(total)[-1]
        cards = [name for name, numbers in card_files(total) if numbers.stop > recent.first]
        assert recent.files(0) == [RECENT]
        assert len(cards) <= 1
    for total in range(CARDS * 3):
        before, after = dict(card_files(total)), dict(card_files(total + 1))
        assert len([name for name in after if before.get(name) != after[name]]) == 1


@pytest.mark.parametrize("block", [*blocks(10_137), *blocks(230)])
def test_every_file_of_a_block_is_made(block: IndexBlock) -> None:
    """Those that it names and no others, so that they can be planned before they are made."""
    files = made(["một hai ba"] * block.count if block.count < 300 else [], block)
    assert sorted(files) == sorted(name for part in range(block.parts) for name in block.files(part))


def test_the_index_is_the_same_each_time() -> None:
    """Byte for byte, whatever was made before."""
    block = IndexBlock("a", 0, 450, 32)
    assert made(TEXTS, block) == made(TEXTS, block)


def test_cards() -> None:
    """Fifty to a file, each article once."""
    files = dict(card_files(120))
    assert [numbers.start for numbers in files.values()] == [0, 50, 100]
    assert [*range(120)] == [number for numbers in files.values() for number in numbers]
    card = ResultCard("2018/03/x/", "Phường “đẹp”", "07/03/2018", "2018-03-07", "thong-bao", "Lời dẫn")
    assert [[*card]] == json.loads(card_text([card]))


def test_files_are_classic_scripts() -> None:
    """One call with the file's name, so that they also load from disk; terms hold nothing that ends their text."""
    assert script("vi/a/1f", "cong !#").decode() == 'bantin.found("vi/a/1f",`cong !#`);\n'
    assert script("vi", '{"total":1}', is_data=True).decode() == 'bantin.found("vi",{"total":1});\n'
    text = "\n".join(made(["`${alert(1)}\\ `đường` $x"], IndexBlock("r", 0, 1, 1)).values())
    assert not set("`$\\") & set(text)


def test_ranges_and_shards_agree() -> None:
    """A root's shard is made with its range."""
    block = IndexBlock("a", 0, 200, 64)
    for root in ("cong", "cong_tac", "5", "@thong-bao"):
        number = number_of(root)
        assert f"a/{number % block.shards:x}" in block.files(number % RANGES)


@pytest.mark.parametrize("text", ["Ủy ban MTTQ họp.", "Ủy ban Mặt trận Tổ quốc họp."])
def test_a_full_form_may_be_shortened(text: str) -> None:
    """A body is found by its abbreviation where a text shortens a part of its name, or leaves the country out."""
    glossary = {"MTTQ": "Mặt trận Tổ quốc", "UBMTTQ": "Ủy ban Mặt trận Tổ quốc Việt Nam"}
    terms = Indexer(VI, glossary).terms(SearchText("", "", text)).decode().split()

    assert "ubmttq" in terms
