"""One command starts everything, answers kindly when asked twice, and leaves no process, however it ends."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from deploy.local import ports
from deploy.local.home import PROJECT, Home
from deploy.local.processes import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READY_WITHIN = 120.0


class Town:
    """A local system of its own, moved by the command line as a person would."""

    def __init__(self, root: Path) -> None:
        names = ["KAFKA", "KAFKA_CONTROLLER", "MONGO", "SMTP", *(row.name for row in TABLE)]
        self.ports = dict(zip(names, ports.free_ports(len(names)), strict=True))
        moved = {ports.setting(name): str(port) for name, port in self.ports.items()}
        paths = os.pathsep.join((str(PROJECT), str(PROJECT / "contracts")))
        self.environment = {**os.environ, **moved, "LIANJIE_HOME": str(root), "PYTHONPATH": paths}
        self.home = Home(root=root, cache=root / "cache")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "deploy.cli", *words],
            cwd="/",
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=READY_WITHIN,
        )

    def processes(self) -> list[psutil.Process]:
        """Everything whose environment names this home, whoever started it."""
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("LIANJIE_HOME") == str(self.home.root):
                    found.append(process)
            except psutil.Error:
                continue
        return [process for process in found if process.status() != psutil.STATUS_ZOMBIE]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    root = tmp_path_factory.mktemp("a town")
    # What was once downloaded need not be again.
    (root / "cache").symlink_to(Home.here().cache)
    made = Town(root)
    yield made
    made.run("down")
    assert made.processes() == []


@pytest.mark.connected
class TestWholeLife:
    """In this order: each story begins where the one before has left the town."""

    def test_up_returns_when_all_is_ready_and_names_the_window_and_the_accounts(self, town: Town) -> None:
        done = town.run("up", "--detach", "--scale", "routing=2")
        assert done.returncode == 0, done.stdout + done.stderr
        assert f"http://127.0.0.1:{town.ports['workbench']}" in done.stdout
        assert "registrar@450199" in done.stdout

    def test_status_shows_every_process_and_every_member_of_a_group(self, town: Town) -> None:
        done = town.run("status")
        assert done.returncode == 0, done.stderr
        processes, groups = done.stdout.split("\n\n", 1)
        assert len(re.findall(r"就绪", processes)) == len(town.ports) - 1 + 2, processes
        assert {"routing-1", "routing-2"} <= set(groups.split())

    def test_a_second_up_is_answered_kindly(self, town: Town) -> None:
        before = {process.pid for process in town.processes()}
        done = town.run("up")
        assert done.returncode == 0
        assert "已经在运行" in done.stdout
        assert {process.pid for process in town.processes()} == before

    def test_everything_together_takes_less_than_two_gibibytes(self, town: Town) -> None:
        used = sum(process.memory_info().rss for process in town.processes())
        assert used < 2 << 30

    def test_a_killed_supervisor_leaves_nothing_that_down_does_not_find(self, town: Town) -> None:
        pid = int((town.home.run / "supervisor.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        assert town.processes()
        done = town.run("down")
        assert done.returncode == 0
        assert "kafka" in done.stdout
        assert town.processes() == []

    def test_down_with_nothing_to_stop_is_no_error(self, town: Town) -> None:
        assert town.run("down").returncode == 0
        assert town.run("status").returncode == 1

    def test_ctrl_c_in_a_terminal_stops_everything(self, town: Town) -> None:
        terminal, inner = pty.openpty()
        try:
            process = subprocess.Popen(
                [sys.executable, "-m", "deploy.cli", "up"],
                env=town.environment,
                cwd="/",
                stdin=inner,
                stdout=inner,
                stderr=inner,
                preexec_fn=lambda: os.login_tty(inner),  # noqa: PLW1509, two system calls and no lock
            )
            os.close(inner)
            said = read_until(terminal, "Ctrl-C")
            os.write(terminal, b"\x03")
            said += read_until(terminal, "已全部停止")
            assert process.wait(60) == 0, said
        finally:
            os.close(terminal)
        assert town.processes() == []


def read_until(terminal: int, words: str) -> str:
    said = b""
    deadline = time.monotonic() + READY_WITHIN
    while words.encode() not in said:
        assert time.monotonic() < deadline, said.decode(errors="replace")
        try:
            said += os.read(terminal, 4096)
        except OSError as closed:
            raise AssertionError(said.decode(errors="replace")) from closed
    return said.decode(errors="replace")


def test_a_wrong_command_gets_one_sentence(town: Town) -> None:
    for words in (("fly",), ("up", "--high"), ("up", "--scale", "routing=many"), ("check", "nothing")):
        done = town.run(*words)
        assert done.returncode != 0
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        assert "Traceback" not in done.stderr


def test_without_a_command_the_help_is_all_that_is_said(town: Town) -> None:
    for words, among in (((), "explain"), (("topics",), "apply")):
        done = town.run(*words)
        assert (done.returncode, done.stderr) == (0, "")
        assert among in done.stdout


def test_the_usage_that_is_named_can_be_run(town: Town) -> None:
    for words, usage in ((("fly",), "--help"), (("up", "--high"), "up --help"), (("--high",), "--help")):
        said = town.run(*words).stderr.strip()
        assert said.endswith(f"./lianjie {usage}"), said
        assert town.run(*usage.split()).returncode == 0


def test_a_taken_port_is_said_before_anything_starts(town: Town, monkeypatch) -> None:
    with ports.socket.socket() as held:
        held.bind((ports.LOOPBACK, 0))
        held.listen()
        port = str(held.getsockname()[1])
        monkeypatch.setitem(town.environment, "LIANJIE_PORT_ROUTING", port)
        done = town.run("up")
    assert done.returncode == 1
    assert port in done.stderr
    assert "LIANJIE_PORT_ROUTING" in done.stderr
    assert town.processes() == []
