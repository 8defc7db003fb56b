"""Who must keep out of a matter: what is lawful, and what is refused."""

from __future__ import annotations

from dataclasses import replace

from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.beside import Recusal, RecusalState as C, ReviewState as R
from services.routing.domain.matter import AssignmentState as A
from services.routing.domain.roads.accepting import Handlers
from services.routing.domain.roads.recusing import Request, Ruling
from tests.routing.builders import a_matter, a_share, a_wish
from tests.routing.roads.review import MEMBERS, in_review

HEAD = frozenset({"unit_head"})
BOSS = Actor(id="zjj.head@450199", role="unit_head", name="陆正平")
IN_HAND = a_matter(S.HANDLING, assignments=(a_share(state=A.ACK),))
ASKED = replace(IN_HAND, recusals=(Recusal("梁伟"),))
BOSS_ASKED = replace(IN_HAND, recusals=(Recusal("陆正平", leads_unit=True),))
ON_PANEL = in_review(R.EXAMINING, recusals=(Recusal(MEMBERS[0]),))
OUT = Ruling(person="梁伟", reason="与信访人有亲属关系", successor="农立新")
NEW = a_matter(S.ACCEPTED, recusals=(Recusal("梁伟", C.GRANTED),))


def ruled(person: str, successor: str = "", **changed: object) -> object:
    return a_wish("grant_recusal", Ruling(person=person, successor=successor), **changed)


LAWFUL = {
    "RC1": (IN_HAND, a_wish("apply_recusal", Request(person="梁伟", reason="与信访人有亲属关系"))),
    "RC2": (ASKED, a_wish("grant_recusal", OUT)),
    "RC3": (ASKED, a_wish("deny_recusal", Ruling(person="梁伟", reason="经核实没有利害关系"))),
}
PROVOKED = (
    ("recusal_reason", IN_HAND, a_wish("apply_recusal", Request(person="梁伟"))),
    ("recusal_reason", IN_HAND, a_wish("apply_recusal", Request(person=" ", reason="亲属"))),
    ("recusal_decider_right", IN_HAND, ruled("梁伟")),
    ("recusal_decider_right", BOSS_ASKED, ruled("陆正平", roles=HEAD)),
    ("recusal_decider_right", BOSS_ASKED, ruled("陆正平", by=BOSS)),
    ("successor_not_recused", replace(IN_HAND, recusals=(Recusal("梁伟"), Recusal("黄一"))), ruled("梁伟", "黄一")),
    ("panel_stays_whole", ON_PANEL, ruled(MEMBERS[0])),
    ("panel_stays_whole", ON_PANEL, ruled(MEMBERS[0], MEMBERS[1])),
    ("panel_stays_whole", ON_PANEL, ruled(MEMBERS[0], "梁伟")),
    ("recusal_clear", NEW, a_wish("assign_handler", Handlers(("梁伟", "黄一")))),
    ("recusal_clear", replace(NEW, recusals=(Recusal("梁伟"),)), a_wish("assign_handler", Handlers(("黄一", " 梁伟")))),
)  # fmt: skip
