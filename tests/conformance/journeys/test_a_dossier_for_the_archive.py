"""A visitor was shown the way; months later the archivist binds what is left, archives the matter, and takes it along as one file."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import httpx
import pytest

from services.workbench.bundle import INDEX, SUMS
from tests.conformance.journeys.people import Desk
from tests.conformance.town import COUNTY, PERSON, eventually
from tests.intake.attachments.builders import pdf

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
LETTER = pdf()
WAY = {
    "path": "LITIGATION", "reason": "对法院判决不服", "basis": "《信访工作条例》第三十一条", "remedy": "向云岭县人民法院提出",
}  # fmt: skip


def guided_with_a_file(town: Town) -> str:
    """The matter of somebody who brought a judgment, and was shown to the court."""
    told = town.register(title="对判决不服")
    intake, clerk = f"intake-{COUNTY}", f"registrar@{COUNTY}"
    headers = town.headers(clerk) | {
        "Idempotency-Key": "the-judgment-0001",
        "content-type": "application/pdf",
    }
    taken = httpx.post(f"{town.url(intake)}/attachments", content=LETTER, headers=headers, timeout=30)
    assert taken.status_code == 201, taken.text
    wish = {"attachments": [{"attachment_id": taken.json()["attachment_id"]}]}
    added = town.post(intake, f"/items/{told['item_id']}/attachments", clerk, wish)
    assert added.status_code == 201, added.text
    eventually(lambda: town.matter(told["matter_id"]), "the matter is opened")
    town.act(told["matter_id"], "guide", f"router@{COUNTY}", WAY)
    return str(told["matter_id"])


def test_what_is_left_of_a_matter_is_bound_archived_and_taken_along(town: Town) -> None:
    matter_id = guided_with_a_file(town)
    paper = f"/deliveries?matter_id={matter_id}"
    eventually(
        lambda: "D05.2" in town.get("notifications", paper, f"registrar@{COUNTY}").text, "the slip is made"
    )
    with Desk(town, f"archivist@{COUNTY}") as archivist:
        address = f"/matters/{matter_id}"
        eventually(lambda: "附件1" in archivist.reads(f"{address}/dossier"), "the file is listed")
        early = town.post("routing", f"{address}/acts/archive", f"archivist@{COUNTY}")
        assert early.json()["code"] == "DOSSIER_INCOMPLETE"
        assert archivist.fills(f"{address}/dossier").status_code == 303
        eventually(
            lambda: archivist.fills(f"{address}/acts/archive").status_code == 303, "it may be archived"
        )
        eventually(lambda: (town.matter(matter_id) or {}).get("state") == "ARCHIVED", "it is archived")
        got = archivist.gets(f"{address}/dossier/bundle")
        assert got == archivist.gets(f"{address}/dossier/bundle")
    with zipfile.ZipFile(io.BytesIO(got)) as bundle:
        names = bundle.namelist()
        assert names[:2] == [INDEX, SUMS]
        sums = dict(reversed(line.split("  ", 1)) for line in bundle.read(SUMS).decode().splitlines()[:-1])
        assert {name: hashlib.sha256(bundle.read(name)).hexdigest() for name in names[2:]} == sums
        assert LETTER in [bundle.read(name) for name in names]
        form = next(name for name in names if "登记表" in name)
        assert PERSON["name"] in bundle.read(form).decode()
