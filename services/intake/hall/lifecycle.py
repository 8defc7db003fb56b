"""THE table: every allowed move of a ticket. spec/model/transitions.yaml has no ticket; the row numbers are our own [D],
the states and acts those of corrections 24 and issue 5."""

from __future__ import annotations

from chassis.decisions import Refused
from chassis.machines import Machine, Row, row as _row
from services.intake.hall import guards as g
from services.intake.hall.ticket import Act, Intent, Ticket, TicketState as S

# Who may sit at a desk: the office's own, and the people of the resident units.
AT_TICKETS = "registrar receptionist"
AT_DESKS = "registrar receptionist unit_liaison unit_handler"

ROWS: tuple[Row[S, Ticket | None, Intent], ...] = (
    _row("TK1", [None], Act.TAKE, S.WAITING, AT_TICKETS, "[D]", g.queue_known),
    _row("TK2", [S.WAITING], Act.CALL, S.CALLED, AT_DESKS, "[D]; S1 3(4)",
         g.desk_open, g.desk_free, g.desk_takes),
    _row("TK3", [S.CALLED], Act.CALL_AGAIN, None, AT_DESKS, "[D]", g.desk_open, g.at_this_desk, g.calls_left),
    _row("TK4", [S.CALLED], Act.NOT_COME, S.LEFT, AT_DESKS, "[D]", g.desk_open, g.at_this_desk, g.called_enough),
    _row("TK5", [S.CALLED], Act.BEGIN, S.IN_TALK, AT_DESKS, "[D]", g.desk_open, g.at_this_desk),
    _row("TK6", [S.IN_TALK], Act.END, S.DONE, AT_DESKS, "[D]", g.desk_open, g.at_this_desk),
    _row("TK7", [S.CALLED, S.IN_TALK], Act.HAND_OVER, S.WAITING, AT_DESKS, "[D]",
         g.desk_open, g.at_this_desk, g.other_desk_open),
    _row("TK8", [S.IN_TALK, S.DONE], Act.LINK, None, AT_DESKS, "[D]", g.at_this_desk, g.item_named),
    _row("TK9", [S.WAITING], Act.LEAVE, S.LEFT, AT_TICKETS, "[D]"),
)  # fmt: skip

ACTS_ZH = {
    Act.TAKE: "取号", Act.CALL: "叫号", Act.CALL_AGAIN: "再叫", Act.NOT_COME: "登记未到", Act.BEGIN: "开始接谈",
    Act.END: "结束接谈", Act.HAND_OVER: "转到别的窗口", Act.LINK: "关联信访件", Act.LEAVE: "登记离开",
}  # fmt: skip
STATES_ZH = {S.WAITING: "等候", S.CALLED: "已叫号", S.IN_TALK: "接谈中", S.DONE: "已接谈", S.LEFT: "已离开"}
MACHINE: Machine[S, Ticket | None, Intent] = Machine(
    ROWS, ACTS_ZH, STATES_ZH, wrong_state="这个号现在是“{state}”，{act}须在“{first}”时办理。"
)


def permits(ticket: Ticket | None, intent: Intent) -> Row[S, Ticket | None, Intent] | Refused:
    """The row under which an intent may happen, or why not."""
    return MACHINE.permits(ticket.state if ticket else None, ticket, intent)
