"""Every release against every other: what an earlier one wrote is read today, and what is written today an earlier one reads.

`earlier/` keeps of each release its schemas and its messages, and is only added to. Of a schema it keeps the shape alone.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import BaseModel

from lianjie_contracts.compatibility import breaks
from lianjie_contracts.registry import BY_TYPE_AND_VERSION, NEWEST, read
from lianjie_contracts.vocabulary import Word

CONTRACTS = Path(__file__).resolve().parents[2] / "contracts"
EARLIER = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "earlier").glob("*.json"))
}
TODAY = {
    "/".join(path.with_suffix("").parts[-3:]): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((CONTRACTS / "examples").glob("*/*/*.json"))
}
SCHEMAS = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((CONTRACTS / "schemas").glob("*.json"))
}


def of(name: str) -> tuple[str, int]:
    type_, version, _ = name.split("/")
    return type_, int(version.removeprefix("v"))


def schema_of(name: str) -> str:
    return "{}.v{}".format(*of(name))


def read_by(schema: dict[str, Any], message: Any) -> list[str]:
    """Why a reader that has only this schema cannot read it; fields and words it does not know are no reason."""

    def lenient(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: lenient(each) for key, each in node.items() if key != "enum" and key != "const"}
        return [lenient(each) for each in node] if isinstance(node, list) else node

    checker = Draft202012Validator(lenient(schema), format_checker=FormatChecker())
    return [error.message for error in checker.iter_errors(message)]


def newer(node: dict[str, Any], value: Any, root: dict[str, Any]) -> Any:
    """The message as a later release may write it: a further field in every object, a further word in every list."""
    while "$ref" in node:
        node = root["$defs"][node["$ref"].rsplit("/", 1)[1]]
    for choice in node.get("anyOf", ()):
        if value is not None and not read_by({**choice, "$defs": root.get("$defs", {})}, value):
            return newer(choice, value, root)
    if "enum" in node:
        return "INVENTED_LATER"
    if isinstance(value, list):
        return [newer(node.get("items", {}), each, root) for each in value]
    if not isinstance(value, dict) or "properties" not in node:
        return value
    kept = {name: newer(node["properties"].get(name, {}), each, root) for name, each in value.items()}
    return kept | {"invented_later": {"deep": [1]}}


def words(value: Any) -> Iterator[Word]:
    if isinstance(value, Word):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from words(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from words(each)


@pytest.mark.parametrize("release", EARLIER)
def test_what_an_earlier_release_wrote_is_read_today_and_nothing_of_it_is_lost(release: str) -> None:
    for name, message in EARLIER[release]["messages"].items():
        body = json.dumps(message).encode()
        assert type(read(*of(name), body)) is NEWEST[of(name)[0]], name
        kept = json.loads(BY_TYPE_AND_VERSION[of(name)].read(body).body())
        assert {field: kept[field] for field in message} == message, name


@pytest.mark.parametrize("release", EARLIER)
def test_what_is_written_today_is_read_by_an_earlier_release(release: str) -> None:
    schemas = EARLIER[release]["schemas"]
    known = {name: message for name, message in TODAY.items() if schema_of(name) in schemas}
    assert len(known) >= 60
    for name, message in known.items():
        assert read_by(schemas[schema_of(name)], message) == [], name


@pytest.mark.parametrize("release", EARLIER)
def test_no_schema_of_an_earlier_release_was_broken_or_has_gone(release: str) -> None:
    for name, schema in EARLIER[release]["schemas"].items():
        assert breaks(schema, SCHEMAS[name]) == (), name


@pytest.mark.parametrize("name", TODAY)
def test_what_a_later_release_adds_is_passed_over_today_and_its_words_are_unknown(name: str) -> None:
    schema = SCHEMAS[schema_of(name)]
    later = newer(schema, copy.deepcopy(TODAY[name]), schema)
    message = BY_TYPE_AND_VERSION[of(name)].read(json.dumps(later).encode())
    invented = json.dumps(later).count('"INVENTED_LATER"')
    assert sum(word.value == "UNKNOWN" for word in words(message)) == invented
    assert type(read(*of(name), json.dumps(later).encode())) is NEWEST[of(name)[0]]
