"""The tables at the end of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from deploy.cli import screen
from deploy.demo.figures import Books, Counts, total
from deploy.demo.reckoning import Check
from deploy.words import say

ORDER = (
    *("REGISTERED", "SCREENING", "AWAITING_INFO", "CLOSED_AT_INTAKE", "DISPATCHED", "RECEIVED", "ACCEPTED"),
    *("HANDLING", "OPINION_READY", "COMPLETED", "WITHDRAWN"),
    *("SIGNED", "IN_SERVICE", "FAILED", "SERVED"),
    *("RUNNING", "BREACHED", "STOPPED", "LATE", "VOID", "LAPSED"),
)
CHANNELS = ("VISIT", "LETTER", "ONLINE", "PHONE", "FAX", "QR")


def all_of(books: Books, counties: Mapping[str, str]) -> Iterable[Table]:
    return volumes(books, counties), by_state(books, counties), papers(books), clocks(books)


def figures(published: Mapping[str, Mapping[str, Any]]) -> Table:
    """What analytics says of this month, county by county: never a rate without what it is made of."""
    rates = [(rate["id"], rate["name"]) for rate in next(iter(published.values()))["rates"]]
    columns = [say("county"), say("demo_items_month"), *(f"{id_} {name}" for id_, name in rates)]
    table = screen.table(say("demo_figures"), *columns, right=tuple(range(1, len(columns))))
    for county, said in published.items():
        totals = [rate["total"] for rate in said["rates"]]
        table.add_row(county, str(said["volumes"]["items"]), *map(_rate, totals))
    return table


def _rate(total: Mapping[str, Any]) -> str:
    """Of nothing there is no rate."""
    value = "—" if total["value"] is None else f"{total['value']}%"
    return f"{total['numerator']}/{total['denominator']}  {value}"


def volumes(books: Books, counties: Mapping[str, str]) -> Table:
    """Items by county and channel; the last columns are repeats, matters and heads."""
    columns = [say("county"), *(say(f"channel_{channel}") for channel in CHANNELS)]
    columns += [say("total"), say("demo_repeats"), say("demo_matters"), say("demo_heads")]
    table = screen.table(say("demo_volumes"), *columns, right=tuple(range(1, len(columns))))
    for code, name in (*counties.items(), (None, say("total"))):
        counts = [total(books.items, code, channel) for channel in CHANNELS]
        rest = (
            total(books.items, code),
            total(books.items, code, None, "repeat"),
            total(books.matters, code),
            total(books.heads, code),
        )
        table.add_row(name, *map(str, (*counts, *rest)), end_section=code is None)
    return table


def by_state(books: Books, counties: Mapping[str, str]) -> Table:
    return _crossed(say("demo_states"), books.matters, counties, lambda state: say(f"matter_{state}"))


def papers(books: Books) -> Table:
    """Documents by what became of them, over all counties."""
    return _second_by_third(say("demo_papers"), books.deliveries, "document", "delivery")


def clocks(books: Books) -> Table:
    return _second_by_third(say("demo_clocks"), books.clocks, "clock", "clock_state")


def checked(results: Iterable[Check]) -> Iterable[Text]:
    """One line per thing: who counts how many; what does not agree is red."""
    things: dict[str, list[Check]] = {}
    for check in results:
        things.setdefault(check.thing, []).append(check)
    for thing, per_county in things.items():
        agrees = all(check.agrees for check in per_county)
        services = [say(f"service_{name}") for name in per_county[0].counted]
        line = Text(
            f"{'✓' if agrees else '✗'} {thing}  {' = '.join(services)}  ", style="" if agrees else "bold red"
        )
        for check in per_county:
            said = (
                str(next(iter(check.counted.values())))
                if check.agrees
                else "≠".join(map(str, check.counted.values()))
            )
            line.append(f"{check.county} {said}  ", style="dim" if check.agrees else "bold red")
        yield line


def _crossed(title: str, counts: Counts, counties: Mapping[str, str], named: object) -> Table:
    assert callable(named)
    seconds = _ordered(counts, 1)
    table = screen.table(title, say("county"), *map(named, seconds), right=tuple(range(1, len(seconds) + 1)))
    for code, name in (*counties.items(), (None, say("total"))):
        table.add_row(name, *(str(total(counts, code, second) or "") for second in seconds))
    return table


def _second_by_third(title: str, counts: Counts, second: str, third: str) -> Table:
    columns = _ordered(counts, 2)
    table = screen.table(
        title, "", *(say(f"{third}_{each}") for each in columns), right=tuple(range(1, len(columns) + 1))
    )
    for row in _ordered(counts, 1):
        table.add_row(
            _named(second, row),
            *(str(total(counts, None, row, each) or "") for each in columns),
        )
    return table


def _named(list_: str, code: str) -> str:
    """The code with its name; one that has no name here keeps its code."""
    try:
        return f"{code} {say(f'{list_}_{code}')}"
    except KeyError:
        return code


def _ordered(counts: Counts, place: int) -> Sequence[str]:
    """As they follow one another in life, then whatever is new."""
    return sorted(
        {key[place] for key in counts}, key=lambda word: (ORDER.index(word) if word in ORDER else 99, word)
    )
