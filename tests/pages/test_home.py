"""Home shows the newest of each kind once; the urgent notice is shown up to the end of its last day."""

import datetime
import json

import pytest

from bantin.pages.home import urgent, urgent_data
from bantin.pages.types import HomePage
from tests.portal import CONFIG, NOW, Portal, outputs_of, pages, written

URGENT = "urgent: {vi: Mưa lớn, en: Heavy rain, link: /thong-bao/, until: 2026-03-10}\n"
HOME = "home: {featured: 1, latest: 2, block: 2, notices: 2, most_read: 2}\n"
FILES: dict[str, str | bytes] = {
    "config.yaml": CONFIG + URGENT,
    **{
        f"content/2026/02/bai-{day}.md": written(
            title=f"Bài {day}",
            date=f"2026-02-{day:02}",
            category="thong-bao" if day % 2 else "cong-tac-dang",
            views=str(day * 100),
            **({"featured": "yes"} if day == 2 else {}),
        )
        for day in range(1, 7)
    },
}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal with an urgent notice."""
    made = Portal(tmp_path_factory.mktemp("portal"))
    made.write_all(FILES)
    return made


def home(portal: Portal, now: datetime.datetime = NOW) -> HomePage:
    """The front of the Vietnamese edition."""
    page = pages(portal.gather(now))["index.html"].page
    assert isinstance(page, HomePage)
    return page


def test_each_article_is_news_once(portal: Portal) -> None:
    """What is featured is not among the latest as well; within each box the newest comes first."""
    page = home(portal)
    featured, latest = ([card.title for card in cards] for cards in (page.featured, page.latest))
    assert featured == ["Bài 2"]
    assert latest == sorted(latest, reverse=True)
    assert latest[0] == "Bài 6"
    assert not set(featured) & set(latest)
    assert page.notices is not None
    assert [each.title for each in page.notices.headlines][:2] == ["Bài 5", "Bài 3"]
    assert [each.views for each in page.most_read][:2] == ["600", "500"]


@pytest.mark.parametrize(("day", "is_shown"), [(9, True), (10, True), (11, False)])
def test_urgent_up_to_its_last_day(portal: Portal, day: int, is_shown: bool) -> None:
    """On home, and in the data file behind the bar of every page; a script ends it at midnight in the ward."""
    now = NOW.replace(day=day, hour=23)
    assert (home(portal, now).urgent is not None) == is_shown
    gathered = portal.gather(now)
    context = next(page for page in pages(gathered).values()).inputs.context
    assert (urgent(context, now.date()) is not None) == is_shown
    text = urgent_data((context,), now.date())
    assert "assets/urgent.js" in outputs_of(gathered)
    if not is_shown:
        assert text == "/* urgent: */\n"
        return
    rows = json.loads(text.removeprefix("bantin.urgent(").removesuffix(");\n"))
    assert rows[context.code]["until"] == "2026-03-11T00:00:00+07:00"
    assert rows["vi"] == {"text": "Mưa lớn", "href": "thong-bao/", "until": rows["vi"]["until"], "lang": ""}
