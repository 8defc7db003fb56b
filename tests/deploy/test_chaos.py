"""Faults by a seed, and a comparison that sees whatever is missing, doubled or torn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from itertools import pairwise

import pytest

from chassis.verifying import Finding, Finds
from deploy.agreement import Report
from deploy.chaos.books import Books, Mail
from deploy.chaos.checks import PAPERS, checks, repeats
from deploy.chaos.ledger import Accepted, Ledger, stalls
from deploy.chaos.plan import DECK, Kind, planned, usual_count

SERVICES, MORE = ["routing-1", "routing-2", "deadlines-1"], ["routing-3", "deadlines-2"]
NUMBERS = {"m1": "45019920261122V00001", "m2": "45019920261122V00002"}
ROWS = [
    *(Accepted(1.0, "register", m, f"item:i{m}", 1, 0.1, f"i{m}", number) for m, number in NUMBERS.items()),
    Accepted(2.0, "dispatch", "m1", "matter:m1", 2, 0.1), Accepted(3.0, "opinion", "m1", "matter:m1", 3, 0.1),
]  # fmt: skip


def test_the_same_seed_is_the_same_sequence_of_faults() -> None:
    assert planned(7, 600, 48, SERVICES, MORE) == planned(7, 600, 48, SERVICES, MORE)
    assert planned(7, 600, 48, SERVICES, MORE) != planned(8, 600, 48, SERVICES, MORE)


def test_faults_come_every_five_to_twenty_seconds_and_end_in_time() -> None:
    count = usual_count(1800)
    faults = planned(1, 1800, count, SERVICES, MORE)
    assert count >= 60
    times = [0.0, *(fault.at for fault in faults)]
    assert all(4 <= after - before <= 21 for before, after in pairwise(times))
    assert faults[-1].at < 1800
    frozen = [fault.lasts for fault in faults if fault.kind is Kind.FREEZE]
    assert min(frozen) >= 4
    assert max(frozen) <= 21


@pytest.mark.parametrize("seed", range(5))
def test_within_one_deck_every_kind_has_come_and_everybody_is_hit_before_anybody_again(seed: int) -> None:
    faults = planned(seed, 600, 10 * len(DECK), SERVICES, MORE)
    assert {fault.kind for fault in faults[: len(DECK)]} == set(Kind)
    killed = [fault.victim for fault in faults if fault.kind is Kind.KILL]
    assert set(killed[: len(SERVICES)]) == set(SERVICES)


def test_a_run_without_faults_has_none() -> None:
    assert planned(1, 60, 0, SERVICES, MORE) == []


def test_what_was_promised_lies_on_the_disk_at_once(tmp_path) -> None:
    with Ledger(tmp_path / "reports" / "accepted.jsonl") as ledger:
        ledger.write(ROWS[0])
        assert NUMBERS["m1"] in (tmp_path / "reports" / "accepted.jsonl").read_text(encoding="utf-8")
        assert ledger.registered == [ROWS[0]]
        assert ledger.roads == set()


def test_the_longest_silence_counts_also_before_the_first_and_after_the_last_answer() -> None:
    assert stalls([12.0, 13.0, 18.0], 10.0, 20.0)[0] == (13.0, 5.0)
    assert stalls([19.0], 10.0, 20.0)[0] == (10.0, 9.0)
    assert stalls([], 10.0, 20.0) == [(10.0, 10.0)]


def whole() -> Books:
    """The books after everything went well."""
    heads = {"matter:m1": 3, **{f"item:i{m}": 1 for m in NUMBERS}}
    by_number, by_matter = Counter(NUMBERS.values()), Counter(NUMBERS.keys())
    views = {name: Counter(by_number) for name in ("intake", "routing", "analytics", "workbench")}
    views |= {name: Counter(by_matter) for name in ("deadlines", "notifications")}
    complete = {name: {"m1"} for name in ("routing", "workbench", "analytics")}
    return Books(
        heads, Report(3), views, complete, Counter({f"m1 {paper}": 1 for paper in PAPERS}), {"d1"}, {"d1"},
        [Mail("<d1>", "d1", "a@example.com"), Mail("<d1>", "d1", "a@example.com")], Counter({"routing parked": 0}), [],
    )  # fmt: skip


def test_whole_books_hold_and_a_mail_under_its_own_id_again_is_one_notice() -> None:
    assert [check.name for check in checks(ROWS, whole()) if not check.holds] == []
    assert repeats(whole().mails) == 1


SPOILT: dict[str, Callable[[Books], object]] = {
    "present in workbench": lambda b: b.views["workbench"].pop(NUMBERS["m2"]),
    "present in deadlines": lambda b: b.views["deadlines"].pop("m2"),
    "present in analytics": lambda b: b.views["analytics"].update([NUMBERS["m2"]]),
    "present in intake": lambda b: b.views["intake"].update(["45019920261122V00003"]),
    "acts": lambda b: b.heads.update({"matter:m1": 2}),
    "completed": lambda b: b.complete["workbench"].clear(),
    "streams": lambda b: b.agreement.found.append(Finding(Finds.LOST, "routing", "matter:m1", 3, "deadlines")),
    "papers": lambda b: b.papers.update(["m1 D01.1"]),
    "notices": lambda b: b.mails.append(Mail("<d1 again>", "d1", "a@example.com")),
    "waiting": lambda b: b.waiting.update(["routing parked"]),
    "alarms": lambda b: b.alarms.append("routing-1: a stream has forked"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_whatever_is_missing_doubled_or_left_is_seen(name: str) -> None:
    books = deepcopy(whole())
    SPOILT[name](books)
    assert name in [check.name for check in checks(ROWS, books) if not check.holds]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda b: b.mails.clear(),
        lambda b: b.mails.append(Mail("<d1>", "d1", "b@example.com")),
        lambda b: b.mails.append(Mail("<d9>", "d9", "a@example.com")),
    ],
)
def test_a_notice_that_never_went_or_went_to_somebody_else_is_seen(spoil: Callable[[Books], object]) -> None:
    books = whole()
    spoil(books)
    assert [check.name for check in checks(ROWS, books) if not check.holds] == ["notices"]


def test_one_number_given_twice_is_seen() -> None:
    twice = [*ROWS, Accepted(1.0, "register", "m3", "item:im3", 1, 0.1, "im3", NUMBERS["m1"])]
    assert "numbers" in [check.name for check in checks(twice, whole()) if not check.holds]
