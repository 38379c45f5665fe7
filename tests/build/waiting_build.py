"""Run as a program, builds a portal and waits half way (see `main`)."""

import os
import sys
from pathlib import Path
from typing import Any

from bantin.build import config_file, incremental
from bantin.build.timing import Timings
from bantin.cache.store import BuildCache
from bantin.output import recorded_files
from bantin.output.lock import Busy
from tests.portal import Portal


def main() -> None:
    """`FOLDER SITE WAIT`: builds a portal; in the function named WAIT says "waiting" and waits for a line of input."""
    folder, site, wait_in = sys.argv[1:]
    vars(os).update(fsync=lambda handle: None)
    vars(recorded_files).update(_MANY=0)
    owner: Any = {"read_config": config_file, "keep_rows": BuildCache, "close": BuildCache}.get(wait_in)
    if owner is not None:
        usual = getattr(owner, wait_in)

        def waiting(*asked: Any) -> Any:
            found = None if wait_in == "close" else usual(*asked)
            setattr(owner, wait_in, usual)
            print("waiting", flush=True)
            sys.stdin.readline()
            return usual(*asked) if wait_in == "close" else found

        setattr(owner, wait_in, waiting)
    try:
        incremental.build(Portal(Path(folder)).settings(site=Path(site)), timings=Timings())
    except Busy:
        print("busy")
    else:
        print("built")


if __name__ == "__main__":
    main()
