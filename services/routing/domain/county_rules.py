"""What a county decides of its own rules: who is competent, in order, and which profile it follows from which day (ADR 0036).

What is proposed is checked against the county's directory; what it would change is told before anybody approves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lianjie_contracts.directory import CountyEntry, DeclaredRule, PlaceEntry, Unit
from lianjie_contracts.profiles import Following, profiles
from services.routing.domain.directory import RefusedRow
from services.routing.domain.matter import Matter
from services.routing.domain.suggestion import Facts, suggest

RULES, PROFILE = "建议规则", "适用规则"
MOST_RULES = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """One open matter for which another unit would be proposed; "" stands for none."""

    number: str
    title: str
    before: str
    after: str


def wrong_rules(
    rules: Sequence[DeclaredRule], units: Iterable[Unit], places: Iterable[PlaceEntry]
) -> tuple[RefusedRow, ...]:
    """What keeps each rule, by its number, from being one."""
    working = {unit.code: unit for unit in units}
    known = {place.code for place in places}
    return tuple(
        RefusedRow(number, because)
        for number, rule in enumerate(rules, 1)
        for because in _against(rule, working, known)
    )


def _against(rule: DeclaredRule, units: dict[str, Unit], places: set[str]) -> Iterator[str]:
    unit = units.get(rule.unit)
    if not rule.title.strip():
        yield "没有写规则名称。请写一个看得懂的名称。"
    if unit is None:
        yield "单位不在名录里或已撤销。请改选在用的单位。"
    elif unit.kind == "discipline":
        yield "检举控告按干部管理权限移送，不用规则建议。请改选其他单位。"
    if not (rule.words or rule.category or rule.place):
        yield "没有写条件。请写关键词，或选分类、事发地。"
    if rule.place and rule.place not in places:
        yield "事发地不是本县的镇街。请重新选择。"


def wrong_following(entry: CountyEntry, decision: Following, today: date) -> tuple[str, str]:
    """The field and why it cannot be decided so; both empty if it can. A day gone by is never touched: what was registered
    on it keeps its rules, and nobody can say later by which they were counted."""
    known = profiles().get(decision.profile)
    if known is None:
        return "profile", "没有这套规则。请重新选择。"
    if decision.since <= today:
        return "since", "只能从明天起改。已经登记的件一直用登记时的规则。"
    if not known.in_force(decision.since):
        return "since", f"{known.name}的规则那一天没有效力。请改日期，或另选一套。"
    if entry.profile_on(decision.since) == decision.profile:
        return "profile", "那一天本来就适用这套规则，不用再改。"
    return "", ""


def following(entry: CountyEntry, decision: Following) -> CountyEntry:
    """The county with this decision; another one for the same day gives way."""
    kept = (each for each in entry.follows if each.since != decision.since)
    return entry.model_copy(update={"follows": tuple(sorted((*kept, decision), key=lambda each: each.since))})


def differences(
    matters: Iterable[Matter],
    units: Sequence[Unit],
    before: Sequence[DeclaredRule],
    after: Sequence[DeclaredRule],
) -> tuple[Difference, ...]:
    """For which of these matters another unit would be proposed; of accusations and secrets nothing is shown."""
    found = []
    for matter in matters:
        if matter.restricted or matter.secret:
            continue
        facts = _facts(matter)
        was, now = suggest(facts, units, before).unit_name or "", suggest(facts, units, after).unit_name or ""
        if was != now:
            found.append(Difference(matter.item_nos[0] if matter.item_nos else "", matter.title, was, now))
    return tuple(found)


def _facts(matter: Matter) -> Facts:
    text = " ".join((matter.title, matter.main_content, *(claim.text for claim in matter.claims)))
    return Facts(
        text, matter.category, matter.place.code, matter.matter_class, matter.litigation_status, matter.accused_unit
    )  # fmt: skip
