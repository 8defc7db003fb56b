"""What must hold when a run is over, whatever happened in it: each promise of the bus, as a function that raises Broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chassis.documents import chained
from tests.chassis.builders import TALLIES
from tests.simulation.town import CASES
from tests.simulation.world import Broken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chassis.documents import Kind, Record
    from tests.simulation.log import Log
    from tests.simulation.town import Service


def expect(holds: bool, promise: str, *facts: object) -> None:
    if not holds:
        raise Broken(" ".join([promise, *(f"\n    {fact}" for fact in facts)]))


def told(log: Log, topic: str, of: str) -> list[Record]:
    """What one topic says of one aggregate, as it lies there."""
    return [record for record in log.on(topic) if record.key == of.encode()]


def number(record: Record) -> int:
    return int(dict(record.headers)["ce_seq"] or b"0")


def id_of(record: Record) -> str:
    return (dict(record.headers)["ce_id"] or b"").decode()


def owner_is_whole(service: Service, log: Log, kind: Kind[Any]) -> None:
    """Its stream has no gap, its history gives its head, and the bus has each event at least once, in the same bytes."""
    for id_, row in service.database.of(kind.name).items():
        subject = f"{kind.subject}:{id_}"
        history = [
            r
            for r in service.database.of(f"{kind.name}_history").values()
            if r["subject"] == subject and r["owned"]
        ]
        history.sort(key=lambda r: r["seq"])
        numbers = [r["seq"] for r in history]
        expect(numbers == list(range(1, row["seq"] + 1)), f"the history of {subject} is whole", numbers)
        head = ""
        for event in history:
            head = chained(head, event["id"], event["body"])
        expect(head == row["head"], f"the history of {subject} gives its head")
        expect(not row["unsent"], f"nothing of {subject} is unsent", row["unsent"])
        _on_the_bus(told(log, kind.topic or "", id_), history, subject)


def _on_the_bus(records: Sequence[Record], history: Sequence[dict[str, Any]], subject: str) -> None:
    first: dict[int, Record] = {}
    for record in records:
        same = first.setdefault(number(record), record)
        expect(
            (same.headers, same.value) == (record.headers, record.value),
            f"each number of {subject} is one event in the same bytes", number(record),
        )  # fmt: skip
    expect(
        list(first) == [event["seq"] for event in history],
        f"the bus has {subject} whole, and nothing later before an earlier", [number(r) for r in records],
    )  # fmt: skip
    expect(
        all(id_of(first[event["seq"]]) == event["id"] for event in history),
        f"the bus has of {subject} what the history has",
    )


def heard_all(service: Service, source: Service, kind: Kind[Any]) -> None:
    """A listener's position on every stream of `kind` is the stream's end, and nothing waits."""
    positions = service.database.of("positions")
    for id_, row in source.database.of(kind.name).items():
        seen = positions.get(f"{kind.subject}:{id_}", {"seq": 0, "forked": False})
        expect(
            (seen["seq"], seen["forked"]) == (row["seq"], False),
            f"{service.name} has heard all of {id_}",
            seen,
            row["seq"],
        )
    expect(
        not service.database.of("parked"),
        f"nothing waits in {service.name}",
        list(service.database.of("parked")),
    )
    expect(not service.database.of("dead_letters"), f"nothing died in {service.name}")


def everything_tallied(listener: Service, lengths: dict[str, int], failures: int = 0) -> None:
    """Every event took effect exactly once, in the order of its stream, and was announced exactly once."""
    tallies, rows = listener.states(TALLIES), listener.database.of(TALLIES.name)
    for id_, length in lengths.items():
        tally = tallies[id_]
        expect(
            tally.signed == tuple(range(1, length + 1)),
            f"the events of {id_} took effect once, in order",
            tally,
        )
        expect(
            len(tally.failed) == len(set(tally.failed)) == failures,
            "and so did those of other streams",
            tally,
        )
        expect(rows[id_]["seq"] == length + failures, "each was announced once", rows[id_]["seq"])
    expect(not listener.database.of("parked"), "nothing waits", list(listener.database.of("parked")))
    expect(
        not listener.database.of("dead_letters"), "nothing died", list(listener.database.of("dead_letters"))
    )


def asked_once(desk: Service, wishes: dict[str, list[str]], answers: dict[str, Any]) -> None:
    """Every wish was granted exactly once, and whoever asked learned at which place."""
    cases = desk.states(CASES)
    for id_, expected in wishes.items():
        done = cases[id_].done
        expect(sorted(done) == sorted(expected), f"each wish about {id_} is granted once", done)
        for wish in expected:
            expect(done[answers[wish].body["place"]] == wish, "the answer is the true one", wish)
