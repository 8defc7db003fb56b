"""A matter comes over from an older system: it stands where it stood, its limits run from its own days, nobody is told of the past."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lianjie_contracts.base import Actor, DaysUsed
from lianjie_contracts.carried_over import CarriedOver, OldClosing, OldDispatch, OldDocument, OldOpinion
from lianjie_contracts.events.item_undo_asked import ItemUndoAsked
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.vocabulary import (
    Channel,
    ClaimResult,
    ClockKind,
    MatterClass,
    MatterState as S,
    Path,
    TransferMode,
)
from services.analytics.store import CLOCK_FACTS, MATTER_FACTS
from services.deadlines.store import SHEETS
from services.notifications.store import CONTACTS, DELIVERIES
from services.routing.store import MATTERS
from services.workbench.language import language
from services.workbench.people import User
from services.workbench.store import MATTERS as WINDOW
from services.workbench.views.timeline import line
from tests.journeys.town import COUNTY, DIRECTORY, ZJJ, Town

pytestmark = pytest.mark.asyncio
BATCH = f"{COUNTY}:batch"
HEAD = Actor(id=f"deputy@{COUNTY}", role="office_deputy_head", name="覃国安")


def on(month: int, day: int) -> datetime:
    """Midnight of a day in Shanghai."""
    return datetime(2026, month, day, tzinfo=UTC) - timedelta(hours=8)


FORWARD = OldDispatch(unit=ZJJ, at=on(6, 9))
IN_HAND: dict[S, dict[str, Any]] = {
    S.SCREENING: {},
    S.DISPATCHED: {"dispatch": FORWARD},
    S.RECEIVED: {"dispatch": FORWARD, "signed_at": on(6, 10)},
    S.ACCEPTED: {"dispatch": FORWARD, "signed_at": on(6, 10), "accepted_at": on(6, 22)},
    S.HANDLING: {"dispatch": FORWARD, "signed_at": on(6, 10), "accepted_at": on(6, 22), "handlers": ("梁伟", "黄一")},
}  # fmt: skip
OPINION = OldOpinion(
    number="住建信处〔2026〕12号", signed_by="黄志强", issued_at=on(7, 20), served_at=on(7, 22), results=(ClaimResult.SUPPORT,)
)  # fmt: skip
ENDED: dict[str, dict[str, Any]] = {
    "answered": {**IN_HAND[S.HANDLING], "state": S.COMPLETED, "opinion": OPINION},
    "guided": {"state": S.CLOSED_AT_INTAKE, "closing": OldClosing(
        at=on(6, 12), path=Path.LITIGATION, reason="已经起诉", basis="《信访工作条例》第三十一条", remedy="县人民法院")},
}  # fmt: skip

EVERY = [*({"state": state, **past} for state, past in IN_HAND.items()), *ENDED.values()]


async def carried(town: Town, past: dict[str, Any], **changed: Any) -> str:
    old = CarriedOver(batch=BATCH, **past)
    facts = {"received_at": on(6, 1), "exchange_no": "云信访〔2026〕7号", "carried_over": old, **changed}
    matter_id = await town.register("修好屋面", **facts)
    await town.pass_time(timedelta(minutes=1))
    return matter_id


async def undo_asked(town: Town, matter_id: str) -> MatterUndoDecided:
    item = town.registered(matter_id)[0]
    seq = 2 + sum(isinstance(event, MatterUndoDecided) for event in town.said(matter_id))
    asked = ItemUndoAsked(
        occurred_at=town.clock.now(), by=HEAD, item_id=item.item_id, matter_id=matter_id, county=COUNTY, batch=BATCH
    )  # fmt: skip
    town._said("item", item.item_id, asked.topic_name(), asked, seq)
    await town.settle()
    return [e for e in town.said(matter_id) if isinstance(e, MatterUndoDecided)][-1]


@pytest.mark.parametrize("state", IN_HAND)
async def test_it_stands_where_it_stood_and_every_step_is_told_on_its_own_day_as_past(state: S) -> None:
    town = Town()
    id_ = await carried(town, {"state": state, **IN_HAND[state]})
    assert town.matter(id_).state is state
    events = town.said(id_)
    assert all(event.carried_over.batch == BATCH for event in events)
    assert [event.occurred_at for event in events] == sorted(event.occurred_at for event in events)
    assert events[0].occurred_at == on(6, 1)
    assert len(town.bus.on(f"routed.{ZJJ}.v1")) == (1 if state is not S.SCREENING else 0), (
        "it sees what it holds"
    )


async def test_its_limit_runs_from_the_day_of_acceptance_and_not_from_the_import() -> None:
    town = Town()
    id_ = await carried(town, {"state": S.HANDLING, **IN_HAND[S.HANDLING]})
    sheet = town.stores["deadlines"].all(SHEETS)[id_]
    share = town.matter(id_).assignments[0].assignment_id
    handling = sheet.clock("C07", share)
    assert handling is not None
    assert handling.nominal_on == date(2026, 8, 21)  # 60 days from 22 June
    assert {(c.id, c.state.value) for c in sheet.clocks} == {
        ("C02", "STOPPED"), ("C04", "STOPPED"), ("C05", "LAPSED"), ("C07", "RUNNING"), ("C42", "STOPPED"),
    }  # fmt: skip


async def test_days_used_that_are_fewer_than_have_gone_by_move_its_end() -> None:
    town = Town()
    used = DaysUsed(days=30, counted_on=date(2026, 8, 1))  # 40 days after the acceptance
    id_ = await carried(town, {"state": S.HANDLING, **IN_HAND[S.HANDLING], "used": used})
    handling = (
        town.stores["deadlines"].all(SHEETS)[id_].clock("C07", town.matter(id_).assignments[0].assignment_id)
    )
    assert handling is not None
    assert handling.nominal_on == date(2026, 8, 31)


@pytest.mark.parametrize("past", EVERY, ids=lambda past: past["state"].value)
async def test_nobody_is_sent_a_notice_of_the_past_and_the_address_is_there_for_the_next(
    past: dict[str, Any],
) -> None:
    town = Town()
    person = f"{COUNTY}:person"
    key = PersonKeyIssued(key_id=person, county=COUNTY, wrapped="AAA", occurred_at=town.clock.now())
    town._said("key", person, key.topic_name(), key, 1)
    await carried(town, past, channel=Channel.LETTER)
    assert town.stores["notifications"].all(DELIVERIES) == {}
    assert len(town.stores["notifications"].all(CONTACTS)) == 1


@pytest.mark.parametrize("past", ENDED.values(), ids=ENDED)
async def test_what_is_closed_owes_nothing_and_counts_once_on_its_true_days(past: dict[str, Any]) -> None:
    town = Town()
    id_ = await carried(town, past)
    sheet = town.stores["deadlines"].all(SHEETS)[id_]
    still = {clock.id: clock.started_at for clock in sheet.clocks if clock.is_open}
    assert still == ({"C10": on(7, 22)} if "opinion" in past else {}), "only the right to a review still runs"
    after = town.matter(id_)
    assert (after.callback, after.execution, after.closing_check) == ("NONE", "NONE", "NONE"), (
        "nothing is left to do"
    )
    fact = town.stores["analytics"].all(MATTER_FACTS)[id_]
    assert fact.opened_at == on(6, 1)
    assert fact.ended_at == (on(7, 22) if "opinion" in past else on(6, 12))
    assert [item.month for item in fact.items] == ["2026-06"]
    clocks = town.stores["analytics"].all(CLOCK_FACTS).values()
    assert all(clock.met for clock in clocks if clock.kind is ClockKind.DUTY)
    assert town.bus.on(f"routed.{ZJJ}.v1") == []


async def test_an_assigned_one_an_accusation_and_a_suggestion_take_their_own_roads() -> None:
    town = Town()
    assigned = OldDispatch(
        unit=ZJJ, mode=TransferMode.ASSIGN, at=on(6, 9), approved_by="覃国安", report_due_at=on(9, 1)
    )
    one = await carried(town, {"state": S.DISPATCHED, "dispatch": assigned})
    assert town.matter(one).report_due_at == on(9, 1)
    closing = OldClosing(at=on(6, 5), reason="反映干部问题", approved_by="覃国安")
    two = await carried(
        town, {"state": S.CLOSED_AT_INTAKE, "closing": closing}, matter_class=MatterClass.ACCUSATION, secrecy_requested=True
    )  # fmt: skip
    assert town.matter(two).state is S.CLOSED_AT_INTAKE
    three = await carried(
        town, {"state": S.ACCEPTED, **IN_HAND[S.ACCEPTED]}, matter_class=MatterClass.SUGGESTION
    )
    assert town.matter(three).state is S.ACCEPTED


async def test_a_past_that_our_rules_could_not_have_come_to_is_not_believed() -> None:
    town = Town()
    id_ = await carried(town, {"state": S.HANDLING, **IN_HAND[S.ACCEPTED], "handlers": ("梁伟",)})
    assert id_ not in town.stores["routing"].all(MATTERS)


@pytest.mark.parametrize("past", EVERY, ids=lambda past: past["state"].value)
async def test_undone_it_is_as_before_registration_and_counts_nowhere(past: dict[str, Any]) -> None:
    town = Town()
    id_ = await carried(town, past)
    await town.pass_time(timedelta(days=2))
    decided = await undo_asked(town, id_)
    assert (decided.undone, decided.state) == (True, S.NONE)
    assert town.matter(id_).state is S.NONE
    fact = town.stores["analytics"].all(MATTER_FACTS)[id_]
    assert (fact.items, fact.dispatches, fact.completed_at, fact.ended_at) == ((), (), None, fact.opened_at)
    assert all(clock.void for clock in town.stores["analytics"].all(CLOCK_FACTS).values())
    assert town.stores["deadlines"].all(SHEETS)[id_].next_at is None
    assert [*map(type, town.said(id_))].count(MatterUndoDecided) == 1
    again = await undo_asked(town, id_)
    assert not again.undone


async def test_what_somebody_has_worked_on_since_is_left_with_the_reason() -> None:
    town = Town()
    id_ = await carried(town, {"state": S.SCREENING})
    await town.register("修好屋面", repeat_of=id_)
    decided = await undo_asked(town, id_)
    assert not decided.undone
    assert "已有人办理" in decided.because
    assert town.matter(id_).state is S.SCREENING


async def test_the_history_says_of_each_old_step_that_it_was_told_by_an_import() -> None:
    town = Town()
    papers = (OldDocument(name="信访件原件", number="2025-0312"),)
    id_ = await carried(town, {"state": S.RECEIVED, **IN_HAND[S.RECEIVED], "documents": papers})
    entries = {entry.type: entry for entry in town.stores["workbench"].all(WINDOW)[id_].timeline}
    assert [entries[f"matter_{step}"].at for step in ("opened", "dispatched", "signed")] == [
        on(6, 1),
        on(6, 9),
        on(6, 10),
    ]
    reader = User("router@450199", "莫志远", frozenset(), COUNTY)
    said = {
        type_: line(entry, reader, town.clock.now(), DIRECTORY, language("zh"))
        for type_, entry in entries.items()
    }
    assert "原系统办理" in said["matter_signed"].who
    assert "原系统" not in said["item_registered"].who
    assert "云信访〔2026〕7号" in said["item_registered"].why
    assert "信访件原件（2025-0312）" in said["item_registered"].why
