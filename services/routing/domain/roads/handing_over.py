"""A matter goes from one person's worklist to another's: one matter of a handover that was approved (row HO1 of our own [D]).

The handover itself, its one approval and its progress, is an aggregate beside the matters (`domain/handover.py`). What a panel
or a hearing asks of the giver stays: those are formed by rows of their own, and a recusal fills a place (RC2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.cover import Person
from lianjie_contracts.events.matter_handed_over import MatterHandedOver
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Intent
from services.routing.domain.matter import Matter
from services.routing.domain.roads.succeeding import IN_SOMEBODY_S_HANDS
from services.routing.domain.rows import SYSTEM, Row, filled, of_form, of_matter, row


@dataclass(frozen=True, slots=True)
class HandingOver:
    """From whom, to whom, and by which handover."""

    handover_id: str
    giver: Person
    taker: Person
    reason: str = ""


@of_matter("NOT_THEIRS", "这件现在不在移交人名下。")
def giver_named(matter: Matter, intent: Intent) -> bool:
    giver: Person | None = intent.says("giver")
    return giver is not None and in_the_name_of(matter, giver)


@of_form("RECUSAL_PENDING", "该人员应当回避或回避申请未决。")
def taker_not_recused(matter: Matter, intent: Intent) -> bool:
    return not matter.must_keep_out(*intent.says("taker").words)


@of_form("TAKER_INVOLVED", "接手人已经是这件的承办人或合议成员，移交后会少一个人。请换一位接手人。")
def taker_is_another(matter: Matter, intent: Intent) -> bool:
    """Two investigators stay two people, and nobody examines what he investigates."""
    panels = (*matter.review_file.panel, *matter.recheck_file.panel)
    return not intent.says("taker").goes_by(*matter.handlers, *panels)


def in_the_name_of(matter: Matter, person: Person) -> bool:
    """Whether a person's worklist holds the matter: an investigator's, or that of who received the petitioner first."""
    return person.goes_by(*matter.handlers) or person.goes_by(matter.first_handler or "")


def _told(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    giver: Person = intent.brings.giver
    taker: Person = intent.brings.taker
    instead = taker.name or taker.id
    handlers = tuple(instead if giver.goes_by(each) else each for each in matter.handlers)
    first = taker.id if giver.goes_by(matter.first_handler or "") else matter.first_handler
    return filled(MatterHandedOver, intent, common | {"first_handler": first}, handlers=handlers)


def _taken(matter: Matter, event: MatterHandedOver) -> Matter:
    return replace(matter, handlers=event.handlers, first_handler=event.first_handler)


OPEN = (S.SCREENING, S.AWAITING_INFO, *IN_SOMEBODY_S_HANDS)
ROWS: tuple[Row, ...] = (
    row("HO1", OPEN, "hand_over", None, SYSTEM, "[D] corrections 22", giver_named, taker_not_recused, taker_is_another,
        brings=HandingOver, tells=_told, then=_taken),
)  # fmt: skip
