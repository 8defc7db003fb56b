"""A morning's post on the real broker and database: signed in, scanned in one stack, split, and registered as items."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.conformance.town import COUNTY, eventually, headers_of
from tests.intake.letters.scanner import pdf, separator, written

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
INTAKE, CLERK = f"intake-{COUNTY}", f"registrar@{COUNTY}"
LETTERS = (
    {"sender": "覃桂兰", "address": "河西街道安置小区三期 6 栋", "postmark_on": "2026-09-20"},
    {"kind": "TELEGRAM"},
)


def asked(town: Town, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = town.post(INTAKE, f"/letters{path}", CLERK, body)
    assert answer.status_code in (200, 201), answer.text
    told: dict[str, Any] = answer.json()
    return told


def uploaded(town: Town, file: bytes) -> str:
    headers = town.headers(CLERK) | {"Idempotency-Key": "a-morning-s-scan-0001"}
    answer = httpx.post(town.url(INTAKE) + "/attachments", content=file, headers=headers, timeout=30)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["attachment_id"])


def told_whole(town: Town, letter_id: str, whole: list[str]) -> bool:
    """Has the broker acknowledged exactly this of the letter, in this order?"""
    rows = town.rows(f"intake_{COUNTY}", "letters_history", subject=f"letter:{letter_id}")
    return [headers_of(row)["ce_type"] for row in sorted(rows, key=lambda row: row["seq"])] == whole


def in_the_window(town: Town, matter_id: str, steps: int) -> bool:
    """Does the matter's history there have the letter's steps, those before its registration among them?"""
    rows = town.rows("workbench", "matters", _id=matter_id)
    told = [entry["type"] for row in rows for entry in row["state"]["timeline"]]
    return told.count("letter_step_taken") == steps


def test_a_bundle_with_its_scan_becomes_registered_items(town: Town) -> None:
    first, second = asked(town, "", {"letters": LETTERS})["letters"]
    assert (first["state"], second["state"]) == ("SIGNED_IN", "OPENED")
    sheets = [
        separator(first["letter_no"]),
        written("one"),
        written("two"),
        separator(second["letter_no"]),
        written("three"),
    ]
    scan = asked(town, "/scans", {"attachment_id": uploaded(town, pdf(sheets))})["scan_id"]
    assert asked(town, f"/scans/{scan}/import")["given"] == 2

    asked(town, f"/{first['letter_id']}/steps", {"act": "open_letter"})
    step, scanned = "letter_step_taken", "letter_scanned"
    for letter, name, whole in (
        (first, "覃桂兰", [step, scanned, step, step, step]),
        (second, "", [step, step, scanned, step, step]),
    ):
        id_ = letter["letter_id"]
        asked(town, f"/{id_}/steps", {"act": "bind_letter"})
        registration = {
            "channel": "LETTER", "place_code": f"{COUNTY}003", "title": "来信反映屋顶漏水", "claims": ["修好"], "petitioner": {"name": name}
        }  # fmt: skip
        asked(
            town,
            f"/{id_}/entry",
            {"opinion": "转县住建局核实", "mode": "FORWARD", "registration": registration},
        )
        entry = town.get(INTAKE, f"/letters/{id_}", CLERK).json()["entry"]
        eventually(partial(town.matter, entry["matter_id"]), "routing has heard of the letter's item")
        files = town.get(INTAKE, f"/items/{entry['item_id']}/attachments", CLERK).json()
        assert [(each["role"], each["media_type"]) for each in files] == [("MAIN", "application/pdf")]
        eventually(partial(told_whole, town, id_, whole), "the letter's stream is on the bus, whole")
        steps = whole.count(step)
        eventually(
            partial(in_the_window, town, entry["matter_id"], steps), "the matter's history has its steps"
        )
