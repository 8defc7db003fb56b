"""The topics, read from topics.toml and spelled out for a directory's counties and units."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lianjie_contracts.directory import Directory

SERVICES = ("intake", "routing", "deadlines", "notifications", "analytics", "workbench")
UNASSIGNED = "routed.unassigned.v1"


@dataclass(frozen=True, slots=True)
class Topic:
    """One declaration; `name` may still hold {county}, {unit} or {service}."""

    name: str
    purpose: str
    key: str
    order: str
    producers: tuple[str, ...]
    consumers: tuple[str, ...]
    events: tuple[str, ...]
    partitions: int
    partitions_local: int
    personal: str
    cleanup: str = "delete"
    retention_days: int = 30
    largest_bytes: int | None = None

    def config(self) -> dict[str, str]:
        """Kafka's own settings for this topic."""
        largest = {"max.message.bytes": str(self.largest_bytes)} if self.largest_bytes else {}
        if self.cleanup == "compact":
            return {"cleanup.policy": "compact", **largest}
        return {"cleanup.policy": "delete", "retention.ms": str(self.retention_days * 86_400_000), **largest}


@cache
def declared() -> tuple[Topic, ...]:
    """The declarations as they stand in topics.toml."""
    rows = tomllib.loads(files("lianjie_contracts").joinpath("topics.toml").read_text(encoding="utf-8"))[
        "topics"
    ]
    lists = ("producers", "consumers", "events")
    return tuple(_topic({name: tuple(v) if name in lists else v for name, v in row.items()}) for row in rows)


def _topic(row: dict[str, Any]) -> Topic:
    return Topic(**row)


def replay_topic(service: str, n: int) -> Topic:
    """The topic of the nth rebuild of a service."""
    template = next(topic for topic in declared() if "{n}" in topic.name)
    return replace(template, name=template.name.format(service=service, n=n), consumers=(service,))


def spelled_out(directory: Directory) -> tuple[Topic, ...]:
    """Every concrete topic of an installation: units and counties are closed lists."""
    return tuple(_all(directory))


def heard_by(service: str, directory: Directory) -> tuple[Topic, ...]:
    """The concrete topics that a service must read."""
    return tuple(topic for topic in spelled_out(directory) if service in topic.consumers)


def _all(directory: Directory) -> Iterable[Topic]:
    for topic in declared():
        if "{n}" in topic.name:  # made for one rebuild, when it begins
            continue
        if "{county}" in topic.name:
            yield from (replace(topic, name=topic.name.format(county=c.code)) for c in directory.counties)
        elif "{unit}" in topic.name:
            yield from (
                replace(topic, name=topic.name.format(unit=unit.code))
                for unit in directory.units
                if unit.feed
            )
            if topic.name.startswith("routed."):
                yield replace(topic, name=UNASSIGNED, consumers=())
        elif "{service}" in topic.name:
            yield from (replace(topic, name=topic.name.format(service=s), producers=(s,)) for s in SERVICES)
        else:
            yield topic
