"""Every configuration that the machines of a matter can stand in together, walked over routing's own tables.

A row is possible where its source and what it requires of the machines beside it hold; its conditions on facts are taken to be
satisfiable. A driven row with a condition of its own happens or does not: both are walked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

from services.routing.domain.cycle import with_new_cycle
from services.routing.domain.matter import WITHDRAWABLE
from services.routing.domain.rows import Row
from tests.routing.builders import a_matter

Config = tuple[str, ...]
OF_LIFE = ("matter", "execution", "closing_check", "review", "recheck", "withdrawal")
# What a guard of our own asks of a machine beside, because it words it for who reads it.
BY_GUARD = {"matter_may_be_withdrawn": {"matter": WITHDRAWABLE}}
AN_IMPORT_UNDONE = {"U1"}


def guards(row: Row) -> set[str]:
    return {guard.__name__ for guard in row.guards}


@dataclass(frozen=True)
class Walk:
    """A walk over some machines, from where a matter begins."""

    rows: tuple[Row, ...]
    machines: tuple[str, ...] = OF_LIFE

    @cached_property
    def next(self) -> Mapping[Config, Mapping[Config, frozenset[str]]]:
        """From each configuration those after it, with the acts that lead there."""
        begin = ("SCREENING", *["NONE"] * (len(self.machines) - 1))
        found: dict[Config, dict[Config, frozenset[str]]] = {}
        waiting = [begin]
        while waiting:
            config = waiting.pop()
            if config in found:
                continue
            after: dict[Config, set[str]] = defaultdict(set)
            for row in self._begins[config[0]]:
                if self.possible(config, row):
                    for end in self._ends(config, row):
                        after[end].add(row.act)
            found[config] = {end: frozenset(acts) for end, acts in after.items()}
            waiting += after.keys() - found.keys()
        return found

    def possible(self, config: Config, row: Row) -> bool:
        return all(config[at] in states for at, states in self._asks[row.number])

    def stuck(self, ends: frozenset[str]) -> set[Config]:
        """From where no way leads to one of these main states."""
        back: dict[Config, set[Config]] = defaultdict(set)
        for config, after in self.next.items():
            for end in after:
                back[end].add(config)
        good = {config for config in self.next if config[0] in ends}
        waiting = list(good)
        while waiting:
            for before in back[waiting.pop()] - good:
                good.add(before)
                waiting.append(before)
        return self.next.keys() - good

    def reached(self, machine: str) -> set[str]:
        """Where the machine ever stands, and what a row passes through though it drives on in the same move."""
        at = self.machines.index(machine)
        passed = {
            str(row.target)
            for row in self.rows
            if row.machine == machine
            and row.target
            and any(self.possible(config, row) for config in self.next)
        }
        return {config[at] for config in self.next} | passed

    @cached_property
    def _begins(self) -> Mapping[str, tuple[Row, ...]]:
        """By main state, the rows that somebody may wish for in it."""
        own = [
            r
            for r in self.rows
            if r.machine in self.machines
            and r.number not in AN_IMPORT_UNDONE
            and "driven_only" not in guards(r)
        ]
        states = {
            str(state)
            for r in self.rows
            if r.machine == "matter"
            for state in (*r.sources, r.target)
            if state
        }
        return {s: tuple(r for r in own if r.machine != "matter" or s in r.sources) for s in states}

    @cached_property
    def _asks(self) -> Mapping[str, tuple[tuple[int, frozenset[str | None]], ...]]:
        """By row, where its machine and those beside it must stand."""
        at = {machine: n for n, machine in enumerate(self.machines)}
        found: dict[str, tuple[tuple[int, frozenset[str | None]], ...]] = {}
        for row in self.rows:
            beside = (row.requires, *(BY_GUARD[name] for name in guards(row) & BY_GUARD.keys()))
            asked = [
                (row.machine, row.sources),
                *((m, frozenset(s)) for each in beside for m, s in each.items()),
            ]
            found[row.number] = tuple((at[machine], states) for machine, states in asked if machine in at)
        return found

    @cached_property
    def _of_act(self) -> Mapping[str, tuple[Row, ...]]:
        return {
            f"{r.machine}.{r.act}": tuple(o for o in self.rows if (o.machine, o.act) == (r.machine, r.act))
            for r in self.rows
        }

    def _ends(self, config: Config, row: Row) -> Iterable[Config]:
        at = self.machines.index(row.machine)
        moved = config if row.target is None else (*config[:at], str(row.target), *config[at + 1 :])
        ends = {_anew(self.machines, moved) if row.new_cycle else moved}
        for drive in row.drives:
            if drive.partition(".")[0] in self.machines:
                ends = {end for each in ends for end in self._driven(each, drive)}
        return ends

    def _driven(self, config: Config, drive: str) -> Iterator[Config]:
        at = self.machines.index(drive.partition(".")[0])
        carried = next((row for row in self._of_act.get(drive, ()) if config[at] in row.sources), None)
        if carried is None or guards(carried) - {"driven_only"}:
            yield config
        if carried is not None:
            yield from self._ends(config, carried)


@cache
def _anew(machines: tuple[str, ...], config: Config) -> Config:
    """What a new opinion cycle makes of it, by the function that does it."""
    names = {
        "state" if machine == "matter" else machine: state
        for machine, state in zip(machines, config, strict=True)
    }
    fresh = with_new_cycle(replace(a_matter(), **names))
    return tuple(str(getattr(fresh, name)) for name in names)


def unbounded(rows: Iterable[Row], machine: str, bounding: set[str]) -> list[str] | None:
    """A loop of one machine that nothing bounds; None if there is none. A driven row is bounded as all that drive it are."""
    rows = tuple(rows)
    drivers: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for drive in row.drives:
            drivers[drive].append(row)

    def bounded(row: Row, depth: int = 0) -> bool:
        if guards(row) & bounding:
            return True
        by = drivers[f"{row.machine}.{row.act}"]
        return (
            "driven_only" in guards(row)
            and depth < 4
            and bool(by)
            and all(bounded(each, depth + 1) for each in by)
        )

    free: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.machine == machine and row.target and row.number not in AN_IMPORT_UNDONE and not bounded(row):
            for source in row.sources - {row.target}:
                free[str(source)].add(str(row.target))
    return _loop(free)


def _loop(edges: Mapping[str, set[str]]) -> list[str] | None:
    done: set[str] = set()

    def within(state: str, path: list[str]) -> list[str] | None:
        if state in path:
            return [*path[path.index(state) :], state]
        if state in done:
            return None
        found = next(
            (loop for to in sorted(edges.get(state, ())) if (loop := within(to, [*path, state]))), None
        )
        done.add(state)
        return found

    return next((loop for state in sorted(edges) if (loop := within(state, []))), None)
