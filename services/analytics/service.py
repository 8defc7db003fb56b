"""analytics: keeps a fact of every matter and every clock, and counts them when asked; hears routing, deadlines and the halls, says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chassis.documents import Kind
from chassis.hearing import Hears
from chassis.reference import DIRECTORY_COPIES, its_copy
from chassis.service import Service
from lianjie_contracts.events.clock_breach_withdrawn import ClockBreachWithdrawn
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.clock_held import ClockHeld
from lianjie_contracts.events.clock_started import ClockStarted
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.clock_voided import ClockVoided
from lianjie_contracts.events.directory_published import DirectoryPublished
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_amended import MatterAmended
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_completed import MatterCompleted
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_item_joined import MatterItemJoined
from lianjie_contracts.events.matter_opened import MatterOpened
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from lianjie_contracts.events.service_card_given import ServiceCardGiven
from lianjie_contracts.events.ticket_ended import TicketEnded
from services.analytics.api import api
from services.analytics.handlers.on_clock_breach_withdrawn import on_clock_breach_withdrawn
from services.analytics.handlers.on_clock_breached import on_clock_breached
from services.analytics.handlers.on_clock_held import on_clock_held
from services.analytics.handlers.on_clock_started import on_clock_started
from services.analytics.handlers.on_clock_stopped import on_clock_stopped
from services.analytics.handlers.on_clock_voided import on_clock_voided
from services.analytics.handlers.on_directory_published import on_directory_published
from services.analytics.handlers.on_matter_accepted import on_matter_accepted
from services.analytics.handlers.on_matter_amended import on_matter_amended
from services.analytics.handlers.on_matter_closed_at_intake import on_matter_closed_at_intake
from services.analytics.handlers.on_matter_completed import on_matter_completed
from services.analytics.handlers.on_matter_dispatched import on_matter_dispatched
from services.analytics.handlers.on_matter_item_joined import on_matter_item_joined
from services.analytics.handlers.on_matter_opened import on_matter_opened
from services.analytics.handlers.on_matter_undo_decided import on_matter_undo_decided
from services.analytics.handlers.on_service_card_given import on_service_card_given
from services.analytics.handlers.on_ticket_ended import on_ticket_ended
from services.analytics.settings import AnalyticsSettings
from services.analytics.store import CARD_FACTS, CLOCK_FACTS, MATTER_FACTS, VISIT_FACTS

Places = Iterable[tuple[Kind[Any], str]]


def _its_matter(event: Any) -> Places:  # noqa: ANN401 - every event of a matter names it
    return ((MATTER_FACTS, event.matter_id),)


def _its_clock(event: Any) -> Places:  # noqa: ANN401 - every event of a clock names it
    return ((CLOCK_FACTS, event.clock_id),)


HEARS = (
    Hears(DirectoryPublished, on_directory_published, its_copy),
    Hears(MatterOpened, on_matter_opened, _its_matter),
    Hears(MatterAmended, on_matter_amended, _its_matter),
    Hears(MatterItemJoined, on_matter_item_joined, _its_matter),
    Hears(MatterDispatched, on_matter_dispatched, _its_matter),
    Hears(MatterAccepted, on_matter_accepted, _its_matter),
    Hears(MatterCompleted, on_matter_completed, _its_matter),
    Hears(MatterClosedAtIntake, on_matter_closed_at_intake, _its_matter),
    Hears(MatterUndoDecided, on_matter_undo_decided, _its_matter),
    Hears(TicketEnded, on_ticket_ended, lambda e: ((VISIT_FACTS, e.ticket_id),)),
    Hears(ServiceCardGiven, on_service_card_given, lambda e: ((CARD_FACTS, e.card_id),)),
    Hears(ClockStarted, on_clock_started, _its_clock),
    Hears(ClockHeld, on_clock_held, _its_clock),
    Hears(ClockStopped, on_clock_stopped, _its_clock),
    Hears(ClockVoided, on_clock_voided, _its_clock),
    Hears(ClockBreached, on_clock_breached, _its_clock),
    Hears(ClockBreachWithdrawn, on_clock_breach_withdrawn, _its_clock),
)

SERVICE = Service(
    name="analytics",
    settings=AnalyticsSettings,
    kinds=(MATTER_FACTS, CLOCK_FACTS, VISIT_FACTS, CARD_FACTS, DIRECTORY_COPIES),
    hears=lambda _: HEARS,
    api=api,
)
