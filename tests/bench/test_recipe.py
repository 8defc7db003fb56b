"""The raw limit's recipe against what a life does today: a recipe that has fallen behind would flatter the system, or shame it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deploy.bench.counting import counted
from deploy.bench.raw.bus import message
from deploy.bench.raw.recipe import ELSEWHERE, PREFIX, Recipe, Save, recipe
from deploy.bench.raw.service import named
from lianjie_contracts.topics import declared

IDS = {"county": "450199", "unit": "450199-zjj", "matter_id": "450199:m"}
SAVED = [
    *(save for saves in recipe().acts.values() for save in saves),
    *(save for said in recipe().messages for saves in said.heard.values() for save in saves),
]


def without_sizes(of: Recipe) -> Recipe:
    """What is saved and said, of whatever length: words of texts change without making a life another one."""

    def plain(saves: Sequence[Save]) -> tuple[Save, ...]:
        return tuple(replace(save, size=0) for save in saves)

    acts = {act: plain(saves) for act, saves in of.acts.items()}
    messages = [
        replace(said, size=0, heard={who: plain(saves) for who, saves in said.heard.items()})
        for said in of.messages
    ]
    return Recipe(acts, messages)


def test_the_recipe_is_what_a_life_makes_the_system_write_and_say() -> None:
    """If not: `python -m deploy.bench.counting`, and the figures are older than the life."""
    assert without_sizes(recipe()) == without_sizes(counted())


def test_every_message_is_said_once_and_heard_by_those_who_read_its_topic() -> None:
    readers = {event: {*topic.consumers} for topic in declared() for event in topic.events}
    assert sorted(n for save in SAVED for n in save.says) == list(range(len(recipe().messages)))
    for said in recipe().messages:
        assert {who.replace(ELSEWHERE, "intake") for who in said.heard} <= readers[said.type] | {"deadlines"}


def test_what_belongs_to_one_life_has_an_id_of_its_own_and_what_lives_share_has_theirs() -> None:
    series = {save.id for save in SAVED if save.collection == "series"}
    assert {named(word, IDS) for word in series} <= {"450199", "450199-zjj"}
    own = {named(save.id, IDS) for save in SAVED if save.collection == "deliveries"}
    assert len(own) > 1
    assert all(id_.startswith("450199:m~") for id_ in own)


def test_a_message_is_as_long_as_the_real_one() -> None:
    for number, said in enumerate(recipe().messages):
        row = message(number, IDS, "routing", "450199:m", 1)
        assert row["topic"] == PREFIX + said.topic.format(**IDS)
        assert len(row["body"]) == said.size


def test_the_raw_topics_are_nobody_elses() -> None:
    assert not any(topic.name.startswith(PREFIX) for topic in declared())


def test_who_is_elsewhere_keeps_only_that_somebody_was_seen() -> None:
    """A front door passes over the matters of other counties (chassis.following)."""
    kept: list[Save] = [save for said in recipe().messages for save in said.heard.get(ELSEWHERE, ())]
    assert [save.collection for save in kept] == ["sighted"]
