"""An app of ours on a free port of this machine, beside the test that asks it."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING, Literal

import uvicorn

from deploy.local import ports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI


@contextlib.contextmanager
def served(app: FastAPI, lifespan: Literal["on", "off"] = "off") -> Iterator[str]:
    """Its address, while it runs."""
    (port,) = ports.free_ports(1)
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, lifespan=lifespan)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    try:
        assert server.started, "the app did not start; its log says why"
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
