"""The day on a whole system: it adds up, twice is once, and one matter can be explained."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.demo.telling import grouped
from deploy.local import ports
from deploy.local.home import PROJECT, Home
from deploy.local.processes import TABLE

Run = Callable[..., subprocess.CompletedProcess[str]]
BASE = ("kafka", "kafka_controller", "mongo", "smtp")


def runner(home: Path, **more: str) -> Run:
    environment = {**os.environ, "LIANJIE_HOME": str(home), "COLUMNS": "300", **more}
    environment["PYTHONPATH"] = os.pathsep.join((str(PROJECT), str(PROJECT / "contracts")))

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "deploy.cli", *words],
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=400,
        )

    return run


@pytest.mark.parametrize("words", [("demo",), ("explain", "450199", "20260928", "V00001")])
def test_without_a_running_system_one_sentence_says_what_to_do(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    ended = runner(tmp_path)(*words)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "./lianjie up --detach" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.fixture(scope="module")
def lianjie(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A whole system on ports of its own; the downloaded jars are shared."""
    home = tmp_path_factory.mktemp("day")
    (home / "cache").symlink_to(Home.here().cache)
    names = [*BASE, *(row.name for row in TABLE)]
    taken = dict(zip(map(ports.setting, names), map(str, ports.free_ports(len(names))), strict=True))
    run = runner(home, **taken)
    began = run("up", "--detach")
    try:
        if began.returncode:
            pytest.fail(began.stdout + began.stderr, pytrace=False)
        yield run
    finally:
        run("down")


@pytest.mark.connected
def test_the_day_adds_up_and_twice_is_once(lianjie: Run) -> None:
    first = lianjie("demo", "--fast")
    assert first.returncode == 0, first.stdout[-3000:] + first.stderr
    assert "✗" not in first.stdout
    assert "被退回" in first.stdout
    assert "没有通过" in first.stdout
    items = re.search(r"^合计 .*$", first.stdout, re.MULTILINE)
    assert items

    again = lianjie("demo", "--fast")
    assert again.returncode == 0, again.stdout[-3000:] + again.stderr
    assert "先前已经演过" in again.stdout
    assert items.group() in again.stdout

    number = re.search(r"\d{14}V\d{5}", first.stdout[first.stdout.rindex("经过") :])
    assert number
    told = lianjie("explain", *grouped(number.group()).split())
    assert told.returncode == 0, told.stderr
    for part in ("当日不计", "routing.matters.v1/", "✓ 窗口 听到"):
        assert part in told.stdout
    unknown = lianjie("explain", "45019920260928V99999")
    assert unknown.returncode == 1
    assert len(unknown.stderr.splitlines()) == 1
