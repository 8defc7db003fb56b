"""Starts the parts stage by stage, restarts what dies, and ends all it started, and only that."""

from __future__ import annotations

import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from deploy.local.part import PATIENCE_TO_STOP
from deploy.words import Complaint, listed, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deploy.local.part import Part

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LONGEST_BACK_OFF = 30.0
# Whoever ran this long was healthy: its next death counts as a first one.
HEALTHY_AFTER = 60.0


class Ended(Exception):
    """Somebody asked us to end."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Parts that start together, and what follows once all are ready."""

    parts: Sequence[Part]
    afterwards: Callable[[], None] = lambda: None


@dataclass(slots=True)
class Watch:
    """What is known of one part's health."""

    part: Part
    started_at: float
    deaths: int = 0
    restart_at: float | None = None
    coming_back: bool = False

    def back_off(self, now: float) -> float:
        self.deaths = 1 if now - self.started_at > HEALTHY_AFTER else self.deaths + 1
        wait = min(2.0 ** (self.deaths - 1), LONGEST_BACK_OFF)
        self.restart_at, self.coming_back = now + wait, False
        return wait


@dataclass(slots=True)
class Supervisor:
    stages: Sequence[Stage]
    tell: Callable[[str], None]
    _news: SimpleQueue[signal.Signals] = field(default_factory=SimpleQueue)
    _launched: list[list[Part]] = field(default_factory=list)

    def run(self, when_up: Callable[[], None]) -> None:
        """Returns once everything has ended because somebody asked; a Complaint when it cannot start."""
        with self._listening():
            try:
                for stage in self.stages:
                    self._begin(stage)
                when_up()
                self._watch()
            except Ended:
                pass
            finally:
                self.tell(say("stopping"))
                self._end()

    def _begin(self, stage: Stage) -> None:
        self.tell(say("starting", names=listed(part.name for part in stage.parts)))
        self._launched.append([])
        for part in stage.parts:
            self._launched[-1].append(part)
            part.launch()
        for part in stage.parts:
            part.wait_ready(self._pause)
            self.tell(say("part_ready", name=part.name))
        stage.afterwards()

    def _watch(self) -> None:
        now = time.monotonic()
        watches = [Watch(part, now) for stage in self.stages for part in stage.parts]
        while True:
            now = time.monotonic()
            for watch in watches:
                self._look_after(watch, now)
            self._pause(_until_next(watches, now))

    def _look_after(self, watch: Watch, now: float) -> None:
        part = watch.part
        if watch.restart_at is not None:
            if now >= watch.restart_at:
                self._bring_back(watch, now)
        elif part.exit_code is not None:
            wait = watch.back_off(now)
            self.tell(say("died", name=part.name, how=_how(part.exit_code), seconds=int(wait), log=part.log))
        elif watch.coming_back and part.ready():
            watch.coming_back = False
            self.tell(say("back", name=part.name))

    def _bring_back(self, watch: Watch, now: float) -> None:
        watch.started_at = now
        try:
            watch.part.launch()
        except (Complaint, OSError) as reason:
            watch.back_off(now)
            self.tell(say("not_restarted", name=watch.part.name, reason=reason))
        else:
            watch.restart_at, watch.coming_back = None, True

    def _end(self) -> None:
        """The services before the broker and the database they still write to."""
        while self._launched:
            parts = self._launched.pop()
            for part in parts:
                part.ask_to_stop()
            deadline = time.monotonic() + PATIENCE_TO_STOP
            for part in parts:
                if not part.ended(max(0.0, deadline - time.monotonic())):
                    self.tell(say("forced", name=part.name))
                    part.kill()

    def _pause(self, seconds: float | None) -> None:
        """Sleep until that time is over or a signal has come."""
        try:
            if self._news.get(timeout=seconds) in ENDINGS:
                raise Ended
        except Empty:
            return

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """Signals become news, also while we end: a second Ctrl-C must not orphan what is still stopping."""
        heard = (*ENDINGS, signal.SIGCHLD)
        before = {number: signal.signal(number, self._hear) for number in heard}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _hear(self, number: int, _frame: object) -> None:
        # Of all ways to hand something on, this queue is the one that may be used inside a signal handler.
        self._news.put(signal.Signals(number))


def _until_next(watches: Sequence[Watch], now: float) -> float | None:
    """Nothing is asked while all is well: a death is news of its own."""
    waits = [max(0.0, watch.restart_at - now) for watch in watches if watch.restart_at is not None]
    waits += [1.0 for watch in watches if watch.coming_back]
    return min(waits, default=None)


def _how(code: int) -> str:
    return say("how_signal", number=-code) if code < 0 else say("how_code", number=code)
