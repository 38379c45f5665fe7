"""What the system refused, in the words of who reads it."""

import pytest

from bantin.disk import os_errors
from bantin.problems import Place, Problem, error


@pytest.mark.parametrize(
    ("trouble", "problem"),
    [
        (OSError(28, "No space left on device"), error("disk-full", Place("site/x"))),
        (PermissionError(13, "Permission denied"), error("disk-not-allowed", Place("site/x"))),
        (OSError(30, "Read-only file system"), error("disk-read-only", Place("site/x"))),
        (OSError(71, "Protocol error"), error("disk-trouble", Place("site/x"), reason="Protocol error")),
        (OSError("odd"), error("disk-trouble", Place("site/x"), reason="OSError")),
    ],
)
def test_oserror_as_problem(trouble: OSError, problem: Problem) -> None:
    """The usual causes have their own sentences."""
    assert os_errors.problem_of(trouble, "site/x") == problem
