"""The sum at the end: what two services say of the same thing must be the same number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deploy.demo.figures import Books, total
from deploy.demo.story import IN_BROWSER
from deploy.words import say

# Where a matter has left the counter, so that C02 must have ended.
AT_COUNTER = ("REGISTERED", "SCREENING", "AWAITING_INFO")
ENDED = ("STOPPED", "LATE", "VOID")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing, and how many of it each service counts in one county."""

    thing: str
    county: str
    counted: Mapping[str, int]

    @property
    def agrees(self) -> bool:
        return len(set(self.counted.values())) == 1


def checks(books: Books, counties: Mapping[str, str]) -> Iterator[Check]:
    for code, name in counties.items():
        for thing, counted in _of(books, code).items():
            yield Check(say(f"check_{thing}"), name, counted)


def _of(books: Books, county: str) -> dict[str, dict[str, int]]:
    matters = total(books.matters, county)
    at_counter = sum(total(books.matters, county, state) for state in AT_COUNTER)
    c02_ended = sum(total(books.clocks, county, "C02", state) for state in ENDED)
    in_browser = [f"{county}-{short}" for short in IN_BROWSER]
    return {
        "items": {
            "intake": total(books.items, county),
            "routing": total(books.joined, county),
            "analytics": total(books.facts, county, "items"),
        },
        "matters": {
            "intake": total(books.items, county, None, "first"),
            "routing": matters,
            "deadlines": total(books.sheets, county),
            "analytics": total(books.facts, county, "matters"),
            "workbench": total(books.views, county),
        },
        "receipts": {
            "intake": total(books.items, county, None, None, "receipt"),
            "notifications": total(books.deliveries, county, "D01.1"),
        },
        "disposed": {"routing": matters - at_counter, "deadlines": c02_ended},
        "handling": {
            "routing": total(books.handling, county),
            "deadlines": total(books.clocks, county, "C07"),
            "analytics": total(books.facts, county, "C07"),
        },
        "opinions": {
            "routing": total(books.opinions, county),
            "notifications": total(books.deliveries, county, "D11.1"),
        },
        "completed": {
            "routing": total(books.matters, county, "COMPLETED"),
            "notifications": total(books.deliveries, county, "D11.1", "SERVED"),
        },
        "cases": {
            "routing": total(books.shares, county)
            - sum(total(books.shares, county, unit) for unit in in_browser),
            "units": total(books.cases, county),
        },
    }
