"""What a row says of the past of its matter: taken whole, or refused at its column in words; and routing believes what is taken."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from lianjie_contracts.base import Petitioner, Place
from lianjie_contracts.carried_over import CarriedOver
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import Channel, ClaimResult, MatterState as S
from services.intake.imports.columns import ListKind
from services.intake.imports.reading import lines
from services.intake.imports.rows import Judge, Ready
from services.intake.imports.template import template
from services.intake.registrar import claims_of
from services.routing.carrying import carried
from services.routing.domain.opening import opened
from services.routing.handlers.on_item_registered import _opened
from tests.intake.imports.table import as_csv, row
from tests.intake.letters.room import DIRECTORY

COUNTY, ZJJ = "450199", "450199-zjj"
NOW = datetime(2026, 9, 28, 2, 0, tzinfo=UTC)
HAND, CLOSED = ListKind.IN_HAND, ListKind.CLOSED
NO_MORE = {"承办单位": "", "转交日期": "", "签收日期": "", "受理日期": "", "承办人": ""}
GUIDED = {
    **NO_MORE, "办结方式": "引导其他途径", "意见书文号": "", "签发人": "", "签发日期": "", "处理结果": "", "其他途径": "诉讼",
    "办结理由": "已经起诉", "依据": "《信访工作条例》第三十一条", "去向": "云岭县人民法院",
}  # fmt: skip
HANDED = {
    **GUIDED,
    "办结方式": "移送纪检监察",
    "其他途径": "",
    "依据": "",
    "去向": "",
    "件类": "检举控告",
    "审批人": "覃国安",
}


def judged(kind: ListKind, **changed: object) -> Ready | tuple[object, ...]:
    judge = Judge(COUNTY, "national_2022", DIRECTORY, NOW, f"{COUNTY}:batch")
    [line] = lines(io.BytesIO(as_csv([row(1, kind, **changed)], kind=kind)), 10, 2**20)
    return judge.of(line)


def taken(kind: ListKind, **changed: object) -> Ready:
    ready = judged(kind, **changed)
    assert isinstance(ready, Ready), ready
    return ready


STANDS = [
    (HAND, {"所处环节": "待分办", **NO_MORE}, S.SCREENING),
    (HAND, {"所处环节": "待签收", "签收日期": "", "受理日期": "", "承办人": ""}, S.DISPATCHED),
    (HAND, {"所处环节": "已签收", "受理日期": "", "承办人": ""}, S.RECEIVED),
    (HAND, {"所处环节": "已受理", "承办人": ""}, S.ACCEPTED),
    (HAND, {"所处环节": "已受理", "承办人": "", "件类": "意见建议"}, S.ACCEPTED),
    (HAND, {}, S.HANDLING),
    (HAND, {"转交方式": "交办", "审批人": "覃国安", "反馈期限": "2026-10-30"}, S.HANDLING),
    (HAND, {"承办单位": ZJJ, "内容分类": "其他", "诉求": ""}, S.HANDLING),
    (CLOSED, {}, S.COMPLETED),
    (CLOSED, {"处理结果": "不支持", "答复内容": "不符合政策", "依据": "《物业管理条例》", "复查机关": "县政府"}, S.COMPLETED),
    (CLOSED, GUIDED, S.CLOSED_AT_INTAKE),
    (CLOSED, HANDED, S.CLOSED_AT_INTAKE),
    (ListKind.OPEN, {}, S.SCREENING),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changed", "state"), STANDS)
def test_what_intake_takes_routing_s_own_rules_come_to(
    kind: ListKind, changed: dict[str, str], state: S
) -> None:
    ready = taken(kind, **changed)
    assert ready.past.state is state
    item = registered(ready)
    matter = opened(item, DIRECTORY, item.received_at)
    after, _ = carried(matter, _opened(matter, item), ready.past, DIRECTORY)
    assert after.state is state


def registered(ready: Ready) -> ItemRegistered:
    form = ready.form
    assert form.received_at is not None
    return ItemRegistered(
        occurred_at=NOW, item_id=ready.item_id, item_no="1", matter_id=f"{COUNTY}:m", county=COUNTY, office=COUNTY,
        channel=Channel.VISIT, received_at=form.received_at, registered_at=NOW, petitioner=Petitioner(petitioner_id="p"),
        place=Place(code=form.place_code), title=form.title, claims=claims_of(ready.item_id, form.asked),
        matter_class=form.matter_class, category=form.category, carried_over=ready.past,
    )  # fmt: skip


def test_everything_the_list_knows_is_carried_over() -> None:
    papers = "信访件原件|2025-0312；照片|" + "ab" * 32
    past: CarriedOver = taken(HAND, 已用天数="20", 截至日期="2026-09-01", 原系统材料=papers).past
    assert past.dispatch is not None
    assert (past.dispatch.unit, past.handlers) == (ZJJ, ("梁伟", "黄一"))
    assert past.accepted_at is not None
    assert past.accepted_at.isoformat() == "2026-06-02T00:00:00+08:00"
    assert past.used is not None
    assert past.used.days == 20
    assert [(d.name, d.number, d.sha256[:4]) for d in past.documents] == [
        ("信访件原件", "2025-0312", ""),
        ("照片", "", "abab"),
    ]
    opinion = taken(CLOSED).past.opinion
    assert opinion is not None
    assert opinion.results == (ClaimResult.SUPPORT, ClaimResult.EXPLAIN)


@pytest.mark.parametrize(
    ("kind", "changed", "column", "said"),
    [
        (HAND, {"所处环节": ""}, "所处环节", "没有填写"),
        (HAND, {"所处环节": "已办结"}, "所处环节", "待分办、待签收"),
        (HAND, {"承办单位": ""}, "承办单位", "没有填写"),
        (HAND, {"承办单位": "县太空局"}, "承办单位", "名录里没有这个单位"),
        (HAND, {"受理日期": "2026-05-19"}, "受理日期", "早于签收日期"),
        (HAND, {"转交日期": "2026-05-01"}, "转交日期", "早于收到日期"),
        (HAND, {"受理日期": "2026-12-01"}, "受理日期", "在将来"),
        (HAND, {"承办人": "梁伟"}, "承办人", "不得少于2人"),
        (HAND, {"所处环节": "待签收", "受理日期": "", "承办人": ""}, "签收日期", "不该有内容"),
        (HAND, {"转交方式": "交办", "审批人": "覃国安"}, "反馈期限", "没有填写"),
        (HAND, {"转交方式": "交办", "审批人": "覃国安", "反馈期限": "2026-05-01"}, "反馈期限", "在转交日期之后"),
        (HAND, {"件类": "其他"}, "件类", "申诉求决还是意见建议"),
        (HAND, {"件类": "检举控告"}, "件类", "移送纪检监察"),
        (HAND, {"已用天数": "20"}, "截至日期", "一起填"),
        (HAND, {"已用天数": "200", "截至日期": "2026-09-01"}, "已用天数", "比受理日期以来的天数还多"),
        (HAND, {"已用天数": "2", "截至日期": "2027-09-01"}, "截至日期", "在将来"),
        (HAND, {"内容分类": "天文"}, "内容分类", "没有这种内容分类"),
        (HAND, {"原系统材料": "信访件原件"}, "原系统材料", "竖线"),
        (CLOSED, {"办结日期": ""}, "办结日期", "没有填写"),
        (CLOSED, {"办结日期": "2026-06-30"}, "办结日期", "早于签发日期"),
        (CLOSED, {"签发人": "梁伟"}, "签发人", "第一位承办人"),
        (CLOSED, {"处理结果": "支持；解释；支持"}, "处理结果", "诉求有 2 项"),
        (CLOSED, {"处理结果": "同意"}, "处理结果", "支持、解释"),
        (CLOSED, {"件类": "意见建议"}, "件类", "不能导入"),
        (CLOSED, {**GUIDED, "其他途径": ""}, "其他途径", "没有填写"),
        (CLOSED, {**GUIDED, "其他途径": "占卜"}, "其他途径", "没有这种途径"),
        (CLOSED, {**HANDED, "件类": "申诉求决"}, "件类", "应是检举控告"),
    ],
)  # fmt: skip
def test_a_fault_names_its_column_and_the_way_out(
    kind: ListKind, changed: dict[str, str], column: str, said: str
) -> None:
    faults = judged(kind, **changed)
    assert not isinstance(faults, Ready)
    [fault] = faults
    assert (fault.row, fault.column) == (2, column)  # type: ignore[attr-defined]
    assert said in fault.because  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ListKind)
def test_a_template_says_of_every_column_what_it_is_for_and_its_example_can_be_taken(kind: ListKind) -> None:
    from openpyxl import load_workbook

    file = template(kind, COUNTY, DIRECTORY)
    [line] = lines(io.BytesIO(file), 10, 2**24)
    judge = Judge(COUNTY, "national_2022", DIRECTORY, NOW, "b")
    assert isinstance(judge.of(line), Ready), judge.of(line)
    book = load_workbook(io.BytesIO(file))
    headings = [str(cell.value).removesuffix("*") for cell in book.worksheets[0][1]]
    explained = {row[0]: row[2] for row in book["填写说明"].iter_rows(min_row=2, values_only=True)}
    assert [*explained] == headings
    assert all(str(about).endswith("。") for about in explained.values())
