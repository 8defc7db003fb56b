"""What a played household leaves in the databases: the rows that the front door would have left, place on the bus unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chassis.mongo_store import POSITIONS, position_fields, whole_row
from chassis.relay import history_row
from deploy.generate.house import House
from deploy.generate.town import Said, Town
from services.notifications.store import SERIES

Row = dict[str, Any]
Place = tuple[str, str]  # database, collection


def rows_of(town: Town) -> Iterator[tuple[Place, Row]]:
    """Every row with where it belongs. Counters are not among them: they are set for the whole generation."""
    for house in town.houses.values():
        said = town.said[house.name]
        for collection, row in (*_documents(house, said), *_history(said), *_positions(house)):
            yield (house.database, collection), row


def _documents(house: House, said: list[Said]) -> Iterator[tuple[str, Row]]:
    announced = {(kind.name, id_): at for at, kind, id_, _ in said}
    for place, document in house.store.documents.items():
        if document.kind is not SERIES:
            yield document.kind.name, whole_row(document, announced.get(place))


def _history(said: list[Said]) -> Iterator[tuple[str, Row]]:
    for at, kind, id_, message in said:
        yield f"{kind.name}_history", history_row(kind, id_, message, None, at)


def _positions(house: House) -> Iterator[tuple[str, Row]]:
    for subject, position in house.store.positions.items():
        yield POSITIONS, {"_id": subject, **position_fields(position)}
