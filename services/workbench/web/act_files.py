"""The files that an act of a unit brings: taken with its form, given to intake, and rested upon by their fingerprints.

What was taken stays in the form, whatever else is wrong with it: nobody chooses a file twice.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chassis.ids import derived
from lianjie_contracts.vocabulary import AttachmentRole
from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.uploads import received
from services.workbench.web.window import window

if TYPE_CHECKING:
    from fastapi import Request

    from services.workbench.commands import Body
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView
    from services.workbench.web.act_sheets import Sheet
    from services.workbench.web.forms import Form

MOST = 10  # files of one form and one role
KEY, HELD = FIELDS = (
    "files_key",
    "files_held",
)  # hidden: under which key they were sent, and what intake has taken
ORIGINAL = "original_scan"
# What the owner of matters says until intake's word of the files has reached it; asked again so often and so soon.
NOT_YET, UNKNOWN = frozenset({"FILE_UNKNOWN", "OPINION_INCOMPLETE"}), "FILE_UNKNOWN"
TRIES, PAUSE = 12, 0.25  # seconds


@dataclass(frozen=True, slots=True)
class Taken:
    """One file as intake has taken it."""

    id: str
    sha256: str
    role: str


def held(form: Form) -> tuple[Taken, ...]:
    """What was taken with this form so far; what somebody made up is refused by its owner."""
    parts = (each.split("|") for each in form.value(HELD).split())
    return tuple(Taken(*each) for each in parts if len(each) == 3)


def field_of(role: str) -> str:
    return f"files_{role}"


async def with_files(request: Request, found: MatterView, sheet: Sheet, user: User, form: Form) -> Form:
    """The form with the files that came with it; a fault stands at its field. A sealed paper that is sent here is the one
    that the opinion stands on."""
    key, words = form.value(KEY) or form.key, language("zh")
    for role in sheet.uploads:
        first = sum(each.role == role for each in held(form))
        try:
            got, because = await received(request, found.county, field_of(role), key, user, MOST, first)
        except AwayError as away:
            got, because = [], words.say("act_files.away", service=words.word("service", away.service))
        new = [f"{each['attachment_id']}|{each['sha256']}|{role}" for each in got]
        form = form.filled({KEY: key, HELD: " ".join((*form.value(HELD).split(), *new))})
        form = form.with_errors({field_of(role): because}) if because else form
    scans = [each.sha256 for each in held(form) if each.role == AttachmentRole.SEALED_PAPER]
    return form if form.value(ORIGINAL) or not scans else form.filled({ORIGINAL: scans[-1]})


async def done(
    request: Request, found: MatterView, sheet: Sheet, user: User, form: Form, body: Body
) -> Reply:
    """The act, resting on its files: first they are given to the matter's first item. The bus carries that to the owner
    of matters, who may need a moment to know them. Raises AwayError."""
    owners, files = window(request).owners, held(form)
    if not files:
        return await owners.act(user, form.key, found.id, sheet.address, body)
    given = await _given(request, found, user, form, files)
    if not given.done:
        return given
    body = {**body, "files": [each.sha256 for each in files]}
    reply = await owners.act(user, form.key, found.id, sheet.address, body)
    for again in range(TRIES):
        if reply.code not in NOT_YET:
            break
        await asyncio.sleep(PAUSE)
        key = derived("again", form.key, str(again))  # a refusal is remembered with its key
        reply = await owners.act(user, key, found.id, sheet.address, body)
    return reply


async def _given(
    request: Request, found: MatterView, user: User, form: Form, files: tuple[Taken, ...]
) -> Reply:
    """Given twice, they are there once: the key goes by what is given."""
    item = found.first_item
    path = f"/items/{item.id if item else ''}/attachments"
    wishes = [{"attachment_id": each.id, "role": each.role} for each in files]
    key = derived("files of", form.value(KEY), *(each.id for each in files))
    owners = window(request).owners
    return await owners.intake(found.county, "POST", path, user, {"attachments": wishes}, key)
