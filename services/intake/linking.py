"""What a fresh item is linked to: the matter it joins, and what a person answered about earlier items (spec/domain 3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chassis.ids import derived
from chassis.mongo import Mongo
from lianjie_contracts.base import Actor, GroundSeen, RepeatAnswer
from lianjie_contracts.vocabulary import MatterClass, RepeatResult
from services.intake.domain.item import Item, Undo
from services.intake.errors import FieldError
from services.intake.people import accused_keys, accused_of
from services.intake.registration import RegistrationForm, RepeatAnswerForm
from services.intake.store import ITEMS

NONE_SUCH = "没有这个编号的信访件，不能并入。请核对编号。"
ONE_ONLY = "一个信访件只能并入一件事。请只留一个“同一件事”，其余改选后再登记。"
RESTRICTED = "检举控告限制查阅，只与检举同一对象的并件。请单独登记。"


@dataclass(frozen=True, slots=True)
class Linked:
    """`answers` hold at most one REPEAT: the item whose matter is joined."""

    matter_id: str
    answers: tuple[RepeatAnswer, ...] = ()

    @property
    def is_repeat(self) -> bool:
        return any(answer.result == RepeatResult.REPEAT for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Linking:
    """Within one county. `secret` is the bus-wide key."""

    county: str
    secret: bytes
    mongo: Mongo

    async def linked(self, form: RegistrationForm, item_id: str, by: Actor, now: datetime) -> Linked:
        """A repeat joins the matter of the item it repeats; a first item founds one. Raises FieldError."""
        given = answers_of(form)
        earlier = {each.item_no: await self.earlier(each.item_no) for each in given}
        answers = tuple(answer(each, *earlier[each.item_no], by, now) for each in given)
        repeated = next((a for a in answers if a.result == RepeatResult.REPEAT), None)
        if repeated is None:
            return Linked(f"{self.county}:{derived('matter', item_id)}", answers)
        if not self._may_join(form, earlier[repeated.item_no][1]):
            raise FieldError(repeat_of=RESTRICTED)
        return Linked(repeated.matter_id, answers)

    async def earlier(self, number: str) -> tuple[str, Item]:
        """An item by its number, with its id; raises FieldError."""
        rows = await self.mongo.find(ITEMS.name, {"state.item_no": number}, limit=1)
        item = ITEMS.load(rows[0]["state"]) if rows else None
        if item is None or item.undo is Undo.UNDONE:
            raise FieldError(repeat_of=NONE_SUCH)
        return rows[0]["_id"], item

    def _may_join(self, form: RegistrationForm, earlier: Item) -> bool:
        """Accusations join only each other, and only about the same accused [R22 30]."""
        accusations = {form.matter_class, earlier.now.matter_class} & {MatterClass.ACCUSATION}
        if not accusations:
            return True
        name = form.accused.name if form.accused else ""
        now = accused_keys(self.secret, self.county, name, form.accused_unit or "")
        both = form.matter_class == earlier.now.matter_class
        return both and bool(set(now) & set(accused_of(earlier.now)))


def answers_of(form: RegistrationForm) -> Sequence[RepeatAnswerForm]:
    """What was answered; `repeat_of` says in short that one item is repeated. Raises FieldError for two of them."""
    given = {each.item_no: each for each in form.repeats}
    if form.repeat_of:
        number = "".join(form.repeat_of.split()).upper()
        known = given.get(number, RepeatAnswerForm(item_no=number, result=RepeatResult.REPEAT))
        given[number] = known.model_copy(update={"result": RepeatResult.REPEAT})
    if sum(each.result == RepeatResult.REPEAT for each in given.values()) > 1:
        raise FieldError(repeats=ONE_ONLY)
    return tuple(given.values())


def answer(form: RepeatAnswerForm, item_id: str, earlier: Item, by: Actor, now: datetime) -> RepeatAnswer:
    """What is kept of an answer: who gave it, when, and on which grounds."""
    grounds = tuple(GroundSeen(ground=each.ground, same=each.same) for each in form.grounds)
    return RepeatAnswer(
        item_id=item_id, item_no=earlier.item_no, matter_id=earlier.matter_id, result=form.result, grounds=grounds, by=by, at=now
    )  # fmt: skip
