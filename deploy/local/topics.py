"""What the broker has of the declared topics, asked in a process that alone loads a Kafka client."""

from __future__ import annotations

import asyncio
import hashlib
import json
import subprocess
import sys
from typing import Any

from deploy.local.home import DIRECTORY, PROJECT
from deploy.words import Complaint

DECLARATIONS = PROJECT / "contracts" / "lianjie_contracts" / "topics.toml"


def apply(bootstrap: str) -> tuple[int, list[str]]:
    """How many are declared, and the names of those that were missing and now exist."""
    declared, made = _ask("apply", bootstrap)
    return declared, made


def fingerprint() -> str:
    """Changes whenever what is declared does."""
    return hashlib.sha256(DECLARATIONS.read_bytes() + DIRECTORY.read_bytes()).hexdigest()


def partitions(bootstrap: str) -> dict[str, int]:
    """The topics that exist, and how many partitions each has."""
    found: dict[str, int] = _ask("list", bootstrap)
    return found


def _ask(what: str, bootstrap: str) -> Any:  # noqa: ANN401, JSON
    done = subprocess.run(
        [sys.executable, "-m", "deploy.local.topics", what, bootstrap],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Complaint(
            "topics_failed", bootstrap=bootstrap, said=done.stderr.strip().rpartition("\n")[2][:200]
        )
    return json.loads(done.stdout)


async def _apply(bootstrap: str) -> tuple[int, list[str]]:
    from chassis.bus import apply_topics
    from lianjie_contracts.directory import load
    from lianjie_contracts.topics import spelled_out

    wanted = [(topic.name, topic.partitions_local, topic.config()) for topic in spelled_out(load(DIRECTORY))]
    return len(wanted), await apply_topics(bootstrap, wanted)


async def _partitions(bootstrap: str) -> dict[str, int]:
    from aiokafka.admin import AIOKafkaAdminClient

    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        return {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics()}
    finally:
        await admin.close()


if __name__ == "__main__":
    print(json.dumps(asyncio.run({"apply": _apply, "list": _partitions}[sys.argv[1]](sys.argv[2]))))
