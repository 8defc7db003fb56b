"""The superior's system has entered a result, or refused it: the number is recorded, or the ground (rows EX3 and EX4)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.base import Actor
from lianjie_contracts.events.package_receipt import PackageReceipt
from services.routing.domain.acts import Intent
from services.routing.domain.roads.exchanging import UpperNumber, UpperRejection
from services.routing.domain.rows import REGISTRAR
from services.routing.proposing import propose
from services.routing.store import MATTERS

SUPERIOR = Actor(id="superior", role="superior", name="上级信访信息系统")


async def on_package_receipt(heard: Heard[PackageReceipt], work: Work) -> None:
    """What the superior says of its own entry is what a registrar would record of it. Only the last package counts, and once."""
    told = heard.event
    matter = await work.load(MATTERS, told.matter_id)
    if matter is None or matter.county != told.county or matter.above.exchange.packages != told.package:
        return
    act = "record_upper_number" if told.accepted else "record_rejection"
    brings = UpperNumber(number=told.number) if told.accepted else UpperRejection(reason=told.because)
    await propose(work, matter, [Intent(act, SUPERIOR, work.now, frozenset({REGISTRAR}), None, brings)])
