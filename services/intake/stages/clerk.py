"""Interview and screening of an item: what is said is prepared, decided on the item as it stands, and announced whole."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.decisions import Changed, Decision
from chassis.documents import Answer, Command
from chassis.errors import ConflictError
from lianjie_contracts.base import Actor, Claim
from lianjie_contracts.events.item_interviewed import Interview, ItemInterviewed, ReadBack
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.item_screened import ItemScreened, Screening
from lianjie_contracts.vocabulary import MatterClass
from services.intake.capability import FrontDoor
from services.intake.checking import wrong_numbers
from services.intake.domain.item import Item
from services.intake.errors import FieldError
from services.intake.stages.forms import InterviewForm, ScreenForm
from services.intake.stages.guards import (
    may_become,
    representatives_chosen,
    wrong_interview,
    wrong_screening,
)
from services.intake.stages.standing import claims_again, dropped
from services.intake.store import HOLDERS, ITEMS
from services.intake.tables import tables

Prepare = Callable[[Item], Awaitable[Decision[Item]]]
TRIES = 5


class MovedError(Exception):
    """Somebody else has changed the item since it was read."""


@dataclass(frozen=True)
class Said:
    """Who does it, under which command, when."""

    item_id: str
    command: Command
    by: Actor
    now: datetime


@dataclass(frozen=True)
class StageClerk:
    """Every act keeps the registration as it was; the event carries the item as it reads afterwards."""

    door: FrontDoor

    async def interview(self, said: Said, form: InterviewForm) -> Answer:
        """接谈. Refused to a group without representatives; raises FieldError."""

        async def prepare(item: Item) -> Decision[Item]:
            now, profile = item.now, item.registered.profile
            if refused := representatives_chosen(now, form):
                return refused
            wrong = dict(wrong_interview(now, form, profile)) | dict(
                wrong_numbers(
                    {f"representatives.{n}": each for n, each in enumerate(form.representatives)}, said.now
                )
            )
            if wrong:
                raise FieldError(wrong)
            people = [
                await self.door.registrar.representative(each, said.item_id, n, said.command.id, said.now)
                for n, each in enumerate(form.representatives, len(now.representatives) + 1)
            ]
            after = _heard(now, form, said).model_copy(
                update={"representatives": (*now.representatives, *people)}
            )
            event = ItemInterviewed(**event_of(said, now, after), interview=_record(form, said))
            return Changed(
                item.after(event), (event,), {"claims": [claim.model_dump() for claim in after.claims]}
            )

        return await self.change(said, prepare)

    async def screen(self, said: Said, form: ScreenForm) -> Answer:
        """甄别. Raises FieldError; refused where an accusation would come too late to be restricted."""

        async def prepare(item: Item) -> Decision[Item]:
            held = await self.dispatched(item)
            if refused := may_become(item, form.matter_class, dispatched=held):
                return refused
            if wrong := dict(wrong_screening(item.now, form, self.door.parts.directory)):
                raise FieldError(wrong)
            after = await self._screened(item.now, form, said)
            screening = Screening(
                at=said.now, by=said.by, matter_class=form.matter_class, purpose=form.purpose, category=form.category,
                category_l2=form.category_l2, claims=after.claims, accused_unit=after.accused_unit,
            )  # fmt: skip
            event = ItemScreened(**event_of(said, item.now, after), screening=screening)
            return Changed(item.after(event), (event,), {"dispatched": held})

        return await self.change(said, prepare)

    async def change(self, said: Said, prepare: Prepare) -> Answer:
        """Prepare on the item as it stands, and save only if it still stands so; a repeat is answered like the first time."""
        for _ in range(TRIES):
            document = (await self.door.parts.store.get(ITEMS, [said.item_id]))[said.item_id]
            if first := document.answer_to(said.command):
                return first
            assert document.state is not None, "the edge has seen the item"
            prepared, seen = await prepare(document.state), document.state

            def decide(
                held: Item | None, prepared: Decision[Item] = prepared, seen: Item = seen
            ) -> Decision[Item]:
                if held != seen:
                    raise MovedError
                return prepared

            try:
                return await self.door.parts.commands.run(ITEMS, said.item_id, said.command, decide)
            except MovedError:
                continue
        raise ConflictError("an item was changed by others again and again")

    async def dispatched(self, item: Item) -> bool:
        """Whether units hold the matter already, as far as this county has heard."""
        held = (await self.door.parts.store.get(HOLDERS, [item.matter_id])).get(item.matter_id)
        return held is not None and held.state is not None

    async def _screened(self, now: ItemRegistered, form: ScreenForm, said: Said) -> ItemRegistered:
        standing = {claim.claim_id: claim for claim in now.claims}
        texts = [each.text or (standing[each.claim_id].text if each.claim_id else "") for each in form.claims]
        fresh = claims_again(now.claims, texts, said.item_id, said.command.id)
        named = form.accused if form.accused and (form.accused.name or form.accused.position) else None
        unit = form.accused_unit or now.accused_unit
        accused = await self.door.registrar.persons.accused(named, unit, said.now) if named else now.accused
        claims = tuple(
            Claim(
                claim_id=each.claim_id or new.claim_id, text=text, path=each.path,
                path_basis=each.path_basis or tables().paths[each.path].basis,
            )
            for each, text, new in zip(form.claims, texts, fresh, strict=True)
        )  # fmt: skip
        return now.model_copy(
            update={
                "matter_class": form.matter_class, "purpose": form.purpose, "category": form.category,
                "category_l2": form.category_l2, "claims": claims, "accused_unit": unit, "accused": accused,
                "litigation_status": form.litigation_status or now.litigation_status,
                "secrecy_requested": now.secrecy_requested or form.matter_class == MatterClass.ACCUSATION,
            }
        )  # fmt: skip


def event_of(said: Said, before: ItemRegistered, after: ItemRegistered) -> dict[str, Any]:
    """What every event of an item tells: the item as it reads afterwards, and the claims that no longer stand."""
    return {
        "occurred_at": said.now, "by": said.by, "item_id": said.item_id, "matter_id": after.matter_id, "county": after.county,
        "item": after, "dropped_claims": dropped(before.claims, after.claims),
    }  # fmt: skip


def _heard(now: ItemRegistered, form: InterviewForm, said: Said) -> ItemRegistered:
    """The item in the petitioner's own words; what was not asked again stays."""
    told = {
        "claims": claims_again(now.claims, form.claims, said.item_id, said.command.id),
        "facts_reasons": form.facts_reasons,
        "main_content": form.main_content,
        "prior_history": form.prior_history or None,
        "skip_or_repeat_reason": form.skip_or_repeat_reason or None,
        "litigation_status": form.litigation_status,
        "want_reply": form.want_reply,
        "publishable": form.publishable,
    }
    return now.model_copy(update={name: value for name, value in told.items() if value is not None})


def _record(form: InterviewForm, said: Said) -> Interview:
    back = form.read_back
    return Interview(
        at=said.now, by=said.by, claims=form.claims, facts_reasons=form.facts_reasons, prior_history=form.prior_history,
        skip_or_repeat_reason=form.skip_or_repeat_reason, consulted_units=form.consulted_units, conduct=form.conduct,
        read_back=ReadBack(at=back.at or said.now, signed_by=back.signed_by, refused_because=back.refused_because),
    )  # fmt: skip
