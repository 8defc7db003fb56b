"""A citizen's photos and papers, given to the item they were sent with; what is refused does not undo what was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chassis.decisions import Refused
from chassis.documents import Command
from chassis.ids import derived
from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import AttachmentRole
from services.intake.attachments.desk import desk
from services.intake.attachments.linking import Wish
from services.intake.capability import FrontDoor


async def give(
    door: FrontDoor, item_id: str, ids: Sequence[str], form_key: str, by: Actor, command: Command, now: datetime
) -> str:  # fmt: skip
    """Add what was uploaded under the key of this form; the sentence why not, or nothing."""
    if not ids:
        return ""
    wishes = [Wish(id_, AttachmentRole.PHOTO) for id_ in ids]
    own = Command(derived(command.id, "photos"))
    answer = await desk(door).linking.to_item(item_id, wishes, f"form:{form_key}", by, own, now)
    return answer.because if isinstance(answer, Refused) else answer.because or ""
