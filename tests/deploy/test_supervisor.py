"""What is started together ends together, and what dies meanwhile comes back."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from deploy.local import part as parts_module, ports
from deploy.local.mark import Mark
from deploy.local.supervisor import HEALTHY_AFTER, LONGEST_BACK_OFF, Stage, Supervisor, Watch
from deploy.words import Complaint
from tests.deploy.parts import Dying, Small, Stubborn

if TYPE_CHECKING:
    from collections.abc import Callable

    from deploy.local.home import Home
    from deploy.local.part import Part


class Story:
    """Runs a supervisor in this thread while another one acts upon it, then asks it to end."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def told(self, words: str, within: float = 15) -> None:
        deadline = time.monotonic() + within
        while not any(words in sentence for sentence in self.said):
            assert time.monotonic() < deadline, f"{words!r} was not said: {self.said}"
            time.sleep(0.05)

    def play(
        self, stages: list[Stage], acts: Callable[[], None], end: signal.Signals = signal.SIGTERM
    ) -> None:
        failures: list[BaseException] = []

        def meanwhile() -> None:
            try:
                acts()
            except BaseException as failure:  # noqa: BLE001, it is raised again below
                failures.append(failure)
            os.kill(os.getpid(), end)

        Supervisor(stages, self.said.append).run(threading.Thread(target=meanwhile).start)
        if failures:
            raise failures[0]


@pytest.fixture
def story() -> Story:
    return Story()


def small(home: Home, kind: type[Small], *names: str) -> list[Part]:
    return [kind(name, home, port) for name, port in zip(names, ports.free_ports(len(names)), strict=True)]


def alive(parts: list[Part]) -> list[str]:
    return [part.name for part in parts if part.pid and Mark.of(part.pid)]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_every_way_of_asking_ends_everything_and_leaves_no_record(alone: Home, story: Story, end) -> None:
    base, services = small(alone, Small, "base"), small(alone, Small, "one", "two")
    seen: list[str] = []
    story.play([Stage(base), Stage(services)], lambda: seen.extend(alive([*base, *services])), end)
    assert seen == ["base", "one", "two"]
    assert alive([*base, *services]) == []
    assert list(alone.run.glob("*.pid")) == []


def test_a_stage_waits_for_the_one_before_and_for_what_follows_it(alone: Home, story: Story) -> None:
    base, services = small(alone, Small, "base"), small(alone, Small, "one")
    order: list[tuple[list[str], list[str]]] = []
    stages = [Stage(base, lambda: order.append((alive(base), alive(services)))), Stage(services)]
    story.play(stages, lambda: None)
    assert order == [(["base"], [])]


def test_what_is_killed_is_restarted_and_reported(alone: Home, story: Story) -> None:
    services = small(alone, Small, "one")
    first: list[int | None] = []

    def kill() -> None:
        first.append(services[0].pid)
        os.kill(services[0].pid or 0, signal.SIGKILL)
        story.told("one 已恢复")
        first.append(services[0].pid)

    story.play([Stage(services)], kill)
    assert first[0] != first[1]
    assert any("信号 9" in sentence for sentence in story.said)
    assert alive(services) == []


def test_a_part_that_cannot_start_is_named_with_its_last_words_and_the_others_end(
    alone: Home, story: Story
) -> None:
    base, services = small(alone, Small, "base"), small(alone, Dying, "broken")
    with pytest.raises(Complaint, match=r"broken.*the database is not there"):
        story.play([Stage(base), Stage(services)], lambda: None)
    assert alive([*base, *services]) == []


def test_a_part_that_ignores_the_request_is_killed_in_the_end(alone: Home, story: Story, monkeypatch) -> None:
    monkeypatch.setattr("deploy.local.supervisor.PATIENCE_TO_STOP", 0.5)
    services = small(alone, Stubborn, "deaf")
    story.play([Stage(services)], lambda: None)
    assert any("deaf" in sentence and "强制" in sentence for sentence in story.said)
    assert alive(services) == []


def test_a_taken_port_is_said_before_the_process_starts(alone: Home) -> None:
    first, second = small(alone, Small, "first", "second")
    second.port = first.port
    with first, pytest.raises(Complaint, match="LIANJIE_PORT_SECOND"):
        second.start()
    assert second.pid is None


def test_back_off_grows_to_a_ceiling_and_forgets_after_health(alone: Home) -> None:
    watch = Watch(Small("one", alone, 1), started_at=0.0)
    assert [watch.back_off(now=1.0) for _ in range(7)] == [1, 2, 4, 8, 16, LONGEST_BACK_OFF, LONGEST_BACK_OFF]
    assert watch.back_off(now=2.0 + HEALTHY_AFTER) == 1


def test_a_log_that_grew_large_is_put_aside(alone: Home, monkeypatch) -> None:
    monkeypatch.setattr(parts_module, "LARGEST_LOG", 10)
    (one,) = small(alone, Small, "one")
    one.log.write_text("what an earlier run had to say")
    with one:
        assert one.log.with_suffix(".log.1").read_text() == "what an earlier run had to say"
        assert one.log.stat().st_size < 10
