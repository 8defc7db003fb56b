"""workbench: hears every stream, keeps one document per matter, and shows it; it decides nothing."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from chassis.identity import DevelopmentIssuer, verifier
from chassis.personal import KEY_COPIES, Safe, secret
from chassis.reference import COVER_COPIES, DIRECTORY_COPIES
from chassis.service import Job, Parts, Service
from services.workbench.drafts import DRAFTS, MongoDrafts
from services.workbench.hears import HEARS
from services.workbench.owners import Owners
from services.workbench.saved import SAVED, MongoSavedLists
from services.workbench.settings import WorkbenchSettings
from services.workbench.store import LETTER_TRAILS, MATTERS, MongoMatters
from services.workbench.web import imports, letter_scans
from services.workbench.web.app import open_window
from services.workbench.web.window import Window

if TYPE_CHECKING:
    from fastapi import FastAPI


def _open(app: FastAPI, parts: Parts[WorkbenchSettings]) -> None:
    settings = parts.settings
    verifies = verifier(settings)
    open_window(
        app,
        Window(
            matters=MongoMatters(parts.mongo, parts.store),
            drafts=MongoDrafts(parts.mongo),
            saved=MongoSavedLists(parts.mongo),
            owners=Owners(settings),
            directory=parts.directory,
            clock=parts.clock,
            verifier=verifies,
            issuer=verifies if isinstance(verifies, DevelopmentIssuer) else None,
            safe=Safe(secret("LIANJIE_MASTER_KEY", settings.master_key)),
            secret=hashlib.sha256(b"window" + secret("LIANJIE_PERSON_KEY", settings.person_key)).digest(),
            public_url=settings.public_url,
            draft_hours=settings.draft_hours,
        ),
    )


# Where photographs and scans are sent: three from a telephone, or what an act of a unit rests on.
PHOTOS = dict.fromkeys(("/c/", "/report/", "/quick/", "/query/supplement", "/matters/"), 40 * 2**20)


async def _forget_drafts(parts: Parts[WorkbenchSettings]) -> None:
    """What was begun and never registered is nobody's file: after a day it is gone."""
    await MongoDrafts(parts.mongo).forget(parts.clock.now() - timedelta(hours=parts.settings.draft_hours))


SERVICE = Service(
    name="workbench",
    settings=WorkbenchSettings,
    kinds=(MATTERS, LETTER_TRAILS, KEY_COPIES, DRAFTS, SAVED, DIRECTORY_COPIES, COVER_COPIES),
    hears=lambda _: HEARS,
    decorate=_open,
    larger=PHOTOS | letter_scans.LARGER | imports.LARGER,
    jobs=(Job("forget drafts", 600.0, _forget_drafts),),
)
