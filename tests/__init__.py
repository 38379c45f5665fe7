"""The tests; a package of its own, so that `tests.judges` is ours whatever else is installed."""
