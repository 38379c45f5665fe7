"""A page to be rendered: one type, from the plan by way of the worker to the template environment."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bantin.pages.cards import MadePage
from bantin.pages.types import Page
from bantin.problems import Place


@dataclass(slots=True, eq=False)
class PageOutput:
    """A page to be rendered. What it shows is put together when it is asked for."""

    template: str
    """What draws it."""
    code: str
    """The language of its words."""
    source: Place
    """Where an editor would change it."""
    fingerprint: str = ""
    inputs: Any = None
    """What it is made from; None where it is put together already (`for_worker`)."""
    _make: Callable[[Any], MadePage] | None = None
    _page: Page | None = None

    @property
    def page(self) -> Page:
        """What it shows."""
        if self._page is not None:
            return self._page
        assert self._make is not None  # only a page that is put together can do without
        return self._make(self.inputs).page

    @property
    def shape(self) -> tuple[str, ...]:
        """Its template, its language, and what it shows, as far as that is put together: pages of one shape are drawn
        by the same lines of a template, but for what these ask of single items."""
        page = self._page
        return (self.template, self.code, *(name for name in getattr(page, "_fields", ()) if getattr(page, name)))

    def for_worker(self) -> "PageOutput":
        """The page, put together, without what it is made from: plain values, which another process can be given."""
        return PageOutput(self.template, self.code, self.source, self.fingerprint, _page=self.page)

    def forget(self) -> None:
        """Lets go of what was put together; it can be put together again."""
        self._page = None
