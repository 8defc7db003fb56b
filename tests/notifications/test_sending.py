"""Mail over real SMTP: begun on record, sent once by whoever claimed it, never lost, and nobody named in what is said of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from chassis.documents import Document
from chassis.errors import TransientError
from chassis.testing import MemoryStore
from deploy.local.ports import free_ports
from lianjie_contracts.events.delivery_begun import DeliveryBegun
from lianjie_contracts.events.delivery_failed import DeliveryFailed
from lianjie_contracts.events.delivery_served import DeliveryServed
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.vocabulary import DeliveryMode, DeliveryState as S
from services.notifications.domain.consequences import ERASED
from services.notifications.store import DELIVERIES, LETTERS
from tests.notifications.builders import LEASE, NOW
from tests.notifications.mail_server import Postman, listening
from tests.notifications.town import CODE, COUNTY, EMAIL, ITEM, NAME, Town, event_id, issued, opened, states

pytestmark = pytest.mark.asyncio
RECEIPT = "D01.1"


async def a_town(**changes: Any) -> Town:
    """With one receipt due by mail."""
    town = Town()
    await town.hear(town.key(), town.item(**changes))
    return town


async def a_full_town(count: int) -> Town:
    """With `count` receipts due, to as many addresses."""
    town = Town()
    for n in range(count):
        person = f"450199:person-{n}"
        await town.hear(town.key(person), town.item(person, f"p{n}@example.org", item_id=f"450199:item-{n}"))
    return town


class Killed(BaseException):
    """The process was killed: nothing after this runs, and nobody cleans up."""


class Dying(MemoryStore):
    """Kills the process at the nth save, before or after it took effect."""

    def __init__(self, living: MemoryStore, at: int, *, after: bool) -> None:
        self.__dict__.update(living.__dict__)
        self._left, self._after = at, after

    async def put(self, document: Document[Any]) -> None:
        self._left -= 1
        if self._left == 0 and not self._after:
            raise Killed
        await super().put(document)
        if self._left == 0:
            raise Killed


class Away(MemoryStore):
    """Cannot be reached at the saves named."""

    def __init__(self, living: MemoryStore, *at: int) -> None:
        self.__dict__.update(living.__dict__)
        self._saves, self._at = 0, at

    async def put(self, document: Document[Any]) -> None:
        self._saves += 1
        if self._saves in self._at:
            raise TransientError("the database is not reachable")
        await super().put(document)


async def test_what_is_due_is_sent_and_told() -> None:
    town, postman = await a_town(), Postman()
    async with listening(postman) as port:
        await town.sender(port).round()
    begun, served = town.said()
    assert isinstance(begun, DeliveryBegun)
    assert (begun.mode, begun.attempt, begun.begun_at) == (DeliveryMode.ELECTRONIC, 1, NOW)
    assert isinstance(served, DeliveryServed)
    assert (served.mode, served.courtesy, served.begun_at, served.served_at) == (
        DeliveryMode.ELECTRONIC,
        True,
        NOW,
        NOW,
    )
    assert served.proof == "250 2.0.0 queued for … as Q1"
    assert states(town) == {RECEIPT: S.SERVED}
    assert await town.shelf.due(NOW + timedelta(days=9), 9) == []


async def test_the_mail_says_what_it_is_and_can_be_known_again() -> None:
    town, postman = await a_town(), Postman()
    async with listening(postman) as port:
        await town.sender(port).round()
    (mail,) = postman.received
    id_, cause = town.id_of(RECEIPT), town.deliveries()[RECEIPT].paper.cause
    assert mail["Message-ID"] == f"<{id_.partition(':')[2]}.{cause}@lianjie.example>"
    assert (mail["X-Lianjie-Delivery"], mail["Auto-Submitted"], mail["To"]) == (id_, "auto-generated", EMAIL)
    assert mail["From"] == "云岭县群众信访联合接访中心 <gaozhi@lianjie.example>"
    assert mail["Subject"] == "登记回执（45019920261121L00001）"
    parts = [mail.get_body(("plain",)), mail.get_body(("html",))]
    for part in parts:
        assert part is not None
        assert CODE in part.get_content()
        assert f"{NAME}：" in part.get_content()


async def test_the_events_are_caused_by_the_event_that_made_it_due() -> None:
    town, postman = await a_town(), Postman()
    async with listening(postman) as port:
        await town.sender(port).round()
    causes = [dict(unsent.headers)["ce_causationid"].decode() for unsent in town.store.take_unsent()]
    assert causes == [event_id(f"item:{ITEM}", 1)] * 2


async def test_a_mailbox_that_refuses_sends_the_paper_to_the_window_for_good() -> None:
    town, postman = await a_town(), Postman(to_recipient=["550 5.1.1 <{address}> user unknown"])
    async with listening(postman) as port:
        await town.sender(port).round()
        town.clock.advance(timedelta(days=2))
        await town.sender(port).round()
    _, failed = town.said()
    assert isinstance(failed, DeliveryFailed)
    assert (failed.mode, failed.attempt) == (DeliveryMode.ELECTRONIC, 1)
    assert failed.reason == "对方邮箱不接收（550 5.1.1），改由窗口送达"
    assert [id_ for id_, _ in await town.shelf.waiting(COUNTY, None)] == [town.id_of(RECEIPT)]
    assert postman.received == []


@pytest.mark.parametrize(
    "hindrance",
    [{"to_recipient": ["451 4.7.1 greylisted {address}"]}, {"to_data": ["452 4.3.1 {address} full"]}],
)
async def test_a_passing_refusal_is_tried_again_in_a_minute(hindrance: dict[str, Any]) -> None:
    town, postman = await a_town(), Postman(**hindrance)
    async with listening(postman) as port:
        await town.sender(port).round()
        failed = town.said()[-1]
        assert isinstance(failed, DeliveryFailed)
        assert failed.reason.startswith("对方邮箱暂时不接收（45")
        assert "@" not in failed.reason
        town.clock.advance(timedelta(seconds=59))
        await town.sender(port).round()
        assert town.said() == []
        town.clock.advance(timedelta(seconds=1))
        await town.sender(port).round()
    begun, served = town.said()
    assert isinstance(begun, DeliveryBegun)
    assert isinstance(served, DeliveryServed)
    assert (begun.attempt, served.begun_at) == (2, NOW)
    assert len(postman.received) == 1


async def test_when_all_attempts_are_used_up_it_waits_at_the_window() -> None:
    town, postman = await a_town(), Postman(to_recipient=["451 busy"] * 3)
    async with listening(postman) as port:
        for _ in range(5):
            await town.sender(port).round()
            town.clock.advance(timedelta(hours=1))
    failures = [event.reason for event in town.said() if isinstance(event, DeliveryFailed)]
    assert failures == ["对方邮箱暂时不接收（451），稍后再送"] * 2 + [
        "对方邮箱暂时不接收（451），已送3次，改由窗口送达"
    ]
    assert town.deliveries()[RECEIPT].mode == DeliveryMode.DIRECT


async def test_trouble_with_our_own_sender_address_is_not_the_petitioner_s() -> None:
    town, postman = await a_town(), Postman(to_sender=["550 5.7.1 sender rejected"])
    async with listening(postman) as port:
        await town.sender(port).round()
        delivery = town.deliveries()[RECEIPT]
        assert (delivery.mode, delivery.reason) == (
            DeliveryMode.ELECTRONIC,
            "邮件服务器没有受理（550），稍后再送",
        )
        town.clock.advance(timedelta(minutes=1))
        await town.sender(port).round()
    assert states(town) == {RECEIPT: S.SERVED}


async def test_while_the_server_is_down_most_stay_untouched_and_when_it_is_back_all_are_sent() -> None:
    town, postman = await a_full_town(12), Postman()
    (port,) = free_ports(1)
    await town.sender(port).round()
    deliveries = town.store.all(DELIVERIES).values()
    tried = [d for d in deliveries if d.attempt]
    assert 1 <= len(tried) <= 4
    assert {d.reason for d in tried} == {"邮件服务器连接不上，稍后再送"}
    assert all(d.state == S.SIGNED and d.next_at == NOW for d in deliveries if not d.attempt)
    town.clock.advance(timedelta(minutes=1))
    async with listening(postman, port):
        await town.sender(port).round()
    assert {d.state for d in town.store.all(DELIVERIES).values()} == {S.SERVED}
    assert len(set(postman.ids())) == 12


async def test_a_server_gone_in_the_middle_of_a_mail_is_a_passing_failure() -> None:
    town, postman = await a_town(), Postman(slow=30)
    async with listening(postman) as port:
        sending = asyncio.create_task(town.sender(port).round())
        await postman.begun.wait()
    await sending
    assert town.deliveries()[RECEIPT].reason == "邮件服务器连接不上，稍后再送"


async def test_a_slow_mail_ends_in_time_and_holds_nobody_else_up() -> None:
    town, postman = await a_full_town(8), Postman(slow=30, slow_for="p3@")
    async with listening(postman) as port:
        await town.sender(port, seconds=0.5).round()
    by_state: dict[S, int] = {}
    for delivery in town.store.all(DELIVERIES).values():
        by_state[delivery.state] = by_state.get(delivery.state, 0) + 1
    assert by_state == {S.SERVED: 7, S.FAILED: 1}
    (failed,) = [d for d in town.store.all(DELIVERIES).values() if d.state == S.FAILED]
    assert (failed.reason, failed.mode) == ("邮件服务器没有按时应答，稍后再送", DeliveryMode.ELECTRONIC)


async def test_several_processes_send_each_mail_once() -> None:
    town, postman = await a_full_town(20), Postman(slow=0.01)
    async with listening(postman) as port:
        await asyncio.gather(*(town.sender(port).round() for _ in range(3)))
    assert len(postman.ids()) == len(set(postman.ids())) == 20
    assert [type(event) for event in town.said()].count(DeliveryServed) == 20


async def test_killed_between_begin_and_mail_another_sends_it_when_the_lease_is_over() -> None:
    town, postman = await a_town(), Postman()
    async with listening(postman) as port:
        with pytest.raises(Killed):
            await town.sender(port, store=Dying(town.store, 1, after=True)).round()
        assert postman.received == []
        town.clock.advance(LEASE - timedelta(seconds=1))
        await town.sender(port).round()
        assert postman.received == []
        town.clock.advance(timedelta(seconds=1))
        await town.sender(port).round()
    assert len(postman.received) == 1
    assert [type(event) for event in town.said()] == [DeliveryBegun, DeliveryServed]


async def test_killed_between_mail_and_record_the_mail_goes_twice_under_one_id() -> None:
    town, postman = await a_town(), Postman()
    async with listening(postman) as port:
        with pytest.raises(Killed):
            await town.sender(port, store=Dying(town.store, 2, after=False)).round()
        assert states(town) == {RECEIPT: S.IN_SERVICE}
        town.clock.advance(LEASE)
        await town.sender(port).round()
    first, second = postman.ids()
    assert first == second
    begun, served = town.said()
    assert isinstance(begun, DeliveryBegun)
    assert isinstance(served, DeliveryServed)
    assert served.begun_at == NOW


async def test_a_process_that_comes_back_too_late_tells_nothing_twice() -> None:
    """Its lease was over and another has served it: two mails under one id, one proof."""
    town, postman = await a_town(), Postman(slow=0.3)
    async with listening(postman) as port:
        late = asyncio.create_task(town.sender(port).round())
        await postman.begun.wait()
        town.clock.advance(LEASE)
        await town.sender(port).round()
        await late
    assert len(postman.ids()) == 2
    assert len(set(postman.ids())) == 1
    assert [type(event) for event in town.said()] == [DeliveryBegun, DeliveryServed]


async def test_a_sent_mail_is_put_on_record_when_the_database_is_back() -> None:
    town, postman = await a_town(), Postman()
    async with listening(postman) as port:
        await town.sender(port, store=Away(town.store, 2, 3)).round()
    assert len(postman.received) == 1
    assert states(town) == {RECEIPT: S.SERVED}


async def test_with_the_database_away_nothing_is_begun() -> None:
    town, postman = await a_town(), Postman()
    async with listening(postman) as port:
        await town.sender(port, store=Away(town.store, 1)).round()
    assert postman.received == []
    assert states(town) == {RECEIPT: S.SIGNED}


async def test_a_stopping_process_brings_its_mail_to_its_end() -> None:
    town, postman = await a_town(), Postman(slow=0.3)
    async with listening(postman) as port:
        sending = asyncio.create_task(town.sender(port).round())
        await postman.begun.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
    assert len(postman.received) == 1
    assert states(town) == {RECEIPT: S.SERVED}


async def test_whose_key_is_destroyed_cannot_be_reached_and_nothing_breaks() -> None:
    town, postman = await a_town(), Postman()
    await town.hear(PersonKeyIssued(key_id="450199:person-1", county=COUNTY, occurred_at=NOW))
    async with listening(postman) as port:
        await town.sender(port).round()
    (failed,) = town.said()
    assert isinstance(failed, DeliveryFailed)
    assert (failed.reason, failed.attempt) == (ERASED, 0)
    assert states(town) == {RECEIPT: S.UNDELIVERABLE}
    assert postman.received == []


@pytest.mark.parametrize(
    "address", ["a,b@example.org", "a@b@example.org", "x\r\nBcc: all@example.org", "王@例子.测试 "]
)
async def test_an_address_that_cannot_be_one_is_not_sent_to(address: str) -> None:
    town, postman = await a_town(email=address), Postman()
    async with listening(postman) as port:
        await town.sender(port).round()
    assert town.deliveries()[RECEIPT].reason == "邮箱地址不能使用，改由窗口送达"
    assert postman.received == []


async def test_what_fails_unforeseen_stops_nobody_names_nobody_and_is_tried_again() -> None:
    town, postman = await a_town(), Postman()
    await town.hear(opened(), issued())
    broken = town.store.documents[LETTERS.name, town.id_of(RECEIPT)]
    del broken.state.contents["how_to_query"]
    async with listening(postman) as port:
        with capture_logs() as logs:
            await town.sender(port).round()
        assert states(town) == {RECEIPT: S.IN_SERVICE, "D11.1": S.SERVED}
        assert [line["event"] for line in logs if line["log_level"] == "error"] == [
            "a delivery could not be sent"
        ]
        assert not any(secret in repr(logs) for secret in (EMAIL, NAME, CODE))
        broken.state.contents["how_to_query"] = "到窗口查询。"
        town.clock.advance(LEASE)
        await town.sender(port).round()
    assert set(states(town).values()) == {S.SERVED}
