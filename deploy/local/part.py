"""A part of the local system: one process that is started, becomes ready, and ends."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Self

from deploy.local import ports
from deploy.local.home import PROJECT
from deploy.local.mark import Mark
from deploy.words import Complaint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from deploy.local.home import Home

PATIENCE_TO_STOP = 25.0
LARGEST_LOG = 10 * 1024 * 1024


class Part(ABC):
    """Started in a session of its own, so that a terminal's Ctrl-C reaches it only through us."""

    patience = 90.0

    def __init__(self, name: str, home: Home, port: int) -> None:
        self.name = name
        self.home = home
        self.port = port
        self._process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> Sequence[str | Path]:
        """What to run."""

    @abstractmethod
    def ready(self) -> bool:
        """Whether it does its work; asked again and again, it may take the next step towards it."""

    def prepare(self) -> None:
        """What must be there before it runs."""

    def claims(self) -> Mapping[str, int]:
        """The ports it needs, by the name under which each can be changed."""
        return {self.name: self.port}

    def check_ports(self) -> None:
        for name, port in self.claims().items():
            ports.check_free(name, port)

    def settings(self) -> Mapping[str, str]:
        """What its environment says beyond ours."""
        return {}

    def directory(self) -> Path:
        return PROJECT

    @property
    def log(self) -> Path:
        return self.home.run / f"{self.name}.log"

    @property
    def record(self) -> Path:
        return self.home.run / f"{self.name}.pid"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def exit_code(self) -> int | None:
        """None while it runs or was never started."""
        return self._process.poll() if self._process else None

    def launch(self) -> None:
        """Start it, without waiting until it is ready."""
        self.home.make()
        self.check_ports()
        self.prepare()
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command(),
                cwd=self.directory(),
                env={**os.environ, **self.settings()},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if mark := Mark.of(self._process.pid):
            mark.write(self.record)

    def wait_ready(self, pause: Callable[[float], None] = time.sleep) -> None:
        deadline = time.monotonic() + self.patience
        while not self.ready():
            if self.exit_code is not None:
                raise Complaint("died_at_start", name=self.name, said=self.last_words(), log=self.log)
            if time.monotonic() > deadline:
                raise Complaint("not_ready_in_time", name=self.name, seconds=int(self.patience), log=self.log)
            pause(0.1)

    def start(self) -> None:
        self.launch()
        self.wait_ready()

    def ask_to_stop(self) -> None:
        self._signal(signal.SIGTERM)

    def ended(self, within: float = 0) -> bool:
        """Whether it has ended, waiting for it that long."""
        if self._process:
            try:
                self._process.wait(within)
            except subprocess.TimeoutExpired:
                return False
            self.record.unlink(missing_ok=True)
        return True

    def kill(self) -> None:
        """kill -9: no farewell, nothing flushed."""
        self._signal(signal.SIGKILL)
        self.ended(PATIENCE_TO_STOP)

    def stop(self) -> None:
        self.ask_to_stop()
        if not self.ended(PATIENCE_TO_STOP):
            self.kill()

    def restart(self) -> None:
        self.stop()
        self.start()

    def last_words(self) -> str:
        """The end of its log, for a person."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else ""

    def _signal(self, number: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, number)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
