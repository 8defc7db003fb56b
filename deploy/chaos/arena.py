"""The system under faults: every part a process of its own, in a home and on ports that no other system uses."""

from __future__ import annotations

import os
import shutil
import signal
from typing import TYPE_CHECKING

from deploy.local import ports, topics
from deploy.local.kafka import Kafka
from deploy.local.mailsink import MailSink
from deploy.local.mark import Mark
from deploy.local.processes import SERVICES, TABLE, Surroundings, services
from deploy.local.replica_set import Member, three

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deploy.local.home import Home
    from deploy.local.part import Part

FIRST_PORT = 18000
ROWS_FROM = 10  # further copies listen 100 and 200 higher, as everywhere
COPIES = {"routing": 2}
JOINING = ("routing-3", "deadlines-2", "notifications-2", "analytics-2", "workbench-2")
# After so long another process takes an attempt to send over: the shortest that notifications accepts.
LEASE = {"LIANJIE_LEASE_SECONDS": "120"}


class Arena:
    """`services` run all the time; `joining` come and go."""

    def __init__(self, home: Home, first_port: int = FIRST_PORT) -> None:
        self.home = home
        for number, row in enumerate(TABLE):
            os.environ[ports.setting(row.name)] = str(first_port + ROWS_FROM + number)
        os.environ.update(LEASE)
        self.kafka = Kafka(home, first_port, first_port + 1)
        self.members: list[Member] = three(home, range(first_port + 2, first_port + 5))
        self.mail = MailSink(home, first_port + 5)
        self.around = Surroundings(self.kafka.bootstrap, self.members[0].url, self.mail.url)
        every = {each.name: each for each in services(home, self.around, dict.fromkeys(SERVICES, 3))}
        self.services = {each.name: every[each.name] for each in services(home, self.around, COPIES)}
        self.joining = {name: every[name] for name in JOINING}
        self.base: list[Part] = [self.kafka, *self.members, self.mail]

    @property
    def parts(self) -> dict[str, Part]:
        return {part.name: part for part in (*self.base, *self.services.values(), *self.joining.values())}

    def addresses(self, row: str) -> list[str]:
        """Where one row of the table is asked: each of its copies, as behind a load balancer."""
        return [
            f"http://{ports.LOOPBACK}:{each.port}" for each in self.services.values() if each.row.name == row
        ]

    def start(self) -> None:
        """From nothing: what an earlier run left is gone."""
        for part in self.parts.values():
            part.check_ports()
        for left in (self.home.data, self.home.mail):
            shutil.rmtree(left, ignore_errors=True)
        for log in self.home.run.glob("*.log*"):
            log.unlink()
        _begin(self.base)
        topics.apply(self.kafka.bootstrap)
        _begin([*self.services.values()])

    def primary(self) -> Member | None:
        """The one that leads at this moment, if any does."""
        return next((member for member in self.members if member.leads), None)

    def end(self) -> None:
        """Nothing of it is needed any more: services first, none of them asked."""
        for part in (*self.services.values(), *self.joining.values(), *self.base):
            part.kill()


def suspended(part: Part, number: signal.Signals) -> None:
    """SIGSTOP or SIGCONT to a whole part."""
    if part.pid and (mark := Mark.of(part.pid)):
        mark.signal(number)


def _begin(parts: Sequence[Part]) -> None:
    for part in parts:
        part.launch()
    for part in parts:
        part.wait_ready()
