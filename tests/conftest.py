"""A real Kafka, a real MongoDB and, on them, one whole town for the connected tests of a session, on free ports."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from deploy.local import ports
from deploy.local.home import Home
from deploy.local.kafka import Kafka
from deploy.local.mongodb import MongoDB
from deploy.words import Complaint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deploy.local.part import Part
    from tests.conformance.town import Town

# A test sees the settings it makes itself; what the caller's shell says of a running system is nobody's business here.
KEPT = frozenset({"LIANJIE_HOME", "LIANJIE_MONGO_DRIVER", "LIANJIE_CRASHES"})
for setting in [name for name in os.environ if name.startswith("LIANJIE_") and name not in KEPT]:
    del os.environ[setting]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Side by side, all files that need the town stay in one process, for it is started once, and the other does the rest.

    The chassis's files have a bus of their own, which they hardly press; a database or a browser bears company as well.
    """
    from xdist.scheduler import LoadScopeScheduling

    class TheTownAndTheRest(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return "the town" if _needs_the_town(config.rootpath / file) else file

    return TheTownAndTheRest(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, or it would end long after all the rest."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: not _needs_the_town(item.path))


@cache
def _needs_the_town(file: Path) -> bool:
    return file.parent.name != "chassis" and "mark.connected" in file.read_text(encoding="utf-8")


def _running(part: Part) -> Iterator[Part]:
    try:
        part.start()
    except (Complaint, OSError) as reason:
        part.kill()
        # Where everything lands, nothing that could not be tried may pass.
        if os.environ.get("CI"):
            pytest.fail(f"{part.name} is needed and did not start: {reason}", pytrace=False)
        pytest.skip(f"{part.name} did not start: {reason}")
    try:
        yield part
    finally:
        part.kill()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A local system's directory for this session; the downloaded jars are shared."""
    made = Home(root=tmp_path_factory.mktemp("lianjie"), cache=Home.here().cache)
    made.make()
    return made


@pytest.fixture(scope="session")
def kafka(home: Home) -> Iterator[Kafka]:
    yield from _running(Kafka(home, *ports.free_ports(2)))


@pytest.fixture(scope="session")
def kafka_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kafka]:
    """Where tests may say on the services' own topics what no service has said: the town must not hear it."""
    made = Home(root=tmp_path_factory.mktemp("apart"), cache=Home.here().cache)
    made.make()
    yield from _running(Kafka(made, *ports.free_ports(2)))


@pytest.fixture(scope="session")
def mongodb(home: Home) -> Iterator[MongoDB]:
    yield from _running(MongoDB(home, *ports.free_ports(1)))


@pytest.fixture(scope="session")
def running_town(home: Home, kafka: Kafka, mongodb: MongoDB) -> Iterator[Town]:
    """All services running, once: a second town would take the partitions of the first. A test leaves it as it found it."""
    from tests.conformance.town import running

    yield from running(home, kafka, mongodb)


@pytest.fixture
def alone(tmp_path: Path) -> Home:
    """A home for one test that stops, kills or moves what it starts."""
    made = Home(root=tmp_path / "home", cache=Home.here().cache)
    made.make()
    return made
