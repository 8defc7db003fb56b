"""Rules and dashboard name metrics that exist, with labels that they have; what an operator needs is shown and explained."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from prometheus_client import metrics as kinds

from chassis import metrics
from deploy.local.home import PROJECT
from deploy.local.processes import TABLE

PLACE = PROJECT / "deploy" / "monitoring"
OPERATIONS = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
RULES: list[dict[str, Any]] = yaml.safe_load((PLACE / "alerts.yml").read_text(encoding="utf-8"))["groups"][0][
    "rules"
]
DASHBOARD: dict[str, Any] = json.loads((PLACE / "dashboard.json").read_text(encoding="utf-8"))
SHOWN = {f"{p['title']}": t["expr"] for p in DASHBOARD["panels"] for t in p["targets"]}
EXPRESSIONS = {**{rule["alert"]: rule["expr"] for rule in RULES}, **SHOWN}

# What Prometheus and its client bring of their own, and the labels of a scrape.
STANDARD = {"up", "process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds"}
OF_A_SCRAPE = {"instance", "job"}
TAILS = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("_total",), "gauge": ("",)}
OURS = [each for each in vars(metrics).values() if isinstance(each, kinds.MetricWrapperBase)]
SERIES = {each._name + tail: set(each._labelnames) for each in OURS for tail in TAILS[each._type]}


def named(expression: str) -> set[str]:
    return set(re.findall(r"\b(?:lianjie_\w+|process_\w+|up\b)", expression))


def labels(expression: str) -> set[str]:
    matched = re.findall(r"(\w+)\s*(?:=~|!~|!=|=)\s*\"", expression)
    grouped = [
        name.strip() for some in re.findall(r"\bby\s*\(([^)]*)\)", expression) for name in some.split(",")
    ]
    return {*matched, *grouped}


@pytest.mark.parametrize("what", EXPRESSIONS)
def test_every_metric_and_every_label_that_is_asked_for_exists(what: str) -> None:
    expression = EXPRESSIONS[what]
    known: set[str] = set()
    assert named(expression)
    for name in named(expression):
        assert name in SERIES or name in STANDARD, name
        known |= SERIES.get(name, set()) | OF_A_SCRAPE | ({"le"} if name.endswith("_bucket") else set())
    assert labels(expression) <= known


def test_every_metric_of_ours_is_on_the_dashboard() -> None:
    shown = set().union(*(named(expression) for expression in SHOWN.values()))
    missing = [
        each._name for each in OURS if not any(each._name + tail in shown for tail in TAILS[each._type])
    ]
    assert missing == []


def test_no_panel_lies_on_another() -> None:
    places = [tuple(panel["gridPos"][side] for side in "xy") for panel in DASHBOARD["panels"]]
    assert len(set(places)) == len(places)
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(places)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_every_alert_says_what_it_is_and_where_to_read_on(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in ("critical", "warning")
    assert rule["annotations"]["summary"]
    file, _, section = rule["annotations"]["runbook"].partition("#")
    assert file == "docs/operations.md"
    assert f"## {section.capitalize()}\n" in OPERATIONS
    assert f"| `{rule['alert']}` |" in OPERATIONS, "symptom, look, act"


def test_every_metric_of_ours_is_explained_to_operators() -> None:
    for each in OURS:
        assert f"`{each._name}" in OPERATIONS, each._name


def test_every_process_is_scraped() -> None:
    told = yaml.safe_load((PLACE / "prometheus.yml").read_text(encoding="utf-8"))
    [scrape] = told["scrape_configs"]
    assert scrape["job_name"] == "lianjie"
    targets = {target for some in scrape["static_configs"] for target in some["targets"]}
    assert targets == {f"127.0.0.1:{row.usual_port}" for row in TABLE}
