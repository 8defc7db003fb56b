"""Mediation: what is lawful, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.matter import AssignmentState as A
from services.routing.domain.roads.mediating import Area, Failure, Mediation, Settlement
from tests.routing.builders import a_matter, a_share, a_wish

IN_HAND = a_matter(S.HANDLING, assignments=(a_share(state=A.ACK),))
AT_THE_TABLE = replace(IN_HAND, state=S.MEDIATING, mediations=1)
BEGUN = Mediation(area=Area.CIVIL_DISPOSAL, both_agree=True, agreed_on=date(2026, 9, 28))
SETTLED = Settlement(
    number="云调〔2026〕5号",
    mediator="县人民调解委员会",
    signed_by_all=True,
    performance_on=date(2026, 10, 30),
)

LAWFUL = {
    "18": (IN_HAND, a_wish("start_mediation", BEGUN)),
    "18.2": (AT_THE_TABLE, a_wish("fail_mediation", Failure(reason="赔偿数额未达成一致"))),
    "19": (AT_THE_TABLE, a_wish("sign_agreement", SETTLED)),
}
PROVOKED = (
    ("both_parties_agree", IN_HAND, a_wish("start_mediation", BEGUN.model_copy(update={"both_agree": False}))),
    ("both_parties_agree", IN_HAND, a_wish("start_mediation", BEGUN.model_copy(update={"agreed_on": date(2027, 1, 1)}))),
    ("discretionary_area", IN_HAND, a_wish("start_mediation", BEGUN.model_copy(update={"area": Area.NEITHER}))),
    ("mediation_round_left", replace(IN_HAND, mediations=2), a_wish("start_mediation", BEGUN)),
    ("agreement_signed_by_all", AT_THE_TABLE, a_wish("sign_agreement", SETTLED.model_copy(update={"signed_by_all": False}))),
    ("performance_date_set", AT_THE_TABLE, a_wish("sign_agreement", SETTLED.model_copy(update={"performance_on": None}))),
)  # fmt: skip
