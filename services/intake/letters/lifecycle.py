"""THE table of 办信: every step of a letter, with row number, guards and legal basis.

Row numbers, acts, roles and basis are those of spec/model/transitions.yaml, machine `letter`, and so are the guards of
the specification, which stand first in each row; a test walks both. The guards after them are ours [D].
"""

from __future__ import annotations

from chassis.decisions import Refused
from chassis.machines import Machine, Row, row as _row
from lianjie_contracts.events.letter_step_taken import LetterStep, LetterStepTaken
from lianjie_contracts.vocabulary import LetterState as S
from services.intake.letters import guards as g
from services.intake.letters.acts import SKIPS, Act, Intent
from services.intake.letters.letter import Letter

ROWS: tuple[Row[S, Letter | None, Intent], ...] = (
    _row("LT1", [None], Act.SIGN_IN, S.SIGNED_IN, "letter_clerk", "S4 二(一)", g.time_in_order),
    _row("LT2", [S.SIGNED_IN], Act.OPEN, S.OPENED, "letter_clerk", "S4 二(二)", g.step_operator_named, g.time_in_order),
    _row("LT3", [S.OPENED], Act.BIND, S.BOUND, "letter_clerk", "S4 二(二)", g.step_operator_named, g.time_in_order),
    _row("LT3s", [S.OPENED], Act.SKIP_BIND, S.BOUND, "letter_clerk", "S4 二(二)", g.skip_reason_given, g.time_in_order),
    _row("LT4", [S.BOUND], Act.ENTER, S.ENTERED, "letter_clerk", "S4 二(三)", g.recusal_clear, g.opinion_written, g.time_in_order),
    _row("LT5", [S.ENTERED], Act.ENDORSE, S.ENDORSED, "office_deputy_head", "S4 二(三)", g.step_operator_named,
         g.endorsed_by_another, g.time_in_order),
    _row("LT6", [S.ENDORSED], Act.TELL, S.TOLD, "letter_clerk", "S4 二(三)", g.step_operator_named,
         g.somebody_to_tell, g.time_in_order),
    _row("LT6s", [S.ENDORSED], Act.SKIP_TELL, S.TOLD, "letter_clerk", "S4 二(三)", g.skip_reason_given, g.time_in_order),
    _row("LT7", [S.TOLD], Act.SET_MODE, S.MODE_SET, "letter_clerk", "S4 二(四)", g.step_operator_named, g.mode_as_endorsed,
         g.time_in_order),
    _row("LT8", [S.MODE_SET], Act.FOLLOW, S.FOLLOWED, "letter_clerk", "S4 二(五)", g.step_operator_named, g.time_in_order),
    _row("LT8s", [S.MODE_SET], Act.SKIP_FOLLOW, S.FOLLOWED, "letter_clerk", "S4 二(五)", g.skip_reason_given, g.time_in_order),
    _row("LT9", [S.FOLLOWED], Act.CHECK, S.CHECKED, "letter_clerk", "S4 二(七)", g.step_operator_named, g.time_in_order),
    _row("LT9s", [S.FOLLOWED], Act.SKIP_CHECK, S.CHECKED, "letter_clerk", "S4 二(七)", g.skip_reason_given, g.time_in_order),
    _row("LT10", [S.CHECKED], Act.REPLY, S.REPLIED, "letter_clerk", "S4 二(八)", g.step_operator_named,
         g.somebody_to_tell, g.not_answered_by_lead, g.time_in_order),
    _row("LT10s", [S.CHECKED], Act.SKIP_REPLY, S.REPLIED, "letter_clerk", "S4 二(八)", g.skip_reason_given, g.time_in_order),
    _row("LT11", [S.REPLIED], Act.COUNT, S.COUNTED, "letter_clerk", "S4 二(九)", g.step_operator_named, g.time_in_order),
    _row("LT12", [S.COUNTED], Act.HAND_OVER, S.BOUND_OVER, "letter_clerk archivist", "S4 四", g.step_operator_named,
         g.no_open_custody, g.time_in_order),
)  # fmt: skip

ACTS_ZH = {
    Act.SIGN_IN: "签收", Act.OPEN: "启封", Act.BIND: "装订盖章", Act.SKIP_BIND: "略过装订盖章", Act.ENTER: "登记审阅",
    Act.ENDORSE: "领导批示", Act.TELL: "告知来信人", Act.SKIP_TELL: "略过告知", Act.SET_MODE: "确定办理方式",
    Act.FOLLOW: "督查督办", Act.SKIP_FOLLOW: "略过督查督办", Act.CHECK: "审核结案", Act.SKIP_CHECK: "略过审核结案",
    Act.REPLY: "回复", Act.SKIP_REPLY: "略过回复", Act.COUNT: "统计", Act.HAND_OVER: "立卷移交",
}  # fmt: skip
STATES_ZH = {
    S.SIGNED_IN: "已签收", S.OPENED: "已启封", S.BOUND: "已装订", S.ENTERED: "已登记", S.ENDORSED: "已批示", S.TOLD: "已告知",
    S.MODE_SET: "已定办理方式", S.FOLLOWED: "已督办", S.CHECKED: "已审核", S.REPLIED: "已回复", S.COUNTED: "已统计",
    S.BOUND_OVER: "已移交",
}  # fmt: skip
MACHINE: Machine[S, Letter | None, Intent] = Machine(
    ROWS, ACTS_ZH, STATES_ZH, wrong_state="这封信现在是“{state}”，{act}须在“{first}”时办理。"
)


def step(
    letter_id: str, letter_no: str, county: str, letter: Letter | None, intent: Intent
) -> LetterStepTaken | Refused:
    """The event of one step, or why it may not be taken."""
    state = letter.state if letter else None
    allowed = MACHINE.permits(state, letter, intent)
    if isinstance(allowed, Refused):
        return allowed
    taken = LetterStep(
        row=allowed.number, act=allowed.act, skipped=intent.act in SKIPS, operator=intent.operator or intent.by.name,
        by=intent.by.id, done_at=intent.done_at, note=intent.note.strip(), mode=intent.mode,
    )  # fmt: skip
    return LetterStepTaken(
        occurred_at=intent.at, by=intent.by, letter_id=letter_id, letter_no=letter_no, county=county, office=county,
        state=allowed.target or S.SIGNED_IN, step=taken, received_at=letter.received_at if letter else intent.done_at,
        cover=intent.cover, contents=intent.contents, entry=intent.entry or (letter.entry if letter else None),
    )  # fmt: skip
