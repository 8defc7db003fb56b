"""A matter's clocks over HTTP: who may see them, and how each date is explained."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from chassis.identity import Principal
from chassis.web import dress
from services.deadlines.api import api
from tests.deadlines.builders import at
from tests.deadlines.town import BEGINNING, LAW, MATTER, Town, accepted, signed

ROUTER = Principal("mo", "莫志远", frozenset({"router"}), "450199")
LIAISON = Principal("liang", "梁伟", frozenset({"unit_liaison"}), "450199", "450199-zjj")


class Known:
    """A verifier to whom the token is the person's id."""

    def __init__(self, *people: Principal) -> None:
        self._people = {person.id: person for person in people}

    asks = False

    def verify(self, token: str) -> Principal:
        return self._people[token]


class Client:
    """Asks the app itself, without a network."""

    def __init__(self, app: FastAPI) -> None:
        self._transport = httpx.ASGITransport(app)

    def ask(self, who: str, method: str, path: str, key: str = "", **rest: Any) -> httpx.Response:
        """As `who`; an empty name is somebody who is not signed in."""
        headers = {"Authorization": f"Bearer {who}"} if who else {}
        headers |= {"Idempotency-Key": key} if key else {}

        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://deadlines") as client:
                return await client.request(method, path, headers=headers, **rest)

        return asyncio.run(asked())


@pytest.fixture
def town() -> Town:
    town = Town()
    co: dict[str, Any] = {"assignment_id": "assignment-2", "unit": "450199-rsj"}
    town.hear(
        *BEGINNING, signed("2026-08-04 09:00", row="AS2", **co), accepted("2026-08-04 10:00", row="AS6", **co)
    )
    town.clock.at = at("2026-10-12 09:00")
    return town


@pytest.fixture
def client(town: Town) -> Client:
    strangers = (
        Principal("elsewhere", "", frozenset({"router"}), "450198"),
        Principal("other-unit", "", frozenset({"unit_head"}), "450199", "450199-gaj"),
        Principal("citizen", "", frozenset({"petitioner"}), "450199"),
    )
    app = FastAPI()
    parts: Any = SimpleNamespace(store=town.store, clock=town.clock)
    app.include_router(api(parts, LAW))
    dress(app, Known(ROUTER, LIAISON, *strangers))
    return Client(app)


def ask(client: Client, who: str, path: str = f"/matters/{MATTER}/clocks") -> Any:
    return client.ask(who, "GET", path)


def test_the_office_sees_all_clocks_and_how_they_were_counted(client: Client, town: Town) -> None:
    town.tick("2026-10-12 09:00")
    answer = ask(client, "mo").json()
    assert [clock["id"] for clock in answer["clocks"]] == [
        "C02", "C04", "C04", "C05", "C05", "C07", "C07", "C42",
    ]  # fmt: skip
    c07 = answer["clocks"][5]
    assert (c07["state"], c07["level"], c07["overdue_days"]) == ("BREACHED", "BLACK", 4)
    assert c07["due_at"] == "2026-10-08T15:59:59.999000Z"
    assert c07["explanation"][1] == "第 60 日是 10月2日，在国庆节假期内。"
    assert [cell["mark"] for cell in c07["weeks"][-1]] == [
        "ROLLED",
        "ROLLED",
        "ROLLED",
        "DUE",
        "PLAIN",
        "MAKEUP",
        "REST",
    ]
    assert [warning["signal"] for warning in c07["warnings"]] == ["BLUE", "YELLOW", "RED", "BLACK"]


def test_a_unit_sees_the_office_s_clock_and_its_own(client: Client) -> None:
    clocks = ask(client, "liang").json()["clocks"]
    assert [(clock["id"], clock["unit"]) for clock in clocks] == [
        ("C02", None),
        ("C04", "450199-zjj"),
        ("C05", "450199-zjj"),
        ("C07", "450199-zjj"),
        ("C42", "450199-zjj"),
    ]


@pytest.mark.parametrize(("who", "status"), [("elsewhere", 404), ("other-unit", 404), ("citizen", 403)])
def test_nobody_else_sees_them(client: Client, who: str, status: int) -> None:
    assert ask(client, who).status_code == status


def test_a_matter_without_clocks_is_not_found(client: Client) -> None:
    assert ask(client, "mo", "/matters/450199:none/clocks").status_code == 404


def explain(client: Client, **question: Any) -> Any:
    return client.ask("mo", "POST", "/explain", json=question)


def test_a_date_is_explained_before_there_is_a_clock(client: Client) -> None:
    answer = explain(client, clock="C07", started_at="2026-08-03T09:30:00+08:00", extension_days=30).json()
    assert answer["due_at"] == "2026-11-02T15:59:59.999000Z"
    assert answer["explanation"] == [
        "8月3日受理，当日不计，8月4日为第 1 日。",
        "第 60 日是 10月2日，在国庆节假期内。",
        "经批准延期 30 日，到 11月1日（周日）。",
        "顺延到下一个工作日：11月2日。",
    ]


def test_working_days_and_another_year_are_said_as_such(client: Client) -> None:
    answer = explain(client, clock="C05", started_at="2026-12-28T09:00:00+08:00").json()
    assert answer["provisional"] is True
    assert answer["explanation"] == [
        "12月28日签收，当日不计，12月29日为第 1 个工作日。",
        "第 5 个工作日是 2027年1月4日（周一）。",
    ]


def test_a_make_up_day_is_named(client: Client) -> None:
    answer = explain(
        client, clock="C05", started_at="2026-09-29T09:00:00+08:00", profile="beijing_2006"
    ).json()
    assert answer["explanation"][1] == "第 5 个工作日是 10月12日（周一）。"
    answer = explain(client, clock="C05", started_at="2026-09-28T09:00:00+08:00").json()
    assert answer["explanation"][1] == "第 5 个工作日是 10月10日（周六，调休上班）。"


@pytest.mark.parametrize(
    ("clock", "profile"), [("C99", "national_2022"), ("C15", "national_2022"), ("C05", "legacy_2005")]
)
def test_a_limit_that_does_not_run_is_not_explained(client: Client, clock: str, profile: str) -> None:
    asked = explain(client, clock=clock, started_at="2026-08-03T09:30:00+08:00", profile=profile)
    assert asked.status_code == 404


def test_a_start_without_a_time_zone_is_refused(client: Client) -> None:
    assert explain(client, clock="C07", started_at="2026-08-03T09:30:00").status_code == 422
