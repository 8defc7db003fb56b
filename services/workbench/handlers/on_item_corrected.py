"""A fault of a registration was set right; what was registered first stays in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import as_told, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.item_corrected import ItemCorrected


async def on_item_corrected(heard: Heard[ItemCorrected], work: Work) -> None:
    """Which fields, never what stands in them: the item's own page shows that to whoever may see it."""
    event = heard.event
    fields = [field.field for field in event.correction.fields]
    await remember(
        heard, work, lambda view: as_told(view, event.item), correction=event.correction.kind,
        corrected_field=".".join(part for part in fields[0].split(".") if not part.isdigit()),
        reason=event.correction.reason,
    )  # fmt: skip
