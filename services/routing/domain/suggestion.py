"""Which unit is competent, by declared rules (duty list, category, place), with the reasons; the system proposes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lianjie_contracts.base import Suggestion
from lianjie_contracts.directory import Duty, Unit
from lianjie_contracts.vocabulary import LitigationStatus, MatterClass

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


def suggest(facts: Facts, units: Sequence[Unit]) -> Suggestion:
    """The proposal for one text. Not sure: no duty named, or two units equally; then a person must judge."""
    if facts.matter_class == MatterClass.ACCUSATION:
        return _discipline(facts, units)
    if facts.litigation_status in (
        LitigationStatus.PENDING,
        LitigationStatus.DECIDED,
        LitigationStatus.SHOULD_GO,
    ):
        reason = "涉诉：依法应通过诉讼、仲裁、复议等途径，建议引导（《信访工作条例》第三十一条）"
        return Suggestion(reasons=(reason,))
    able = [unit for unit in units if unit.kind != "discipline" and unit.code != facts.accused_unit]
    matches = sorted(filter(None, (_match(facts, unit) for unit in able)), key=lambda m: -m.points)
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
