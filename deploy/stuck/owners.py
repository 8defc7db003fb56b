"""What the owner of a stream says of it: its history, and what it has not sent yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chassis.documents import Kind, Record
from chassis.forks import Told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deploy.system import Base, System


def owner(system: System, subject: str) -> tuple[Base, Kind[Any]] | None:
    """Whose stream it is, and the kind of its document; None of a subject that nobody owns."""
    name, _, id_ = subject.partition(":")
    return next(
        (
            (base, kind)
            for base in system.bases.values()
            if base.row.county in (None, id_.partition(":")[0])
            for kind in base.kinds
            if kind.topic and kind.subject == name
        ),
        None,
    )


async def history(system: System, subject: str) -> list[Told]:
    """All its own events, by their numbers. What is not sent yet has no record."""
    owned = owner(system, subject)
    if owned is None:
        return []
    base, kind = owned
    id_ = subject.partition(":")[2]
    rows = await base.mongo.find(kind.name, {"_id": id_}, only={"unsent": 1})
    tail = [message for row in rows for message in row["unsent"] if message["owned"]]
    where = {"subject": subject, "owned": True}
    sent = await base.mongo.find(f"{kind.name}_history", where, sort=[("seq", 1)])
    told = {row["seq"]: Told(row["seq"], row["id"], _record(row, id_)) for row in sent}
    for message in tail:
        told.setdefault(message["seq"], Told(message["seq"], message["id"], None))
    return [told[seq] for seq in sorted(told)]


async def at(system: System, subject: str, seq: int) -> Told | None:
    return next((told for told in await history(system, subject) if told.seq == seq), None)


async def id_at(system: System, subject: str, seq: int) -> str | None:
    told = await at(system, subject, seq)
    return told.id if told else None


def _record(row: Mapping[str, Any], id_: str) -> Record | None:
    if row["partition"] is None:
        return None
    headers = tuple((name, bytes(value)) for name, value in row["headers"])
    return Record(row["topic"], row["partition"], row["offset"], id_.encode(), bytes(row["body"]), headers)
