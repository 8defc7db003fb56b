"""Each event's whole path can be read from the tree: model, schema, examples, topic, and a handler per consumer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lianjie_contracts.registry import MESSAGES, NEWEST
from lianjie_contracts.topics import declared

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = ROOT / "contracts"


@pytest.mark.parametrize("message", MESSAGES, ids=lambda m: f"{m.type}.v{m.version}")
def test_every_message_has_its_schema_and_golden_examples(message) -> None:
    assert (CONTRACTS / "schemas" / f"{message.type}.v{message.version}.json").is_file()
    examples = CONTRACTS / "examples" / message.type / f"v{message.version}"
    assert {"ordinary.json", "smallest.json"} <= {path.name for path in examples.iterdir()}


@pytest.mark.parametrize("type_", sorted(NEWEST))
def test_every_message_stands_on_exactly_one_topic_in_its_own_file(type_: str) -> None:
    assert [t.name for t in declared() if type_ in t.events] == [NEWEST[type_].topic]
    assert NEWEST[type_].__module__ == f"lianjie_contracts.events.{type_}"


def test_no_example_and_no_schema_is_orphaned() -> None:
    known = {(m.type, f"v{m.version}") for m in MESSAGES}
    assert {
        (p.parent.parent.name, p.parent.name) for p in (CONTRACTS / "examples").glob("*/*/*.json")
    } == known
    assert {
        tuple(p.name.removesuffix(".json").split(".")) for p in (CONTRACTS / "schemas").iterdir()
    } == known


def test_versions_are_consecutive_and_one_event_really_has_a_second() -> None:
    versions: dict[str, list[int]] = {}
    for message in MESSAGES:
        versions.setdefault(message.type, []).append(message.version)
    assert all(v == list(range(1, len(v) + 1)) for v in versions.values())
    assert any(len(v) > 1 for v in versions.values())


@pytest.mark.parametrize(
    ("service", "type_"),
    [(s, e) for t in declared() for s in t.consumers if s not in ("unit", "superior") for e in t.events],
)
def test_a_consumer_has_a_handler_file_or_says_that_it_passes_over(service: str, type_: str) -> None:
    service_root = ROOT / "services" / service
    if not any(service_root.rglob(f"handlers/on_{type_}.py")):
        said = " ".join((service_root / "README.md").read_text(encoding="utf-8").split())
        assert _by_its_row_alone(service_root, type_) or f"passes over `{type_}`" in said


def _by_its_row_alone(service_root: Path, type_: str) -> bool:
    """Whether the service gives the event to the one handler of all that only move a matter, or of all replies."""
    wired = re.compile(rf"Hears\({NEWEST[type_].__name__}, (partial\()?(on_matter_moved|on_reply_act)\b")
    return any(wired.search(file.read_text(encoding="utf-8")) for file in service_root.glob("*.py"))
