"""The program itself on the disk: where it lies, the digest of its code, and the versions of its libraries."""

import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
"""The folder `bantin/`."""
PROGRAM = PACKAGE.parent
"""The clone: the folder that holds our own templates/ and assets/."""


@cache
def program_digest() -> str:
    """A digest of our own code and of the libraries whose versions change what pages look like, as of the process's
    first call: a preview that runs while the program is updated must not cache results of old code under the new
    digest.
    """
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    digest.update("\n".join(libraries(sys.path)).encode())
    digest.update(f"{sys.version_info[:2]}".encode())
    return digest.hexdigest()


_LIBRARIES = frozenset("jinja2 markupsafe markdown nh3 python_slugify text_unidecode pyyaml pillow pillow_heif".split())


def libraries(folders: Iterable[str]) -> list[str]:
    """The names and versions of the libraries that decide about pages, as installed in `folders`, of which the first
    counts. They are read from the names of their folders: Python's own list takes longer than a small build.
    """
    found: dict[str, str] = {}
    for folder in folders:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 -- names only
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                library, _, version = name.rpartition(".")[0].partition("-")
                if (known := library.lower().replace("-", "_").replace(".", "_")) in _LIBRARIES:
                    found.setdefault(known, f"{known} {version}")
    return sorted(found.values())
