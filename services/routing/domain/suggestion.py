"""Which unit is competent: by declared rules (duty list, category, place) first, then by what closed matters teach; always with the
reasons, for the system proposes only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from lianjie_contracts.base import LearnedAnswer, Suggestion
from lianjie_contracts.directory import DeclaredRule, Duty, Unit
from lianjie_contracts.vocabulary import LitigationStatus, MatterClass, Purpose, Urgency
from services.routing.learning.ranker import Ranking

BEFORE_A_COURT = (LitigationStatus.PENDING, LitigationStatus.DECIDED, LitigationStatus.SHOULD_GO)
SIMPLE_PURPOSES = (
    Purpose.CONSULT,
    Purpose.THANKS,
)  # domain 5: what may take the simple road; the rest is for a person to see
CATEGORY_POINTS, WORD_POINTS, PLACE_POINTS = 2, 3, 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules may look at: never the person."""

    text: str
    category: str
    place: str
    matter_class: MatterClass
    litigation_status: LitigationStatus
    accused_unit: str | None = None


@dataclass(frozen=True, slots=True)
class _Match:
    unit: Unit
    duty: Duty
    points: int
    words: tuple[str, ...]
    local: bool


def suggest(facts: Facts, units: Sequence[Unit], rules: Sequence[DeclaredRule] = ()) -> Suggestion:
    """The proposal for one text: the first of the county's own rules that fits, else the duty lists. Not sure: no duty named,
    or two units equally; then a person must judge."""
    if facts.matter_class == MatterClass.ACCUSATION:
        return _discipline(facts, units)
    if facts.litigation_status in BEFORE_A_COURT:
        reason = "涉诉：依法应通过诉讼、仲裁、复议等途径，建议引导（《信访工作条例》第三十一条）"
        return Suggestion(reasons=(reason,))
    able = [unit for unit in units if unit.kind != "discipline" and unit.code != facts.accused_unit]
    matches = sorted(filter(None, (_match(facts, unit) for unit in able)), key=lambda m: -m.points)
    if declared := _declared(facts, able, rules):
        others = tuple(m.unit.code for m in matches if m.unit.code != declared.unit)
        return declared.model_copy(update={"alternatives": others[:3]})
    if not matches:
        return _local(facts, able)
    best = [match for match in matches if match.points == matches[0].points]
    others = tuple(match.unit.code for match in matches[1:4])
    if len(best) > 1:
        names = "或".join(match.unit.name for match in best[:3])
        return Suggestion(
            reasons=(f"{names}，职责相当，需您判断",), alternatives=tuple(m.unit.code for m in best[:4])
        )
    return Suggestion(
        unit=best[0].unit.code,
        unit_name=best[0].unit.name,
        sure=True,
        reasons=_reasons(best[0]),
        alternatives=others,
    )


def with_road(suggestion: Suggestion, purpose: Purpose | None, claims: int, urgency: Urgency) -> Suggestion:
    """Also that the matter takes the simple road, where what is asked for says so and nothing speaks against it."""
    if purpose not in SIMPLE_PURPOSES or claims > 1 or urgency != Urgency.ORDINARY:
        return suggestion
    reason = "咨询、感谢，只有一项请求，可以简易办理"
    return suggestion.model_copy(update={"simple": True, "reasons": (*suggestion.reasons, reason)})


def _declared(facts: Facts, units: Sequence[Unit], rules: Sequence[DeclaredRule]) -> Suggestion | None:
    """By the county's own rules, in their order; one whose unit may not have the matter is passed over."""
    able = {unit.code: unit for unit in units}
    for number, rule in enumerate(rules, 1):
        reasons = _fits(facts, rule)
        if reasons and rule.unit in able:
            first = f"本县规则 {number}“{rule.title}”：{'，'.join(reasons)}"
            return Suggestion(unit=rule.unit, unit_name=able[rule.unit].name, sure=True, reasons=(first,))
    return None


def _fits(facts: Facts, rule: DeclaredRule) -> tuple[str, ...]:
    """Why a rule fits, one reason for each condition that it names; none, it does not."""
    words = tuple(word for word in rule.words if word in facts.text)
    told = (
        (rule.words, words, "提到" + "".join(f"“{word}”" for word in words[:3])),
        (rule.category, rule.category == facts.category, "分类相符"),
        (rule.place, rule.place == facts.place, "事发地相符"),
    )
    named = [(holds, said) for asked, holds, said in told if asked]
    return tuple(said for _, said in named) if all(holds for holds, _ in named) else ()


class Ranks(Protocol):
    """What closed matters speak for, by what is asked; nothing while there is no real history."""

    @property
    def learned_from(self) -> int: ...

    def __call__(self, title: str, text: str, public: str) -> Mapping[str, Ranking]: ...


def with_learned(
    suggestion: Suggestion,
    ranked: Mapping[str, Ranking],
    learned_from: int,
    facts: Facts,
    units: Sequence[Unit],
) -> Suggestion:
    """The rules' proposal, and what was learned. Only where the rules are not sure is a unit proposed from learning, if it is
    sure: never for an accusation or for what belongs before a court, and never the accused."""
    if not learned_from:
        return suggestion
    answers = tuple(
        LearnedAnswer(
            about=about, answer=each.answer, certainty=each.certainty, sure=each.sure, words=each.words
        )
        for about, each in ranked.items()
    )
    told = suggestion.model_copy(update={"learned": answers, "learned_from": learned_from})
    by_rule_alone = facts.matter_class == MatterClass.ACCUSATION or facts.litigation_status in BEFORE_A_COURT
    unit = next((u for u in units if "unit" in ranked and u.code == ranked["unit"].answer), None)
    if unit is None or by_rule_alone or unit.kind == "discipline" or unit.code == facts.accused_unit:
        return told
    best = ranked["unit"]
    if not best.sure or suggestion.sure:
        others = (c for c in suggestion.alternatives if c != unit.code)
        more = (unit.code, *others) if unit.code != suggestion.unit else tuple(others)
        return told.model_copy(update={"alternatives": more})
    return told.model_copy(
        update={
            "unit": unit.code,
            "unit_name": unit.name,
            "sure": True,
            "reasons": (_by_history(best, unit), *suggestion.reasons),
            "alternatives": tuple(c for c in suggestion.alternatives if c != unit.code),
        }
    )


def _by_history(best: Ranking, unit: Unit) -> str:
    words = "".join(f"“{word}”" for word in best.words)
    said = f"（如{words}）" if words else ""
    return f"已办结事项中用词相近的{said}，由{unit.name}办理的约占{best.certainty:.0%}"


def category_of(facts: Facts, units: Sequence[Unit]) -> str:
    """The category of the best matching duty, else 16 其他."""
    matches = sorted(filter(None, (_match(facts, unit) for unit in units)), key=lambda m: -m.points)
    return facts.category or (matches[0].duty.category if matches else "") or "16"


def _match(facts: Facts, unit: Unit) -> _Match | None:
    """The unit's best duty for this text; a town answers only for its own place."""
    local = unit.place is not None and unit.place == facts.place
    if unit.kind == "town" and not local:
        return None
    found = []
    for duty in unit.duties:
        words = tuple(word for word in duty.words if word in facts.text)
        if words:
            points = (
                WORD_POINTS * len(words)
                + CATEGORY_POINTS * (duty.category == facts.category)
                + PLACE_POINTS * local
            )
            found.append(_Match(unit, duty, points, words, local))
    return max(found, key=lambda m: m.points, default=None)


def _reasons(match: _Match) -> tuple[str, ...]:
    said = "".join(f"“{word}”" for word in match.words[:3])
    return (f"规则“{match.duty.title}”：提到{said}", *(("事发地在该镇街，属地办理",) if match.local else ()))


def _discipline(facts: Facts, units: Sequence[Unit]) -> Suggestion:
    organ = next(
        (unit for unit in units if unit.kind == "discipline" and unit.code != facts.accused_unit), None
    )
    reason = "检举控告按干部管理权限移送纪检监察机关，不转被检举控告的单位（《信访工作条例》第三十条）"
    return (
        Suggestion(unit=organ.code, unit_name=organ.name, sure=True, reasons=(reason,))
        if organ
        else Suggestion(reasons=(reason,))
    )


def _local(facts: Facts, units: Sequence[Unit]) -> Suggestion:
    town = next((unit for unit in units if unit.place == facts.place), None)
    if town is None:
        return Suggestion(reasons=("没有单位的职责清单提到这件事，需您判断",))
    reason = f"职责清单没有提到这件事；事发地属{town.name}，是否由其办理需您判断"
    return Suggestion(unit=town.code, unit_name=town.name, sure=False, reasons=(reason,))
