"""A county's part of the directory has a new version; its full state, for whoever begins to listen later."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event
from lianjie_contracts.directory import CountyEntry, PlaceEntry, Unit


class DirectoryPublished(Event):
    """名录: units, places and duty lists of one county. `by` approved what `proposed_by` had proposed; version 1 is the file's."""

    type: ClassVar[str] = "directory_published"
    topic: ClassVar[str] = "reference.directory.v1"

    county: County
    directory_version: int = Field(ge=1)
    entry: CountyEntry
    units: tuple[Unit, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    proposed_by: str = ""
    reason: str = ""
