"""An incompatible change is seen in both directions; an addition is let through."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lianjie_contracts import generate
from lianjie_contracts.compatibility import breaks

SCHEMA = json.loads(
    (Path(generate.ROOT) / "schemas" / "matter_dispatched.v1.json").read_text(encoding="utf-8")
)
Change = Callable[[dict[str, Any]], Any]


def _changed(change: Change) -> dict[str, Any]:
    schema = copy.deepcopy(SCHEMA)
    change(schema)
    return schema


@pytest.mark.parametrize(
    ("direction", "change"),
    [
        ("backward", lambda s: s["required"].append("reason")),
        ("backward", lambda s: s["properties"].pop("reason")),
        ("backward", lambda s: s["$defs"]["TransferMode"]["enum"].remove("ASSIGN")),
        ("forward", lambda s: (s["properties"].pop("matter_id"), s["required"].remove("matter_id"))),
        ("both", lambda s: s["properties"]["reason"].update(type="integer")),
        ("both", lambda s: s["properties"]["county"].update(pattern="^\\d{4}$")),
        ("both", lambda s: s["$defs"]["Assignment"]["properties"]["unit_name"].update(type="array")),
        ("backward", lambda s: s["$defs"]["Assignment"]["required"].append("claim_ids")),
    ],
)
def test_a_breaking_change_is_named(direction: str, change: Change) -> None:
    assert [sentence for sentence in breaks(SCHEMA, _changed(change)) if sentence.startswith(direction)]


@pytest.mark.parametrize(
    "change",
    [
        lambda s: None,
        lambda s: s["properties"].update(invented_later={"type": "string", "default": ""}),
        lambda s: s["$defs"]["TransferMode"]["enum"].append("INVENTED_LATER"),
        lambda s: s["properties"]["reason"].update(description="said better"),
    ],
)
def test_an_addition_breaks_nothing(change: Change) -> None:
    assert breaks(SCHEMA, _changed(change)) == ()


def test_what_is_generated_is_what_is_committed() -> None:
    stale = [
        p
        for p, text in generate.generated().items()
        if (generate.ROOT / p).read_text(encoding="utf-8") != text
    ]
    assert stale == []


def test_the_generator_refuses_to_overwrite_a_schema_incompatibly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    assert generate.main() == 0
    held = tmp_path / "schemas" / "matter_dispatched.v1.json"
    earlier = _changed(lambda s: s["properties"].update(gone_now={"type": "string"}))
    held.write_text(json.dumps(earlier), encoding="utf-8")
    assert generate.main() == 1
    assert "gone_now is gone" in capsys.readouterr().out
    assert json.loads(held.read_text(encoding="utf-8")) == earlier


def test_every_reference_of_the_asyncapi_document_leads_somewhere() -> None:
    document = generate.asyncapi()
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            found.extend([node["$ref"]] if "$ref" in node else [])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(document)
    for ref in found:
        target: Any = document
        if ref.startswith("#/"):
            for part in ref[2:].split("/"):
                target = target[part]
        else:
            assert (generate.ROOT / ref).is_file(), ref
    assert len(found) > 100
