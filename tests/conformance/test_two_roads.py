"""A unit's own system and the window on the real bus: whatever act, one matter, one set of rules, one answer."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from chassis.bus import KafkaPublisher
from chassis.documents import Unsent
from lianjie_contracts.base import Actor
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.reply_act import ReplyAct
from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
UNIT = f"{COUNTY}-zjj"


def _reply(town: Town, matter_id: str, act: str, role: str, **paper: Any) -> dict[str, Any]:
    """Send one reply as the unit's system would; what it is answered on the unit's own topic."""
    now = datetime.now(UTC)
    by = Actor(id="huang", role=role, name="黄志强", org="县住建局")
    reply = ReplyAct(unit=UNIT, matter_id=matter_id, by=by, at=now, act=act, paper=paper)
    id_ = f"{act}-{now.timestamp()}"
    envelope = Envelope(id_, reply.type, 1, f"unit/{UNIT}", f"matter:{matter_id}", 0, COUNTY, now)
    message = Unsent(1, id_, 0, reply.topic_name(), matter_id, tuple(envelope.headers()), reply.body())

    async def send() -> None:
        publisher = KafkaPublisher(town.around.kafka, "tests")
        await publisher.publish([message])
        await publisher.stop()

    asyncio.run(send())
    return eventually(lambda: _answers(town, matter_id).get(id_), f"{act} is answered")


def _answers(town: Town, matter_id: str) -> dict[str, dict[str, Any]]:
    bodies = (
        json.loads(bytes(row["body"]))
        for row in town.rows(
            "routing", "matters_history", subject=f"matter:{matter_id}", topic=f"routed.{UNIT}.v1"
        )
    )
    return {body["reply_id"]: body for body in bodies if "reply_id" in body}


def test_a_matter_goes_from_the_one_road_to_the_other_and_is_refused_alike_on_both(town: Town) -> None:
    told = town.register(title="屋面渗漏，两条路办理")
    id_ = told["matter_id"]
    eventually(lambda: town.matter(id_), "the matter is opened")
    town.act(id_, "dispatch", f"router@{COUNTY}", {"unit": UNIT, "reason": "采纳系统建议"})
    assert _reply(town, id_, "sign_for", "unit_liaison")["outcome"] == "DONE"
    town.act(id_, "accept", f"zjj.head@{COUNTY}", {"handlers": ["梁伟", "黄一"]})
    too_long = {"days": 90, "reason": "需委托房屋安全鉴定", "assigner_agreed": ""}
    on_the_bus = _reply(town, id_, "extend", "unit_head", **too_long)
    in_the_window = town.post("routing", f"/matters/{id_}/acts/extend", f"zjj.head@{COUNTY}", too_long)
    assert (on_the_bus["refusal_code"], on_the_bus["refusal_zh"]) == (
        in_the_window.json()["code"], in_the_window.json()["because"],
    )  # fmt: skip
    assert on_the_bus["refusal_code"] == "EXTENSION_TOO_LONG"
    assert _reply(town, id_, "extend", "unit_head", days="many")["fields"].keys() == {"days"}
    assert _reply(town, id_, "extend", "unit_head", days=30, reason="需委托房屋安全鉴定")["outcome"] == "DONE"
    matter = town.matter(id_)
    assert matter is not None
    assert (matter["state"], matter["extended_days"]) == ("HANDLING", 30)
