"""What every process looks up: the directory while it runs, and who stands in for whom. Every service that asks keeps a copy.

The file is the seed: what was never published is as it says. A process holds one directory, which becomes the newer one in
place (`Directory.become`), so nobody has to ask again; several processes of a service share the copy in its database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chassis.documents import Kind
from lianjie_contracts.cover import Cover, organ_id
from lianjie_contracts.events.directory_published import DirectoryPublished

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chassis.store import Store
    from chassis.work import Heard, Work
    from lianjie_contracts.directory import Directory
    from lianjie_contracts.events.covers_published import CoversPublished


@dataclass(frozen=True, slots=True)
class DirectoryCopy:
    """The last version of one county's part that was heard."""

    published: DirectoryPublished


DIRECTORY_COPIES: Kind[DirectoryCopy] = Kind("directory_copies", DirectoryCopy)


def its_copy(event: DirectoryPublished) -> Iterable[tuple[Kind[Any], str]]:
    return ((DIRECTORY_COPIES, event.county),)


async def keep_copy(heard: Heard[DirectoryPublished], work: Work) -> None:
    """A version that arrives late changes nothing."""
    held = await work.load(DIRECTORY_COPIES, heard.event.county)
    if held is None or held.published.directory_version < heard.event.directory_version:
        await work.save(DIRECTORY_COPIES, heard.event.county, DirectoryCopy(heard.event))


@dataclass(frozen=True, slots=True)
class CoverCopy:
    """Who stands in for whom in one unit or office, as it was told last (ADR 0035)."""

    covers: tuple[Cover, ...] = ()


COVER_COPIES: Kind[CoverCopy] = Kind("cover_copies", CoverCopy)


def its_covers(event: CoversPublished) -> Iterable[tuple[Kind[Any], str]]:
    return ((COVER_COPIES, organ_id(event.county, event.unit)),)


async def keep_covers(heard: Heard[CoversPublished], work: Work) -> None:
    """All that are kept are told each time."""
    event = heard.event
    await work.save(COVER_COPIES, organ_id(event.county, event.unit), CoverCopy(event.covers))


class Refreshing:
    """Keeps a process's directory as new as what its service keeps under `kind`, whose states name what was `published`."""

    def __init__(self, directory: Directory, store: Store, kind: Kind[Any] = DIRECTORY_COPIES) -> None:
        self._directory, self._store, self._kind = directory, store, kind
        self._fed = frozenset(
            unit.code for unit in directory.units if unit.feed
        )  # topics are made from the file
        self._seen: dict[str, int] = {}

    async def look(self) -> None:
        counties = [county.code for county in self._directory.counties]
        held = await self._store.get(self._kind, counties)
        for code in counties:
            state = held[code].state if code in held else None
            published = state.published if state else None
            if published and published.directory_version > self._seen.get(code, 0):
                self._seen[code] = published.directory_version
                units = (unit.model_copy(update={"feed": unit.code in self._fed}) for unit in published.units)
                self._directory.become(self._directory.with_county(published.entry, units, published.places))
