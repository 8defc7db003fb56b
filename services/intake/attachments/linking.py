"""Giving attachments to what they belong to: claimed first, then announced by their owner's own command.

In this order, because an attachment that is announced must never be swept away; one that is claimed and never announced
only takes room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chassis.commands import Commands
from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Answer, Command
from chassis.ids import new_id
from chassis.personal import Safe
from lianjie_contracts.base import Actor, Sealed
from lianjie_contracts.events.attachment_added import AttachmentAdded
from lianjie_contracts.vocabulary import AttachmentRole
from services.intake.attachments.attachment import Attachment, Scan
from services.intake.attachments.hostile import SENTENCES
from services.intake.attachments.receiving import NAME
from services.intake.attachments.shelf import ATTACHMENTS, Shelf
from services.intake.domain.item import Attached, Item
from services.intake.store import ITEMS, PERSON_KEYS

NOT_YOURS = Refused("NOT_YOUR_ATTACHMENT", "没有这个附件，或不是您上传的。请重新上传。")


@dataclass(frozen=True, slots=True)
class Wish:
    """One attachment, and what it is for its owner."""

    attachment_id: str
    role: AttachmentRole = AttachmentRole.SUBMITTED


@dataclass(frozen=True, slots=True)
class Linking:
    """`most` files and `largest` bytes in all for one item."""

    shelf: Shelf
    commands: Commands
    safe: Safe
    most: int
    largest: int

    async def claim(
        self, ids: Sequence[str], holder: str, owner: str, former: str = ""
    ) -> dict[str, Attachment] | Refused:
        """The attachments, now belonging to `owner` (a stream: "item:…"), or why one of them may not: they must have been sent
        by `holder` ("user:<account>" or "form:<its key>") and not used yet, or belong to the stream `former`."""
        for id_ in ids:

            def decide(held: Attachment | None) -> Decision[Attachment]:
                if held is None or not _may(held, holder, owner, former):
                    return NOT_YOURS
                if held.scan is Scan.INFECTED:
                    return Refused("VIRUS", SENTENCES["VIRUS"])
                return Changed(replace(held, owner=owner))

            # A new command each time: the same claim twice is harmless, and one refused may be right later.
            answer = await self.commands.run(ATTACHMENTS, id_, f"claim|{new_id()}", decide)
            if answer.refusal:
                return Refused(answer.refusal, answer.because or "")
        claimed = await self.shelf.get(tuple(ids))
        if len(claimed) != len(set(ids)):
            return NOT_YOURS
        for attachment in claimed.values():
            for bytes_id in attachment.ids:
                await self.shelf.files.mark(bytes_id, {"claimed": True})
        return {id_: claimed[id_] for id_ in ids}

    async def to_item(
        self, item_id: str, wishes: Sequence[Wish], holder: str, by: Actor, command: Command, now: datetime,
        former: str = "",
    ) -> Answer | Refused:  # fmt: skip
        """Add attachments to an item, and tell it on the item's stream."""
        held = (await self.commands.store.get(ITEMS, [item_id])).get(item_id)
        if held is None or held.state is None:
            return Refused("NO_ITEM", "没有这个信访件。请核对编号。")
        claimed = await self.claim([wish.attachment_id for wish in wishes], holder, f"item:{item_id}", former)
        if isinstance(claimed, Refused):
            return claimed
        keys = await self._keys(held.state)
        added = [self._added(held.state, wish, claimed[wish.attachment_id], keys, by, now) for wish in wishes]
        return await self.commands.run(ITEMS, item_id, command, lambda item: self._with(item, added))

    def _with(self, item: Item | None, added: Sequence[AttachmentAdded]) -> Decision[Item]:
        if item is None:
            return Refused("NO_ITEM", "没有这个信访件。请核对编号。")
        known = {each.attachment_id for each in item.attachments}
        new = tuple(event for event in added if event.attachment_id not in known)
        held = (*item.attachments, *(Attached(event.attachment_id, event.size, event.role) for event in new))
        if len(held) > self.most:
            return Refused("TOO_MANY_FILES", SENTENCES["TOO_MANY_FILES"].format(limit=self.most))
        if sum(each.size for each in held) > self.largest:
            return Refused("TOO_MUCH", SENTENCES["TOO_MUCH"].format(limit=self.largest // 2**20))
        return Changed(replace(item, attachments=held), new, {"attachments": len(held)})

    async def _keys(self, item: Item) -> tuple[str, str | None]:
        """The petitioner's data key (id, wrapped): a file's name may name that person."""
        key_id = item.now.petitioner.petitioner_id
        kept = (await self.commands.store.get(PERSON_KEYS, [key_id])).get(key_id)
        return key_id, kept.state.wrapped if kept and kept.state else None

    def _added(
        self, item: Item, wish: Wish, attachment: Attachment, key: tuple[str, str | None], by: Actor, now: datetime
    ) -> AttachmentAdded:  # fmt: skip
        name: Sealed | None = None
        if attachment.name and key[1]:
            plain = self.safe.open(attachment.name, attachment.wrapped, NAME) or ""
            name = self.safe.seal(key[0], key[1], NAME, plain)
        event = item.now
        return AttachmentAdded(
            item_id=event.item_id, matter_id=event.matter_id, county=event.county, attachment_id=wish.attachment_id,
            sha256=attachment.original.sha256, shared_sha256=attachment.shared.sha256, media_type=attachment.media_type,
            size=attachment.original.size, shared_size=attachment.shared.size, role=wish.role, name=name, occurred_at=now, by=by,
        )  # fmt: skip


def _may(attachment: Attachment, holder: str, owner: str, former: str) -> bool:
    unused = attachment.owner is None and attachment.holder == holder
    return unused or attachment.owner == owner or (bool(former) and attachment.owner == former)
