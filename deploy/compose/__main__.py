"""What a container runs: `prepare` makes keys and topics once; a service's name runs it with those keys."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from deploy.local import topics
from deploy.local.keys import keys

KEYS = Path(os.environ.get("LIANJIE_KEYS", "/keys")) / "secrets.toml"


def main(what: str) -> None:
    found = keys(KEYS)
    if what == "prepare":
        count, made = topics.apply(os.environ["LIANJIE_KAFKA"])
        print(f"{count} topics, {len(made)} of them new")
        return
    told = {f"LIANJIE_{name}": value for name, value in found.items()}
    # The service takes our place: it is the one that is told to stop.
    os.execve(sys.executable, [sys.executable, "-m", f"services.{what}"], {**os.environ, **told})  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1])
