"""One town for the session: the broker, the database, a mail server and every service, on free ports."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from deploy.local import ports, topics
from deploy.local.mailsink import MailSink
from deploy.local.processes import TABLE, Surroundings
from tests.conformance.town import Town

if TYPE_CHECKING:
    from deploy.local.home import Home
    from deploy.local.kafka import Kafka
    from deploy.local.mongodb import MongoDB


@pytest.fixture(scope="session")
def town(home: Home, kafka: Kafka, mongodb: MongoDB) -> Iterator[Town]:
    """All services running; a test leaves it as it found it."""
    names = [row.name for row in TABLE]
    for name, port in zip(names, ports.free_ports(len(names)), strict=True):
        os.environ[ports.setting(name)] = str(port)
    topics.apply(kafka.bootstrap)
    with MailSink(home, *ports.free_ports(1)) as mail:
        made = Town.of(home, Surroundings(kafka.bootstrap, mongodb.url, mail.url))
        try:
            made.start()
            yield made
        finally:
            made.stop()
            for name in names:
                del os.environ[ports.setting(name)]
