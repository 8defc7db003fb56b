"""The acts on a dossier, as pure decisions: bind it, hand it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chassis.decisions import Changed, Decision, Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.events.dossier_bound import DossierBound
from lianjie_contracts.events.dossier_handed_over import DossierHandedOver
from services.notifications.domain.wording import year
from services.notifications.dossiers.dossier import Dossier, HandedOver, linked
from services.notifications.dossiers.gathering import Gathered
from services.notifications.dossiers.kinds import GROUPS_ZH, Group

INCOMPLETE = "案卷材料不齐全,不能归档。"


def bind(
    dossier: Dossier | None, matter_id: str, county: str, gathered: Gathered, by: Actor, at: datetime
) -> Decision[Dossier]:
    """Whole, or refused with what lacks. The number is the item's own, so none is given twice and none is left out [D]."""
    if lacks := gathered.lacks():
        return Refused("DOSSIER_INCOMPLETE", f"{INCOMPLETE}还缺：{named(lacks)}。")
    rule = gathered.rule
    number = dossier.number if dossier else f"{year(at)}-{rule.letter}-{gathered.sheet.item_no}"
    volume = dossier.volume + 1 if dossier else 1
    pieces = linked(gathered.pieces)
    bound = Dossier(matter_id, county, number, rule.kind, by.name, at, pieces[-1].chain, pieces, volume)
    told = DossierBound(
        occurred_at=at, by=by, matter_id=matter_id, county=county, dossier_no=number, kind=rule.kind, volume=volume,
        pieces=len(bound.pieces), chain=bound.chain,
    )  # fmt: skip
    return Changed(bound, (told,), {"dossier_no": number, "pieces": len(bound.pieces), "chain": bound.chain})


def hand_over(dossier: Dossier | None, list_no: str, to: str, by: Actor, at: datetime) -> Decision[Dossier]:
    """To the archive, once for each volume."""
    if dossier is None:
        return Refused("NOT_BOUND", "这个案卷还没有编制，请先编制案卷。")
    if dossier.handed_over:
        return Refused("HANDED_OVER", f"这个案卷已经移交（{dossier.handed_over.list_no}），不用再移交。")
    told = DossierHandedOver(
        occurred_at=at, by=by, matter_id=dossier.matter_id, county=dossier.county, dossier_no=dossier.number, list_no=list_no, to=to,
    )  # fmt: skip
    over = replace(dossier, handed_over=HandedOver(list_no, to, at, by.name))
    return Changed(over, (told,), {"dossier_no": dossier.number, "list_no": list_no})


def named(groups: Sequence[Group]) -> str:
    return "、".join(GROUPS_ZH[group] for group in groups)
