"""Regular expressions that are compiled when they are first used.

A build of one changed article imports most modules and uses few of their expressions; to compile them all takes longer
than to convert the article.
"""

import re
from typing import Any, AnyStr, cast

_NAMES = frozenset(name for name in dir(re.Pattern) if not name.startswith("_"))


class LazyPattern:
    """Stands for a `re.Pattern`, with the same attributes: the first that is asked for compiles the expression."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """An attribute, before the expression was compiled; from then on all are the pattern's own."""
        if name not in _NAMES:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update((each, getattr(compiled, each)) for each in _NAMES)
        return getattr(compiled, name)


def lazy_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The regular expression, not compiled yet. One that is wrong raises `re.error` at its first use."""
    return cast("re.Pattern[AnyStr]", LazyPattern(pattern, flags))
