"""What the tests in real Chromium share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.served import served
from tests.workbench.chromium import chromium
from tests.workbench.county import a_county
from tests.workbench.front import app_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.workbench.town import Town


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of one module only: while it runs, Playwright holds this thread's event loop."""
    with chromium() as started:
        yield started


@pytest.fixture
def town() -> Town:
    return a_county()


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    with served(app_of(town)) as at:
        yield at
