"""One centre for all stories of this package: every service's own app on a real Kafka, MongoDB and mail server, and one clock."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from chassis.clock import SettableClock
from deploy.generate.front import opened
from deploy.local import ports, topics
from deploy.local.home import DIRECTORY, Home
from deploy.local.kafka import Kafka
from deploy.local.keys import keys
from deploy.local.mongodb import MongoDB
from lianjie_contracts.directory import load
from tests.conformance.lives.centre import BINZHOU, MONDAY, Centre

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def centre(whole: Centre) -> Centre:
    """The same for every story; what falls due in the matters of other stories waits for the next stop."""
    whole.told_of.clear()
    return whole


def _with_local_rules(home: Home) -> Path:
    """The usual directory, but that the neighbouring county follows the rules of Binzhou."""
    usual, there = DIRECTORY.read_text(encoding="utf-8"), f'code = "{BINZHOU}"'
    own = home.root / "directory.toml"
    own.write_text(usual.replace(there, f'{there}\nprofiles = ["shandong_binzhou_2023"]'), encoding="utf-8")
    return own


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Its broker and database are its own: the session's town hears the same topics by the real time."""
    home = Home(root=tmp_path_factory.mktemp("lives"), cache=Home.here().cache)
    home.make()
    kafka, mongodb = Kafka(home, *ports.free_ports(2)), MongoDB(home, ports.free_ports(1)[0])
    with pytest.MonkeyPatch.context() as told, asyncio.Runner() as runner:
        # A service that stops takes its process with it; here the process is the test's.
        told.setattr("chassis.service._end_at_last", lambda: None)
        try:
            for part in (kafka, mongodb):
                part.start()
            topics.apply(kafka.bootstrap)
            secrets = {name.lower(): value for name, value in keys(home.keys).items()}
            own = _with_local_rules(home)
            town = opened(kafka.bootstrap, mongodb.url, secrets, load(own), SettableClock(MONDAY), own)
            front = runner.run(town.__aenter__())
            try:
                yield Centre(front, runner)
            finally:
                runner.run(town.__aexit__(None, None, None))
        finally:
            for part in (kafka, mongodb):
                part.kill()
