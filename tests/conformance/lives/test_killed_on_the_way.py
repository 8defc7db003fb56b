"""The same as in one process, over the separate ones, killed with -9 between what is answered and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance.town import COUNTY, Town, eventually, headers_of

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.connected
NOT_OURS = {"reasons": "房屋由街道统建统管", "basis": "《物业管理条例》第五条", "competent_unit": "河西街道"}
FOUND = {"reason": "经核实，异议成立"}


def does(town: Town, matter_id: str, who: str, act: str, **paper: Any) -> str:
    """An act through the generic door; where the matter stands by its owner's answer."""
    return str(town.act(matter_id, f"acts/{act}", f"{who}@{COUNTY}", paper)["state"])


@pytest.fixture
def killed(town: Town) -> Iterator[Any]:
    """Kills a process at once; whatever a test leaves dead is started again."""

    def kill(name: str) -> None:
        town.processes[name].kill()
        town.processes[name].start()

    yield kill
    assert all(process.ready() for process in town.processes.values()), "everybody is back"


def test_objected_twice_and_designated_though_two_were_killed_on_the_way(town: Town, killed: Any) -> None:
    told = town.register()
    matter_id = told["matter_id"]
    eventually(lambda: town.matter(matter_id), "the matter is opened")
    for turn, unit in enumerate(("zjj", "rsj"), 1):
        sent = {"unit": f"{COUNTY}-{unit}", "reason": "按职责分办"}
        town.act(matter_id, "dispatch", f"router@{COUNTY}", sent)
        if turn == 2:
            killed("routing-1")
        town.act(matter_id, "sign", f"{unit}.liaison@{COUNTY}")
        assert does(town, matter_id, f"{unit}.liaison", "object", **NOT_OURS) == "OBJECTED"
        if turn == 1:
            killed("deadlines-1")
        upheld = "uphold_objection" if turn == 1 else "uphold_objection_again"
        assert does(town, matter_id, "router", upheld, **FOUND) == ("SCREENING" if turn == 1 else "DISPUTED")
    today = eventually(lambda: town.matter(matter_id), "routing is back")["last_at"][:10]
    agreed = {"unit": f"{COUNTY}-hexi", "minutes": "云访联〔2026〕4号", "decided_on": today}
    assert does(town, matter_id, "router", "consultation_agreed", **agreed) == "DISPATCHED"

    def followed() -> bool:
        """Every event was told once, in order, and the window and the limits have heard the last of them."""
        heads = {row["seq"] for row in town.rows("routing", "matters", _id=matter_id)}
        heard = [
            {row["seq"] for row in town.rows(service, "positions", _id=f"matter:{matter_id}")}
            for service in ("deadlines", "workbench", "analytics", "notifications")
        ]
        return all(each == heads for each in heard)

    eventually(followed, "every view has followed", within=60)
    history = town.history(matter_id)
    assert [headers_of(row)["ce_type"] for row in history] == [
        "matter_opened", *("matter_dispatched", "matter_signed", "matter_objected", "matter_returned") * 2, "matter_dispatched",
    ]  # fmt: skip
    assert [row["seq"] for row in history] == list(range(1, len(history) + 1))
    (shown,) = town.rows("workbench", "matters", _id=matter_id)
    assert shown["state"]["state"] == "DISPATCHED"
    assert town.rows("routing", "dead_letters") == town.rows("deadlines", "dead_letters") == []
