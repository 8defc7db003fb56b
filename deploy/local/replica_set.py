"""A MongoDB that outlives one of its processes: a replica set of three."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from deploy.local import ports
from deploy.local.mongodb import SET, MongoDB

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from deploy.local.home import Home

ASKED_WITHIN = 2000  # milliseconds
AWAY_FOR = 10  # seconds for which a primary that steps down does not stand again


class Member(MongoDB):
    """One of several; ready once it leads or follows. The first one forms the set, when all listen."""

    def __init__(self, home: Home, number: int, all_ports: Sequence[int]) -> None:
        super().__init__(home, all_ports[number - 1], f"mongodb-{number}")
        self.number = number
        self._all_ports = all_ports

    @property
    def members(self) -> Sequence[str]:
        return [f"{ports.LOOPBACK}:{port}" for port in self._all_ports]

    @property
    def url(self) -> str:
        return f"mongodb://{','.join(self.members)}/?replicaSet={SET}"

    @property
    def data(self) -> Path:
        return self.home.data / self.name

    def claims(self) -> Mapping[str, int]:
        return {self.name: self.port}

    @property
    def leads(self) -> bool:
        """Whether it is the primary at this moment."""
        try:
            with self._client() as client:
                return bool(client.admin.command("hello").get("isWritablePrimary"))
        except PyMongoError:
            return False

    def step_down(self) -> None:
        """Let another one lead."""
        with suppress(PyMongoError), self._client() as client:  # it closes our connection, too
            client.admin.command("replSetStepDown", AWAY_FOR, secondaryCatchUpPeriodSecs=5)

    def _client(self) -> MongoClient[dict[str, Any]]:
        """A connection to this member and no other."""
        return MongoClient(self.address, directConnection=True, serverSelectionTimeoutMS=ASKED_WITHIN)

    def _serves(self, hello: Mapping[str, Any]) -> bool:
        return bool(hello.get("isWritablePrimary") or hello.get("secondary"))

    def _form(self, client: MongoClient[dict[str, Any]]) -> None:
        if self.number == 1 and all(ports.answers(port) for port in self._all_ports):
            super()._form(client)


def three(home: Home, all_ports: Sequence[int]) -> list[Member]:
    """The members of one set; start them together, each waits for a majority."""
    return [Member(home, number, all_ports) for number in range(1, len(all_ports) + 1)]
