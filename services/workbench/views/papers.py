"""The documents of a matter and how each reached its addressee; the files handed in; and how often the same thing was brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import Addressee, AttachmentRole
from services.workbench.attachments import attached, may_open
from services.workbench.papers import may_hand_over, may_read
from services.workbench.serving import steps_of
from services.workbench.words import day, local, moment

if TYPE_CHECKING:
    from datetime import datetime

    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import DeliveryView, Entry, MatterView

SEALED = AttachmentRole.SEALED_PAPER


@dataclass(frozen=True, slots=True)
class Paper:
    """One document on its way; `sealed` shows a seal on the miniature; `waits`: this person may hand it over; `steps`: what
    else may be done, by the last part of its address and its name."""

    id: str
    title: str
    code: str
    state: str
    under: str
    sealed: bool
    failed: bool
    readable: bool
    waits: bool
    steps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One item of the matter in the list of how often the same thing was brought."""

    when: str
    how: str
    what: str
    number: str
    first: bool
    item_id: str


def paper(delivery: DeliveryView, user: User, now: datetime, language: Language) -> Paper:
    at = delivery.served_at or delivery.at
    state = language.word("delivery_state", delivery.state)
    mode = language.word("delivery_mode", delivery.mode)
    return Paper(
        id=delivery.id,
        title=delivery.title or delivery.document,
        code=delivery.document,
        state=language.say("paper.state", state=state, mode=mode)
        if delivery.to is Addressee.PETITIONER
        else language.word("paper_to", delivery.to),
        under=delivery.reason or (day(local(at).date(), local(now).date(), language) if at else ""),
        sealed=delivery.served_at is not None and not delivery.courtesy,
        failed=bool(delivery.reason),
        readable=may_read(delivery, user),
        waits=may_hand_over(delivery, user),
        steps=tuple((step.name, language.say(f"{step.words}.button")) for step in steps_of(delivery, user)),
    )


@dataclass(frozen=True, slots=True)
class File:
    """One attachment: what it is for, of what kind, how large, and whether this person may open it."""

    id: str
    purpose: str
    kind: str
    size: str
    when: str
    opens: bool


def files(matter: MatterView, user: User, now: datetime, language: Language) -> tuple[File, ...]:
    return tuple(
        File(
            id=(id_ := entry.facts["attachment"]),
            purpose=language.word("purpose", entry.facts["purpose"]),
            kind=language.word("file_kind", entry.facts["file_kind"]),
            size=size(int(entry.facts["size"]), language),
            when=moment(entry.at, now, language),
            opens=may_open(id_, matter, user),
        )
        for entry in attached(matter)
    )


def originals(matter: MatterView, now: datetime, language: Language) -> tuple[tuple[str, str], ...]:
    """The sealed papers that were scanned, by fingerprint, the newest first; one told before the window kept it is not offered."""
    papers = [e for e in attached(matter) if e.facts["purpose"] == SEALED and e.facts.get("sha256")]
    return tuple((e.facts["sha256"], _original(e, now, language)) for e in reversed(papers))


def _original(entry: Entry, now: datetime, language: Language) -> str:
    return language.say(
        "opinion.original_choice", when=moment(entry.at, now, language), print=entry.facts["sha256"][:8],
        size=size(int(entry.facts["size"]), language),
    )  # fmt: skip


def size(octets: int, language: Language) -> str:
    """312 KB, 4.2 MB; what is small is still 1 KB."""
    if octets < 2**20:
        return language.say("file.kilobytes", n=-(-octets // 2**10))
    return language.say("file.megabytes", n=f"{octets / 2**20:.1f}")


def visits(matter: MatterView, now: datetime, language: Language) -> tuple[Visit, ...]:
    items = sorted(matter.items.values(), key=lambda item: (item.received_at, item.number), reverse=True)
    first = matter.first_item
    return tuple(
        Visit(
            when=moment(item.received_at, now, language),
            how=language.say("visit.how", channel=language.word("channel", item.channel), n=item.headcount),
            what=item.title,
            number=item.number,
            first=item is first,
            item_id=item.id,
        )
        for item in items
    )
