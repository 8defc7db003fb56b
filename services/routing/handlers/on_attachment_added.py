"""A file is added to an item: its matter knows it by its fingerprint, and units that hold the matter are told."""

from __future__ import annotations

from dataclasses import replace

from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.base import SYSTEM
from lianjie_contracts.events.attachment_added import AttachmentAdded
from services.routing.announce import feeds
from services.routing.domain.matter import File, Matter
from services.routing.kin import in_sisters
from services.routing.store import MATTERS


async def on_attachment_added(heard: Heard[AttachmentAdded], work: Work) -> None:
    """What the file says stays with intake; here it is a fingerprint that an act may rest on."""
    added = heard.event
    matter = await work.load(MATTERS, added.matter_id)
    if matter is None:
        raise NotYetError(f"matter:{added.matter_id}")
    after = with_file(matter, added)
    if after != matter:
        await work.save(MATTERS, added.matter_id, after, *feeds(after, SYSTEM, matter.assignments))
    await in_sisters(work, after, lambda sister: with_file(sister, added))


def with_file(matter: Matter, added: AttachmentAdded) -> Matter:
    """The matter with one file more; told twice, it is the same file."""
    if any(file.attachment_id == added.attachment_id for file in matter.files):
        return matter
    size = added.shared_size or (added.size if added.shared_sha256 == added.sha256 else None)
    file = File(
        added.attachment_id, added.sha256, added.shared_sha256, added.media_type, size, added.role, added.name
    )
    return replace(matter, files=(*matter.files, file), last_at=max(matter.last_at, added.occurred_at))
