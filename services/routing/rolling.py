"""How matters are brought forward after a restore: from their own events, from the items that opened them, and from their limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chassis.documents import Answer
from chassis.replying import command_of
from chassis.rolling import Rolls
from chassis.work import Heard
from lianjie_contracts.base import SYSTEM, MatterEvent, Message
from lianjie_contracts.clock_event import ClockEvent
from lianjie_contracts.events.attachment_added import AttachmentAdded
from lianjie_contracts.events.clock_started import ClockStarted
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.clock_voided import ClockVoided
from lianjie_contracts.events.covers_published import CoversPublished
from lianjie_contracts.events.directory_published import DirectoryPublished
from lianjie_contracts.events.dossier_bound import DossierBound
from lianjie_contracts.events.item_corrected import ItemCorrected
from lianjie_contracts.events.item_interviewed import ItemInterviewed
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.item_screened import ItemScreened
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.events.session_moved import SessionMoved
from lianjie_contracts.item_event import ItemEvent
from lianjie_contracts.vocabulary import ReplyOutcome
from services.routing.announce import feeds
from services.routing.domain.covering import CoverBoard
from services.routing.domain.directory import CountyDirectory
from services.routing.domain.evolve import evolve
from services.routing.domain.matter import Matter
from services.routing.domain.opening import with_item
from services.routing.handlers.on_attachment_added import with_file
from services.routing.handlers.on_clock_started import timed
from services.routing.handlers.on_dossier_bound import with_dossier
from services.routing.sessions.moving import feeds as session_feeds
from services.routing.sessions.session import JointSession
from services.routing.sessions.store import SESSIONS
from services.routing.store import COVERS, DIRECTORIES, MATTERS


async def _after(matter: Matter | None, heard: Heard[Any]) -> Matter | None:
    if isinstance(heard.event, ItemRegistered | ItemEvent):
        item = heard.event if isinstance(heard.event, ItemRegistered) else heard.event.item
        return with_item(matter, item) if matter else None
    if isinstance(heard.event, AttachmentAdded):
        return with_file(matter, heard.event) if matter else None
    if isinstance(heard.event, DossierBound):
        return with_dossier(matter, heard.event) if matter else None
    if isinstance(heard.event, ClockEvent):
        return timed(matter, heard.event) if matter else None
    assert isinstance(heard.event, MatterEvent)
    return evolve(matter, heard.event)


def _answer(heard: Heard[Any]) -> Answer | None:
    """What a person's command or a unit's reply was told, so that its repeat is recognised; what was asked is not known."""
    event, caused_by = heard.event, heard.envelope.causation
    if isinstance(event, ReplyAnswered):
        id_ = command_of(event.unit, event.reply, event.reply_id)
        refused = event.outcome == ReplyOutcome.REFUSED
        return Answer(
            id_, "", 0, event.refusal_code if refused else None, event.refusal_zh if refused else None
        )
    if isinstance(event, MatterEvent) and caused_by and event.by != SYSTEM and event.state:
        return Answer(caused_by, "", 0, body={"state": event.state.value})
    return None


def _kin(matter: Matter, event: Message) -> Iterable[str]:
    """What is told of an item is told of its matter's sisters, too (row 43); clocks and deliveries are each matter's own."""
    return matter.kin.sisters if isinstance(event, ItemRegistered | ItemEvent | AttachmentAdded) else ()


_OF_OTHERS: tuple[type[Message], ...] = (
    ItemRegistered,
    ItemInterviewed,
    ItemScreened,
    ItemCorrected,
    AttachmentAdded,
    ClockStarted,
    ClockStopped,
    ClockVoided,
    DossierBound,
)


async def _published(held: CountyDirectory | None, heard: Heard[DirectoryPublished]) -> CountyDirectory:
    """A table that waited when the backup was made waits no longer: it is read again."""
    return CountyDirectory(heard.event, proposals=held.proposals if held else 0)


async def _covering(held: CoverBoard | None, heard: Heard[CoversPublished]) -> CoverBoard:
    """All covers are told each time; the numbers go on behind the highest."""
    event = heard.event
    count = max((held.count if held else 0, *(cover.no for cover in event.covers)))
    return CoverBoard(event.county, event.unit, event.covers, count, event.occurred_at)


async def _met(_: JointSession | None, heard: Heard[SessionMoved]) -> JointSession:
    return JointSession(heard.event)


ROLLS = (
    Rolls(
        MATTERS, _after, also=dict.fromkeys(_OF_OTHERS, lambda event: event.matter_id), answers=_answer,
        restated=lambda matter: feeds(matter, SYSTEM), kin=_kin,
    ),
    Rolls(SESSIONS, _met, answers=_answer, restated=lambda held: tuple(session_feeds(held.told))),
    Rolls(DIRECTORIES, _published),
    Rolls(COVERS, _covering),
)  # fmt: skip
