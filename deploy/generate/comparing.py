"""Compares what two ways have left in the databases, field by field, and says what is not compared.

What must differ is put aside: ids drawn at random (mapped onto each other by their place in their stream, with the ids
derived from them), ciphertexts and wrapped keys (compared in the clear), traces, places on the bus, the database's own
times (`unsent_since`, `at`), how often a document was saved (`version`: several records heard in one batch are one save),
the hash chain (which is over those ids), `shard` and `asked` of what is kept by a delivery's id (hashes of it), and in the window's timeline the order between streams at one instant. Also what a job makes of the documents at its own time, and would
make again of those made in bulk: the index by which repeats are found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from chassis.ids import derived
from chassis.personal import Safe
from deploy.generate.rows import Place, Row
from lianjie_contracts.base import Sealed
from services.intake.repeats.store import TRACES
from services.notifications.domain.documents import TEXTS

Rows = Mapping[Place, list[Row]]
ASIDE = frozenset({"version", "head", "unsent_since", "partition", "offset", "trace", "wrapped"})
OF_A_DELIVERY = frozenset({"shard", "asked"})  # made from the delivery's id, which is made from an event's
LATER = frozenset({TRACES.name})  # collections
PAPERS = tuple(TEXTS)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def differences(one: Rows, other: Rows, safe: Safe) -> Iterator[str]:
    """Where the two differ, in words: database/collection, id, field."""
    names = _same_events(one, other)
    first, second = Plain(one, safe, {}), Plain(other, safe, names)
    for place in sorted(place for place in {*one, *other} if place[1] not in LATER):
        here, there = first.rows(place), second.rows(place)
        for id_ in sorted({*here, *there}):
            if id_ not in here or id_ not in there:
                yield f"{'/'.join(place)} {id_}: only {'there' if id_ in there else 'here'}"
            else:
                yield from (f"{'/'.join(place)} {id_} {field}" for field in _fields(here[id_], there[id_]))


def _fields(one: Any, other: Any, path: str = "") -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted({*one, *other}):
            yield from _fields(one.get(name), other.get(name), f"{path}.{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for n, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _fields(left, right, f"{path}[{n}]")
    elif one != other:
        yield f"{path}: {one!r} != {other!r}"


def _same_events(one: Rows, other: Rows) -> dict[str, str]:
    """From the ids of `other` to those of `one`: an event is the same by its place in its stream."""
    names: dict[str, str] = {}
    papers = [(paper, *unit) for paper in PAPERS for unit in ((), *_units(one))]
    histories = sorted(
        {place for place in (*one, *other) if place[1].endswith("_history")}, key=_deliveries_last
    )
    for place in histories:
        by_place = {row["_id"]: row["id"] for row in one.get(place, ())}
        for row in other.get(place, ()):
            if (id_ := by_place.get(_renamed(row["_id"], names))) is not None:
                names[row["id"]] = id_
                names |= {derived(row["id"], *paper): derived(id_, *paper) for paper in papers}
    return names


def _units(rows: Rows) -> list[tuple[str]]:
    """Those that are sent a copy, which is named after them, too."""
    sent = (row for place, some in rows.items() if place[1] == "deliveries" for row in some)
    return [(unit,) for unit in sorted({row["state"]["paper"].get("unit") or "" for row in sent}) if unit]


def _deliveries_last(place: Place) -> bool:
    """A delivery is named after the event that made it due."""
    return place[1] == "deliveries_history"


def _renamed(text: str, names: Mapping[str, str]) -> str:
    return _UUID.sub(lambda found: names.get(found[0], found[0]), text)


class Plain:
    """One side's rows as plain JSON under the other side's ids, opened with its own keys."""

    def __init__(self, rows: Rows, safe: Safe, names: Mapping[str, str]) -> None:
        self._rows, self._safe, self._names = rows, safe, names
        keys = (row for place, some in rows.items() if place[1] == "person_keys" for row in some)
        self._wrapped = {row["_id"]: row["state"]["wrapped"] for row in keys}

    def rows(self, place: Place) -> dict[str, Any]:
        aside: frozenset[str] = frozenset({"at"}) if place[1].endswith("_history") else frozenset()
        if place[1] in ("deliveries", "letters"):
            aside = OF_A_DELIVERY
        rows = self._rows.get(place, ())
        return {_renamed(row["_id"], self._names): self._plain(_without(row, aside)) for row in rows}

    def _plain(self, value: Any, name: str = "") -> Any:  # noqa: ANN401 - any BSON
        if isinstance(value, dict):
            return self._plain_dict(value, name)
        if name == "headers":
            kept = {key: bytes(text).decode() for key, text in value}
            return self._plain({key: text for key, text in kept.items() if key != "traceparent"})
        if isinstance(value, bytes):
            return self._plain(json.loads(value))
        if isinstance(value, str):
            return self._plain_text(value)
        if isinstance(value, (list, tuple)):
            plain = [self._plain(each) for each in value]
            return sorted(plain, key=_at_one_instant) if name == "timeline" else plain
        return value.isoformat() if hasattr(value, "isoformat") else value

    def _plain_dict(self, value: dict[str, Any], name: str) -> Any:  # noqa: ANN401
        if value.keys() == {"key", "nonce", "text"}:
            field = {"addressee": "name", "petitioner_name": "name"}.get(name, name)
            return ["sealed", self._safe.open(Sealed(**value), self._wrapped[value["key"]], field)]
        return {
            _renamed(key, self._names): self._plain(each, key)
            for key, each in value.items() if key not in ASIDE and each is not None
        }  # fmt: skip

    def _plain_text(self, value: str) -> Any:  # noqa: ANN401
        if value.startswith('{"key":'):
            return self._plain_dict(json.loads(value), "signed_for")
        return _renamed(str(value), self._names)


def _without(row: Row, aside: Collection[str]) -> Row:
    answers = [{k: v for k, v in answer.items() if k not in aside} for answer in row.get("answers", ())]
    return {k: v for k, v in row.items() if k not in aside} | (
        {"answers": answers} if "answers" in row else {}
    )


def _at_one_instant(entry: dict[str, Any]) -> tuple[str, str, int]:
    return entry["heard_at"], entry["stream"], entry["seq"]
