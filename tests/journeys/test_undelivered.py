"""Refused at the door, announced publicly, served on the legal day; given up first, and the right begins with the announcement."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lianjie_contracts.base import Actor, Petitioner, Sealed
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.vocabulary import Channel, DeliveryMode, DeliveryState as D, MatterState as S
from services.notifications.decide import decide, in_vain
from services.notifications.domain.acts import Act, Announcement, GivingUp, Intent
from services.notifications.store import DELIVERIES
from services.routing.domain.beside import ServiceState
from services.workbench.language import language
from services.workbench.store import MATTERS as VIEWS
from services.workbench.views.citizen import status
from tests.journeys.test_heard import answers, in_hand
from tests.journeys.town import COUNTY, DIRECTORY, Town

LIAISON = Actor(id="zjj.liaison@450199", role="unit_liaison", name="梁雨桐")
HEAD = Actor(id="zjj.head@450199", role="unit_head", name="陆正平")
NAMED = Petitioner(petitioner_id=f"{COUNTY}:person", name=Sealed(key="k", nonce="n", text="t"))
PLACE = "云岭县住建局一楼信访窗口"


def opinion_of(town: Town, matter_id: str) -> str:
    """The delivery of the opinion, as it waits at the window."""
    return next(
        id_
        for id_, delivery in town.stores["notifications"].all(DELIVERIES).items()
        if delivery.paper.matter_id == matter_id and delivery.paper.document == "D11.1"
    )


def now_of(town: Town, id_: str) -> Any:
    return town.stores["notifications"].all(DELIVERIES)[id_]


async def tries(town: Town, id_: str, mode: DeliveryMode, reason: str) -> None:
    roles = frozenset({"unit_liaison", "notifier"})
    answer = await town.command(
        "notifications", DELIVERIES, id_, lambda held: in_vain(id_, held, mode, reason, roles, town.clock.now(), LIAISON)
    )  # fmt: skip
    assert answer.refusal is None, answer.because


async def head_does(town: Town, id_: str, act: Act, brings: Any) -> str | None:
    wish = Intent(act, town.clock.now(), brings, frozenset({"unit_head"}))
    return (
        await town.command("notifications", DELIVERIES, id_, lambda held: decide(id_, held, [wish], HEAD))
    ).refusal


async def tried_twice(town: Town) -> tuple[str, str]:
    key = PersonKeyIssued(
        occurred_at=town.clock.now(), key_id=NAMED.petitioner_id, county=COUNTY, wrapped="x"
    )
    town._said("key", key.key_id, key.topic_name(), key)
    matter_id = await in_hand(town, petitioner=NAMED)
    await answers(town, matter_id)
    id_ = opinion_of(town, matter_id)
    await tries(town, id_, DeliveryMode.DIRECT, "上门送达，拒绝签收")
    assert await head_does(town, id_, Act.PUBLISH_NOTICE, Announcement(PLACE)) == "PUBLIC_NOTICE_NOT_ALLOWED"
    await tries(town, id_, DeliveryMode.MAIL, "邮件退回，无人签收")
    return matter_id, id_


@pytest.mark.asyncio
async def test_refused_at_the_door_announced_publicly_and_served_on_the_legal_day() -> None:
    town = Town()
    matter_id, id_ = await tried_twice(town)
    assert await head_does(town, id_, Act.PUBLISH_NOTICE, Announcement(PLACE)) is None
    assert (now_of(town, id_).state, town.matter(matter_id).state) == (D.PUBLIC_NOTICE, S.OPINION_READY)

    await town.pass_time(timedelta(days=29))
    assert now_of(town, id_).state == D.PUBLIC_NOTICE
    await town.pass_time(timedelta(days=5))
    delivery, matter = now_of(town, id_), town.matter(matter_id)
    assert (delivery.state, matter.state) == (D.SERVED, S.COMPLETED)
    assert str(delivery.served_at.date()) == "2026-09-02"  # thirty days from 3 August
    assert matter.served_at == delivery.served_at
    review = [
        c
        for c in town.said(matter_id, "deadlines.clocks.v1")
        if c.type == "clock_started" and c.clock == "C10"
    ]
    assert [clock.started_at for clock in review] == [delivery.served_at]


async def nameless(town: Town) -> tuple[str, str]:
    """A telephone call without a name is answered; nobody knows where to bring the answer."""
    nobody = Petitioner(petitioner_id=f"{COUNTY}:person", is_anonymous=True)
    key = PersonKeyIssued(
        occurred_at=town.clock.now(), key_id=nobody.petitioner_id, county=COUNTY, wrapped="x"
    )
    town._said("key", key.key_id, key.topic_name(), key)
    matter_id = await in_hand(town, petitioner=nobody, channel=Channel.PHONE)
    await answers(town, matter_id)
    return matter_id, opinion_of(town, matter_id)


@pytest.mark.asyncio
async def test_a_nameless_matter_s_opinion_is_announced_and_served_with_its_end() -> None:
    town = Town()
    matter_id, id_ = await nameless(town)
    assert now_of(town, id_).state == D.FAILED
    assert town.matter(matter_id).state == S.OPINION_READY
    assert await head_does(town, id_, Act.PUBLISH_NOTICE, Announcement(PLACE)) is None
    await town.pass_time(timedelta(days=31))
    assert (now_of(town, id_).state, town.matter(matter_id).state) == (D.SERVED, S.COMPLETED)
    clocks = town.said(matter_id, "deadlines.clocks.v1")
    assert "C10" in {e.clock for e in clocks if e.type == "clock_started"}
    assert "C26" not in {e.clock for e in clocks if e.type == "clock_breached"}


@pytest.mark.asyncio
async def test_given_up_a_nameless_matter_is_complete_and_its_result_stands_for_whoever_has_the_code() -> (
    None
):
    town = Town()
    matter_id, id_ = await nameless(town)
    assert await head_does(town, id_, Act.DECLARE_UNDELIVERABLE, GivingUp("陆正平")) is None
    assert town.matter(matter_id).state == S.COMPLETED
    view = town.stores["workbench"].all(VIEWS)[matter_id]
    shown = status(view, view.numbers[0], town.clock.now(), DIRECTORY, language("zh"))
    assert shown.claims[0].text
    assert "C10" not in {
        e.clock for e in town.said(matter_id, "deadlines.clocks.v1") if e.type == "clock_started"
    }


@pytest.mark.asyncio
async def test_given_up_the_matter_is_complete_and_the_right_begins_with_the_announcement() -> None:
    town = Town()
    matter_id, id_ = await tried_twice(town)
    assert await head_does(town, id_, Act.DECLARE_UNDELIVERABLE, GivingUp("陆正平")) is None
    given_up = town.matter(matter_id)
    assert (given_up.state, given_up.delivery, given_up.served_at) == (
        S.COMPLETED,
        ServiceState.UNDELIVERABLE,
        None,
    )
    assert town.said(matter_id)[-1].row == "24b"

    assert await head_does(town, id_, Act.PUBLISH_NOTICE, Announcement(PLACE)) is None
    await town.pass_time(timedelta(days=40))
    assert town.matter(matter_id).served_at == now_of(town, id_).served_at
    assert town.said(matter_id)[-1].row == "24b.2"
