"""The whole local system: its parts in the order in which they start, noted down for later commands."""

from __future__ import annotations

import json
import os
import uuid
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from deploy.local import ports, topics, unclean
from deploy.local.kafka import Kafka
from deploy.local.mailsink import MailSink
from deploy.local.mongodb import MongoDB
from deploy.local.processes import Service, Surroundings, UnitSystem, services
from deploy.local.supervisor import Stage
from deploy.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from deploy.local.home import Home
    from deploy.local.part import Part


class Stack:
    """Kafka, MongoDB or an SMTP server that the environment names is used as it is, and not started."""

    def __init__(self, home: Home, copies: Mapping[str, int], tell: Callable[[str], None]) -> None:
        self.home = home
        self.tell = tell
        self.kafka = Kafka(home, ports.port_of("kafka", 9092), ports.port_of("kafka_controller", 9093))
        self.mongodb = MongoDB(home, ports.port_of("mongo", 27017))
        self.mail = MailSink(home, ports.port_of("smtp", 8125))
        given = [os.environ.get(f"LIANJIE_{name}") for name in ("KAFKA", "MONGO", "SMTP")]
        ours = [self.kafka.bootstrap, self.mongodb.url, self.mail.url]
        self.around = Surroundings(*(theirs or own for theirs, own in zip(given, ours, strict=True)))
        parts: Sequence[Part] = (self.kafka, self.mongodb, self.mail)
        self.base = [part for part, theirs in zip(parts, given, strict=True) if not theirs]
        self.services = list(services(home, self.around, copies))
        self.units = UnitSystem(home, self.around)

    @property
    def parts(self) -> list[Part]:
        return [*self.base, *self.services, self.units]

    def starts(self, name: str) -> bool:
        return any(part.name == name for part in self.base)

    def stages(self) -> list[Stage]:
        return [Stage(self.base, self._prepare_for_services), Stage([*self.services, self.units])]

    def check_ports(self) -> None:
        """All of them before anything starts: one sentence now is better than a half-started system."""
        for part in self.parts:
            part.check_ports()

    def note_unclean_stop(self) -> None:
        """Before Kafka starts and forgets it. Of a server that is not ours we cannot know."""
        if self.kafka in self.base:
            unclean.note(self.kafka)

    def _prepare_for_services(self) -> None:
        self._apply_topics()
        if self.kafka in self.base and (since := unclean.noted(self.kafka)):
            self.tell(say("power_lost", since=f"{since.astimezone(ZoneInfo('Asia/Shanghai')):%F %T}"))
            if unclean.send_again(since):
                unclean.mended(self.kafka)

    def _apply_topics(self) -> None:
        if self.mongodb.mongod and not self.mongodb.mongod.supported:
            self.tell(say("mongod_old", version=self.mongodb.mongod.version))
        # Asking takes seconds: what this Kafka already has it need not be asked again.
        note, wanted = self.home.run / "topics.applied", f"{topics.fingerprint()} {self._cluster()}"
        lost = self.kafka in self.base and unclean.noted(self.kafka)
        if note.is_file() and note.read_text(encoding="utf-8") == wanted and not lost:
            return
        count, made = topics.apply(self.around.kafka)
        self.tell(say("topics_applied", count=count, made=len(made)))
        note.write_text(wanted, encoding="utf-8")

    def _cluster(self) -> str:
        """Which Kafka it is: ours has a mark; of another's we never know what became of it."""
        return self.kafka.identity() if self.kafka in self.base else str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Entry:
    """One part as the running system wrote it down."""

    name: str
    port: int
    service: str | None


def write_down(stack: Stack, path: Path) -> None:
    entries = [
        Entry(part.name, part.port, part.row.service if isinstance(part, Service) else None)
        for part in stack.parts
    ]
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps([asdict(entry) for entry in entries]), encoding="utf-8")
    draft.replace(path)


def read_back(path: Path) -> list[Entry]:
    try:
        return [Entry(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []
