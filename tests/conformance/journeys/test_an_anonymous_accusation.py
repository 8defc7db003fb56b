"""An unsigned letter accuses an office: the letter room registers it, and from then on only who must act on it sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance.journeys.people import REGISTRAR, Desk
from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
INTAKE, CLERK, ROUTER = f"intake-{COUNTY}", f"{REGISTRAR}@{COUNTY}", f"router@{COUNTY}"
ACCUSED, ORGAN = f"{COUNTY}-zjj", f"{COUNTY}-jwjw"
TITLE = "反映住建局验收科收受开发商礼金"
LETTER = {
    "channel": "LETTER", "petitioner": {"is_anonymous": True}, "place_code": f"{COUNTY}001", "title": TITLE,
    "matter_class": "ACCUSATION", "accused_unit": ACCUSED, "accused": {"name": "验收科负责人"}, "claims": ["查处收受礼金"],
}  # fmt: skip
OPINION = "拟移送纪检监察机关，注意保密"


def asked(town: Town, account: str, path: str, **body: Any) -> dict[str, Any]:
    answer = town.post(INTAKE, f"/letters{path}", account, body)
    assert answer.status_code in (200, 201), answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_nobody_accused_hears_of_it_and_nobody_is_answered(town: Town) -> None:
    (letter,) = asked(town, CLERK, "", letters=[{"postmark_on": "2026-09-18"}])["letters"]
    here = f"/{letter['letter_id']}"
    for act in ("open_letter", "bind_letter"):
        asked(town, CLERK, f"{here}/steps", act=act)
    asked(town, CLERK, f"{here}/entry", opinion=OPINION, registration=LETTER)
    entry = town.get(INTAKE, f"/letters{here}", f"deputy@{COUNTY}").json()["entry"]
    matter_id = entry["matter_id"]

    matter = eventually(lambda: town.matter(matter_id), "the matter is opened")
    assert (matter["restricted"], matter["secret"], matter["accused_unit"]) == (True, True, ACCUSED)
    assert matter["suggestion"]["unit"] == ORGAN
    refused = town.post(
        "routing", f"/matters/{matter_id}/dispatch", ROUTER, {"unit": ACCUSED, "reason": "采纳"}
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "ACCUSED_IS_TARGET")

    eventually(lambda: town.rows("workbench", "matters", _id=matter_id), "the window has heard of it")
    desks = {
        name: Desk(town, f"{name}@{COUNTY}") for name in ("router", "registrar", "supervisor", "zjj.head")
    }
    seen = {name: TITLE in desk.reads("/matters?list=all_open") for name, desk in desks.items()}
    assert seen == {"router": True, "registrar": False, "supervisor": False, "zjj.head": False}
    opened = {name: TITLE in desk.reads(f"/matters/{matter_id}") for name, desk in desks.items()}
    assert opened == seen
    for desk in desks.values():
        desk.leaves()
    for account in ("zjj.head", "zjj.liaison"):
        for service, path in (
            ("routing", f"/matters/{matter_id}"),
            ("deadlines", f"/matters/{matter_id}/clocks"),
            (INTAKE, f"/items/{entry['item_id']}/contact"),
        ):
            assert town.get(service, path, f"{account}@{COUNTY}").status_code == 404, (account, path)
    lines = {each["letter_id"]: each for each in town.get(INTAKE, "/letters", CLERK).json()}
    assert (lines[letter["letter_id"]]["title"], lines[letter["letter_id"]]["sender"]) == ("", "")

    asked(town, f"deputy@{COUNTY}", f"{here}/steps", act="endorse_letter", note="同意移送", mode="ASSIGN")
    told = town.post(INTAKE, f"/letters{here}/steps", CLERK, {"act": "tell_sender"})
    assert (told.status_code, told.json()["code"]) == (409, "NOBODY_TO_TELL")
    assert "略过" in told.json()["because"]
    asked(town, CLERK, f"{here}/steps", act="skip_tell_sender", note="匿名来信")

    handed = {"reason": "按干部管理权限移送", "approved_by": f"deputy@{COUNTY}"}
    town.act(matter_id, "hand-to-discipline", ROUTER, handed)
    closed = lambda: [row["state"]["state"] for row in town.rows("workbench", "matters", _id=matter_id)]  # noqa: E731
    eventually(lambda: closed() == ["CLOSED_AT_INTAKE"], "it is with the discipline organ")
    assert town.rows("notifications", "deliveries", **{"state.paper.matter_id": matter_id}) == []
    assert (
        town.rows(
            "intake_450198",
            "sighted",
            **{"state.seen.item_id": entry["item_id"]},
        )
        == []
    )
    routed = [
        row["topic"]
        for row in town.rows("routing", "matters_history")
        if matter_id.encode() in bytes(row["body"])
    ]
    assert set(routed) == {"routing.matters.v1"}, "no unit's own topic was told"
