"""The directory: a table of one person, read and approved by another; what it may not do, and what every copy does with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from chassis.decisions import Changed, Refused
from chassis.reference import DIRECTORY_COPIES, Refreshing, keep_copy
from chassis.tables import TableError
from chassis.testing import MemoryStore
from chassis.work import Heard, Work
from lianjie_contracts.base import Actor
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.directory_published import DirectoryPublished
from lianjie_contracts.topics import spelled_out
from services.routing.directory_table import units_of
from services.routing.domain.directory import (
    CountyDirectory,
    What,
    approve,
    changes,
    decline,
    propose,
    seeded,
    wrong,
)
from tests.routing.two_roads import DIRECTORY

COUNTY, AT = "450199", datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ROUTER, DEPUTY = (
    Actor(id="router@450199", role="router", name="莫志远"),
    Actor(id="deputy@450199", role="office_deputy_head", name="覃国安"),
)
OWN = [unit for unit in DIRECTORY.units if unit.county == COUNTY]
FIRST = seeded(DIRECTORY.county(COUNTY), OWN, DIRECTORY.places_of(COUNTY), AT)
HEAD = "代码,名称,类别,上级单位,属地,电话,联络员,办公时间,职责,承接单位,撤销日期\n"
ADDED = "fgj,县房管所,部门,zjj,,0775-2831011,梁雨桐 0775-2831012；农立新,工作日 9:00-17:00,房屋租赁/03/租房、押金；公租房/03/公租房,,\n"
CLOSED = "jjdd,县交警大队,部门,,,0775-2831060,,,交通事故与秩序/08/交通事故,zjj,2026-11-01\n"


def read(*rows: str) -> tuple[dict, tuple]:
    return units_of((HEAD + "".join(rows)).encode(), COUNTY, {unit.code: unit for unit in OWN})


def approved(*rows: str, held: CountyDirectory = FIRST) -> CountyDirectory:
    waits = propose(held, tuple(read(*rows)[0].values()), "名录.csv", ROUTER, AT)
    assert isinstance(waits, Changed), waits
    done = approve(waits.state, waits.state.proposals, DEPUTY, AT + timedelta(hours=1))
    assert isinstance(done, Changed), done
    return done.state


def test_a_row_is_a_unit_with_its_place_in_the_tree_its_people_hours_and_duties() -> None:
    named, refused = read(ADDED)
    unit = named[2]
    assert refused == ()
    assert (unit.code, unit.parent, unit.hours, unit.feed) == (
        "450199-fgj",
        "450199-zjj",
        "工作日 9:00-17:00",
        False,
    )
    assert [(each.name, each.telephone) for each in unit.liaisons] == [
        ("梁雨桐", "0775-2831012"),
        ("农立新", ""),
    ]
    assert (unit.categories, unit.duties[0].words) == (("03",), ("租房", "押金"))


def test_what_a_table_would_do_is_told_unit_by_unit() -> None:
    named, _ = read(ADDED, CLOSED)
    found = changes(FIRST.published.units, tuple(named.values()))
    assert [(change.what, change.unit.short) for change in found] == [
        (What.ADDED, "fgj"),
        (What.CLOSED, "jjdd"),
    ]
    assert "closed_on" in found[1].fields


@pytest.mark.parametrize(
    ("row", "line", "because"),
    [
        (",无名,部门\n", 2, "没有填代码"),
        ("x1,某局,衙门\n", 2, "类别只能填"),
        ("450198-zjj,县住建局,部门\n", 2, "代码不是本县的"),
        ("X 1,某局,部门\n", 2, "代码只能用小写字母和数字"),
        ("x1,某局,部门,,,,,,,,去年\n", 2, "撤销日期不是日期"),
        ("x1,某局,部门,,,,,,修路/公路,,\n", 2, "职责要写成"),
    ],
)
def test_a_row_that_is_no_unit_is_refused_with_its_line(row: str, line: int, because: str) -> None:
    named, refused = read(row)
    assert named == {}
    assert refused[0].line == line
    assert because in refused[0].because


@pytest.mark.parametrize(
    ("rows", "because"),
    [
        ((ADDED.replace("zjj", "nobody", 1),), "不在名录里"),
        ((ADDED, ADDED), "出现了两次"),
        ((ADDED.replace(",zjj,,", ",zjj,450199999,", 1),), "不是本县的镇街代码"),
        ((CLOSED.replace(",zjj,2026", ",,2026"),), "撤销的单位要写承接单位"),
        ((CLOSED.replace("2026-11-01", "2027-01-01"),), "还没有到"),
        ((CLOSED, "slj,县水利局,部门,,,,,,,jjdd,2026-11-01\n"), "承接单位 450199-jjdd 不在名录里或已撤销"),
    ],
)
def test_a_row_that_does_not_fit_the_county_is_refused(rows: tuple[str, ...], because: str) -> None:
    refused = wrong(FIRST.published, read(*rows)[0], date(2026, 11, 23))
    assert [because for each in refused if because in each.because] == [because]


def test_a_table_without_its_columns_is_no_table() -> None:
    with pytest.raises(TableError, match="第一行缺少列：类别") as broken:
        units_of("代码,名称\nzjj,县住建局\n".encode(), COUNTY, {})
    assert broken.value.line == 1


def test_nobody_approves_their_own_table_nor_one_that_was_not_read() -> None:
    waits = propose(FIRST, tuple(read(ADDED)[0].values()), "名录.csv", ROUTER, AT)
    assert isinstance(waits, Changed)
    codes = [
        approve(waits.state, 1, ROUTER, AT),
        approve(waits.state, 2, DEPUTY, AT),
        propose(waits.state, (), "x", ROUTER, AT),
    ]
    assert [each.code for each in codes if isinstance(each, Refused)] == [
        "SELF_APPROVAL",
        "PROPOSAL_CHANGED",
        "PROPOSAL_WAITS",
    ]
    back = decline(waits.state, 1)
    assert isinstance(back, Changed)
    assert (back.state.proposed, back.announce) == (None, ())


def test_a_table_that_says_what_is_so_is_not_put_up() -> None:
    after = approved(ADDED)
    again = propose(after, tuple(read(ADDED)[0].values()), "名录.csv", ROUTER, AT)
    assert isinstance(again, Refused)
    assert again.code == "NOTHING_CHANGES"


def test_a_version_is_the_whole_county_and_a_closed_unit_is_remembered() -> None:
    after = approved(CLOSED, held=approved(ADDED))
    assert after.published.directory_version == 3
    assert len(after.published.units) == len(OWN) + 1
    whole = DIRECTORY.with_county(after.published.entry, after.published.units, after.published.places)
    assert whole.unit("450199-jjdd").successor == "450199-zjj"
    assert not whole.takes_new("450199-jjdd")
    assert "450199-jjdd" not in {unit.code for unit in whole.units_of(COUNTY)}


async def heard(store: MemoryStore, *versions: DirectoryPublished) -> None:
    for event in versions:
        async with store.batch() as tx:
            work = Work(tx, AT, "lianjie/test")
            await keep_copy(Heard(event, None), work)  # type: ignore[arg-type]
            await tx.write(work.touched(), [], [], [])


def a_copy_of(directory: Directory) -> Directory:
    return directory.model_copy()


@pytest.mark.asyncio
async def test_every_process_reads_the_newest_version_and_an_old_one_that_comes_late_changes_nothing() -> (
    None
):
    second = approved(ADDED)
    third = approved(CLOSED, held=second)
    store, directory = MemoryStore(), a_copy_of(DIRECTORY)
    refreshing, held = Refreshing(directory, store), directory
    await heard(store, third.published, second.published)
    assert store.all(DIRECTORY_COPIES)[COUNTY].published.directory_version == 3
    await refreshing.look()
    assert held.unit("450199-fgj").name == "县房管所"
    assert not held.takes_new("450199-jjdd")
    assert not held.unit("450199-fgj").feed, "its topics are not made yet"
    assert held.unit("450199-zjj").feed
    assert "routed.450199-fgj.v1" not in {topic.name for topic in spelled_out(held)}
    assert held.units_of("450198"), "another county's part is as it was"


@pytest.mark.asyncio
async def test_who_begins_to_listen_later_has_all_from_the_last_version() -> None:
    store, directory = MemoryStore(), a_copy_of(DIRECTORY)
    await heard(store, approved(CLOSED, held=approved(ADDED)).published)
    await Refreshing(directory, store).look()
    assert {"450199-fgj", "450199-jjdd"} <= {unit.code for unit in directory.units}
