"""What must hold at the end: everything accepted is there, once, everywhere, and nothing else is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deploy.chaos.books import Books, Mail
    from deploy.chaos.ledger import Accepted

PAPERS = ("D01.1", "D02.2", "D11.1")


@dataclass(frozen=True, slots=True)
class Check:
    """One demand: how many things were looked at, and what of them is wrong."""

    name: str
    looked_at: int
    wrong: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.wrong


def checks(rows: Collection[Accepted], books: Books) -> list[Check]:
    """All demands, each with what breaks it."""
    registered = [row for row in rows if row.item_no]
    return [
        *_present(registered, books),
        _check("numbers", [row.item_no for row in registered], _twice(row.item_no for row in registered)),
        _check("acts", rows, _acts(rows, books)),
        _check("completed", _roads(rows), _completed(_roads(rows), books)),
        Check("streams", books.agreement.looked_at, tuple(_streams(books))),
        _check("papers", books.papers, _papers(_roads(rows), books)),
        _check("notices", books.served, _notices(books)),
        _check("waiting", books.waiting, (f"{n} {what}" for what, n in books.waiting.items() if n)),
        _check("alarms", books.views, books.alarms),
    ]


def repeats(mails: Collection[Mail]) -> int:
    """Mails handed in again under the same Message-ID, after a process died between sending and noting it down."""
    return len(mails) - len({mail.id for mail in mails})


def _check(name: str, looked_at: Collection[object], wrong: Iterator[str] | Collection[str]) -> Check:
    return Check(name, len(looked_at), tuple(wrong))


def _present(registered: Collection[Accepted], books: Books) -> Iterator[Check]:
    """In every view exactly once, and nothing that nobody was told of."""
    numbers, matters = {row.item_no for row in registered}, {row.matter_id for row in registered}
    for service, view in books.views.items():
        expected = matters if service in ("deadlines", "notifications") else numbers
        missing = (f"missing: {each}" for each in sorted(expected - view.keys()))
        several = (f"{n} times: {each}" for each, n in view.items() if n > 1)
        unknown = (f"never accepted: {each}" for each in sorted(view.keys() - expected))
        yield _check(f"present in {service}", expected, [*missing, *several, *unknown])


def _twice(values: Iterator[str]) -> Iterator[str]:
    return (f"{n} times: {value}" for value, n in Counter(values).items() if n > 1)


def _acts(rows: Collection[Accepted], books: Books) -> Iterator[str]:
    """Every accepted act has its own number, and its stream has come at least that far."""
    yield from _twice(f"{row.subject} #{row.seq}" for row in rows)
    yield from (
        f"lost: {row.act} {row.subject} #{row.seq}"
        for row in rows
        if books.heads.get(row.subject, 0) < row.seq
    )


def _roads(rows: Collection[Accepted]) -> set[str]:
    return {row.matter_id for row in rows if row.act == "opinion"}


def _completed(roads: set[str], books: Books) -> Iterator[str]:
    for service, complete in books.complete.items():
        yield from (f"{service}: not completed: {each}" for each in sorted(roads - complete))
        yield from (f"{service}: completed by nobody: {each}" for each in sorted(complete - roads))


def _papers(roads: set[str], books: Books) -> Iterator[str]:
    """Whoever goes the whole road has consented to mail: receipt, notice and answer, each once."""
    yield from (f"{n} times: {paper}" for paper, n in books.papers.items() if n > 1)
    wanted = {f"{matter_id} {document}" for matter_id in roads for document in PAPERS}
    yield from (f"missing: {paper}" for paper in sorted(wanted - books.papers.keys()))


def _streams(books: Books) -> Iterator[str]:
    """As `verify` finds: no gap, the chain whole, no fork, and everybody has heard all of it and nothing more."""
    for found in books.agreement.found:
        yield f"{found.kind}: {found.subject} #{found.seq} {found.consumer or found.owner}"


def _notices(books: Books) -> Iterator[str]:
    """One notice per delivery in the gateway's ledger, whose key is the Message-ID; every served one is in it."""
    ids, receivers = defaultdict(set), defaultdict(set)
    for mail in books.mails:
        ids[mail.delivery].add(mail.id)
        receivers[mail.id].add((mail.to, mail.delivery))
    yield from (f"two notices: {delivery}" for delivery, known in ids.items() if len(known) > 1)
    yield from (f"one notice to two: {id_}" for id_, known in receivers.items() if len(known) > 1)
    yield from (f"served without a mail: {each}" for each in sorted(books.served - ids.keys()))
    yield from (f"mail of no delivery: {each}" for each in sorted(ids.keys() - books.deliveries))
