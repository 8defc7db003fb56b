"""A county for the tests of the window: real events through the real handlers, into a store in memory."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path as File
from typing import Any
from zoneinfo import ZoneInfo

from chassis.clock import SettableClock
from chassis.ids import derived
from chassis.personal import Safe
from chassis.testing.memory import MemoryStore
from chassis.work import Heard, Work
from lianjie_contracts.base import SYSTEM, Actor, Assignment, Claim, Petitioner, Place, Suggestion
from lianjie_contracts.directory import load
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.clock_started import ClockStarted
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.delivery_begun import DeliveryBegun
from lianjie_contracts.events.delivery_opened import DeliveryOpened
from lianjie_contracts.events.delivery_served import DeliveryServed
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_approval_asked import MatterApprovalAsked
from lianjie_contracts.events.matter_completed import MatterCompleted
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_handler_assigned import MatterHandlerAssigned
from lianjie_contracts.events.matter_item_joined import MatterItemJoined
from lianjie_contracts.events.matter_opened import MatterOpened
from lianjie_contracts.events.matter_opinion_drafted import MatterOpinionDrafted
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer, HandlingOpinion, MatterOpinionIssued
from lianjie_contracts.events.matter_signed import MatterSigned
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.vocabulary import (
    AssignmentRole,
    Channel,
    ClaimResult,
    ClockKind,
    DeliveryMode,
    LitigationStatus,
    MatterClass,
    Path,
    TransferMode,
    Urgency,
)
from services.workbench.hears import HEARS
from services.workbench.readmodel import MatterView
from services.workbench.store import MATTERS

SHANGHAI = ZoneInfo("Asia/Shanghai")
MASTER = base64.b64encode(bytes(range(32))).decode()
DIRECTORY = load(File(__file__).parents[2] / "deploy" / "directory.toml")
COUNTY = "450199"
NOW = datetime(2026, 9, 28, 9, 41, tzinfo=SHANGHAI)
HANDLERS = {hears.message.type: hears.handler for hears in HEARS}
LETTERS = {Channel.VISIT: "V", Channel.LETTER: "L", Channel.ONLINE: "W", Channel.PHONE: "P", Channel.QR: "Q"}
REGISTRAR = Actor(id=f"registrar@{COUNTY}", role="registrar", name="韦晓梅", org="云岭县群众信访联合接访中心")
ROUTER = Actor(id=f"router@{COUNTY}", role="router", name="莫志远", org="云岭县群众信访联合接访中心")
HOLIDAYS = {
    date(2026, 9, 25),
    date(2026, 9, 26),
    date(2026, 9, 27),
    *(date(2026, 10, day) for day in range(1, 8)),
}
MAKE_UP = {date(2026, 9, 20), date(2026, 10, 10)}


def at_once(work: Coroutine[Any, Any, None]) -> None:
    """A store in memory never waits, so work on it is done in one step, with no loop of its own."""
    with contextlib.suppress(StopIteration):
        work.send(None)


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999000, tzinfo=SHANGHAI)


def is_rest(day: date) -> bool:
    return day in HOLIDAYS or (day.weekday() > 4 and day not in MAKE_UP)


@dataclass
class Town:
    """Says events as their owners would, numbers them per stream, and lets the window hear them."""

    store: MemoryStore = field(default_factory=MemoryStore)
    clock: SettableClock = field(default_factory=lambda: SettableClock(NOW))
    safe: Safe = field(default_factory=lambda: Safe(base64.b64decode(MASTER)))
    seqs: dict[str, int] = field(default_factory=dict)
    serials: dict[str, int] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def say(self, source: str, subject: str, event: Any, cause: str | None = None) -> str:
        """One event, heard at once; its id is what later events name as their cause."""
        self.seqs[subject] = self.seqs.get(subject, 0) + 1
        id_ = derived(subject, str(self.seqs[subject]))
        envelope = Envelope(
            id_,
            event.type,
            event.version,
            f"lianjie/{source}",
            subject,
            self.seqs[subject],
            COUNTY,
            event.occurred_at,
            cause,
        )
        at_once(self._hear(Heard(event, envelope)))
        return id_

    async def _hear(self, heard: Heard[Any]) -> None:
        now = heard.event.occurred_at.astimezone(UTC) + timedelta(milliseconds=140)
        async with self.store.batch() as tx:
            work = Work(tx, now, "lianjie/workbench")
            await HANDLERS[heard.event.type](heard, work)
            await tx.write(work.touched(), [], [], [])

    def copy(self) -> Town:
        """The same town for another test: what it knows is frozen, only the books are its own."""
        store = MemoryStore()
        store.documents = dict(self.store.documents)
        return Town(
            store, SettableClock(NOW), self.safe, dict(self.seqs), dict(self.serials), dict(self.keys)
        )

    def erase(self, name: str) -> None:
        """Destroys the person's key, as intake would on a lawful request."""
        key = f"{COUNTY}:{derived('key', name)}"
        self.say("intake", f"key:{key}", PersonKeyIssued(key_id=key, county=COUNTY, occurred_at=NOW))

    def matter(self, id_: str) -> MatterView:
        return self.store.all(MATTERS)[id_]


@dataclass
class Story:
    """The life of one matter, step by step; every step returns the story."""

    town: Town
    title: str
    received: datetime
    channel: Channel = Channel.VISIT
    claims: tuple[str, ...] = ("请依法解决",)
    unit: str | None = "zjj"
    reasons: tuple[str, ...] = ("规则“住房保障与物业”：提到“房屋”",)
    place: str = "001"
    headcount: int = 1
    name: str = "覃桂兰"
    phone: str = "13877514267"
    urgency: Urgency = Urgency.ORDINARY
    litigation: LitigationStatus = LitigationStatus.NONE
    matter_class: MatterClass = MatterClass.APPEAL
    secret: bool = False
    pathless: bool = False
    matter_id: str = ""
    number: str = ""
    last: str = ""
    last_at: datetime | None = None

    def __post_init__(self) -> None:
        series = f"{COUNTY}{self.received:%Y%m%d}{LETTERS[self.channel]}"
        self.town.serials[series] = self.town.serials.get(series, 0) + 1
        self.number = f"{series}{self.town.serials[series]:05}"
        self.matter_id = f"{COUNTY}:{derived('matter', self.number)}"

    @property
    def item_id(self) -> str:
        return f"{COUNTY}:{derived('item', self.number)}"

    @property
    def said_claims(self) -> tuple[Claim, ...]:
        path = Path.PETITION if self.matter_class is MatterClass.APPEAL else Path(self.matter_class.value)
        path = None if self.pathless else path
        return tuple(Claim(claim_id=f"c{n}", text=text, path=path) for n, text in enumerate(self.claims, 1))

    def registered(self) -> Story:
        key = f"{COUNTY}:{derived('key', self.name)}"
        wrapped = self.town.keys.setdefault(key, self.town.safe.new_key())
        self.town.say(
            "intake",
            f"key:{key}",
            PersonKeyIssued(key_id=key, county=COUNTY, wrapped=wrapped, occurred_at=self.received),
        )
        person = Petitioner(
            petitioner_id=key,
            name=self.town.safe.seal(key, wrapped, "name", self.name),
            phone=self.town.safe.seal(key, wrapped, "phone", self.phone),
        )
        self.last = self.town.say(
            "intake", f"item:{self.item_id}", self._item(person, self.received, self.number, repeat=False)
        )
        return self

    def _item(self, person: Petitioner, at_: datetime, number: str, *, repeat: bool) -> ItemRegistered:
        return ItemRegistered(
            occurred_at=at_, by=REGISTRAR, item_id=f"{COUNTY}:{derived('item', number)}", item_no=number, matter_id=self.matter_id,
            is_repeat=repeat, county=COUNTY, office=COUNTY, channel=self.channel, received_at=at_, registered_at=at_,
            petitioner=person, headcount=self.headcount, place=self._place(), title=self.title, main_content=self.title + "。",
            claims=self.said_claims, matter_class=self.matter_class, litigation_status=self.litigation, urgency=self.urgency,
            desk="2 号窗口", first_handler=REGISTRAR.id, secrecy_requested=self.secret,
        )  # fmt: skip

    def _place(self) -> Place:
        return Place(code=COUNTY + self.place, name=DIRECTORY.place_name(COUNTY + self.place))

    def opened(self) -> Story:
        name = DIRECTORY.unit(f"{COUNTY}-{self.unit}").name if self.unit else ""
        suggestion = Suggestion(
            unit=f"{COUNTY}-{self.unit}" if self.unit else None,
            unit_name=name,
            sure=bool(self.unit),
            reasons=self.reasons,
        )
        event = MatterOpened(
            **self._common(self.received + timedelta(seconds=1), "SCREENING"), item_id=self.item_id, item_no=self.number,
            channel=self.channel, received_at=self.received, registered_at=self.received, headcount=self.headcount,
            place=self._place(), title=self.title, claims=self.said_claims, matter_class=self.matter_class,
            litigation_status=self.litigation, urgency=self.urgency, suggestion=suggestion,
            restricted=self.matter_class is MatterClass.ACCUSATION,
        )  # fmt: skip
        self._matter(event)
        return self._clock("C02", "信访部门登记后处理", self.received, 15, None)

    def put_up(
        self, at_: datetime, act: str, name: str, paper: dict[str, Any], by: Actor | None = None
    ) -> Story:
        """Something that a deputy head must approve."""
        self._matter(MatterApprovalAsked(
            **self._common(at_, self.town.matter(self.matter_id).state, by or ROUTER) | {"row": "AP1"}, no=1, act=act, act_name=name,
            paper=paper, approvers=("office_deputy_head",),
        ))  # fmt: skip
        return self

    def joined(self, at_: datetime, title: str, *new: str) -> Story:
        series = f"{COUNTY}{at_:%Y%m%d}{LETTERS[self.channel]}"
        self.town.serials[series] = self.town.serials.get(series, 0) + 1
        number = f"{series}{self.town.serials[series]:05}"
        self._matter(MatterItemJoined(
            **self._common(at_, self.town.matter(self.matter_id).state, REGISTRAR), item_id=f"{COUNTY}:{derived('item', number)}",
            item_no=number, channel=self.channel, received_at=at_, headcount=self.headcount, title=title,
                new_claims=tuple(Claim(claim_id=f"{number}-{text}", text=text) for text in new),
        ))  # fmt: skip
        return self

    def dispatched(self, at_: datetime, *units: str, reason: str = "") -> Story:
        units = units or (self.unit or "zjj",)
        shares = tuple(self._assignment(n, unit, units) for n, unit in enumerate(units))
        self._matter(MatterDispatched(
            **self._common(at_, "DISPATCHED", ROUTER), mode=TransferMode.FORWARD, assignments=shares, reason=reason,
            followed_suggestion=units[0] == self.unit,
        ))  # fmt: skip
        return self._stopped("C02", at_)

    def signed(
        self, at_: datetime, unit: str | None = None, role: str = "unit_liaison", name: str = "梁雨桐"
    ) -> Story:
        unit = unit or self.unit or "zjj"
        lead = unit == (self.unit or "zjj")
        state = "RECEIVED" if lead else self.town.matter(self.matter_id).state
        self._matter(
            MatterSigned(**self._common(at_, state, self._of(unit, role, name)), unit=f"{COUNTY}-{unit}")
        )
        return self._clock("C04", "接受转送交办的告知", at_, 15, unit)

    def accepted(self, at_: datetime, unit: str | None = None, name: str = "梁雨桐") -> Story:
        unit = unit or self.unit or "zjj"
        lead = unit == (self.unit or "zjj")
        state = "ACCEPTED" if lead else self.town.matter(self.matter_id).state
        self._matter(MatterAccepted(
            **self._common(at_, state, self._of(unit, "unit_liaison", name)), unit=f"{COUNTY}-{unit}", claims=self.said_claims[:1],
            contact=DIRECTORY.unit(f"{COUNTY}-{unit}").telephone,
        ))  # fmt: skip
        accepted = self.last
        self._stopped("C04", at_, unit)
        self._clock("C07", "办结", at_, 60, unit, steps=True)
        return self._paper(
            "D02.2", "接收（受理）告知书", at_ + timedelta(minutes=1), accepted, DeliveryMode.DIRECT
        )

    def handled(self, at_: datetime, *names: str) -> Story:
        unit = self.unit or "zjj"
        self._matter(MatterHandlerAssigned(
            **self._common(at_, "HANDLING", self._of(unit, "unit_head", "陆正平")), unit=f"{COUNTY}-{unit}", handlers=names,
        ))  # fmt: skip
        return self

    def drafted(self, at_: datetime) -> Story:
        unit = self.unit or "zjj"
        by = self._common(at_, "OPINION_READY", self._of(unit, "unit_head", "陆正平"))
        self._matter(MatterOpinionDrafted(**by, unit=f"{COUNTY}-{unit}", drafted_by="黄建业"))
        return self

    def answered(self, at_: datetime) -> Story:
        unit = self.unit or "zjj"
        head = self._of(unit, "unit_head", "陆正平")
        self.drafted(at_)
        opinion = HandlingOpinion(
            number="住建信处〔2026〕57号", facts="经查属实。", evidence="照片 6 张", legal_basis=("《建设工程质量管理条例》第四十一条",),
            review_organ="云岭县人民政府", signed_by="陆正平",
            answers=tuple(ClaimAnswer(claim_id=c.claim_id, result=ClaimResult.SUPPORT, text="予以支持，30 日内完成。") for c in self.said_claims),
        )  # fmt: skip
        self._matter(
            MatterOpinionIssued(
                **self._common(at_, "OPINION_READY", head), unit=f"{COUNTY}-{unit}", opinion=opinion
            )
        )
        return self

    def completed(self, at_: datetime, drove: tuple[str, ...] = ()) -> Story:
        unit = self.unit or "zjj"
        self._paper("D11.1", "信访处理意见书", at_, self.last, DeliveryMode.ELECTRONIC)
        self._matter(MatterCompleted(
            **self._common(at_, "COMPLETED"), row="24.2", drove=drove, unit=f"{COUNTY}-{unit}", delivery_id="d", issued_at=at_, service_begun_at=at_, served_at=at_,
        ))  # fmt: skip
        return self._stopped("C07", at_, unit)

    def breached(self, clock: str, at_: datetime, unit: str | None = None) -> Story:
        event = ClockBreached(**self._clock_common(clock, "", at_, unit), due_at=at_)
        self.town.say("deadlines", f"clocks:{self.matter_id}", event, self.last)
        return self

    def _matter(self, event: Any) -> None:
        self.last = self.town.say("routing", f"matter:{self.matter_id}", event, self.last or None)

    def _common(self, at_: datetime, state: str, by: Actor = SYSTEM) -> dict[str, Any]:
        return {
            "occurred_at": at_, "by": by, "matter_id": self.matter_id, "county": COUNTY, "office": COUNTY, "state": state,
        }  # fmt: skip

    def _of(self, unit: str, role: str, name: str) -> Actor:
        return Actor(
            id=f"{unit}.{role.removeprefix('unit_')}@{COUNTY}",
            role=role,
            name=name,
            org=DIRECTORY.unit(f"{COUNTY}-{unit}").name,
        )

    def _assignment(self, n: int, unit: str, units: tuple[str, ...]) -> Assignment:
        mine = tuple(f"c{i}" for i in range(1, len(self.claims) + 1) if units[min(i, len(units)) - 1] == unit)
        return Assignment(
            assignment_id=f"a-{unit}", unit=f"{COUNTY}-{unit}", unit_name=DIRECTORY.unit(f"{COUNTY}-{unit}").name,
            role=AssignmentRole.CO if n else AssignmentRole.LEAD, mode=TransferMode.FORWARD, claim_ids=mine,
        )  # fmt: skip

    def _clock_common(self, clock: str, name: str, at_: datetime, unit: str | None) -> dict[str, Any]:
        return {
            "occurred_at": at_, "matter_id": self.matter_id, "county": COUNTY, "clock": clock, "name": name, "kind": ClockKind.DUTY,
            "clock_id": f"{clock}:{unit or 'office'}", "unit": f"{COUNTY}-{unit}" if unit else None,
        }  # fmt: skip

    def _clock(
        self, clock: str, name: str, start: datetime, days: int, unit: str | None, *, steps: bool = False
    ) -> Story:
        nominal = start.date() + timedelta(days=days)
        due = nominal
        while is_rest(due):
            due += timedelta(days=1)
        said = (
            f"{start.month}月{start.day}日起算，当日不计，次日为第 1 日。",
            f"第 {days} 日是 {nominal.month}月{nominal.day}日{'，是休息日' if due != nominal else ''}。",
            *((f"顺延到第一个工作日：{due.month}月{due.day}日。",) if due != nominal else ()),
        )
        event = ClockStarted(
            **self._clock_common(clock, name, start, unit), started_at=start, started_by=self.last, nominal_on=nominal,
            due_at=end_of(due), rolled=due != nominal, length=days, length_unit="d", explanation=said,
            basis="《信访工作条例》第三十四条；计日参照民法典第二百零一、二百零三条",
        )  # fmt: skip
        self.town.say("deadlines", f"clocks:{self.matter_id}", event, self.last)
        return self

    def _stopped(self, clock: str, at_: datetime, unit: str | None = None) -> Story:
        event = ClockStopped(**self._clock_common(clock, "", at_, unit), stopped_at=at_, due_at=at_, met=True)
        self.town.say("deadlines", f"clocks:{self.matter_id}", event, self.last)
        return self

    def _paper(self, code: str, title: str, at_: datetime, cause: str, mode: DeliveryMode) -> Story:
        id_ = f"{COUNTY}:{derived('delivery', self.matter_id, code)}"
        common: dict[str, Any] = {
            "delivery_id": id_,
            "matter_id": self.matter_id,
            "county": COUNTY,
            "document": code,
            "title": title,
        }
        subject = f"delivery:{id_}"
        unit = None if code == "D01.1" else f"{COUNTY}-{self.unit or 'zjj'}"
        self.town.say(
            "notifications", subject, DeliveryOpened(**common, occurred_at=at_, mode=mode, unit=unit), cause
        )
        self.town.say(
            "notifications",
            subject,
            DeliveryBegun(**common, occurred_at=at_, mode=mode, attempt=1, begun_at=at_),
        )
        served = DeliveryServed(
            **common, occurred_at=at_, mode=mode, begun_at=at_, served_at=at_, proof="收件人签收"
        )
        self.town.say("notifications", subject, served)
        return self
