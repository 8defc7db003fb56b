"""What the superior's system has transferred is known by its number, and the result goes back to it (rows EX1 to EX6; corrections 21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_exchanged import MatterExchanged
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.above import ExchangeState as X
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.guards import written
from services.routing.domain.matter import Matter
from services.routing.domain.rows import DEPUTY, REGISTRAR, Row, filled, of_form, of_matter, row

ANALYST = "analyst"
WITH_RESULT = frozenset(
    {S.CLOSED_AT_INTAKE, S.COMPLETED, S.CLOSED, S.FINALIZED, S.WITHDRAWN, S.MERGED, S.ARCHIVED}
)


class UpperTransfer(Paper):
    """上级转交: its number there, and the date set there."""

    number: str = ""
    due_on: date | None = None


class PackageOrder(Paper):
    """上报结果: nothing is filled in; the package is made of the matter by the mapping table."""


@dataclass(frozen=True, slots=True)
class Package:
    """A result in the superior's own fields and codes, and what could not be put into them."""

    fields: Mapping[str, str] = field(default_factory=dict)
    unmapped: tuple[str, ...] = ()


class UpperNumber(Paper):
    """回号: the number under which the superior has entered the result."""

    number: str


class UpperRejection(Paper):
    """Why the superior's system did not take the package."""

    reason: str = ""


class Waiver(Paper):
    """Why the package cannot be delivered."""

    reason: str = ""


@of_form("NO_UPPER_NUMBER", "请录入上级编号和期限。")
def upper_number_and_due(_: Matter, intent: Intent) -> bool:
    return written(intent, "number") and intent.says("due_on") is not None


@of_form("MAPPING_INCOMPLETE", "上级系统必填项未对应完整。")
def mapping_complete(_: Matter, intent: Intent) -> bool:
    package = intent.of(Package)
    return package is not None and bool(package.fields) and not package.unmapped


@of_matter("NO_RESULT_YET", "事项还没有结果，办结后再上报。")
def result_there(matter: Matter, _: Intent) -> bool:
    """[D] What goes back to the superior is a result."""
    return matter.state in WITH_RESULT


@of_form("NO_UPPER_REASON", "请录入上级系统退回原因。")
def reject_reason_upper(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason")


@of_form("NO_WAIVER", "请说明无法上报交换的原因并报批。")
def exchange_waiver(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason")


def _sent(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    held, fields = matter.above.exchange, dict(intent.brings.fields)
    return MatterExchanged(
        **common | {"exchange_no": held.number or None},
        package=held.packages + 1,
        number=held.number,
        fields=fields,
    )


def _told(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    held = matter.above.exchange
    number = intent.says("number") or held.number
    own = number if intent.act == "record_import" else held.number
    more = {"package": held.packages, "number": number, "exchange_no": own or None}
    return filled(MatterExchanged, intent, common, **more)


def _with(matter: Matter, **changed: Any) -> Matter:  # noqa: ANN401 - fields of Exchanged
    exchange = replace(matter.above.exchange, **changed)
    return replace(matter, above=replace(matter.above, exchange=exchange))


def _imported(matter: Matter, event: MatterExchanged) -> Matter:
    return _with(matter, number=event.number, due_on=event.due_on)


def _packed(matter: Matter, event: MatterExchanged) -> Matter:
    return _with(matter, packages=event.package, because="", returned="")


def _returned(matter: Matter, event: MatterExchanged) -> Matter:
    return _with(matter, returned=event.number)


def _rejected(matter: Matter, event: MatterExchanged) -> Matter:
    return _with(matter, because=event.reason)


ROWS: tuple[Row, ...] = (
    row("EX1", [X.NONE], "record_import", X.IMPORTED, REGISTRAR, "S3 6.4.1; corrections 21", upper_number_and_due,
        machine="exchange", brings=UpperTransfer, tells=_told, then=_imported),
    row("EX2", [X.NONE, X.IMPORTED], "send_package", X.SENT, f"{REGISTRAR} {ANALYST}", "corrections 21", mapping_complete, result_there,
        machine="exchange", brings=PackageOrder, tells=_sent, then=_packed),
    row("EX3", [X.SENT], "record_upper_number", X.RECONCILED, REGISTRAR, "corrections 21",
        machine="exchange", brings=UpperNumber, tells=_told, then=_returned),
    row("EX4", [X.SENT], "record_rejection", X.REJECTED, REGISTRAR, "corrections 21", reject_reason_upper,
        machine="exchange", brings=UpperRejection, tells=_told, then=_rejected),
    row("EX5", [X.REJECTED], "resend_package", X.SENT, REGISTRAR, "corrections 21", mapping_complete,
        machine="exchange", brings=PackageOrder, tells=_sent, then=_packed),
    row("EX6", [X.REJECTED], "give_up_package", X.CLOSED, DEPUTY, "[D]", exchange_waiver,
        machine="exchange", brings=Waiver, tells=_told),
)  # fmt: skip
