"""What one life makes the system write and say, counted in a town in memory: from it the raw limit's recipe is made.

`python -m deploy.bench.counting` writes the recipe anew, whenever a life has come to cost something else.
"""

from __future__ import annotations

import asyncio
import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from chassis.clock import SettableClock
from chassis.decoding import COMMANDS, Decoded, subject_of
from chassis.mongo_store import whole_row
from deploy.bench.ear import Arrival
from deploy.bench.life import Addresses, Life, Town as Load
from deploy.bench.raw.recipe import ADAPTER, ELSEWHERE, FILE, Message, Recipe, Save
from deploy.bench.wire import Reply
from deploy.generate.steps import Ask
from deploy.generate.town import Town
from deploy.local.home import DIRECTORY
from lianjie_contracts.directory import load

if TYPE_CHECKING:
    from chassis.documents import Document, Unsent
    from deploy.generate.house import House

MORNING = datetime(
    2026, 11, 23, 1, 0, tzinfo=UTC
)  # nine o'clock on a working day: nothing falls due in the life
KEYS = dict.fromkeys(
    ("master_key", "person_key", "token_secret", "exchange_key"), b64encode(bytes(32)).decode()
)
# Made beside the road by a job of intake's, from a registration; its size is that of a real run.
TRACE = Save("traces", "traces-1", 1100)
OWN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")  # in the id of what belongs to one life


def counted() -> Recipe:
    """One life from the counter to the file; each act and each message has its effect by itself."""
    return asyncio.run(_Counted().led())


class _Counted(Town):
    """The town, with one life led in it; to that it is connections and ear as well (deploy.bench.wire, deploy.bench.ear)."""

    def __init__(self) -> None:
        super().__init__(KEYS, load(DIRECTORY), SettableClock(MORNING))
        self.clear()
        self.county = next(name for name in self.houses if name.startswith("intake-")).partition("-")[2]
        self.acts: dict[str, tuple[Save, ...]] = {}
        self.messages: list[tuple[Message, dict[str, Any]]] = []  # with what each says
        self._numbers: dict[str, int] = {}
        self._words: dict[str, str] = {}
        self._of: Counter[str] = Counter()

    async def led(self) -> Recipe:
        tokens = {account.username: account.username for account in self.directory.accounts}
        at = Addresses({self.county: f"intake-{self.county}"}, "routing", "notifications")
        door = _Door(self)
        await Life(Load("counted", door, door, at, tokens), 0).lead()  # type: ignore[arg-type]
        self.acts["intake items"] += (TRACE,)
        return Recipe(self.acts, tuple(message for message, _ in self.messages))

    async def acted(self, ask: Ask, told: Mapping[str, str]) -> dict[str, Any]:
        """What a person's act is answered, when all have heard of it."""
        house = self.houses[ask.service]
        with self._effects(house) as saves:
            answer = await self.ask(ask, told, {})
        if "matter_id" in answer.body:
            self._words.setdefault(answer.body["matter_id"], "matter_id")
        words = [self.word("", told["delivery_id"])] if "delivery_id" in told else []
        self.acts[" ".join([ask.service.partition("-")[0], ask.path.rpartition("/")[2], *words])] = tuple(
            saves()
        )
        await self.settle()
        return answer.body

    def word(self, collection: str, id_: str) -> str:
        """How the recipe says an id: in order of meeting if it is the life's own."""
        if not OWN.search(id_):
            return "county" if id_.startswith(f"{self.county}:") else "unit"
        if id_ not in self._words:
            self._of[collection] += 1
            self._words[id_] = f"{collection}-{self._of[collection]}"
        return self._words[id_]

    async def _spread(self, said: list[tuple[datetime, Decoded]]) -> None:
        for at, message in said:
            heard, number = {}, self._numbers[message.envelope.id]
            for house in self.houses.values():
                if message.record.topic not in house.orders or message.order == COMMANDS:
                    continue
                if house.follows(subject_of(message.record)):
                    with self._effects(house) as saves:
                        await house.hear([(at, message)])
                    kind, _, county = house.name.partition("-")
                    heard[ELSEWHERE if county not in ("", self.county) else kind] = tuple(saves())
            known, body = self.messages[number]
            self.messages[number] = replace(known, heard=heard), body

    @contextmanager
    def _effects(self, house: House) -> Iterator[Any]:
        """What is saved and said meanwhile, in the order of saying; to be asked for afterwards."""
        store = house.store
        before = {at: (held.version, len(store.unsent.get(at, ()))) for at, held in store.documents.items()}

        def saves() -> Iterator[Save]:
            for at, held in store.documents.items():
                version, said = before.get(at, (0, 0))
                if held.version > version:
                    yield self._saved(held, store.unsent.get(at, [])[said:])

        yield saves

    def _saved(self, held: Document[Any], said: list[Unsent]) -> Save:
        word = self.word(held.kind.name, held.id)
        row = whole_row(replace(held, unsent=()), None)
        size = len(json.dumps(row, default=str, ensure_ascii=False).encode())  # BSON is about as long
        return Save(held.kind.name, word, size, tuple(self._said(message, word) for message in said))

    def _said(self, message: Unsent, word: str) -> int:
        body = json.loads(message.body)
        type_ = next(value.decode() for name, value in message.headers if name == "ce_type")
        place = message.topic.replace(body.get("unit") or "?", "{unit}").replace(self.county, "{county}")
        delivery = word if word.startswith("deliveries-") else ""
        self._numbers[message.id] = len(self.messages)
        self.messages.append(
            (
                Message(
                    type_, place, len(message.body), body.get("document", "") if delivery else "", delivery
                ),
                body,
            )
        )
        return self._numbers[message.id]


@dataclass(frozen=True, slots=True)
class _Door:
    """Where the life asks and listens; addresses begin with a house's name. Reading saves nothing, and is left out."""

    town: _Counted

    async def ask(
        self, method: str, url: str, headers: Mapping[str, str], body: Mapping[str, Any] | None = None
    ) -> Reply:
        if method == "GET":
            return Reply(200, {}, b"", 0)
        house, _, path = url.partition("/")
        template, told = _of_a_route(self.town.houses[house], f"/{path}")
        by, key = headers["authorization"].split()[1], headers["idempotency-key"]
        asked = Ask(self.town.clock.now(), 0, house, template, by, dict(body or {}), key)
        return Reply(200, {}, json.dumps(await self.town.acted(asked, told)).encode(), 0)

    async def heard(self, type_: str, _: str, document: str = "") -> Arrival:
        said = [
            body
            for message, body in self.town.messages
            if (message.type, message.document) == (type_, document)
        ]
        return Arrival(0, said[0])


def _of_a_route(house: House, path: str) -> tuple[str, dict[str, str]]:
    """The template of a path, and what the path fills in. Raises LookupError."""
    for template in house.routes:
        if found := re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template), path):
            return template, found.groupdict()
    raise LookupError(path)


def main() -> None:
    FILE.write_bytes(ADAPTER.dump_json(counted(), indent=1, exclude_defaults=True) + b"\n")


if __name__ == "__main__":
    main()
