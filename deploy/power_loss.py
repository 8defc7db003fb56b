"""What a broker lost with its power: topics that are shorter than they have been read, filled up before anything new comes.

A consumer that goes on from where it had read would pass over what takes the lost records' places.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import repeat
from typing import TYPE_CHECKING

from chassis.bus import KafkaPublisher
from chassis.mongo_store import message_of
from chassis.resending import send_again
from deploy import agreement

if TYPE_CHECKING:
    from chassis.bus_groups import Groups
    from chassis.documents import Unsent
    from deploy.system import System


async def short(groups: Groups) -> dict[tuple[str, int], int]:
    """Partitions that are shorter than somebody has read them, and by how much: what comes next would be passed over."""
    read: dict[tuple[str, int], int] = {}
    for group in await groups.all_groups():
        for at, offset in (await groups.committed(group)).items():
            read[at] = max(offset, read.get(at, 0))
    there = await groups.partitions({topic for topic, _ in read})
    _, ends = await groups.held([at for at in there if at in read])
    return {at: read[at] - end for at, end in ends.items() if end < read[at]}


async def lengthened(system: System, groups: Groups) -> list[str]:
    """Fill such partitions up with a message they are known to have held, which all take for a duplicate; the topics
    for which no history has one."""
    publisher, unknown = KafkaPublisher(system.kafka, "verify", system.login), []
    try:
        for (topic, partition), missing in (await short(groups)).items():
            message = await _known(system, topic, partition)
            if message is None:
                unknown.append(topic)
            else:
                await send_again(_times(message, missing), publisher)
    finally:
        await publisher.stop()
    return unknown


async def _known(system: System, topic: str, partition: int) -> Unsent | None:
    for mongo, history in agreement.histories(system, ()):
        if rows := await mongo.find(history, {"topic": topic, "partition": partition}, limit=1):
            return message_of(rows[0])
    return None


async def _times(message: Unsent, number: int) -> AsyncIterator[Unsent]:
    for each in repeat(message, number):
        yield each
