"""Made-up histories: every road, every step lawful, the same at every run; played in memory by the services' own rules."""

from __future__ import annotations

import asyncio
import base64
import json
from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import Any

import pytest

from chassis.documents import chained
from deploy.generate.filling import Scribe, Task
from deploy.generate.generation import Generation, numbered
from deploy.generate.roads import roads
from deploy.local.home import DIRECTORY
from lianjie_contracts.directory import load
from services.notifications.domain.documents import TEXTS, counted_as
from services.notifications.domain.lifecycle import ROWS
from services.routing.domain.lifecycle import ROWS as ROUTED

SECRET = base64.b64encode(bytes(range(32))).decode()
KEYS = {"master_key": SECRET, "person_key": SECRET, "token_secret": SECRET}
UNTIL = datetime(2026, 11, 20, 4, tzinfo=UTC)
Rows = dict[tuple[str, str], list[dict[str, Any]]]
# The roads that histories in bulk go; those with an objection, a review or a reopening are not among them yet.
STRAIGHT = {
    "4.3",
    "45",
    "6",
    "6.2",
    "7",
    "13",
    "13a",
    "17",
    "23",
    "24",
    "24.2",
    "AS2",
    "AS6",
    "AS7",
    "AP1",
    "AP2",
}
BY_TIME = {"7.2", "24.3", "32"}  # what the end of a limit brings about
# An erased person, for nobody can ask for erasure yet; what is given up, announced or voided by a head's decision.
UNREACHED = {"DL9", "DLE", "DL6", "DL7", "DL8", "DL10"}


def task(matters: int, seed: int = 1) -> Task:
    generation = Generation(seed, matters, 12, UNTIL, load(DIRECTORY))
    return Task("", KEYS, generation, numbered(generation), {})


async def _rows(wanted: Task) -> Rows:
    scribe = Scribe(wanted)
    rows: Rows = defaultdict(list)
    for chunk in range(wanted.generation.chunks):
        for place, some in (await scribe.rows(chunk)).items():
            rows[place] += some
    return rows


def rows_of(wanted: Task) -> Rows:
    return asyncio.run(_rows(wanted))


@pytest.fixture(scope="module")
def made() -> Rows:
    """A hundred and fifty matters, whole."""
    return rows_of(task(150))


def headers_of(row: dict[str, Any]) -> dict[str, str]:
    return {name: value.decode() for name, value in row["headers"]}


def test_the_weights_are_shares_of_a_thousand() -> None:
    assert sum(roads().weights) == 1000


def test_every_road_is_taken() -> None:
    generation = task(2000).generation
    lives = [
        life
        for chunk in range(generation.chunks)
        for home in generation.households(chunk)
        for life in home.lives
    ]
    assert [life.number for life in lives] == list(range(2000))
    assert {life.road for life in lives} == {road.name for road in roads().all}


def test_the_same_seed_makes_the_same_rows_and_another_seed_others(made: Rows) -> None:
    again = rows_of(task(150))
    assert again == made
    other = rows_of(task(150, seed=2))
    ids = {row["_id"] for row in made["lianjie_routing", "matters"]}
    assert len(ids) == 150
    assert ids.isdisjoint(row["_id"] for row in other["lianjie_routing", "matters"])


def test_no_step_lies_in_the_future_or_at_night() -> None:
    generation = task(200).generation
    for home in generation.households(0):
        for step in home.steps():
            assert step.at <= UNTIL
            assert 0 <= step.at.hour <= 10, "08:30 to 17:10 in Shanghai"


def test_every_stream_is_gapless_and_its_chain_is_whole(made: Rows) -> None:
    for (database, collection), rows in made.items():
        if not collection.endswith("_history"):
            continue
        heads: dict[str, str] = defaultdict(str)
        seqs: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            if row["owned"]:
                seqs[row["subject"]].append(row["seq"])
                heads[row["subject"]] = chained(heads[row["subject"]], row["id"], row["body"])
        documents = {row["_id"]: row for row in made[database, collection.removesuffix("_history")]}
        for subject, seen in seqs.items():
            document = documents[subject.partition(":")[2]]
            assert seen == list(range(1, document["seq"] + 1))
            assert document["head"] == heads[subject]


def test_whoever_hears_a_stream_has_heard_all_of_it(made: Rows) -> None:
    for row in made["lianjie_routing", "matters"]:
        subject = f"matter:{row['_id']}"
        own = f"lianjie_intake_{row['_id'].partition(':')[0]}"
        for database in ("lianjie_deadlines", "lianjie_analytics", "lianjie_workbench", own):
            heard = {position["_id"]: position["seq"] for position in made[database, "positions"]}
            assert heard[subject] == row["seq"], database


def test_a_county_hears_its_own_matters_and_the_keys_of_the_others(made: Rows) -> None:
    heard = [
        (database.removeprefix("lianjie_intake_"), *row["_id"].rpartition("/")[2].split(":")[:2])
        for (database, collection), rows in made.items()
        if collection == "positions" and database.startswith("lianjie_intake_")
        for row in rows
    ]
    assert {kind for _, kind, _ in heard} == {"matter", "clocks", "key", "item"}
    assert all((county == whose) is (kind in ("matter", "clocks")) for county, kind, whose in heard)


def test_nothing_is_left_to_send_and_nothing_waits(made: Rows) -> None:
    assert not [row for rows in made.values() for row in rows if row.get("unsent")]
    assert not [place for place in made if place[1] in ("parked", "dead_letters")]
    for sheet in made["lianjie_deadlines", "sheets"]:
        assert sheet["state"].get("next_at", UNTIL.replace(year=2099)) > UNTIL
    for delivery in made["lianjie_notifications", "deliveries"]:
        assert "next_at" not in delivery["state"], "no mail waits to be sent"


def test_numbers_are_drawn_once_each_without_a_gap(made: Rows) -> None:
    totals = task(150).numbers.totals
    drawn: Counter[str] = Counter()
    for place, rows in made.items():
        if place[1] == "items":
            numbers = [row["state"]["item_no"] for row in rows]
            drawn.update(number[:-5] for number in numbers)
            assert len(set(numbers)) == len(numbers)
    assert drawn == {series: total for series, total in totals.items() if ":" not in series}
    papers = [row["state"]["paper"] for row in made["lianjie_notifications", "deliveries"]]
    numbered = [paper for paper in papers if TEXTS[paper["document"]].series]
    drawn = Counter(
        f"{paper.get('unit') or paper['county']}:{counted_as(paper['document'])}:{paper['number'].partition('〔')[2][:4]}"
        for paper in numbered
    )
    assert drawn == {series: total for series, total in totals.items() if ":" in series}
    assert len({(paper.get("unit") or paper["county"], paper["number"]) for paper in numbered}) == len(
        numbered
    )


def test_every_move_is_a_row_of_the_table_from_the_state_before(made: Rows) -> None:
    walked: set[str] = set()
    states: dict[str, str] = {}
    for row in made["lianjie_routing", "matters_history"]:
        if not row["owned"]:
            continue
        said = json.loads(row["body"])
        number, before = said["row"], states.get(row["subject"])
        walked.add(number)
        states[row["subject"]] = said["state"]
        if number in ("1", "2"):
            assert (before is None) == (number == "2")
        elif ROUTED[number].machine == "matter":
            assert before in ROUTED[number].sources, f"row {number} from {before}"
            assert said["state"] == (ROUTED[number].target or before)
        else:
            assert said["state"] == before, "a helping unit does not move the matter"
    assert walked == {"1", "2", *STRAIGHT, *BY_TIME}, "every row of the straight roads lies on one"


def test_every_row_of_deliveries_is_walked(made: Rows) -> None:
    said = Counter(headers_of(row)["ce_type"] for row in made["lianjie_notifications", "deliveries_history"])
    assert set(said) == {"delivery_opened", "delivery_begun", "delivery_served", "delivery_failed"}
    assert {row.number for row in ROWS} - UNREACHED == {"DL1", "DL2", "DL3", "DL4", "DL5"}


def test_clocks_stand_in_every_way(made: Rows) -> None:
    said = Counter(headers_of(row)["ce_type"] for row in made["lianjie_deadlines", "sheets_history"])
    assert {
        "clock_started",
        "clock_warned",
        "clock_breached",
        "clock_stopped",
        "clock_voided",
        "clock_held",
    } <= set(said)
    states = Counter(
        clock["state"]
        for row in made["lianjie_deadlines", "sheets"]
        for clock in row["state"].get("clocks", ())
    )
    assert {"RUNNING", "BREACHED", "STOPPED"} <= {str(state) for state in states}


def test_a_refused_reply_is_on_the_units_topic_with_its_reason(made: Rows) -> None:
    refused = [
        row for row in made["lianjie_routing", "matters_history"]
        if b'"outcome":"REFUSED"' in row["body"] and b"BASIS_MISSING_OR_EXPIRED" in row["body"]
    ]  # fmt: skip
    assert refused
