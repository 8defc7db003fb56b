"""The real front door on a settable clock: every service's own app over HTTP, on a real Kafka, MongoDB and mail server.

The services share this process, for a clock that can be set must be shared; all else is as `build` makes it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
from aiosmtpd.smtp import SMTP, Envelope as Mail, Session

from chassis import metrics
from chassis.bus import KafkaPublisher
from chassis.clock import Clock, SettableClock
from chassis.documents import Unsent
from chassis.identity import DevelopmentIssuer
from chassis.mongo import Mongo
from chassis.mongo_store import UNSENT
from chassis.service import Service, build
from deploy.generate.persons import BOUNCES
from deploy.generate.player import Told
from deploy.generate.post import KEPT, REFUSED
from deploy.generate.steps import Ask, Tell
from deploy.generate.town import OWN
from deploy.local import ports
from deploy.local.home import DIRECTORY
from deploy.local.processes import TABLE
from lianjie_contracts.directory import Directory
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.topics import spelled_out
from lianjie_contracts.vocabulary import DeliveryState

SWIFT = (
    0.02  # seconds between two looks of a job that has due dates: here the clock stands until it has looked
)
PAUSE = 0.01
# Who has such jobs: where the dates stand, and where it says of which matter.
DATED = {"deadlines": ("sheets", "_id"), "notifications": ("deliveries", "state.paper.matter_id")}


class Mailbox:
    """Takes every mail, less those to mailboxes that take none."""

    async def handle_RCPT(  # noqa: N802 - the protocol's name
        self, _server: SMTP, _session: Session, envelope: Mail, address: str, _options: list[str]
    ) -> str:
        if address.startswith(BOUNCES):
            return REFUSED
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, _server: SMTP, _session: Session, _mail: Mail) -> str:  # noqa: N802
        return f"250 {KEPT}"


class Counted:
    """What this process has sent and heard since now; whoever used it before has counted as well."""

    def __init__(self, directory: Directory) -> None:
        """To be made before the services start: the directory is published at once."""
        self._hearers = {
            topic.name: sum(row.name.partition("-")[0] in topic.consumers for row in TABLE)
            for topic in spelled_out(directory)
        }
        self._before = 0
        self._before = self.waiting()

    def hearers(self, topic: str) -> int:
        """How many processes hear each message of a topic."""
        return self._hearers[topic]

    def waiting(self) -> int:
        """How many times something sent is still to be heard by somebody."""
        sent = sum(
            int(sample.value) * self._hearers[sample.labels["topic"]]
            for metric in metrics.SENT.collect() for sample in metric.samples if sample.name.endswith("_total")
        )  # fmt: skip
        heard = sum(
            int(sample.value)
            for metric in metrics.HEARD.collect() for sample in metric.samples
            if sample.name.endswith("_total") and sample.labels["verdict"] != "parked"
        )  # fmt: skip
        return sent - heard - self._before


@dataclass
class FrontDoor:
    """See deploy.generate.player.Front."""

    clock: SettableClock
    directory: Directory
    clients: dict[str, httpx.AsyncClient]
    databases: dict[str, Mongo]
    services: dict[str, Service[Any]]
    publisher: KafkaPublisher
    issuer: DevelopmentIssuer
    counted: Counted
    _tokens: dict[str, str] = field(default_factory=dict)
    _replies: int = 0

    async def ask(self, ask: Ask, told: Mapping[str, str], also: Mapping[str, Any]) -> Told:
        headers = {
            "Authorization": f"Bearer {self._token(ask.account)}",
            "Idempotency-Key": ask.key,
            "Content-Type": "application/json",
        }
        answer = await self.clients[ask.service].post(
            ask.path.format(**told), content=ask.bytes(dict(also)), headers=headers
        )
        return Told(answer.status_code, answer.json())

    def _token(self, username: str) -> str:
        if username not in self._tokens:
            account = next(account for account in self.directory.accounts if account.username == username)
            self._tokens[username] = self.issuer.issue(account)
        return self._tokens[username]

    async def tell(self, tell: Tell) -> None:
        reply = tell.reply
        envelope = Envelope(
            tell.id, reply.type, reply.version, f"unit/{reply.unit}", f"matter:{reply.matter_id}", 0, reply.unit[:6], tell.at
        )  # fmt: skip
        headers = tuple(envelope.headers())
        await self.publisher.publish(
            [Unsent(1, tell.id, 0, reply.topic_name(), reply.matter_id, headers, reply.body())]
        )
        self._replies += self.counted.hearers(reply.topic_name())

    async def paper(self, matter_id: str, document: str, unit: str) -> str:
        where = {
            "state.paper.matter_id": matter_id,
            "state.paper.document": document,
            "state.paper.unit": unit,
        }
        rows = await self.databases["notifications"].find("deliveries", where, limit=1)
        return str(rows[0]["_id"])

    async def next_due(self, of: Collection[str] = ()) -> datetime | None:
        """As Front says; of these matters alone, if any are named."""
        return min([due async for due in self._due(of)], default=None)

    async def _due(self, of: Collection[str]) -> AsyncIterator[datetime]:
        for name, (collection, matter) in DATED.items():
            where: dict[str, Any] = {
                "state.next_at": {"$gt": datetime.fromtimestamp(0, tz=self.clock.at.tzinfo)}
            }
            if of:
                where[matter] = {"$in": list(of)}
            for row in await self.databases[name].find(
                collection, where, sort=[("state.next_at", 1)], limit=1
            ):
                yield row["state"]["next_at"]

    async def settle(self) -> None:
        """Everything sent has been heard by all, nobody has more to send, nothing is due and no mail is under way."""
        while not (await self._quiet() and await self._quiet()):  # noqa: ASYNC110 - databases ring no bell
            await asyncio.sleep(PAUSE)

    async def _quiet(self) -> bool:
        if not self._all_heard():
            return False
        due = await self.next_due()
        if due and due <= self.clock.now():
            return False
        under_way = {"state.state": DeliveryState.IN_SERVICE.value}
        if await self.databases["notifications"].find("deliveries", under_way, limit=1):
            return False
        return not await self._unsent() and self._all_heard()

    async def _unsent(self) -> bool:
        looks = [
            self.databases[name].find(kind.name, UNSENT, limit=1, only={"_id": 1})
            for name, service in self.services.items() for kind in service.kinds if kind.subject
        ]  # fmt: skip
        return any(await asyncio.gather(*looks))

    def _all_heard(self) -> bool:
        return self.counted.waiting() + self._replies == 0


@asynccontextmanager
async def opened(
    kafka: str, mongo: str, keys: Mapping[str, str], directory: Directory, clock: SettableClock, where: Path = DIRECTORY,
) -> AsyncIterator[FrontDoor]:  # fmt: skip
    """All services started, until left; `where` the directory lies."""
    counted = Counted(directory)
    async with AsyncExitStack() as stack:
        smtp = ports.free_ports(1)[0]
        loop = asyncio.get_running_loop()
        mail = await loop.create_server(
            lambda: SMTP(Mailbox(), hostname="lianjie.local"), ports.LOOPBACK, smtp
        )
        stack.callback(mail.close)
        services, clients, databases = {}, {}, {}
        for row in TABLE:
            own = {"county": row.county} if row.county else dict(OWN.get(row.name, {}))
            if row.name == "notifications":
                own["smtp"] = f"smtp://{ports.LOOPBACK}:{smtp}"
            service = services[row.name] = _swift(import_module(f"services.{row.service}.service").SERVICE)
            settings = _set(service, clock)(
                environment="development", kafka=kafka, mongo=mongo, directory=where, instance=row.name,
                log_level="ERROR", **keys, **own,
            )  # fmt: skip
            app = build(service, settings)
            await stack.enter_async_context(app.router.lifespan_context(app))
            clients[row.name] = httpx.AsyncClient(
                transport=httpx.ASGITransport(app=app), base_url="http://front", timeout=60
            )
            stack.push_async_callback(clients[row.name].aclose)
            databases[row.name] = Mongo(
                mongo, service.database(settings) if service.database else f"lianjie_{row.name}"
            )
            stack.push_async_callback(databases[row.name].close)
        await asyncio.gather(*(_ready(client) for client in clients.values()))
        publisher = KafkaPublisher(kafka, "units")
        stack.push_async_callback(publisher.stop)
        issuer = DevelopmentIssuer("development", keys["token_secret"])
        yield FrontDoor(clock, directory, clients, databases, services, publisher, issuer, counted)


def _swift(service: Service[Any]) -> Service[Any]:
    if service.name not in DATED:
        return service
    return replace(service, jobs=tuple(replace(job, every=SWIFT) for job in service.jobs))


def _set(service: Service[Any], clock: SettableClock) -> Any:  # noqa: ANN401 - a settings class
    """The service's own settings, with our clock."""

    class Set(service.settings):  # type: ignore[name-defined,misc]
        def clock(self) -> Clock:
            return clock

    return Set


async def _ready(client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(120):
        while (await client.get("/ready")).status_code != 200:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
