"""Who stands in for whom in one unit or office has changed; all of it, for whoever begins to listen later."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event, UnitCode
from lianjie_contracts.cover import Cover


class CoversPublished(Event):
    """替岗安排: one cover was set or ended (`by`); `covers` are those that run, are to come, or ended not long ago."""

    type: ClassVar[str] = "covers_published"
    topic: ClassVar[str] = "routing.covers.v1"

    county: County
    unit: UnitCode | None = Field(default=None, description="none: the county's office")
    covers: tuple[Cover, ...] = ()
