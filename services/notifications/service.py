"""notifications: opens a delivery for every text that falls due, sends what may go by mail, and keeps the proofs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from fastapi import APIRouter

from chassis.hearing import Hears
from chassis.personal import KEY_COPIES, Safe, secret
from chassis.reference import DIRECTORY_COPIES
from chassis.service import Job, Parts, Service
from services.notifications.api import Desk, routes
from services.notifications.codes import CODE_MESSAGES, CodeSender
from services.notifications.dossiers import api as dossiers
from services.notifications.hears import heard_with, warned_in
from services.notifications.mailing import Line
from services.notifications.rolling import RolledDeliveries
from services.notifications.sender import Post, Sender
from services.notifications.settings import NotificationsSettings
from services.notifications.shelf import MongoShelf
from services.notifications.store import CONTACTS, DELIVERIES, DOSSIERS, INSPECTIONS, LETTERS, SERIES, SHEETS
from services.notifications.texting import Gateway
from services.notifications.warner import Warner
from services.notifications.warning import WARNING_BOXES

EVERY = 1.0  # seconds between two looks at what is due


def hears(parts: Parts[NotificationsSettings]) -> Sequence[Hears]:
    """Everything notifications reacts to."""
    return (*heard_with(parts.directory), *warned_in(parts.settings.warning_counties.split()))


def api(parts: Parts[NotificationsSettings]) -> APIRouter:
    shelf = MongoShelf(parts.mongo)
    desk = Desk(
        shelf,
        parts.store,
        parts.commands,
        parts.clock,
        _safe(parts),
        parts.directory,
        parts.settings.pdf_font,
    )
    router = routes(desk)
    router.include_router(dossiers.routes(desk))
    return router


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


async def send_warnings(parts: Parts[NotificationsSettings]) -> None:
    s = parts.settings
    greeting = s.mail_from.partition("@")[2]
    await Warner(
        parts.store, parts.clock, parts.directory, s.mail_from, s.window_url, lambda: Line(s.smtp, s.mail_seconds, greeting),
        MongoShelf(parts.mongo).warnings_due,
    ).round()  # fmt: skip


def _safe(parts: Parts[NotificationsSettings]) -> Safe:
    return Safe(secret("LIANJIE_MASTER_KEY", parts.settings.master_key))


SERVICE = Service(
    name="notifications",
    settings=NotificationsSettings,
    kinds=(
        DELIVERIES,
        LETTERS,
        DOSSIERS,
        INSPECTIONS,
        CONTACTS,
        SHEETS,
        SERIES,
        KEY_COPIES,
        CODE_MESSAGES,
        WARNING_BOXES,
        DIRECTORY_COPIES,
    ),
    hears=hears,
    api=api,
    jobs=(
        Job("send", EVERY, send_due),
        Job("codes", EVERY, send_codes),
        Job("warnings", EVERY, send_warnings),
    ),
    rolls=lambda parts: RolledDeliveries(parts.store).rolls(),
)
