"""GET /items/{id}: stages, corrections, how it reads now and what is missing, for the county's own staff; no person is opened."""

from __future__ import annotations

import pytest

from tests.intake.stages.test_interview import TALK
from tests.intake.town import PERSON, Intake

pytestmark = pytest.mark.asyncio


async def test_an_item_tells_how_far_it_has_come_and_what_it_lacks() -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    fresh = (await intake.ask("GET", f"/items/{item_id}")).json()
    assert fresh["stage"] == "REGISTER"
    lacks = {stage: {row["field"] for row in rows} for stage, rows in fresh["missing"].items()}
    assert {"petitioner.ethnicity", "petitioner.occupation"} <= lacks["REGISTER"]
    assert "petitioner.gender" not in lacks["REGISTER"]
    assert {"claims", "facts_reasons", "prior_history"} <= lacks["INTERVIEW"]
    assert {"purpose", "category", "category_l2", "litigation_status"} <= lacks["SCREEN"]
    await intake.act(item_id, "interview", TALK | {"litigation_status": "NONE"})
    heard = (await intake.ask("GET", f"/items/{item_id}")).json()
    assert (heard["stage"], heard["missing"]["INTERVIEW"]) == ("INTERVIEW", [])
    assert {row["field"] for row in heard["missing"]["SCREEN"]} == {
        "purpose", "category", "category_l2", "claims.0.path", "claims.1.path",
    }  # fmt: skip
    claims = [{"claim_id": claim["claim_id"], "path": "PETITION"} for claim in heard["reads"]["claims"]]
    wish = {
        "matter_class": "APPEAL",
        "purpose": "APPEAL",
        "category": "03",
        "category_l2": "0303",
        "claims": claims,
    }
    await intake.act(item_id, "screen", wish)
    done = (await intake.ask("GET", f"/items/{item_id}")).json()
    assert (done["stage"], done["missing"]["SCREEN"]) == ("SCREEN", [])
    assert done["interviews"][0]["read_back"]["signed_by"] == ["petitioner"]
    assert done["registered"]["reads"]["claims"][0]["text"] == "屋面渗漏"


async def test_of_people_only_what_is_filled_in_is_told() -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    answer = await intake.ask("GET", f"/items/{item_id}")
    [someone] = answer.json()["people"]
    assert someone["holder"] == "petitioner"
    assert {"name", "phone", "id_no", "birth_on"} <= set(someone["filled"])
    assert not any(str(value) in answer.text for value in PERSON.values())


@pytest.mark.parametrize(
    ("who", "status"), [("registrar", 200), ("router", 200), ("handler", 403), ("stranger", 403)]
)
async def test_an_item_is_shown_to_its_countys_own_staff(who: str, status: int) -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    assert (await intake.ask("GET", f"/items/{item_id}", who=who)).status_code == status


async def test_what_is_not_there_and_what_is_not_ones_own_look_the_same() -> None:
    intake = Intake()
    accused = await intake.registered(matter_class="ACCUSATION")
    hidden = await intake.ask("GET", f"/items/{accused['item_id']}", who="receptionist")
    nowhere = await intake.ask("GET", "/items/450199:nothing", who="receptionist")
    assert (hidden.status_code, hidden.json()) == (nowhere.status_code, nowhere.json())


@pytest.mark.parametrize(
    ("facts", "counts_as"),
    [
        ({"headcount": 5}, ["GROUP_VISIT"]),
        ({"headcount": 4}, []),
        ({"channel": "LETTER", "signatories_count": 5}, ["JOINT_LETTER"]),
        ({"channel": "LETTER", "signatories_count": 4}, []),
    ],
)
async def test_from_how_many_on_it_is_a_groups_is_the_profiles(
    facts: dict[str, object], counts_as: list[str]
) -> None:
    intake = Intake()
    item_id = (await intake.registered(**facts))["item_id"]
    assert (await intake.ask("GET", f"/items/{item_id}")).json()["counts_as"] == counts_as
