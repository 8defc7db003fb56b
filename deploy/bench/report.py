"""A run as a person reads it: one table of figures, one of what a life costs each process, beside the raw limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deploy.cli import screen
from deploy.words import say

if TYPE_CHECKING:
    from rich.table import Table

Run = dict[str, Any]


def figures(run: Run) -> Table:
    table = screen.table(
        say("bench_title", matters=run["matters"], form=run["form"], commit=run["commit"], at=run["at"]),
        say("bench_what"), say("bench_figure"), say("bench_more"),
    )  # fmt: skip
    for row in _rows(run):
        table.add_row(*row)
    return table


def _rows(run: Run) -> list[tuple[str, str, str]]:
    ours, raw, ratio = run["system"], run["raw"]["best"], run["ratio"]
    best, unit, reads = ours["lifecycles"]["best"], ours["to_the_unit"], ours["reads"]
    press = ours["burst_of_lives"]
    return [
        (say("bench_lifecycles"), f"{best['rate']}/s", say("bench_clients", n=best["clients"], ms=_ms(best["life_ms"]))),
        (say("bench_raw"), f"{raw['rate']}/s", say("bench_clients", n=raw["clients"], ms=_ms(raw["life_ms"]))),
        (say("bench_ratio"), f"{ratio['rate']}", say("bench_ratio_cpu", ratio=ratio["cpu"])),
        (say("bench_registrations"), _accepted(ours["registrations"]), _ms(ours["registrations"]["ms"])),
        (say("bench_raw_registrations"), _accepted(run["raw"]["registrations"]), _ms(run["raw"]["registrations"]["ms"])),
        (say("bench_burst"), _accepted(ours["burst"]), _ms(ours["burst"]["ms"])),
        (say("bench_opened", rate=unit["rate"]), _ms(unit["registered_to_opened_ms"]), ""),
        (say("bench_to_the_unit", rate=unit["rate"]), _ms(unit["dispatched_to_unit_ms"]), ""),
        (say("bench_matter"), f"{reads['matter']['rate']}/s", _ms(reads["matter"]["ms"])),
        (say("bench_page"), f"{reads['matter_page']['rate']}/s", _ms(reads["matter_page"]["ms"])),
        (say("bench_worklist"), f"{reads['worklist']['rate']}/s", _ms(reads["worklist"]["ms"])),
        (say("bench_burst_of_lives"), _accepted(press), say("bench_recovered", s=press["recovered_s"] or say("bench_not_yet"), heard=press["heard_after_s"])),
        (say("bench_memory"), f"{sum(ours['memory_mib'].values())} MiB", say("bench_memory_idle", mib=sum(ours["memory_idle_mib"].values()))),
        (say("bench_idle"), f"{sum(ours['idle_cpu_ms_per_s'].values()):.0f} ms/s", say("bench_of_deadlines", ms=ours["idle_cpu_ms_per_s"]["deadlines"])),
    ]  # fmt: skip


def costs(run: Run) -> Table:
    """What a life costs each process and the database, ours beside the raw limit's."""
    return _costs(say("bench_costs"), run["system"]["lifecycles"]["best"], run["raw"]["best"])


def registration_costs(run: Run) -> Table:
    """The same of one registration, until everybody has heard of it."""
    return _costs(
        say("bench_costs_registration"), run["system"]["registrations"], run["raw"]["registrations"]
    )


def _costs(title: str, ours: Run, raw: Run) -> Table:
    """Milliseconds of CPU by process, and what the database was asked."""
    table = screen.table(title, say("column_process"), say("bench_ours"), say("bench_theirs"), right=(1, 2))
    for name, ms in ours["cpu_ms_each"].items():
        table.add_row(name, f"{ms:.1f} ms", f"{raw['cpu_ms_each'].get(name, 0):.1f} ms")
    table.add_row(say("total"), f"{ours['cpu_ms_each_all']:.0f} ms", f"{raw['cpu_ms_each_all']:.0f} ms")
    for name, n in ours["database_each"].items():
        table.add_row(f"mongodb: {name}", f"{n:.1f}", f"{raw['database_each'].get(name, 0):.1f}")
    return table


def _ms(told: dict[str, float]) -> str:
    return (
        " · ".join(f"{name} {value:g}" for name, value in told.items()) + " ms" if told else say("bench_none")
    )


def _accepted(told: Run) -> str:
    return say("bench_accepted", rate=told["rate"], n=told["accepted"], refused=told["refused_429"],
               failed=sum(told["failed"].values()), drain=told.get("drain_s") or "–")  # fmt: skip
