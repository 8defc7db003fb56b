"""Contact data is opened only for the office and for the unit that holds the matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance.town import COUNTY, PERSON, eventually

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected


def test_a_unit_sees_whom_it_answers_and_nobody_else_s(town: Town) -> None:
    told = town.register()
    path = f"/items/{told['item_id']}/contact"
    intake = f"intake-{COUNTY}"
    assert town.get(intake, path, f"zjj.liaison@{COUNTY}").status_code == 404
    eventually(lambda: town.matter(told["matter_id"]), "it is opened")
    town.act(told["matter_id"], "dispatch", f"router@{COUNTY}", {"unit": f"{COUNTY}-zjj"})
    eventually(
        lambda: town.get(intake, path, f"zjj.liaison@{COUNTY}").status_code == 200, "the holder may ask"
    )
    assert town.get(intake, path, f"zjj.liaison@{COUNTY}").json()["phone"] == PERSON["phone"]
    assert town.get(intake, path, f"rsj.liaison@{COUNTY}").status_code == 404
    assert town.get(intake, path, "router@450198").status_code == 403


def test_another_county_sees_nothing_of_a_matter(town: Town) -> None:
    told = town.register()
    eventually(lambda: town.matter(told["matter_id"]), "it is opened")
    assert town.get("routing", f"/matters/{told['matter_id']}", "router@450198").status_code == 404


def test_the_author_of_an_accusation_is_shown_to_no_unit(town: Town) -> None:
    told = town.register(
        matter_class="ACCUSATION", title="检举截留补贴", claims=["查处"], accused_unit=f"{COUNTY}-rsj"
    )
    eventually(lambda: town.matter(told["matter_id"]), "it is opened")
    town.act(
        told["matter_id"],
        "hand-to-discipline",
        f"router@{COUNTY}",
        {"reason": "按管理权限移送", "approved_by": f"deputy@{COUNTY}"},
    )
    town.approved(told["matter_id"])
    path = f"/items/{told['item_id']}/contact"
    assert town.get(f"intake-{COUNTY}", path, f"zjj.liaison@{COUNTY}").status_code == 404
    analyst = town.get("routing", f"/matters/{told['matter_id']}", f"analyst@{COUNTY}")
    assert analyst.status_code == 404
