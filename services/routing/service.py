"""routing: opens matters, proposes and dispatches to units, decides every move; hears items, replies, served deliveries and limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter

from chassis.decisions import Changed, Decision
from chassis.documents import Kind
from chassis.hearing import Hears
from chassis.ids import derived
from chassis.replying import STRAY_REPLIES
from chassis.service import Job, Parts, Service
from lianjie_contracts.base import Misfit
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.application_made import ApplicationMade
from lianjie_contracts.events.application_withdrawn import ApplicationWithdrawn
from lianjie_contracts.events.attachment_added import AttachmentAdded
from lianjie_contracts.events.clock_started import ClockStarted
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.clock_voided import ClockVoided
from lianjie_contracts.events.delivery_given_up import DeliveryGivenUp
from lianjie_contracts.events.delivery_served import DeliveryServed
from lianjie_contracts.events.dossier_bound import DossierBound
from lianjie_contracts.events.item_corrected import ItemCorrected
from lianjie_contracts.events.item_interviewed import ItemInterviewed
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.item_screened import ItemScreened
from lianjie_contracts.events.item_undo_asked import ItemUndoAsked
from lianjie_contracts.events.matter_supplemented import MatterSupplemented
from lianjie_contracts.events.move_due import MoveDue
from lianjie_contracts.events.package_receipt import PackageReceipt
from lianjie_contracts.events.reply_accept import ReplyAccept
from lianjie_contracts.events.reply_act import ReplyAct
from lianjie_contracts.events.reply_issue_opinion import ReplyIssueOpinion
from lianjie_contracts.events.reply_object import ReplyObject
from lianjie_contracts.events.reply_session import ReplySession
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.events.withdrawal_asked import WithdrawalAsked
from lianjie_contracts.events.withdrawal_taken_back import WithdrawalTakenBack
from services.routing.api import api
from services.routing.county_rules_api import county_rules_api
from services.routing.cover_api import cover_api
from services.routing.directory_api import LARGER, directory_api
from services.routing.domain.directory import CountyDirectory, seeded
from services.routing.domain.profiles import written
from services.routing.domain.suggestion import Ranks
from services.routing.handing_over import carry_on_all
from services.routing.handlers.on_application_made import on_application_made
from services.routing.handlers.on_application_withdrawn import on_application_withdrawn
from services.routing.handlers.on_attachment_added import on_attachment_added
from services.routing.handlers.on_clock_started import its_matter, on_clock_started
from services.routing.handlers.on_clock_stopped import on_clock_stopped
from services.routing.handlers.on_clock_voided import on_clock_voided
from services.routing.handlers.on_delivery_given_up import on_delivery_given_up
from services.routing.handlers.on_delivery_served import on_delivery_served
from services.routing.handlers.on_dossier_bound import on_dossier_bound
from services.routing.handlers.on_item_corrected import on_item_corrected
from services.routing.handlers.on_item_interviewed import on_item_interviewed
from services.routing.handlers.on_item_registered import on_item_registered
from services.routing.handlers.on_item_screened import on_item_screened
from services.routing.handlers.on_item_undo_asked import on_item_undo_asked
from services.routing.handlers.on_matter_supplemented import on_matter_supplemented
from services.routing.handlers.on_move_due import on_move_due
from services.routing.handlers.on_package_receipt import on_package_receipt
from services.routing.handlers.on_reply_act import on_reply_act
from services.routing.handlers.on_reply_session import on_reply_session
from services.routing.handlers.on_withdrawal_asked import on_withdrawal_asked
from services.routing.handlers.on_withdrawal_taken_back import on_withdrawal_taken_back
from services.routing.handover_api import handover_api
from services.routing.laws_api import laws_api
from services.routing.learning.loaded import Learned
from services.routing.rolling import ROLLS
from services.routing.rules import rules_api
from services.routing.sessions.api import sessions_api
from services.routing.sessions.rules import rules as session_rules
from services.routing.sessions.store import SESSIONS
from services.routing.settings import RoutingSettings
from services.routing.store import COVERS, DIRECTORIES, HANDOVERS, MATTERS


def _its_matter(event: Any) -> Iterable[tuple[Kind[Any], str]]:  # noqa: ANN401 - every message heard names its matter
    return ((MATTERS, event.matter_id),)


def _its_session(reply: ReplySession | Misfit) -> Iterable[tuple[Kind[Any], str]]:
    return ((SESSIONS, reply.session_id),) if isinstance(reply, ReplySession) else ()


def heard_in(directory: Directory, ranks: Ranks | None = None) -> Sequence[Hears]:
    """Everything routing reacts to. `ranks`: what closed matters teach, if they are asked."""
    of_item: dict[str, Any] = {"directory": directory, "ranks": ranks}
    return (
        Hears(ItemRegistered, partial(on_item_registered, **of_item), _its_matter),
        Hears(ItemInterviewed, partial(on_item_interviewed, **of_item), _its_matter),
        Hears(ItemScreened, partial(on_item_screened, **of_item), _its_matter),
        Hears(ItemCorrected, partial(on_item_corrected, **of_item), _its_matter),
        Hears(ItemUndoAsked, on_item_undo_asked, _its_matter),
        Hears(AttachmentAdded, on_attachment_added, _its_matter),
        Hears(ReplySignFor, partial(on_reply_act, directory=directory), _its_matter),
        Hears(ReplyObject, partial(on_reply_act, directory=directory), _its_matter),
        Hears(ReplyAccept, partial(on_reply_act, directory=directory), _its_matter),
        Hears(ReplyIssueOpinion, partial(on_reply_act, directory=directory), _its_matter),
        Hears(ReplyAct, partial(on_reply_act, directory=directory), _its_matter),
        Hears(ReplySession, partial(on_reply_session, directory=directory), _its_session),
        Hears(DeliveryGivenUp, on_delivery_given_up, _its_matter),
        Hears(DeliveryServed, on_delivery_served, _its_matter),
        Hears(WithdrawalAsked, on_withdrawal_asked, _its_matter),
        Hears(WithdrawalTakenBack, on_withdrawal_taken_back, _its_matter),
        Hears(MatterSupplemented, on_matter_supplemented, _its_matter),
        Hears(ApplicationMade, on_application_made, _its_matter),
        Hears(ApplicationWithdrawn, on_application_withdrawn, _its_matter),
        Hears(PackageReceipt, on_package_receipt, _its_matter),
        Hears(MoveDue, on_move_due, _its_matter),
        Hears(ClockStarted, on_clock_started, its_matter),
        Hears(ClockStopped, on_clock_stopped, its_matter),
        Hears(ClockVoided, on_clock_voided, its_matter),
        Hears(DossierBound, on_dossier_bound, _its_matter),
    )


def hears(parts: Parts[RoutingSettings]) -> Sequence[Hears]:
    session_rules()
    written()  # a rule file that cannot be read stops the start, not the first matter under it
    return heard_in(parts.directory, Learned(parts.settings.ranker))


def routes(parts: Parts[RoutingSettings]) -> APIRouter:
    """Everything that routing can be asked over HTTP."""
    router = APIRouter()
    for each in (
        api,
        rules_api,
        laws_api,
        directory_api,
        county_rules_api,
        cover_api,
        handover_api,
        sessions_api,
    ):
        router.include_router(each(parts))
    return router


async def seed_directory(parts: Parts[RoutingSettings]) -> None:
    """What no version was ever told of begins as the file says; several processes doing it are harmless."""
    directory, now = parts.directory, parts.clock.now()
    held = await parts.store.get(DIRECTORIES, [county.code for county in directory.counties])
    for county in directory.counties:
        if county.code not in held:
            units = (unit for unit in directory.units if unit.county == county.code)
            first = seeded(county, units, directory.places_of(county.code), now)
            await parts.commands.run(
                DIRECTORIES, county.code, derived("seed", county.code), partial(_first, first)
            )


def _first(seed: CountyDirectory, held: CountyDirectory | None) -> Decision[CountyDirectory]:
    return Changed(seed, (seed.published,)) if held is None else Changed(held)


SERVICE = Service(
    name="routing",
    settings=RoutingSettings,
    kinds=(MATTERS, SESSIONS, STRAY_REPLIES, DIRECTORIES, COVERS, HANDOVERS),
    directory=DIRECTORIES,
    jobs=(Job("directory", 30.0, seed_directory), Job("handovers", 2.0, carry_on_all)),
    larger=LARGER,
    hears=hears,
    api=routes,
    rolls=lambda _: ROLLS,
)
