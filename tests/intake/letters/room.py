"""A letter room without a database: the real app of the capability over a store in memory, asked over HTTP."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
from fastapi import FastAPI

from chassis.clock import SettableClock
from chassis.commands import Commands
from chassis.documents import Kind
from chassis.identity import IdentityError, Principal
from chassis.personal import Safe
from chassis.testing import MemoryStore
from chassis.web import dress
from lianjie_contracts.directory import load
from lianjie_contracts.vocabulary import HoldReason
from services.intake.attachments.api import routes as attachments
from services.intake.attachments.desk import desk_of
from services.intake.capability import FrontDoor
from services.intake.letters.api import api
from services.intake.letters.store import DESTRUCTION_LISTS, LETTERS
from services.intake.registrar import Registrar
from services.intake.settings import IntakeSettings
from services.intake.store import ITEMS
from tests.intake.attachments.builders import MemoryShelf, in_pieces
from tests.intake.letters.builders import COUNTY, NOW

DIRECTORY = load(Path(__file__).parents[3] / "deploy" / "directory.toml")
SECRET = bytes(range(32))
SAFE = Safe(base64.b64decode(base64.b64encode(SECRET)))
PEOPLE = {
    "clerk": Principal(f"registrar@{COUNTY}", "韦晓梅", frozenset({"registrar", "letter_clerk"}), COUNTY),
    "deputy": Principal(f"deputy@{COUNTY}", "覃国安", frozenset({"office_deputy_head"}), COUNTY),
    "colleague": Principal(f"letters2@{COUNTY}", "周晓", frozenset({"letter_clerk"}), COUNTY),
    "analyst": Principal(f"analyst@{COUNTY}", "谭思远", frozenset({"analyst"}), COUNTY),
    "stranger": Principal("registrar@450198", "韦晓", frozenset({"letter_clerk"}), "450198"),
}


class Known:
    """Everybody's token is their name."""

    asks = False

    def verify(self, token: str) -> Principal:
        if token not in PEOPLE:
            raise IdentityError("nobody")
        return PEOPLE[token]


class Queries:
    """chassis.mongo.Mongo over a store in memory: the few questions that intake asks."""

    def __init__(self, store: MemoryStore) -> None:
        self.counters: dict[str, int] = {}
        self._store = store
        self._kinds: dict[str, Kind[Any]] = {kind.name: kind for kind in (LETTERS, DESTRUCTION_LISTS, ITEMS)}

    async def increment(self, _: str, id_: str, __: str) -> int:
        self.counters[id_] = self.counters.get(id_, 0) + 1
        return self.counters[id_]

    async def count_within(self, collection: str, id_: str, now: datetime, lasts: timedelta) -> int:
        """Within these tests no count is over."""
        return await self.increment(collection, id_, "n")

    async def count(self, collection: str, where: Mapping[str, Any]) -> int:
        return len(await self.find(collection, where))

    async def find(
        self, collection: str, where: Mapping[str, Any], *, sort: Sequence[tuple[str, int]] = (), limit: int = 0, skip: int = 0
    ) -> list[dict[str, Any]]:  # fmt: skip
        kind = self._kinds[collection]
        rows = [{"_id": id_, "state": kind.dump(state)} for id_, state in self._store.all(kind).items()]
        found = [
            row for row in rows if all(_matches(_values(row, path), wish) for path, wish in where.items())
        ]
        for path, way in reversed(sort):
            found.sort(key=partial(_latest, path=path), reverse=way < 0)
        return found[skip : skip + limit if limit else None]


def _latest(row: Mapping[str, Any], path: str) -> Any:
    return max(_values(row, path))


def _values(value: Any, path: str) -> list[Any]:
    """What stands at a dotted path, through lists, as the database looks at it."""
    if isinstance(value, (list, tuple)):
        return [found for each in value for found in _values(each, path)]
    name, _, rest = path.partition(".")
    if not isinstance(value, Mapping) or name not in value:
        return []
    return _values(value[name], rest) if rest else [value[name]]


def _matches(values: list[Any], wish: Any) -> bool:
    if isinstance(wish, Mapping):
        return bool(values) is wish["$exists"] if "$exists" in wish else any(v in wish["$in"] for v in values)
    return wish in values


def settings(**changed: Any) -> IntakeSettings:
    reasons = (HoldReason.REPEAT_NO_ACTION, HoldReason.NO_VALUE_OR_UNCLEAR)
    return IntakeSettings(kafka="-", mongo="-", county=COUNTY, letter_hold_reasons=reasons, **changed)


@dataclass
class LetterRoom:
    """Its clerks ask the app itself; every command gets a key of its own unless the test repeats one."""

    store: MemoryStore = field(default_factory=MemoryStore)
    clock: SettableClock = field(default_factory=lambda: SettableClock(NOW))
    settings: IntakeSettings = field(default_factory=settings)
    verifier: Any = field(default_factory=Known)
    asked: int = 0

    def __post_init__(self) -> None:
        self.mongo = Queries(self.store)
        commands = Commands(self.store, self.clock, "lianjie/intake", lambda *_: None)
        registrar = Registrar(COUNTY, DIRECTORY, commands, self.mongo, SAFE, SECRET)  # type: ignore[arg-type]
        parts: Any = SimpleNamespace(
            settings=self.settings,
            directory=DIRECTORY,
            clock=self.clock,
            mongo=self.mongo,
            store=self.store,
            commands=commands,
        )
        self.door = FrontDoor(parts, registrar)
        app = FastAPI()
        self.shelf = MemoryShelf(self.store)
        self.desk = desk_of(self.settings, self.shelf, commands, SAFE, SECRET)
        app.include_router(api(self.door, self.desk))
        app.include_router(attachments(self.door, self.desk))
        dress(app, self.verifier)
        self.transport = httpx.ASGITransport(app)
        self._client = httpx.AsyncClient(transport=self.transport, base_url="http://intake")

    async def get(self, path: str, who: str = "clerk") -> httpx.Response:
        return await self._client.get(path, headers={"Authorization": f"Bearer {who}"})

    async def post(
        self, path: str, body: Mapping[str, Any], who: str = "clerk", key: str = ""
    ) -> httpx.Response:
        self.asked += 1
        headers = {"Authorization": f"Bearer {who}", "Idempotency-Key": key or f"command-{self.asked:06}"}
        return await self._client.post(path, json=body, headers=headers)

    async def bundle(self, *letters: Mapping[str, Any], key: str = "", **form: Any) -> list[dict[str, Any]]:
        answer = await self.post("/letters", {"letters": letters, **form}, key=key)
        assert answer.status_code == 201, answer.text
        told: list[dict[str, Any]] = answer.json()["letters"]
        return told

    async def upload(self, file: bytes, key: str = "scan-0001") -> str:
        """A file of the clerk's, as POST /attachments would keep it."""
        answer = await self.desk.receiving.receive(
            in_pieces(file, 2**16), lambda: "", f"user:{PEOPLE['clerk'].id}", key, self.clock.now()
        )
        return str(answer.body["attachment_id"])

    async def step(self, letter_id: str, act: str, who: str = "clerk", **form: Any) -> httpx.Response:
        return await self.post(f"/letters/{letter_id}/steps", {"act": act, **form}, who)

    async def enter(self, letter_id: str, key: str = "", **changed: Any) -> httpx.Response:
        registration = {
            "channel": "LETTER", "place_code": f"{COUNTY}003", "title": "低保被停，要求说明理由", "claims": ["恢复低保"],
            "petitioner": {"name": "覃桂兰", "address": "河西街道安置小区三期 6 栋"},
        } | changed.pop("registration", {})  # fmt: skip
        body = {"opinion": "转县民政局核实办理", "mode": "FORWARD", "registration": registration} | changed
        return await self.post(f"/letters/{letter_id}/entry", body, key=key)

    async def up_to_entry(self, letter_id: str, *, opened: bool = False, **changed: Any) -> httpx.Response:
        """LT2 to LT4."""
        for act in ("open_letter", "bind_letter")[opened:]:
            assert (await self.step(letter_id, act)).status_code == 200
        return await self.enter(letter_id, **changed)

    async def held(self, letter_id: str, mode: str = "HOLD") -> None:
        """As far as LT7, to be kept and not handled."""
        assert (await self.up_to_entry(letter_id, mode=mode)).status_code == 201
        await self.step(letter_id, "endorse_letter", "deputy", note="同意", mode=mode)
        await self.step(letter_id, "skip_tell_sender", note="同一件已告知")
        assert (await self.step(letter_id, "set_letter_mode", mode=mode)).status_code == 200

    async def sheet(self, letter_id: str, who: str = "clerk") -> dict[str, Any]:
        told: dict[str, Any] = (await self.get(f"/letters/{letter_id}", who)).json()
        return told

    def said(self) -> list[str]:
        """Every event of letters and lists, by type, in the order of their streams."""
        return [
            dict(unsent.headers)["ce_type"].decode()
            for (kind, _), tail in self.store.said.items()
            for unsent in tail
            if kind in {"letters", "destruction_lists"}
        ]

    def at(self, moment: datetime) -> None:
        self.clock.at = moment
