"""What a run has shown: one JSON file for machines, two tables for people."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from deploy.chaos.ledger import stalls
from deploy.cli import screen
from deploy.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.table import Table

    from deploy.chaos.trial import Trial

EXAMPLES = 20  # of what is wrong, in the file; one in the table


def figures(trial: Trial) -> dict[str, Any]:
    """Everything that was measured; seconds where nothing else is said."""
    rows, registered = trial.ledger.rows, trial.ledger.registered
    longest = stalls((row.at for row in rows), trial.begun_at, _last(trial))[0]
    waits, heard = sorted(row.took for row in registered), sorted(seconds for _, seconds in trial.probe.heard)
    work = trial.worked_until - trial.begun_at
    return {
        "seed": trial.wish.seed, "begun_at": _time(trial.begun_at), "seconds_of_work": round(work),
        "seconds_until_all_agreed": round(trial.settled_at - trial.worked_until),
        "matters": len(registered), "roads": len(trial.ledger.roads), "accepted_answers": len(rows),
        "registrations_per_second": round(len(registered) / work, 2), "faults": len(trial.nemesis.happened),
        "faults_by_kind": _by_kind(trial), "ended_by_themselves": trial.nemesis.ended_alone,
        "longest_stall": {"seconds": round(longest[1], 1), "since": _time(longest[0])},
        "registration_answered": _spread(waits), "heard_by_all": {**_spread(heard), "sample": len(heard)},
        "answers": dict(trial.clerks.answers), "mails_handed_in_again": trial.mails_again,
        "holds": holds(trial),
        "checks": [{**asdict(each), "wrong": each.wrong[:EXAMPLES], "wrong_in_all": len(each.wrong)} for each in trial.results],
    }  # fmt: skip


def holds(trial: Trial) -> bool:
    return bool(trial.results) and all(check.holds for check in trial.results)


def write(said: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def table(trial: Trial) -> Table:
    """What was demanded, and whether it holds."""
    made = screen.table(say("chaos_checks"), *(say(f"column_{name}") for name in ("check", "looked_at", "wrong", "example")), right=(1, 2))  # fmt: skip
    for check in trial.results:
        made.add_row(
            check.name, str(check.looked_at), str(len(check.wrong)), check.wrong[0] if check.wrong else ""
        )
    return made


def table_of_faults(said: dict[str, Any]) -> Table:
    """Each kind of fault with the longest silence that began under it."""
    made = screen.table(say("chaos_faults"), *(say(f"column_{name}") for name in ("fault", "count", "stall", "recovery")), right=(1, 2, 3))  # fmt: skip
    for kind, row in said["faults_by_kind"].items():
        made.add_row(
            kind, str(row["count"]), f"{row['longest_stall']:.1f}", f"{row['longest_until_ready']:.1f}"
        )
    return made


def _last(trial: Trial) -> float:
    """When there was nothing left to be accepted; silence after it is no stall."""
    return (
        trial.worked_until
        if trial.unanswered
        else max((row.at for row in trial.ledger.rows), default=trial.worked_until)
    )


def _by_kind(trial: Trial) -> dict[str, dict[str, float]]:
    """The longest silence after a fault of that kind, until the next fault began; and the longest until ready again."""
    happened = sorted(trial.nemesis.happened, key=lambda each: each.at)
    last = _last(trial)
    ends = [min(end, last) for end in (*(each.at for each in happened[1:]), last)]
    times = [row.at for row in trial.ledger.rows]
    kinds: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for each, end in zip(happened, ends, strict=False):
        silence = stalls(times, each.at, max(end, each.at))[0][1]
        kinds[each.fault.kind].append((silence, each.ready_at - each.at))
    return {
        kind: {"count": len(pairs), "longest_stall": round(max(a for a, _ in pairs), 1),
               "longest_until_ready": round(max(b for _, b in pairs), 1)}
        for kind, pairs in sorted(kinds.items())
    }  # fmt: skip


def _spread(values: Sequence[float]) -> dict[str, float]:
    if not values:
        return {}
    at = {name: values[min(len(values) - 1, int(len(values) * share))] for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}  # fmt: skip
    return {name: round(value, 2) for name, value in {**at, "longest": values[-1]}.items()}


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def facts(said: dict[str, Any]) -> dict[str, object]:
    """The figures of the closing sentence."""
    return {
        "matters": said["matters"], "roads": said["roads"], "faults": said["faults"],
        "rate": said["registrations_per_second"], "stall": said["longest_stall"]["seconds"],
        "heard": said["heard_by_all"].get("longest", "-"), "again": said["mails_handed_in_again"],
    }  # fmt: skip
