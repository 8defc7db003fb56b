"""A matter has moved: every text that its row makes due is issued, each copy once; then what later texts repeat of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from chassis.work import Heard, Work
from lianjie_contracts.base import MatterEvent
from lianjie_contracts.directory import Directory
from lianjie_contracts.vocabulary import Addressee
from services.notifications.addressee import addressee_of, contacts_of, sheet_of
from services.notifications.contacts import MatterSheet
from services.notifications.domain.documents import Issuer, Text
from services.notifications.issuing import Occasion, issue
from services.notifications.letters import addressed
from services.notifications.organs import Organ
from services.notifications.sheets import remembered
from services.notifications.store import SHEETS
from services.notifications.texts.about import About, Composer
from services.notifications.texts.rights import held_by_unit
from services.notifications.texts.table import due_by

Due = tuple[Text, Composer]
APPROVER = "office_deputy_head"
NAMELESS = "信访人匿名，没有留下姓名和住址，不能以这种方式送达；凭登记编号和查询码可到窗口领取"


async def on_matter_moved(heard: Heard[Any], work: Work, *, directory: Directory) -> None:
    event: MatterEvent = heard.event
    due = list(due_by(event))
    sheet = await sheet_of(work, event.matter_id)
    if due:
        await issue_due(heard, event.matter_id, work, sheet, due, directory)
    after = remembered(sheet, event)
    if after != sheet:
        await work.save(SHEETS, event.matter_id, after)


async def issue_due(
    heard: Heard[Any],
    matter_id: str,
    work: Work,
    sheet: MatterSheet,
    due: Sequence[Due],
    directory: Directory,
) -> None:
    """The texts that an event makes due about one matter."""
    event, contacts = heard.event, await contacts_of(work, sheet)
    files, addressee = sum(len(contact.files) for contact in contacts), addressee_of(contacts)
    into = getattr(event, "into", None)
    other = await sheet_of(work, into) if into else None
    about = About(sheet, directory, event.county, event.occurred_at, files, contacts[0].instruction, other)
    for text, compose in due:
        organ, occasion = issuer(text, event, about), _occasion(heard, matter_id, sheet, text)
        for copy in compose(event, about):
            letter = addressed(text, organ, event.occurred_at, copy, addressee, about)
            if letter is not None:
                nowhere = NAMELESS if addressee.anonymous and copy.to == Addressee.PETITIONER else ""
                await issue(
                    work, letter, organ, occasion, electronic=addressee.electronic, copy=copy, nowhere=nowhere,
                )  # fmt: skip


def issuer(text: Text, event: MatterEvent, about: About) -> Organ:
    """The centre, unless the act was a unit's, or the event names the organ in whose name it speaks."""
    if text.by == Issuer.ORGAN:
        opinion = getattr(event, "opinion", None)
        return _named(getattr(opinion, "issued_as", "") or getattr(event, "organ", ""), about)
    if text.by == Issuer.OFFICE:
        return about.centre
    if text.by == Issuer.HOLDER and not held_by_unit(event, about):
        return _named(about.told("review_organ"), about)
    by_unit = text.by == Issuer.HOLDER or event.by.role.startswith("unit_")
    return about.unit(getattr(event, "unit", None) or (about.told("lead") if by_unit else None))


def _named(organ: str, about: About) -> Organ:
    return replace(about.centre, name=organ) if organ else about.centre


def _occasion(heard: Heard[Any], matter_id: str, sheet: MatterSheet, text: Text) -> Occasion:
    """What the office's deputy head has approved is signed by that post, if the text may be; all else by who did the act."""
    event = heard.event
    approved = getattr(event, "approved_by", None) and APPROVER in text.signers
    signer = APPROVER if approved else event.by.role
    return Occasion(heard.envelope.id, signer, event.county, matter_id, sheet.items[0], sheet.item_no)
