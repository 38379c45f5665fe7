"""A number and a seed → a portal of that many plausible Vietnamese articles to be measured (`config.yaml`, `content/`).

    python3 benchmarks/corpus.py DIR --articles 10000 --seed 1

The same number and seed give the same files, byte for byte, wherever it is run. Sentences are put together at random
from phrases that ward offices use; they tell of nothing that ever happened. There are no pictures: those are measured
on their own. Needs nothing but Python.
"""

import argparse
import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

FIRST_DAY, YEARS = datetime.date(2018, 1, 1), 8
LAST_DAY = datetime.datetime(2025, 12, 31, 8)  # noqa: DTZ001 - front matter holds local time
"""On which articles are added; the first of a month or a year would write more than others."""
TRANSLATED = 0.3
"""So many of the articles have an English text."""
BODY_BYTES = (2_000, 6_000)
TITLE_SYLLABLES = (8, 40)
"""As DOMAIN section 1 found them."""


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """What sentences of one language are made of."""

    openings: tuple[str, ...]
    bodies: tuple[str, ...]
    acts: tuple[str, ...]
    matters: tuple[str, ...]
    ends: tuple[str, ...]
    closings: tuple[str, ...]
    headings: tuple[str, ...]
    columns: tuple[str, str, str]
    areas: str
    """The name of a residential group, with its number."""
    more: str
    """Words before a link to another article."""
    streets: tuple[str, ...]
    """Somewhere in the ward: a number and a made-up name go in."""
    papers: tuple[str, ...]
    """What documents are called, with a number and a year."""


def lines(text: str) -> tuple[str, ...]:
    """The lines of a list of phrases."""
    return tuple(line.strip() for line in text.strip().splitlines())


VIETNAMESE = LanguageRules(
    openings=lines("""
        Sáng nay
        Chiều cùng ngày
        Trong tháng vừa qua
        Thực hiện kế hoạch của thành phố
        Nhằm nâng cao chất lượng phục vụ người dân
        Thời gian tới
        Theo báo cáo tại hội nghị
        Qua kiểm tra thực tế tại các ngõ, ngách
        Để chuẩn bị cho mùa mưa bão
        Ngay từ đầu năm
        Trên cơ sở ý kiến của cử tri
        Bên cạnh những kết quả đã đạt được
        Sau khi nghe các ý kiến phát biểu
        Căn cứ quy chế phối hợp đã ký
    """),
    bodies=lines("""
        UBND phường
        Đảng ủy phường
        HĐND phường
        Ủy ban MTTQ phường
        Hội Liên hiệp Phụ nữ phường
        Đoàn Thanh niên phường
        Hội Cựu chiến binh phường
        Công an phường
        Trạm Y tế phường
        Ban Chỉ huy Quân sự phường
        bộ phận một cửa
        Ban Công tác Mặt trận các tổ dân phố
        tổ tự quản bảo vệ môi trường
        các trường học trên địa bàn
        Trung tâm Văn hóa – Thể thao
    """),
    acts=lines("""
        tổ chức hội nghị triển khai
        đã hoàn thành việc rà soát
        phối hợp kiểm tra
        tiếp tục đẩy mạnh tuyên truyền về
        đề nghị các tổ dân phố quan tâm
        thông báo công khai kết quả
        ra quân thực hiện
        tập trung tháo gỡ khó khăn trong
        lấy ý kiến nhân dân về
        hướng dẫn người dân thực hiện
        ký cam kết bảo đảm
        biểu dương các tập thể làm tốt
        đánh giá kết quả sáu tháng về
        giải đáp thắc mắc liên quan đến
        bàn giao hồ sơ thuộc
    """),
    matters=lines("""
        công tác vệ sinh môi trường và phân loại rác thải sinh hoạt tại nguồn
        công tác phòng cháy, chữa cháy ở khu dân cư đông người
        việc giải quyết thủ tục hành chính trên môi trường điện tử
        phong trào toàn dân đoàn kết xây dựng đời sống văn hóa
        trật tự đô thị, lòng đường và vỉa hè
        việc chi trả trợ cấp bảo trợ xã hội hằng tháng
        công tác tiêm chủng mở rộng cho trẻ em
        an toàn thực phẩm tại chợ và các bếp ăn tập thể
        việc cấp thẻ bảo hiểm y tế cho người cao tuổi
        công tác tuyển chọn, gọi công dân nhập ngũ
        cải tạo hệ thống thoát nước ở các tuyến ngõ thường ngập
        chương trình sinh hoạt hè của thiếu nhi
        kế hoạch trồng và chăm sóc cây xanh
        công tác dân số và chăm sóc sức khỏe ban đầu
        việc tiếp công dân, giải quyết đơn thư
        quản lý trật tự xây dựng và đất công
        ứng dụng chữ ký số trong giải quyết hồ sơ
        hoạt động của tổ công nghệ số cộng đồng
        quỹ khuyến học và khen thưởng học sinh
        an ninh trật tự trong dịp lễ, Tết
        công tác hòa giải ở cơ sở
        việc niêm yết danh sách cử tri
    """),
    ends=lines("""
        với sự tham gia của đông đảo cán bộ và nhân dân
        theo đúng tiến độ đã đề ra
        trên tinh thần công khai, dân chủ
        tại nhà văn hóa tổ dân phố
        góp phần giữ gìn cảnh quan sáng, xanh, sạch, đẹp
        bảo đảm an toàn tuyệt đối về người và tài sản
        và báo cáo kết quả trước ngày 25 hằng tháng
        không để phát sinh điểm nóng
        nhất là ở những nơi đông người qua lại
        để người dân biết, bàn, làm, kiểm tra và giám sát
        phù hợp với điều kiện thực tế của địa phương
        trong quý tới
    """),
    closings=lines("""
        Đề nghị người dân theo dõi thông tin trên trang của phường.
        Mọi ý kiến xin gửi về bộ phận một cửa trong giờ hành chính.
        Kết quả cụ thể sẽ được niêm yết tại trụ sở và các nhà văn hóa.
        Các tổ dân phố báo cáo kết quả thực hiện theo mẫu gửi kèm.
        Người dân có thể gọi điện trước để được hướng dẫn.
    """),
    headings=lines("""
        Kết quả đạt được
        Khó khăn, vướng mắc
        Nhiệm vụ trong thời gian tới
        Đối tượng và phạm vi
        Thành phần hồ sơ
        Tổ chức thực hiện
        Phân công trách nhiệm
    """),
    columns=("Tổ dân phố", "Số hộ", "Ghi chú"),
    areas="Tổ dân phố số {number}",
    more="Xem thêm bài",
    streets=("ngõ {number} phố {name}", "khu tập thể {name}", "tổ dân phố {name} {number}", "chợ {name}"),
    papers=(
        "Kế hoạch số {number}/KH-UBND",
        "Thông báo số {number}/TB-UBND",
        "Quyết định số {number}/QĐ-UBND năm {year}",
    ),
)

ENGLISH = LanguageRules(
    openings=lines("""
        This morning
        On the same afternoon
        Over the past month
        Under the city's plan
        To serve residents better
        In the coming weeks
        According to the report
        After checks in the lanes
        Ahead of the storm season
        Since the start of the year
        Following voters' requests
    """),
    bodies=lines("""
        the ward People's Committee
        the ward Party Committee
        the ward People's Council
        the Fatherland Front Committee
        the Women's Union
        the Youth Union
        the Veterans' Association
        the ward police
        the health station
        the one-stop desk
        the residential groups
        schools in the ward
    """),
    acts=lines("""
        met to start work on
        finished a review of
        jointly checked
        will keep explaining
        asks all residential groups to support
        published the results of
        began a campaign on
        removed obstacles in
        asks residents for comments on
        explained to residents how to handle
        praised the groups that did well in
        answered questions about
    """),
    matters=lines("""
        street cleaning and sorting household waste at home
        fire safety in densely populated areas
        administrative procedures handled online
        the movement for a cultured community life
        order on roads and pavements
        the monthly payment of social allowances
        vaccination of children
        food safety in markets and canteens
        health insurance cards for older people
        drainage in lanes that flood often
        the summer programme for children
        planting and care of trees
        receiving citizens and answering their letters
        construction order and public land
        digital signatures in administrative files
        the community digital technology team
        awards for students
        security during holidays
    """),
    ends=lines("""
        together with many residents
        as scheduled
        openly and in a democratic manner
        at the community house
        so that the ward stays clean and green
        with safety first
        before the 25th of each month
        above all in crowded places
        so that residents know, discuss, act and supervise
        as local conditions allow
        in the next quarter
    """),
    closings=lines("""
        Residents are asked to follow the news on this portal.
        Please send comments to the one-stop desk during office hours.
        Results will be posted at the ward office and the community houses.
        Please call in advance to be advised.
    """),
    headings=lines("""
        Results
        Difficulties
        Tasks ahead
        Who is concerned
        Papers needed
        How it is organised
    """),
    columns=("Residential group", "Households", "Note"),
    areas="Residential group {number}",
    more="See also",
    streets=("lane {number}, {name} street", "{name} market", "the {name} flats"),
    papers=("Plan {number}/KH-UBND", "Notice {number}/TB-UBND", "Decision {number}/QĐ-UBND of {year}"),
)

SYLLABLES = tuple(
    "An Bảo Bích Bình Cẩm Chân Châu Chiêu Cương Dạ Diễm Diệu Doãn Duệ Dương Đào Đan Điền Đoan Đông Đường Gia Giang Hà "
    "Hải Hạnh Hiền Hoa Hòa Hoài Hoàn Hồng Huệ Hưng Hương Hữu Khánh Khê Khuê Kiều Kim Lam Lan Lâm Lê Liên Linh Long Lộc "
    "Lương Ly Mai Mận Minh Mộc Mỹ Nam Nga Ngân Ngọc Nguyên Nguyệt Nhạn Nhân Ninh Oanh Phong Phú Phúc Phượng Quang Quế "
    "Quỳnh Sa Sơn Sương Tâm Tân Thạch Thanh Thảo Thiên Thịnh Thọ Thoa Thu Thủy Thường Tiên Toàn Trà Trang Trúc Trung "
    "Tú Tùng Tuyết Tường Uyên Vân Viên Việt Vĩnh Vịnh Xuân Yên Yến".split()
)
"""Two of them make a name that no street needs to bear."""

CATEGORIES = (
    ("cong-tac-dang", "Công tác Đảng", "Party Affairs"),
    ("tin-tuc-su-kien", "Tin tức – Sự kiện", "News and Events"),
    ("hdnd-ubnd", "HĐND – UBND", "People's Council and Committee"),
    ("mat-tran-doan-the", "Mặt trận và các đoàn thể", "Fatherland Front and Unions"),
    ("cai-cach-hanh-chinh", "Cải cách hành chính", "Administrative Reform"),
    ("van-hoa-xa-hoi", "Văn hóa – Xã hội", "Culture and Society"),
    ("trat-tu-do-thi", "Trật tự đô thị – Môi trường", "Urban Order and Environment"),
    ("an-ninh-quoc-phong", "An ninh – Quốc phòng", "Security and Defence"),
    ("thong-tin-tuyen-truyen", "Thông tin tuyên truyền", "Public Information"),
    ("thong-bao", "Thông báo", "Notices"),
)

TAGS = lines("""
    rác thải
    phòng cháy
    thủ tục hành chính
    bảo hiểm y tế
    người cao tuổi
    trẻ em
    tiêm chủng
    cây xanh
    thoát nước
    chuyển đổi số
    an toàn giao thông
    an toàn thực phẩm
    khuyến học
    bầu cử
    nghĩa vụ quân sự
    hòa giải
    vỉa hè
    xây dựng
    bình đẳng giới
    thể thao
    thư viện
    mùa mưa bão
    tiếp công dân
    dân số
    việc làm
    thanh niên
    phụ nữ
    cựu chiến binh
    chữ ký số
    nhà văn hóa
""")
ENGLISH_TAGS = lines("""
    waste
    fire safety
    procedures
    health insurance
    older people
    children
    trees
    drainage
    digital services
    road safety
    food safety
    schools
    elections
    sport
    library
    storm season
""")

_COMMON = """\
base_url: https://phuong.example
languages:
  vi: {name: Phường Phúc Lợi, short_name: Phúc Lợi, slogan: Sáng – Xanh – Sạch – Đẹp, authority: Thành phố Hà Nội}
  en: {name: Phuc Loi Ward, short_name: Phuc Loi, slogan: Bright and green, authority: City of Ha Noi}
page_size: 20
sample: {vi: Nội dung được tạo ngẫu nhiên để đo tốc độ., en: Random text to measure speed with.}
contact:
  office: {vi: UBND phường, en: Ward People's Committee}
  address: {vi: Nhà văn hóa trung tâm, en: Central community house}
  telephone: "024 0000 0000"
  email: phuong@phuong.example
"""
EVERYTHING = f"""{_COMMON}\
glossary:
  UBND: {{vi: Ủy ban nhân dân, en: People's Committee}}
  HĐND: {{vi: Hội đồng nhân dân, en: People's Council}}
  MTTQ: {{vi: Mặt trận Tổ quốc, en: Fatherland Front}}
  PCCC: {{vi: "phòng cháy, chữa cháy", en: fire prevention and fighting}}
  TTHC: {{vi: thủ tục hành chính, en: administrative procedures}}
  BHYT: {{vi: bảo hiểm y tế, en: health insurance}}
"""
"""A portal with all that there is."""
EQUAL = f"""{_COMMON}\
home: {{latest: 8, block: 4, featured: 3, most_read: 5, notices: 5}}
untranslated: hide
without: [tags, archives, search]
"""
"""A portal with what other generators can have too."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands, for others to link to."""

    folder: str
    """2018/03"""
    name: str


def make(folder: Path, articles: int, seed: int, config: str = EVERYTHING) -> int:
    """Writes the portal; the number of content files."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [f"  - {{id: {id_}, vi: {vi}, en: {en}{notices}}}\n" for id_, vi, en, notices in _categories()]
    text = f"{config}categories:\n{''.join(rows)}"
    (folder / "config.yaml").write_text(text, encoding="utf-8", newline="\n")
    return len(write(folder, files(articles, seed)))


def write(folder: Path, texts: Iterable[tuple[str, str]]) -> list[Path]:
    """Writes content files; where they stand."""
    written: list[Path] = []
    made: set[str] = set()
    for path, text in texts:
        target = folder / path
        if (parent := path.rpartition("/")[0]) not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(parent)
        target.write_text(text, encoding="utf-8", newline="\n")
        written.append(target)
    return written


def _categories() -> Iterator[tuple[str, str, str, str]]:
    for id_, vi, en in CATEGORIES:
        yield id_, vi, en, ", notices: yes" if id_ == "thong-bao" else ""


def files(articles: int, seed: int) -> Iterator[tuple[str, str]]:
    """(path, text) of every content file: the articles oldest first, each followed by its translation."""
    minutes = YEARS * 365 * 24 * 60
    earlier: list[Place] = []
    for number in range(articles):
        yield from article(number, seed, _moment(Random(f"{seed} day {number}"), number * minutes // articles), earlier)
    for name, vi, en in (("gioi-thieu", "Giới thiệu", "About"), ("lien-he", "Liên hệ", "Contact")):
        random = Random(f"{seed} {name}")
        yield f"content/pages/{name}.md", f"---\ntitle: {vi}\n---\n\n{paragraph(VIETNAMESE, random)}\n"
        yield f"content/pages/{name}.en.md", f"---\ntitle: {en}\n---\n\n{paragraph(ENGLISH, random)}\n"


def added(articles: int, seed: int, number: int) -> Iterator[tuple[str, str]]:
    """(path, text) of the `number`-th article that is written after the first `articles`, newer than all before it."""
    moment = LAST_DAY + datetime.timedelta(minutes=number)
    return article(articles + number, seed, moment, [])


def _moment(random: Random, minutes: int) -> datetime.datetime:
    """Some time of a working day near that many minutes after the first day."""
    day = datetime.datetime.combine(FIRST_DAY, datetime.time()) + datetime.timedelta(minutes=minutes)
    return day.replace(hour=random.randint(7, 17), minute=random.randint(0, 59))


def article(number: int, seed: int, moment: datetime.datetime, earlier: list[Place]) -> Iterator[tuple[str, str]]:
    """(path, text) of article `number`, and of its translation if it has one. Adds its place to `earlier`."""
    random = Random(f"{seed} {number}")  # every article has its own, so that one more changes no other
    title = a_title(VIETNAMESE, random)
    place = Place(f"{moment:%Y/%m}", f"{slug(title)}-{number + 1}")
    nearby = earlier[-400:]
    front = [
        f"title: {quoted(title)}",
        f"date: {moment:%Y-%m-%d %H:%M}",
        f"category: {random.choice(CATEGORIES)[0]}",
        f"views: {int(random.lognormvariate(5, 1.2))}",
    ]
    if random.random() < 0.6:
        front.append(f"lead: {quoted(sentence(VIETNAMESE, random))}")
    if tags := random.sample(TAGS, random.choice((0, 1, 2, 2, 3))):
        front.append(f"tags: [{', '.join(tags)}]")
    if random.random() < 0.2:
        front.append("author: Ban biên tập")
    if random.random() < 0.02:
        front.append("featured: yes")
    yield f"content/{place.folder}/{place.name}.md", page(front, body(VIETNAMESE, random, place, nearby))
    if random.random() < TRANSLATED:
        front = [f"title: {quoted(a_title(ENGLISH, random))}", f"lead: {quoted(sentence(ENGLISH, random))}"]
        if tags := random.sample(ENGLISH_TAGS, random.choice((0, 1, 2))):
            front.append(f"tags: [{', '.join(tags)}]")
        yield f"content/{place.folder}/{place.name}.en.md", page(front, body(ENGLISH, random, place, nearby))
    earlier.append(place)


def page(front: Sequence[str], text: str) -> str:
    """A content file."""
    return "\n".join(["---", *front, "---", "", text])


def quoted(text: str) -> str:
    """A text that YAML reads as it is written."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def a_title(tongue: LanguageRules, random: Random) -> str:
    """A title of 8 to 40 syllables."""
    least, most = TITLE_SYLLABLES
    title = f"{random.choice(tongue.bodies)} {random.choice(tongue.acts)} {random.choice(tongue.matters)}"
    while len(title.split()) < least or (random.random() < 0.3 and len(title.split()) < most - 14):
        title += f" {random.choice(tongue.ends)}"
    return title[0].upper() + title[1:]


def sentence(tongue: LanguageRules, random: Random) -> str:
    """A sentence of 15 to 45 syllables."""
    start = f"{random.choice(tongue.openings)}, " if random.random() < 0.6 else ""
    text = f"{start}{random.choice(tongue.bodies)} {random.choice(tongue.acts)} {random.choice(tongue.matters)}"
    text += f" {random.choice(tongue.ends)}" if random.random() < 0.6 else ""
    text += f" ({detail(tongue, random)})" if random.random() < 0.25 else ""
    return text[0].upper() + text[1:] + "."


def detail(tongue: LanguageRules, random: Random) -> str:
    """A place or a paper: what makes the words of one article differ from those of the next."""
    name = " ".join(random.sample(SYLLABLES, 2))
    form = random.choice((*tongue.streets, *tongue.papers))
    return form.format(number=random.randint(1, 480), name=name, year=random.randint(2018, 2025))


def paragraph(tongue: LanguageRules, random: Random) -> str:
    """Two to five sentences on one line; now and then some words are strong."""
    text = " ".join(sentence(tongue, random) for _ in range(random.randint(2, 5)))
    if random.random() < 0.15:
        words = random.choice(tongue.matters)
        text = text.replace(words, f"**{words}**", 1)
    return text


def body(tongue: LanguageRules, random: Random, here: Place, nearby: Sequence[Place]) -> str:
    """The text of an article: 2 to 6 kB of paragraphs, lists, some headings, tables and links."""
    wanted = random.randint(*BODY_BYTES)
    has_headings = random.random() < 0.35
    blocks: list[str] = []
    size = 0
    while size < wanted:
        kind = random.random()
        if has_headings and blocks and kind < 0.25:
            block = f"## {random.choice(tongue.headings)}\n\n{paragraph(tongue, random)}"
        elif blocks and kind < 0.4:
            block = bullets(tongue, random)
        elif blocks and kind < 0.44:
            block = table(tongue, random)
        else:
            block = paragraph(tongue, random)
        blocks.append(block)
        size += len(block.encode()) + 2
    if nearby and random.random() < 0.3:
        other = random.choice(nearby)
        path = f"{other.name}.md" if other.folder == here.folder else f"../../{other.folder}/{other.name}.md"
        blocks.append(f"{tongue.more} [{random.choice(tongue.matters)}]({path}).")
    blocks.append(random.choice(tongue.closings))
    return "\n\n".join(blocks) + "\n"


def bullets(tongue: LanguageRules, random: Random) -> str:
    """A list, some items with items below them."""
    items: list[str] = []
    for _ in range(random.randint(3, 6)):
        items.append(f"- {sentence(tongue, random)}")
        if random.random() < 0.15:
            items += [f"    - {random.choice(tongue.matters)}" for _ in range(random.randint(2, 3))]
    return "\n".join(items)


def table(tongue: LanguageRules, random: Random) -> str:
    """A table of residential groups."""
    rows = [f"| {' | '.join(tongue.columns)} |", "|---|---:|---|"]
    for number in range(1, random.randint(4, 9)):
        name = tongue.areas.format(number=number)
        rows.append(f"| {name} | {random.randint(80, 420)} | {random.choice(tongue.ends)} |")
    return "\n".join(rows)


def slug(text: str) -> str:
    """A file name of the text's first syllables, without marks."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(letter for letter in plain if ord(letter) < 128)
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:8])


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    written = make(options.folder, options.articles, options.seed)
    print(f"{options.articles} articles, {written} files in {options.folder}")


if __name__ == "__main__":
    main()
