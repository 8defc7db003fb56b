"""A unit is dissolved in the middle of its work: its successor goes on where it stood, with the same days (R22 24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance.lives.centre import COUNTY
from tests.conformance.lives.matter import in_hand

if TYPE_CHECKING:
    from tests.conformance.lives.centre import Centre

pytestmark = pytest.mark.connected


def test_the_successor_answers_within_the_days_that_had_begun(centre: Centre) -> None:
    matter = in_hand(centre)
    due = matter.clock("C07")["due_at"]
    centre.passes(days=30)
    merged = {"former": f"{COUNTY}-zjj", "successor": f"{COUNTY}-rsj", "reason": "云编发〔2026〕12号"}
    matter.does("router", "hand_to_successor", **merged)
    assert matter.clock("C07")["due_at"] == due
    assert centre.answers("routing", f"/matters/{matter.id}", f"zjj.head@{COUNTY}") == 404
    matter.answered_by("rsj")
    assert (matter.state, matter.clock("C07")["state"]) == ("COMPLETED", "STOPPED")
