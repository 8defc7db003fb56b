"""An event loop without a clock, a socket or a thread: it runs what is ready, and is told when time passes."""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from contextvars import Context, copy_context
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


class _Handle:
    """What asyncio.Handle is, without what nobody needs here: most of a run is making these."""

    __slots__ = ("args", "callback", "context")

    def __init__(self, callback: Callable[..., Any], args: tuple[Any, ...], context: Context | None) -> None:
        self.callback: Callable[..., Any] | None = callback
        self.args = args
        self.context = context or copy_context()

    def cancel(self) -> None:
        self.callback = None

    def cancelled(self) -> bool:
        return self.callback is None


class Loop(asyncio.AbstractEventLoop):
    """As much of asyncio's loop as tasks, futures, events and sleeping need. Seconds pass by `tick` alone."""

    def __init__(self) -> None:
        self.now = 0.0
        self.tasks: list[asyncio.Task[Any]] = []
        self._ready: deque[_Handle] = deque()
        self._timers: list[tuple[float, int, _Handle]] = []
        self._timed = 0

    def run_ready(self) -> None:
        """Everything that can go on without waiting."""
        while self._ready:
            handle = self._ready.popleft()
            if handle.callback:
                handle.context.run(handle.callback, *handle.args)

    def sleepers(self) -> bool:
        while self._timers and not self._timers[0][2].callback:
            heapq.heappop(self._timers)
        return bool(self._timers)

    def tick(self) -> None:
        """Let time pass until the next sleeper wakes."""
        if self.sleepers():
            when, _, handle = heapq.heappop(self._timers)
            self.now = max(self.now, when)
            self._ready.append(handle)

    def time(self) -> float:
        return self.now

    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.Future(loop=self)

    def create_task(
        self, coro: Coroutine[Any, Any, Any], *, name: str | None = None, context: Context | None = None
    ) -> asyncio.Task[Any]:
        task = asyncio.Task(coro, loop=self, name=name, context=context)
        self.tasks.append(task)
        return task

    def call_soon(self, callback: Callable[..., Any], *args: Any, context: Context | None = None) -> _Handle:
        handle = _Handle(callback, args, context)
        self._ready.append(handle)
        return handle

    def call_later(
        self, delay: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> _Handle:
        return self.call_at(self.now + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> _Handle:
        handle = _Handle(callback, args, context)
        self._timed += 1
        heapq.heappush(self._timers, (when, self._timed, handle))
        return handle

    def get_debug(self) -> bool:
        return False

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """What a task failed of is looked at when the run is over."""
