"""Lawful and refused mergings and splits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from lianjie_contracts.vocabulary import AssignmentRole, MatterState as S
from services.routing.domain.beside import ClosingCheckState
from services.routing.domain.roads.joining import Division, Joining, Merging, Survivor
from tests.routing.builders import AT, PERSON, RSJ, a_claim, a_matter, a_share, a_wish

EARLIER = Survivor("450199:first", "45019920260901V00007", S.HANDLING, AT - timedelta(days=9))
PAPER = Merging(into_no=EARLIER.number, same_person=True, same_facts=True, reason="同一处渗漏")
LATER_ITSELF = Survivor("450199:m", "45019920260928V00001", S.SCREENING, AT)


def a_merging(survivor: Survivor | None = EARLIER, **changed: object) -> Joining:
    return Joining(PAPER.model_copy(update=changed), survivor, "deputy@450199")


TWO = (a_claim(1), a_claim(2))
TO_SPLIT = a_matter(S.HANDLING, claims=TWO, assignments=(a_share(claim_ids=("c1", "c2")),))
HELD = a_matter(
    S.HANDLING, claims=TWO, assignments=(a_share(), a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",)))
)
SECOND = Division(("c2",), "由人社部门另行办理", "450199:sister")
ASKED_FOR_REPORT = a_matter(S.HANDLING, closing_check=ClosingCheckState.AWAITING_REPORT)

LAWFUL = {
    "42": (ASKED_FOR_REPORT, a_wish("merge", a_merging(), unit=None)),
    "43": (TO_SPLIT, a_wish("split", SECOND)),
    "43.2": (a_matter(S.NONE), replace(a_wish("open_sister", unit=None), driven=True)),
}
PROVOKED = (
    ("survivor_named", a_matter(), a_wish("merge", a_merging(None))),
    ("survivor_named", a_matter(), a_wish("merge", a_merging(replace(EARLIER, state=S.COMPLETED)))),
    ("survivor_not_merged", a_matter(), a_wish("merge", a_merging(replace(EARLIER, state=S.MERGED)))),
    ("survivor_not_merged", a_matter(), a_wish("merge", a_merging(replace(EARLIER, state=S.ARCHIVED)))),
    ("survivor_not_merged", a_matter(), a_wish("merge", a_merging(LATER_ITSELF))),
    ("same_person_same_facts", a_matter(), a_wish("merge", a_merging(same_person=False))),
    ("same_person_same_facts", a_matter(), a_wish("merge", a_merging(same_facts=False))),
    ("approver_not_proposer", a_matter(), a_wish("merge", replace(a_merging(), approved_by=PERSON.id), unit=None)),
    ("survivor_is_earlier", a_matter(), a_wish("merge", a_merging(replace(EARLIER, received_at=AT + timedelta(days=1))))),
    ("accusation_with_accusation", a_matter(), a_wish("merge", a_merging(replace(EARLIER, restricted=True)))),
    ("claims_divided", TO_SPLIT, a_wish("split", replace(SECOND, claim_ids=()))),
    ("claims_divided", TO_SPLIT, a_wish("split", replace(SECOND, claim_ids=("c1", "c2")))),
    ("claims_divided", TO_SPLIT, a_wish("split", replace(SECOND, claim_ids=("c2", "c2")))),
    ("claims_divided", TO_SPLIT, a_wish("split", replace(SECOND, claim_ids=("c9",)))),
    ("units_keep_a_claim", HELD, a_wish("split", SECOND)),
)  # fmt: skip
