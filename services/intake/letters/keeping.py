"""Everything about a letter that is no step: valuables in custody, its place on the shelf, the letters it stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from chassis.decisions import Refused
from chassis.documents import Answer, Command
from chassis.identity import Principal
from chassis.ids import derived
from lianjie_contracts.events.letter_grouped import LetterGrouped
from lianjie_contracts.events.letter_scanned import LetterScanned, ScannedPages
from lianjie_contracts.events.valuables_returned import ReturnReceipt
from lianjie_contracts.events.valuables_taken import Valuable
from lianjie_contracts.letter_event import LetterEvent
from services.intake.capability import FrontDoor
from services.intake.errors import FieldError
from services.intake.letters import custody, shelf
from services.intake.letters.books import Books
from services.intake.letters.forms import GroupForm, ReturnForm, ShelfForm, ValuableForm
from services.intake.letters.letter import Letter
from services.intake.letters.sender import seal
from services.intake.letters.steps import CLERK, Steps, acting, of_letter
from services.intake.letters.store import LETTERS


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the letter room answers for besides the handling."""

    door: FrontDoor
    steps: Steps
    books: Books

    async def take(self, command: Command, letter_id: str, form: ValuableForm, caller: Principal) -> Answer:
        """CU1. The record's id follows from the command: pressed twice, it is kept once."""
        now = self.door.parts.clock.now()
        thing = Valuable(valuable_id=derived("valuable", command.id), taken_at=now, **form.model_dump())
        by = acting(caller, CLERK, self.steps.centre)
        wish = custody.Intent(custody.Act.TAKE, caller.roles, by, now, valuable=thing)
        return await self._run(command, letter_id, lambda letter: custody.taken(letter_id, letter, wish))

    async def give_back(
        self, command: Command, letter_id: str, valuable_id: str, form: ReturnForm, caller: Principal
    ) -> Answer:
        """CU2. Who took it back is sealed like the sender."""
        now = self.door.parts.clock.now()
        held = await self.steps.held(letter_id)
        receipt = None
        if held and held.state:
            recipient = await seal(
                self.door.registrar.persons, held.state.cover.sender, "recipient", form.recipient
            )
            receipt = ReturnReceipt(
                receipt_no=form.receipt_no, recipient=recipient, how=form.how, proof=form.proof, returned_by=caller.name,
                returned_at=now,
            )  # fmt: skip
        by = acting(caller, CLERK, self.steps.centre)
        wish = custody.Intent(custody.Act.RETURN, caller.roles, by, now, receipt=receipt)
        return await self._run(
            command, letter_id, lambda letter: custody.returned(letter_id, letter, valuable_id, wish)
        )

    async def move(
        self, command: Command, letter_id: str, act: shelf.Act, form: ShelfForm, caller: Principal
    ) -> Answer:
        """SH1 or SH2; a letter leaves the shelf for good only by a list (SH3)."""
        wish = self.on_shelf(act, caller, form)
        return await self._run(command, letter_id, lambda letter: shelf.moved(letter_id, letter, wish))

    async def destroy(self, list_id: str, list_no: str, letter_id: str, caller: Principal) -> Answer:
        """SH3 under an approved list: one command per letter, whose id follows from both."""
        wish = self.on_shelf(shelf.Act.DESTROY, caller, ShelfForm(because=f"销毁清单 {list_no}"))
        command = Command(derived("destroyed", list_id, letter_id))
        return await self._run(command, letter_id, lambda letter: shelf.moved(letter_id, letter, wish))

    def on_shelf(self, act: shelf.Act, caller: Principal, form: ShelfForm | None = None) -> shelf.Intent:
        """A wish about the shelf, with what this centre has set for it."""
        settings, form = self.door.parts.settings, form or ShelfForm()
        roles = next(row.roles for row in shelf.ROWS if row.act == act)
        return shelf.Intent(
            act, caller.roles, acting(caller, roles, self.steps.centre), self.door.parts.clock.now(), form.because, form.reason,
            form.box, frozenset(settings.letter_hold_reasons), timedelta(days=settings.letter_shelf_days),
        )  # fmt: skip

    async def group(self, command: Command, form: GroupForm, caller: Principal) -> Sequence[Answer]:
        """The named letters under one lead, which leads itself; each letter is a command of its own."""
        lead_id, lead_no = await self._lead(form)
        now, by = self.door.parts.clock.now(), acting(caller, CLERK, self.steps.centre)

        def grouped(letter_id: str, letter: Letter) -> LetterGrouped:
            return LetterGrouped(
                occurred_at=now, by=by, letter_id=letter_id, letter_no=letter.letter_no, county=letter.county, office=letter.county,
                lead_id=lead_id, lead_no=lead_no,
            )  # fmt: skip

        members = [id_ for id_ in dict.fromkeys(form.letters) if id_ != lead_id]
        return [
            await self._run(Command(f"{command.id}/{id_}"), id_, partial(grouped, id_)) for id_ in members
        ]

    async def _lead(self, form: GroupForm) -> tuple[str | None, str]:
        """Raises FieldError if there is no such letter, or if a named letter already stands for others."""
        if not form.lead_no:
            return None, ""
        found = await self.books.by_no(form.lead_no)
        if found is None:
            raise FieldError(lead_no="没有这封信。请核对来信编号。")
        lead_id, lead = found
        if lead.lead_id:
            raise FieldError(lead_no=f"这封已并在 {lead.lead_no} 名下。请改填 {lead.lead_no}。")
        if leads := [no for id_ in form.letters if id_ != lead_id and (no := await self.books.leads(id_))]:
            raise FieldError(letters=f"{leads[0]} 名下已有并件，请先把它们改并到新的牵头信。")
        return lead_id, lead.letter_no

    async def scanned(
        self, command: Command, letter_id: str, scan: ScannedPages, caller: Principal
    ) -> Answer:
        """The images of a letter's pages; the same pages are kept once."""
        by = acting(caller, CLERK, self.steps.centre)

        def decide(letter: Letter) -> LetterScanned | Refused:
            if any(earlier.pages == scan.pages for earlier in letter.scans):
                return Refused("SCANNED_BEFORE", f"{letter.letter_no} 的这几页已经导入过，没有重复导入。")
            return LetterScanned(
                occurred_at=scan.scanned_at, by=by, letter_id=letter_id, letter_no=letter.letter_no, county=letter.county,
                office=letter.county, scan=scan,
            )  # fmt: skip

        return await self._run(command, letter_id, decide)

    async def _run(
        self, command: Command, letter_id: str, decide: Callable[[Letter], LetterEvent | Refused]
    ) -> Answer:
        return await self.door.parts.commands.run(LETTERS, letter_id, command, of_letter(decide))
