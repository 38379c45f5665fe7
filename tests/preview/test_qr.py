"""QR codes: what phones read."""

from hashlib import blake2b

import pytest

from bantin.preview import qr

READ = {
    "a": "5c73c6bacc235388",
    "http://192.168.1.23:8000/?ma=Abc-12_xyz": "682c71b1019fece7",
    "phường phường phường phường phường ": "bec925e3e1d844b3",
    "y" * 75: "15cabc5b52a786a0",
    "z" * 106: "b1bf0b117c83e311",
}
"""Texts, one for each version, and digests of the codes from which a reader's library (ZXing) read just these texts."""


@pytest.mark.parametrize("text", READ, ids=[text[:20] for text in READ])
def test_codes_that_were_read(text: str) -> None:
    """Module by module the code that was read."""
    assert blake2b(repr(qr.encode(text)).encode(), digest_size=8).hexdigest() == READ[text]


def test_too_long() -> None:
    """A text for which there is no version is refused."""
    assert len(qr.encode("x" * qr.LONGEST)) == 37
    with pytest.raises(ValueError, match="too many"):
        qr.encode("x" * (qr.LONGEST + 1))


def test_pictures() -> None:
    """In the terminal and as SVG the code stands in its quiet zone."""
    modules = qr.encode("a")
    lines = qr.lines(modules)
    assert {len(line) for line in lines} == {21 + 2 * qr.QUIET}
    assert lines[0] == lines[1] == "█" * 29
    assert qr.svg(modules).count("M") == sum(map(sum, modules))
