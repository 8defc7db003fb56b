"""How many messages a day limits cost a person: python -m tests.bench.messages [--matters 1430] [--seed 1].

The generated town in memory, four months of it at so many matters a month, of which the last is counted: by then limits of
sixty days are half used, near and over. What is said before a working morning is one message, its digest; of what is said
after it, only what cannot wait, each by itself. The default is 22 working days of the demonstration's 65 petitions.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from deploy.generate.filling import Scribe, Task
from deploy.generate.generation import Generation, numbered
from deploy.local.home import DIRECTORY
from lianjie_contracts.directory import load
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.clock_warned import ClockWarned
from services.deadlines.digest import telling
from services.deadlines.domain.clocks import Level
from services.deadlines.domain.counting import local_day
from services.deadlines.mine import INVESTIGATOR
from tests.deadlines.town import LAW

SECRET = base64.b64encode(bytes(range(32))).decode()
KEYS = {"master_key": SECRET, "person_key": SECRET, "token_secret": SECRET}
MONTHS, UNTIL = 4, datetime(2026, 11, 20, 4, tzinfo=UTC)
Person = tuple[str, str, str]  # unit or county, post, name where one is named
BODIES = (ClockWarned, ClockBreached, ClockStopped)


@dataclass(frozen=True)
class Said:
    """A limit has reached a level: when, and who is told."""

    at: datetime
    level: Level
    to: tuple[Person, ...]


def messages(said: Iterable[Said]) -> Counter[tuple[Person, date]]:
    """By person and day. What was said at night or on a day of rest is in the next working morning's digest."""
    rules, calendar = telling(), LAW.base
    digests: set[tuple[Person, date]] = set()
    at_once: Counter[tuple[Person, date]] = Counter()
    for each in said:
        morning = rules.morning(each.at, calendar)
        waits = local_day(morning) != local_day(each.at)
        for person in each.to:
            if each.at == morning:
                digests.add((person, local_day(morning)))
            elif waits or each.level not in rules.at_once:
                digests.add((person, LAW.base.next_workday(local_day(morning))))
            else:
                at_once[person, local_day(morning)] += 1
    return at_once + Counter(digests)


async def said_in(task: Task) -> list[Said]:
    """Everything that was said of limits in the last month, with who is told."""
    scribe = Scribe(task)
    found: list[Said] = []
    since = UNTIL - timedelta(days=30)
    for chunk in range(task.generation.chunks):
        rows = await scribe.rows(chunk)
        sheets = {row["_id"]: row["state"] for row in rows["lianjie_deadlines", "sheets"]}
        events = [each for each in map(_event, rows["lianjie_deadlines", "sheets_history"]) if each]
        # A limit whose end was heard in the same breath presses nobody: no digest shows it.
        over = {(e.clock_id, e.occurred_at) for e in events if isinstance(e, ClockStopped)}
        found += [
            _told(event, sheets[event.matter_id])
            for event in events
            if isinstance(event, ClockWarned | ClockBreached)
            and (event.clock_id, event.occurred_at) not in over
            if event.occurred_at >= since
        ]
    return found


def _event(row: dict[str, Any]) -> ClockWarned | ClockBreached | ClockStopped | None:
    kind = dict(row["headers"])["ce_type"].decode()
    return next((each.model_validate_json(row["body"]) for each in BODIES if each.type == kind), None)


def _told(event: ClockWarned | ClockBreached, sheet: dict[str, Any]) -> Said:
    level = Level(event.level.value) if isinstance(event, ClockWarned) else Level.BLACK
    rule = LAW.under(event.profile).table.rules[event.clock]
    clock: Any = SimpleNamespace(unit=event.unit, level=level)
    named = sheet.get("handlers", ()) if event.unit and event.unit == sheet.get("handled_in") else ()
    return Said(event.occurred_at, level, tuple(_people(telling().told(clock, rule), event, named)))


def _people(
    posts: Iterable[str], event: ClockWarned | ClockBreached, named: Iterable[str]
) -> Iterator[Person]:
    """Everybody in a post; of the investigators those who are named, if any are."""
    for post in posts:
        of = event.unit if event.unit and post.startswith("unit_") else event.county
        names = tuple(named) if post == INVESTIGATOR else ()
        yield from ((of, post, name) for name in names or ("",))


def said(counted: Counter[tuple[Person, date]], days: int) -> Iterator[str]:
    """For each post: how many messages a person has a day, over all working days of the month."""
    of_post: dict[str, Counter[tuple[Person, date]]] = defaultdict(Counter)
    for (person, day), n in counted.items():
        of_post[person[1]][person, day] = n
    for post, its in sorted(of_post.items()):
        people = {person for person, _ in its}
        per_day = sorted([*its.values(), *[0] * (len(people) * days - len(its))])
        p95 = per_day[int(len(per_day) * 0.95)]
        yield f"{post:<20} {len(people):>4} people, most {per_day[-1]}, p95 {p95}, mean {statistics.mean(per_day):.2f} a day"


def a_month(matters: int, seed: int) -> list[Said]:
    generation = Generation(seed, MONTHS * matters, MONTHS, UNTIL, load(DIRECTORY))
    return asyncio.run(said_in(Task("", KEYS, generation, numbered(generation), {})))


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="How many messages a day limits cost a person.")
    asked.add_argument("--matters", type=int, default=1430)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    everything = a_month(given.matters, given.seed)
    lines = Counter((person, local_day(each.at)) for each in everything for person in each.to)
    for what, counted in (("messages", messages(everything)), ("lines in them", lines)):
        sys.stdout.write(f"{what}: {sum(counted.values())}\n")
        for line in said(counted, 22):
            sys.stdout.write(f"  {line}\n")
