"""The benchmark from end to end with the smallest loads: that it measures, not what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deploy.bench import report
from deploy.bench.plan import TINY
from deploy.bench.run import run
from deploy.cli import screen

if TYPE_CHECKING:
    from deploy.local.home import Home


@pytest.mark.connected
@pytest.mark.long
def test_a_tiny_run_fills_every_row_of_the_table(alone: Home) -> None:
    result = run(alone, TINY, matters=0, tell=lambda _: None)
    best, raw = result["system"]["lifecycles"]["best"], result["raw"]["best"]
    assert best["lives"] > 0
    assert best["failed"] == raw["failed"] == {}
    # The same load makes both keep the same: every document of a life, and every message in a history.
    kept = [told["database_each"]["documents inserted"] for told in (best, raw)]
    assert kept[0] == pytest.approx(kept[1], abs=1)
    with screen.console.capture() as shown:
        screen.console.print(report.figures(result))
        screen.console.print(report.costs(result))
        screen.console.print(report.registration_costs(result))
    assert "None" not in shown.get()
