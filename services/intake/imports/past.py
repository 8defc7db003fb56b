"""What a row says of the past of its matter: whole and possible, or every fault of it by the field (ADR 0027).

These are the questions that routing's rules will ask when they replay it, asked beforehand and in the words of the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lianjie_contracts.base import DaysUsed
from lianjie_contracts.carried_over import CarriedOver, OldClosing, OldDispatch, OldOpinion
from lianjie_contracts.vocabulary import MatterClass, MatterState as S, TransferMode
from services.intake.domain.numbers import LOCAL
from services.intake.imports.cells import ENDINGS, STAGES, Ending
from services.intake.imports.columns import heading_of

EMPTY = "没有填写。请补填。"
_SENT = ("dispatch.unit", "dispatch.at")
_SIGNED = (*_SENT, "signed_at")
_ACCEPTED = (*_SIGNED, "accepted_at")
_HANDLED = (*_ACCEPTED, "handlers")
# What must be there for a matter to stand there; the days in the order in which they must follow each other.
NEEDED: Mapping[str, tuple[str, ...]] = {
    S.SCREENING: (), S.DISPATCHED: _SENT, S.RECEIVED: _SIGNED, S.ACCEPTED: _ACCEPTED, S.HANDLING: _HANDLED,
    Ending.OPINION: (*_HANDLED, "opinion.number", "opinion.signed_by", "opinion.issued_at", "opinion.results"),
    Ending.GUIDED: ("closing.path", "closing.reason", "closing.basis", "closing.remedy"),
    Ending.DISCIPLINE: ("closing.reason", "dispatch.approved_by"),
}  # fmt: skip
_ROAD = ("dispatch.mode", "dispatch.approved_by", "dispatch.report_due_at")
_MAY: Mapping[str, tuple[str, ...]] = {
    Ending.OPINION: ("opinion.text", "opinion.review_organ", "closing.basis"),
    Ending.DISCIPLINE: ("closing.basis", "closing.remedy"),
}
_ALWAYS = ("state", "ending", "ended_at", "documents")
_DAYS = ("received_at", "dispatch.at", "signed_at", "accepted_at", "opinion.issued_at", "ended_at")
# On which day the limit began that runs there.
_LIMIT_SINCE = {
    S.SCREENING: "received_at",
    S.RECEIVED: "signed_at",
    S.ACCEPTED: "accepted_at",
    S.HANDLING: "accepted_at",
}
_ENDS_IN: Mapping[str, S] = {
    Ending.OPINION: S.COMPLETED,
    Ending.GUIDED: S.CLOSED_AT_INTAKE,
    Ending.DISCIPLINE: S.CLOSED_AT_INTAKE,
}
_WORDS: Mapping[str, str] = {str(stage): word for word, stage in (*STAGES.items(), *ENDINGS.items())}


@dataclass(frozen=True, slots=True)
class Past:
    """`told`: the values of the row by their field, without "carried."; beside them received_at, matter_class and claims."""

    told: Mapping[str, Any]
    now: datetime

    @property
    def where(self) -> str:
        """The state, or how it ended; an item of the first table has not been worked on."""
        return str(self.told.get("state") or self.told.get("ending") or S.SCREENING)

    def faults(self) -> dict[str, str]:
        """The first fault of each field."""
        found: dict[str, str] = {}
        for field, because in (
            *self._lacking(),
            *self._order(),
            *self._class(),
            *self._people(),
            *self._used(),
        ):
            found.setdefault(field, because)
        return found

    def carried(self, batch: str) -> CarriedOver:
        """For a past without faults."""
        told, ended = self.told, self.told.get("ended_at")
        sent = "dispatch.unit" in NEEDED[self.where]
        return CarriedOver(
            batch=batch, state=self._state(), signed_at=told.get("signed_at"), accepted_at=told.get("accepted_at"),
            dispatch=OldDispatch(**self._group("dispatch")) if sent else None, handlers=told.get("handlers", ()),
            opinion=self._opinion() if self.where == Ending.OPINION else None,
            closing=self._closing() if ended and self.where != Ending.OPINION else None,
            used=DaysUsed(**self._group("used")) if "used.days" in told else None, documents=told.get("documents", ()),
        )  # fmt: skip

    def _state(self) -> S:
        return _ENDS_IN.get(self.where) or S(self.where)

    def _group(self, name: str) -> dict[str, Any]:
        return {
            field.partition(".")[2]: value
            for field, value in self.told.items()
            if field.startswith(f"{name}.")
        }

    def _opinion(self) -> OldOpinion:
        basis = self.told.get("closing.basis", "")
        return OldOpinion(**self._group("opinion"), served_at=self.told["ended_at"], legal_basis=basis)

    def _closing(self) -> OldClosing:
        return OldClosing(
            **self._group("closing"),
            at=self.told["ended_at"],
            approved_by=self.told.get("dispatch.approved_by"),
        )

    def _lacking(self) -> Iterator[tuple[str, str]]:
        needed = NEEDED[self.where]
        road = _ROAD if "dispatch.unit" in needed else ()
        yield from ((field, EMPTY) for field in needed if field not in self.told)
        if road and self.told.get("dispatch.mode") is TransferMode.ASSIGN:
            yield from (
                (field, f"转交方式是“交办”，{EMPTY}") for field in _ROAD[1:] if field not in self.told
            )
        known = {*needed, *road, *_MAY.get(self.where, ()), *_ALWAYS, "used.days", "used.counted_on"}
        for field in self.told:
            if field not in known and field not in ("received_at", "matter_class", "claims"):
                yield (
                    field,
                    f"“{_WORDS.get(self.where, '')}”的件这一列不该有内容。请清空，或改环节、办结方式。",
                )

    def _order(self) -> Iterator[tuple[str, str]]:
        before: str | None = None
        for field in (each for each in _DAYS if each in self.told):
            if self.told[field] > self.now:
                yield field, "日期在将来。请核对。"
            elif before and self.told[field] < self.told[before]:
                yield field, f"早于{heading_of_past(before)}。请核对两个日期。"
            before = field
        due, at = self.told.get("dispatch.report_due_at"), self.told.get("dispatch.at")
        if due and at and due <= at:
            yield "dispatch.report_due_at", "反馈期限应在转交日期之后。请核对。"

    def _class(self) -> Iterator[tuple[str, str]]:
        class_ = self.told.get("matter_class", MatterClass.APPEAL)
        if "dispatch.unit" in NEEDED[self.where]:
            if class_ is MatterClass.OTHER:
                yield "matter_class", "已转交单位的件须写明是申诉求决还是意见建议。请改填。"
            if class_ is MatterClass.ACCUSATION:
                yield (
                    "matter_class",
                    "检举控告不转承办单位。已移送的请用“已办结件”表格，办结方式填“移送纪检监察”。",
                )
        if class_ is MatterClass.SUGGESTION and self.where == Ending.OPINION:
            yield "matter_class", "意见建议的书面答复现在还不能导入。请留在原系统备查，从表中删去这一行。"
        if class_ is not MatterClass.ACCUSATION and self.where == Ending.DISCIPLINE:
            yield "matter_class", "移送纪检监察的应是检举控告。请改件类，或改办结方式。"

    def _people(self) -> Iterator[tuple[str, str]]:
        handlers = self.told.get("handlers", ())
        if handlers and len(handlers) < 2:
            yield "handlers", "调查人员不得少于2人。请按档案补齐；在办件补不齐的，环节改填“已受理”。"
        if handlers and self.told.get("opinion.signed_by") == handlers[0]:
            yield "opinion.signed_by", "签发人不能是第一位承办人。请核对。"
        results, claims = self.told.get("opinion.results", ()), self.told.get("claims") or ("",)
        if len(results) > 1 and len(results) != len(claims):
            yield (
                "opinion.results",
                f"诉求有 {len(claims)} 项，处理结果写了 {len(results)} 项。请逐项对应，或只写一项。",
            )

    def _used(self) -> Iterator[tuple[str, str]]:
        days, on = self.told.get("used.days"), self.told.get("used.counted_on")
        since = self.told.get(_LIMIT_SINCE.get(S(self.where), "")) if self.where in S.__members__ else None
        if days is None and on is None:
            return
        if self.where not in _LIMIT_SINCE:
            yield "used.days", f"“{_WORDS[self.where]}”的件没有按天走的期限。请清空已用天数和截至日期。"
        elif days is None or on is None:
            yield (
                ("used.days" if days is None else "used.counted_on"),
                "已用天数和截至日期要一起填，或都不填。请补填。",
            )
        elif on > self.now.astimezone(LOCAL).date():
            yield "used.counted_on", "日期在将来。请核对。"
        elif since is not None and days > (on - since.astimezone(LOCAL).date()).days:
            yield (
                "used.days",
                f"比{heading_of_past(_LIMIT_SINCE[S(self.where)])}以来的天数还多。请核对日期或天数。",
            )


def heading_of_past(field: str) -> str:
    """The column of a field of the past."""
    return heading_of(field if field in ("received_at", "matter_class") else f"carried.{field}")
