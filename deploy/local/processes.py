"""The table of our own processes: which there are, where each listens, and what each is told."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deploy.local import ports, probe
from deploy.local.home import DIRECTORY, Home
from deploy.local.keys import keys
from deploy.local.part import Part
from lianjie_contracts.directory import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


COUNTIES = tuple(county.code for county in load(DIRECTORY).counties)

# Further copies of a service listen this far apart.
APART = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One service, or one county's intake."""

    name: str
    service: str
    usual_port: int
    county: str | None = None

    def port(self, copy: int = 1) -> int:
        return ports.port_of(self.name, self.usual_port) + APART * (copy - 1)

    def address(self) -> str:
        return f"http://{ports.LOOPBACK}:{self.port()}"


INTAKES = tuple(Row(f"intake-{county}", "intake", 8101 + n, county) for n, county in enumerate(COUNTIES))
ROUTING = Row("routing", "routing", 8110)
DEADLINES = Row("deadlines", "deadlines", 8120)
NOTIFICATIONS = Row("notifications", "notifications", 8130)
ANALYTICS = Row("analytics", "analytics", 8140)
WORKBENCH = Row("workbench", "workbench", 8100)
TABLE = (*INTAKES, ROUTING, DEADLINES, NOTIFICATIONS, ANALYTICS, WORKBENCH)
SERVICES = tuple(dict.fromkeys(row.service for row in TABLE))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every process finds around it."""

    kafka: str
    mongo: str
    smtp: str


class Service(Part):
    """One copy of one row of the table."""

    def __init__(self, home: Home, row: Row, copy: int, around: Surroundings) -> None:
        super().__init__(f"{row.name}-{copy}", home, row.port(copy))
        self.row = row
        self.around = around

    def claims(self) -> Mapping[str, int]:
        return {self.row.name: self.port}

    def command(self) -> Sequence[str]:
        return [sys.executable, "-m", f"services.{self.row.service}"]

    def settings(self) -> Mapping[str, str]:
        told = {**_common(self.home, self.around), **_own(self.row, self.home, self.around)}
        told |= {"HOST": ports.LOOPBACK, "PORT": str(self.port), "INSTANCE": self.name}
        return {f"LIANJIE_{name}": value for name, value in told.items()}

    def ready(self) -> bool:
        return probe.is_ready(self.port)


class UnitSystem(Part):
    """The example of a unit's own system, playing every unit that has no account to try in the window."""

    def __init__(self, home: Home, around: Surroundings) -> None:
        super().__init__("units", home, port=0)
        self.around = around

    def claims(self) -> Mapping[str, int]:
        return {}

    def command(self) -> Sequence[str]:
        return [sys.executable, *play_units(self.around.kafka, self.home.data / "units")]

    def ready(self) -> bool:
        return self.exit_code is None


def play_units(kafka: str, keep_in: Path) -> list[str]:
    directory = load(DIRECTORY)
    in_the_window = {account.unit for account in directory.accounts}
    played = ",".join(unit.code for unit in directory.units if unit.code not in in_the_window)
    return [
        "-m",
        "examples.unit_system",
        "--units",
        played,
        "--bootstrap",
        kafka,
        "--home",
        str(keep_in),
        "--wrong-every",
        "5",
    ]


def services(home: Home, around: Surroundings, copies: Mapping[str, int]) -> Iterator[Service]:
    for row in TABLE:
        for copy in range(1, copies.get(row.service, 1) + 1):
            yield Service(home, row, copy, around)


def _common(home: Home, around: Surroundings) -> dict[str, str]:
    return {
        "ENVIRONMENT": os.environ.get("LIANJIE_ENVIRONMENT", "development"),
        "KAFKA": around.kafka,
        "MONGO": around.mongo,
        "DIRECTORY": str(DIRECTORY),
        **keys(home.keys),
    }


def _own(row: Row, home: Home, around: Surroundings) -> dict[str, str]:
    match row.service:
        case "intake":
            return {"COUNTY": row.county or ""}
        case "notifications":
            return {
                "SMTP": around.smtp,
                "MAIL_FROM": os.environ.get("LIANJIE_MAIL_FROM", "gaozhi@lianjie.example"),
            }
        case "routing":
            return {"RANKER": os.environ.get("LIANJIE_RANKER", str(home.ranker))}
        case "workbench":
            return {
                "INTAKE_URLS": json.dumps({each.county: each.address() for each in INTAKES}),
                "ROUTING_URL": ROUTING.address(),
                "NOTIFICATIONS_URL": NOTIFICATIONS.address(),
                "ANALYTICS_URL": ANALYTICS.address(),
                "DEADLINES_URL": DEADLINES.address(),
            }
        case _:
            return {}
