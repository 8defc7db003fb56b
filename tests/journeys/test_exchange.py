"""Handed down by the superior, answered here, told back: refused once, sent again, and its number returned (corrections 21)."""

from __future__ import annotations

from datetime import date

import pytest

from examples.upper_system.office import REQUIRED, Superior
from lianjie_contracts.events.package_receipt import PackageReceipt
from lianjie_contracts.events.result_package import ResultPackage
from lianjie_contracts.vocabulary import MatterState as S, Source
from services.routing.domain.above import ExchangeState as X
from services.routing.domain.roads.exchanging import PackageOrder
from tests.journeys.test_reviewed import answered
from tests.journeys.town import COUNTY, Town

pytestmark = pytest.mark.asyncio
NUMBER = "GX20260728001"
TRANSFERRED = {
    "source": Source.UPPER_TRANSFER, "exchange_no": NUMBER, "exchange_due_on": date(2026, 9, 30), "category": "03",
}  # fmt: skip


def _package(town: Town, matter_id: str) -> ResultPackage:
    return [m for m in town.said(matter_id, "exchange.out.v1") if isinstance(m, ResultPackage)][-1]


async def test_a_transfer_is_answered_told_back_and_numbered() -> None:
    town, office = Town(), Superior(b"k" * 32)
    office.hand_down(NUMBER, COUNTY, date(2026, 9, 30), town.clock.now(), title="屋面渗漏")
    early = await town.office(
        await town.register(**TRANSFERRED), "send_package", PackageOrder(), role="registrar"
    )
    assert early.refusal == "MAPPING_INCOMPLETE", "there is no code for a matter without a result"

    matter_id = await answered(town, **TRANSFERRED)
    exchange = town.matter(matter_id).above.exchange
    assert (exchange.number, exchange.due_on) == (NUMBER, date(2026, 9, 30))
    assert (await town.office(matter_id, "send_package", PackageOrder(), role="registrar")).refusal is None
    package = _package(town, matter_id)
    assert set(REQUIRED) <= package.fields.keys()

    refusal = PackageReceipt(
        county=COUNTY,
        matter_id=matter_id,
        package=1,
        accepted=False,
        because="目录暂停接收",
        at=town.clock.now(),
    )
    await town.from_above(refusal, f"matter:{matter_id}")
    await town.from_above(refusal, f"matter:{matter_id}")
    assert (town.matter(matter_id).exchange, town.matter(matter_id).above.exchange.because) == (
        X.REJECTED,
        "目录暂停接收",
    )

    assert (await town.office(matter_id, "resend_package", PackageOrder(), role="registrar")).refusal is None
    again = _package(town, matter_id)
    assert again.package == 2
    await town.from_above(refusal, f"matter:{matter_id}")  # of the first package: late, and without effect
    receipt = office.hear(again, town.clock.now())
    assert receipt is not None
    await town.from_above(receipt, f"matter:{matter_id}")
    assert office.hear(again, town.clock.now()) == receipt
    await town.from_above(receipt, f"matter:{matter_id}")

    done = town.matter(matter_id)
    assert (done.state, done.exchange, done.above.exchange.returned) == (
        S.COMPLETED,
        X.RECONCILED,
        receipt.number,
    )
    rows = [event.row for event in town.said(matter_id) if event.row.startswith("EX")]
    assert rows == ["EX2", "EX4", "EX5", "EX3"]
