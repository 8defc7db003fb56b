"""How a first item becomes a matter, and a repeat joins one (rows 1 and 2; spec/domain 3.2, 3.4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from lianjie_contracts.base import Claim, Suggestion
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import MatterClass, MatterState, Path
from services.routing.domain.above import transferred
from services.routing.domain.matter import Matter
from services.routing.domain.suggestion import Facts, Ranks, category_of, suggest, with_learned, with_road

# The path proposed for each class [D]; the unit fixes it when it accepts.
_PATHS = {
    MatterClass.APPEAL: (Path.PETITION, "《信访工作条例》第三十一条第六项"),
    MatterClass.SUGGESTION: (Path.SUGGESTION, "《信访工作条例》第二十九条"),
    MatterClass.ACCUSATION: (Path.ACCUSATION, "《信访工作条例》第三十条"),
}


def opened(item: ItemRegistered, directory: Directory, now: datetime, ranks: Ranks | None = None) -> Matter:
    """A matter in SCREENING: the duplicate check was a person's, at registration, so row 2 follows at once."""
    units, rules = directory.units_of(item.county), directory.county(item.county).rules

    def facts(text: str) -> Facts:
        return Facts(
            text, item.category, item.place.code, item.matter_class, item.litigation_status, item.accused_unit
        )

    whole = facts(" ".join((item.title, item.main_content, *(claim.text for claim in item.claims))))
    suggestion = suggest(whole, units, rules)
    if ranks is not None and item.matter_class != MatterClass.ACCUSATION:
        claims = " ".join(claim.text for claim in item.claims)
        ranked = ranks(item.title, f"{item.main_content} {claims}", claims)
        suggestion = with_learned(suggestion, ranked, ranks.learned_from, whole, units)
    suggestion = with_road(suggestion, item.purpose, len(item.claims), item.urgency)
    path, basis = _PATHS.get(item.matter_class, (None, None))

    def screened(claim: Claim) -> Claim:
        alone = suggest(facts(claim.text), units, rules)
        unit = alone.unit if alone.sure else suggestion.unit
        road = (
            {} if claim.path else {"path": path, "path_basis": basis}
        )  # the front door may have proposed one
        return claim.model_copy(update={**road, "unit": unit})

    return Matter(
        matter_id=item.matter_id, county=item.county, profile=item.profile, state=MatterState.SCREENING, title=item.title,
        claims=tuple(screened(claim) for claim in item.claims), matter_class=item.matter_class, category=category_of(whole, units),
        place=item.place, channel=item.channel, source=item.source, received_at=item.received_at, last_at=now,
        suggestion=suggestion, urgency=item.urgency, litigation_status=item.litigation_status,
        restricted=item.matter_class == MatterClass.ACCUSATION,
        secret=item.secrecy_requested, accused_unit=item.accused_unit, headcount=item.headcount,
        main_content=item.main_content, petitioner_name=None if item.petitioner.is_anonymous else item.petitioner.name,
        item_ids=(item.item_id,), item_nos=(item.item_no,), first_handler=item.first_handler,
        representatives=len(item.representatives), **transferred(item.source, item.exchange_no, item.exchange_due_on),
    )  # fmt: skip


def suggested(matter: Matter, claims: Collection[Claim], directory: Directory) -> Suggestion:
    """The unit that is proposed for some of a matter's claims alone."""
    text = " ".join(claim.text for claim in claims)
    facts = Facts(
        text,
        matter.category,
        matter.place.code,
        matter.matter_class,
        matter.litigation_status,
        matter.accused_unit,
    )
    return suggest(facts, directory.units_of(matter.county), directory.county(matter.county).rules)


def joined(matter: Matter, item: ItemRegistered, now: datetime) -> tuple[Matter, tuple[Claim, ...]]:
    """A further item, and the claims it adds: no clock starts again, the earlier date stands.

    Before dispatch new claims are added; afterwards they are told, and the office decides what becomes of them.
    """
    known = {claim.text.strip() for claim in matter.claims}
    path, basis = _PATHS.get(matter.matter_class, (None, None))
    new = tuple(
        claim.model_copy(update={"path": path, "path_basis": basis})
        for claim in item.claims
        if claim.text.strip() not in known
    )
    open_ = matter.is_undispatched
    after = replace(
        matter, item_ids=(*matter.item_ids, item.item_id), item_nos=(*matter.item_nos, item.item_no),
        headcount=max(matter.headcount, item.headcount), last_at=max(matter.last_at, now),
        claims=(*matter.claims, *new) if open_ else matter.claims,
    )  # fmt: skip
    return after, new


def amended(
    matter: Matter, item: ItemRegistered, dropped: Collection[str], directory: Directory, now: datetime,
    ranks: Ranks | None = None,
) -> Matter:  # fmt: skip
    """The matter after a later stage or a correction of one of its items.

    Whose it is and its whole text always follow the first item. What decides its road follows only while it is not
    dispatched: afterwards the units have been told, and further claims stay facts of the item, for the office to judge.
    """
    known = with_item(matter, item)
    if not matter.is_undispatched:
        return known
    item = _without(item, matter.kin.parted)
    if matter.item_ids[0] != item.item_id:
        return replace(known, claims=_joined_claims(matter, item))
    fresh = opened(item, directory, now, ranks)
    # What another item has asked for too is nobody's alone to take back.
    gone = set(dropped) if len(matter.item_ids) == 1 else set()
    own = {claim.claim_id for claim in fresh.claims}
    others = tuple(c for c in matter.claims if c.claim_id not in own and c.claim_id not in gone)
    single = len(matter.item_ids) == 1
    return replace(
        known, title=fresh.title, claims=(*fresh.claims, *others), matter_class=fresh.matter_class, category=fresh.category,
        place=fresh.place, suggestion=fresh.suggestion, urgency=fresh.urgency, litigation_status=fresh.litigation_status,
        restricted=fresh.restricted, accused_unit=fresh.accused_unit,
        headcount=fresh.headcount if single else max(matter.headcount, fresh.headcount),
    )  # fmt: skip


def _without(item: ItemRegistered, parted: Collection[str]) -> ItemRegistered:
    """The item as far as it is this matter's: what went into a sister lives there (row 43)."""
    return item.model_copy(update={"claims": tuple(c for c in item.claims if c.claim_id not in parted)})


def _joined_claims(matter: Matter, item: ItemRegistered) -> tuple[Claim, ...]:
    """The matter's claims with those of a further item: mended where they are known, added where they are new."""
    path, basis = _PATHS.get(matter.matter_class, (None, None))
    told = {claim.claim_id: claim for claim in item.claims}
    texts = {claim.text.strip() for claim in matter.claims if claim.claim_id not in told}
    kept = tuple(
        claim.model_copy(update={"text": new.text, "path": new.path or claim.path, "path_basis": new.path_basis or claim.path_basis})
        if (new := told.pop(claim.claim_id, None)) else claim
        for claim in matter.claims
    )  # fmt: skip
    further = (
        claim if claim.path else claim.model_copy(update={"path": path, "path_basis": basis})
        for claim in told.values() if claim.text.strip() not in texts
    )  # fmt: skip
    return (*kept, *further)


def with_item(matter: Matter, item: ItemRegistered) -> Matter:
    """What only the item tells: the whole text, and whose it is. A joined item changes nothing of it."""
    if not matter.item_ids or matter.item_ids[0] != item.item_id:
        return matter
    name = None if item.petitioner.is_anonymous else item.petitioner.name
    return replace(
        matter,
        main_content=item.main_content,
        petitioner_name=name,
        secret=item.secrecy_requested,
        representatives=len(item.representatives),
    )
