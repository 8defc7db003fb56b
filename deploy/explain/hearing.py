"""How far each consumer has come in one stream, and what of it lies aside: parked, or dead."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from chassis.mongo import Mongo
from deploy.explain.streams import Stream
from deploy.local import probe
from deploy.local.processes import TABLE
from lianjie_contracts.directory import Directory
from lianjie_contracts.topics import spelled_out

OK = 200


@dataclass(frozen=True, slots=True)
class Heard:
    """One consumer and one stream. Without `seq` the service did not answer."""

    consumer: str
    seq: int | None
    parked: tuple[tuple[int, str], ...] = ()
    dead: tuple[str, ...] = ()
    forked: bool = False


def consumers(stream: Stream, directory: Directory) -> list[str]:
    """The services that read the stream's topic, as the contracts declare it."""
    return [
        service
        for topic in spelled_out(directory)
        if topic.name == stream.topic
        for service in topic.consumers
        if service != "unit"
    ]


async def heard(
    streams: Iterable[Stream], directory: Directory, databases: Mapping[str, Mongo]
) -> dict[str, list[Heard]]:
    return {
        stream.subject: [await _heard(service, stream, databases) for service in consumers(stream, directory)]
        for stream in streams
    }


async def _heard(service: str, stream: Stream, databases: Mapping[str, Mongo]) -> Heard:
    county = stream.subject.split(":")[1]
    row = next(row for row in TABLE if row.service == service and row.county in (None, county))
    answer = probe.get(row.port(), f"/heard/{quote(stream.subject)}")
    name = f"intake_{county}" if service == "intake" else service
    dead = await databases[name].find("dead_letters", {"state.subject": stream.subject, "state.open": True})
    letters = tuple(
        f"#{each['state']['seq']} {each['state']['why']} (./lianjie dlq show {each['_id']})" for each in dead
    )
    if answer is None or answer[0] != OK:
        return Heard(service, None, dead=letters)
    said = json.loads(answer[1])
    parked = tuple((each["seq"], each["waiting_for"]) for each in said["parked"])
    return Heard(service, said["seq"], parked, letters, said["forked"])
