"""What the petitions and the answers say; persons are invented, and everybody is somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def petition(county: str, number: int, by_mail: bool) -> dict[str, Any]:
    """A visit; `by_mail`: this person has consented to be answered by e-mail."""
    person = {
        "name": f"来访人{number:06d}", "phone": f"139{number:08d}", "address": "河西街道安置小区三期",
        "id_unavailable_reason": "证件在补办",
    }  # fmt: skip
    if by_mail:
        person |= {"email": f"person{number:06d}@example.com", "consents_electronic": True}  # type: ignore[dict-item]
    return {
        "channel": "VISIT", "petitioner": person, "place_code": f"{county}003", "title": "安置小区屋面渗漏要求维修",
        "main_content": "屋面渗漏两年没有修好。", "claims": ["修好屋面渗漏"], "litigation_status": "NONE",
    }  # fmt: skip


def opinion(county: str, number: int, claim_ids: Sequence[str]) -> dict[str, Any]:
    """The unit's written answer to every claim."""
    answers = [{"claim_id": claim_id, "result": "SUPPORT", "text": "同意维修"} for claim_id in claim_ids]
    return {
        "drafted_by": "梁伟",
        "opinion": {
            "number": f"住建信处〔2026〕{number + 1}号", "facts": "查明三处开裂", "evidence": "勘查笔录", "signed_by": "黄志强",
            "legal_basis": ["《建设工程质量管理条例》第四十条"], "review_organ": f"{county}人民政府", "answers": answers,
        },
    }  # fmt: skip
