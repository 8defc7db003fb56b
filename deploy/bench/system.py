"""The system under test: a stack of its own in a home of its own on free ports, started and stopped by the benchmark."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chassis.identity import DevelopmentIssuer
from deploy.bench.life import Addresses
from deploy.bench.raw.parts import forget, make_topics, raw_services
from deploy.bench.raw.recipe import PREFIX
from deploy.local import ports, processes, topics
from deploy.local.home import DIRECTORY, Home
from deploy.local.keys import keys
from deploy.local.stack import Stack
from lianjie_contracts.directory import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from deploy.local.part import Part

BASE = ("kafka", "kafka_controller", "mongo", "smtp")


@dataclass(frozen=True, slots=True)
class Target:
    """What a load is driven against: the services that are up, where they listen, and under which names they hear."""

    stack: Stack
    services: Sequence[Part]
    groups: Sequence[str]
    prefix: str = ""

    @property
    def addresses(self) -> Addresses:
        intakes = {row.county or "": row.address() for row in processes.INTAKES}
        rows = (processes.ROUTING, processes.NOTIFICATIONS, processes.WORKBENCH)
        return Addresses(intakes, *(row.address() for row in rows))

    def pids(self) -> dict[str, int]:
        parts = [*self.stack.base, *self.services]
        return {part.name.removesuffix("-1").removeprefix("raw-"): part.pid for part in parts if part.pid}


@contextlib.contextmanager
def system(stack: Stack) -> Iterator[Target]:
    """Our services. The example unit system is not among them: in this load the people of units work in the browser."""
    named = [row.name if row.service == "intake" else row.service for row in processes.TABLE]
    with _up(Target(stack, stack.services, [f"lianjie-{name}" for name in named])) as target:
        yield target


@contextlib.contextmanager
def raw_limit(stack: Stack) -> Iterator[Target]:
    """The same processes on bare drivers, on the same broker and database."""
    services = raw_services(stack.home, stack.around)
    forget(stack.around.mongo)
    make_topics(stack.around.kafka)
    with _up(Target(stack, services, [part.group for part in services], PREFIX)) as target:
        yield target


@contextlib.contextmanager
def _up(target: Target) -> Iterator[Target]:
    try:
        _start(target.services)
        yield target
    finally:
        _stop(target.services)


@contextlib.contextmanager
def base(home: Home, tell: Callable[[str], None]) -> Iterator[Stack]:
    """Kafka, MongoDB and the mail sink, with the topics made; the services are started by whoever measures them."""
    home.make()
    with _own_ports():
        stack = Stack(home, {}, tell)
        try:
            _start(stack.base)
            topics.apply(stack.around.kafka)
            yield stack
        finally:
            _stop(stack.base)


@contextlib.contextmanager
def _own_ports() -> Iterator[None]:
    """Free ports, and no server of somebody else's, for as long as this lasts."""
    names = [*BASE, *(row.name for row in processes.TABLE)]
    before = {name: value for name, value in os.environ.items() if name.startswith("LIANJIE_")}
    for name in ("LIANJIE_KAFKA", "LIANJIE_MONGO", "LIANJIE_SMTP"):
        os.environ.pop(name, None)
    for name, port in zip(names, ports.free_ports(len(names)), strict=True):
        os.environ[ports.setting(name)] = str(port)
    try:
        yield
    finally:
        for name in [name for name in os.environ if name.startswith("LIANJIE_")]:
            del os.environ[name]
        os.environ.update(before)


def _start(parts: Sequence[Part]) -> None:
    for part in parts:
        part.launch()
    for part in parts:
        part.wait_ready()


def _stop(parts: Sequence[Part]) -> None:
    for part in parts:
        part.ask_to_stop()
    for part in parts:
        part.stop()


def tokens(home: Home) -> dict[str, str]:
    issuer = DevelopmentIssuer("development", keys(home.keys)["TOKEN_SECRET"])
    return {account.username: issuer.issue(account) for account in load(DIRECTORY).accounts}
