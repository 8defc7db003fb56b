"""What a merging or a split makes of the other matter: written with the move itself, all or nothing (rows 42 and 43.2)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from chassis.commands import Carries
from chassis.identity import Principal
from lianjie_contracts.base import SYSTEM, Actor, MatterEvent
from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
from lianjie_contracts.events.matter_opened import MatterOpened
from lianjie_contracts.vocabulary import MatterState
from services.routing.announce import feeds
from services.routing.domain.evolve import evolve
from services.routing.domain.matter import Matter
from services.routing.domain.opening import suggested
from services.routing.domain.roads.joining import Joining, Merging, Survivor
from services.routing.store import MATTERS
from services.routing.view import may_see

if TYPE_CHECKING:
    from collections.abc import Callable

    from chassis.mongo import Mongo
    from chassis.work import Work
    from lianjie_contracts.directory import Directory


async def standing(work: Work, matter_id: str) -> Matter | None:
    """The matter as this id leads to it: of one that was merged, its survivor. An earlier one each time, so this ends."""
    matter = await work.load(MATTERS, matter_id)
    while matter is not None and matter.kin.merged_into:
        matter = await work.load(MATTERS, matter.kin.merged_into)
    return matter


def carrying(by: Actor, directory: Directory) -> Carries[Matter]:
    """What a command of this person's on a matter carries along in others."""
    return partial(_carried, by, directory)


async def _carried(by: Actor, directory: Directory, work: Work, before: Matter, after: Matter) -> None:
    if after.kin.merged_into and not before.kin.merged_into:
        await _absorb(work, after, by)
    if len(after.kin.sisters) > len(before.kin.sisters):
        await _open_sister(work, before, after, by, directory)


async def _absorb(work: Work, merged: Matter, by: Actor) -> None:
    """The survivor takes over items, people and, before it is dispatched, the claims it does not have yet."""
    survivor = await standing(work, merged.matter_id)
    if survivor is None:
        raise ValueError(f"the survivor of {merged.matter_id} is gone")
    known = {claim.text.strip() for claim in survivor.claims}
    event = MatterAbsorbed(
        **_common(survivor, work, by), absorbed=merged.matter_id, item_ids=merged.item_ids, item_nos=merged.item_nos,
        headcount=merged.headcount, new_claims=tuple(
            c.model_copy(update={"unit": None}) for c in merged.claims if c.text.strip() not in known
        ),
    )  # fmt: skip
    await _save(work, evolve(survivor, event), event)


async def _open_sister(work: Work, before: Matter, parent: Matter, by: Actor, directory: Directory) -> None:
    """A matter in SCREENING with the claims that went, received when its parent was; what only the item tells is copied."""
    sister_id = parent.kin.sisters[-1]
    going = set(parent.kin.parted) - set(before.kin.parted)
    claims = tuple(
        claim.model_copy(update={"unit": None}) for claim in before.claims if claim.claim_id in going
    )
    event = MatterOpened(
        **_common(parent, work, by) | {"matter_id": sister_id, "state": MatterState.SCREENING}, row="43.2",
        item_id=parent.item_ids[0], item_no=parent.item_nos[0], channel=parent.channel, source=parent.source,
        received_at=parent.received_at, registered_at=parent.received_at, headcount=parent.headcount, place=parent.place,
        title=parent.title, claims=claims, matter_class=parent.matter_class, category=parent.category,
        litigation_status=parent.litigation_status, urgency=parent.urgency, restricted=parent.restricted, secret=parent.secret,
        accused_unit=parent.accused_unit, suggestion=suggested(parent, claims, directory),
        split_from=parent.matter_id, was_dispatched=not before.is_undispatched,
    )  # fmt: skip
    sister = replace(
        evolve(None, event), main_content=parent.main_content, petitioner_name=parent.petitioner_name,
        representatives=parent.representatives, files=parent.files,
    )  # fmt: skip
    await _save(work, sister, event)


async def in_sisters(work: Work, matter: Matter, change: Callable[[Matter], Matter]) -> None:
    """What the item tells, whose it is, its text and its files, is a sister's, too; what became of its claims is its own."""
    for id_ in matter.kin.sisters:
        sister = await work.load(MATTERS, id_)
        if sister is None:
            continue
        after = change(sister)
        if after != sister:
            await work.save(MATTERS, id_, after, *feeds(after, SYSTEM, sister.assignments))
        await in_sisters(work, after, change)


def _common(matter: Matter, work: Work, by: Actor) -> dict[str, Any]:
    return {
        "occurred_at": max(matter.last_at, work.now), "by": by, "matter_id": matter.matter_id, "county": matter.county,
        "office": matter.county, "profile": matter.profile, "state": matter.state, "first_handler": matter.first_handler,
    }  # fmt: skip


async def _save(work: Work, matter: Matter, event: MatterEvent) -> None:
    await work.save(MATTERS, matter.matter_id, matter, event, *feeds(matter, SYSTEM, matter.assignments))


async def survivor_of(mongo: Mongo, matter: Matter | None, caller: Principal) -> Survivor | None:
    """The matter that a merging which waits for approval names, as it stands now; None of any other proposal."""
    held = matter.proposal if matter else None
    if held is None or held.act != "merge":
        return None
    joined: Joining = await found(mongo, Merging.model_validate(held.paper), caller)
    return joined.survivor


async def found(mongo: Mongo, brings: Any, caller: Principal) -> Any:  # noqa: ANN401 - the paper of whatever act it is
    """A merging with the matter that its number names, if the caller may see it; any other paper as it is."""
    if not isinstance(brings, Merging):
        return brings
    number = "".join(brings.into_no.split()).upper()
    rows = await mongo.find(
        MATTERS.name, {"state.county": caller.county, "state.item_nos": number}, sort=[("state.received_at", 1)], limit=1,
    )  # fmt: skip
    matter = MATTERS.load(rows[0]["state"]) if rows else None
    return joining(brings, matter if matter and may_see(matter, caller) else None)


def joining(paper: Merging, matter: Matter | None) -> Joining:
    """What is decided of a merging into this matter."""
    if matter is None:
        return Joining(paper)
    facts = Survivor(
        matter.matter_id, matter.item_nos[0], matter.state, matter.received_at, matter.restricted
    )
    return Joining(paper, facts)
