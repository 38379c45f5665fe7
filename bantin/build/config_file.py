"""The file config.yaml → the portal's configuration, as far as it can be read."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import bantin
from bantin.build.snapshot import config_missing
from bantin.content import config
from bantin.content.config import ConfigReading
from bantin.disk import os_errors, text_decoding
from bantin.disk.damage import doubts
from bantin.problems import Mistakes


def read_config(project: Path) -> ConfigReading:
    """The portal's configuration, as far as it can be read; raises `Mistakes` if there is none."""
    path = project / "config.yaml"
    try:
        text = text_decoding.decode(path.read_bytes(), "config.yaml")
    except FileNotFoundError:
        raise Mistakes([config_missing(project)]) from None
    except OSError as trouble:
        return config.unread([os_errors.problem_of(trouble, "config.yaml")])
    if not isinstance(text, str):
        return config.unread(text)
    reading = config.parse(text, version=bantin.__version__, is_zone=_is_zone)
    return replace(reading, problems=(*reading.problems, *doubts(text, "config.yaml")))


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
