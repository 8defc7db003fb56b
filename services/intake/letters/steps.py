"""The steps of a letter as commands: signed in by the bundle, then one after the other; LT4 registers the item on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Answer, Command, Document
from chassis.identity import Principal
from chassis.ids import derived
from lianjie_contracts.base import Actor
from lianjie_contracts.events.letter_step_taken import LetterContents, LetterCover, LetterEntry
from lianjie_contracts.letter_event import LetterEvent
from lianjie_contracts.vocabulary import Channel, LetterKind
from services.intake.attachments.desk import Desk
from services.intake.capability import FrontDoor
from services.intake.domain.numbers import LOCAL, item_no
from services.intake.errors import FieldError
from services.intake.letters.acts import TELLING, Act, Intent
from services.intake.letters.attaching import attach, registers
from services.intake.letters.forms import BundleForm, CoverForm, EntryForm, StepForm
from services.intake.letters.letter import Letter, after
from services.intake.letters.lifecycle import MACHINE, ROWS, step
from services.intake.letters.sender import is_unsigned, known
from services.intake.letters.store import LETTER_SERIES, LETTERS
from services.intake.registration import PetitionerForm, RegistrationForm
from services.intake.store import COUNTERS, ITEMS

AT_ONCE = frozenset({LetterKind.EXPRESS, LetterKind.TELEGRAM})  # opened as they come [S4 二(一)]
CLERK = frozenset({"letter_clerk"})
NO_LETTER = Refused("NO_LETTER", "没有这封信。请核对来信编号。")


def told(letter: Letter | None, *events: LetterEvent, **answer: Any) -> Changed[Letter]:  # noqa: ANN401 - an answer's facts
    """The letter after its new events, announced with it."""
    for event in events:
        letter = after(letter, event)
    assert letter is not None, "at least one event"
    return Changed(letter, events, {"letter_no": letter.letter_no, "state": letter.state.value, **answer})


def of_letter(
    decide: Callable[[Letter], LetterEvent | Refused],
) -> Callable[[Letter | None], Decision[Letter]]:
    """A decision about a letter that is there."""

    def decided(letter: Letter | None) -> Decision[Letter]:
        if letter is None:
            return NO_LETTER
        event = decide(letter)
        return event if isinstance(event, Refused) else told(letter, event)

    return decided


def acting(caller: Principal, roles: frozenset[str], centre: str) -> Actor:
    """The caller in the post that the act needs, if they hold it."""
    return caller.actor(next(iter(sorted(roles & caller.roles)), "unknown"), centre)


@dataclass(frozen=True, slots=True)
class Steps:
    """The clerk's table: every step of every letter of one county."""

    door: FrontDoor
    desk: Desk

    @property
    def centre(self) -> str:
        return self.door.parts.directory.county(self.door.county).centre

    async def held(self, letter_id: str) -> Document[Letter] | None:
        return (await self.door.parts.store.get(LETTERS, [letter_id])).get(letter_id)

    def intent(self, caller: Principal, form: StepForm, now: datetime) -> Intent:
        """Who wants it, in which post; the operator is the caller unless another is named."""
        roles = next(row.roles for row in ROWS if row.act == form.act)
        operator = caller.name if form.operator is None else form.operator
        return Intent(
            form.act, caller.roles, acting(caller, roles, self.centre), operator, now, (form.done_at or now).astimezone(UTC), form.note, form.mode,
            contents=LetterContents(**form.contents.model_dump()) if form.contents else None,
        )  # fmt: skip

    async def take(self, command: Command, letter_id: str, form: StepForm, caller: Principal) -> Answer:
        """One step of one letter."""
        wish = self.intent(caller, form, self.door.parts.clock.now())
        if form.act in TELLING and (held := await self.held(letter_id)):
            wish = replace(wish, unsigned=await is_unsigned(self.door.parts.store, held.state))

        def decide(letter: Letter) -> LetterEvent | Refused:
            return step(letter_id, letter.letter_no, letter.county, letter, wish)

        return await self.door.parts.commands.run(LETTERS, letter_id, command, of_letter(decide))

    async def sign_in(self, command: Command, form: BundleForm, caller: Principal) -> Sequence[Answer]:
        """LT1 for each letter of the bundle, in its order: n commands, each with an id of its own, so that a repeat goes on
        where the first came to. What came by express or wire is opened at once."""
        now = self.door.parts.clock.now()
        received = (form.received_at or now).astimezone(UTC)
        if received > now:
            raise FieldError(received_at="收到时间在将来。请核对日期。")
        if received < now - timedelta(days=366):
            raise FieldError(received_at="收到时间早于一年前。请核对年份。")
        ids = [
            f"{self.door.county}:{derived('letter', command.id, str(n))}" for n in range(len(form.letters))
        ]
        there = await self.door.parts.store.get(LETTERS, ids)
        return [
            await self._signed_in(
                Command(f"{command.id}/{n}"), ids[n], cover, received, caller, now, there.get(ids[n])
            )
            for n, cover in enumerate(form.letters)
        ]

    async def _signed_in(
        self, command: Command, letter_id: str, form: CoverForm, received: datetime, caller: Principal, now: datetime,
        there: Document[Letter] | None,
    ) -> Answer:  # fmt: skip
        number = there.state.letter_no if there and there.state else await self._number(now)
        person = PetitionerForm.model_construct(name=form.sender, address=form.address, phone=form.phone)
        sender = await known(self.door.registrar.persons, person, command.id, now)
        outside = form.model_dump(include={"kind", "postmark_on", "postmark_place", "postcode", "stamps"})
        sign = self.intent(caller, StepForm(act=Act.SIGN_IN, done_at=received), now)
        sign = replace(sign, cover=LetterCover(**outside, sender=sender))
        contents = LetterContents(enclosures=form.enclosures)
        open_ = replace(sign, act=Act.OPEN, done_at=now, cover=None, contents=contents)

        def decide(held: Letter | None) -> Decision[Letter]:
            if held is not None:  # its answer fell out of the last thirty-two
                return Changed(held, (), {"letter_no": held.letter_no, "state": held.state.value})
            signed = step(letter_id, number, self.door.county, None, sign)
            if isinstance(signed, Refused) or form.kind not in AT_ONCE:
                return signed if isinstance(signed, Refused) else told(None, signed)
            opened = step(letter_id, number, self.door.county, after(None, signed), open_)
            return opened if isinstance(opened, Refused) else told(None, signed, opened)

        return await self.door.parts.commands.run(LETTERS, letter_id, command, decide)

    async def _number(self, now: datetime) -> str:
        drawn = f"{self.door.county}{now.astimezone(LOCAL):%Y%m%d}{LETTER_SERIES}"
        return item_no(drawn, await self.door.parts.mongo.increment(COUNTERS, drawn, "last"))

    async def enter(self, command: Command, letter_id: str, form: EntryForm, caller: Principal) -> Answer:
        """LT4: the item is registered under an id that follows from the letter, then the letter remembers it. Whatever
        comes between the two, a repeat finds the same item."""
        held = await self.held(letter_id)
        if held and (first := held.answer_to(command)):
            return first
        now = self.door.parts.clock.now()
        asked = StepForm(act=Act.ENTER, operator=form.operator, note=form.opinion, mode=form.mode)
        wish = replace(self.intent(caller, asked, now), conflict=form.conflict)
        letter = held.state if held else None
        if letter and not isinstance(MACHINE.permits(letter.state, letter, wish), Refused):
            registered = await self._registered(letter_id, letter, form.registration, wish.by, now)
            if isinstance(registered, Answer):
                return registered
            wish = replace(wish, entry=registered)

        def decide(now_held: Letter) -> LetterEvent | Refused:
            return step(letter_id, now_held.letter_no, now_held.county, now_held, wish)

        answer = await self.door.parts.commands.run(LETTERS, letter_id, command, of_letter(decide))
        if not answer.refusal and (entered := await self.held(letter_id)) and entered.state:
            await attach(
                self.desk, letter_id, entered.state, wish.by, Command(derived("attached", letter_id))
            )
        return answer

    async def _registered(
        self, letter_id: str, letter: Letter, form: RegistrationForm, by: Actor, now: datetime
    ) -> LetterEntry | Answer:
        from_letter: dict[str, Any] = {
            "channel": Channel.LETTER, "received_at": letter.received_at, "postmark_on": letter.cover.postmark_on,
            "repeat_of": form.repeat_of or await self._item_of_lead(letter),
        }  # fmt: skip
        answer = await self.door.registrar.register(
            registers(letter_id), form.model_copy(update=from_letter), by, now
        )
        if answer.refusal:
            return answer
        item_id = str(answer.body["item_id"])
        item = (await self.door.parts.store.get(ITEMS, [item_id]))[item_id].state
        assert item is not None, "it was registered just now"
        it = item.registered
        return LetterEntry(
            item_id=item_id, item_no=item.item_no, matter_id=item.matter_id, registered_at=it.registered_at, place=it.place,
            is_repeat=it.is_repeat, secret=it.secrecy_requested,
        )  # fmt: skip

    async def _item_of_lead(self, letter: Letter) -> str | None:
        """A letter of a group joins the matter of the letter that leads it."""
        if letter.lead_id is None:
            return None
        lead = await self.held(letter.lead_id)
        if lead is None or lead.state is None or lead.state.entry is None:
            raise FieldError(repeat_of=f"牵头的来信 {letter.lead_no} 还没有登记。请先登记那一封。")
        return lead.state.entry.item_no
