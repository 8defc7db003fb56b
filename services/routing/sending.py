"""To whom a matter goes, as the directory knows them: names, ids of shares, and whether each unit is one of the county's."""

from __future__ import annotations

from collections.abc import Iterable

from chassis.ids import derived
from lianjie_contracts.directory import Directory
from lianjie_contracts.vocabulary import AssignmentRole, TransferMode
from services.routing.domain.matter import Matter, UnitShare


def share_id(matter: Matter, unit: str) -> str:
    """The id of a share that this unit is to get: the same if asked again, another than that of one it gave back."""
    times = matter.given_back.count(unit)
    again = (str(times),) if times else ()
    return f"{matter.county}:{derived('assignment', matter.matter_id, unit, *again)}"


def share(
    matter: Matter, unit: str, role: AssignmentRole, mode: TransferMode, claim_ids: tuple[str, ...], directory: Directory
) -> UnitShare:  # fmt: skip
    """A unit's share; a unit that the directory does not know goes by its code, and is refused as not competent."""
    name = directory.unit(unit).name if directory.has_unit(unit) else unit
    return UnitShare(share_id(matter, unit), unit, name, role, mode, claim_ids)


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
    """Whether each is a unit of the matter's county."""
    return all(directory.has_unit(s.unit) and directory.unit(s.unit).county == matter.county for s in to)
