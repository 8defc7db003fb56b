"""What we answer to a supervision (督办) or a recommendation (建议书), as the feed asks for it. No I/O here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from examples.unit_system.office import Office
from lianjie_contracts.events.answer_asked import AnswerAsked
from lianjie_contracts.events.reply_answer import ReplyAnswer

ACTS_ZH = {"answer_supervision": "答复督办", "answer_recommendation": "答复建议"}


def knows(asked: AnswerAsked) -> bool:
    """What a newer Lianjie asks, a person answers."""
    return asked.act in ACTS_ZH


def reply_to(asked: AnswerAsked, office: Office, at: datetime) -> ReplyAnswer:
    """By the head, who alone answers a recommendation."""
    return ReplyAnswer(
        unit=asked.unit, matter_id=asked.matter_id, by=office.person("unit_head"), at=at, record=asked.record, act=asked.act,
        paper=_paper(asked, at),
    )  # fmt: skip


def _paper(asked: AnswerAsked, at: datetime) -> dict[str, Any]:
    if asked.act == "answer_recommendation":
        return {"result": "ADOPTED", "text": "已列入本单位整改清单，由分管负责人每月检查一次。"}
    return {
        "facts": "经查，承办人外出核查期间没有及时答复，情况属实。",
        "measures": "已指定两人接办，并向信访人说明情况。",
        "done_on": at.date().isoformat(),
    }
