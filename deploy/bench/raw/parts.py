"""The processes of the raw limit: as many as the system has, each reading what its model reads."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pymongo import MongoClient

from deploy.bench.raw.recipe import PREFIX
from deploy.local import probe, processes
from deploy.local.home import DIRECTORY
from deploy.local.part import Part
from lianjie_contracts.directory import load
from lianjie_contracts.topics import heard_by, spelled_out

if TYPE_CHECKING:
    from deploy.local.home import Home
    from deploy.local.processes import Row, Surroundings


class RawService(Part):
    """Listens where its model would: the two are never up at once."""

    def __init__(self, home: Home, row: Row, around: Surroundings) -> None:
        super().__init__(f"raw-{row.name}", home, row.port())
        self.row, self.around = row, around

    @property
    def group(self) -> str:
        """Its consumer group and its database."""
        return f"raw_{self.row.service}_{self.row.county}" if self.row.county else f"raw_{self.row.service}"

    def command(self) -> Sequence[str]:
        heard = [
            topic.name for topic in heard_by(self.row.service, load(DIRECTORY)) if topic.order != "commands"
        ]
        where = [
            self.row.service,
            self.row.county or "-",
            str(self.port),
            self.around.kafka,
            self.around.mongo,
        ]
        return [sys.executable, "-m", "deploy.bench.raw", *where, *heard]

    def ready(self) -> bool:
        return probe.is_ready(self.port)


def raw_services(home: Home, around: Surroundings) -> list[RawService]:
    return [RawService(home, row, around) for row in processes.TABLE]


def forget(mongo: str) -> None:
    """What an earlier run has left: the limit is that of empty collections."""
    with MongoClient[dict[str, Any]](mongo) as client:
        for name in client.list_database_names():
            if name.startswith("raw_"):
                client.drop_database(name)


def make_topics(bootstrap: str) -> None:
    """The same topics under other names, with as many partitions."""
    from chassis.bus import apply_topics

    wanted = [
        (PREFIX + topic.name, topic.partitions_local, topic.config())
        for topic in spelled_out(load(DIRECTORY))
    ]
    asyncio.run(apply_topics(bootstrap, wanted))
