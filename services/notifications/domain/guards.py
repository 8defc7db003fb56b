"""The conditions of the table: each answers None, or the refusal a person is told (codes and sentences of the specification)."""

from __future__ import annotations

from collections.abc import Callable

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import Addressee, DeliveryMode
from services.notifications.domain.acts import Attempt, Due, Erasure, Failure, Intent, Proof
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.documents import TEXTS

Guard = Callable[[Delivery | None, Intent], Refused | None]
MODES_BUILT = frozenset({DeliveryMode.DIRECT, DeliveryMode.ELECTRONIC})


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
    """The address of a delivery never changes, so the mode alone tells."""
    mode = intent.brings.mode if isinstance(intent.brings, Attempt) else None
    holds = delivery is None or mode not in delivery.in_vain
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


def key_destroyed(_: Delivery | None, intent: Intent) -> Refused | None:
    holds = isinstance(intent.brings, Erasure) and intent.brings.destroyed
    return _unless(holds, "ADDRESSEE_KNOWN", "信访人的联系方式仍可使用，不能按无法送达处理。")
