"""Volumes: the groups the database has counted, added up as their definitions say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.analytics.domain.definitions import Counts, VolumeDefinition


@dataclass(frozen=True, slots=True)
class Group:
    """So many facts that are alike. `times` counts them, `items` the items in them, `heads` the people."""

    alike: Mapping[str, str | bool]
    times: int
    items: int
    heads: int = 0

    def fits(self, only: Iterable[tuple[str, str | bool]]) -> bool:
        return all(self.alike.get(name) == value for name, value in only)

    def counted(self, counts: Counts) -> int:
        if counts is Counts.HEADS:
            return self.heads
        return self.items if counts is Counts.ITEMS else self.times


def volume(definition: VolumeDefinition, groups: Iterable[Group]) -> int | dict[str, int]:
    """One number, or one for each value of `by`."""
    fitting = [group for group in groups if group.fits(definition.only)]
    if definition.by is None:
        return sum(group.counted(definition.counts) for group in fitting)
    spread: dict[str, int] = {}
    for group in sorted(fitting, key=lambda group: str(group.alike[definition.by or ""])):
        value = str(group.alike[definition.by])
        spread[value] = spread.get(value, 0) + group.counted(definition.counts)
    return spread
