"""The conditions of the table: each answers None, or the refusal a person is told (codes and sentences of the specification)."""

from __future__ import annotations

from collections.abc import Callable

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import Addressee, DeliveryMode
from services.notifications.domain.acts import (
    Announcement,
    Attempt,
    Due,
    Erasure,
    Failure,
    GivingUp,
    Intent,
    Proof,
    RunOut,
    Voiding,
)
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.documents import TEXTS

Guard = Callable[[Delivery | None, Intent], Refused | None]
MODES_BUILT = frozenset({DeliveryMode.DIRECT, DeliveryMode.ELECTRONIC, DeliveryMode.LEFT, DeliveryMode.MAIL})
MODES = 2  # different ones that failed, before a text may be called undeliverable (correction 8)


def _unless(holds: bool, code: str, because: str) -> Refused | None:
    return None if holds else Refused(code, because)


def driven_only(_: Delivery | None, intent: Intent) -> Refused | None:
    return _unless("system" in intent.roles, "NOT_CALLABLE", "该操作由系统自动完成。")


def document_schema_ok(_: Delivery | None, intent: Intent) -> Refused | None:
    holds = isinstance(intent.brings, Due) and not intent.brings.missing
    return _unless(holds, "DOCUMENT_INCOMPLETE", "文书必备内容不全。")


def signer_allowed(_: Delivery | None, intent: Intent) -> Refused | None:
    b = intent.brings
    holds = isinstance(b, Due) and b.signer in TEXTS[b.paper.document].signers
    return _unless(holds, "WRONG_SIGNER", "您无权签发该文书。")


def mode_allowed(delivery: Delivery | None, intent: Intent) -> Refused | None:
    mode = intent.brings.mode if isinstance(intent.brings, Attempt) else None
    served = delivery is None or delivery.paper.to == Addressee.PETITIONER
    consented = mode != DeliveryMode.ELECTRONIC or (delivery is not None and delivery.electronic)
    return _unless(
        served and mode in MODES_BUILT and consented,
        "MODE_NOT_ALLOWED",
        "该送达方式不适用(电子送达须经同意)。",
    )


def mode_not_tried_in_vain(delivery: Delivery | None, intent: Intent) -> Refused | None:
    """The address of a delivery never changes, so the mode alone tells; who comes to the window is at another place."""
    b = intent.brings
    holds = not isinstance(b, Attempt) or b.at_window or delivery is None or b.mode not in delivery.in_vain
    return _unless(holds, "MODE_FAILED_BEFORE", "该方式和地址已送达失败,请更换方式。")


def proof_of_service(_: Delivery | None, intent: Intent) -> Refused | None:
    b = intent.brings
    holds = isinstance(b, Proof) and bool(b.said.strip()) and not b.missing
    return _unless(holds, "NO_PROOF_OF_SERVICE", "请上传送达凭证。")


def failure_recorded(_: Delivery | None, intent: Intent) -> Refused | None:
    holds = isinstance(intent.brings, Failure) and bool(intent.brings.reason.strip())
    return _unless(holds, "FAILURE_NOT_RECORDED", "请记录送达失败的方式、时间和原因。")


def second_factor(_: Delivery | None, intent: Intent) -> Refused | None:
    holds = isinstance(intent.brings, Proof) and intent.brings.identity_checked
    return _unless(holds, "SECOND_FACTOR", "请输入验证码,或到窗口凭证件办理。")


def two_modes_tried(delivery: Delivery | None, _: Intent) -> Refused | None:
    return _unless(_tried(delivery), "MODES_NOT_TRIED", "须至少尝试两种送达方式。")


def undeliverable_approved(_: Delivery | None, intent: Intent) -> Refused | None:
    holds = isinstance(intent.brings, GivingUp) and bool(intent.brings.approved_by.strip())
    return _unless(holds, "UNDELIVERABLE_NOT_APPROVED", "无法送达须经审批。")


def public_notice_allowed(delivery: Delivery | None, intent: Intent) -> Refused | None:
    """Tried in two modes; the announcement itself names only number and place, so every text may be announced."""
    placed = isinstance(intent.brings, Announcement) and bool(intent.brings.place.strip())
    return _unless(_tried(delivery) and placed, "PUBLIC_NOTICE_NOT_ALLOWED", "不符合公告送达条件。")


def c27_run_out(delivery: Delivery | None, intent: Intent) -> Refused | None:
    """The end of an earlier announcement's time is not this one's."""
    b, since = intent.brings, delivery.announced_at if delivery else None
    holds = isinstance(b, RunOut) and since is not None and b.started_at >= since and intent.at >= b.due_at
    return _unless(holds, "C27_RUNNING", "公告期尚未届满。")


def void_reason(_: Delivery | None, intent: Intent) -> Refused | None:
    holds = isinstance(intent.brings, Voiding) and bool(intent.brings.reason.strip())
    return _unless(holds, "NO_VOID_REASON", "请填写作废理由。")


def not_decided(delivery: Delivery | None, _: Intent) -> Refused | None:
    """[D] An opinion is told with its signature (the row's `requires`): what is wrong with it is mended by a review."""
    holds = delivery is None or not TEXTS[delivery.paper.document].decided
    return _unless(holds, "OPINION_TOLD", "意见书签发后不能作废；有误的，按复查或重新办理更正。")


def _tried(delivery: Delivery | None) -> bool:
    return delivery is not None and len(set(delivery.in_vain)) >= MODES


def key_destroyed(_: Delivery | None, intent: Intent) -> Refused | None:
    holds = isinstance(intent.brings, Erasure) and intent.brings.destroyed
    return _unless(holds, "ADDRESSEE_KNOWN", "信访人的联系方式仍可使用，不能按无法送达处理。")
