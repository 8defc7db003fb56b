"""The session's running town, under the name these tests know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conformance.town import Town


@pytest.fixture(scope="session")
def town(running_town: Town) -> Town:
    """All services; a test leaves them as it found them."""
    return running_town
