"""docs/lifecycle.md: every table of moves as a diagram and as rows, drawn from the very tables that decide.

`python -m deploy.pages.lifecycle` writes it; a test fails when it is no longer what the tables say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chassis.machines import Row
from services.deadlines.recommendations import lifecycle as recommendations
from services.deadlines.supervision import lifecycle as supervision
from services.intake.hall import lifecycle as hall
from services.intake.letters import lifecycle as letters
from services.intake.quick_reports import lifecycle as quick_reports
from services.notifications.domain import lifecycle as deliveries
from services.routing.domain.lifecycle import ROADS
from services.routing.domain.words import ACTS_ZH, STATES_ZH
from services.routing.sessions import lifecycle as sessions

PAGE = Path(__file__).resolve().parents[2] / "docs" / "lifecycle.md"
ROADS_ZH = {
    "screening": "甄别：引导到其他途径、移送纪检监察", "informing": "甄别前要求补充、约谈、推选代表", "declining": "甄别：不予受理、已终结、当场答复、暂存",
    "dispatching": "转送与交办", "assigning": "电话交办、增加协办、更换主办", "accepting": "签收、受理、确定承办人",
    "taking": "本机关受理，简易办理", "objecting": "视为签收、异议、退回、收回", "disputing": "管辖争议：协商与指定",
    "other_paths": "转入其他法定途径", "handling": "办理中：更换承办人、延期、中止、退回修改", "mediating": "调解",
    "answering": "处理意见书：拟稿、签发、送达", "serving": "送达不成、补送达，建议答复", "executing": "执行", "reporting": "办结报告与发回",
    "closing": "结案审核与销案", "calling_back": "回访", "reopening": "重新启动与重办", "applying": "复查复核：申请与受理",
    "examining": "复查复核：审查、合议、签发", "ruling": "复查复核：决定送达生效", "finalizing": "终结与归档", "withdrawing": "撤回",
    "joining": "并案与分立", "succeeding": "撤并单位的承接", "handing_over": "工作移交", "reporting_up": "上报、批示与反馈", "accounting": "责任追究", "exchanging": "与上级系统交换",
    "importing": "撤销导入", "hearing": "听证：告知、申请、决定", "holding": "听证：通知、举行、结论", "recusing": "回避",
    "escalating": "重大紧急上报",
}  # fmt: skip
MACHINES_ZH = {
    "matter": "信访事项", "assignment": "承办单位的任务", "withdrawal": "撤回申请", "execution": "执行", "review": "复查", "recheck": "复核",
    "closing_check": "结案审核", "callback": "回访", "hearing": "听证", "recusal": "回避", "report_up": "上报", "accountability": "责任追究", "exchange": "交换",
}  # fmt: skip
MANY = 5
HEAD = """# 办理流程图

本页由程序里的流转表生成（`python -m deploy.pages.lifecycle`），不手工修改。行号、岗位、条件与依据同规格书的流转表一致，
有测试逐行核对。箭头上是行号和操作；没有箭头的操作不改变状态，只列在表中。
"""


@dataclass(frozen=True, slots=True)
class Chart:
    """One diagram with its rows."""

    title: str
    rows: tuple[Row[Any, Any, Any], ...]
    acts: Mapping[Any, str]
    states: Mapping[Any, str]


def charts() -> Iterator[Chart]:
    """Every table: a matter's road by road, then the machines beside it and those of the front door."""
    for road in ROADS:
        name = road.__name__.rpartition(".")[2]
        for machine, states in STATES_ZH.items():
            rows = tuple(row for row in road.ROWS if row.machine == machine)
            if rows:
                title = f"{ROADS_ZH.get(name, name)}（{MACHINES_ZH.get(machine, machine)}）"
                yield Chart(title, rows, ACTS_ZH, states)
    yield Chart("文书送达", deliveries.ROWS, deliveries.ACTS_ZH, {})
    yield Chart("联合接访", sessions.ROWS, sessions.ACTS_ZH, sessions.STATES_ZH)
    yield Chart("督办", supervision.ROWS, supervision.ACTS_ZH, supervision.STATES_ZH)
    yield Chart("建议书", recommendations.ROWS, recommendations.ACTS_ZH, recommendations.STATES_ZH)
    yield Chart("来信十二步", letters.ROWS, letters.ACTS_ZH, letters.STATES_ZH)
    yield Chart("随手拍", quick_reports.ROWS, quick_reports.ACTS_ZH, quick_reports.STATES_ZH)
    yield Chart("大厅取号", hall.ROWS, hall.ACTS_ZH, hall.STATES_ZH)


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"\n## {each.title}\n\n{_diagram(each)}\n{_table(each)}" for each in charts())


def _diagram(chart: Chart) -> str:
    arrows: dict[tuple[str, str], list[Row[Any, Any, Any]]] = {}
    names: dict[str, str] = {}
    for row in chart.rows:
        sources = [source for source in sorted(row.sources, key=str) if source != row.target]
        if not row.target or not sources:
            continue
        if len(sources) > MANY:  # as many arrows again would hide all the others
            one_of = f"ANY_{row.number.replace('.', '_')}"
            names[one_of], sources = f"表中 {len(sources)} 种状态之一", [one_of]
        for state in filter(None, (*sources, row.target)):
            names.setdefault(str(state), chart.states.get(state, str(state)))
        for source in sources:
            arrows.setdefault((str(source or "[*]"), str(row.target)), []).append(row)
    if not arrows:
        return ""
    lines = [
        "```mermaid", "stateDiagram-v2", *(f'    state "{name}" as {state}' for state, name in names.items()),
        *(f"    {source} --> {target} : {_label(chart, rows)}" for (source, target), rows in arrows.items()), "```", "",
    ]  # fmt: skip
    return "\n".join(lines)


def _label(chart: Chart, rows: list[Row[Any, Any, Any]]) -> str:
    """One arrow for all acts between two states; of several only the numbers, their names stand in the table."""
    one = rows[0]
    return f"{one.number} {chart.acts[one.act]}" if len(rows) == 1 else "、".join(row.number for row in rows)


def _table(chart: Chart) -> str:
    lines = [
        "| 行 | 操作 | 从 | 到 | 岗位 | 条件 | 依据 |",
        "|---|---|---|---|---|---|---|",
        *(_line(chart, row) for row in chart.rows),
    ]
    return "\n".join(lines) + "\n"


def _line(chart: Chart, row: Row[Any, Any, Any]) -> str:
    def names(states: Iterable[Any]) -> str:
        return "、".join(
            chart.states.get(each, str(each)) if each else "（无）" for each in sorted(states, key=str)
        )

    cells = (
        row.number, f"{chart.acts[row.act]} `{row.act}`", names(row.sources), names([row.target]) if row.target else "不变",
        " ".join(sorted(row.roles)), " ".join(f"`{guard.__name__}`" for guard in row.guards), row.basis,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
