"""What is kept in the user's own cache folder: only there, only if nobody else can write into it."""

import json
import os
from pathlib import Path

import pytest

from bantin.cache import user
from bantin.cache.user import UserCache
from bantin.console import catalogue

KEY = "a1-b2"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "bantin"


def test_kept(home: Path) -> None:
    """What one run stores the next one loads; nothing else is there."""
    assert UserCache().load(KEY) is None
    UserCache().store(KEY, b"x")
    assert UserCache().load(KEY) == b"x"
    assert [path.name for path in home.iterdir()] == [KEY]
    assert home.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_folder_of_others_is_not_believed(home: Path, mode: int) -> None:
    """A folder that others may write into: what lies there could be anyone's code."""
    UserCache().store(KEY, b"x")
    home.chmod(mode)
    assert UserCache().load(KEY) is None
    UserCache().store("c3", b"y")
    assert not (home / "c3").exists()


def test_folder_of_another_user(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that somebody else made."""
    UserCache().store(KEY, b"x")
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert UserCache().load(KEY) is None


@pytest.mark.parametrize("key", ["../x", "a/b", "", "A", "x.y"])
def test_key_stays_in_the_folder(key: str) -> None:
    """No key leads elsewhere."""
    UserCache().store(KEY, b"x")
    with pytest.raises(ValueError, match=r".*"):
        UserCache().load(key)


def test_nowhere_to_keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the place of the folder, a relative path, a user without a home: nothing is kept, nothing fails."""
    (tmp_path / "bantin").write_text("")
    UserCache().store(KEY, b"x")
    assert UserCache().load(KEY) is None
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")

    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    UserCache().store(KEY, b"x")
    assert UserCache().load(KEY) is None


def test_older_ones_go(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder does not grow for ever."""
    monkeypatch.setattr(user, "MOST", 4)
    for number in range(5):
        UserCache().store(f"k{number}", b"x")
        if number < 4:
            os.utime(home / f"k{number}", (number, number))
    assert sorted(path.name for path in home.iterdir()) == ["k3", "k4"]


def test_sentences(home: Path) -> None:
    """Sentences are read from YAML once; damaged ones are read from there again."""
    path = catalogue.SENTENCES / "vi.yaml"
    first = catalogue._read(path.read_bytes())
    (kept,) = home.iterdir()
    assert json.loads(kept.read_bytes()) == list(first)
    for data in (b"", b"{", b"[1, 2, 3]", b"7", b'["a", "b"]', b"\xff"):
        kept.write_bytes(data)
        assert catalogue._read(path.read_bytes()) == first
    assert catalogue._read(b"a: X\n") == ({"a": "X"}, {})


def test_secret(home: Path) -> None:
    """It is made once, for all runs of this user; nobody else reads it, and it is not thinned out with the rest."""
    secret = UserCache().secret
    assert secret is not None
    assert len(secret) == 32
    assert UserCache().secret == secret
    assert (home / "secret").stat().st_mode & 0o777 == 0o600


def test_secret_outlives_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of compiled templates do not drive it out."""
    monkeypatch.setattr(user, "MOST", 2)
    secret = UserCache().secret
    for number in range(9):
        UserCache().store(f"k{number}", b"x")
    assert UserCache().secret == secret


@pytest.mark.parametrize("data", [b"", b"x" * 31, b"x" * 33])
def test_secret_cut_short_is_made_anew(home: Path, data: bytes) -> None:
    """An empty secret would be everybody's."""
    UserCache().store("secret", data)
    secret = UserCache().secret
    assert secret is not None
    assert len(secret) == 32
    assert (home / "secret").read_bytes() == secret


def test_no_secret_where_others_write(home: Path) -> None:
    """In a folder that others may write into it would be theirs."""
    home.mkdir(mode=0o700)
    home.chmod(0o777)
    assert UserCache().secret is None
    assert list(home.iterdir()) == []
