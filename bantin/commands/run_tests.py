"""`test`: runs the program's own tests; all arguments are passed to pytest."""

import pytest

from bantin.commands.arguments import Parser
from bantin.commands.call import Call
from bantin.disk.program import PROGRAM


def add_arguments(parser: Parser) -> None:
    """Takes no arguments of its own."""


def run(call: Call) -> int:
    """Runs pytest, with one process per processor unless told otherwise; returns its exit status."""
    words = call.options.handed_on
    has_way = any(word.startswith(("-n", "-p", "--version")) for word in words)
    parallel = () if has_way else ("-n", "auto", "--dist", "worksteal")
    return int(pytest.main([f"--rootdir={PROGRAM}", "-c", str(PROGRAM / "pyproject.toml"), *parallel, *words]))
