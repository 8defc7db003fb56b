"""What one line of routing's tables says: the act and who may do it, under which conditions, and all that follows.

A row is whole: `brings` is what must be brought, `tells` the event that tells of the move, `then` what the move makes of
the matter beside its state, `drives` the acts of other machines that it carries along, `requires` where these must stand.
`new_cycle`: what hung on the old opinion is history, and its machines begin again (rule new_opinion_cycle).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict

from chassis import machines
from chassis.decisions import Refused
from lianjie_contracts.base import MatterEvent
from services.routing.domain.acts import Intent
from services.routing.domain.matter import Matter

Guard = Callable[[Matter, Intent], Refused | None]
Tells = type[MatterEvent] | Callable[[Matter, Intent, dict[str, Any]], MatterEvent]
Then = Callable[[Matter, Any], Matter]

REGISTRAR, ROUTER, RECEPTIONIST, CLERK = "registrar", "router", "receptionist", "letter_clerk"
DEPUTY, OFFICE_HEAD, LEADER, SUPERVISOR = "office_deputy_head", "office_head", "leader", "supervisor"
LIAISON, HANDLER, HEAD = "unit_liaison", "unit_handler", "unit_head"
PETITIONERS = "petitioner representative petition_agent"
SYSTEM, COORDINATOR = "system", "session_coordinator"
LEAD, SECRETARY, PANEL = "review_lead", "review_secretary", "review_panel_member"
HOST, OFFICER = "hearing_host", "hearing_officer"
NOTIFIER, ARCHIVIST = "notifier", "archivist"


@dataclass(frozen=True, slots=True)
class Row(machines.Row[str, Matter, Intent]):
    """One numbered line of one machine, as in spec/model/transitions.yaml."""

    machine: str = "matter"
    brings: type | None = None
    tells: Tells | None = None
    then: Then | None = None
    drives: tuple[str, ...] = ()
    requires: Mapping[str, frozenset[str]] = field(default_factory=dict)
    new_cycle: bool = False


class Fixed(TypedDict, total=False):
    """What several rows of one table have in common."""

    brings: type
    tells: Tells
    then: Then


def row(
    number: str, sources: Iterable[str | None], act: str, target: str | None, roles: str, basis: str, *guards: Guard,
    machine: str = "matter", brings: type | None = None, tells: Tells | None = None, then: Then | None = None,
    drives: str = "", requires: Mapping[str, Iterable[str]] | None = None, new_cycle: bool = False,
) -> Row:  # fmt: skip
    """A row as it reads in a table; `roles` and `drives` are parted by spaces."""
    must = {other: frozenset(states) for other, states in (requires or {}).items()}
    return Row(
        number, frozenset(sources), act, target, frozenset(roles.split()), guards, basis, machine, brings, tells, then,
        tuple(drives.split()), must, new_cycle,
    )  # fmt: skip


def filled(event: type[MatterEvent], intent: Intent, common: Mapping[str, Any], **more: Any) -> MatterEvent:  # noqa: ANN401 - fields of the event
    """The event with each of its fields that is brought under the same name, and the unit that acts; `more` goes before."""
    names = event.model_fields.keys() - common.keys()
    said = {name: getattr(intent.brings, name) for name in names if hasattr(intent.brings, name)}
    unit = {"unit": intent.unit} if "unit" in names and intent.unit else {}
    return event(**{**common, **said, **unit, **more})


def of_form(code: str, because: str) -> Callable[[Callable[[Matter, Intent], bool]], Guard]:
    """A condition on what is brought: who is refused can mend it in the same form."""
    return _guard(code, because, mendable=True)


def of_matter(code: str, because: str) -> Callable[[Callable[[Matter, Intent], bool]], Guard]:
    """A condition on how the matter stands: no form can mend it, so the act is not offered."""
    return _guard(code, because, mendable=False)


def mendable(guard: Guard) -> Guard:
    """Marks a guard that words its own refusals as one on what is brought."""
    guard.mendable = True  # type: ignore[attr-defined]
    return guard


def may_be_mended(guard: Guard) -> bool:
    return getattr(guard, "mendable", False)


def _guard(code: str, because: str, *, mendable: bool) -> Callable[[Callable[[Matter, Intent], bool]], Guard]:
    def made(holds: Callable[[Matter, Intent], bool]) -> Guard:
        def guard(matter: Matter, intent: Intent) -> Refused | None:
            return None if holds(matter, intent) else Refused(code, because)

        guard.__name__, guard.__doc__, guard.__module__ = holds.__name__, holds.__doc__, holds.__module__
        guard.mendable = mendable  # type: ignore[attr-defined]
        return guard

    return made
