"""Two matters become one, or one becomes two (D06.5, D23)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lianjie_contracts.events.matter_merged import MatterMerged
from lianjie_contracts.events.matter_split import MatterSplit
from services.notifications.domain import wording
from services.notifications.texts.about import About, Composer, Copy, to_petitioner

AS_FIRST = "以原事项的办理期限为准"


def registered_before(event: MatterMerged, about: About) -> Iterable[Copy]:
    """D23.1: what nobody had in hand yet is another call about the same; who has it, and until when."""
    if about.told("lead") or about.other is None:
        return ()
    held = about.other.facts
    unit = about.unit(held.get("lead"))
    return to_petitioner(
        matter=about.sheet.title, existing_no=event.into_no or about.other.item_no, unit=unit.name,
        due_date=held.get("report_due", AS_FIRST), contact=unit.telephone or about.centre.telephone,
    )  # fmt: skip


def made_one(event: MatterMerged, about: About) -> Iterable[Copy]:
    """D23.2: two matters in hand go on as the earlier one, which keeps its day of receipt (corrections 1)."""
    if not about.told("lead") or about.other is None:
        return ()
    return to_petitioner(
        merged_no=about.sheet.item_no, survivor_no=event.into_no or about.other.item_no,
        received_at_kept=wording.day(about.other.received_at), contact=about.centre.telephone,
    )  # fmt: skip


def made_two(event: MatterSplit, about: About) -> Iterable[Copy]:
    """D06.5: one registration goes on in two matters, under the one number (corrections 10)."""
    number, claims = about.sheet.item_no, about.sheet.claims
    stays = "；".join(text.rstrip("。；") for id_, text in claims.items() if id_ not in event.claim_ids)
    goes = "；".join(claims[id_].rstrip("。；") for id_ in event.claim_ids if id_ in claims)
    return to_petitioner(
        original_no=number, new_no=f"{number}（分出）", reason=event.reason,
        claims_per_matter=(
            f"原事项：{stays or about.sheet.title}",
            f"分出的事项：{goes or '由本机关另行告知'}",
        ),
        units=f"原事项由{about.unit(about.told('lead') or None).name}办理；分出的事项确定承办单位后另行书面告知",
        contact=about.centre.telephone,
    )  # fmt: skip


COMPOSED: Mapping[str, Composer] = {"D06.5": made_two, "D23.1": registered_before, "D23.2": made_one}
