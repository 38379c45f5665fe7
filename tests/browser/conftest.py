"""What the browser tests share: a page, and a witness of all that it does."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page


@dataclass
class Witness:
    """What the pages of a context asked for, and what the browser found fault with, in order."""

    requests: list[str] = field(default_factory=list)
    """Full addresses, those of redirects too."""
    faults: list[str] = field(default_factory=list)
    """Errors and warnings of the console (reports of the content policy among them), exceptions of scripts, requests
    that failed or were answered with 400 or more."""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A clean browser of a reader in Việt Nam, at a desk; nothing is left of other tests."""
    context = chromium.new_context(
        locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport={"width": 1280, "height": 800}
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def witness(context: BrowserContext) -> Witness:
    """Sees all that the pages of `context` do."""
    seen = Witness()
    context.on("request", lambda request: seen.requests.append(request.url))
    context.on("requestfailed", lambda request: seen.faults.append(f"{request.url}: {request.failure}"))
    context.on("weberror", lambda error: seen.faults.append(str(error.error)))
    context.on(
        "console",
        lambda said: seen.faults.append(f"{said.type}: {said.text}") if said.type in ("error", "warning") else None,
    )
    context.on(
        "response",
        lambda answer: seen.faults.append(f"{answer.url}: {answer.status}") if answer.status >= 400 else None,
    )
    return seen


@pytest.fixture
def page(context: BrowserContext, witness: Witness) -> Page:
    """An empty page of `context`, watched by `witness`."""
    return context.new_page()
