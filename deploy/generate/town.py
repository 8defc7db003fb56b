"""A whole town in memory: the services' own routes, handlers, clocks and posts, on one settable clock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chassis.clock import SettableClock
from chassis.decoding import COMMANDS, Decoded, decode
from chassis.documents import Command, Document, Kind, Record, Unsent
from chassis.identity import Principal
from chassis.ids import derived
from chassis.personal import Safe, secret
from deploy.generate.house import House, form_of
from deploy.generate.player import Told
from deploy.generate.post import SilentSender
from deploy.generate.steps import Ask, Tell
from deploy.local.processes import TABLE
from lianjie_contracts.directory import Account, Directory
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.topics import spelled_out
from services.deadlines.law import committed
from services.deadlines.store import SHEETS
from services.deadlines.ticking import tick_some
from services.notifications.sender import Post
from services.notifications.store import DELIVERIES, SERIES, Series

OWN: Mapping[str, dict[str, Any]] = {
    "notifications": {"smtp": "smtp://-", "mail_from": "gaozhi@lianjie.example"},
    "workbench": {
        "intake_urls": {},
        **dict.fromkeys(("routing_url", "deadlines_url", "notifications_url", "analytics_url"), "-"),
    },
}
Said = tuple[datetime, Kind[Any], str, Unsent]


@dataclass
class Town:
    """See deploy.generate.player.Front. `said` are all messages by house, in the order of saying."""

    keys: Mapping[str, str]
    directory: Directory
    clock: SettableClock
    houses: dict[str, House] = field(init=False)
    said: dict[str, list[Said]] = field(default_factory=dict)
    _unheard: list[tuple[datetime, Decoded]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.houses = {
            row.name: House.of(
                row.name, {"county": row.county} if row.county else OWN.get(row.name, {}), self.keys, self.directory, self.clock
            )
            for row in TABLE
        }  # fmt: skip
        self._orders = {topic.name: topic.order for topic in spelled_out(self.directory)}
        self._accounts = {account.username: _principal(account) for account in self.directory.accounts}
        self._forms = {id(r): form_of(r) for house in self.houses.values() for r in house.routes.values()}
        settings = self.houses["deadlines"].parts.settings
        self._law = committed(timedelta(minutes=settings.grace_minutes))
        self._sender = self._post()

    def _post(self) -> SilentSender:
        house = self.houses["notifications"]
        s = house.parts.settings
        post = Post(s.smtp, s.mail_from, s.mail_seconds, timedelta(seconds=s.lease_seconds), s.patience)
        safe = Safe(secret("LIANJIE_MASTER_KEY", s.master_key))
        return SilentSender(house.store, Shelf(self), self.clock, safe, post, lambda _kind, _id: None)  # type: ignore[arg-type]

    def clear(self) -> None:
        """Forget everything, for the next household."""
        for house in self.houses.values():
            house.clear()
        self.said = {name: [] for name in self.houses}
        self._unheard = []

    def draws_next(self, series: str, number: int) -> None:
        """Set a counter so that `number` is drawn from it next."""
        if ":" in series:
            store = self.houses["notifications"].store
            store.documents[SERIES.name, series] = Document(SERIES, series, Series(number - 1), number - 1)
        else:
            self.houses[f"intake-{series[:6]}"].ledger.counters[series] = number - 1

    async def ask(self, ask: Ask, told: Mapping[str, str], also: Mapping[str, Any]) -> Told:
        """What the route answers, called as its own process would call it, less HTTP."""
        route = self.houses[ask.service].routes[ask.path]
        caller, body, form = self._accounts[ask.account], ask.bytes(dict(also)), self._forms[id(route)]
        asked = hashlib.sha256(ask.path.format(**told).encode() + b"\0" + body).hexdigest()
        parts = {name: value for name, value in told.items() if f"{{{name}}}" in ask.path}
        if form:
            parts["form"] = form.model_validate_json(body)
        answer = await route(
            **parts, command=Command(derived("command", caller.id, ask.key), asked), caller=caller
        )
        return Told(answer.status_code, json.loads(answer.body))

    async def tell(self, tell: Tell) -> None:
        """A unit's reply, as it would lie on its topic."""
        reply = tell.reply
        subject, tenant = f"matter:{reply.matter_id}", reply.unit[:6]
        envelope = Envelope(
            tell.id, reply.type, reply.version, f"unit/{reply.unit}", subject, 0, tenant, tell.at
        )
        record = self._record(reply.topic_name(), reply.matter_id, tuple(envelope.headers()), reply.body())
        await self.houses["routing"].hear([(tell.at, decode(record, self._orders))])

    async def paper(self, matter_id: str, document: str, unit: str) -> str:
        """The id of a delivery."""
        found = self.houses["notifications"].store.all(DELIVERIES).items()
        return next(
            id_
            for id_, d in found
            if (d.paper.matter_id, d.paper.document, d.paper.unit) == (matter_id, document, unit)
        )

    async def next_due(self) -> datetime | None:
        sheets = self.houses["deadlines"].store.all(SHEETS).values()
        posts = self.houses["notifications"].store.all(DELIVERIES).values()
        due = [*(sheet.next_at for sheet in sheets), *(post.next_at for post in posts)]
        return min(filter(None, due), default=None)

    async def settle(self) -> None:
        """Until nobody has anything to say now. Whoever only listens is told at the end, each event at its own time."""
        while True:
            while said := self._take():
                await self._spread(said)
            if not (await self._tick() or await self._mail()):
                return

    def _take(self) -> list[tuple[datetime, Decoded]]:
        now, taken = self.clock.now(), []
        for house in self.houses.values():
            tails, house.store.unsent = house.store.unsent, {}
            for (name, id_), tail in tails.items():
                self.said[house.name] += [(now, house.kinds[name], id_, message) for message in tail]
                taken += [(now, self._decoded(message)) for message in tail if message.topic in self._orders]
        return taken

    def _decoded(self, message: Unsent) -> Decoded:
        return decode(self._record(message.topic, message.key, message.headers, message.body), self._orders)

    def _record(self, topic: str, key: str, headers: tuple[tuple[str, bytes], ...], body: bytes) -> Record:
        return Record(topic, 0, 0, key.encode(), body, headers)

    async def _spread(self, said: list[tuple[datetime, Decoded]]) -> None:
        self._unheard += said
        for house in self.houses.values():
            if not house.speaks:
                continue
            mine = [one for one in said if one[1].record.topic in house.orders and one[1].order != COMMANDS]
            if mine:
                await house.hear(mine)

    async def listen(self) -> None:
        """Let those who only listen hear the whole life."""
        for house in self.houses.values():
            mine = [one for one in self._unheard if one[1].record.topic in house.orders]
            if not house.speaks and mine:
                await house.hear(mine)
        self._unheard = []
        self._assert_all_heard()

    def _assert_all_heard(self) -> None:
        for house in self.houses.values():
            assert not house.store.waiting_records, f"{house.name} waits for {house.store.waiting_records}"
            assert not house.store.unsent, f"{house.name} has more to say"

    async def _tick(self) -> bool:
        store, now = self.houses["deadlines"].store, self.clock.now()
        due = [id_ for id_, sheet in store.all(SHEETS).items() if sheet.next_at and sheet.next_at <= now]
        return bool(due and await tick_some(store, due, self._law, now))

    async def _mail(self) -> bool:
        store, now = self.houses["notifications"].store, self.clock.now()
        if not any(delivery.due(now) for delivery in store.all(DELIVERIES).values()):
            return False
        await self._sender.round()
        return True


@dataclass(frozen=True, slots=True)
class Shelf:
    """See services.notifications.shelf.Shelf; only the sender asks here."""

    town: Town

    async def due(self, now: datetime, limit: int) -> list[str]:
        found = self.town.houses["notifications"].store.all(DELIVERIES).items()
        return [id_ for id_, delivery in found if delivery.due(now)][:limit]


def _principal(account: Account) -> Principal:
    return Principal(
        account.username, account.name, frozenset(account.roles), account.county, account.unit, account.post, account.desk
    )  # fmt: skip
