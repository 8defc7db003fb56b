"""An old list comes over on the real stack, its taker killed in the middle: every right row once, on its own days, and taken back.

In short 160 rows of matters in hand; `-m long` takes ten thousand, thirty-seven of them bad, and says how long it took.
"""

from __future__ import annotations

import time
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from services.intake.imports.columns import SHEETS, ListKind
from tests.conformance.town import COUNTY, eventually
from tests.intake.imports.table import HEADINGS_OF, row, xlsx

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
INTAKE, HEAD = f"intake-{COUNTY}", f"deputy@{COUNTY}"
HAND = ListKind.IN_HAND
ACCEPTED = date.today() - timedelta(days=20)  # noqa: DTZ011 - a day of the list, far from both midnights
BAD = (
    {"标题": ""}, {"收到日期": "去年"}, {"电话": "1387751426"}, {"承办单位": "县太空局"}, {"承办人": "梁伟"}, {"受理日期": "2020-01-01"},
)  # fmt: skip
STREETS = ("河西", "河东", "城南", "城北", "新桥", "老街", "南山", "北门")


def table(rows: int, bad: int, run: str) -> bytes:
    """An XLSX of matters in hand of different people, so many of them bad, evenly spread."""
    wrong = {int((n + 0.5) * rows / bad): BAD[n % len(BAD)] for n in range(bad)}
    return xlsx((_row(n, run, wrong.get(n, {})) for n in range(rows)), SHEETS[HAND], HEADINGS_OF[HAND])


def _row(n: int, run: str, wrong: dict[str, str]) -> tuple[object, ...]:
    days = {
        name: str(ACCEPTED - timedelta(days=back))
        for name, back in (("收到日期", 12), ("转交日期", 8), ("签收日期", 6))
    }
    person = {"姓名": f"来访人{n:05d}", "身份证号": "", "无证件原因": "原登记未记", "电话": f"1387{n:07d}"}
    text = {
        "标题": f"{STREETS[n % 8]} {n} 号屋面渗漏，要求维修",
        "主要内容": f"{STREETS[n // 8 % 8]}片区第 {n} 户反映。",
    }
    cells = {"原编号": f"旧〔{run}〕{n:05d}号", "受理日期": str(ACCEPTED), **days, **person, **text, **wrong}
    return row(n, HAND, **cells)


def uploaded(town: Town, file: bytes, run: str) -> str:
    headers = town.headers(HEAD) | {"Idempotency-Key": f"an-old-list-{run}"}
    answer = httpx.post(town.url(INTAKE) + "/attachments", content=file, headers=headers, timeout=120)
    assert answer.status_code == 201, answer.text
    headers = town.headers(HEAD) | {"Idempotency-Key": f"look-at-{run}"}
    asked = {"attachment_id": answer.json()["attachment_id"]}
    looked = httpx.post(town.url(INTAKE) + "/imports", json=asked, headers=headers, timeout=120)
    assert looked.status_code == 201, looked.text
    return str(looked.json()["batch_id"])


def batch(town: Town, batch_id: str) -> dict[str, Any]:
    told: dict[str, Any] = town.get(INTAKE, f"/imports/{batch_id}", HEAD).json()
    return told


def items(town: Town, batch_id: str) -> list[dict[str, Any]]:
    return town.rows(f"intake_{COUNTY}", "items", **{"state.registered.carried_over.batch": batch_id})


def killed_in_the_middle(town: Town, batch_id: str, at_least: int) -> None:
    """SIGKILL once so many rows are registered, and started again."""
    eventually(lambda: len(items(town, batch_id)) >= at_least, "some rows are registered", within=120)
    victim = town.processes[f"{INTAKE}-1"]
    victim.kill()
    assert batch_state(town, batch_id) == "TAKING"
    victim.start()


def batch_state(town: Town, batch_id: str) -> str:
    [kept] = town.rows(f"intake_{COUNTY}", "imports", _id=batch_id)
    return str(kept["state"]["state"])


def imported(town: Town, rows: int, bad: int, within: float) -> str:
    """Looked at, taken with a kill in between, and heard by everybody; the batch."""
    run = f"{rows}-{time.time_ns()}"
    file, began = table(rows, bad, run), time.monotonic()
    batch_id = uploaded(town, file, run)
    looked = time.monotonic() - began
    right = rows - bad
    assert batch(town, batch_id)["checked"] == {"rows": rows, "ready": right, "refused": bad, "there": 0}
    assert items(town, batch_id) == [], "a dry run writes nothing"
    assert town.post(INTAKE, f"/imports/{batch_id}/take", HEAD).status_code == 202
    killed_in_the_middle(town, batch_id, rows // 4)
    eventually(lambda: batch_state(town, batch_id) == "TAKEN", "all rows are gone through", within)
    taken = time.monotonic() - began
    assert batch(town, batch_id)["done"] == {"rows": rows, "ready": right, "refused": bad, "there": 0}
    registered = items(town, batch_id)
    for numbers in ("item_no", "registered.exchange_no"):
        each = Counter(_at(item["state"], numbers) for item in registered)
        assert (len(each), set(each.values())) == (right, {1}), numbers
    ids = {"$in": [item["state"]["matter_id"] for item in registered]}
    eventually(lambda: len(town.rows("routing", "matters", _id=ids)) == right, "routing has them", within)
    eventually(lambda: len(town.rows("analytics", "matter_facts", _id=ids, **{"state.accepted_at": {"$exists": True}})) == right,
               "every figure has them", within)  # fmt: skip
    print(f"\n{rows} rows, {bad} bad: looked at in {looked:.1f} s, taken in {taken:.1f} s with a kill, "
          f"heard by all in {time.monotonic() - began:.1f} s")  # fmt: skip
    return batch_id


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value[name]
    return value


def test_matters_in_hand_come_over_once_on_their_own_days_and_are_taken_back(town: Town) -> None:
    batch_id = imported(town, rows=160, bad=6, within=60)
    matters = [item["state"]["matter_id"] for item in items(town, batch_id)]
    ids = {"$in": matters}
    held = town.rows("routing", "matters", _id=ids)
    assert Counter(matter["state"]["state"] for matter in held) == {"HANDLING": 154}
    sheets = eventually(lambda: _whole(town, ids, 154), "deadlines has heard it all")
    handling = [clock for sheet in sheets for clock in sheet["state"]["clocks"] if clock["id"] == "C07"]
    assert {clock["nominal_on"] for clock in handling} == {str(ACCEPTED + timedelta(days=60))}
    assert town.rows("notifications", "deliveries", **{"state.paper.matter_id": ids}) == []
    assert [
        row for name in ("routing", "deadlines", "analytics") for row in town.rows(name, "dead_letters")
    ] == []

    taken_back(town, batch_id, matters[0], 154)


def _whole(town: Town, ids: dict[str, Any], count: int) -> list[dict[str, Any]]:
    sheets = town.rows("deadlines", "sheets", _id=ids)
    running = [sheet for sheet in sheets if any(clock["id"] == "C07" for clock in sheet["state"]["clocks"])]
    return running if len(running) == count else []


def taken_back(town: Town, batch_id: str, worked_on: str, count: int) -> None:
    """One matter was worked on since; the rest is undone, and a second undo does nothing."""
    answers = [
        {"claim_id": c["claim_id"], "result": "EXPLAIN", "text": "已说明"}
        for c in (town.matter(worked_on) or {})["claims"]
    ]
    opinion = {
        "number": f"住建信处〔2026〕{time.time_ns()}号", "facts": "查明", "evidence": "笔录", "signed_by": "黄志强", "answers": answers,
        "legal_basis": ["《物业管理条例》"], "review_organ": "云岭县人民政府",
    }  # fmt: skip
    town.act(worked_on, "opinion", f"zjj.head@{COUNTY}", {"drafted_by": "梁伟", "opinion": opinion})
    assert town.post(INTAKE, f"/imports/{batch_id}/undo", HEAD).status_code == 202
    eventually(
        lambda: batch_state(town, batch_id) == "UNDONE", "routing has answered for every item", within=60
    )
    told = batch(town, batch_id)
    assert (told["undo"]["undone"], told["undo"]["left"]) == (count - 1, 1)
    [left] = told["left"]
    [item] = [i for i in items(town, batch_id) if i["state"]["matter_id"] == worked_on]
    assert (left["item_no"], "已有人办理" in left["because"]) == (item["state"]["item_no"], True)
    ids = {"$in": [i["state"]["matter_id"] for i in items(town, batch_id)]}
    states = Counter(matter["state"]["state"] for matter in town.rows("routing", "matters", _id=ids))
    assert states == {"NONE": count - 1, "OPINION_READY": 1}
    before = {row["_id"]: row["seq"] for row in town.rows("routing", "matters", _id=ids)}
    assert town.post(INTAKE, f"/imports/{batch_id}/undo", HEAD).status_code == 202
    time.sleep(1.5)  # longer than the job's round
    assert {row["_id"]: row["seq"] for row in town.rows("routing", "matters", _id=ids)} == before
    assert batch(town, batch_id)["undo"] == told["undo"]


@pytest.mark.long
def test_ten_thousand_rows_of_which_37_are_bad(town: Town) -> None:
    batch_id = imported(town, rows=10_000, bad=37, within=900)
    assert len(items(town, batch_id)) == 9_963
