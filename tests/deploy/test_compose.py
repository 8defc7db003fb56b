"""The system in containers is the one on a machine: same parts, same broker, same words to every service."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.local import kafka, mongodb
from deploy.local.home import PROJECT, Home
from deploy.local.processes import TABLE, Surroundings, services

FILE = PROJECT / "docker-compose.yml"

# What belongs to one machine without containers: its addresses and paths, and how little memory it has.
OF_THE_MACHINE = {
    "controller.quorum.voters",
    "listeners",
    "advertised.listeners",
    "log.dirs",
    "num.network.threads",
    "num.io.threads",
    "broker.session.timeout.ms",
    "log.cleaner.dedupe.buffer.size",
    "log.index.size.max.bytes",
}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """As compose reads it, anchors resolved."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found["services"]


def test_it_fits_the_schema_of_the_compose_specification() -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [checker, "--builtin-schema", "vendor.compose-spec", FILE],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_row_of_the_process_table_is_a_container(described) -> None:
    commands = {name: row.get("command") for name, row in described.items()}
    assert {row.name: ["deploy.compose", row.service] for row in TABLE}.items() <= commands.items()
    assert "units" in commands


def test_every_service_is_told_the_same_as_on_one_machine(described, alone: Home) -> None:
    around = Surroundings("kafka:9092", "mongodb://mongo", "smtp://mail:8125")
    keys = {
        "LIANJIE_MASTER_KEY",
        "LIANJIE_PERSON_KEY",
        "LIANJIE_TOKEN_SECRET",
        "LIANJIE_EXCHANGE_KEY",
        "LIANJIE_INSTANCE",
    }
    for service in services(alone, around, {}):
        assert set(described[service.row.name]["environment"]) == set(service.settings()) - keys, service.name


def test_the_window_knows_the_containers_by_their_names(described) -> None:
    told = described["workbench"]["environment"]
    urls = {
        *json.loads(told["LIANJIE_INTAKE_URLS"]).values(),
        *(url for name, url in told.items() if name.endswith("_URL")),
    }
    assert {re.fullmatch(r"http://([\w-]+):8000", url)[1] for url in urls} <= set(described)


def test_the_broker_is_set_as_on_one_machine(described) -> None:
    wanted = dict(line.split("=", 1) for line in kafka.PROPERTIES.splitlines())
    told = described["kafka"]["environment"]
    for name, value in wanted.items():
        if name not in OF_THE_MACHINE:
            assert told[f"KAFKA_{name.upper().replace('.', '_')}"] == value, name


def test_a_transaction_of_the_dead_ends_as_soon_as_on_one_machine(described) -> None:
    assert f"transactionLifetimeLimitSeconds={mongodb.LONGEST_TRANSACTION}" in described["mongo"]["command"]


def bytes_of(told: str) -> int:
    return int(told[:-1]) << {"m": 20, "g": 30}[told[-1]]


def test_what_stays_up_has_a_limit_that_holds_what_it_is_told_to_use(described) -> None:
    limits = {name: bytes_of(row["mem_limit"]) for name, row in described.items() if row.get("restart")}
    assert set(limits) == set(described) - {"prepare"}
    heap = re.fullmatch(r"-Xmx(\d+m)", described["kafka"]["environment"]["KAFKA_HEAP_OPTS"])
    cache = described["mongo"]["command"][described["mongo"]["command"].index("--wiredTigerCacheSizeGB") + 1]
    assert heap
    assert limits["kafka"] >= 2 * bytes_of(heap[1])
    assert limits["mongo"] >= 2 * float(cache) * 2**30


def test_only_this_machine_is_listened_to_from_outside(described) -> None:
    published = [port for row in described.values() for port in row.get("ports", ())]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_images_are_pinned_and_named_without_a_registry(described) -> None:
    images = {row["image"] for row in described.values()}
    assert images == {"apache/kafka:4.1.1", "mongo:8", "lianjie"}


def test_the_file_names_the_kafka_that_the_lock_names(described) -> None:
    assert (
        f'version = "{described["kafka"]["image"].partition(":")[2]}"'
        in (PROJECT / "jgo.lock.toml").read_text()
    )


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="docker-compose is not installed")
def test_docker_compose_renders_it() -> None:
    done = subprocess.run(
        ["docker-compose", "-f", FILE, "config", "--quiet"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
