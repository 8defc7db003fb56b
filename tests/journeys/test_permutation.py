"""A county's recorded history, heard in any order and three in ten a second time: every listener ends in the same state."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from chassis.clock import SettableClock
from chassis.hearing import Hearing
from chassis.shadows import comparable
from chassis.testing import MemoryStore
from lianjie_contracts.base import Actor, Petitioner, Sealed
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.events.reply_accept import ReplyAccept
from lianjie_contracts.events.reply_issue_opinion import OfferedOpinion, ReplyIssueOpinion
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.topics import heard_by
from lianjie_contracts.vocabulary import Channel, ClaimResult, ReplyOutcome
from services.analytics.service import HEARS as ANALYTICS
from services.deadlines.law import committed
from services.deadlines.service import heard_under
from services.notifications.service import heard_with
from services.workbench.hears import HEARS as WORKBENCH
from tests.journeys.town import COUNTY, DIRECTORY, RSJ, ZJJ, Town

if TYPE_CHECKING:
    from chassis.documents import Document, Record
    from chassis.hearing import Hears

LISTENERS = {
    "deadlines": heard_under(committed(timedelta(minutes=10))), "analytics": ANALYTICS, "notifications": heard_with(DIRECTORY),
    "workbench": WORKBENCH,
}  # fmt: skip
# An organ numbers its papers in the order in which it issues them, and that is the order in which it hears what they answer.
NUMBERED = ("number",)
LISTED = ("items", "clocks", "deliveries")  # on the page of a matter, in the order in which they are kept
CLERK = Actor(id="weixiaomei", role="registrar", name="韦晓梅", org="云岭县信访局")
LIAISON = Actor(id="liangwei", role="unit_liaison", name="梁伟", org="县住建局")
HEAD = Actor(id="huangzhiqiang", role="unit_head", name="黄志强", org="县住建局")
PERSON = f"{COUNTY}:person"


async def recorded() -> Town:
    """Three matters: one of two units and three items goes all the way, one is accepted, one is forgotten until it is late."""
    town = Town()
    for seq in (1, 2):
        key = PersonKeyIssued(key_id=PERSON, county=COUNTY, wrapped=f"{seq}AAA", occurred_at=town.clock.now())
        town._said("key", PERSON, key.topic_name(), key, seq)
        await town.settle()
    sealed = Sealed(key=PERSON, nonce="AAAA", text="AAAA")
    someone = Petitioner(petitioner_id=PERSON, name=sealed)
    wrote = {"channel": Channel.LETTER, "petitioner": someone, "query_code": sealed}
    roof = await town.register("修好屋面渗漏", "结清木工班组工资", **wrote)
    await town.register("催问进度", repeat_of=roof, petitioner=someone)
    lift = await town.register("修好电梯", **wrote)
    await town.register("公开物业费收支", petitioner=someone)
    await town.pass_time(timedelta(hours=2))
    wages = town.matter(roof).claims[1].claim_id
    await town.dispatch(roof, ZJJ, {RSJ: (wages,)})
    await town.dispatch(lift)
    await town.register("再次催问", repeat_of=roof, by=CLERK, **wrote)
    for matter_id, unit in ((roof, ZJJ), (lift, ZJJ), (roof, RSJ)):
        share = {"unit": unit, "matter_id": matter_id, "at": town.clock.now()}
        await town.reply(ReplySignFor(**share, by=LIAISON))
        await town.reply(ReplyAccept(**share, by=HEAD, handlers=("梁伟", "黄一")))
    await town.pass_time(timedelta(days=20))
    whole = tuple(claim.claim_id for claim in town.matter(roof).claims)
    for unit, claims in ((RSJ, (wages,)), (ZJJ, whole)):
        answer = await town.reply(_opinion(town, roof, unit, claims))
        assert answer.outcome == ReplyOutcome.DONE, answer.refusal_zh
    told = {dict(record.headers)["ce_type"] for record in town.bus.records}
    assert {
        b"matter_item_joined",
        b"matter_assignment_answered",
        b"matter_opinion_issued",
        b"clock_breached",
    } <= told
    assert {b"clock_voided", b"clock_stopped", b"delivery_opened", b"person_key_issued"} <= told
    return town


def _opinion(town: Town, matter_id: str, unit: str, claims: tuple[str, ...]) -> ReplyIssueOpinion:
    answers = tuple(ClaimAnswer(claim_id=id_, result=ClaimResult.SUPPORT, text="支持") for id_ in claims)
    offered = OfferedOpinion(
        number="住建信处〔2026〕57号", answers=answers, facts="三处开裂", evidence="勘查笔录", signed_by="黄志强",
        legal_basis=("《建设工程质量管理条例》第四十条",), review_organ="云岭县人民政府",
    )  # fmt: skip
    return ReplyIssueOpinion(
        unit=unit, matter_id=matter_id, at=town.clock.now(), by=HEAD, drafted_by="梁伟", opinion=offered
    )


@dataclass(frozen=True)
class End:
    """All that a fresh service knows after hearing: nothing waits, and how far each stream was heard."""

    known: dict[tuple[str, str], Any]
    shown: list[list[str]]
    numbers: list[str]
    seen: dict[str, int]


async def ends(name: str, hears: tuple[Hears, ...], town: Town, batches: list[list[Record]]) -> End:
    store = MemoryStore()
    orders = {topic.name: topic.order for topic in heard_by(name, DIRECTORY)}
    hearing = Hearing(name, store, SettableClock(town.clock.at), hears, orders)
    for batch in batches:
        await hearing.batch(batch)
    for _ in range(3):
        await hearing.sweep()
    assert {parked.waiting_for for parked in store.waiting_records.values()} == set()
    held = {at: _plain(document) for at, document in store.documents.items()}
    loose = NUMBERED if name == "notifications" else ()
    known = {
        at: comparable(state, (*store.documents[at].kind.by_arrival, *loose)) for at, state in held.items()
    }
    numbers = sorted(state["paper"]["number"] for (kind, _), state in held.items() if kind == "deliveries")
    shown = [list(state.get(part, ())) for _, state in sorted(held.items()) for part in LISTED]
    return End(
        known, shown, numbers, {subject: position.seq for subject, position in store.positions.items()}
    )


def _plain(document: Document[Any]) -> Any:
    return json.loads(document.kind.adapter.dump_json(document.state, exclude_none=True))


@pytest.mark.asyncio
@pytest.mark.parametrize("name", LISTENERS)
async def test_any_order_with_repeats_ends_like_the_ordered_run(name: str) -> None:
    town, hears = await recorded(), tuple(LISTENERS[name])
    topics = {topic.name for topic in heard_by(name, DIRECTORY)}
    records = [record for record in town.bus.records if record.topic in topics]
    ordered = await ends(name, hears, town, [[record] for record in records])
    assert ordered.known
    for seed in range(8):
        chance = random.Random(seed)
        shuffled = records + [record for record in records if chance.random() < 0.3]
        chance.shuffle(shuffled)
        size = chance.randint(1, 8)
        batches = [shuffled[start : start + size] for start in range(0, len(shuffled), size)]
        assert await ends(name, hears, town, batches) == ordered, f"seed {seed}"
