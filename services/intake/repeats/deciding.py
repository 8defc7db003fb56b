"""After the registration a person says whether an item repeats an earlier one; what they said is not asked again."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Answer
from lianjie_contracts.base import RepeatAnswer
from lianjie_contracts.events.repeat_decided import RepeatDecided
from lianjie_contracts.vocabulary import RepeatResult
from services.intake.capability import FrontDoor
from services.intake.domain.item import Item
from services.intake.linking import Linking, answer
from services.intake.registration import RepeatAnswerForm
from services.intake.stages.clerk import Said
from services.intake.store import ITEMS

ITSELF = Refused("SAME_ITEM", "这就是同一个信访件，不用与自己比对。请另选一件。")


@dataclass(frozen=True)
class Deciding:
    """Of one county's items."""

    door: FrontDoor

    async def decide(self, said: Said, form: RepeatAnswerForm) -> Answer:
        """Keep the answer with the item; raises FieldError for a number that nobody has."""
        registrar = self.door.registrar
        earlier_id, earlier = await Linking(registrar.county, registrar.secret, registrar.mongo).earlier(
            form.item_no
        )
        given = answer(form, earlier_id, earlier, said.by, said.now)

        def decision(held: Item | None) -> Decision[Item]:
            assert held is not None  # it was read before
            return ITSELF if earlier_id == said.item_id else decided(held, said, given)

        return await self.door.parts.commands.run(ITEMS, said.item_id, said.command, decision)


def decided(held: Item, said: Said, given: RepeatAnswer) -> Changed[Item]:
    """The item with one more answer, in the place of an older one about the same item; its matter stays its own."""
    others = tuple(each for each in held.now.repeats if each.item_id != given.item_id)
    repeats = (*others, given)
    is_repeat = any(each.result == RepeatResult.REPEAT for each in repeats)
    now = held.now.model_copy(update={"repeats": repeats, "is_repeat": is_repeat})
    event = RepeatDecided(
        occurred_at=said.now, by=said.by, item_id=said.item_id, matter_id=held.matter_id, county=now.county, item=now, answer=given
    )  # fmt: skip
    told = {"item_id": said.item_id, "result": given.result.value, "item_no": given.item_no}
    return Changed(held.after(event), (event,), told)
