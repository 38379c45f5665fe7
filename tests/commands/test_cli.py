"""The command line: it finds the command that is meant, and says in one language what it did not understand."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.commands import cli, usage
from bantin.commands.cli import Command
from bantin.console import catalogue
from bantin.console.console import Console

SPEAKERS = {code: Console(catalogue.load(code, is_strict=True)) for code in ("vi", "en")}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Command("build", (), is_named=False)),
        ("--drafts", Command("build", ("--drafts",), is_named=False)),
        ("build --drafts", Command("build", ("--drafts",))),
        ("--drafts build", Command("build", ("--drafts",))),
        ("--project serve", Command("build", ("--project", "serve"), is_named=False)),
        ("--project x serve --port 1", Command("serve", ("--project", "x", "--port", "1"))),
        ("--project=x serve", Command("serve", ("--project=x",))),
        ("--port 9000 serve", Command("serve", ("--port", "9000"))),
        ("--port=9000 9", Command("9", ("--port=9000",))),
        ("help serve", Command("serve", ("--help",))),
        ("help", Command("build", ("--help",), is_named=False)),
        ("--lang vi test -k x --lang", Command("test", ("--lang", "vi"), handed_on=("-k", "x", "--lang"))),
        ("test --help", Command("test", ("--help",))),
        ("–drafts", Command("build", ("–drafts",), is_named=False)),
        ("new serve", Command("new", ("serve",))),
    ],
)
def test_command_is_found(line: str, expected: Command) -> None:
    """The first word that is neither an option nor the value of one."""
    assert cli.asked(line.split()) == expected


@pytest.mark.parametrize(
    ("line", "vi", "en"),
    [
        (
            "serv --port 9",
            "Không có lệnh «serv». Có phải «serve»?\n  → Gõ: python3 build.py serve --port 9\n",
            "There is no command “serv”. Did you mean “serve”?\n  → Type: python3 build.py serve --port 9\n",
        ),
        (
            "NWE Tin",
            "Không có lệnh «NWE». Có phải «new»?\n  → Gõ: python3 build.py new Tin\n",
            "There is no command “NWE”. Did you mean “new”?\n  → Type: python3 build.py new Tin\n",
        ),
        (
            "nhập",
            "Không có lệnh «nhập».\n  → Xem các lệnh: python3 build.py --help\n",
            "There is no command “nhập”.\n  → See the commands: python3 build.py --help\n",
        ),
        (
            "serve --prot=9000",
            "Lệnh «serve» không có tùy chọn «--prot». Có phải «--port»?\n  → Gõ: python3 build.py serve --port=9000\n",
            (
                "The command “serve” has no option “--prot”. Did you mean “--port”?\n"
                "  → Type: python3 build.py serve --port=9000\n"
            ),
        ),
        (
            "—drafts",
            "Lệnh «build» không có tùy chọn «—drafts». Có phải «--drafts»?\n  → Gõ: python3 build.py --drafts\n",
            (
                "The command “build” has no option “—drafts”. Did you mean “--drafts”?\n"
                "  → Type: python3 build.py --drafts\n"
            ),
        ),
        (
            "serve port",
            "Lệnh «serve» không có tùy chọn «port». Có phải «--port»?\n  → Gõ: python3 build.py serve --port\n",
            (
                "The command “serve” has no option “port”. Did you mean “--port”?\n"
                "  → Type: python3 build.py serve --port\n"
            ),
        ),
        (
            "serve --drafts",
            (
                "Tùy chọn «--drafts» không phải của lệnh «serve» mà của lệnh «build».\n"
                "  → Gõ: python3 build.py build --drafts\n"
            ),
            "The option “--drafts” is not one of “serve” but of “build”.\n  → Type: python3 build.py build --drafts\n",
        ),
        (
            "doctor --xyzzy",
            "Lệnh «doctor» không có tùy chọn «--xyzzy».\n  → Xem các tùy chọn: python3 build.py doctor --help\n",
            "The command “doctor” has no option “--xyzzy”.\n  → See the options: python3 build.py doctor --help\n",
        ),
        (
            "serve --port nhà",
            "Sau «--port» phải là một số từ 0 đến 65535, nhưng ở đây ghi «nhà».\n  → Ví dụ: --port 8000\n",
            "Behind “--port” goes a number from 0 to 65535, but it has “nhà” here.\n  → For example: --port 8000\n",
        ),
        (
            "serve --port",
            (
                "Sau «--port» còn thiếu giá trị: cổng mạng của bản xem thử (mặc định 8000).\n"
                "  → Xem cách dùng: python3 build.py serve --help\n"
            ),
            (
                "A value is missing behind “--port”: the preview's port (usually 8000).\n"
                "  → See how it is used: python3 build.py serve --help\n"
            ),
        ),
        (
            "--quiet=1",
            "Tùy chọn «--quiet» không nhận giá trị, nhưng ở đây ghi «1».\n  → Chỉ gõ: --quiet\n",
            "The option “--quiet” takes no value, but has “1” here.\n  → Type only: --quiet\n",
        ),
        (
            "init",
            (
                "Sau lệnh «init» còn thiếu THƯ_MỤC: thư mục của cổng mới.\n"
                "  → Ví dụ: python3 build.py init ../cong-phuong\n"
            ),
            (
                "Behind the command “init” DIR is missing: the new portal's folder.\n"
                "  → For example: python3 build.py init ../cong-phuong\n"
            ),
        ),
        (
            "init cổng phường",
            "Lệnh «init» không nhận thêm từ «phường».\n  → Xem cách dùng: python3 build.py init --help\n",
            (
                "The command “init” takes no further word “phường”.\n"
                "  → See how it is used: python3 build.py init --help\n"
            ),
        ),
        (
            "new",
            'Cần có tiêu đề của bài.\n  → Ví dụ: python3 build.py new "Thông báo lịch tiếp công dân"\n',
            'The article needs a title.\n  → For example: python3 build.py new "Thông báo lịch tiếp công dân"\n',
        ),
    ],
)
def test_what_is_not_understood_is_told_in_the_language(
    line: str, vi: str, en: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was typed, what was probably meant, what to type; nothing is done."""
    for code, expected in (("vi", vi), ("en", en)):
        status = cli.main([*line.split(), f"--lang={code}"])
        said = capsys.readouterr()
        assert (status, said.out) == (cli.USAGE, "")
        assert said.err.replace(f" --lang={code}", "") == expected


def test_unknown_language_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """In the language of the portal."""
    assert cli.main(["--lang", "fr"]) == cli.USAGE
    assert capsys.readouterr().err == "«--lang» không nhận giá trị «fr».\n  → Dùng một trong: vi, en\n"


ENGLISH = re.compile(
    r"\b(usage|error|argument|invalid|expected|unrecognized|required|choose|ambiguous)\b", re.IGNORECASE
)
WORDS = st.sampled_from(
    "build serve new init doctor help --port --port= --jobs 9 0 x -x --lang vi fr --quiet --quiet=1 --category -- – "
    "--no-open".split()
)


@given(st.lists(WORDS, max_size=6))
def test_no_english_in_a_vietnamese_sentence(words: list[str]) -> None:
    """Whatever is typed: what is refused is refused by a sentence of ours that has all its values."""
    found = cli.read(cli.asked(words), SPEAKERS["vi"])
    if isinstance(found, usage.Refusal):
        said = SPEAKERS["vi"].sentence(found.key, **found.values) + SPEAKERS["vi"].messages.hint(
            found.key, **found.values
        )
        assert not ENGLISH.search(said)


@pytest.mark.parametrize("code", SPEAKERS)
@pytest.mark.parametrize("name", cli.COMMANDS)
def test_help_and_example_of_each_command(name: str, code: str) -> None:
    """The example is a command line that is understood, and the help shows it, in words that are there."""
    speaker = SPEAKERS[code]
    line = speaker.sentence(f"example.{name}").removeprefix("python3 build.py").split()
    command = cli.asked(line)
    assert command.name == name
    assert not isinstance(cli.read(command, speaker), usage.Refusal)
    shown = cli.help_of(Command(name, ()), speaker)
    assert speaker.sentence(f"example.{name}") in " ".join(shown.split())


@pytest.mark.parametrize("code", SPEAKERS)
def test_help_names_every_command(code: str) -> None:
    """With what each does; Vietnamese help has no heading in English."""
    shown = " ".join(cli.help_of(cli.asked(["--help"]), SPEAKERS[code]).split())
    for name in cli.COMMANDS:
        assert f"{name} {SPEAKERS[code].sentence(f'help.{name}')}" in shown
    assert code == "en" or not ENGLISH.search(shown)


def test_help_is_in_the_portals_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As its config.yaml says, wherever it lies."""
    (tmp_path / "config.yaml").write_text("languages:\n  en: {name: X}\n", encoding="utf-8")
    assert cli.main(["serve", "--help", "--project", str(tmp_path)]) == cli.OK
    assert capsys.readouterr().out.startswith("usage: build.py serve")


def test_title_may_stand_around_options() -> None:
    """Words without quotes, with an option among them, are one title."""
    read = cli.read(cli.asked("new Họp --category x tổ dân phố".split()), SPEAKERS["vi"])
    assert not isinstance(read, usage.Refusal)
    assert (read.title, read.category) == (["Họp", "tổ", "dân", "phố"], "x")
