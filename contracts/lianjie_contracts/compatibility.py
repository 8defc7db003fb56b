"""May this schema replace that one: both for a new reader of old messages and for an old reader of new ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
# Ignored when shapes are compared: words for people, and what only the writer must keep.
_NO_SHAPE = frozenset({"title", "description", "default", "examples"})


def breaks(old: Schema, new: Schema) -> tuple[str, ...]:
    """Every difference that would lose or refuse a message, as sentences; empty = additive only.

    backward: a consumer of the new release reads what old producers wrote;
    forward: a consumer of the old release reads what new producers write (unknown fields are ignored, unknown words
    read as UNKNOWN).
    """
    return tuple(_object(old, new, old, new, ""))


def _resolved(node: Schema, root: Schema) -> Schema:
    while "$ref" in node:
        node = root["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return node


def _object(old: Schema, new: Schema, old_root: Schema, new_root: Schema, at: str) -> Iterator[str]:
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in old.get("required", []):
        if name not in after:
            yield f"forward: {at}{name} was required and is gone: an old reader refuses the message"
    for name in before.keys() - after.keys() - set(old.get("required", [])):
        yield f"backward: {at}{name} is gone: what old producers wrote there would be lost"
    for name in set(new.get("required", [])) - set(old.get("required", [])):
        yield f"backward: {at}{name} is newly required: an old message does not have it"
    for name in sorted(before.keys() & after.keys()):
        yield from _value(
            _resolved(before[name], old_root),
            _resolved(after[name], new_root),
            old_root,
            new_root,
            f"{at}{name}",
        )


def _value(old: Schema, new: Schema, old_root: Schema, new_root: Schema, at: str) -> Iterator[str]:
    if "enum" in old and "enum" in new:
        gone = sorted(set(old["enum"]) - set(new["enum"]))
        if gone:
            yield f"backward: {at} no longer knows {', '.join(gone)}"
    elif "anyOf" in old or "anyOf" in new:
        yield from _choice(old, new, old_root, new_root, at)
    elif old.get("type") == new.get("type") == "object":
        yield from _object(old, new, old_root, new_root, f"{at}.")
    elif old.get("type") == new.get("type") == "array":
        items_old, items_new = (
            _resolved(old.get("items", {}), old_root),
            _resolved(new.get("items", {}), new_root),
        )
        yield from _value(items_old, items_new, old_root, new_root, f"{at}[]")
    elif _shape(old) != _shape(new):
        yield f"both: {at} has another form: {_shape(old)} became {_shape(new)}"


def _choice(old: Schema, new: Schema, old_root: Schema, new_root: Schema, at: str) -> Iterator[str]:
    before = [_resolved(option, old_root) for option in old.get("anyOf", [old])]
    after = [_resolved(option, new_root) for option in new.get("anyOf", [new])]
    if len(before) != len(after):
        yield f"both: {at} may be something else than before"
        return
    for one, other in zip(before, after, strict=True):
        yield from _value(one, other, old_root, new_root, at)


def _shape(node: Schema) -> Schema:
    return {name: value for name, value in node.items() if name not in _NO_SHAPE}
