"""What runs beside a matter: its execution, its report to the assigner, the call-back, a hearing, review and recheck.

Told by the rows that an event names, which are those of the specification; a test compares them with the owner's tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MOVES: Mapping[str, tuple[str, str]] = {
    "26": ("execution", "EXECUTING"), "26.2": ("execution", "EXECUTING"), "39": ("execution", "EXECUTED"),
    "39.2": ("execution", "NOT_EXECUTABLE"),
    "33.0": ("closing_check", "AWAITING_REPORT"), "33.1": ("closing_check", "NONE"), "33": ("closing_check", "REPORT_CHECK"),
    "34": ("closing_check", "APPROVED"), "35": ("closing_check", "AWAITING_REPORT"), "35.2": ("closing_check", "AWAITING_REPORT"),
    "35.3": ("closing_check", "AWAITING_REPORT"),
    "CB1": ("callback", "TASK_OPEN"), "CB3": ("callback", "SATISFIED"), "CB4": ("callback", "CHECKING"),
    "CB5": ("callback", "UNREACHED"), "CB6": ("callback", "FOUNDED"), "CB7": ("callback", "UNFOUNDED"), "CB8": ("callback", "NONE"),
    "H1": ("hearing", "RIGHT_TOLD"), "H2": ("hearing", "REQUESTED"), "H3": ("hearing", "WAIVED"), "H4": ("hearing", "DECIDED"),
    "H5": ("hearing", "DECLINED"), "H6": ("hearing", "NOTIFIED"), "H7": ("hearing", "HELD"), "H8": ("hearing", "POSTPONED"),
    "H9": ("hearing", "WITHDRAWN"), "H10": ("hearing", "CONCLUDED"), "H11": ("hearing", "ENTERED"),
    "27": ("review", "APPLIED"), "27.2": ("review", "APPLIED"), "27.4": ("review", "ACCEPTED"), "27.5": ("review", "REFUSED"),
    "27.6": ("review", "EXAMINING"), "27.7": ("review", "HEARING"), "27.8": ("review", "EXAMINING"), "27.9": ("review", "DELIBERATED"),
    "28": ("review", "SIGNED"), "28.1": ("review", "UPHELD"), "28.2": ("review", "CHANGED"), "28.4": ("review", "UPHELD"),
    "28.6": ("review", "CHANGED"), "29.1": ("review", "REVOKED"), "40": ("review", "WITHDRAWN"),
    "30": ("recheck", "APPLIED"), "30.2": ("recheck", "APPLIED"), "30.4": ("recheck", "ACCEPTED"), "30.5": ("recheck", "REFUSED"),
    "30.6": ("recheck", "EXAMINING"), "30.7": ("recheck", "HEARING"), "30.8": ("recheck", "EXAMINING"),
    "30.9": ("recheck", "DELIBERATED"), "31.1": ("recheck", "SIGNED"), "31.2": ("recheck", "UPHELD"), "31.3": ("recheck", "CHANGED"),
    "31.5": ("recheck", "UPHELD"), "31.6": ("recheck", "CHANGED"), "29.2": ("recheck", "REVOKED"), "40.2": ("recheck", "WITHDRAWN"),
    "RU1": ("report_up", "DRAFTED"), "RU2": ("report_up", "SENT"), "RU3": ("report_up", "CLOSED"), "RU4": ("report_up", "INSTRUCTED"),
    "RU5": ("report_up", "CLOSED"), "RU6": ("report_up", "OWNED"), "RU7": ("report_up", "ANSWERED"), "RU8": ("report_up", "INSTRUCTED"),
    "RU9": ("report_up", "CLOSED"),
    "EX1": ("exchange", "IMPORTED"), "EX2": ("exchange", "SENT"), "EX3": ("exchange", "RECONCILED"), "EX4": ("exchange", "REJECTED"), "EX5": ("exchange", "SENT"),
    "EX6": ("exchange", "CLOSED"),
    "AC1": ("accountability", "FOUND"), "AC2": ("accountability", "FACTS"), "AC3": ("accountability", "HEARD"),
    "AC4": ("accountability", "PROPOSED"), "AC5": ("accountability", "DROPPED"), "AC6": ("accountability", "ANSWERED"),
    "RC1": ("recusal", "APPLIED"), "RC2": ("recusal", "GRANTED"), "RC3": ("recusal", "DENIED"),
}  # fmt: skip
# With these a new opinion begins: what hung on the old one is history, and a report that was in is owed again.
NEW_CYCLE = frozenset({"29", "35.1", "36", "36.2", "36.3", "36.4", "36.5", "41"})
NEW_STAGE = frozenset({"27", "27.2", "30", "30.2"})  # with a hearing of its own
_GONE = dict.fromkeys(("execution", "hearing", "review", "recheck"), "NONE")
_AGAIN = {"REPORT_CHECK": "AWAITING_REPORT", "APPROVED": "NONE"}


def moved(beside: Mapping[str, str], rows: Iterable[str]) -> Mapping[str, str]:
    """Where each stands after these rows, in their order; what stands nowhere is left out."""
    now = dict(beside)
    for row in rows:
        if row in NEW_CYCLE:
            check = now.get("closing_check", "NONE")
            now |= {**_GONE, "closing_check": _AGAIN.get(check, check)}
        if row in NEW_STAGE:
            now["hearing"] = "NONE"
        if row in MOVES:
            machine, state = MOVES[row]
            now[machine] = state
    return {machine: state for machine, state in now.items() if state != "NONE"}
