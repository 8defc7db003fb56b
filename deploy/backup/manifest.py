"""What a backup says of itself: what it holds, of which instant, and where the bus was then. Without it there is no backup."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from deploy.local.home import PROJECT
from deploy.words import Complaint

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
NAME = "manifest.json"
Offsets = list[tuple[str, int, int]]  # topic, partition, offset


@dataclass(frozen=True, slots=True)
class Held:
    """One collection in one file; `indexes` as MongoDB lists them, in extended JSON."""

    database: str
    collection: str
    file: str
    documents: int
    sha256: str
    indexes: str


@dataclass(frozen=True)
class Manifest:
    """`ends` and `groups` were asked before the instant of the documents: to hear from there on only meets repeats.

    `master_key` is a fingerprint. The key itself is not in a backup: it must be kept elsewhere, or names are lost.
    """

    id: str
    taken_at: str
    master_key: str
    collections: list[Held]
    ends: Offsets
    groups: dict[str, Offsets]
    code: str = field(default_factory=lambda: version("pyproject.toml"))
    contracts: str = field(default_factory=lambda: version("contracts/pyproject.toml"))
    format: int = FORMAT

    @property
    def when(self) -> datetime:
        return datetime.fromisoformat(self.taken_at)

    @property
    def databases(self) -> list[str]:
        return sorted({held.database for held in self.collections})

    def of(self, database: str) -> list[Held]:
        return [held for held in self.collections if held.database == database]

    def write(self, directory: Path) -> None:
        """Last of all: a backup that was cut short has none."""
        draft = directory / f"{NAME}.new"
        draft.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(directory / NAME)

    @classmethod
    def read(cls, directory: Path) -> Manifest:
        path = directory / NAME
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            if told["format"] != FORMAT:
                raise Complaint("backup_format", file=path, format=told["format"])
            told["collections"] = [Held(**each) for each in told["collections"]]
            return cls(**told)
        except FileNotFoundError:
            raise Complaint("backup_none", directory=directory) from None
        except (ValueError, TypeError, KeyError, OSError):
            raise Complaint("backup_damaged", file=path) from None


def version(declared: str) -> str:
    with (PROJECT / declared).open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def fingerprint(key: str) -> str:
    """Tells one key from another and nothing about it."""
    return hashlib.sha256(b"lianjie master key|" + key.encode()).hexdigest()[:16]
