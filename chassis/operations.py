"""Operations: what people did to a service's data by command: who, when, what and why, in that service's own database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.documents import Document, Kind
from chassis.ids import new_id
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing done. `command` as it was typed, without its arguments: "dlq replay"; `what` names what was touched, by
    ids and figures, and never holds personal data."""

    command: str
    who: str
    why: str
    what: Mapping[str, Any]
    at: datetime


OPERATIONS: Kind[Operation] = Kind("operations", Operation, indexes=(("-at",), ("command", "-at")))


def operation(command: str, who: str, why: str, what: Mapping[str, Any], at: datetime) -> Document[Operation]:
    """A new entry, to be written in the same transaction as what it tells of."""
    return Document(OPERATIONS, new_id()).with_state(Operation(command, who, why, what, at))


async def record(mongo: Mongo, command: str, who: str, why: str, what: Mapping[str, Any]) -> None:
    """Keep one entry, for what is no single transaction. Write it before the deed and again after it, if the deed can
    be cut short: an entry without its end is then an honest one."""
    await MongoStore(mongo).put(operation(command, who, why, what, await mongo.now()))
