"""The definitions of all figures, as data: what is counted, over what, to which target, and who says so.

A definition that changes gets the next version; figures are always given with the version they follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Counts(StrEnum):
    """What one stands for (spec/metrics 0)."""

    ITEMS = "件"
    BATCHES = "批次"
    HEADS = "人次"
    TIMES = "次"
    MATTERS = "事项"


class Who(StrEnum):
    """Whose rate it is."""

    COUNTY = "county"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class RateDefinition:
    """Clocks met / clocks due in the period."""

    id: str
    version: int
    name_zh: str
    numerator: str
    denominator: str
    clock: str
    of: Who
    target: Fraction | None
    period: str
    source: str


class Over(StrEnum):
    """Which facts a volume is counted over."""

    ITEMS = "items"
    DISPATCHES = "dispatches"
    MATTERS = "matters"


@dataclass(frozen=True, slots=True)
class VolumeDefinition:
    """`field` is where the number stands among the volumes; of the facts it counts those that are as `only` says.

    With `by` it is a distribution: one number for each value.
    """

    id: str
    version: int
    name_zh: str
    field: str
    over: Over
    counts: Counts
    only: tuple[tuple[str, str | bool], ...]
    by: str | None
    rule: str
    source: str
    period: str = "month"


RATES = (
    RateDefinition(
        "R03", 1, "及时受理率", "C02 在到期时或到期前停止", "本月到期的 C02；作废的、暂停的、尚未到期的不算",
        "C02", Who.COUNTY, Fraction(1), "month", "S1 5(2) 及时受理率、按期办结率均到达100",
    ),
    RateDefinition(
        "R05", 1, "按期办结率", "C07（含依法延期）在到期时或到期前停止", "本月到期的 C07；作废的、暂停的、尚未到期的不算",
        "C07", Who.UNIT, Fraction(1), "month", "S1 5(2) 及时受理率、按期办结率均到达100；S2 九成以上",
    ),
)  # fmt: skip

_ITEMS, _DISPATCHES, _MATTERS = Over.ITEMS, Over.DISPATCHES, Over.MATTERS
_VISIT, _GROUP, _REPEAT = (("channel", "VISIT"),), (("is_group", True),), (("is_repeat", True),)
_FORWARD, _ASSIGN = (("mode", "FORWARD"),), (("mode", "ASSIGN"),)
_S4, _S4_LETTERS, _S2 = "S4 二(九)", "S4 二(四)3", "S2"
VOLUMES = (
    VolumeDefinition(
        "V01", 1, "信访件", "by_channel", _ITEMS, Counts.ITEMS, (), "channel", "本月收到的件，按信访形式", _S4
    ),
    VolumeDefinition(
        "V02", 1, "接访批次", "batches", _ITEMS, Counts.BATCHES, _VISIT, None, "本月来访，一次来访为一批", _S2
    ),
    VolumeDefinition(
        "V02", 1, "接访人次", "heads", _ITEMS, Counts.HEADS, _VISIT, None, "本月各次来访人数之和", _S2
    ),
    VolumeDefinition(
        "V03", 1, "类别", "by_category", _ITEMS, Counts.ITEMS, (), "category", "本月收到的件，按一级类别", _S4
    ),
    VolumeDefinition(
        "V04", 1, "重复信访", "repeats", _ITEMS, Counts.ITEMS, _REPEAT, None, "本月收到的同人同事重复件", _S4
    ),
    VolumeDefinition(
        "V06",
        1,
        "集体访批次",
        "group_batches",
        _ITEMS,
        Counts.BATCHES,
        _GROUP,
        None,
        "本月五人及以上的来访",
        _S2,
    ),
    VolumeDefinition(
        "V06",
        1,
        "集体访人次",
        "group_heads",
        _ITEMS,
        Counts.HEADS,
        _GROUP,
        None,
        "本月五人及以上来访的人数之和",
        _S2,
    ),
    VolumeDefinition(
        "V10",
        1,
        "转送次数",
        "forwarded_times",
        _DISPATCHES,
        Counts.TIMES,
        _FORWARD,
        None,
        "本月转送",
        _S4_LETTERS,
    ),
    VolumeDefinition(
        "V10",
        1,
        "转送件数",
        "forwarded_items",
        _DISPATCHES,
        Counts.ITEMS,
        _FORWARD,
        None,
        "本月转送的件",
        _S4_LETTERS,
    ),
    VolumeDefinition(
        "V10",
        1,
        "交办次数",
        "assigned_times",
        _DISPATCHES,
        Counts.TIMES,
        _ASSIGN,
        None,
        "本月交办",
        _S4_LETTERS,
    ),
    VolumeDefinition(
        "V10",
        1,
        "交办件数",
        "assigned_items",
        _DISPATCHES,
        Counts.ITEMS,
        _ASSIGN,
        None,
        "本月交办的件",
        _S4_LETTERS,
    ),
    VolumeDefinition(
        "V11", 1, "在办", "open", _MATTERS, Counts.MATTERS, (), None, "月末（本月为此刻）没有办结的事项", _S4
    ),
    VolumeDefinition(
        "V11", 1, "在办已超期", "overdue", _MATTERS, Counts.MATTERS, (), None, "在办而有期限已过的事项", _S4
    ),
    VolumeDefinition(
        "V11", 1, "本月受理", "accepted", _MATTERS, Counts.MATTERS, (), None, "承办单位在本月受理的事项", _S4
    ),
    VolumeDefinition(
        "V11", 1, "本月办结", "completed", _MATTERS, Counts.MATTERS, (), None, "处理意见在本月送达的事项", _S4
    ),
    VolumeDefinition(
        "V11",
        1,
        "登记环节办结",
        "closed",
        _MATTERS,
        Counts.MATTERS,
        (),
        None,
        "本月由接访中心办结的事项",
        _S4,
    ),
)
