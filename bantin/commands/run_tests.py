"""`test`: runs the program's own tests; what stands behind it is pytest's."""

import pytest

from bantin.commands.arguments import Parser
from bantin.commands.call import Call
from bantin.disk.program import PROGRAM


def add_arguments(parser: Parser) -> None:
    """Nothing of ours."""


def run(call: Call) -> int:
    """Runs them, one process for each processor unless pytest is told otherwise; pytest's exit status."""
    words = call.options.handed_on
    has_way = any(word.startswith(("-n", "-p", "--version")) for word in words)
    parallel = () if has_way else ("-n", "auto", "--dist", "worksteal")
    return int(pytest.main([f"--rootdir={PROGRAM}", "-c", str(PROGRAM / "pyproject.toml"), *parallel, *words]))
