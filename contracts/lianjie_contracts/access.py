"""Who may read and write what on the bus, derived from the declared topics: each service and unit its own, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianjie_contracts.topics import SERVICES, declared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lianjie_contracts.directory import Directory

LITERAL, PREFIXED = "LITERAL", "PREFIXED"
READ, WRITE = "READ", "WRITE"
TOPIC, GROUP = "TOPIC", "GROUP"
SUPERIOR = "superior"  # the petition system of the superior: one for all counties


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One right, in the words of Kafka's authorizer. Reading and writing include describing."""

    principal: str
    operation: str
    resource: str
    name: str
    pattern: str = LITERAL
    host: str = "*"
    permission: str = "ALLOW"

    def __str__(self) -> str:
        what = self.name + ("*" if self.pattern == PREFIXED else "")
        refused = "" if self.permission == "ALLOW" else f" {self.permission}"
        elsewhere = "" if self.host == "*" else f" @{self.host}"
        return f"{self.principal}{refused} {self.operation} {self.resource.lower()} {what}{elsewhere}"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who logs in. `role` is its name among a topic's producers and consumers; `own` fills what is its own in topic names."""

    login: str
    role: str
    own: Mapping[str, str]
    groups: str  # what the names of its consumer groups begin with

    @property
    def principal(self) -> str:
        return f"User:{self.login}"

    def grants(self) -> Iterator[Grant]:
        yield Grant(self.principal, READ, GROUP, self.groups, PREFIXED)
        for topic in declared():
            # A service restored from an older backup reads back what it has said since.
            readers = topic.consumers + tuple(role for role in topic.producers if role != "unit")
            for operation, roles in ((WRITE, topic.producers), (READ, readers)):
                if self.role in roles:
                    yield Grant(self.principal, operation, TOPIC, *self._share_of(topic.name))

    def _share_of(self, name: str) -> tuple[str, str]:
        """Its own one of a family of topics, or the whole family if nothing in the name tells whose it is."""
        try:
            return name.format(**self.own), LITERAL
        except KeyError:
            return name.partition("{")[0], PREFIXED


def holders(directory: Directory) -> Iterator[Holder]:
    """Every login that there is to be: the services, each county's intake, each unit, the superior's system."""
    for service in SERVICES:
        if service == "intake":
            for county in directory.counties:
                login = f"intake-{county.code}"
                yield Holder(login, service, {"service": service, "county": county.code}, f"lianjie-{login}")
        else:
            yield Holder(service, service, {"service": service}, f"lianjie-{service}")
    yield Holder(SUPERIOR, SUPERIOR, {}, f"{SUPERIOR}.")
    for unit in directory.units:
        # The dot ends the code: another unit's may begin with this one's.
        yield Holder(f"unit-{unit.code}", "unit", {"unit": unit.code}, f"unit-{unit.code}.")


def granted(directory: Directory) -> frozenset[Grant]:
    """All rights of an installation."""
    return frozenset(grant for holder in holders(directory) for grant in holder.grants())


@dataclass(frozen=True, slots=True)
class Difference:
    """What a broker's rights lack, what it has of ours that is no longer declared, and what others have put there."""

    missing: tuple[Grant, ...]
    undeclared: tuple[Grant, ...]
    foreign: tuple[Grant, ...]


def compare(wanted: Collection[Grant], found: Collection[Grant]) -> Difference:
    """What others granted or denied, to whomever, is never ours to touch."""
    more = set(found) - set(wanted)
    undeclared = {grant for grant in more if _is_ours(grant)}
    missing = set(wanted) - set(found)
    return Difference(tuple(sorted(missing)), tuple(sorted(undeclared)), tuple(sorted(more - undeclared)))


def _is_ours(grant: Grant) -> bool:
    """As we would have written it: to a login of ours, about a topic or group of ours, from anywhere, allowed."""
    login = grant.principal.removeprefix("User:")
    beginnings = _beginnings(grant.resource)
    return (
        (login in {*SERVICES, SUPERIOR} or login.startswith(("intake-", "unit-")))
        and (grant.host, grant.permission) == ("*", "ALLOW")
        and grant.operation in (READ, WRITE)
        and grant.name.startswith(beginnings)
    )


def _beginnings(resource: str) -> tuple[str, ...]:
    if resource == GROUP:
        return ("lianjie-", "unit-")
    if resource == TOPIC:
        families = {topic.name.partition("{")[0] for topic in declared()} - {""}
        return (*sorted(families), *(f"{service}.dlq." for service in SERVICES))
    return ()
