"""What is open to a petitioner as a matter stands: told with every refusal of what was asked for, so that nobody is left at a door."""

from __future__ import annotations

from datetime import datetime

from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.beside import ReviewState as R
from services.routing.domain.days import day_of
from services.routing.domain.guards import on_petition_path
from services.routing.domain.matter import Matter
from services.routing.domain.windows import window_is_open, window_of

IN_HAND = frozenset({R.APPLIED, R.ACCEPTED, R.EXAMINING, R.HEARING, R.DELIBERATED, R.SIGNED})
DECIDED = frozenset({R.UPHELD, R.CHANGED})
ANSWERED = frozenset({S.COMPLETED, S.CLOSED})
GUIDED = "对告知书上的途径有不同意见，请带告知书到窗口。"
FINAL = "复核意见是最终意见。有新的事实，可以作为新的事项反映。"


def remains(matter: Matter, at: datetime) -> str:
    """In words to the petitioner, with the last day where a window runs; a limit nobody has told of yet is named by its length."""
    if matter.recheck in IN_HAND:
        return "复核正在进行，复核意见会书面送达您。"
    if matter.review in IN_HAND:
        return "复查正在进行，复查意见会书面送达您；不服的，收到后30日内可以申请复核。"
    if matter.recheck_file.opinion is not None:
        return FINAL
    if matter.state in ANSWERED:
        return _after_the_answer(matter, at)
    if matter.state == S.WITHDRAWN:
        return "这件事已按撤回办结。仍要反映的，可以重新提出。"
    if matter.state in (S.CLOSED_AT_INTAKE, S.FINALIZED, S.ARCHIVED):
        return GUIDED
    if matter.issued_at is not None:
        return "处理意见会书面送达您；不服的，收到后30日内可以申请复查。"
    return "事项照常办理，答复以前可以随时补充情况。"


def _after_the_answer(matter: Matter, at: datetime) -> str:
    """The next stage, if its window runs; after that only for a good reason (rows 27.2, 30.2)."""
    if not on_petition_path(matter):
        return GUIDED
    clock, stage = ("C13", "复核") if matter.review in DECIDED else ("C10", "复查")
    if not window_is_open(matter, clock, at):
        return f"申请{stage}的期限已过；确有正当理由的，写明理由、附上证明，仍可以申请。"
    told = window_of(matter, clock)
    until = f"{day_of(told.due_at):%-m月%-d日}以前" if told else "收到后30日内"
    return f"不服的，{until}可以申请{stage}。"
