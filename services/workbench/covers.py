"""Who stands in for whom, as routing told it last: kept so that "mine" is the absent colleague's, too (ADR 0035)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chassis.documents import Kind
from lianjie_contracts.cover import Cover, organ_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lianjie_contracts.events.covers_published import CoversPublished


@dataclass(frozen=True, slots=True)
class CoverCopy:
    """The covers of one unit or office."""

    covers: tuple[Cover, ...] = ()


COVER_COPIES: Kind[CoverCopy] = Kind("cover_copies", CoverCopy)


def its_covers(event: CoversPublished) -> Iterable[tuple[Kind[Any], str]]:
    return ((COVER_COPIES, organ_id(event.county, event.unit)),)
