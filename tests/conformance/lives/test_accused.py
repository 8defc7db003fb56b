"""An accusation goes to the discipline organ, and never near whom it accuses [R22 30]."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance.lives.centre import COUNTY
from tests.conformance.lives.matter import INTAKE, Matter

if TYPE_CHECKING:
    from tests.conformance.lives.centre import Centre

pytestmark = pytest.mark.connected
ZJJ = f"{COUNTY}-zjj"


def test_whom_it_accuses_neither_gets_it_nor_sees_it(centre: Centre) -> None:
    accusation: dict[str, Any] = {
        "matter_class": "ACCUSATION",
        "accused_unit": ZJJ,
        "accused": {"name": "验收科负责人"},
    }
    matter = Matter.registered(centre, "查处收受礼金", title="反映住建局验收科收受礼金", **accusation)
    there = {"unit": ZJJ, "reason": "由该局调查"}
    assert matter.refused("router", "dispatch", **there) == "ACCUSED_IS_TARGET"
    assert matter.refused("router", "dispatch", **there | {"unit": f"{COUNTY}-rsj"}) == "NOT_FOR_ACCUSATION"
    matter.does("router", "hand-to-discipline", reason="按管理权限移送")
    assert matter.state == "CLOSED_AT_INTAKE"
    for service, path in (
        ("routing", f"/matters/{matter.id}"),
        ("routing", f"/matters/{matter.id}/acts"),
        ("deadlines", f"/matters/{matter.id}/clocks"),
        (INTAKE, f"/items/{matter.item_id}/contact"),
    ):
        assert centre.answers(service, path, f"zjj.head@{COUNTY}") == 404, path
    said = centre.rows("routing", "matters_history")
    assert {row["topic"] for row in said if matter.id.encode() in bytes(row["body"])} == {
        "routing.matters.v1"
    }
