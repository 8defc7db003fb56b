"""Other legal paths: what is lawful, and what is refused."""

from __future__ import annotations

from dataclasses import replace

from lianjie_contracts.vocabulary import MatterState as S, Path
from services.routing.domain.matter import AssignmentState as A
from services.routing.domain.roads.other_paths import PathRefusal, PathResult, PathRouting
from tests.routing.builders import a_matter, a_share, a_wish

TO_COURT = PathRouting(
    path=Path.LITIGATION,
    organ="云岭县人民法院",
    basis="《信访工作条例》第三十一条",
    procedure="提起民事诉讼",
    address="城南路1号",
)
RESULT = PathResult(result="法院已立案", proof=("受理通知书（2026）桂0199民初12号",))
REFUSED = PathRefusal(organ="云岭县人民法院", proof=("不予受理裁定书",))
SIGNED = a_matter(S.RECEIVED, assignments=(a_share(state=A.SIGNED),))
THERE = a_matter(S.ON_LEGAL_PATH, paths_routed=1, assignments=(a_share(state=A.ACK),))

LAWFUL = {
    "14": (SIGNED, a_wish("route_path", TO_COURT)),
    "14.2": (a_matter(S.HANDLING), a_wish("route_path_later", TO_COURT)),
    "15": (THERE, a_wish("record_path_result", RESULT)),
    "16": (THERE, a_wish("path_refused", REFUSED)),
}
PROVOKED = (
    (
        "basis_in_force",
        SIGNED,
        a_wish("route_path", TO_COURT.model_copy(update={"basis": "《信访条例》第二十一条"})),
    ),
    ("basis_in_force", SIGNED, a_wish("route_path", TO_COURT.model_copy(update={"basis": "有关规定"}))),
    ("path_not_petition", SIGNED, a_wish("route_path", TO_COURT.model_copy(update={"path": Path.PETITION}))),
    ("later_routing_approved", replace(THERE, state=S.HANDLING), a_wish("route_path_later", TO_COURT)),
    ("path_proof_uploaded", THERE, a_wish("record_path_result", PathResult(result="已立案"))),
    ("refusal_proof_uploaded", THERE, a_wish("path_refused", PathRefusal(proof=(" ",)))),
)
