"""Whose matter was merged goes on with the old number and code: they lead to the survivor (row 42)."""

from __future__ import annotations

import pytest

from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
from lianjie_contracts.events.matter_merged import MatterMerged
from lianjie_contracts.events.matter_supplemented import MatterSupplemented
from lianjie_contracts.events.withdrawal_asked import WithdrawalAsked
from tests.intake.citizen.front import OTHERS, Front

pytestmark = pytest.mark.asyncio


async def _merged(front: Front) -> tuple[dict, dict]:  # type: ignore[type-arg]
    first, second = await front.registered(), await front.registered(petitioner=OTHERS[0])
    gone, into = second["matter_id"], first["matter_id"]
    await front.hear(front.of_matter(MatterMerged, gone, row="42", into=into, into_no=first["item_no"]))
    await front.hear(
        front.of_matter(
            MatterAbsorbed, into, absorbed=gone, item_ids=(second["item_id"],), item_nos=(second["item_no"],)
        )
    )
    return first, second


async def test_the_old_number_and_code_lead_to_the_survivor_and_act_there() -> None:
    front = Front()
    first, second = await _merged(front)
    seen = await front.look(second["item_no"], second["query_code"])
    assert seen.json()["matter_id"] == first["matter_id"]
    ticket = await front.ticket(second)
    done = await front.act("supplements", ticket, await front.code(ticket, "SUPPLEMENT"), text="补一张照片")
    assert done.status_code == 200
    (told,) = front.announced(MatterSupplemented)
    assert (told.matter_id, told.item_no) == (first["matter_id"], second["item_no"])


async def test_it_is_withdrawn_by_everybody_who_petitioned_in_either() -> None:
    front = Front()
    first, second = await _merged(front)
    for who, told in (("first", first), ("second", second)):
        ticket = await front.ticket(told)
        code = await front.code(ticket, "WITHDRAW")
        done = await front.act("withdrawals", ticket, code, own_will=True)
        assert done.status_code == 200
        assert len(front.announced(WithdrawalAsked)) == (0 if who == "first" else 1)


async def test_a_code_lost_before_or_after_the_merging_is_reissued_once_and_for_all() -> None:
    front = Front()
    _, second = await _merged(front)
    wish = {"item_no": second["item_no"], "code": "QUERY", "identity": "居民身份证"}
    codes = [(await front.ask("POST", "/citizen/window/codes", wish)).json()["query_code"] for _ in range(2)]
    answers = [(await front.look(second["item_no"], code)).status_code for code in codes]
    assert answers == [404, 200]
