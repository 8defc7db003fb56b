"""On a broker that asks who you are: the topic gives authority, and every part can do its work with nothing but its own."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import GroupAuthorizationFailedError, KafkaError, TopicAuthorizationFailedError

from chassis.access import change_grants, read_grants
from chassis.bus import KafkaPublisher
from chassis.errors import TransientError
from deploy.cli import topics as command
from deploy.local import ports, topics
from deploy.local.home import DIRECTORY
from deploy.local.part import Part
from deploy.local.processes import TABLE, Row, Service, Surroundings
from lianjie_contracts.access import READ, TOPIC, Grant, granted
from lianjie_contracts.directory import load
from tests.conformance.town import COUNTY, Town, eventually
from tests.guarded import ADMIN, GuardedKafka

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deploy.local.home import Home
    from deploy.local.mongodb import MongoDB

pytestmark = pytest.mark.connected

ZJJ, RSJ = f"{COUNTY}-zjj", f"{COUNTY}-rsj"
MATTERS = "routing.matters.v1"
USERS = [f"intake-{COUNTY}", "routing", f"unit-{ZJJ}", f"unit-{RSJ}"]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, home: Home) -> Iterator[GuardedKafka]:
    """The declared topics and rights are applied to it, and one more each that others have set."""
    own = type(home)(root=tmp_path_factory.mktemp("guarded"), cache=home.cache)
    with GuardedKafka(own, *ports.free_ports(3), USERS) as broker:
        with pytest.MonkeyPatch.context() as told:
            as_admin(told, broker)
            topics.apply(broker.bootstrap)
            topics.change_rights(broker.bootstrap, revoke=False)
        yield broker


def as_admin(told: pytest.MonkeyPatch, broker: GuardedKafka) -> None:
    told.setenv("LIANJIE_KAFKA", broker.bootstrap)
    for name, value in broker.environment(ADMIN).items():
        told.setenv(name, value)


def at_once(what: str, bootstrap: str) -> Any:
    """As the command asks, without a process for each question."""
    return json.loads(json.dumps(asyncio.run(topics.ACTS[what](bootstrap))))


def test_applying_again_changes_nothing_and_what_is_no_longer_declared_goes_only_when_asked(
    guarded: GuardedKafka, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    as_admin(monkeypatch, guarded)
    monkeypatch.setattr(topics, "_ask", at_once)
    admin = guarded.login(ADMIN)
    gone = Grant("User:unit-450199-old", READ, TOPIC, "routed.450199-old.v1")
    theirs = Grant("User:auditor", READ, TOPIC, MATTERS)
    asyncio.run(change_grants(guarded.bootstrap, [gone, theirs], [], admin))

    def rights() -> set[Grant] | None:
        return asyncio.run(read_grants(guarded.bootstrap, admin))

    ours = granted(load(DIRECTORY))
    command.apply(do=False, revoke=True)
    assert rights() == {*ours, gone, theirs}, "only told"
    command.apply(do=True, revoke=False)
    assert rights() == {*ours, gone, theirs}, "not asked to"
    command.apply(do=True, revoke=True)
    assert rights() == {*ours, theirs}
    said = capsys.readouterr().out
    assert str(gone) in said
    assert str(theirs) in said
    plan = topics.plan(guarded.bootstrap)
    assert plan.rights
    assert (plan.topics, plan.rights.missing, plan.rights.undeclared) == ((), (), ())


@asynccontextmanager
async def producing(broker: GuardedKafka, user: str) -> AsyncIterator[AIOKafkaProducer]:
    producer = AIOKafkaProducer(
        bootstrap_servers=broker.bootstrap,
        enable_idempotence=True,
        acks="all",
        **broker.login(user).options(),
    )
    try:
        await producer.start()
        yield producer
    finally:
        await producer.stop()


async def wrote(broker: GuardedKafka, user: str, topic: str) -> bool:
    try:
        async with producing(broker, user) as producer:
            await producer.send_and_wait(topic, b"{}", key=b"tried")
    except TopicAuthorizationFailedError:
        return False
    return True


async def has_read(broker: GuardedKafka, user: str, topic: str, group: str) -> bool:
    consumer = AIOKafkaConsumer(
        topic, bootstrap_servers=broker.bootstrap, group_id=group, auto_offset_reset="earliest",
        enable_auto_commit=False, **broker.login(user).options(),
    )  # fmt: skip
    try:
        await consumer.start()
        async with asyncio.timeout(20):
            await consumer.getone()
            await consumer.commit()
    except (TopicAuthorizationFailedError, GroupAuthorizationFailedError):
        return False
    finally:
        await consumer.stop()
    return True


@pytest.mark.asyncio
async def test_a_unit_reads_its_own_feed_and_writes_its_own_replies_and_nothing_else(
    guarded: GuardedKafka,
) -> None:
    unit = f"unit-{ZJJ}"
    for feed in (f"routed.{ZJJ}.v1", f"routed.{RSJ}.v1", MATTERS):
        assert await wrote(guarded, "routing", feed)
    assert await has_read(guarded, unit, f"routed.{ZJJ}.v1", f"{unit}.trial")
    assert not await has_read(guarded, unit, f"routed.{RSJ}.v1", f"{unit}.trial")
    assert not await has_read(guarded, unit, MATTERS, f"{unit}.trial")
    assert not await has_read(guarded, unit, f"routed.{ZJJ}.v1", f"unit-{RSJ}.trial")
    assert await wrote(guarded, unit, f"replies.{ZJJ}.v1")
    assert not await wrote(guarded, unit, f"replies.{RSJ}.v1")
    assert not await wrote(guarded, unit, f"routed.{ZJJ}.v1")
    assert not await wrote(guarded, unit, MATTERS)
    assert not await wrote(guarded, f"intake-{COUNTY}", MATTERS)


@pytest.mark.asyncio
async def test_a_wrong_password_gets_nowhere_and_is_not_repeated(guarded: GuardedKafka, caplog) -> None:
    login = guarded.login("routing", password="guessed-by-somebody")
    with pytest.raises(TransientError):
        await KafkaPublisher(guarded.bootstrap, "test", login)._ready()
    assert "guessed-by-somebody" not in caplog.text + repr(login)


@pytest.mark.asyncio
async def test_the_way_to_the_broker_is_private_and_the_broker_known(guarded: GuardedKafka) -> None:
    address = f"127.0.0.1:{guarded.tls_port}"
    private = guarded.login(ADMIN, security="SASL_SSL", ca=guarded.authority)
    assert await read_grants(address, private)
    with pytest.raises(KafkaError):
        await read_grants(address, guarded.login(ADMIN, security="SASL_SSL"))


class SignedIn(Service):
    """A service under its own name, and no more rights than it."""

    def __init__(self, row: Row, around: Surroundings, broker: GuardedKafka) -> None:
        super().__init__(broker.home, row, 1, around)
        self._login = broker.environment(row.name)

    def settings(self) -> Mapping[str, str]:
        """The database is its own as well: others of its name may be at work in the usual one."""
        return {**super().settings(), **self._login, "LIANJIE_DATABASE": f"guarded_{self.row.service}"}


class OneUnit(Part):
    """The example of a unit's own system, as that unit."""

    def __init__(self, unit: str, broker: GuardedKafka) -> None:
        super().__init__(f"unit-{unit}", broker.home, 0)
        self.unit, self.broker = unit, broker

    def claims(self) -> Mapping[str, int]:
        return {}

    def settings(self) -> Mapping[str, str]:
        return self.broker.environment(f"unit-{self.unit}")

    def command(self) -> Sequence[str]:
        told = {"units": self.unit, "bootstrap": self.broker.bootstrap, "home": str(self.home.data / "unit")}
        options = [f"--{name}={value}" for name, value in told.items()]
        return [sys.executable, "-m", "examples.unit_system", "--pace=0.1", *options]

    def ready(self) -> bool:
        return self.exit_code is None


def test_registering_dispatching_and_a_units_own_answers_work_with_each_login_alone(
    guarded: GuardedKafka, mongodb: MongoDB, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row for row in TABLE if row.name in USERS]
    for row, port in zip(rows, ports.free_ports(len(rows)), strict=True):
        monkeypatch.setenv(ports.setting(row.name), str(port))
    town = Town.of(guarded.home, Surroundings(guarded.bootstrap, mongodb.url, "smtp://127.0.0.1:9"))
    town.processes = {f"{row.name}-1": SignedIn(row, town.around, guarded) for row in rows}
    try:
        town.start()
        with OneUnit(RSJ, guarded):
            matter_id = town.register(title="拖欠工资要求支付", claims=["支付工资"])["matter_id"]
            eventually(lambda: town.matter(matter_id), "routing has heard of the item")
            town.act(matter_id, "dispatch", f"router@{COUNTY}", {"unit": RSJ, "reason": "属于工资支付"})
            eventually(
                lambda: (town.matter(matter_id) or {}).get("state") == "OPINION_READY",
                "the unit's own system has signed, accepted and answered",
            )
    finally:
        town.stop()
