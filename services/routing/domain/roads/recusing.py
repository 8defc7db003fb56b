"""A person with a direct interest keeps out of a matter: applied for, blocked at once, granted or denied (RC1 to RC3).

[R22 28; SD 12(4), 17] From the application on, that person can do nothing on the matter (`lifecycle`), and is named to
nothing (`recusal_clear`); a successor goes on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_recusal_applied import MatterRecusalApplied
from lianjie_contracts.events.matter_recusal_decided import MatterRecusalDecided
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.beside import Proceeding, Recusal, RecusalState as C
from services.routing.domain.guards import written
from services.routing.domain.matter import Matter
from services.routing.domain.rows import (
    HANDLER,
    HEAD,
    LEADER,
    OFFICE_HEAD,
    PANEL,
    PETITIONERS,
    REGISTRAR,
    Row,
    filled,
    of_form,
    row,
)


class Request(Paper):
    """申请回避: who is to keep out, by name or account, and why. `leads_unit`: it is the head of the unit."""

    person: str
    reason: str = ""
    leads_unit: bool = False


class Ruling(Paper):
    """回避决定: about whom, why, and who takes the place at once."""

    person: str
    reason: str = ""
    successor: str = ""


@of_form("NO_RECUSAL_REASON", "请说明回避理由。")
def recusal_reason(_: Matter, intent: Intent) -> bool:
    return written(intent, "person", "reason")


@of_form("WRONG_DECIDER", "回避应由有权负责人决定。")
def recusal_decider_right(matter: Matter, intent: Intent) -> bool:
    """Nobody decides about himself, and a unit's head about no head: that goes to the organ's [SD 17]."""
    asked = matter.recusal_of(intent.says("person"))
    if asked is None or intent.is_one_with(asked.person):
        return False
    return not asked.leads_unit or bool(intent.roles & {OFFICE_HEAD, LEADER})


@of_form("NO_SUCCESSOR", "该人员是合议团队成员，请写明接替的人，接替的人不能办理过这件事。")
def panel_stays_whole(matter: Matter, intent: Intent) -> bool:
    """[D] No row forms a panel twice, so its place is filled with the decision; its votes stay whole."""
    person, successor = intent.says("person"), str(intent.says("successor") or "").strip()
    panels = [file.panel for file in (matter.review_file, matter.recheck_file) if person in file.panel]
    taken = {*matter.handlers, *(member for panel in panels for member in panel)}
    return not panels or (bool(successor) and successor not in taken and not matter.must_keep_out(successor))


@of_form("SUCCESSOR_RECUSED", "接替的人在这件事上也应当回避或回避申请未决。请另写一位。")
def successor_not_recused(matter: Matter, intent: Intent) -> bool:
    """[D] corrections 22: whoever takes the place of a recused person is not one who must keep out too."""
    successor = str(intent.says("successor") or "").strip()
    return not successor or not matter.must_keep_out(successor)


def _ruled(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    granted, successor = intent.act == "grant_recusal", str(intent.says("successor") or "")
    replaced = granted and successor and intent.says("person") in matter.handlers
    handlers = _instead(matter.handlers, intent.says("person"), successor) if replaced else ()
    return filled(MatterRecusalDecided, intent, common, granted=granted, handlers=handlers)


def _instead(people: tuple[str, ...], person: str, successor: str) -> tuple[str, ...]:
    return tuple(successor if each == person else each for each in people)


def _asked(matter: Matter, event: MatterRecusalApplied) -> Matter:
    return replace(matter, recusals=(*matter.recusals, Recusal(event.person, C.APPLIED, event.leads_unit)))


def _decided(matter: Matter, event: MatterRecusalDecided) -> Matter:
    state = C.GRANTED if event.granted else C.DENIED
    told = tuple(
        replace(each, state=state) if each.person == event.person else each for each in matter.recusals
    )
    return replace(matter, recusals=told)


def _out(matter: Matter, event: MatterRecusalDecided) -> Matter:
    """Who is out is replaced by the successor named, wherever a panel or the investigation had that person."""
    decided = _decided(matter, event)
    if not event.successor:
        return decided

    def of(file: Proceeding) -> Proceeding:
        return replace(file, panel=_instead(file.panel, event.person, event.successor))

    return replace(
        decided, handlers=_instead(matter.handlers, event.person, event.successor), review_file=of(matter.review_file),
        recheck_file=of(matter.recheck_file),
    )  # fmt: skip


ASKERS = f"{PETITIONERS} {HANDLER} {REGISTRAR} {PANEL}"
DECIDERS = f"{OFFICE_HEAD} {HEAD} {LEADER}"
ROWS: tuple[Row, ...] = (
    row("RC1", [C.NONE], "apply_recusal", C.APPLIED, ASKERS, "R22 28; SD 12(4)", recusal_reason,
        machine="recusal", brings=Request, tells=MatterRecusalApplied, then=_asked),
    row("RC2", [C.APPLIED], "grant_recusal", C.GRANTED, DECIDERS, "SD 17", recusal_decider_right, panel_stays_whole,
        successor_not_recused,
        machine="recusal", brings=Ruling, tells=_ruled, then=_out),
    row("RC3", [C.APPLIED], "deny_recusal", C.DENIED, DECIDERS, "SD 17", recusal_decider_right,
        machine="recusal", brings=Ruling, tells=_ruled, then=_decided),
)  # fmt: skip
