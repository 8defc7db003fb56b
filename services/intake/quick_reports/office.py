"""The quick reports' desk: takes, routes, moves, turns into petitions; every rule is the table's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Answer, Command
from chassis.ids import derived
from chassis.service import Parts
from lianjie_contracts.base import SYSTEM, Actor, Place
from lianjie_contracts.events.quick_report_rated import QuickReportRated
from lianjie_contracts.quick_report_event import QuickPhoto
from lianjie_contracts.vocabulary import AttachmentRole, Channel, QuickState, Satisfaction, Source
from services.intake.attachments.attachment import Attachment
from services.intake.attachments.desk import Desk
from services.intake.attachments.linking import Wish
from services.intake.capability import FrontDoor
from services.intake.domain.numbers import LOCAL, item_no, query_code, same_code
from services.intake.quick_reports.forms import DoneForm, PetitionForm, ReportForm
from services.intake.quick_reports.lifecycle import permits
from services.intake.quick_reports.moving import SENDER, moved, submitted
from services.intake.quick_reports.owner_rules import OwnerRules
from services.intake.quick_reports.report import Act, Conversion, Done, Handed, Intent, Report
from services.intake.quick_reports.store import LETTER, QUICK_REPORTS
from services.intake.registrar import MadeFrom
from services.intake.registration import PetitionerForm, RegistrationForm
from services.intake.settings import IntakeSettings
from services.intake.store import COUNTERS

NOT_FOUND = Refused("NO_REPORT", "没有这条随手拍。请核对编号。")
PETITIONER = frozenset({"petitioner"})


@dataclass(frozen=True)
class Office:
    """`redo`: how often work may be sent back. Raises FieldError where a petition lacks what its channel asks for."""

    door: FrontDoor
    desk: Desk
    rules: OwnerRules
    redo: int

    async def submit(self, form: ReportForm, now: datetime) -> Answer | Refused:
        """QR1 and QR2. The form's key is the command: sent twice it is one report, with one number and one code."""
        county, parts = self.door.county, self.door.parts
        report_id = f"{county}:{derived('quick report', county, form.form_key)}"
        if held := await self.get(report_id):
            return Answer(
                form.form_key, f"quick_report:{report_id}", 0, body=self.slip(report_id, held), repeated=True
            )
        photos = await self._photos(form.photos, f"form:{form.form_key}", report_id)
        if isinstance(photos, Refused):
            return photos
        intent = Intent(Act.SUBMIT, "petitioner", PETITIONER, now, self._handed(form, photos, report_id))
        refused = permits(None, intent)
        if isinstance(refused, Refused):
            return refused  # before a number is drawn for nothing
        series = f"{county}{now.astimezone(LOCAL):%Y%m%d}{LETTER}"
        number = item_no(series, await parts.mongo.increment(COUNTERS, series, "last"))
        owner = self.rules.owner_of(form.kind, form.place_code, county, parts.directory)
        command = Command(derived("command", "quick", form.form_key))

        def decide(held: Report | None) -> Decision[Report]:
            return Changed(held) if held else submitted(number, county, report_id, intent, owner)

        answer = await parts.commands.run(QUICK_REPORTS, report_id, command, decide)
        kept = await self.get(report_id)
        return replace(answer, body=self.slip(report_id, kept)) if kept else answer

    async def act(self, report_id: str, command: Command, intent: Intent, by: Actor) -> Answer:
        """Any act of the table on a report that is there."""
        return await self.door.parts.commands.run(
            QUICK_REPORTS, report_id, command, lambda held: moved(report_id, held, intent, by) if held else NOT_FOUND
        )  # fmt: skip

    async def finished(self, report_id: str, form: DoneForm, holder: str) -> Done | Refused:
        """What was done, with the pictures its doer has uploaded."""
        before = await self._photos(form.before, holder, report_id)
        after = await self._photos(form.after, holder, report_id)
        if isinstance(before, Refused) or isinstance(after, Refused):
            return before if isinstance(before, Refused) else after  # type: ignore[return-value]
        return Done(form.note, before, after, form.no_photo_reason)

    async def convert(
        self, report_id: str, command: Command, form: PetitionForm, intent: Intent, by: Actor
    ) -> Answer | Refused:
        """QR10: registered first, under an id of its own, then told; a repeat meets the same item. Clocks count from the
        submission."""
        report = await self.get(report_id)
        if report is None:
            return NOT_FOUND
        asked = replace(intent, brings=Conversion(form.reason))
        if report.item_id is None and isinstance(no := permits(report, asked), Refused):
            return no
        told = await self.door.registrar.register(
            Command(derived("command", "convert", report_id)), self._petition(report, form), by, intent.at,
            made_from=MadeFrom(report_id, report.number),
        )  # fmt: skip
        if told.refusal:
            return Refused(told.refusal, told.because or "")
        item_id, number = str(told.body["item_id"]), str(told.body["item_no"])
        photos = [Wish(photo.attachment_id, AttachmentRole.PHOTO) for photo in report.handed.photos]
        if photos:
            link = Command(derived("command", "photos of", report_id))
            former = f"quick_report:{report_id}"
            await self.desk.linking.to_item(item_id, photos, "", by, link, intent.at, former)
        done = replace(intent, brings=Conversion(form.reason, item_id, number))
        answer = await self.act(report_id, command, done, by)
        code = query_code(self.door.registrar.secret, item_id)
        return replace(
            answer, body={**answer.body, "item_id": item_id, "item_no": number, "query_code": code}
        )

    async def rate(self, report_id: str, level: Satisfaction, now: datetime) -> Answer:
        """R30: by who knows the code, once, after the work was looked at."""

        def decide(held: Report | None) -> Decision[Report]:
            if held is None or held.rejected or held.state not in (QuickState.CHECKED, QuickState.CLOSED):
                return Refused("NOT_YET", "处置还没有审核完，办完以后再请您评价。")
            if held.level:
                return Refused("RATED", "已经评价过了，谢谢您。")
            after = replace(held, level=level, last_at=max(now, held.last_at))
            event = QuickReportRated(
                report_id=report_id, report_no=held.number, county=held.county, row="", state=held.state, phase=held.phase,
                kind=held.handed.kind, place=held.handed.place, unit=held.unit, submitted_at=held.submitted_at,
                returns=held.returns, occurred_at=after.last_at, by=SENDER, level=level,
            )  # fmt: skip
            return Changed(after, (event,), {"level": level.value})

        command = Command(derived("command", "rate", report_id), level.value)
        return await self.door.parts.commands.run(QUICK_REPORTS, report_id, command, decide)

    async def get(self, report_id: str) -> Report | None:
        document = (await self.door.parts.store.get(QUICK_REPORTS, [report_id])).get(report_id)
        return document.state if document else None

    async def by_code(self, number: str, code: str) -> tuple[str, Report] | None:
        """Number and code together, or nothing, whichever is wrong."""
        wanted = {"state.number": "".join(number.split()).upper()}
        rows = await self.door.parts.mongo.find(QUICK_REPORTS.name, wanted, limit=1)
        true = query_code(self.door.registrar.secret, rows[0]["_id"] if rows else "nobody")
        if not same_code(code, true) or not rows:
            return None
        return rows[0]["_id"], QUICK_REPORTS.load(rows[0]["state"])

    def slip(self, report_id: str, report: Report) -> dict[str, str]:
        unit = report.unit
        return {
            "report_id": report_id, "number": report.number, "code": query_code(self.door.registrar.secret, report_id),
            "unit_name": self.door.parts.directory.unit(unit).name if unit else "",
        }  # fmt: skip

    async def _photos(
        self, ids: Sequence[str], holder: str, report_id: str
    ) -> tuple[QuickPhoto, ...] | Refused:
        claimed = await self.desk.linking.claim(ids, holder, f"quick_report:{report_id}")
        if isinstance(claimed, Refused):
            return claimed
        if any(not kept.media_type.startswith("image/") for kept in claimed.values()):
            return Refused("NOT_A_PICTURE", "这里只收照片。请选 JPEG 或 PNG 图片。")
        return tuple(_photo(id_, kept) for id_, kept in claimed.items())

    def _handed(self, form: ReportForm, photos: tuple[QuickPhoto, ...], report_id: str) -> Handed:
        name = self.door.parts.directory.place_name(form.place_code)
        wrapped = self.desk.safe.new_key() if form.phone else None
        phone = self.desk.safe.seal(report_id, wrapped, "phone", form.phone) if wrapped else None
        place = Place(
            code=form.place_code, name=name or self.door.parts.directory.county(self.door.county).name
        )
        return Handed(form.kind, place, form.where, form.text, photos, phone, wrapped)

    def _petition(self, report: Report, form: PetitionForm) -> RegistrationForm:
        handed = report.handed
        left = self.desk.safe.open(handed.phone, handed.wrapped, "phone") if handed.phone else ""
        phone = form.phone or left or ""
        words = handed.text or handed.where or self.rules.kinds.get(handed.kind, "")
        return RegistrationForm(
            # Without a telephone the QR page would have taken it as a quick report only; the web page asks, and does not insist.
            channel=Channel.QR if phone else Channel.ONLINE, source=Source.QR_CODE, received_at=report.submitted_at, place_code=handed.place.code,
            petitioner=PetitionerForm(name=form.name, phone=phone, is_anonymous=not (form.name or phone)),
            title=form.title or words[:100], main_content="\n".join(filter(None, (handed.where, handed.text))),
        )  # fmt: skip


async def close_ripe(parts: Parts[IntakeSettings], now: datetime, after: timedelta) -> None:
    """QR9 by itself, when the time for reviewing is over."""
    where = {"state.state": QuickState.CHECKED.value, "state.last_at": {"$lt": now - after}}
    for row in await parts.mongo.find(QUICK_REPORTS.name, where, limit=200, only={"_id": 1}):
        id_, intent = row["_id"], Intent(Act.CLOSE, SYSTEM.id, frozenset({"system"}), now)

        def decide(held: Report | None, id_: str = id_, intent: Intent = intent) -> Decision[Report]:
            return moved(id_, held, intent, SYSTEM)

        await parts.commands.run(QUICK_REPORTS, id_, f"close:{id_}", decide)


def _photo(id_: str, kept: Attachment) -> QuickPhoto:
    return QuickPhoto(attachment_id=id_, sha256=kept.shared.sha256)
