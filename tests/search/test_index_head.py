"""What a search begins with: the head as scripts read it."""

import json

from bantin.search.index_head import Answer, IndexHead, category_signs, first_script, head_text


def test_the_head_tells_what_the_script_must_know() -> None:
    """Articles, the archive with its versions, years by the number of their first article, categories, of each recent
    article its own, plain pages, and what answers by itself."""
    answer = Answer("page", "Liên hệ", "lien-he/", ())
    told = json.loads(
        head_text(
            IndexHead(
                30,
                ("x", "y", "z"),
                ((2018, 0), (2019, 12)),
                (("thong-bao", "Thông báo", ""),),
                (0, -1, *[0] * 3),
                (("lien-he/", "Liên hệ", ""),),
                (answer,),
                (("TP", "thành phố"),),
            )
        )
    )
    assert told == {
        "total": 30,
        "archive": [25, 16, "x", "z"],
        "version": "y",
        "years": [[2018, 0], [2019, 12]],
        "categories": [["thong-bao", "Thông báo", ""]],
        "own": "#'###",
        "pages": [["lien-he/", "Liên hệ", ""]],
        "answers": [["page", "Liên hệ", "lien-he/", [], []]],
        "abbreviations": [["TP", "thành phố"]],
    }
    assert first_script("vi", "{}", "0").decode() == 'bantin.found("vi",{head:{},recent:`0`});\n'


def test_a_category_is_one_sign() -> None:
    """None, and those beyond the eighty-eighth, are the last one."""
    assert category_signs([0, 1, 87, -1, 88, 500]) == "#%~'''"
