"""A lawful handing over of one matter, and what is refused."""

from __future__ import annotations

from dataclasses import replace

from lianjie_contracts.cover import Person
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.beside import Recusal, RecusalState
from services.routing.domain.roads.handing_over import HandingOver
from tests.routing.builders import a_matter, a_wish

LIANG, QIN = Person(id="liang@450199", name="梁伟"), Person(id="qin@450199", name="覃少华")
OVER = HandingOver("450199:h", LIANG, QIN, "调离")
WISH = a_wish("hand_over", OVER, unit=None)
HELD = a_matter(S.HANDLING)
RECUSED = (Recusal("覃少华", RecusalState.APPLIED),)

LAWFUL = {"HO1": (HELD, WISH)}
PROVOKED = (
    ("giver_named", replace(HELD, handlers=("黄一", "韦二")), WISH),
    ("taker_not_recused", replace(HELD, recusals=RECUSED), WISH),
    ("taker_is_another", replace(HELD, handlers=("梁伟", "覃少华")), WISH),
)
