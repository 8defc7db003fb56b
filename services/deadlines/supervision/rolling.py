"""How records of supervision are brought forward after a restore: each message holds the whole record."""

from __future__ import annotations

from chassis.rolling import Rolls
from chassis.work import Heard
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from services.deadlines.store import SUPERVISIONS
from services.deadlines.supervision.supervision import Supervision


def rolled_supervisions() -> Rolls[Supervision]:
    return Rolls(SUPERVISIONS, after)


async def after(_: Supervision | None, heard: Heard[SupervisionMoved]) -> Supervision:
    return Supervision(heard.event)
