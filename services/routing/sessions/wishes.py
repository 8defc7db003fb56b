"""What somebody wants done with a joint session, by whichever road it comes: with the posts the session gives, and what routing knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lianjie_contracts.base import Actor
from lianjie_contracts.directory import Directory, Unit
from lianjie_contracts.events.session_moved import SessionClaim, SessionMatter
from lianjie_contracts.vocabulary import MatterState as S, ParticipantKind as K, SessionState
from services.routing.asks import read
from services.routing.domain.days import day_of
from services.routing.domain.lifecycle import UNIT_ROLES
from services.routing.domain.matter import Matter
from services.routing.sessions.lifecycle import LOCAL_REP, UNIT_REP
from services.routing.sessions.papers import PAPERS, Called, Convening, Paper, Proposing
from services.routing.sessions.session import Act, Intent, JointSession

OVER = frozenset({S.NONE, S.CLOSED_AT_INTAKE, S.CLOSED, S.FINALIZED, S.WITHDRAWN, S.ARCHIVED, S.MERGED})
REPRESENTS = {K.UNIT: UNIT_REP, K.LOCAL: LOCAL_REP}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who wants it: the person, the posts, and the unit that is spoken for, if any."""

    by: Actor
    roles: frozenset[str]
    unit: str | None = None


def sees(held: JointSession, county: str, unit: str | None) -> bool:
    """The office sees its county's sessions; a unit those it is called to, from the invitation on."""
    if unit is None:
        return held.told.county == county
    return held.state is not SessionState.PROPOSED and held.participant(unit) is not None


def posts(held: JointSession | None, roles: frozenset[str], unit: str | None) -> frozenset[str]:
    """The posts that count in this session: people of a unit that is called represent it."""
    own = held.participant(unit) if held and unit and roles & UNIT_ROLES else None
    return roles | {REPRESENTS[own.kind]} if own and own.kind in REPRESENTS else roles


def paper_of(act: Act, said: Mapping[str, Any]) -> Paper:
    """Raises RequestValidationError, field by field, for a paper that cannot be read."""
    paper: Paper = read(PAPERS[act], said)
    return paper


def matters_of(held: JointSession | None, brings: Paper) -> tuple[str, ...]:
    """The matters that an act is about: those proposed, or those of the session."""
    if isinstance(brings, Proposing):
        return tuple(dict.fromkeys(brings.matter_ids))
    return tuple(matter.matter_id for matter in held.told.matters) if held else ()


def wish(
    act: Act, brings: Paper, held: JointSession | None, who: Speaker, at: datetime,
    matters: Iterable[Matter], directory: Directory,
) -> Intent:  # fmt: skip
    """The intent with what routing knows of matters and units."""
    known = tuple(matters)
    units = _units(brings, directory, held)
    return Intent(
        act, who.by, at, day_of(at), posts(held, who.roles, who.unit), who.unit, brings, tuple(map(_received, known)),
        tuple(_called(each) for each in known if _is_barred(each)), {code: unit.name for code, unit in units.items()},
        frozenset(code for code, unit in units.items() if unit.feed),
    )  # fmt: skip


def _units(brings: Paper, directory: Directory, held: JointSession | None) -> dict[str, Unit]:
    """The units called that are the county's own and not closed."""
    called: tuple[Called, ...] = brings.participants if isinstance(brings, Convening) else ()
    county = held.told.county if held else ""
    codes = [each.unit for each in called if each.unit and directory.takes_new(each.unit)]
    return {code: unit for code in codes if (unit := directory.unit(code)).county == county}


def _received(matter: Matter) -> SessionMatter:
    claims = tuple(SessionClaim(claim_id=claim.claim_id, text=claim.text) for claim in matter.claims)
    return SessionMatter(
        matter_id=matter.matter_id, item_no=_called(matter), title=matter.title, claims=claims
    )


def _called(matter: Matter) -> str:
    return matter.item_nos[0] if matter.item_nos else matter.matter_id


def _is_barred(matter: Matter) -> bool:
    return matter.restricted or matter.secret or matter.state in OVER
