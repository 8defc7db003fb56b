"""What the driver reports is told apart: lost a race, away for the moment, or wrong for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pymongo.errors import BulkWriteError

from chassis.errors import ConflictError, TransientError
from chassis.mongo import translated

if TYPE_CHECKING:
    from chassis.mongo import Mongo

TWICE, TOO_LARGE = {"index": 0, "code": 11000}, {"index": 1, "code": 10334}
NOT_LASTING = {"code": 64, "errmsg": "waiting for replication timed out"}


@pytest.mark.parametrize(
    ("errors", "concerns", "told"),
    [
        ([TWICE], [], ConflictError),
        ([{"index": 0, "code": 112}, TWICE], [], ConflictError),
        ([], [NOT_LASTING], TransientError),
        ([TWICE], [NOT_LASTING], TransientError),
        ([TWICE, TOO_LARGE], [], BulkWriteError),
        ([], [], BulkWriteError),
    ],
)
def test_a_write_of_many_is_a_lost_race_only_if_nothing_else_went_wrong(
    errors: list[dict[str, Any]], concerns: list[dict[str, Any]], told: type[Exception]
) -> None:
    with pytest.raises(told), translated():
        raise BulkWriteError({"writeErrors": errors, "writeConcernErrors": concerns})


@pytest.mark.asyncio
@pytest.mark.database
async def test_of_rows_that_are_there_the_ids_are_told_and_the_others_are_written(mongo: Mongo) -> None:
    assert await mongo.insert_missing("rows", [{"_id": 1, "of": "first"}]) == []
    there = await mongo.insert_missing("rows", [{"_id": n, "of": "second"} for n in (1, 2)])
    assert there == [1]
    rows = await mongo.find("rows", {}, sort=[("_id", 1)])
    assert [row["of"] for row in rows] == ["first", "second"]


@pytest.mark.asyncio
@pytest.mark.database
async def test_a_row_that_cannot_be_written_is_not_taken_for_one_that_is_there(mongo: Mongo) -> None:
    with pytest.raises(BulkWriteError):
        await mongo.insert_missing("rows", [{"_id": ["no id at all"]}])


@pytest.mark.asyncio
@pytest.mark.database
async def test_a_killed_process_holds_its_locks_for_seconds_only(mongo: Mongo) -> None:
    assert await mongo.longest_transaction() == 5


@pytest.mark.asyncio
@pytest.mark.database
async def test_the_earliest_of_several_collections_is_found_in_one_look(mongo: Mongo) -> None:
    await mongo.insert_missing("one", [{"_id": n, "since": n} for n in (3, 2, 5)])
    await mongo.insert_missing("two", [{"_id": n, "since": n} for n in (1, 4)])
    assert await mongo.earliest(["none", "one", "two"], {"since": {"$gt": 1}}, "since") == {
        "one": 2,
        "two": 4,
    }
