"""A unit is dissolved in the middle of its work: its successor goes on where it stood, with the same days (R22 24)."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from tests.conformance.lives.centre import COUNTY
from tests.conformance.lives.matter import Matter, in_hand
from tests.conformance.town import eventually

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


ADDED = "代码,名称,类别,上级单位,电话,办公时间\nfgj,县房管所,部门,zjj,0775-2831011,工作日 9:00-17:00\n"


def test_a_new_unit_is_in_force_when_a_second_person_has_approved_it(centre: Centre) -> None:
    """Every service hears of it on the compacted topic; before that no matter can go there."""
    table = {"name": "机构调整.csv", "content": base64.b64encode(ADDED.encode()).decode()}
    status, told = centre.asks("routing", "/directory/proposals", f"router@{COUNTY}", table)
    assert status == 201, told
    (change,) = centre.reads("routing", "/directory")["waiting"]["changes"]
    assert (change["what"], change["unit"]["name"]) == ("ADDED", "县房管所")
    matter = Matter.registered(centre, "公租房漏水")
    wish = {"unit": f"{COUNTY}-fgj", "reason": "名录已调整"}
    assert matter.refused("router", "dispatch", **wish) == "TARGET_NOT_COMPETENT"
    named = {"no": centre.reads("routing", "/directory")["waiting"]["no"]}
    assert centre.asks("routing", "/directory/approve", f"router@{COUNTY}", named)[0] == 403
    status, told = centre.asks("routing", "/directory/approve", f"deputy@{COUNTY}", named)
    assert status == 200, told
    address, router = f"/matters/{matter.id}/dispatch", f"router@{COUNTY}"
    eventually(
        lambda: centre.asks("routing", address, router, wish)[0] == 200, "each process has looked again"
    )
    assert matter.state == "DISPATCHED"

    def slips() -> list[str]:
        """A service whose directory was older holds the dispatch back until it knows the unit."""
        centre.passes()
        papers = centre.reads("notifications", f"/deliveries?matter_id={matter.id}")
        return [paper["delivery_id"] for paper in papers if paper["document"].startswith("D07")]

    eventually(slips, "a transfer slip is made")
    assert "县房管所" in centre.opens("notifications", f"/deliveries/{slips()[0]}/letter")
