"""Which process was started: a pid may be somebody else's tomorrow, a pid with its moment of birth not."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mark:
    """A process as it can be found again: its pid, and its birth in clock ticks of one named boot."""

    pid: int
    born: str

    @classmethod
    def of(cls, pid: int) -> Mark | None:
        """The mark of a living process; one that only waits to be reaped lives no longer."""
        try:
            # The name in the second field may hold spaces and brackets: count from the last bracket.
            fields = (
                Path(f"/proc/{pid}/stat")
                .read_text(encoding="utf-8", errors="replace")
                .rpartition(")")[2]
                .split()
            )
            boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        except OSError:
            return None
        return None if fields[0] in "ZX" else cls(pid, f"{boot}:{fields[19]}")

    @classmethod
    def read(cls, path: Path) -> Mark | None:
        """The mark recorded in that file, dead or alive."""
        try:
            pid, born = path.read_text(encoding="ascii").split()
            return cls(int(pid), born)
        except (OSError, ValueError):
            return None

    def write(self, path: Path) -> None:
        draft = path.with_suffix(".new")
        draft.write_text(f"{self.pid} {self.born}\n", encoding="ascii")
        draft.replace(path)

    @property
    def alive(self) -> bool:
        return Mark.of(self.pid) == self

    def signal(self, number: signal.Signals, *, group: bool = True) -> None:
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                (os.killpg if group else os.kill)(self.pid, number)


def end(marks: dict[Path, Mark], patience: float) -> None:
    """End recorded processes that are not our children, and drop their records."""
    for mark in marks.values():
        mark.signal(signal.SIGTERM)
    deadline = time.monotonic() + patience
    while any(mark.alive for mark in marks.values()) and time.monotonic() < deadline:
        time.sleep(0.1)
    for path, mark in marks.items():
        mark.signal(signal.SIGKILL)
        path.unlink(missing_ok=True)
