"""The conditions of the ticket's table; each answers None, or the refusal that is told."""

from __future__ import annotations

from chassis.decisions import Refused
from services.intake.hall.setup import the_hall
from services.intake.hall.ticket import Intent, Ticket


def queue_known(_: Ticket | None, intent: Intent) -> Refused | None:
    if intent.fresh is None or intent.fresh.queue not in the_hall().letters:
        return Refused("NO_SUCH_QUEUE", "没有这个队。请选取号台上列出的一个。")
    return None


def desk_open(_: Ticket | None, intent: Intent) -> Refused | None:
    """The desk is open, and by whoever asks."""
    if intent.desk is None or not intent.desk.is_open:
        return Refused("DESK_CLOSED", "这个窗口还没有开。请先开窗口、选好接哪些队，再叫号。")
    if intent.desk.clerk != intent.by:
        return Refused("NOT_YOUR_DESK", f"{intent.desk.no} 号窗口现在由别的同事在岗。请到您自己的窗口办理。")
    return None


def desk_free(_: Ticket | None, intent: Intent) -> Refused | None:
    if intent.busy_with:
        return Refused("DESK_BUSY", f"{intent.busy_with} 号还在本窗口。请先结束接谈，再叫下一个。")
    return None


def desk_takes(ticket: Ticket | None, intent: Intent) -> Refused | None:
    """The desk takes the ticket's queue; one that was handed over, only the desk it was handed to."""
    if ticket is None or intent.desk is None:
        return None
    if ticket.at_desk is not None and ticket.at_desk != intent.desk.no:
        return Refused("FOR_ANOTHER_DESK", f"{ticket.number} 号已转到 {ticket.at_desk} 号窗口，由那边叫。")
    if ticket.at_desk is None and ticket.queue not in intent.desk.queues:
        return Refused("QUEUE_NOT_TAKEN", f"本窗口没有接 {ticket.queue} 队。要接的，先在开窗口处勾上。")
    return None


def at_this_desk(ticket: Ticket | None, intent: Intent) -> Refused | None:
    if ticket is None or intent.desk is None or ticket.desk != intent.desk.no:
        return Refused("AT_ANOTHER_DESK", "这个号不在您的窗口。请由叫号的窗口办理。")
    return None


def calls_left(ticket: Ticket | None, _: Intent) -> Refused | None:
    most = the_hall().calls_before_left
    if ticket is not None and ticket.calls >= most:
        return Refused("CALLED_ENOUGH", f"已叫过 {most} 次。人来了请开始接谈，没来请登记未到。")
    return None


def called_enough(ticket: Ticket | None, _: Intent) -> Refused | None:
    most = the_hall().calls_before_left
    if ticket is not None and ticket.calls < most:
        return Refused(
            "CALL_AGAIN_FIRST", f"才叫了 {ticket.calls} 次，满 {most} 次没来才登记未到。请再叫一次。"
        )
    return None


def other_desk_open(_: Ticket | None, intent: Intent) -> Refused | None:
    if intent.to is None or not intent.to.is_open:
        return Refused("DESK_CLOSED", "要转去的窗口没有开。请另选一个开着的窗口。")
    if intent.desk is not None and intent.to.no == intent.desk.no:
        return Refused("SAME_DESK", "这就是您自己的窗口。请选别的窗口。")
    return None


def item_named(_: Ticket | None, intent: Intent) -> Refused | None:
    if intent.item_id is None:
        return Refused("NO_SUCH_ITEM", "没有这个编号的信访件。请照回执核对编号。")
    return None
