"""To whom a matter goes, as the directory knows them: names, ids of shares, and whether each unit is one of the county's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from chassis.ids import derived
from lianjie_contracts.directory import Directory
from lianjie_contracts.vocabulary import AssignmentRole, TransferMode
from services.routing.domain.days import end_of
from services.routing.domain.matter import AssignmentState as A, Matter, UnitShare
from services.routing.domain.roads.assigning import Helper, NewLead, PhoneOrder
from services.routing.domain.roads.dispatching import Dispatch, Sending
from services.routing.domain.roads.disputing import Holder
from services.routing.domain.roads.exchanging import PackageOrder
from services.routing.domain.roads.joining import Division, Splitting
from services.routing.domain.roads.succeeding import Succession
from services.routing.domain.roads.taking import Own, OwnAcceptance
from services.routing.packing import package


def share_id(matter: Matter, unit: str) -> str:
    """The id of a share that this unit is to get: the same if asked again, another than that of one it gave back."""
    times = matter.given_back.count(unit)
    again = (str(times),) if times else ()
    return f"{matter.county}:{derived('assignment', matter.matter_id, unit, *again)}"


def next_sister(matter: Matter) -> str:
    """The id of the matter that is split off next: the same if asked again."""
    return f"{matter.county}:{derived('sister', matter.matter_id, str(len(matter.kin.sisters) + 1))}"


def share(
    matter: Matter, unit: str, role: AssignmentRole, mode: TransferMode, claim_ids: tuple[str, ...], directory: Directory
) -> UnitShare:  # fmt: skip
    """A unit's share; a unit that the directory does not know goes by its code, and is refused as not competent."""
    known = directory.unit(unit) if directory.has_unit(unit) else None
    name = known.name if known else unit
    return UnitShare(
        share_id(matter, unit), unit, name, role, mode, claim_ids, feed=known is None or known.feed
    )


def shares(
    matter: Matter, lead: str, co_units: Iterable[tuple[str, tuple[str, ...]]], mode: TransferMode, directory: Directory
) -> tuple[UnitShare, ...]:  # fmt: skip
    """The lead's share first; the claims that no co-unit gets are the lead's."""
    helped = tuple(co_units)
    elsewhere = {claim_id for _, claim_ids in helped for claim_id in claim_ids}
    own = tuple(claim.claim_id for claim in matter.claims if claim.claim_id not in elsewhere)
    return (
        share(matter, lead, AssignmentRole.LEAD, mode, own, directory),
        *(share(matter, unit, AssignmentRole.CO, mode, claim_ids, directory) for unit, claim_ids in helped),
    )


def all_known(matter: Matter, to: Iterable[UnitShare], directory: Directory) -> bool:
    """Whether each is a unit of the matter's county, and not closed."""
    return all(directory.takes_new(s.unit) and directory.unit(s.unit).county == matter.county for s in to)


def prepared(paper: Any, matter: Matter, directory: Directory) -> Any:  # noqa: ANN401 - the paper of whatever act it is
    """A paper that names units, as it is decided: with their shares; any other paper as it is."""
    lead = matter.lead
    mode = lead.mode if lead else TransferMode.FORWARD
    match paper:
        case PhoneOrder():
            mode = TransferMode.ASSIGN
            to = shares(matter, paper.unit, _helpers(paper), mode, directory)
        case Sending():
            to = shares(matter, paper.unit, _helpers(paper), mode, directory)
        case Helper():
            to = (
                *_without(matter, paper.claim_ids),
                share(matter, paper.unit, AssignmentRole.CO, mode, paper.claim_ids, directory),
            )
        case NewLead():
            to = tuple(replace(s, role=_LEADS[s.unit == paper.unit]) for s in _live(matter))
        case Succession():
            to = _succeeded(matter, paper, directory)
        case OwnAcceptance():
            claim_ids = tuple(claim.claim_id for claim in matter.claims)
            own = share(matter, paper.unit, AssignmentRole.LEAD, TransferMode.FORWARD, claim_ids, directory)
            return Own(own, all_known(matter, (own,), directory), paper)
        case PackageOrder():
            return package(matter)
        case Splitting():
            return Division(paper.claim_ids, paper.reason, next_sister(matter))
        case Holder():
            to = _holding(matter, paper.unit)
        case _:
            return paper
    due_on: date | None = getattr(paper, "report_due_on", None)
    return Dispatch(
        mode, tuple(sorted(to, key=lambda s: s.role != AssignmentRole.LEAD)), all_known(matter, to, directory), paper.reason,
        getattr(paper, "approved_by", None), end_of(due_on) if due_on else None, getattr(paper, "category", ""),
        getattr(paper, "call", ""), getattr(paper, "decision", "") or getattr(paper, "minutes", ""), getattr(paper, "decided_on", None),
    )  # fmt: skip


_LEADS = {True: AssignmentRole.LEAD, False: AssignmentRole.CO}


def _helpers(paper: Sending) -> Iterable[tuple[str, tuple[str, ...]]]:
    return ((co.unit, co.claim_ids) for co in paper.co_units)


def _live(matter: Matter) -> tuple[UnitShare, ...]:
    """The shares that nobody gave back or took back."""
    return tuple(s for s in matter.assignments if s.state not in (A.RETURNED, A.RECALLED))


def _without(matter: Matter, claim_ids: tuple[str, ...]) -> tuple[UnitShare, ...]:
    """The shares, the lead's without these claims."""
    return tuple(
        replace(s, claim_ids=tuple(c for c in s.claim_ids if c not in claim_ids)) if s.role == AssignmentRole.LEAD else s
        for s in _live(matter)
    )  # fmt: skip


def _succeeded(matter: Matter, paper: Succession, directory: Directory) -> tuple[UnitShare, ...]:
    """The shares as they stand, those of the former unit in the successor's name: same ids, so that limits and history go on."""
    name = directory.unit(paper.successor).name if directory.has_unit(paper.successor) else paper.successor
    return tuple(
        replace(s, unit=paper.successor, unit_name=name) if s.unit == paper.former else s
        for s in _live(matter)
    )


def _holding(matter: Matter, unit: str) -> tuple[UnitShare, ...]:
    """The share of a unit that has the papers, with all that the lead had."""
    own = matter.share_of(unit)
    lead = matter.lead.claim_ids if matter.lead and matter.lead.unit != unit else ()
    return (replace(own, role=AssignmentRole.LEAD, claim_ids=(*lead, *own.claim_ids)),) if own else ()
