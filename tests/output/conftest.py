"""What the tests of the output share: a disk that nobody waits for."""

import os

import pytest


@pytest.fixture(autouse=True)
def impatient_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test cuts the power: waiting for the disk would take most of their time."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
