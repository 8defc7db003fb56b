"""Machines `evaluation` and `progress_query` as tables: rows EV1 to EV4, PQ1 and PQ2 of spec/model/transitions.yaml.

A withdrawal's own machine is routing's; what its petitioners must prove first stands in acts.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from chassis.decisions import Refused
from chassis.machines import Machine, row
from services.intake.citizen.requests import QuestionState as Q, Rating, RatingState as S

PETITIONER = frozenset({"petitioner"})
STAFF_RATING = Refused("STAFF_RATING", "工作人员不得代替评价。请信访人本人在手机或自助机上评价。")


@dataclass(frozen=True, slots=True)
class Wish:
    """`proved`: by one-time code. `known`: by number and code. `is_staff`: with a clerk's token. `is_over`: C24 has ended."""

    act: str
    roles: frozenset[str]
    proved: bool = False
    known: bool = False
    is_staff: bool = False
    is_over: bool = False
    in_scope: bool = True


def _unless(holds: bool, code: str, because: str) -> Refused | None:
    return None if holds else Refused(code, because)


def evaluation_scope(_: Rating | None, wish: Wish) -> Refused | None:
    return _unless(wish.in_scope, "OUT_OF_EVALUATION", "该事项不在满意度评价范围内。")


def second_factor(_: Rating | None, wish: Wish) -> Refused | None:
    return _unless(wish.proved, "SECOND_FACTOR", "请输入验证码,或到窗口凭证件办理。")


def window_c24_open(_: Rating | None, wish: Wish) -> Refused | None:
    return _unless(not wish.is_over, "RATING_WINDOW_LAPSED", "评价期限已过。")


def window_c24_lapsed(_: Rating | None, wish: Wish) -> Refused | None:
    return _unless(wish.is_over, "C24_OPEN", "评价期限尚未届满。")


def rater_is_petitioner(_: Rating | None, wish: Wish) -> Refused | None:
    return STAFF_RATING if wish.is_staff else None


def number_and_code(_: None, wish: Wish) -> Refused | None:
    return _unless(wish.known, "CODE_MISMATCH", "编号或查询码不正确。")


EVALUATION: Machine[S, Rating | None, Wish] = Machine(
    rows=(
        row("EV1", [None], "invite_rating", S.INVITED, "system notifier", "R22 21; domain 20", evaluation_scope),
        row("EV2", [S.INVITED, S.RATED], "rate", S.RATED, "petitioner petition_agent", "R22 21",
            second_factor, window_c24_open, rater_is_petitioner),
        row("EV3", [S.INVITED], "rating_window_lapsed", S.NOT_RATED, "system", "clocks C24", window_c24_lapsed),
        row("EV4", [S.RATED], "fix_rating", S.FIXED, "system", "domain 20", window_c24_lapsed),
    ),
    acts={"invite_rating": "邀请评价", "rate": "评价", "rating_window_lapsed": "评价期满", "fix_rating": "确定评价"},
    states={S.INVITED: "请您评价", S.RATED: "已评价", S.NOT_RATED: "评价期已过，未参评", S.FIXED: "评价期已过，评价已定"},
    wrong_state="现在是“{state}”，{act}须在“{first}”时办理。办结后30日内可以评价。",
    wrong_role="请信访人本人评价。",
)  # fmt: skip

PROGRESS_QUERY: Machine[Q, None, Wish] = Machine(
    rows=(
        row("PQ1", [None], "ask_progress", Q.ASKED, "petitioner petition_agent representative",
            "S4 一(九), 二(八)1; R22 21", number_and_code),
        row("PQ2", [Q.ASKED], "answer_progress", Q.ANSWERED, "receptionist letter_clerk system", "S4 一(九)"),
    ),
    acts={"ask_progress": "问进度", "answer_progress": "答复询问"},
    states={Q.ASKED: "等待答复", Q.ANSWERED: "已答复"},
    wrong_state="没有这个等待答复的询问，可能同事已经答复。",
)  # fmt: skip
