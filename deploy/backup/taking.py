"""Taking a backup, and checking one: files against what the manifest says of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from chassis.bus_groups import Groups
from chassis.ids import new_id
from chassis.mongo_store import MongoStore
from chassis.restored import MARK, RESTORED
from deploy.backup import database
from deploy.backup.manifest import Held, Manifest, Offsets, fingerprint
from deploy.local.keys import keys
from deploy.system import database_of
from deploy.words import Complaint
from lianjie_contracts.topics import spelled_out

if TYPE_CHECKING:
    from pathlib import Path

    from deploy.local.home import Home
    from deploy.system import Base, System

STRANGERS = "-commands"  # the group of a service's second consumer
Tell = Callable[[int], None]


def master_key(home: Home) -> str:
    """The fingerprint of the key in use here."""
    return fingerprint(os.environ.get("LIANJIE_MASTER_KEY") or keys(home.keys)["MASTER_KEY"])


def groups_of(base: Base) -> tuple[str, str]:
    return base.group, base.group + STRANGERS


async def places(system: System, bases: Sequence[Base]) -> tuple[Offsets, dict[str, Offsets]]:
    """Where the topics end, and how far each group has heard; to be asked before the documents are read."""
    async with Groups.of(system.kafka, system.login) as groups:
        heard = {name: await groups.committed(name) for base in bases for name in groups_of(base)}
        topics = [topic.name for topic in spelled_out(system.directory)]
        _, ends = await groups.held(await groups.partitions(topics))
    told = {
        name: [(*at, offset) for at, offset in sorted(offsets.items())] for name, offsets in heard.items()
    }
    return [(*at, offset) for at, offset in sorted(ends.items())], told


async def refuse_half_restored(bases: Sequence[Base]) -> None:
    """What is as old as its backup, or only half there, is no state to keep."""
    for base in bases:
        mark = (await MongoStore(base.mongo).get(RESTORED, [MARK])).get(MARK)
        if mark and mark.state and mark.state.state != "DONE":
            raise Complaint("backup_half_restored", name=base.name)


def empty(directory: Path) -> None:
    """Make the directory; nothing may be in it."""
    directory.mkdir(parents=True, exist_ok=True)
    if any(directory.iterdir()):
        raise Complaint("backup_not_empty", directory=directory)


def wanted(url: str, bases: Sequence[Base]) -> list[tuple[str, str]]:
    with database.opened(url) as client:
        names = [database_of(base.row) for base in bases]
        return [(name, each) for name in names for each in database.collections(client, name)]


def take(
    url: str, what: Sequence[tuple[str, str]], directory: Path, key: str, at: tuple[Offsets, dict[str, Offsets]], tell: Tell
) -> Manifest:  # fmt: skip
    """Read everything at one instant. `at`: see `places`."""
    held: list[Held] = []
    now = datetime.now(UTC)
    with database.opened(url) as client, database.one_instant(client) as session:
        for name, collection in what:
            file = directory / name / f"{collection}.bson.gz"
            held.append(database.save(session, client, name, collection, file))
            tell(1)
    manifest = Manifest(new_id(), now.isoformat(), key, held, *at)
    manifest.write(directory)
    return manifest


def check(directory: Path, tell: Tell = lambda _: None, names: Sequence[str] = ()) -> Manifest:
    """Raises Complaint naming the first file that is not what it was; only the databases `names`, if any are given."""
    manifest = Manifest.read(directory)
    for held in manifest.collections:
        if names and held.database not in names:
            continue
        file = directory / held.file
        if (
            not file.is_file()
            or database.digest(file) != held.sha256
            or database.count(file) != held.documents
        ):
            raise Complaint("backup_damaged", file=file)
        tell(1)
    return manifest
