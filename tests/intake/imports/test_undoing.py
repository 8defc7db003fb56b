"""A batch is taken back: what nobody has touched is asked about, the rest is left by number; a second time nothing happens."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from typing import Any

import pytest

from chassis.work import Heard, Work
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.item_undo_asked import ItemUndoAsked
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from lianjie_contracts.registry import read
from services.intake.domain.item import Attached, Item, Undo
from services.intake.imports.handlers.on_matter_undo_decided import on_matter_undo_decided
from services.intake.imports.reading import lines
from services.intake.imports.undoing import Undoer
from services.intake.store import ITEMS
from tests.intake.imports.office import Office
from tests.intake.imports.table import as_csv, row
from tests.intake.letters.builders import COUNTY

pytestmark = pytest.mark.asyncio


async def taken(office: Office, rows: int = 3) -> str:
    batch = await office.looked(as_csv([row(n) for n in range(rows)]))
    await office.take(batch["batch_id"])
    await office.taking.go_on(batch["batch_id"])
    return str(batch["batch_id"])


def items(office: Office) -> dict[str, Item]:
    return office.room.store.all(ITEMS)


def asked(office: Office) -> list[ItemUndoAsked]:
    said = [read(m_type(m.headers), 1, m.body) for m in office.room.store.take_unsent()]
    return [event for event in said if isinstance(event, ItemUndoAsked)]


def m_type(headers: Any) -> str:
    return str(dict(headers)["ce_type"].decode())


async def answered(office: Office, event: ItemUndoAsked, because: str = "") -> None:
    """As routing does."""
    said = MatterUndoDecided(
        occurred_at=event.occurred_at, matter_id=event.matter_id, county=COUNTY, office=COUNTY, item_id=event.item_id,
        batch=event.batch, undone=not because, because=because,
    )  # fmt: skip
    envelope = Envelope(
        "1", said.type, 1, "lianjie/routing", f"matter:{event.matter_id}", 1, COUNTY, event.occurred_at
    )
    async with office.room.store.batch() as tx:
        work = Work(tx, office.room.clock.now(), "lianjie/intake")
        await on_matter_undo_decided(Heard(said, envelope), work, county=COUNTY)
        await tx.write(work.touched(), [], [], [])


async def test_what_nobody_touched_is_undone_and_what_was_worked_on_is_left_by_number() -> None:
    office = Office()
    batch_id, undoer = await taken(office), Undoer(office.room.door)
    corrected = next(
        id_ for id_, item in items(office).items() if item.registered.exchange_no == "云信访〔2025〕00000号"
    )
    document = (await office.room.store.get(ITEMS, [corrected]))[corrected]
    assert document.state is not None
    await office.room.store.put(document.with_state(replace(document.state, attachments=(Attached("a", 1),))))
    asked(office)
    assert (await office.ask("POST", f"/{batch_id}/undo", {})).status_code == 202
    await undoer.go_on(batch_id)
    one, other = asked(office)
    assert {one.batch, other.batch} == {batch_id}
    assert one.by.role == "office_deputy_head"
    assert (await office.batch(batch_id))["state"] == "UNDOING", "routing has not answered yet"
    await answered(office, one)
    await answered(office, other, "导入后已有人办理或更正，不能撤销。请按更正办理。")
    await undoer.go_on(batch_id)
    told = await office.batch(batch_id)
    assert (told["state"], told["undo"]["undone"], told["undo"]["left"]) == ("UNDONE", 1, 2)
    assert {left["item_no"] for left in told["left"]} == {
        item.item_no for item in items(office).values() if item.undo is Undo.LEFT
    }
    assert all("更正" in left["because"] for left in told["left"])
    assert len(items(office)) == 3, "nothing is deleted"


async def test_a_second_time_nothing_happens_and_before_it_is_taken_nothing_can_be_undone() -> None:
    office = Office()
    batch = await office.looked(as_csv([row(1)]))
    assert (await office.ask("POST", f"/{batch['batch_id']}/undo", {})).json()["code"] == "NOT_TAKEN"
    batch_id, undoer = await taken(office, 1), Undoer(office.room.door)
    asked(office)
    for _ in range(2):
        await office.ask("POST", f"/{batch_id}/undo", {})
        await undoer.go_on(batch_id)
    [only] = asked(office)
    await answered(office, only)
    await undoer.go_on(batch_id)
    done = await office.batch(batch_id)
    assert (await office.ask("POST", f"/{batch_id}/undo", {})).status_code == 202
    await undoer.go_on(batch_id)
    assert (await office.batch(batch_id), asked(office)) == (done, [])


async def test_stopped_in_the_middle_it_goes_on_and_nobody_is_asked_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Office()
    batch_id, undoer = await taken(office, 5), Undoer(office.room.door)
    asked(office)
    await office.ask("POST", f"/{batch_id}/undo", {})
    plain, left = Undoer._ask, iter(range(3))

    async def killed(self: Undoer, *args: Any) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        await plain(self, *args)

    monkeypatch.setattr(Undoer, "_ask", killed)
    with pytest.raises(KeyboardInterrupt):
        await undoer.go_on(batch_id)
    monkeypatch.setattr(Undoer, "_ask", plain)
    await undoer.go_on(batch_id)
    told = asked(office)
    assert (len(told), len({event.item_id for event in told})) == (5, 5)


async def test_the_old_number_of_an_undone_item_may_come_again_with_the_mended_table() -> None:
    office = Office()
    batch_id, undoer = await taken(office, 1), Undoer(office.room.door)
    asked(office)
    await office.ask("POST", f"/{batch_id}/undo", {})
    await undoer.go_on(batch_id)
    [only] = asked(office)
    await answered(office, only)
    await undoer.go_on(batch_id)
    mended = await office.looked(as_csv([row(0, 标题="改好的标题")]))
    assert mended["checked"] == {"rows": 1, "ready": 1, "refused": 0, "there": 0}
    await office.take(mended["batch_id"])
    await office.taking.go_on(mended["batch_id"])
    done = (await office.batch(mended["batch_id"]))["done"]
    assert done == {"rows": 1, "ready": 1, "refused": 0, "there": 0}
    assert sorted(str(item.undo) for item in items(office).values()) == ["None", "UNDONE"]


async def test_the_table_comes_back_with_its_reasons_and_can_be_mended_in_place() -> None:
    from openpyxl import load_workbook

    office = Office()
    batch = await office.looked(as_csv([row(1), row(2, 标题="", 电话="1387751426"), row(3, 主要内容="=1+1")]))
    answer = await office.ask("GET", f"/{batch['batch_id']}/given-back")
    file = base64.b64decode(answer.json()["xlsx"])
    sheet = load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    reasons = [cell.value or "" for cell in sheet["A"]]
    assert reasons[0] == "错误原因"
    assert reasons[1] == ""
    assert "标题：没有填写" in reasons[2]
    assert "电话：" in reasons[2]
    assert "公式" in reasons[3]
    assert [cell.data_type for cell in sheet[4] if cell.value == "=1+1"] == ["s"], "nobody's formula is run"
    again = list(lines(io.BytesIO(file), 10, 2**24))
    assert [line.cells["原编号"] for line in again] == [f"云信访〔2025〕{n:05d}号" for n in (1, 2, 3)]
