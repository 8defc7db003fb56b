"""No foreign script, style or form; nothing kept where the next person sits; assets are what they say they are."""

from __future__ import annotations

import hashlib
import re

import pytest

from services.workbench.web.window import HERE, STATIC, static
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY


@pytest.fixture
def front() -> Front:
    return Front()


def test_every_answer_carries_the_policy_and_is_not_kept(front: Front) -> None:
    for path in ("/sign-in", "/query", "/nowhere", "/matters"):
        headers = front.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self';")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", sorted(HERE.glob("templates/*.html")), ids=lambda path: path.name)
def test_templates_hold_no_script_style_or_foreign_address(path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(
        r"\sstyle=|<style|<script(?! src=)|\son[a-z]+=|javascript:|https?://|//[a-z]", source
    )


def test_stylesheets_fetch_nothing() -> None:
    for sheet in STATIC.glob("*.css"):
        assert not re.search(r"url\(|@import", sheet.read_text(encoding="utf-8")), sheet.name


def test_a_form_of_another_page_is_refused_and_nothing_is_lost(front: Front) -> None:
    front.sign_in("router")
    path = f"/matters/{front.matter('鞋厂').id}/dispatch"
    answer = front.post(path, {"unit": f"{COUNTY}-rsj", "csrf": "guess"})
    assert answer.status_code == 403
    assert "请再按一次" in text(answer)


def test_the_token_of_one_browser_does_not_work_in_another() -> None:
    mine, theirs = Front(), Front()
    values = {"username": f"router@{COUNTY}", "password": "lianjie-demo"}
    answer = mine.post("/sign-in", {**theirs.tokens("/sign-in"), **values})
    assert answer.status_code == 403


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(front: Front) -> None:
    tokens = front.get("/sign-in")
    session = front.send("/sign-in", {"username": f"router@{COUNTY}", "password": "lianjie-demo"})
    for cookie in (tokens.headers["set-cookie"], session.headers["set-cookie"]):
        assert "httponly" in cookie.lower()
        assert "samesite=strict" in cookie.lower()


def test_a_forged_session_is_no_session(front: Front) -> None:
    front.cookies.set("lianjie", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJyb3V0ZXIifQ.")
    assert front.get("/matters").headers["location"] == "/sign-in"


def test_assets_are_addressed_by_their_content_and_kept_for_ever(front: Front) -> None:
    answer = front.get(static("keys.js"))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "name", ["../service.py", "vendor/README.md", "..%2f..%2fsettings.py", "nothing.css"]
)
def test_only_assets_are_served(front: Front, name: str) -> None:
    assert front.get(f"/static/{name}").status_code == 404


def test_what_is_vendored_is_what_the_readme_names() -> None:
    rows = re.findall(
        r"\| `([^`]+)` \|.*`([0-9a-f]{64})`", (STATIC / "vendor" / "README.md").read_text(encoding="utf-8")
    )
    on_disk = {path.name for path in (STATIC / "vendor").iterdir()} - {"README.md"}
    assert {name for name, _ in rows} == on_disk
    for name, digest in rows:
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == digest
