"""THE tables: every allowed move of a matter, of its shares, and of what runs beside it; composed of its roads.

Row numbers, acts, roles, guards and requirements are those of spec/model/transitions.yaml; a test walks both. Rows that
are not built yet are missing and named in docs/coverage.md. Guards marked [D] stand last in their row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from chassis.decisions import Refused
from chassis.machines import Machine
from lianjie_contracts.vocabulary import AssignmentRole, MatterState
from services.routing.domain.above import AT_REST
from services.routing.domain.acts import Intent
from services.routing.domain.beside import RecusalState
from services.routing.domain.cycle import with_new_cycle
from services.routing.domain.matter import Matter
from services.routing.domain.roads import (
    accepting,
    accounting,
    answering,
    applying,
    approving,
    assigning,
    calling_back,
    closing,
    declining,
    dispatching,
    disputing,
    escalating,
    examining,
    exchanging,
    executing,
    finalizing,
    handing_over,
    handling,
    hearing,
    holding,
    importing,
    informing,
    joining,
    mediating,
    objecting,
    other_paths,
    recusing,
    reopening,
    reporting,
    reporting_up,
    ruling,
    screening,
    serving,
    succeeding,
    taking,
    withdrawing,
)
from services.routing.domain.rows import PETITIONERS, Row, may_be_mended
from services.routing.domain.words import ACTS_ZH, STATES_ZH

Machines = Mapping[str, Machine[str, Matter, Intent]]
ROADS = (
    screening, informing, declining, dispatching, assigning, accepting, taking, objecting, disputing, other_paths, handling, mediating, hearing, holding,
    recusing, escalating,
    answering, serving, executing, reporting, closing, calling_back, reopening, applying, examining, ruling,
    finalizing, withdrawing, joining, succeeding, handing_over, reporting_up, accounting, exchanging, importing, approving,
)  # fmt: skip
ROWS: Mapping[str, Row] = {row.number: row for road in ROADS for row in road.ROWS}
OF_ACT: Mapping[str, tuple[Row, ...]] = {
    act: tuple(row for row in ROWS.values() if row.act == act) for act in {row.act for row in ROWS.values()}
}


def _machines(rows: Iterable[Row]) -> Machines:
    whole = tuple(rows)
    return {
        name: Machine(tuple(row for row in whole if row.machine == name), ACTS_ZH, states, _WRONG_STATE.get(name, _IN_WRONG_STATE))
        for name, states in STATES_ZH.items()
    }  # fmt: skip


_IN_WRONG_STATE = "现在是“{state}”，{act}须在“{first}”时办理。"
_WRONG_STATE = {"matter": f"该事项{_IN_WRONG_STATE}"}
MACHINES = _machines(ROWS.values())
# The same tables without what a form can mend: for the act bar, before anything is brought.
_BEFORE_THE_FORM = _machines(
    replace(row, guards=tuple(guard for guard in row.guards if not may_be_mended(guard)))
    for row in ROWS.values()
)
SEVERAL = frozenset({"assignment", "recusal"})  # machines of which a matter has several at once
UNIT_ROLES = frozenset({"unit_liaison", "unit_handler", "unit_head"})
_NOBODY_S = frozenset({"system", "notifier", *PETITIONERS.split()})  # acts of no official
MUST_KEEP_OUT = Refused("RECUSAL_PENDING", "该人员应当回避或回避申请未决。")
NOT_YOURS = Refused("NOT_YOUR_MATTER", "该事项不在贵单位办理。")
THE_LEAD_S = Refused("LEAD_MOVES_WITH_MATTER", "主办单位的任务随事项一起办理，请办理事项本身。")
NOT_THE_LEAD = Refused("NOT_THE_LEAD", "这一步由主办单位办理，贵单位承担的请求请在协办任务中办理。")


def permits(matter: Matter, intent: Intent) -> Row | Refused:
    """The row under which an intent may happen, or the first reason why not, in words to repeat to a citizen."""
    return _asked(matter, intent, MACHINES)


def barred(matter: Matter, intent: Intent) -> Refused | None:
    """The first reason against an intent that nothing brought could mend: for an act bar, before a form is filled in."""
    found = _asked(matter, intent, _BEFORE_THE_FORM)
    return found if isinstance(found, Refused) else None


def driven_by(row: Row, matter: Matter, intent: Intent) -> tuple[Row, ...]:
    """The rows of other machines that a move carries along, in their order: each if it is possible from where the ones
    before it leave its machine, with what it carries along itself.

    Shares mirror the move by themselves (`mirrored`), and machines of other services hear of it.
    """
    found: list[Row] = []
    stands = stepped(matter, row)
    for machine, act in map(_parted, row.drives):
        if machine not in _DRIVEN or act not in OF_ACT:
            continue
        wish = Intent(act, intent.by, intent.at, _SYSTEM, intent.unit, intent.brings, driven=True)
        carried = MACHINES[machine].permits(state_of(stands, machine, None), stands, wish)
        if isinstance(carried, Row):
            for each in (carried, *driven_by(carried, stands, wish)):
                stands = stepped(stands, each)
                found.append(each)
    return tuple(found)


def stepped(matter: Matter, row: Row) -> Matter:
    """The matter with the machine of the row where the row leaves it; of what there are several, who names one moves it."""
    moved = matter
    if row.target is not None and row.machine not in SEVERAL:
        at: dict[str, Any] = {"state" if row.machine == "matter" else row.machine: row.target}
        moved = replace(moved, **at)
    return with_new_cycle(moved) if row.new_cycle else moved


def mirrored(row: Row) -> tuple[Row, ...]:
    """The rows of a share that move with the matter (rule assignment_mirror)."""
    return tuple(
        each for drive in row.drives if drive.startswith("assignment.") for each in OF_ACT.get(_parted(drive)[1], ())
    )  # fmt: skip


def state_of(matter: Matter, machine: str, about: str | None) -> str | None:
    """Where a machine of the matter stands; of its shares the one of a unit, of its recusals the one of a person."""
    if machine == "matter":
        return matter.state
    if machine == "assignment":
        share = matter.share_of(about)
        return share.state if share else None
    if machine == "recusal":
        asked = matter.recusal_of(about)
        return asked.state if asked else RecusalState.NONE
    state: str = getattr(matter, machine)
    return state


def concerned(intent: Intent) -> str | None:
    """The unit whose share an act is about: a unit's own; of the office's acts, and a lead's on a co-unit, the one it names.
    Of a recusal, the person; until a form names one, an application is about somebody new."""
    if OF_ACT[intent.act][0].machine == "recusal":
        new = "" if intent.act == "apply_recusal" else None
        return intent.says("person") or new
    return intent.unit if is_of_unit(intent.act) else intent.says("unit") or intent.unit


def is_of_unit(act: str) -> bool:
    """Whether only people of a unit that holds a share may do the act."""
    return roles_for(act) <= UNIT_ROLES


def roles_for(act: str) -> frozenset[str]:
    """Who may do an act, over all its rows."""
    return frozenset[str]().union(*(row.roles for row in OF_ACT[act]))


_SYSTEM = frozenset({"system"})
_DRIVEN = frozenset(MACHINES) - SEVERAL


def _parted(drive: str) -> tuple[str, str]:
    machine, _, act = drive.partition(".")
    return machine, act


def _asked(matter: Matter, intent: Intent, machines: Machines) -> Row | Refused:
    """Whose matter it is, then what the machine of the act says, then what its row requires of the machines beside it."""
    if intent.act not in OF_ACT:
        return Refused("UNKNOWN_ACT", "没有这项操作。")
    machine = OF_ACT[intent.act][0].machine
    if not intent.driven and (alien := _not_its_own(matter, intent, machine)):
        return alien
    if machine != "recusal" and _keeps_out(matter, intent):
        return MUST_KEEP_OUT
    found = machines[machine].permits(_begun(matter, machine, intent), matter, intent)
    if isinstance(found, Refused):
        return found
    row = ROWS[found.number]
    return next(_elsewhere(row, matter, intent), row)


def _begun(matter: Matter, machine: str, intent: Intent) -> str | None:
    """Where the machine stands for this act: one that begins from nothing begins anew where an earlier instance is at rest."""
    now = state_of(matter, machine, concerned(intent))
    sources = frozenset[str | None]().union(*(row.sources for row in OF_ACT[intent.act]))
    return "NONE" if now in AT_REST.get(machine, ()) and now not in sources and "NONE" in sources else now


def _not_its_own(matter: Matter, intent: Intent, machine: str) -> Refused | None:
    """A unit acts on its own share; what is the matter's is the lead's; and the lead's share moves with the matter alone."""
    of_unit = is_of_unit(intent.act)
    if of_unit or (intent.unit and matter.assignments):
        own = matter.share_of(intent.unit)
        if own is None:
            return NOT_YOURS
        if own.role != AssignmentRole.LEAD and not (of_unit and machine == "assignment"):
            return NOT_THE_LEAD
    share = matter.share_of(concerned(intent)) if machine == "assignment" else None
    return THE_LEAD_S if share and share.role == AssignmentRole.LEAD else None


def _keeps_out(matter: Matter, intent: Intent) -> bool:
    """Whose recusal is granted or not yet decided does nothing on the matter [R22 28; SD 17]."""
    return intent.by.role not in _NOBODY_S and matter.must_keep_out(intent.by.id, intent.by.name.strip())


def _elsewhere(row: Row, matter: Matter, intent: Intent) -> Iterator[Refused]:
    """What the row requires of the machines beside its own."""
    for machine, states in row.requires.items():
        now = state_of(matter, machine, concerned(intent))
        if now not in states:
            names = STATES_ZH[machine]
            allowed = "或".join(names[state] for state in sorted(states))
            act, name = ACTS_ZH[intent.act], names.get(now or "", "")
            yield Refused("WRONG_STATE", _IN_WRONG_STATE.format(state=name, act=act, first=allowed))


assert set(MatterState) - {MatterState.UNKNOWN} <= set(STATES_ZH["matter"]), "every state has its name"
