"""Archives of other generators → articles: fields, text, pictures, old addresses; what cannot be kept is listed."""

import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bantin.importing import reading
from bantin.importing.types import ImportedArticle, Source
from bantin.problems import Mistakes
from tests.importing.shapes import LEAD, PARAGRAPH, TITLES, WISHES, at


def read_all(text: str, name: str) -> tuple[ImportedArticle, ...]:
    """The articles of a file, of which nothing is lost."""
    articles = reading.read(Source(name, text.encode()), WISHES)
    assert [article.fidelity.lost for article in articles if article.fidelity] == [()] * len(articles)
    return articles


def read(text: str, name: str = "bai.md") -> ImportedArticle:
    """The one article of a file."""
    (article,) = read_all(textwrap.dedent(text), name)
    return article


def listed(article: ImportedArticle) -> list[tuple[int, str, str]]:
    """What was left out: (line, reason, text)."""
    return [(each.line, each.reason, each.text) for each in article.left_out]


def test_hugo() -> None:
    """TOML and YAML say the same; the rest of the fields is listed."""
    toml = """\
        +++
        title = "Tổng vệ sinh"
        date = 2018-03-07T10:11:00+07:00
        categories = ["Thông báo"]
        tags = ["rác thải"]
        description = "Một câu tóm tắt."
        aliases = ["/tin/1.html"]
        draft = true
        weight = 5
        +++

        Nội dung **đậm**.
        """
    yaml = """\
        ---
        title: Tổng vệ sinh
        date: 2018-03-07 10:11:00 +0700
        categories: [Thông báo]
        tags:
          - rác thải
        description: Một câu tóm tắt.
        aliases: [/tin/1.html]
        draft: true
        weight: 5
        ---

        Nội dung **đậm**.
        """
    for text in (toml, yaml):
        article = read(text)
        assert (article.title, article.date, article.category) == ("Tổng vệ sinh", at(7, 3, 2018, 10, 11), "Thông báo")
        assert (article.tags, article.lead, article.aliases) == (("rác thải",), "Một câu tóm tắt.", ("/tin/1.html",))
        assert (article.is_draft, article.body) == (True, "Nội dung **đậm**.")
        assert listed(article) == [(2, "field", "weight: 5")]


def test_jekyll() -> None:
    """The date and the name of a post are in its file's name; a list of old addresses, and a date in its head go on."""
    article = read(
        "---\ntitle: Bài\npublished: false\nredirect_from:\n  - /cu/\n---\n\nChữ.\n", "_posts/2018-03-07-bai-cu.md"
    )
    assert (article.date, article.slug, article.aliases, article.is_draft) == (
        at(7, 3, 2018),
        "bai-cu",
        ("/cu/",),
        True,
    )
    assert read("---\ntitle: Bài\ndate: 2019-01-02\n---\n\nChữ.\n", "2018-03-07-bai.md").date == at(2, 1, 2019)


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('{{< figure src="a.png" alt="Ảnh" caption="Toàn cảnh" >}}', '![Ảnh](bantin-pictures/a.png "Toàn cảnh")'),
        ('{{% figure src="a.png" %}}', "![Bài](bantin-pictures/a.png)"),
        ("{{< youtube aqz-KE-bpKQ >}}", "https://www.youtube.com/watch?v=aqz-KE-bpKQ"),
        ("{{< vimeo 12345 >}}", "https://vimeo.com/12345"),
        ('{{< highlight python >}}\nx = "{{< y >}}"\n{{< /highlight >}}', '```python\nx = "{{< y >}}"\n```'),
        ("{% highlight ruby %}\nputs 1\n{% endhighlight %}", "```ruby\nputs 1\n```"),
        ("{{% notice warning %}}\nCẩn thận.\n{{% /notice %}}", "> [!WARNING]\n> Cẩn thận."),
        ("![a]({{ site.baseurl }}/a.png)", "![a](bantin-pictures/a.png)"),
        ('![a]({{ "/a.png" | relative_url }})', "![a](bantin-pictures/a.png)"),
        ("{% include youtube.html id='x1' %}", "https://www.youtube.com/watch?v=x1"),
        ("{{ page.title }} hôm nay", "Bài hôm nay"),
        ("trước\n\n<!--more-->\n\nsau", "trước\n\n\n\nsau"),
        ("`{{< figure >}}` là mã", "`{{< figure >}}` là mã"),
        ("![Ảnh](a.png 'Lời')", '![Ảnh](bantin-pictures/a.png "Lời")'),
        ('<img src="a.png" alt="Ảnh">', '<img src="bantin-pictures/a.png" alt="Ảnh">'),
        ("[web](https://chinhphu.vn), [mục](#muc)", "[web](https://chinhphu.vn), [mục](#muc)"),
    ],
)
def test_what_is_translated(written: str, made: str) -> None:
    """The usual commands of Hugo and Jekyll become Markdown; code stays."""
    article = read(f"---\ntitle: Bài\n---\n\nĐầu.\n\n{written}\n\nCuối.\n")
    assert article.body.removeprefix("Đầu.").removesuffix("Cuối.").strip("\n") == made
    assert article.left_out == ()


@pytest.mark.parametrize(
    ("written", "made", "reason"),
    [
        ("{{< gist x 5 >}}", "", "shortcode"),
        ("{% include form.html %}", "", "shortcode"),
        ("{{ site.data.x }}", "", "shortcode"),
        ('xem [kế hoạch]({{< ref "ke-hoach.md" >}})', "xem kế hoạch", "link"),
        ("xem [kế hoạch]({% post_url 2018-01-01-x %})", "xem kế hoạch", "link"),
        ("xem [kế hoạch](/tin/5/)", "xem kế hoạch", "link"),
        ('xem <a class="x" href="/tin/5/">kế hoạch</a>', 'xem <a class="x">kế hoạch</a>', "link"),
        ("xem [kế hoạch](javascript:alert(1))", "xem kế hoạch", "link"),
    ],
)
def test_what_is_listed(written: str, made: str, reason: str) -> None:
    """Other commands and links that lead nowhere are taken out and listed with their lines."""
    article = read(f"---\ntitle: Bài\n---\n\nĐầu.\n\n{written}\n\nCuối.\n")
    assert article.body.removeprefix("Đầu.").removesuffix("Cuối.").strip("\n") == made
    assert [(each.line, each.reason) for each in article.left_out] == [(7, reason)]


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('[a]\n\n[a]: {{< relref "b/c" >}}', "[a]\n\n[a]: #"),
        ('![Ảnh](https://a.example/a.gif "Ảnh")', "Ảnh Ảnh"),
        ('> <img src="https://a.example/a.svg" alt="Tên">Chữ', ">  Tên Chữ"),
    ],
)
def test_what_stands_beside(written: str, made: str) -> None:
    """Words around what is taken out stay words of their own, each as often as it was read."""
    assert read(f"---\ntitle: Bài\n---\n\n{written}\n").body == made


def test_head_that_says_nothing() -> None:
    """Jekyll asks for a head, be it an empty one: the heading is the title."""
    for head in ("---\n---\n", "---\n\n---\n", "+++\n+++\n"):
        article = read(f"{head}# Tên bài\n\nChữ.\n")
        assert (article.title, article.body) == ("Tên bài", "Chữ.")


def test_plain_markdown() -> None:
    """Without a head, the first heading is the title."""
    assert read("# Bài mới\n\nChữ.\n").title == "Bài mới"
    assert read("Bài mới\n=======\n\nChữ.\n").body == "Chữ."


def test_heads_that_cannot_be_read() -> None:
    """They are told at their line."""
    for head, line in (("+++\ntitle = x\n+++\n", 2), ("---\ntitle: a\n  b: [\n---\n", 3)):
        with pytest.raises(Mistakes) as found:
            read(f"{head}\nChữ.\n")
        assert found.value.problems[0].place.line == line


EXPORT = """\
<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>lan</wp:author_login>
<wp:author_display_name>Nguyễn Thị Lan</wp:author_display_name></wp:author>
{}
</channel></rss>
"""
ITEM = """\
<item><title>{title}</title><link>https://phuc-loi.example/?p=15&amp;l=vi</link><dc:creator>lan</dc:creator>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_date>2018-03-07 10:11:00</wp:post_date><wp:post_name>bai-cu</wp:post_name><wp:status>{state}</wp:status>
<wp:post_type>{kind}</wp:post_type><category domain="category" nicename="x">Thông báo</category>
<category domain="post_tag" nicename="y">rác thải</category>
<wp:postmeta><wp:meta_key>post_views_count</wp:meta_key><wp:meta_value>15</wp:meta_value></wp:postmeta></item>
"""


def export(*items: tuple[str, str, str]) -> str:
    """An export with (kind, state, content) for each item."""
    made = (ITEM.format(title=TITLES[0], kind=kind, state=state, content=content) for kind, state, content in items)
    return EXPORT.format("".join(made))


def test_excerpt() -> None:
    """What an editor wrote as excerpt is the lead, and the first paragraph stays in the text; said twice, it is one."""
    given = export(("post", "publish", f"{LEAD}\n\n{PARAGRAPH}"))
    for excerpt, lead, body in (
        ("Tóm tắt của người biên tập.", "Tóm tắt của người biên tập.", f"{LEAD}\n\n{PARAGRAPH}"),
        (LEAD, LEAD, PARAGRAPH),
    ):
        (post,) = read_all(given.replace("<![CDATA[]]></excerpt", f"<![CDATA[{excerpt}]]></excerpt"), "xuat.xml")
        assert (post.title, post.lead, post.body) == (TITLES[0], lead, body)


@pytest.mark.parametrize(
    "head",
    [
        '+++\ntitle = "Bài"\n[taxonomies]\ncategories = ["Thông báo"]\n[extra]\nviews = 10\n+++',
        "---\ntitle: Bài\nparams:\n  category: Thông báo\n  Views: 10\n---",
    ],
)
def test_fields_in_a_table_of_their_own(head: str) -> None:
    """Some generators want them there; they are the same fields."""
    article = read(f"{head}\n{PARAGRAPH}\n")
    assert (article.title, article.category, article.views, article.left_out) == ("Bài", "Thông báo", 10, ())


def test_wordpress() -> None:
    """Posts and pages with their fields; its paragraphs are blank lines, its captions have a sign of their own."""
    content = (
        f"{LEAD}\n\n{PARAGRAPH}\n\n<ul>\n<li>Một</li>\n<li>Hai [1]</li>\n</ul>\n\n"
        '[caption id="a"]<img src="https://phuc-loi.example/wp-content/uploads/a.jpg" alt="Ảnh" /> Toàn cảnh[/caption]'
        "\n\n[gallery ids='1,2']\n\n[embed]https://www.youtube.com/watch?v=x[/embed]"
    )
    post, page = read_all(
        export(
            ("post", "publish", content),
            ("attachment", "inherit", ""),
            ("page", "draft", PARAGRAPH),
            ("post", "trash", "bỏ"),
        ),
        "xuat.xml",
    )
    assert (post.title, post.date, post.category, post.tags) == (
        TITLES[0],
        at(7, 3, 2018, 10, 11),
        "Thông báo",
        ("rác thải",),
    )
    assert (post.author, post.views, post.slug) == ("Nguyễn Thị Lan", 15, "bai-cu")
    assert (post.lead, post.aliases) == (LEAD, ("https://phuc-loi.example/?p=15&l=vi",))
    assert post.body.split("\n\n") == [
        PARAGRAPH,
        "- Một\n- Hai \\[1\\]",
        '![Ảnh](bantin-pictures/a.jpg "Toàn cảnh")',
        "https://www.youtube.com/watch?v=x",
    ]
    assert [picture.source for picture in post.pictures] == ["/wp-content/uploads/a.jpg"]
    assert [(each.reason, each.text) for each in post.left_out] == [("shortcode", "[gallery ids='1,2']")]
    assert (page.is_page, page.is_draft, post.is_draft) == (True, True, False)


@pytest.mark.parametrize(
    "text",
    [
        EXPORT.format("").replace("<rss", '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss'),
        EXPORT.format("<item>").replace("</rss>", ""),
        EXPORT.format(""),
    ],
)
def test_exports_that_are_refused(text: str) -> None:
    """One that names other files, one that is cut short, one without a text."""
    with pytest.raises(Mistakes):
        read_all(text, "xuat.xml")


LINES = st.sampled_from(
    (
        *(LEAD, PARAGRAPH, "", "- mục", "  - con", "1. một", "> trích", "## Đề", "| a | b |", "|---|---|", "```"),
        *("{{< x >}}", "[a](b.md)", "![ảnh](a.png)", "[^1]", "[^1]: chú", "<b>đậm</b>", "{% raw %}", "*nghiêng*"),
        *("    mã", "[a]: /x", "[a]", "<a href='x'>y</a>"),
    )
)


@given(st.lists(LINES, max_size=14))
@example(["[^1]", "[a](b.md)", "[a]: /x"])
def test_no_word_is_lost(lines: list[str]) -> None:
    """Whatever Markdown stands in a file: each word that its readers saw is in the article or listed."""
    read("---\ntitle: Bài\n---\n\n" + "\n".join(lines))
