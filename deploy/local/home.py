"""Where a running local system keeps its state: one directory, LIANJIE_HOME."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DIRECTORY = PROJECT / "deploy" / "directory.toml"


@dataclass(frozen=True, slots=True)
class Home:
    """The directories of one local system; the cache may be shared by several."""

    root: Path
    cache: Path

    @classmethod
    def here(cls) -> Home:
        root = Path(os.environ.get("LIANJIE_HOME") or PROJECT / ".lianjie").absolute()
        return cls(root=root, cache=root / "cache")

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def mail(self) -> Path:
        return self.root / "mail"

    @property
    def ranker(self) -> Path:
        """What `./lianjie learn` has learned from closed matters; routing looks here."""
        return self.data / "ranker"

    @property
    def keys(self) -> Path:
        return self.root / "secrets.toml"

    def make(self) -> None:
        for directory in (self.cache, self.data, self.run, self.mail):
            directory.mkdir(parents=True, exist_ok=True)
