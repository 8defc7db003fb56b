"""What a span of time has cost: CPU seconds and memory by process, and what the database was asked to do."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from pymongo import MongoClient

COUNTED = ("insert", "query", "update", "delete", "getmore", "command")


@dataclass(frozen=True, slots=True)
class Reading:
    """`cpu`: seconds of user and system time by process so far; `database`: operations so far."""

    at: float
    cpu: Mapping[str, float]
    database: Mapping[str, float]

    def since(self, before: Reading, times: int) -> dict[str, Any]:
        """Of what was done so many times, for each: milliseconds of CPU by process, and operations; and how busy the
        machine's cores were with it."""
        cpu = {name: (used - before.cpu.get(name, 0.0)) * 1000 / times for name, used in self.cpu.items()}
        done = {name: (n - before.database.get(name, 0)) / times for name, n in self.database.items()}
        seconds = self.at - before.at
        return {
            "cpu_ms_each": {name: round(ms, 2) for name, ms in sorted(cpu.items(), key=lambda pair: -pair[1])},
            "cpu_ms_each_all": round(sum(cpu.values()), 2),
            "database_each": {name: round(n, 2) for name, n in done.items()},
            "cores_busy": round(sum(cpu.values()) * times / 1000 / seconds, 2),
        }  # fmt: skip


@dataclass
class Meter:
    """Over the processes of one stack, by name, and this process, which is the load."""

    pids: Mapping[str, int]
    mongo: str

    def read(self) -> Reading:
        cpu = {name: _cpu(psutil.Process(pid)) for name, pid in self.pids.items()}
        return Reading(time.monotonic(), cpu | {"load": _cpu(psutil.Process())}, self._database())

    def memory(self) -> dict[str, int]:
        """MiB by process: PSS, in which what several share is counted once."""
        return {name: _pss(pid) >> 20 for name, pid in self.pids.items()}

    def _database(self) -> dict[str, float]:
        with MongoClient[dict[str, Any]](self.mongo) as client:
            status = client.admin.command("serverStatus")
        documents = {f"documents {name}": n for name, n in status["metrics"]["document"].items()}
        commits = status["transactions"]["totalCommitted"]
        asked = {name: status["opcounters"][name] for name in COUNTED}
        written = status["wiredTiger"]["log"]["log bytes written"]
        return {**asked, **documents, "transactions": commits, "journal bytes": written}


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) << 10
    return 0
