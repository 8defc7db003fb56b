"""What lies between two places of a topic is read whole, once, and nothing else; what is gone is not passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chassis.bus import KafkaPublisher, apply_topics
from chassis.documents import Unsent
from chassis.errors import BehindError
from chassis.ids import new_id
from chassis.reading import tails

if TYPE_CHECKING:
    from deploy.local.kafka import Kafka

pytestmark = [pytest.mark.connected, pytest.mark.asyncio]


async def _topic(kafka: Kafka, count: int) -> str:
    topic = f"reading-{new_id()}"
    await apply_topics(kafka.bootstrap, [(topic, 1, {})])
    publisher = KafkaPublisher(kafka.bootstrap, "tests")
    await publisher.publish([Unsent(n, f"e{n}", n, topic, "k", (), b"x") for n in range(count)])
    await publisher.stop()
    return topic


async def test_everything_since_is_read_once(kafka: Kafka) -> None:
    topic = await _topic(kafka, 7)
    read = [r.offset async for batch in tails(kafka.bootstrap, [topic], {(topic, 0): 3}) for r in batch]
    assert read == [3, 4, 5, 6]
    whole = [r.offset async for batch in tails(kafka.bootstrap, [topic, "no-such-topic"], {}) for r in batch]
    assert whole == list(range(7))


async def test_a_topic_that_is_shorter_than_it_was_is_refused(kafka: Kafka) -> None:
    topic = await _topic(kafka, 2)
    with pytest.raises(BehindError, match=topic):
        [batch async for batch in tails(kafka.bootstrap, [topic], {(topic, 0): 5})]
