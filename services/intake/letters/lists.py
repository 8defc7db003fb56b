"""Lists of destruction as commands: one proposes, another approves, and each letter is destroyed by a command of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Answer, Command
from chassis.identity import Principal
from chassis.ids import derived
from lianjie_contracts.events.destruction_list_moved import ListedLetter
from services.intake.capability import FrontDoor
from services.intake.domain.numbers import LOCAL, item_no
from services.intake.errors import FieldError
from services.intake.letters import shelf
from services.intake.letters.destruction import ROWS, Act, DestructionList, Intent, moved
from services.intake.letters.forms import ListActForm, ListForm
from services.intake.letters.keeping import Keeping
from services.intake.letters.letter import Letter
from services.intake.letters.steps import acting
from services.intake.letters.store import DESTRUCTION_LISTS, LETTERS, LIST_SERIES
from services.intake.store import COUNTERS


@dataclass(frozen=True, slots=True)
class Lists:
    """The periodic destruction of what stood long enough on the shelf (C35)."""

    door: FrontDoor
    keeping: Keeping

    async def propose(self, command: Command, form: ListForm, caller: Principal) -> Answer:
        """DS1. Only letters that may be destroyed today are listed; raises FieldError naming those that may not."""
        list_id = f"{self.door.county}:{derived('destruction', command.id)}"
        held = (await self.door.parts.store.get(DESTRUCTION_LISTS, [list_id])).get(list_id)
        if held and (first := held.answer_to(command)):
            return first
        letters = await self._listed(form.letters, caller)
        intent = self._intent(Act.PROPOSE, caller, letters=letters)
        now = intent.at.astimezone(LOCAL)
        drawn = f"{self.door.county}{now:%Y%m%d}{LIST_SERIES}"
        number = item_no(drawn, await self.door.parts.mongo.increment(COUNTERS, drawn, "last"))
        return await self._run(command, list_id, number, intent)

    async def act(
        self, command: Command, list_id: str, act: Act, form: ListActForm, caller: Principal
    ) -> Answer:
        """DS2 to DS4; executing goes letter by letter, and a repeat goes on where the first came to."""
        held = (await self.door.parts.store.get(DESTRUCTION_LISTS, [list_id])).get(list_id)
        if held and (first := held.answer_to(command)):
            return first
        list_ = held.state if held else None
        intent = self._intent(act, caller, because=form.because, witnesses=form.witnesses)
        if act is Act.EXECUTE and list_ and not isinstance(moved(list_id, "", "", list_, intent), Refused):
            out = await self._destroyed(list_id, list_, caller)
            intent = self._intent(act, caller, witnesses=form.witnesses, left_out=out)
        return await self._run(command, list_id, list_.told.list_no if list_ else "", intent)

    async def _destroyed(self, list_id: str, list_: DestructionList, caller: Principal) -> dict[str, str]:
        """Why a letter was left out after all, by its id."""
        out = {}
        for one in list_.told.letters:
            answer = await self.keeping.destroy(list_id, list_.told.list_no, one.letter_id, caller)
            if answer.refusal:
                out[one.letter_id] = answer.because or answer.refusal
        return out

    async def _listed(self, ids: Sequence[str], caller: Principal) -> tuple[ListedLetter, ...]:
        held = await self.door.parts.store.get(LETTERS, list(dict.fromkeys(ids)))
        wish = self.keeping.on_shelf(shelf.Act.DESTROY, caller)
        lines, wrong = [], []
        for id_ in dict.fromkeys(ids):
            letter = held[id_].state if id_ in held else None
            refused = shelf.moved(id_, letter, wish) if letter else Refused("NO_LETTER", "没有这封信。")
            if isinstance(refused, Refused) or letter is None:
                because = refused.because if isinstance(refused, Refused) else ""
                wrong.append(f"{letter.letter_no if letter else id_}：{because}")
            else:
                lines.append(_line(id_, letter))
        if wrong:
            raise FieldError(letters="；".join(wrong[:5]))
        return tuple(lines)

    def _intent(self, act: Act, caller: Principal, **rest: object) -> Intent:
        roles = next(row.roles for row in ROWS if row.act == act)
        by = acting(caller, roles, self.keeping.steps.centre)
        return Intent(act, caller.roles, by, self.door.parts.clock.now(), **rest)  # type: ignore[arg-type]

    async def _run(self, command: Command, list_id: str, number: str, intent: Intent) -> Answer:
        def decide(list_: DestructionList | None) -> Decision[DestructionList]:
            if list_ is None and intent.act is not Act.PROPOSE:
                return Refused("NO_LIST", "没有这张销毁清单。请核对编号。")
            told = moved(list_id, number, self.door.county, list_, intent)
            if isinstance(told, Refused):
                return told
            left = sum(1 for one in told.letters if one.left_out)
            answer = {
                "list_id": list_id,
                "list_no": told.list_no,
                "state": told.state.value,
                "left_out": left,
            }
            return Changed(DestructionList(told), (told,), answer)

        return await self.door.parts.commands.run(DESTRUCTION_LISTS, list_id, command, decide)


def _line(letter_id: str, letter: Letter) -> ListedLetter:
    assert letter.shelf is not None, "only what stands on the shelf may be destroyed"
    return ListedLetter(
        letter_id=letter_id, letter_no=letter.letter_no, township=letter.shelf.place.name, reason=letter.shelf.reason.value,
        since=letter.shelf.since,
    )  # fmt: skip
