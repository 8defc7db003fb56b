"""What runs beside a matter and has a list of its own: its execution, its report to the assigner, the call-back.

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
}  # fmt: skip
# With these a new opinion begins: what hung on the old one is history, and a report that was in is owed again.
NEW_CYCLE = frozenset({"29", "35.1", "36", "36.2", "36.3", "36.4", "36.5", "41"})
_AGAIN = {"REPORT_CHECK": "AWAITING_REPORT", "APPROVED": "NONE"}


def moved(beside: Mapping[str, str], rows: Iterable[str]) -> Mapping[str, str]:
    """Where each stands after these rows, in their order; what stands nowhere is left out."""
    now = dict(beside)
    for row in rows:
        if row in NEW_CYCLE:
            check = now.get("closing_check", "NONE")
            now |= {"execution": "NONE", "closing_check": _AGAIN.get(check, check)}
        if row in MOVES:
            machine, state = MOVES[row]
            now[machine] = state
    return {machine: state for machine, state in now.items() if state != "NONE"}
