"""A person's data key is kept to open what must be sent, and dropped when it is destroyed."""

from __future__ import annotations

from chassis.personal import KEY_COPIES, PersonKey
from chassis.work import Heard, Work
from lianjie_contracts.events.person_key_issued import PersonKeyIssued


async def on_person_key_issued(heard: Heard[PersonKeyIssued], work: Work) -> None:
    await work.save(KEY_COPIES, heard.event.key_id, PersonKey(heard.event.wrapped, heard.envelope.seq))
