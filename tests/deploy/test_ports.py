"""A port that is taken, unreadable or moved is said in one sentence that tells what to do."""

from __future__ import annotations

import os
import socket

import pytest

from deploy.local import ports
from deploy.words import Complaint


def test_a_taken_port_names_its_holder_and_the_setting_that_moves_it() -> None:
    with socket.socket() as held:
        held.bind((ports.LOOPBACK, 0))
        held.listen()
        with pytest.raises(Complaint) as complaint:
            ports.check_free("intake-450199", held.getsockname()[1])
    assert f"pid {os.getpid()}" in str(complaint.value)
    assert "LIANJIE_PORT_INTAKE_450199" in str(complaint.value)


@pytest.mark.parametrize("text", ["0", "65536", "-1", "80a", "x"])
def test_an_unreadable_port_is_refused(monkeypatch, text: str) -> None:
    monkeypatch.setenv("LIANJIE_PORT_KAFKA", text)
    with pytest.raises(Complaint, match="LIANJIE_PORT_KAFKA"):
        ports.port_of("kafka", 9092)


def test_a_setting_moves_the_port(monkeypatch) -> None:
    monkeypatch.setenv("LIANJIE_PORT_KAFKA", "19092")
    assert ports.port_of("kafka", 9092) == 19092


def test_free_ports_are_free_and_different() -> None:
    found = ports.free_ports(3)
    assert len(set(found)) == 3
    assert all(ports.is_free(port) for port in found)
