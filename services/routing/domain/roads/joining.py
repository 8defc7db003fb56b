"""Two matters become one, or one becomes two (rows 42, 43 and 43.2; corrections 1 and 10).

The earlier matter survives, so that its receipt and its limits stand, and no chain of mergings ever closes. What happens in
the other matter, the survivor or the sister, is written together with the move (services/routing/kin.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_merged import MatterMerged
from lianjie_contracts.events.matter_split import MatterSplit
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.beside import WithdrawalState as W
from services.routing.domain.guards import approver_not_proposer, driven_only, opinion_not_issued
from services.routing.domain.matter import AssignmentState as A, Matter
from services.routing.domain.rows import DEPUTY, LIAISON, ROUTER, SYSTEM, Row, of_form, row


class Merging(Paper):
    """并案: the number under which the surviving matter is known, that a person has compared both, and whom it is put to."""

    into_no: str
    same_person: bool = False
    same_facts: bool = False
    reason: str = ""
    approved_by: str | None = None


class Splitting(Paper):
    """分立: the claims that go on in a sister matter, and why."""

    claim_ids: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Division:
    """What is decided of a split: the paper, and the id that its sister will have."""

    claim_ids: tuple[str, ...]
    reason: str
    sister: str


@dataclass(frozen=True, slots=True)
class Survivor:
    """The matter that is to survive, as it stands now."""

    matter_id: str
    number: str
    state: S
    received_at: datetime
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Joining:
    """What is decided of a merging: the paper, the survivor if its number is known in the county, and who has approved it."""

    paper: Merging
    survivor: Survivor | None = None
    approved_by: str | None = None


MERGEABLE = (
    S.REGISTERED, S.SCREENING, S.AWAITING_INFO, S.DISPATCHED, S.RECEIVED, S.OBJECTED, S.DISPUTED, S.ACCEPTED, S.HANDLING,
    S.ON_LEGAL_PATH, S.MEDIATING, S.HEARING, S.SUSPENDED, S.OPINION_READY,
)  # fmt: skip
NO_SURVIVORS = frozenset({S.MERGED, S.ARCHIVED})


def _survivor(intent: Intent) -> Survivor | None:
    joining = intent.of(Joining)
    return joining.survivor if joining else None


@of_form("NO_SURVIVOR", "请选择并入的事项。")
def survivor_named(_: Matter, intent: Intent) -> bool:
    """Known in the county, and open; of one that is merged or archived the next condition speaks."""
    found = _survivor(intent)
    return found is not None and found.state in {*MERGEABLE, S.REOPENED, *NO_SURVIVORS}


@of_form("SURVIVOR_INVALID", "所选事项已并案或归档,不能并入。")
def survivor_not_merged(matter: Matter, intent: Intent) -> bool:
    found = _survivor(intent)
    return found is not None and found.state not in NO_SURVIVORS and found.matter_id != matter.matter_id


@of_form("NOT_DUPLICATE", "须经人工确认同人同事。")
def same_person_same_facts(_: Matter, intent: Intent) -> bool:
    joining = intent.of(Joining)
    return joining is not None and joining.paper.same_person and joining.paper.same_facts


@of_form("SURVIVOR_LATER", "请把后收到的事项并入先收到的事项。请到先收到的那一件的编号下核对。")
def survivor_is_earlier(matter: Matter, intent: Intent) -> bool:
    """[D] From the note of row 42: the survivor keeps the earlier receipt and the limits counted from it."""
    found = _survivor(intent)
    if found is None:
        return False
    return (found.received_at, found.matter_id) < (matter.received_at, matter.matter_id)


@of_form("ACCUSATION_APART", "检举控告限制查阅，只能与检举控告并案。请选择另一件。")
def accusation_with_accusation(matter: Matter, intent: Intent) -> bool:
    """[D] What an accusation says is seen by those who must act on it alone (R22 30); merging would open it, or hide the other."""
    found = _survivor(intent)
    return found is not None and found.restricted == matter.restricted


@of_form("CLAIM_NOT_DIVIDED", "每项诉求须且只能归入一个事项。")
def claims_divided(matter: Matter, intent: Intent) -> bool:
    """What goes is the matter's, named once; and something stays."""
    going: tuple[str, ...] = intent.says("claim_ids") or ()
    own = {claim.claim_id for claim in matter.claims}
    return bool(going) and len(going) == len(set(going)) and set(going) < own


@of_form(
    "UNIT_LEFT_WITHOUT_CLAIM", "分出后有承办单位不再承担任何诉求。请先结束或收回它的任务，或改选分出的诉求。"
)
def units_keep_a_claim(matter: Matter, intent: Intent) -> bool:
    """[D] A unit without a claim could never answer."""
    going = set(intent.says("claim_ids") or ())
    live = (share for share in matter.assignments if share.state not in A.over())
    return all(set(share.claim_ids) - going for share in live)


def _merged(_: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    joining: Joining = intent.brings
    assert joining.survivor is not None, "the tables let no merging through without a survivor"
    return MatterMerged(
        **common, into=joining.survivor.matter_id, into_no=joining.survivor.number, reason=joining.paper.reason,
        approved_by=joining.approved_by,
    )  # fmt: skip


def _gone(matter: Matter, event: MatterMerged) -> Matter:
    return replace(matter, kin=replace(matter.kin, merged_into=event.into))


def _parted(matter: Matter, event: MatterSplit) -> Matter:
    gone = set(event.claim_ids)
    shares = tuple(
        replace(share, claim_ids=tuple(each for each in share.claim_ids if each not in gone))
        for share in matter.assignments
    )
    kin = replace(
        matter.kin, sisters=(*matter.kin.sisters, event.sister), parted=(*matter.kin.parted, *event.claim_ids)
    )
    claims = tuple(claim for claim in matter.claims if claim.claim_id not in gone)
    return replace(matter, claims=claims, assignments=shares, kin=kin)


ROWS: tuple[Row, ...] = (
    row("42", MERGEABLE, "merge", S.MERGED, f"{ROUTER} {DEPUTY}", "corrections 1; domain 3.2",
        survivor_named, survivor_not_merged, same_person_same_facts, approver_not_proposer,
        opinion_not_issued, survivor_is_earlier, accusation_with_accusation,
        brings=Merging, tells=_merged, then=_gone, drives="closing_check.report_not_due assignment.end_with_matter",
        requires={"withdrawal": (W.NONE, W.REVOKED, W.OVERTAKEN)}),
    row("43", [S.SCREENING, S.RECEIVED, S.ACCEPTED, S.HANDLING], "split", None, f"{ROUTER} {LIAISON}", "corrections 1,10",
        claims_divided, units_keep_a_claim, brings=Splitting, tells=MatterSplit, then=_parted, drives="sister.open_sister"),
    row("43.2", [S.NONE], "open_sister", S.SCREENING, SYSTEM, "corrections 10", driven_only),
)  # fmt: skip
