"""A service: what it is made of, in which order it starts, and how it stops within 25 seconds."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import uvicorn
from fastapi import APIRouter, FastAPI
from opentelemetry.sdk.trace import TracerProvider

from chassis.admission import Admission
from chassis.bus import Ears, KafkaPublisher
from chassis.clock import Clock
from chassis.commands import Commands
from chassis.dead_letters import DEAD_LETTERS
from chassis.decoding import COMMANDS, GAPLESS
from chassis.documents import Kind
from chassis.errors import BehindError, ChassisError, SettingsError, TransientError
from chassis.following import Following, Whose
from chassis.health import Watch, ops
from chassis.hearing import Hearing, Hears
from chassis.identity import verifier
from chassis.logs import log, start_logs
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from chassis.operations import OPERATIONS
from chassis.reference import DIRECTORY_COPIES, Refreshing
from chassis.relay import Relay
from chassis.restored import CatchingUp
from chassis.rolling import Rolls
from chassis.settings import Settings, read
from chassis.shadows import SHADOW
from chassis.telemetry import start_traces
from chassis.web import dress
from lianjie_contracts.directory import Directory
from lianjie_contracts.topics import heard_by

C = TypeVar("C", bound=Settings)
LONGEST_STOP = 20.0  # seconds, after the 3 that open requests are given
LONGEST_LOCKS = 10  # seconds; docs/operations.md


@dataclass(frozen=True, slots=True)
class Job(Generic[C]):
    """Something a service does by itself every so many seconds; several processes doing it must be harmless."""

    name: str
    every: float
    act: Callable[[Parts[C]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Parts(Generic[C]):
    """The running parts that a composition root hands to handlers, jobs and API."""

    settings: C
    directory: Directory
    clock: Clock
    mongo: Mongo
    store: MongoStore
    commands: Commands
    relay: Relay


@dataclass(frozen=True)
class Service(Generic[C]):
    """The composition of one service; everything it is can be read in its service.py."""

    name: str
    settings: type[C]
    kinds: tuple[Kind[Any], ...]
    hears: Callable[[Parts[C]], Sequence[Hears]] = lambda _: ()
    api: Callable[[Parts[C]], APIRouter] | None = None
    jobs: tuple[Job[C], ...] = ()
    rolls: Callable[[Parts[C]], Sequence[Rolls[Any]]] = lambda _: ()
    database: Callable[[C], str] | None = None
    group: Callable[[C], str] | None = None
    tenant: Callable[[C], str] = lambda _: ""
    directory: Kind[Any] = DIRECTORY_COPIES  # where its processes find the latest of each county
    follows: Mapping[str, Whose] = field(
        default_factory=dict
    )  # streams of which tenants, by the kind of their subject
    decorate: Callable[[FastAPI, Parts[C]], None] = field(default=lambda _app, _parts: None)
    larger: Mapping[str, int] = field(default_factory=dict)  # bytes of a body, by path; see chassis.admission

    def following(self, tenant: str) -> Following:
        """Which streams a process of that tenant follows."""
        return Following(tenant, self.follows)

    def run(self) -> None:
        """Read the settings and serve until told to stop; a wrong setting ends in one sentence and exit code 2."""
        try:
            settings = read(self.settings)
            app = build(self, settings)
        except SettingsError as wrong:
            sys.exit(_said(f"{self.name}: {wrong}"))
        # What is there by now stays: to look through it for garbage again and again costs up to a fifth of all work.
        gc.collect()
        gc.freeze()
        config = uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=3,
            lifespan="on",
        )
        server = uvicorn.Server(config)
        server.run()
        if not server.started:
            sys.exit(_said(f"{self.name}: could not start, see the log above"))


def _said(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2


def build(service: Service[C], settings: C) -> FastAPI:
    """The app of one process: API, health and metrics, with consumer, relay and jobs running beside it."""
    start_logs(service.name, settings.instance, settings.log_level)
    provider = start_traces(service.name, settings.instance, settings.traces, settings.traces_sample)
    settings.arm()
    parts = _parts(service, settings)
    topics = {topic.name: topic.order for topic in heard_by(service.name, parts.directory)}
    follows = service.following(service.tenant(settings))
    hearing = Hearing(
        service.name, parts.store, parts.clock, service.hears(parts), topics, parts.relay.wake, follows
    )
    group = service.group(settings) if service.group else f"lianjie-{service.name}"
    if settings.replay:
        topics, group = {**topics, settings.replay: GAPLESS}, f"{group}-{settings.replay}"
    ears = _ears(settings, group, topics, hearing)
    refreshing = Refreshing(parts.directory, parts.store, service.directory)
    watch = Watch(service.name, settings.instance, parts.mongo, hearing, ears, service.kinds)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        tasks: list[asyncio.Task[Any]] = []

        async def begin() -> None:
            await _prepare(service, parts)
            await _catch_up(service, parts)
            await refreshing.look()
            watch.prepared = True
            tasks.extend(_task(name, act) for name, act in _background(service, parts, hearing, ears, watch))
            tasks.append(_task("directory", _every(2.0, refreshing.look, "directory")))
            log.info("started")

        tasks.append(_task("prepare", begin()))
        yield
        log.info("stopping")
        hearing.stopping = True
        _end_at_last()
        for task in tasks:
            task.remove_done_callback(_must_not_fail)
        await _stop(tasks, ears, parts, provider)
        log.info("stopped")

    app = FastAPI(title=f"Lianjie {service.name}", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.include_router(ops(watch))
    if service.api:
        app.include_router(service.api(parts))
    dress(app, verifier(settings), lambda: watch.prepared)
    service.decorate(app, parts)
    app.add_middleware(
        Admission,
        service=service.name,
        at_once=settings.requests_at_once,
        largest=settings.largest_body,
        larger=service.larger,
    )
    return app


def _ears(settings: Settings, group: str, topics: Mapping[str, str], hearing: Hearing) -> list[Ears]:
    """Strangers write to topics of commands: they get a consumer of their own, so that what they write harms only them."""
    lasting, login = "instance" in settings.model_fields_set, settings.login()
    own = sorted(name for name, order in topics.items() if order != COMMANDS)
    strangers = sorted(name for name, order in topics.items() if order == COMMANDS)
    apart = "-commands"  # a group of its own: with two members, one killed process makes its group wait twice
    return [
        Ears(
            settings.kafka,
            group + also,
            some,
            hearing.batch,
            settings.instance + also,
            lasting=lasting,
            login=login,
        )
        for some, also in ((own, ""), (strangers, apart))
        if some
    ]


def _parts(service: Service[C], settings: C) -> Parts[C]:
    database = settings.database or (
        service.database(settings) if service.database else f"lianjie_{service.name}"
    )
    speaking = [kind for kind in service.kinds if kind.subject]
    if settings.replay and speaking:
        raise SettingsError(f"LIANJIE_REPLAY: {service.name} announces, and would say everything twice")
    shadow = SHADOW if settings.replay else ""
    mongo = Mongo(settings.mongo, database, settings.mongo_driver, shadow)
    store, clock = MongoStore(mongo), settings.clock()
    publisher = KafkaPublisher(settings.kafka, f"{settings.instance}-relay", settings.login())
    publisher.assert_safe()
    mongo.assert_safe()
    relay = Relay(service.name, settings.instance, mongo, [*speaking, DEAD_LETTERS], publisher)
    commands = Commands(store, clock, f"lianjie/{service.name}", relay.wake)
    return Parts(settings, settings.read_directory(), clock, mongo, store, commands, relay)


async def _prepare(service: Service[C], parts: Parts[C]) -> None:
    """Wait for the database, then make collections and indexes; a service can work without the bus, not without this."""
    while True:
        try:
            await parts.mongo.assert_replica_set()
            await parts.store.prepare([*service.kinds, DEAD_LETTERS, OPERATIONS])
        except TransientError as away:
            log.warning("waiting for the database", why=str(away))
            await asyncio.sleep(1)
        else:
            await _warn_of_long_locks(parts)
            return


async def _catch_up(service: Service[C], parts: Parts[C]) -> None:
    rolls, told = service.rolls(parts), parts.settings
    await CatchingUp(
        service.name,
        told.kafka,
        parts.mongo,
        parts.clock,
        parts.directory,
        service.kinds,
        rolls,
        told.login(),
    ).run()


async def _warn_of_long_locks(parts: Parts[Any]) -> None:
    limit = await parts.mongo.longest_transaction()
    if limit and limit > LONGEST_LOCKS:
        log.warning(
            "a killed process will hold up its streams for this long: lower transactionLifetimeLimitSeconds",
            seconds=limit,
        )


def _background(
    service: Service[C], parts: Parts[C], hearing: Hearing, ears: Sequence[Ears], watch: Watch
) -> list[tuple[str, Any]]:
    tasks: list[tuple[str, Any]] = [("watch", watch.run())]
    if parts.settings.relay and not parts.settings.replay:
        tasks.append(("relay", parts.relay.run()))
    tasks += [("ears", each.start()) for each in ears]
    if ears:
        tasks.append(("sweep", _every(1.0, hearing.sweep, "sweep")))
    jobs = () if parts.settings.replay else service.jobs
    tasks += [(job.name, _every(job.every, lambda job=job: job.act(parts), job.name)) for job in jobs]  # type: ignore[misc]
    return tasks


async def _every(seconds: float, act: Callable[[], Awaitable[Any]], name: str) -> None:
    while True:
        try:
            await act()
        except ChassisError as away:
            log.warning("a job waits", job=name, why=str(away))
        except Exception:  # noqa: BLE001 - a job must not die; the next round tries again and the log tells
            log.exception("a job failed", job=name)
        await asyncio.sleep(seconds)


def _task(name: str, act: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """A task whose failure ends the process: going on without it would look healthy and be deaf or dumb."""
    task = asyncio.create_task(act, name=name)
    task.add_done_callback(_must_not_fail)
    return task


def _must_not_fail(task: asyncio.Task[Any]) -> None:
    if task.cancelled() or not (error := task.exception()):
        return
    if isinstance(error, SettingsError | BehindError):
        os._exit(_said(str(error)))
    log.critical("a task has failed: this process ends", task=task.get_name(), exc_info=error)
    os._exit(1)


def _end_at_last() -> None:
    """Every wait of a stop is bounded, and so is their sum: what is not done by then is as safe as after a kill -9."""
    last = threading.Timer(LONGEST_STOP, os._exit, (0,))
    last.daemon = True
    last.start()


async def _stop(
    tasks: list[asyncio.Task[Any]], ears: Sequence[Ears], parts: Parts[C], provider: TracerProvider | None
) -> None:
    """Stop hearing, send what was just said, leave."""
    relaying = [task for task in tasks if task.get_name() == "relay"]
    for task in tasks:
        if task not in relaying:
            task.cancel()
    await asyncio.gather(*(each.stop() for each in ears))
    for task in relaying:
        task.cancel()
    await asyncio.wait(tasks, timeout=2)
    await _within(2, parts.relay.flush())
    publisher = parts.relay.publisher
    if isinstance(publisher, KafkaPublisher):
        await publisher.stop()
    await _within(1, parts.mongo.close())
    if provider:
        await _within(2, asyncio.to_thread(provider.shutdown))


async def _within(seconds: float, act: Awaitable[Any]) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(act, seconds)
