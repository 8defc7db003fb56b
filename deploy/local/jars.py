"""Kafka's class path: the jars that jgo.lock.toml names, each checked against its SHA-256."""

from __future__ import annotations

import hashlib
import os
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deploy.local.home import PROJECT
from deploy.words import Complaint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOCK = PROJECT / "jgo.lock.toml"

# For networks that reach a mirror but not Maven Central.
MIRROR = "LIANJIE_MAVEN_REPOSITORY"


@dataclass(frozen=True, slots=True)
class Jar:
    group: str
    artifact: str
    version: str
    classifier: str
    packaging: str
    sha256: str

    def within(self, repository: Path) -> Path:
        """Where a Maven repository keeps it."""
        tail = f"-{self.classifier}" if self.classifier else ""
        folder = repository.joinpath(*self.group.split("."), self.artifact, self.version)
        return folder / f"{self.artifact}-{self.version}{tail}.{self.packaging}"


def locked(lock: Path = LOCK) -> Iterator[Jar]:
    for row in tomllib.loads(lock.read_text(encoding="utf-8"))["dependencies"]:
        yield Jar(
            row["groupId"],
            row["artifactId"],
            row["version"],
            row.get("classifier", ""),
            row["packaging"],
            row["sha256"],
        )


def class_path(cache: Path, told: Callable[[int, int, int], None] = lambda *_: None) -> list[Path]:
    """Every jar, fetched when missing or damaged; `told` hears how many of how many, and the bytes so far."""
    repository = cache / "jars"
    jars = list(locked())
    fetched = 0
    for number, jar in enumerate(jars, 1):
        path = jar.within(repository)
        if not _intact(path, jar):
            path.unlink(missing_ok=True)
            _fetch(jar, repository)
            fetched += path.stat().st_size
            told(number, len(jars), fetched)
    return [jar.within(repository) for jar in jars]


def _intact(path: Path, jar: Jar) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == jar.sha256


def _fetch(jar: Jar, repository: Path) -> None:
    # Needed on the first start only, and slow to load.
    from jgo.maven import MavenContext

    mirror = os.environ.get(MIRROR)
    context = MavenContext(repo_cache=repository, remote_repos={"mirror": mirror} if mirror else None)
    try:
        component = context.project(jar.group, jar.artifact).at_version(jar.version)
        path = component.artifact(jar.classifier, jar.packaging).resolve()
    except Exception as reason:
        raise Complaint(
            "download_failed", what=jar.artifact, reason=str(reason)[:200], mirror=MIRROR
        ) from reason
    if path is None or not _intact(path, jar):
        raise Complaint("download_damaged", what=jar.artifact)
