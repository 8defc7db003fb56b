"""Lawful and refused steps of the exchange with the superior's system."""

from __future__ import annotations

from datetime import date

from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.above import Above, Exchanged, ExchangeState as X
from services.routing.domain.matter import Matter
from services.routing.domain.roads.exchanging import (
    Package,
    UpperNumber,
    UpperRejection,
    UpperTransfer,
    Waiver,
)
from tests.routing.builders import a_matter, a_wish

PACKAGE = Package({"XFBH": "GX20260728001", "BLZT": "20"})


def exchanged(state: X) -> Matter:
    return a_matter(S.COMPLETED, exchange=state, above=Above(exchange=Exchanged("GX20260728001", packages=1)))


TRANSFER = UpperTransfer(number="GX20260728001", due_on=date(2026, 10, 30))
LAWFUL = {
    "EX1": (a_matter(), a_wish("record_import", TRANSFER, unit=None)),
    "EX2": (exchanged(X.IMPORTED), a_wish("send_package", PACKAGE, unit=None)),
    "EX3": (exchanged(X.SENT), a_wish("record_upper_number", UpperNumber(number="GXHF20261001"), unit=None)),
    "EX4": (
        exchanged(X.SENT),
        a_wish("record_rejection", UpperRejection(reason="办理状态代码不符"), unit=None),
    ),
    "EX5": (exchanged(X.REJECTED), a_wish("resend_package", PACKAGE, unit=None)),
    "EX6": (
        exchanged(X.REJECTED),
        a_wish("give_up_package", Waiver(reason="上级系统已停用该目录"), unit=None),
    ),
}
PROVOKED = (
    ("upper_number_and_due", a_matter(), a_wish("record_import", TRANSFER.model_copy(update={"due_on": None}))),
    ("upper_number_and_due", a_matter(), a_wish("record_import", TRANSFER.model_copy(update={"number": ""}))),
    ("mapping_complete", exchanged(X.IMPORTED), a_wish("send_package", Package(PACKAGE.fields, ("NRFL",)))),
    ("mapping_complete", exchanged(X.IMPORTED), a_wish("send_package", Package())),
    ("result_there", a_matter(S.HANDLING), a_wish("send_package", PACKAGE)),
    ("reject_reason_upper", exchanged(X.SENT), a_wish("record_rejection", UpperRejection(reason=" "))),
    ("exchange_waiver", exchanged(X.REJECTED), a_wish("give_up_package", Waiver())),
)  # fmt: skip
