"""A matter goes to its units: forwarded or assigned, one lead and its co-units (rows 6 and 6.2; AS1).

Whoever sends names units; the door makes shares of them (services/routing/sending.py), for names, ids and competence are
the directory's. `Sending` is what a person fills in, `Dispatch` what is decided.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from lianjie_contracts.base import Assignment, MatterEvent, UnitCode, Value
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.vocabulary import AssignmentRole, MatterClass, MatterState as S, TransferMode, Urgency
from services.routing.domain.acts import Act, Intent, Paper
from services.routing.domain.guards import approver_not_proposer, deputy_head_approved, driven_only
from services.routing.domain.matter import AssignmentState as A, Matter, UnitShare
from services.routing.domain.rows import CLERK, ROUTER, SYSTEM, Row, of_form, of_matter, row


class CoUnit(Value, extra="forbid"):
    """A helping unit, and the claims it answers."""

    unit: UnitCode
    claim_ids: tuple[str, ...]


class Sending(Paper):
    """To whom: the lead, and what helping units take off it."""

    unit: UnitCode
    co_units: tuple[CoUnit, ...] = ()
    reason: str = ""
    category: str = ""
    report_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Dispatch:
    """转送 or 交办: the shares to send, the lead first; `competent` says of each unit whether the directory knows it there.

    `simple`: the office holds it for one of the simple road. `call`: who was told by telephone or fax, and when (6.3). `decision`: number of the designation or of the minutes (12, 12.3).
    """

    mode: TransferMode
    shares: tuple[UnitShare, ...]
    competent: bool
    reason: str = ""
    approved_by: str | None = None
    report_due_at: datetime | None = None
    category: str = ""
    call: str = ""
    decision: str = ""
    decided_on: date | None = None
    simple: bool = False

    @property
    def targets(self) -> frozenset[str]:
        return frozenset(share.unit for share in self.shares)


@of_form("TARGET_NOT_COMPETENT", "接收单位不具有管辖权。")
def target_competent(_: Matter, intent: Intent) -> bool:
    return bool(intent.says("shares")) and intent.says("competent")


@of_matter("ACCUSED_IS_TARGET", "不得将检举控告材料转给被检举控告的人员或单位。")
def accused_not_target(matter: Matter, intent: Intent) -> bool:
    """R22 30: accusation material never reaches the accused unit; a matter may complain of a unit without accusing it."""
    accused = matter.matter_class == MatterClass.ACCUSATION
    return not (accused and matter.accused_unit in (intent.says("targets") or ()))


@of_form("LEAD_NOT_SINGLE", "一个事项须且只能有一个主办单位。")
def one_lead(_: Matter, intent: Intent) -> bool:
    shares = intent.says("shares") or ()
    leads = sum(share.role == AssignmentRole.LEAD for share in shares)
    return leads == 1 and len({share.unit for share in shares}) == len(shares)


@of_matter("CLASS_OR_PATH_MISSING", "请先完成分类并为每项诉求选择办理途径。")
def class_and_path_set(matter: Matter, intent: Intent) -> bool:
    known = matter.matter_class not in (MatterClass.UNKNOWN, MatterClass.OTHER)
    return (
        known
        and all(claim.path for claim in matter.claims)
        and bool(matter.category or intent.says("category"))
    )


@of_form("NO_REPORT_DUE", "请填写办结反馈期限。")
def report_due_set(_: Matter, intent: Intent) -> bool:
    due = intent.says("report_due_at")
    return due is not None and due > intent.at


@of_form("CLAIM_NOT_SHARED_OUT", "每项请求须且只能交给一个单位，每个单位至少承担一项。")
def claims_shared_out(matter: Matter, intent: Intent) -> bool:
    """[D] Every claim has exactly one unit, and the lead at least one: a unit without a claim could never accept."""
    shares = intent.says("shares") or ()
    given = sorted(claim_id for share in shares for claim_id in share.claim_ids)
    every = sorted(claim.claim_id for claim in matter.claims)
    return given == every and all(share.claim_ids for share in shares)


@of_matter("NOT_FOR_ACCUSATION", "检举控告不转承办单位，请移送纪检监察机关。")
def accusation_not_dispatched(matter: Matter, _: Intent) -> bool:
    """[D] An accusation goes to the discipline organ (row 45); nobody else could ever answer it."""
    return matter.matter_class != MatterClass.ACCUSATION


def small(matter: Matter, units: int) -> bool:
    """First-time, small, and one unit's; that it is clear is for a person to say."""
    return len(matter.item_ids) <= 1 and units <= 1 and matter.urgency == Urgency.ORDINARY


@of_form("NOT_SIMPLE", "该事项不符合简易办理条件。")
def simple_if_small(matter: Matter, intent: Intent) -> bool:
    """[D] What the unit could never accept as simple is not sent to it as such (rows 46, 46.4; C23)."""
    return not intent.says("simple") or small(matter, len(intent.says("shares") or ()))


def told_of(share: UnitShare) -> Assignment:
    """A share as messages name it."""
    return Assignment(
        assignment_id=share.assignment_id, unit=share.unit, unit_name=share.unit_name, role=share.role, mode=share.mode,
        claim_ids=share.claim_ids, feed=None if share.feed else False,
    )  # fmt: skip


def shared(told: Assignment) -> UnitShare:
    """The share that a message names, as it was sent."""
    return UnitShare(
        told.assignment_id,
        told.unit,
        told.unit_name,
        told.role,
        told.mode,
        told.claim_ids,
        feed=told.feed is not False,
    )


def _kept(matter: Matter, new: UnitShare) -> UnitShare:
    held = next((share for share in matter.assignments if share.assignment_id == new.assignment_id), None)
    same = held is not None and (held.role, held.claim_ids) == (new.role, new.claim_ids)
    return held if held and same and held.role == AssignmentRole.CO and held.state not in A.over() else new


def dispatched(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    b = intent.brings
    lead = next(share for share in b.shares if share.role == AssignmentRole.LEAD)
    return MatterDispatched(
        **common | {"assignment_id": lead.assignment_id}, mode=b.mode, assignments=tuple(told_of(s) for s in b.shares),
        reason=b.reason, category=b.category or matter.category, followed_suggestion=b.shares[0].unit == matter.suggestion.unit,
        approved_by=b.approved_by, report_due_at=b.report_due_at, call=b.call or None, designated=bool(b.decision),
        decision=b.decision or None, decided_on=b.decided_on, simple=b.simple, former=matter.lead.assignment_id if matter.lead else None,
    )  # fmt: skip


def sent(matter: Matter, event: MatterDispatched) -> Matter:
    """Every claim has its unit. A co-unit that is asked again for what it has in hand goes on with it; every other share of an
    earlier dispatch stays in the history alone."""
    new = (replace(shared(told), designated=event.designated) for told in event.assignments)
    shares = tuple(_kept(matter, share) for share in new)
    holder = {claim_id: share.unit for share in shares for claim_id in share.claim_ids}
    claims = tuple(claim.model_copy(update={"unit": holder.get(claim.claim_id)}) for claim in matter.claims)
    return replace(
        matter, assignments=shares, claims=claims, report_due_at=event.report_due_at, category=event.category or matter.category,
        call=event.call or matter.call, simple=event.simple,
    )  # fmt: skip


ROWS: tuple[Row, ...] = (
    row("6", [S.SCREENING], Act.FORWARD, S.DISPATCHED, ROUTER, "R22 22; S4 一(二)2, 一(三)2(2), 二(四)3",
        target_competent, accused_not_target, one_lead, class_and_path_set, approver_not_proposer,
        accusation_not_dispatched, claims_shared_out, simple_if_small,
        brings=Dispatch, tells=dispatched, then=sent, drives="assignment.send"),
    row("6.2", [S.SCREENING], Act.ASSIGN, S.DISPATCHED, f"{ROUTER} {CLERK}", "R22 22(3); S4 一(三)2(1), 二(四)2",
        target_competent, accused_not_target, one_lead, class_and_path_set, deputy_head_approved, report_due_set,
        accusation_not_dispatched, claims_shared_out, simple_if_small,
        brings=Dispatch, tells=dispatched, then=sent, drives="assignment.send closing_check.expect_report"),
    row("AS1", [None], "send", A.SENT, f"{SYSTEM} {ROUTER}", "R22 22; corrections 10", driven_only, machine="assignment"),
)  # fmt: skip
