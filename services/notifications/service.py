"""notifications: opens a delivery for every text that falls due, sends what may go by mail, and keeps the proofs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from fastapi import APIRouter

from chassis.hearing import Hears
from chassis.personal import KEY_COPIES, Safe, secret
from chassis.service import Job, Parts, Service
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.item_corrected import ItemCorrected
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_amended import MatterAmended
from lianjie_contracts.events.matter_item_joined import MatterItemJoined
from lianjie_contracts.events.matter_opened import MatterOpened
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.matter_review_signed import MatterReviewSigned
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from lianjie_contracts.events.one_time_code_asked import OneTimeCodeAsked
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from services.notifications.api import Desk, routes
from services.notifications.codes import CODE_MESSAGES, CodeSender
from services.notifications.handlers.on_item_corrected import on_item_corrected
from services.notifications.handlers.on_item_registered import on_item_registered
from services.notifications.handlers.on_matter_accepted import on_matter_accepted
from services.notifications.handlers.on_matter_amended import on_matter_amended
from services.notifications.handlers.on_matter_item_joined import on_matter_item_joined
from services.notifications.handlers.on_matter_opened import on_matter_opened
from services.notifications.handlers.on_matter_opinion_issued import on_matter_opinion_issued
from services.notifications.handlers.on_matter_review_signed import on_matter_review_signed
from services.notifications.handlers.on_matter_suggestion_answered import on_matter_suggestion_answered
from services.notifications.handlers.on_one_time_code_asked import on_one_time_code_asked
from services.notifications.handlers.on_person_key_issued import on_person_key_issued
from services.notifications.mailing import Line
from services.notifications.rolling import RolledDeliveries
from services.notifications.sender import Post, Sender
from services.notifications.settings import NotificationsSettings
from services.notifications.shelf import MongoShelf
from services.notifications.store import CONTACTS, DELIVERIES, LETTERS, SERIES, SHEETS
from services.notifications.texting import Gateway

EVERY = 1.0  # seconds between two looks at what is due


def hears(parts: Parts[NotificationsSettings]) -> Sequence[Hears]:
    """Everything notifications reacts to."""
    return heard_with(parts.directory)


def heard_with(directory: Directory) -> Sequence[Hears]:
    return (
        Hears(PersonKeyIssued, on_person_key_issued, lambda e: ((KEY_COPIES, e.key_id),)),
        Hears(ItemRegistered, partial(on_item_registered, directory=directory), lambda e: (
            (KEY_COPIES, e.petitioner.petitioner_id), (CONTACTS, e.item_id))),
        Hears(ItemCorrected, on_item_corrected, lambda e: (
            (KEY_COPIES, e.item.petitioner.petitioner_id), (CONTACTS, e.item_id))),
        Hears(MatterAmended, on_matter_amended, lambda e: ((SHEETS, e.matter_id),)),
        Hears(MatterOpened, on_matter_opened, lambda e: ((SHEETS, e.matter_id),)),
        Hears(MatterItemJoined, on_matter_item_joined, lambda e: ((SHEETS, e.matter_id),)),
        Hears(MatterAccepted, partial(on_matter_accepted, directory=directory), lambda e: ((SHEETS, e.matter_id),)),
        Hears(MatterOpinionIssued, partial(on_matter_opinion_issued, directory=directory), lambda e: ((SHEETS, e.matter_id),)),
        Hears(MatterReviewSigned, partial(on_matter_review_signed, directory=directory), lambda e: ((SHEETS, e.matter_id),)),
        Hears(MatterSuggestionAnswered, partial(on_matter_suggestion_answered, directory=directory), lambda e: ((SHEETS, e.matter_id),)),
        Hears(OneTimeCodeAsked, on_one_time_code_asked, lambda e: ((KEY_COPIES, e.person),)),
    )  # fmt: skip


def api(parts: Parts[NotificationsSettings]) -> APIRouter:
    shelf = MongoShelf(parts.mongo)
    return routes(Desk(shelf, parts.store, parts.commands, parts.clock, _safe(parts), parts.directory))


async def send_due(parts: Parts[NotificationsSettings]) -> None:
    s = parts.settings
    post = Post(s.smtp, s.mail_from, s.mail_seconds, timedelta(seconds=s.lease_seconds), s.patience)
    await Sender(
        parts.store, MongoShelf(parts.mongo), parts.clock, _safe(parts), post, parts.relay.wake
    ).round()


async def send_codes(parts: Parts[NotificationsSettings]) -> None:
    s = parts.settings
    greeting = s.mail_from.partition("@")[2]
    await CodeSender(
        parts.store, parts.clock, _safe(parts), parts.directory, s.mail_from,
        lambda: Line(s.smtp, s.mail_seconds, greeting), Gateway(s.sms_gateway, s.sms_secret) if s.sms_gateway else None,
        MongoShelf(parts.mongo).codes_due,
    ).round()  # fmt: skip


def _safe(parts: Parts[NotificationsSettings]) -> Safe:
    return Safe(secret("LIANJIE_MASTER_KEY", parts.settings.master_key))


SERVICE = Service(
    name="notifications",
    settings=NotificationsSettings,
    kinds=(DELIVERIES, LETTERS, CONTACTS, SHEETS, SERIES, KEY_COPIES, CODE_MESSAGES),
    hears=hears,
    api=api,
    jobs=(Job("send", EVERY, send_due), Job("codes", EVERY, send_codes)),
    rolls=lambda parts: RolledDeliveries(parts.store).rolls(),
)
