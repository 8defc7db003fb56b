"""An item for the staff of its county: what was registered, what followed, how it reads now, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chassis.decisions import Refused
from lianjie_contracts.base import Petitioner
from lianjie_contracts.events.item_corrected import Correction
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import Channel
from services.intake.checking import missing
from services.intake.domain.item import Item
from services.intake.domain.rules import Stage
from services.intake.persons import SEALED
from services.intake.registrar import SAME
from services.intake.stages.guards import representatives_chosen
from services.intake.tables import tables


def shown(item_id: str, item: Item, *, dispatched: bool) -> dict[str, Any]:
    """Nothing personal is opened here: of people it says which fields are filled in (their contact: GET …/contact)."""
    first, now = item.registered, item.now
    no = representatives_chosen(now)
    return {
        "item_id": item_id, "item_no": item.item_no, "matter_id": item.matter_id, "profile": first.profile, "stage": _reached(item),
        "registered": {"at": first.registered_at, "by": first.by.id, "name": first.by.name, "reads": _reads(first)},
        "reads": _reads(now), "people": people(now), "dispatched": dispatched, "counts_as": _counts_as(now),
        "interviews": [each.model_dump(mode="json") for each in item.interviews],
        "screenings": [each.model_dump(mode="json") for each in item.screenings],
        "corrections": [_corrected(each, first.profile) for each in item.corrections],
        "missing": missing(_given(item), now.channel, now.profile),
        "refusals": {"interview": _refusal(no)} if no else {},
    }  # fmt: skip


def people(now: ItemRegistered) -> list[dict[str, Any]]:
    """Everybody of an item by holder, with the names of the fields that are filled in."""
    named = [("petitioner", now.petitioner)]
    named += [(f"representatives.{n}", each) for n, each in enumerate(now.representatives)]
    named += [(f"agents.{n}.person", each.person) for n, each in enumerate(now.agents)]
    return [
        {
            "holder": holder, "type": each.type.value, "is_anonymous": each.is_anonymous,
            "id_type": each.id_type.value if each.id_type else None, "id_unavailable_reason": each.id_unavailable_reason,
            "filled": [field for field in SEALED if getattr(each, field)],
        }
        for holder, each in named
    ]  # fmt: skip


def _counts_as(now: ItemRegistered) -> list[str]:
    """集体访 and 联名信 by the thresholds of the profile [GK]."""
    rules = tables().profile(now.profile)
    group = now.channel == Channel.VISIT and now.headcount >= rules.group_from
    joint = now.channel != Channel.VISIT and (now.signatories_count or 0) >= rules.joint_letter_from
    return [word for word, holds in (("GROUP_VISIT", group), ("JOINT_LETTER", joint)) if holds]


def _reached(item: Item) -> str:
    if item.screenings:
        return Stage.SCREEN
    return Stage.INTERVIEW if item.interviews else Stage.REGISTER


def _reads(event: ItemRegistered) -> dict[str, Any]:
    """Everything but the persons."""
    also = {
        "received_at", "registered_at", "place", "claims", "purpose", "category_l2", "secrecy_requested", "incomplete", "is_repeat",
        "leader_instruction",
    }  # fmt: skip
    return event.model_dump(mode="json", include=set(SAME) | also)


def _given(item: Item) -> Mapping[str, Any]:
    """The item as rules ask for it; who was heard or screened is known by what it left. A sealed field is filled in."""

    now = item.now
    # The one line on the matter stands for claims only until somebody has asked for them.
    stand_in = not item.interviews and tuple(claim.text for claim in now.claims) == (now.title,)

    def person(someone: Petitioner) -> dict[str, Any]:
        return someone.model_dump(exclude_none=True)

    return {
        **now.model_dump(), "place_code": now.place.code, "petitioner": person(now.petitioner),
        "representatives": [person(each) for each in now.representatives],
        "claims": [] if stand_in else [claim.model_dump() for claim in now.claims],
    }  # fmt: skip


def _corrected(correction: Correction, profile: str) -> dict[str, Any]:
    labels = {rule.id: rule.zh for rule in tables().profile(profile).fields}
    return {
        "at": correction.at, "by": correction.by.id, "name": correction.by.name, "kind": correction.kind.value,
        "found_by": correction.found_by, "found_at": correction.found_at, "reason": correction.reason,
        "fields": [
            {
                "field": each.field, "label": labels.get(each.field, each.field), "was": each.was, "now": each.now,
                "personal": bool(each.was_sealed or each.now_sealed),
            }
            for each in correction.fields
        ],
    }  # fmt: skip


def _refusal(refused: Refused) -> dict[str, str]:
    return {"code": refused.code, "because": refused.because}
