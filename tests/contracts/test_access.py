"""Rights follow from the declared topics: everybody who is declared may, and nobody else."""

from __future__ import annotations

from itertools import permutations

import pytest

from deploy.local.home import DIRECTORY
from deploy.local.processes import TABLE
from lianjie_contracts.access import (
    GROUP,
    PREFIXED,
    READ,
    TOPIC,
    WRITE,
    Grant,
    Holder,
    compare,
    granted,
    holders,
)  # fmt: skip
from lianjie_contracts.directory import load
from lianjie_contracts.topics import Topic, spelled_out

TOWN = load(DIRECTORY)
RIGHTS = granted(TOWN)
HOLDERS = tuple(holders(TOWN))
TOPICS = spelled_out(TOWN)


def may(login: str, operation: str, name: str, resource: str = TOPIC) -> bool:
    """As the authorizer decides it."""
    return any(
        grant.principal == f"User:{login}" and (grant.operation, grant.resource) == (operation, resource)
        and (name.startswith(grant.name) if grant.pattern == PREFIXED else name == grant.name)
        for grant in RIGHTS
    )  # fmt: skip


def declared(holder: Holder, topic: Topic, roles: tuple[str, ...]) -> bool:
    """The role is named, and where a topic is one of many it is the holder's own or belongs to its role alone."""
    owner = topic.name.split(".")[1] if topic.name.startswith(("routed.", "replies.")) else None
    part = topic.name.split(".")
    county = part[2] if part[0] == "intake" and len(part) == 4 else None
    if holder.role == "unit" and owner != holder.own["unit"]:
        return False
    if holder.role == "intake" and county not in (None, holder.own["county"]):
        return False
    return holder.role in roles


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: holder.login)
def test_who_is_declared_may_and_nobody_else(holder: Holder) -> None:
    for topic in TOPICS:
        assert may(holder.login, WRITE, topic.name) == declared(holder, topic, topic.producers), topic.name
        readers = topic.consumers + (() if holder.role == "unit" else topic.producers)
        assert may(holder.login, READ, topic.name) == declared(holder, topic, readers), topic.name


def test_every_process_of_the_table_has_a_login_of_its_name() -> None:
    assert {row.name for row in TABLE} == {h.login for h in HOLDERS if h.role not in ("unit", "superior")}


def test_only_routing_writes_what_a_matter_is() -> None:
    assert [h.login for h in HOLDERS if may(h.login, WRITE, "routing.matters.v1")] == ["routing"]


def test_a_unit_touches_nothing_but_its_feed_its_replies_and_its_groups() -> None:
    mine = {grant for grant in RIGHTS if grant.principal == "User:unit-450199-zjj"}
    assert mine == {
        Grant("User:unit-450199-zjj", READ, TOPIC, "routed.450199-zjj.v1"),
        Grant("User:unit-450199-zjj", WRITE, TOPIC, "replies.450199-zjj.v1"),
        Grant("User:unit-450199-zjj", READ, GROUP, "unit-450199-zjj.", PREFIXED),
    }


def test_nobody_can_take_part_in_the_group_of_another() -> None:
    for one, other in permutations(HOLDERS, 2):
        assert not may(one.login, READ, other.groups, GROUP), (one.login, other.login)
        assert not one.groups.startswith(other.groups)


def test_a_service_may_use_both_its_groups() -> None:
    for group in ("lianjie-routing", "lianjie-routing-commands"):
        assert may("routing", READ, group, GROUP)
    assert may("intake-450199", READ, "lianjie-intake-450199", GROUP)


def test_a_unit_whose_code_begins_like_anothers_is_not_that_other() -> None:
    short = TOWN.units[0].model_copy(update={"code": "450199-zj"})
    both = granted(TOWN.model_copy(update={"units": (TOWN.units[0], short)}))
    groups = [g.name for g in both if g.principal.startswith("User:unit-") and g.resource == GROUP]
    assert sorted(groups) == ["unit-450199-zj.", "unit-450199-zjj."]


GONE = Grant("User:unit-450199-old", READ, TOPIC, "routed.450199-old.v1")


@pytest.mark.parametrize(
    "theirs",
    [
        Grant("User:auditor", READ, TOPIC, "routing.matters.v1"),
        Grant("User:unit-450199-zjj", WRITE, TOPIC, "replies.450199-zjj.v1", permission="DENY"),
        Grant("User:unit-450199-zjj", READ, TOPIC, "routed.450199-zjj.v1", host="10.0.0.1"),
        Grant("User:routing", READ, TOPIC, "weather.v1"),
        Grant("User:routing", "ALTER", "CLUSTER", "kafka-cluster"),
        Grant("User:routing", "ALTER_CONFIGS", TOPIC, "routing.matters.v1"),
        Grant("User:analytics", "ALL", TOPIC, "*"),
    ],
    ids=str,
)
def test_what_others_have_set_is_seen_and_left_alone(theirs: Grant) -> None:
    difference = compare(RIGHTS, RIGHTS | {theirs})
    assert (difference.missing, difference.undeclared, difference.foreign) == ((), (), (theirs,))


@pytest.mark.parametrize(
    "ours",
    [
        GONE,
        Grant("User:analytics", READ, TOPIC, "intake.items.450199.v1"),
        Grant("User:intake-450100", WRITE, TOPIC, "intake.dlq.v1"),
        Grant("User:unit-450199-old", READ, GROUP, "unit-450199-old.", PREFIXED),
    ],
    ids=str,
)
def test_what_we_once_granted_and_no_longer_declare_is_found(ours: Grant) -> None:
    assert compare(RIGHTS, RIGHTS | {ours}).undeclared == (ours,)


def test_what_is_missing_is_found() -> None:
    one = min(RIGHTS)
    assert compare(RIGHTS, RIGHTS - {one}).missing == (one,)
    assert compare(RIGHTS, RIGHTS) == compare((), ())
