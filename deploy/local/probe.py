"""One question to a process on this machine, over HTTP and past any proxy."""

from __future__ import annotations

import http.client
import json
import sys
from typing import Any

from deploy.local.ports import LOOPBACK


def get(port: int, path: str, timeout: float = 2.0) -> tuple[int, bytes] | None:
    """Status and body; None when nobody answers."""
    link = http.client.HTTPConnection(LOOPBACK, port, timeout=timeout)
    try:
        link.request("GET", path)
        answer = link.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        link.close()


def is_ready(port: int) -> bool:
    answer = get(port, "/ready")
    return answer is not None and answer[0] == 200


def status(port: int) -> dict[str, Any] | None:
    """What a service says of its share of the topics."""
    answer = get(port, "/status")
    if answer is None or answer[0] != 200:
        return None
    try:
        said = json.loads(answer[1])
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


if __name__ == "__main__":
    sys.exit(0 if is_ready(int(sys.argv[1])) else 1)
