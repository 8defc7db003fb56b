"""What the superior hands down is registered once, under its number, and answered; its names arrive sealed and stay so."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

import pytest

from chassis.work import Heard, Work
from examples.upper_system.office import Superior
from lianjie_contracts.base import Message
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.transfer_answered import TransferAnswered
from lianjie_contracts.events.upper_transfer import UpperTransfer
from lianjie_contracts.vocabulary import ReplyOutcome, Source
from services.intake.exchange import CAPABILITY
from services.intake.store import ITEMS
from tests.intake.town import COUNTY, KEY, Intake

pytestmark = pytest.mark.asyncio
NUMBER = "GX20260728001"
SAID = {"title": "安置小区屋面渗漏", "place_code": "450199003", "name": "覃桂兰", "phone": "13877514267"}


def handed_down(intake: Intake, key: str = KEY, number: str = NUMBER, **said: Any) -> UpperTransfer:
    office = Superior(base64.b64decode(key))
    return office.hand_down(number, COUNTY, date(2026, 12, 30), intake.clock.now(), **(SAID | said))


async def heard(intake: Intake, transfer: UpperTransfer) -> list[Message]:
    """What is said after it; the handler runs as hearing runs it."""
    (hears,) = CAPABILITY.hears(intake.door)
    envelope = Envelope("e", transfer.type, 1, "upper", f"transfer:{COUNTY}:{transfer.number}", 0, COUNTY, intake.clock.now())  # fmt: skip
    async with intake.store.batch() as tx:
        work = Work(tx, intake.clock.now(), "lianjie/intake")
        await hears.handler(Heard(transfer, envelope), work)
        await tx.write(work.touched(), [], [], [])
    return intake.said()


async def test_a_transfer_is_registered_under_its_number_and_date_and_answered() -> None:
    intake = Intake()
    told = await heard(intake, handed_down(intake))
    (item,) = (m for m in told if isinstance(m, ItemRegistered))
    (answer,) = (m for m in told if isinstance(m, TransferAnswered))
    assert (item.source, item.exchange_no, item.exchange_due_on) == (
        Source.UPPER_TRANSFER,
        NUMBER,
        date(2026, 12, 30),
    )
    assert (answer.outcome, answer.item_no, answer.matter_id) == (
        ReplyOutcome.DONE,
        item.item_no,
        item.matter_id,
    )
    assert b"13877514267" not in b"".join(message.body() for message in told)


async def test_it_is_registered_once_however_often_it_comes() -> None:
    intake = Intake()
    transfer = handed_down(intake)
    await heard(intake, transfer)
    assert await heard(intake, transfer) == []
    assert await heard(intake, handed_down(intake)) == [], "sealed anew, the same number"
    assert len(intake.store.all(ITEMS)) == 1


async def test_a_stop_between_registering_and_answering_registers_nothing_twice() -> None:
    intake = Intake()
    transfer = handed_down(intake)
    (hears,) = CAPABILITY.hears(intake.door)
    envelope = Envelope(
        "e", transfer.type, 1, "upper", f"transfer:{COUNTY}:{NUMBER}", 0, COUNTY, intake.clock.now()
    )
    await hears.handler(Heard(transfer, envelope), Work(intake.store, intake.clock.now(), "lianjie/intake"))
    (answer,) = (m for m in await heard(intake, transfer) if isinstance(m, TransferAnswered))
    (item,) = intake.store.all(ITEMS).values()
    assert answer.item_no == item.item_no


@pytest.mark.parametrize(
    ("said", "field"),
    [({"place_code": "110101"}, "place_code"), ({"key": base64.b64encode(b"x" * 32).decode()}, "wrapped")],
)
async def test_what_does_not_fit_is_refused_field_by_field_and_may_be_mended(
    said: dict[str, Any], field: str
) -> None:
    intake = Intake()
    (refused,) = (
        m for m in await heard(intake, handed_down(intake, **said)) if isinstance(m, TransferAnswered)
    )
    assert (refused.outcome, refused.refusal_code) == (ReplyOutcome.REFUSED, "FIELDS_INVALID")
    assert field in refused.fields
    (done,) = (m for m in await heard(intake, handed_down(intake)) if isinstance(m, TransferAnswered))
    assert done.outcome is ReplyOutcome.DONE


async def test_another_county_s_transfer_is_not_ours() -> None:
    intake = Intake()
    transfer = handed_down(intake).model_copy(update={"county": "450198"})
    assert await heard(intake, transfer) == []
