"""THE table: every allowed move of a delivery, with row number, guards and legal basis.

Row numbers, acts, roles and guards are those of spec/model/transitions.yaml, machine `delivery`; a test walks both.
DLE is our own [D]: DL6 wants two modes tried and a head's approval; when the addressee's key is destroyed there is no mode
left to try.
"""

from __future__ import annotations

from chassis.decisions import Refused
from chassis.machines import Machine, Row, row as _row
from lianjie_contracts.vocabulary import DeliveryState as S
from services.notifications.domain import guards as g
from services.notifications.domain.acts import Act, Intent
from services.notifications.domain.delivery import Delivery

ROWS: tuple[Row[S, Delivery | None, Intent], ...] = (
    _row("DL1", [None], Act.BEGIN_SERVICE, S.SIGNED, "system notifier", "domain 13; clocks C26", g.driven_only),
    _row("DL2", [None], Act.ISSUE_NOTICE, S.SIGNED, "notifier registrar router", "R22 23; clocks C26",
         g.document_schema_ok, g.signer_allowed),
    _row("DL3", [S.SIGNED, S.FAILED], Act.ATTEMPT_SERVICE, S.IN_SERVICE, "notifier unit_liaison", "CPL 87-95",
         g.mode_allowed, g.mode_not_tried_in_vain),
    _row("DL4", [S.IN_SERVICE], Act.SERVE, S.SERVED, "notifier unit_liaison system", "CPL 87-95; domain 13", g.proof_of_service),
    _row("DL5", [S.IN_SERVICE], Act.SERVICE_FAILED, S.FAILED, "notifier system", "corrections 8", g.failure_recorded),
    _row("DL6", [S.FAILED], Act.DECLARE_UNDELIVERABLE, S.UNDELIVERABLE, "unit_head office_deputy_head", "corrections 8",
         g.two_modes_tried, g.undeliverable_approved),
    _row("DL7", [S.FAILED, S.UNDELIVERABLE], Act.PUBLISH_NOTICE, S.PUBLIC_NOTICE, "notifier unit_head", "CPL 95 by analogy",
         g.public_notice_allowed),
    _row("DL8", [S.PUBLIC_NOTICE], Act.PUBLIC_NOTICE_RUN_OUT, S.SERVED, "system", "CPL 95 by analogy", g.c27_run_out),
    _row("DL9", [S.UNDELIVERABLE, S.PUBLIC_NOTICE], Act.COLLECTED, S.SERVED, "petitioner notifier", "corrections 8",
         g.second_factor),
    _row("DL10", [S.SIGNED], Act.VOID_DOCUMENT, S.VOIDED, "unit_head", "corrections 12", g.void_reason, g.not_decided),
    _row("DLE", [S.SIGNED, S.IN_SERVICE, S.FAILED], Act.ADDRESSEE_ERASED, S.UNDELIVERABLE, "system", "[D]", g.key_destroyed),
)  # fmt: skip

ACTS_ZH = {
    Act.BEGIN_SERVICE: "开始送达", Act.ISSUE_NOTICE: "签发告知文书", Act.ATTEMPT_SERVICE: "送达", Act.SERVE: "登记送达",
    Act.SERVICE_FAILED: "登记送达失败", Act.COLLECTED: "领取", Act.ADDRESSEE_ERASED: "按无法送达处理",
    Act.DECLARE_UNDELIVERABLE: "按无法送达处理", Act.PUBLISH_NOTICE: "公告送达", Act.PUBLIC_NOTICE_RUN_OUT: "公告期满送达",
    Act.VOID_DOCUMENT: "作废",
}  # fmt: skip
_WRONG_STATE = {
    None: "没有这份文书。",
    S.SIGNED: "这份文书还没有开始送达，不能{act}。",
    S.IN_SERVICE: "这份文书正在送达，请等几分钟，看到结果后再{act}。",
    S.FAILED: "上一次送达没有成功，须先重新送达，再{act}。",
    S.SERVED: "这份文书已经送达，不用再{act}。",
    S.UNDELIVERABLE: "这份文书已按无法送达处理，可凭证件到窗口领取，不能{act}。",
    S.PUBLIC_NOTICE: "这份文书正在公告送达，可凭证件到窗口领取，不能{act}。",
    S.VOIDED: "这份文书已经作废，不能{act}。",
}
_EXISTS = "这份文书已在送达，不能再次{act}。"
_MACHINE: Machine[S, Delivery | None, Intent] = Machine(ROWS, ACTS_ZH, {state: state for state in S})


def permits(delivery: Delivery | None, intent: Intent) -> Row[S, Delivery | None, Intent] | Refused:
    """The row under which an intent may happen, or why not."""
    state = delivery.state if delivery else None
    answer = _MACHINE.permits(state, delivery, intent)
    if not isinstance(answer, Refused) or answer.code != "WRONG_STATE":
        return answer
    opens = intent.act in (Act.BEGIN_SERVICE, Act.ISSUE_NOTICE)
    sentence = _EXISTS if opens and delivery else _WRONG_STATE[state]
    return Refused("WRONG_STATE", sentence.format(act=ACTS_ZH[intent.act]))
