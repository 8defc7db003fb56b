"""A petitioner asks the organ above: review and recheck applied for, answered, withdrawn (27 to 27.5, 40; 30 to 30.5, 40.2).

Allowed whatever execution and closing check are doing: a review is never lost while its window is open (correction 1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lianjie_contracts.events.matter_review_answered import MatterReviewAnswered
from lianjie_contracts.events.matter_review_applied import MatterReviewApplied
from lianjie_contracts.events.matter_review_withdrawn import MatterReviewWithdrawn
from lianjie_contracts.vocabulary import MatterState as S, ReviewGround
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.beside import REVIEW_AT_REST, HearingFile, HearingState, ReviewState as R
from services.routing.domain.cycle import left_to_enter
from services.routing.domain.guards import path_is_petition, remedy_named
from services.routing.domain.matter import Matter
from services.routing.domain.roads.withdrawing import OwnWill, not_coerced, second_factor
from services.routing.domain.rows import LEAD, PETITIONERS, SECRETARY, Fixed, Row, of_form, of_matter, row
from services.routing.domain.stages import of, stage_of, telling
from services.routing.domain.windows import window_is_open


@dataclass(frozen=True, slots=True)
class Application(OwnWill):
    """What intake tells of an application: written, by people it has proved; `good_reason` is why it comes late,
    `person` who is to keep out."""

    good_reason: str = ""
    person: str = ""
    claim_ids: tuple[str, ...] = ()


class Gaps(Paper):
    """补正: which papers are missing; C11 runs on."""

    gaps: tuple[str, ...] = ()


class Acceptance(Paper):
    """受理: the organ that examines."""

    organ: str = ""


class Refusal(Paper):
    """不予受理: on a ground of the law, with where the petitioner can go."""

    ground: ReviewGround | None = None
    reason: str = ""
    remedy: str = ""


@of_matter("REVIEW_WINDOW_LAPSED", "复查申请期限已过;有正当理由的可说明。")
def window_c10_open(matter: Matter, intent: Intent) -> bool:
    return window_is_open(matter, "C10", intent.at, since=matter.served_at)


@of_matter("RECHECK_WINDOW_LAPSED", "复核申请期限已过;有正当理由的可说明。")
def window_c13_open(matter: Matter, intent: Intent) -> bool:
    return window_is_open(matter, "C13", intent.at, since=matter.review_file.served_at)


@of_form("NOT_IN_WRITING", "请提交书面申请并注明原意见书文号。")
def review_in_writing(_: Matter, intent: Intent) -> bool:
    """The number of the opinion is known to the matter; the application itself must say what it wants."""
    return bool(intent.says("reason"))


@of_form("NEW_CLAIMS", "新的诉求请另行提出,不在复查复核范围。")
def no_new_claims(matter: Matter, intent: Intent) -> bool:
    return set(intent.says("claim_ids") or ()) <= {claim.claim_id for claim in matter.claims}


@of_form("NO_GOOD_REASON", "逾期申请须有正当理由并提供证明。")
def good_reason_for_lateness(_: Matter, intent: Intent) -> bool:
    return bool(intent.says("good_reason"))


@of_matter("RECHECK_FINAL", "该事项已经复核终结。")
def not_three_level_closed(matter: Matter, _: Intent) -> bool:
    return matter.recheck_file.opinion is None


@of_form("NO_GAPS", "请列明需补充的内容。")
def gaps_listed(_: Matter, intent: Intent) -> bool:
    return any(gap.strip() for gap in intent.says("gaps") or ())


@of_form("GAP_ASKED_TWICE", "同一材料不得重复要求补充。")
def gap_not_asked_before(matter: Matter, intent: Intent) -> bool:
    return not set(intent.says("gaps") or ()) & set(stage_of(intent).file(matter).gaps)


@of_form("NOT_REVIEW_ORGAN", "本机关不是有权复查(复核)机关。")
def review_competence(matter: Matter, intent: Intent) -> bool:
    """The organ that the text before it names; any, where that text names none."""
    organ = intent.says("organ")
    return bool(organ) and organ == (stage_of(intent).organ(matter) or organ)


@of_form("NO_REFUSAL_GROUND", "不予受理复查复核须有法定理由。")
def review_refusal_ground(_: Matter, intent: Intent) -> bool:
    return intent.says("ground") not in (None, ReviewGround.UNKNOWN) and bool(intent.says("reason"))


def _applied(matter: Matter, event: MatterReviewApplied) -> Matter:
    """A file of its own; and a stage of its own may hold a hearing of its own."""
    begun = replace(
        matter,
        hearing=HearingState.NONE,
        hearing_file=HearingFile(),
        hearings_unentered=left_to_enter(matter),
    )
    return of(event).with_file(
        begun, number=event.number, request=event.reason, gaps=(), panel=(), heard=False, opinion=None
    )


def _asked(matter: Matter, event: MatterReviewAnswered) -> Matter:
    stage = of(event)
    return stage.with_file(matter, gaps=(*stage.file(matter).gaps, *event.gaps))


OVER, EVEN_FINAL = (S.COMPLETED, S.CLOSED), (S.COMPLETED, S.CLOSED, S.FINALIZED)
REVIEWED = (R.UPHELD, R.CHANGED)
WITHDRAWABLE = (R.APPLIED, R.ACCEPTED, R.EXAMINING, R.HEARING, R.DELIBERATED)
WRITTEN = (path_is_petition, review_in_writing, no_new_claims)
APPLIED = Fixed(brings=Application, tells=telling(MatterReviewApplied), then=_applied)
ANSWERED = telling(MatterReviewAnswered)
ROWS: tuple[Row, ...] = (
    row("27", [R.NONE, R.REFUSED, R.WITHDRAWN, R.REVOKED], "apply_review", R.APPLIED, PETITIONERS, "R22 35; corrections 1",
        second_factor, window_c10_open, *WRITTEN,
        machine="review", requires={"matter": OVER, "recheck": REVIEW_AT_REST}, **APPLIED),
    row("27.2", [R.NONE, R.REFUSED, R.WITHDRAWN], "apply_review_late", R.APPLIED, PETITIONERS, "SD 33; clocks C10",
        second_factor, good_reason_for_lateness, *WRITTEN, not_three_level_closed,
        machine="review", requires={"matter": EVEN_FINAL, "recheck": REVIEW_AT_REST}, **APPLIED),
    row("27.3", [R.APPLIED], "ask_review_papers", None, SECRETARY, "corrections 3", gaps_listed, gap_not_asked_before,
        machine="review", brings=Gaps, tells=ANSWERED, then=_asked),
    row("27.4", [R.APPLIED], "accept_review", R.ACCEPTED, LEAD, "SD 43; R22 35", review_competence,
        machine="review", brings=Acceptance, tells=ANSWERED),
    row("27.5", [R.APPLIED], "refuse_review", R.REFUSED, LEAD, "SD 43; domain 11", review_refusal_ground, remedy_named,
        machine="review", brings=Refusal, tells=ANSWERED),
    row("40", WITHDRAWABLE, "withdraw_review", R.WITHDRAWN, PETITIONERS, "corrections 1,4", second_factor, not_coerced,
        machine="review", brings=OwnWill, tells=telling(MatterReviewWithdrawn)),
    row("30", [R.NONE, R.REFUSED, R.WITHDRAWN], "apply_recheck", R.APPLIED, PETITIONERS, "R22 36; corrections 1",
        second_factor, window_c13_open, *WRITTEN,
        machine="recheck", requires={"matter": OVER, "review": REVIEWED}, **APPLIED),
    row("30.2", [R.NONE, R.REFUSED, R.WITHDRAWN], "apply_recheck_late", R.APPLIED, PETITIONERS, "SD 33; clocks C13",
        second_factor, good_reason_for_lateness, *WRITTEN, not_three_level_closed,
        machine="recheck", requires={"matter": EVEN_FINAL, "review": REVIEWED}, **APPLIED),
    row("30.3", [R.APPLIED], "ask_recheck_papers", None, SECRETARY, "corrections 3", gaps_listed, gap_not_asked_before,
        machine="recheck", brings=Gaps, tells=ANSWERED, then=_asked),
    row("30.4", [R.APPLIED], "accept_recheck", R.ACCEPTED, LEAD, "SD 44; R22 36", review_competence,
        machine="recheck", brings=Acceptance, tells=ANSWERED),
    row("30.5", [R.APPLIED], "refuse_recheck", R.REFUSED, LEAD, "SD 44", review_refusal_ground, remedy_named,
        machine="recheck", brings=Refusal, tells=ANSWERED),
    row("40.2", WITHDRAWABLE, "withdraw_recheck", R.WITHDRAWN, PETITIONERS, "corrections 1,4", second_factor, not_coerced,
        machine="recheck", brings=OwnWill, tells=telling(MatterReviewWithdrawn)),
)  # fmt: skip
