"""An old list comes over: looked at first, taken whole, stopped in the middle, and never twice; the totals reconcile."""

from __future__ import annotations

import json
import time

import pytest

from lianjie_contracts.events.item_registered import ItemRegistered
from services.intake.imports.taking import Taking
from services.intake.registrar import Registrar
from services.intake.store import ITEMS
from tests.intake.imports.office import Office
from tests.intake.imports.table import as_csv, row

pytestmark = pytest.mark.asyncio
BAD = (
    {"标题": ""},
    {"收到日期": "去年"},
    {"电话": "1387751426"},
    {"身份证号": "360426199101010072"},
    {"是否办结": "是"},
)


class Killed(BaseException):
    """Nothing of ours catches it, as nothing does a SIGKILL."""


def ten_thousand() -> list[tuple[object, ...]]:
    """37 of them bad, one way or another."""
    return [row(n, **(BAD[n % len(BAD)] if n % 271 == 5 else {})) for n in range(10_000)]


def reconciles(sums: dict[str, int]) -> bool:
    return sums["rows"] == sums["ready"] + sums["refused"] + sums["there"]


async def test_ten_thousand_rows_are_looked_at_and_the_37_bad_ones_found_without_writing_anything() -> None:
    office, began = Office(), time.process_time()
    batch = await office.looked(as_csv(ten_thousand()))
    assert batch["checked"] == {"rows": 10_000, "ready": 9_963, "refused": 37, "there": 0}
    assert [fault["row"] for fault in batch["faults"]] == [n + 2 for n in range(5, 10_000, 271)]
    assert all(fault["column"] and "。" in fault["because"] for fault in batch["faults"])
    assert office.items() == 0
    assert time.process_time() - began < 30  # a few seconds on a machine that does nothing else


@pytest.mark.parametrize(
    ("changed", "column", "said"),
    [
        ({"标题": ""}, "标题", "没有填写"),
        ({"收到日期": "2026-02-30"}, "收到日期", "看不出是哪一天"),
        ({"收到日期": "2027-01-01"}, "收到日期", "在将来"),
        ({"电话": "1387751426"}, "电话", "少 1 位"),
        ({"身份证号": "360426199101010072"}, "身份证号", ""),
        ({"事发地代码": "450198003"}, "事发地代码", "不在本县"),
        ({"事发地代码": "河西"}, "事发地代码", "9 位"),
        ({"信访形式": "电报"}, "信访形式", "来访、来信"),
        ({"人数": "很多"}, "人数", "应是数字"),
        ({"是否办结": "已办结"}, "是否办结", "已办结件"),
        ({"标题": "长" * 101}, "标题", "最多 100 字"),
    ],
)
async def test_a_fault_names_its_row_its_column_and_the_way_out(
    changed: dict[str, str], column: str, said: str
) -> None:
    batch = await Office().looked(as_csv([row(1), row(2, **changed)]))
    [fault] = batch["faults"]
    assert (fault["row"], fault["column"]) == (3, column)
    assert said in fault["because"]


async def test_the_same_old_number_twice_is_refused_at_its_second_row() -> None:
    batch = await Office().looked(as_csv([row(1), row(2), row(1)]))
    assert [(fault["row"], fault["column"]) for fault in batch["faults"]] == [(4, "原编号")]


async def test_a_taken_row_is_an_item_received_when_it_was_and_found_by_its_old_number() -> None:
    office = Office()
    batch = await office.looked(as_csv([row(1)], "gb18030"))
    assert (await office.take(batch["batch_id"])).status_code == 202
    await office.taking.go_on(batch["batch_id"])
    done = await office.batch(batch["batch_id"])
    assert (done["state"], done["done"]) == ("TAKEN", {"rows": 1, "ready": 1, "refused": 0, "there": 0})
    [item] = office.room.store.all(ITEMS).values()
    event: ItemRegistered = item.registered
    assert (event.exchange_no, event.received_at.isoformat()) == (
        "云信访〔2025〕00001号",
        "2026-05-11T00:00:00+08:00",
    )
    assert [claim.text for claim in event.claims] == ["修好屋面", "赔偿损失"]
    assert event.by.role == "office_deputy_head"
    assert office.room.shelf.files.facts == {}, "the table names people, and is not kept"


async def test_stopped_in_the_middle_it_goes_on_and_no_row_is_there_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Office()
    batch = await office.looked(as_csv([row(n) for n in range(450)]))
    await office.take(batch["batch_id"])
    plain, left = Registrar.register, iter(range(250))

    async def killed(*args, **rest):
        if next(left, None) is None:
            raise Killed
        return await plain(*args, **rest)

    monkeypatch.setattr(Registrar, "register", killed)
    with pytest.raises(Killed):
        await office.taking.go_on(batch["batch_id"])
    assert (await office.batch(batch["batch_id"]))["done"]["rows"] == 200
    assert 200 < office.items() <= 250
    monkeypatch.setattr(Registrar, "register", plain)
    await office.taking.go_on(batch["batch_id"])
    assert (await office.batch(batch["batch_id"]))["done"] == {
        "rows": 450,
        "ready": 450,
        "refused": 0,
        "there": 0,
    }
    assert office.items() == 450


async def test_stopped_while_its_file_went_it_is_done_and_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Office()
    batch = await office.looked(as_csv([row(1), row(2, 标题="")]))
    await office.take(batch["batch_id"])
    plain = Taking._forget

    async def killed(self, attachment_id: str) -> None:
        await plain(self, attachment_id)
        raise KeyboardInterrupt

    monkeypatch.setattr(Taking, "_forget", killed)
    with pytest.raises(KeyboardInterrupt):
        await office.taking.go_on(batch["batch_id"])
    monkeypatch.setattr(Taking, "_forget", plain)
    await office.taking.go_on(batch["batch_id"])
    done = await office.batch(batch["batch_id"])
    assert (done["state"], done["done"]) == ("TAKEN", {"rows": 2, "ready": 1, "refused": 1, "there": 0})
    assert [fault["column"] for fault in done["faults"]] == ["标题"]


async def test_the_mended_table_takes_only_what_was_not_there() -> None:
    office = Office()
    first = await office.looked(as_csv([row(1), row(2, 标题="")]))
    await office.take(first["batch_id"])
    await office.taking.go_on(first["batch_id"])
    office.room.at(office.room.clock.now().replace(year=2027))
    second = await office.looked(as_csv([row(1), row(2)]))
    assert second["checked"] == {"rows": 2, "ready": 1, "refused": 0, "there": 1}
    await office.take(second["batch_id"])
    await office.taking.go_on(second["batch_id"])
    done = (await office.batch(second["batch_id"]))["done"]
    assert done == second["checked"]
    assert reconciles(done)
    assert office.items() == 2


async def test_the_same_file_is_the_same_batch_and_a_taken_one_is_not_taken_again() -> None:
    office, file = Office(), as_csv([row(1)])
    batch = await office.looked(file)
    assert (await office.looked(file))["batch_id"] == batch["batch_id"]
    await office.take(batch["batch_id"])
    assert (await office.take(batch["batch_id"])).json()["code"] == "BEGUN"
    await office.taking.go_on(batch["batch_id"])
    assert (await office.looked(file))["state"] == "TAKEN"
    assert [each["batch_id"] for each in (await office.ask("GET", "")).json()] == [batch["batch_id"]]


async def test_nothing_ready_is_nothing_to_take_and_a_lost_file_is_asked_for_again() -> None:
    office = Office()
    empty = await office.looked(as_csv([row(1, 标题="")]))
    assert (await office.take(empty["batch_id"])).json()["code"] == "NOTHING_READY"
    batch = await office.looked(as_csv([row(1)]))
    for id_ in office.room.shelf.all():
        del office.room.store.documents["attachments", id_]
    assert (await office.take(batch["batch_id"])).json()["code"] == "NOT_YOUR_ATTACHMENT"


async def test_only_heads_import_and_nothing_said_names_a_person() -> None:
    office = Office()
    assert (await office.ask("GET", "", who="clerk")).status_code == 403
    batch = await office.looked(as_csv([row(1, 姓名="覃桂兰", 电话="1387751426")]))
    assert "覃桂兰" not in json.dumps(batch, ensure_ascii=False)
    assert "1387751426" not in json.dumps(batch, ensure_ascii=False)
    assert (await office.look(as_csv([]))).json()["code"] == "NO_ROWS"
