"""An operator's command knocks before it waits."""

from __future__ import annotations

import socket

import pytest

from chassis.errors import TransientError
from deploy.local import ports
from deploy.local.processes import Surroundings
from deploy.system import System

pytestmark = pytest.mark.asyncio


async def _opened(mongo: str) -> None:
    async with System.here(Surroundings("-", mongo, "-")):
        return


async def test_where_nobody_listens_it_is_said_at_once_and_no_driver_is_asked() -> None:
    one, other = ports.free_ports(2)
    with pytest.raises(TransientError, match="nobody listens"):
        await _opened(f"mongodb://user:secret@127.0.0.1:{one},127.0.0.1:{other}/?replicaSet=lianjie")


async def test_one_host_of_several_is_enough() -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:
        nobody, somebody = ports.free_ports(1)[0], there.getsockname()[1]
        await _opened(f"mongodb://127.0.0.1:{nobody},127.0.0.1:{somebody}/?replicaSet=lianjie")
