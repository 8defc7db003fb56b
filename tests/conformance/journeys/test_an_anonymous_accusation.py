"""An unsigned letter accuses an office: the letter room registers it, and from then on only who must act on it sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance.journeys.people import REGISTRAR, Desk
from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
INTAKE, CLERK, ROUTER, DEPUTY = (
    f"intake-{COUNTY}",
    f"{REGISTRAR}@{COUNTY}",
    f"router@{COUNTY}",
    f"deputy@{COUNTY}",
)
ACCUSED, ORGAN, NEIGHBOUR = f"{COUNTY}-zjj", f"{COUNTY}-jwjw", "450198"
TITLE = "反映住建局验收科收受开发商礼金"
LETTER = {
    "channel": "LETTER", "petitioner": {"is_anonymous": True}, "place_code": f"{COUNTY}001", "title": TITLE,
    "matter_class": "ACCUSATION", "accused_unit": ACCUSED, "accused": {"name": "验收科负责人"}, "claims": ["查处收受礼金"],
}  # fmt: skip


def asked(town: Town, account: str, path: str, **body: Any) -> dict[str, Any]:
    answer = town.post(INTAKE, f"/letters{path}", account, body)
    assert answer.status_code in (200, 201), answer.text
    told: dict[str, Any] = answer.json()
    return told


def registered(town: Town) -> tuple[str, dict[str, Any]]:
    """The letter's path in the letter room, and as what it was entered."""
    (letter,) = asked(town, CLERK, "", letters=[{"postmark_on": "2026-09-18"}])["letters"]
    here = f"/{letter['letter_id']}"
    for act in ("open_letter", "bind_letter"):
        asked(town, CLERK, f"{here}/steps", act=act)
    asked(town, CLERK, f"{here}/entry", opinion="拟移送纪检监察机关", registration=LETTER)
    return here, town.get(INTAKE, f"/letters{here}", DEPUTY).json()["entry"]


def sees(town: Town, name: str, matter_id: str) -> bool:
    """Whether somebody finds it in their list; a page of it opens for the same people and no others."""
    with Desk(town, f"{name}@{COUNTY}") as desk:
        listed = TITLE in desk.reads("/matters?list=all_open")
        assert (TITLE in desk.reads(f"/matters/{matter_id}")) is listed
    return listed


def test_nobody_accused_hears_of_it_and_nobody_is_answered(town: Town) -> None:
    here, entry = registered(town)
    matter_id = entry["matter_id"]
    matter = eventually(lambda: town.matter(matter_id), "the matter is opened")
    assert (matter["restricted"], matter["secret"], matter["accused_unit"]) == (True, True, ACCUSED)
    assert matter["suggestion"]["unit"] == ORGAN
    wish = {"unit": ACCUSED, "reason": "采纳"}
    refused = town.post("routing", f"/matters/{matter_id}/dispatch", ROUTER, wish)
    assert (refused.status_code, refused.json()["code"]) == (409, "ACCUSED_IS_TARGET")

    eventually(lambda: town.rows("workbench", "matters", _id=matter_id), "the window has heard of it")
    seen = {name for name in ("router", REGISTRAR, "supervisor", "zjj.head") if sees(town, name, matter_id)}
    assert seen == {"router"}
    for service, path in (
        ("routing", f"/matters/{matter_id}"),
        ("deadlines", f"/matters/{matter_id}/clocks"),
        (INTAKE, f"/items/{entry['item_id']}/contact"),
    ):
        assert town.get(service, path, f"zjj.head@{COUNTY}").status_code == 404, path
    (line,) = (row for row in town.get(INTAKE, "/letters", CLERK).json() if f"/{row['letter_id']}" == here)
    assert (line["title"], line["sender"]) == ("", "")

    asked(town, DEPUTY, f"{here}/steps", act="endorse_letter", note="同意移送", mode="ASSIGN")
    told = town.post(INTAKE, f"/letters{here}/steps", CLERK, {"act": "tell_sender"})
    assert (told.status_code, told.json()["code"]) == (409, "NOBODY_TO_TELL")
    asked(town, CLERK, f"{here}/steps", act="skip_tell_sender", note="匿名来信")
    handed = {"reason": "按干部管理权限移送", "approved_by": DEPUTY}
    town.act(matter_id, "hand-to-discipline", ROUTER, handed)
    town.approved(matter_id)

    def closed() -> bool:
        return [row["state"]["state"] for row in town.rows("workbench", "matters", _id=matter_id)] == [
            "CLOSED_AT_INTAKE"
        ]

    eventually(closed, "it is with the discipline organ")
    papers = eventually(
        lambda: town.rows("notifications", "deliveries", **{"state.paper.matter_id": matter_id}), "the letter of transfer"
    )  # fmt: skip
    to = [(row["state"]["paper"]["document"], row["state"]["paper"]["to_unit"]) for row in papers]
    assert to == [("D07.3", ORGAN)], "the organ gets it with its letter, and nobody else is told"
    assert town.rows(f"intake_{NEIGHBOUR}", "sighted", **{"state.seen.item_id": entry["item_id"]}) == []
    said = town.rows("routing", "matters_history")
    topics = {row["topic"] for row in said if matter_id.encode() in bytes(row["body"])}
    assert topics == {"routing.matters.v1"}, "no unit's own topic was told"
