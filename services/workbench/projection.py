"""How an event becomes part of the window's picture: one entry of the history, one change, and what follows from it.

Streams come in any order against each other, so a change touches only what its own stream tells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.clock_event import ClockEvent
from lianjie_contracts.delivery_event import DeliveryEvent
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.request_event import RequestEvent
from lianjie_contracts.vocabulary import AssignmentRole, ClockKind, DeliveryState, MatterClass, MatterState
from services.workbench.beside import moved
from services.workbench.naming import people, with_handlers
from services.workbench.readmodel import (
    ClockView,
    DeliveryView,
    Entry,
    ItemView,
    MatterView,
    RequestView,
)
from services.workbench.standing import CLOSED, co_standing
from services.workbench.store import MATTERS
from services.workbench.words import local

if TYPE_CHECKING:
    from chassis.work import Heard, Work

E = TypeVar("E", ItemRegistered, MatterEvent, ClockEvent, DeliveryEvent, RequestEvent, covariant=False)
Change = Callable[[MatterView], MatterView]
NEVER = datetime(9999, 12, 31, tzinfo=UTC)  # sorts behind every limit


async def remember(heard: Heard[Any], work: Work, change: Change, **facts: str | None) -> None:
    """Load the event's matter, change it, add the entry, save: what every handler here does."""
    await remember_on(heard.event.matter_id, heard, work, change, **facts)


async def remember_on(
    matter_id: str, heard: Heard[Any], work: Work, change: Change, **facts: str | None
) -> None:
    """As `remember`, of an event that is about several matters: on one of them."""
    held = await work.load(MATTERS, matter_id) or MatterView(matter_id, heard.event.county)
    changed = with_entry(change(held), entry_of(heard, work.now, facts))
    await work.save(MATTERS, matter_id, settled(changed))


def entry_of(heard: Heard[Any], now: datetime, facts: dict[str, str | None]) -> Entry:
    """The event as a line of the history."""
    event, envelope = heard.event, heard.envelope
    if isinstance(event, MatterEvent):
        behalf = event.on_behalf_of
        facts = {
            **facts,
            "past": "yes" if event.carried_over else None,
            "stands_for": behalf.name or behalf.id if behalf else None,
        }
    return Entry(
        id=envelope.id, type=envelope.type, stream=envelope.subject, seq=envelope.seq, at=event.occurred_at, heard_at=now,
        source=envelope.source, topic=event.topic_name(), by=event.by.id, who=event.by.name, role=event.by.role,
        org=event.by.org, caused_by=envelope.causation, facts={name: value for name, value in facts.items() if value},
    )  # fmt: skip


def with_entry(view: MatterView, entry: Entry) -> MatterView:
    heard = {**view.heard, entry.stream: max(view.heard.get(entry.stream, 0), entry.seq)}
    return replace(view, heard=heard, timeline=(*view.timeline, entry))


def settled(view: MatterView) -> MatterView:
    """The fields that lists ask for, made new from everything known."""
    items = sorted(view.items.values(), key=lambda item: (item.received_at, item.number))
    papers = sorted(view.deliveries.values(), key=_opened)
    # A limit goes with its share: who has taken over a unit's share has its limits, too.
    holders = {share.assignment.assignment_id: share.assignment.unit for share in view.assignments}
    due = [
        (holders.get(c.assignment_id or "", c.unit), c.due_at)
        for c in view.clocks.values()
        if c.runs and c.kind is ClockKind.DUTY and c.due_at
    ]
    open_ = view.state not in CLOSED
    due_at = min((at for _, at in due), default=None)
    return replace(
        view,
        items={item.id: item for item in items},
        deliveries={paper.id: paper for paper in papers},
        open=open_,
        units=tuple(share.assignment.unit for share in view.assignments),
        standing=tuple(_standing(view)),
        numbers=tuple(item.number for item in items),
        people=tuple(dict.fromkeys(people(view))),
        due_at=due_at,
        unit_due={unit: min(at for of, at in due if of == unit) for unit, _ in due if unit},
        sort_at=due_at or NEVER,
        town=view.place.code if view.place else "",
        unscreened=_unscreened(view),
        unsure=bool(open_ and view.suggestion and not view.suggestion.sure),
    )


def _opened(paper: DeliveryView) -> tuple[datetime, str]:
    """Documents are listed as they were opened, whichever was heard of first."""
    return paper.opened_at or paper.at or NEVER, paper.id


def _standing(view: MatterView) -> list[str]:
    """unit:state for each share, so that a unit's lists can ask for its own part; what runs beside the matter, for the
    office and for the unit that leads."""
    found = []
    drafted = view.state == MatterState.OPINION_READY and view.opinion is None
    for share in view.assignments:
        co = share.assignment.role is AssignmentRole.CO
        own = "DRAFTED" if drafted else view.state
        found.append(f"{share.assignment.unit}:{co_standing(share) if co and view.open else own}")
    holders = (view.county, *((view.lead.assignment.unit,) if view.lead else ()))
    beside = [f"{machine}.{state}" for machine, state in sorted(view.beside.items())]
    unserved = {
        f"{paper.unit or view.county}:delivery.{paper.state}"
        for paper in view.deliveries.values()
        if paper.state is DeliveryState.FAILED
    }
    around = (f"{holder}:{each}" for holder in holders for each in beside)
    return [*found, *around, *sorted(unserved), *_to_approve(view)]


def _to_approve(view: MatterView) -> list[str]:
    """Whose list of approvals it is on: a post of the office, or the head of the unit that proposes."""
    held = view.proposal
    return [f"{held.unit or view.county}:approval.{post}" for post in held.approvers] if held else []


def _unscreened(view: MatterView) -> bool:
    """Whether it lacks its class or the path of a claim, without which nobody may dispatch it."""
    if view.state not in {MatterState.REGISTERED, MatterState.SCREENING}:
        return False
    unclear = view.matter_class in {MatterClass.UNKNOWN, MatterClass.OTHER}
    return unclear or not all(claim.path for claim in view.claims)


def of_matter(event: MatterEvent) -> Change:
    """What every event of the matter's own stream tells: its state, who is named, and where stands what runs beside it."""
    return lambda view: replace(
        view,
        state=event.state or view.state,
        profile=event.profile,
        assignments=with_handlers(view, event),
        first_handler=event.first_handler or view.first_handler,
        beside=moved(view.beside, (event.row, *event.drove)),
    )


def with_item(view: MatterView, item: ItemView) -> MatterView:
    """Add what is known of an item; intake knows all of it, routing only a few facts."""
    held = view.items.get(item.id)
    known = held if held and held.petitioner and not item.petitioner else item
    items = {**view.items, item.id: known}
    return replace(view, items=items, headcount=max(each.headcount for each in items.values()))


def as_told(view: MatterView, event: ItemRegistered) -> MatterView:
    """The item as it reads now; and its matter, as long as routing has not told what it is."""
    item = ItemView(
        event.item_id, event.item_no, event.channel, event.received_at, event.headcount, event.title, event.main_content,
        event.petitioner, len(event.representatives), event.query_code, event.by.name, event.desk or "",
        tuple(claim.text for claim in event.claims), event.quick_report_id or "", event.quick_report_no or "",
    )  # fmt: skip
    known = replace(with_item(view, item), secrecy=view.secrecy or event.secrecy_requested)
    if view.state not in {"", MatterState.REGISTERED}:
        return known
    return replace(
        known, state=MatterState.REGISTERED, title=event.title, claims=event.claims, channel=event.channel, place=event.place,
        received_at=event.received_at, urgency=event.urgency, litigation=event.litigation_status,
        matter_class=event.matter_class, restricted=event.matter_class is MatterClass.ACCUSATION,
        accused_unit=event.accused_unit, category=event.category, profile=event.profile,
    )  # fmt: skip


def with_clock(view: MatterView, event: ClockEvent, **changes: Any) -> MatterView:  # noqa: ANN401 - fields of ClockView
    held = view.clocks.get(event.clock_id) or ClockView(
        event.clock_id,
        event.clock,
        event.name,
        event.kind,
        unit=event.unit,
        assignment_id=event.assignment_id,
    )
    return replace(view, clocks={**view.clocks, event.clock_id: replace(held, **changes)})


def with_delivery(view: MatterView, event: DeliveryEvent, **changes: Any) -> MatterView:  # noqa: ANN401 - fields of DeliveryView
    held = view.deliveries.get(event.delivery_id) or DeliveryView(
        event.delivery_id, event.document, event.title, opened_at=event.occurred_at
    )
    return replace(
        view,
        deliveries={**view.deliveries, event.delivery_id: replace(held, at=event.occurred_at, **changes)},
    )


def with_request(event: RequestEvent, key: str = "", **changes: Any) -> Change:  # noqa: ANN401 - fields of RequestView
    """What a petitioner asks for, by its number, or by `key` where a later one replaces the earlier."""

    def change(view: MatterView) -> MatterView:
        held = view.requests.get(key or event.number) or RequestView(
            event.type, event.number, event.occurred_at, key, event.item_no
        )
        return replace(view, requests={**view.requests, key or event.number: replace(held, **changes)})

    return change


def on_day(at: datetime) -> str:
    """A date for a fact of the history."""
    return f"{local(at):%Y-%m-%d}"
