"""What a container runs: `prepare` (keys and topics, once), `units` (the example), or a service."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from deploy.local import topics
from deploy.local.keys import keys
from deploy.local.processes import play_units

KEYS = Path(os.environ.get("LIANJIE_KEYS", "/keys")) / "secrets.toml"


def main(what: str) -> None:
    found = keys(KEYS)
    if what == "prepare":
        count, made = topics.apply(os.environ["LIANJIE_KAFKA"])
        print(f"{count} topics, {len(made)} of them new")
        return
    if what == "units":
        _become(play_units(os.environ["LIANJIE_KAFKA"], Path("/units")), {})
    told = {f"LIANJIE_{name}": value for name, value in found.items()}
    _become(["-m", f"services.{what}"], told)


def _become(command: list[str], told: dict[str, str]) -> NoReturn:
    """It takes our place: it is the one that is told to stop."""
    os.execve(sys.executable, [sys.executable, *command], {**os.environ, **told})  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1])
