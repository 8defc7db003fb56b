"""The raw limit's recipe against the contracts: a recipe that has fallen behind would flatter the system."""

from __future__ import annotations

from deploy.bench.raw.recipe import COMMANDS, PREFIX, REACTIONS, Save
from deploy.bench.raw.service import Raw
from lianjie_contracts.topics import declared

SAVES = [save for saves in (*COMMANDS.values(), *REACTIONS.values()) for save in saves]


def test_every_message_is_said_on_its_own_topic() -> None:
    events = {event: topic.name for topic in declared() for event in topic.events}
    said = {say.type: say.topic for save in SAVES for say in save.says}
    assert said == {type_: events[type_] for type_ in said}


def test_everybody_who_reads_a_topic_hears_what_the_recipe_says_there() -> None:
    """A reaction to what nobody says, or of somebody who does not read it, would never happen."""
    readers = {event: topic.consumers for topic in declared() for event in topic.events}
    said = {say.type for save in SAVES for say in save.says}
    for service, trigger in REACTIONS:
        type_ = trigger.partition(" ")[0]
        assert type_ in said
        assert service in readers[type_]


def test_whoever_opens_a_delivery_gives_it_an_id_of_its_own() -> None:
    raw = Raw.__new__(Raw)
    raw.service, raw.county = "notifications", ""
    ids = {"county": "450199", "matter_id": "450199:m", "unit": "450199-zjj"}
    saves: list[Save] = raw._reaction("matter_accepted", ids)
    assert ids["delivery_id"] == "450199:m~450199-zjj~D02.2"
    assert [save.collection for save in saves] == ["letters", "deliveries", "series"]


def test_the_raw_topics_are_nobody_elses() -> None:
    assert not any(topic.name.startswith(PREFIX) for topic in declared())
