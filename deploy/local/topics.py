"""What the broker has of the declared topics and rights, asked in a process that alone loads a Kafka client."""

from __future__ import annotations

import asyncio
import hashlib
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from deploy.local.home import DIRECTORY, PROJECT
from deploy.words import Complaint
from lianjie_contracts.access import Difference, Grant

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

DECLARATIONS = PROJECT / "contracts" / "lianjie_contracts" / "topics.toml"


@dataclass(frozen=True, slots=True)
class Plan:
    """What applying the declarations would change. `rights` is None where the broker asks nobody for rights."""

    declared: int
    topics: tuple[str, ...]
    rights: Difference | None


def plan(bootstrap: str) -> Plan:
    """Compare, and change nothing."""
    declared, topics, rights = _ask("plan", bootstrap)
    return Plan(declared, tuple(topics), _difference(rights) if rights else None)


def change_rights(bootstrap: str, *, revoke: bool) -> None:
    """Grant what is declared and missing; with `revoke`, take back what is ours and no longer declared."""
    _ask("revoke" if revoke else "grant", bootstrap)


def _difference(rows: dict[str, list[dict[str, str]]]) -> Difference:
    return Difference(**{name: tuple(Grant(**row) for row in some) for name, some in rows.items()})


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


def _wanted() -> list[tuple[str, int, dict[str, str]]]:
    from lianjie_contracts.directory import load
    from lianjie_contracts.topics import spelled_out

    return [(topic.name, topic.partitions_local, topic.config()) for topic in spelled_out(load(DIRECTORY))]


def _login() -> Any:  # noqa: ANN401 - the chassis, which only this process loads
    from chassis.settings import BusSettings, read

    return read(BusSettings).login()


async def _apply(bootstrap: str) -> tuple[int, list[str]]:
    from chassis.bus import apply_topics

    wanted = _wanted()
    return len(wanted), await apply_topics(bootstrap, wanted, login=_login())


async def _plan(bootstrap: str) -> tuple[int, list[str], dict[str, Any] | None]:
    names, known = [name for name, _, _ in _wanted()], await _partitions(bootstrap)
    rights = await _compared(bootstrap)
    return len(names), [name for name in names if name not in known], asdict(rights) if rights else None


async def _compared(bootstrap: str) -> Difference | None:
    from chassis.access import read_grants
    from lianjie_contracts.access import compare, granted
    from lianjie_contracts.directory import load

    found = await read_grants(bootstrap, _login())
    return None if found is None else compare(granted(load(DIRECTORY)), found)


async def _grant(bootstrap: str, *, revoke: bool = False) -> None:
    from chassis.access import change_grants

    if rights := await _compared(bootstrap):
        await change_grants(bootstrap, rights.missing, rights.undeclared if revoke else (), _login())


async def _revoke(bootstrap: str) -> None:
    await _grant(bootstrap, revoke=True)


async def _partitions(bootstrap: str) -> dict[str, int]:
    from aiokafka.admin import AIOKafkaAdminClient

    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **_login().options())
    await admin.start()
    try:
        return {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics()}
    finally:
        await admin.close()


ACTS: dict[str, Callable[[str], Coroutine[Any, Any, Any]]] = {
    "apply": _apply, "list": _partitions, "plan": _plan, "grant": _grant, "revoke": _revoke,
}  # fmt: skip

if __name__ == "__main__":
    print(json.dumps(asyncio.run(ACTS[sys.argv[1]](sys.argv[2]))))
