"""A result in the superior's own fields and codes, by the mapping table exchange.toml; nobody is named in it (corrections 21)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from services.routing.domain.days import day_of
from services.routing.domain.matter import Matter
from services.routing.domain.roads.exchanging import Package


@dataclass(frozen=True, slots=True)
class Mapped:
    """One field of the superior's: `source` is a fact of ours; without `codes` it goes there as it is."""

    name: str
    source: str
    required: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)


@cache
def mapping() -> tuple[Mapped, ...]:
    """The table as it stands beside this file."""
    rows = tomllib.loads(Path(__file__).with_name("exchange.toml").read_text(encoding="utf-8"))["fields"]
    return tuple(Mapped(row["name"], row["from"], row["required"], row.get("codes", {})) for row in rows)


def package(matter: Matter, table: tuple[Mapped, ...] | None = None) -> Package:
    """What is sent; a required field that has no value, and a word without a code, stand in `unmapped`."""
    facts = facts_of(matter)
    fields: dict[str, str] = {}
    unmapped: list[str] = []
    for each in table or mapping():
        words = facts[each.source]
        codes = tuple(each.codes.get(word, "") for word in words) if each.codes else words
        if "" in codes or (each.required and not codes):
            unmapped.append(each.name)
        elif codes:
            fields[each.name] = ",".join(codes)
    return Package(fields, tuple(unmapped))


def facts_of(matter: Matter) -> Mapping[str, tuple[str, ...]]:
    """What the table may ask for, by its name there; empty where there is none."""
    lead = matter.lead
    results = dict.fromkeys(claim.result for claim in matter.claims if claim.result)
    found = {
        "number": (matter.above.exchange.number,), "item_no": matter.item_nos[:1], "channel": (matter.channel.value,),
        "category": (matter.category,), "state": (matter.state.value,), "unit_name": (lead.unit_name if lead else "",),
        "accepted_on": (day_of(matter.accepted_at).isoformat() if matter.accepted_at else "",),
        "opinion_no": (matter.opinion.number if matter.opinion else "",), "results": tuple(result.value for result in results),
    }  # fmt: skip
    return {name: tuple(filter(None, words)) for name, words in found.items()}
