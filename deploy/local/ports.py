"""Which port each part listens on, what changes it, and who holds one that is taken."""

from __future__ import annotations

import os
import socket

import psutil

from deploy.words import Complaint

LOOPBACK = "127.0.0.1"


def setting(name: str) -> str:
    """The environment variable that moves this part to another port."""
    return f"LIANJIE_PORT_{name.upper().replace('-', '_')}"


def port_of(name: str, default: int) -> int:
    text = os.environ.get(setting(name)) or str(default)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Complaint("port_unreadable", setting=setting(name), text=text)
    return int(text)


def is_free(port: int) -> bool:
    with socket.socket() as attempt:
        # As servers do: a port whose last connections are still closing is free, one listened on is not.
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((LOOPBACK, port))
            attempt.listen(1)
        except OSError:
            return False
    return True


def answers(port: int, host: str = LOOPBACK) -> bool:
    """Whether something accepts connections there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def holder(port: int) -> str | None:
    """Name and pid of the process that listens there, where this system lets us see it."""
    try:
        for link in psutil.net_connections(kind="tcp"):
            if link.status == psutil.CONN_LISTEN and link.laddr and link.laddr.port == port and link.pid:
                return f"{psutil.Process(link.pid).name()}（pid {link.pid}）"
    except psutil.Error:
        pass
    return None


def check_free(name: str, port: int) -> None:
    if not is_free(port):
        who = holder(port)
        key = "port_taken_by" if who else "port_taken"
        raise Complaint(key, name=name, port=port, who=who, setting=setting(name))


def free_ports(count: int) -> list[int]:
    """Ports free at this moment, for tests."""
    held = [socket.socket() for _ in range(count)]
    try:
        for each in held:
            each.bind((LOOPBACK, 0))
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()
