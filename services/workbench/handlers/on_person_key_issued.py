"""A person has a data key, or has been erased: the copy here follows, and with it what this window can still read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chassis.personal import KEY_COPIES, PersonKey

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.person_key_issued import PersonKeyIssued


async def on_person_key_issued(heard: Heard[PersonKeyIssued], work: Work) -> None:
    """The newest word of the owner stands."""
    event = heard.event
    await work.save(KEY_COPIES, event.key_id, PersonKey(event.wrapped, heard.envelope.seq))
