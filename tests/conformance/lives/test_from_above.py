"""A matter that comes down from the superior's system goes back up with its result, and the number it is given there is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conformance.lives.matter import Matter

if TYPE_CHECKING:
    from tests.conformance.lives.centre import Centre

pytestmark = pytest.mark.connected


def test_transferred_down_answered_and_its_number_returned(centre: Centre) -> None:
    """Rows EX1 (with the registration) to EX3 (correction 21)."""
    above = {"number": "桂信转〔2026〕1123号", "due_on": str(centre.today + timedelta(days=60))}
    matter = Matter.registered(centre, "修好屋面渗漏", source="UPPER_TRANSFER", exchange_no="GX20260302001")
    assert matter.refused("registrar", "record_import", **above) == "WRONG_STATE", "it came with its number"
    assert matter.refused("registrar", "send_package") == "MAPPING_INCOMPLETE", "there is no result to send"
    matter.sent_to("zjj").taken_by("zjj")
    centre.passes(days=10)
    matter.answered_by("zjj")
    matter.does("registrar", "send_package")
    sent = matter.told[-1]
    assert (sent["row"], sent["package"], sent["fields"] != {}) == ("EX2", 1, True)
    matter.does("registrar", "record_upper_number", number="GX-R-88120")
    assert matter.now["above"]["exchange"]["returned"] == "GX-R-88120"
    assert matter.rows[-1] == "EX3"
