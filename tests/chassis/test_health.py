"""What the watchdog sees: a partition that stands still, a process that is deaf, and one that is only waiting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from chassis import metrics
from chassis.bus import Ears
from chassis.errors import TransientError
from chassis.health import STUCK_AFTER, Moves, Watch
from chassis.service import _ears
from chassis.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chassis.documents import Record


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    at = SimpleNamespace(now=1000.0)
    monkeypatch.setattr("chassis.health.time", SimpleNamespace(monotonic=lambda: at.now))
    return at


def place(partition: int, position: int, lag: int) -> dict[str, Any]:
    return {"topic": "t", "partition": partition, "position": position, "lag": lag}


def test_only_what_lags_and_has_not_moved_for_long_is_stuck(clock: SimpleNamespace) -> None:
    moves = Moves()
    assert moves.stuck([place(0, 5, 3), place(1, 5, 3), place(2, 5, 0)]) == []
    clock.now += STUCK_AFTER
    assert [p["partition"] for p in moves.stuck([place(0, 5, 9), place(1, 6, 9), place(2, 5, 0)])] == [0]


def test_who_had_nothing_to_hear_is_not_stuck_when_something_comes(clock: SimpleNamespace) -> None:
    moves = Moves()
    moves.stuck([place(0, 5, 0)])
    clock.now += STUCK_AFTER * 3
    assert moves.stuck([place(0, 5, 0)]) == []
    clock.now += 5
    assert moves.stuck([place(0, 5, 1)]) == []
    clock.now += STUCK_AFTER
    assert len(moves.stuck([place(0, 5, 1)])) == 1


def a_watch(places: list[dict[str, Any]], **changes: Any) -> Watch:
    async def assignments() -> list[dict[str, Any]]:
        return places

    async def count(*_: object) -> int:
        return 0

    ears = SimpleNamespace(assignments=assignments, group="g", healthy=lambda: True)

    async def find(*_: object, **__: object) -> list[dict[str, Any]]:
        return []

    mongo = SimpleNamespace(**{"count": count, "find": find} | changes)
    hearing = SimpleNamespace(stalled_since=None)
    return Watch("deadlines", "one", cast("Any", mongo), cast("Any", hearing), [cast("Any", ears)], [])


@pytest.mark.asyncio
async def test_one_partition_that_stands_still_is_told_and_all_of_them_are_a_deaf_process(
    clock: SimpleNamespace,
) -> None:
    places = [place(0, 5, 3), place(1, 5, 3)]
    watch = a_watch(places)
    assert not await watch._look()
    clock.now += STUCK_AFTER
    assert await watch._look()
    places[1]["position"] = 6
    assert not await watch._look()
    places[1]["lag"] = 0
    assert not await watch._look(), "the one that stands still alone would do so after a restart, too"


@pytest.mark.asyncio
async def test_how_long_the_oldest_parked_record_waits_is_told_and_forgotten() -> None:
    rows = [{"since": datetime.now(UTC) - timedelta(minutes=5)}]

    async def find(*_: object, **__: object) -> list[dict[str, Any]]:
        return rows

    watch, age = a_watch([], find=find), metrics.OLDEST_PARKED.labels("deadlines")
    await watch._look()
    assert 300 <= age._value.get() < 360
    rows.clear()
    await watch._look()
    assert age._value.get() == 0


@pytest.mark.asyncio
async def test_ready_needs_the_database_and_the_preparations_but_no_partition() -> None:
    async def there() -> None: ...

    async def away() -> None:
        raise TransientError("away")

    watch = a_watch([], ping=there)
    assert not await watch.ready()
    watch.prepared = True
    assert await watch.ready()
    cast("Any", watch.mongo).ping = away
    assert not await watch.ready()


async def nothing(_: Sequence[Record]) -> None: ...


@pytest.mark.asyncio
async def test_a_lost_membership_is_unhealthy_with_or_without_partitions() -> None:
    ears = Ears("127.0.0.1:9", "g", ["t"], nothing, "one")
    assert ears.healthy(), "the bus is still awaited"
    ended = SimpleNamespace(done=lambda: True)
    coordinator = SimpleNamespace(_coordination_task=ended)
    subscriber: Any = ears._subscriber
    subscriber.consumer = SimpleNamespace(_coordinator=coordinator, assignment=lambda: set())
    ears._started_at = 0.0
    assert not ears.healthy()
    ended.done = lambda: False
    assert ears.healthy()


def test_strangers_have_a_consumer_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(kafka="127.0.0.1:9", mongo="mongodb://127.0.0.1:9", instance="one")
    topics = {"routing.matters.v1": "gapless", "intake.keys.v1": "latest", "replies.x.v1": "commands"}
    hearing = cast("Any", SimpleNamespace(batch=nothing))
    own, strangers = _ears(settings, "g", topics, hearing)
    assert [ears._subscriber.topic_names for ears in (own, strangers)] == [
        ["intake.keys.v1", "routing.matters.v1"],
        ["replies.x.v1"],
    ]
    assert (own.group, strangers.group) == ("g", "g-commands")
    assert len(_ears(settings, "g", {"intake.keys.v1": "latest"}, hearing)) == 1
