"""What a service says of its HTTP is true: asked anything at all, it answers as its OpenAPI document names, and never with a 5xx."""

from __future__ import annotations

import base64
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import requests
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from chassis.admission import Admission
from chassis.clock import SystemClock
from chassis.commands import Commands
from chassis.identity import DevelopmentIssuer
from chassis.ids import new_id
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from chassis.service import Parts
from chassis.web import dress
from deploy.local.home import DIRECTORY
from lianjie_contracts.directory import Account, load
from services.analytics.service import SERVICE as ANALYTICS
from services.deadlines.service import SERVICE as DEADLINES
from services.intake.service import SERVICE as INTAKE
from services.notifications.service import SERVICE as NOTIFICATIONS
from services.routing.service import SERVICE as ROUTING
from tests.served import served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from schemathesis import Case

    from chassis.service import Service
    from deploy.local.mongodb import MongoDB

pytestmark = pytest.mark.database
COUNTY = "450199"
TRIES = 12  # of each operation; the same ones every time
KEY = base64.b64encode(b"lianjie-tests-32-byte-secret-key").decode()
ISSUER = DevelopmentIssuer("development", "a development secret of at least 32 characters")
TOLD = (status_code_conformance, content_type_conformance, response_schema_conformance)
OWN: dict[str, dict[str, Any]] = {
    "intake": {"county": COUNTY, "citizen": dict.fromkeys(("wrong_of_address", "wrong_of_one", "crowded_from", "asks_a_minute"), 10**6), "grants_a_minute": 10**6},
    "notifications": {"smtp": "smtp://127.0.0.1:1", "mail_from": "a@b.example"},
}  # fmt: skip
OFFICE = [
    "registrar",
    "receptionist",
    "letter_clerk",
    "router",
    "office_deputy_head",
    "office_head",
    "supervisor",
    "analyst",
    "leader",
    "auditor",
    "admin",
    "grid_worker",
]
UNIT = ("unit_liaison", "unit_handler", "unit_head")
VISIT = {
    "channel": "VISIT", "place_code": f"{COUNTY}003", "title": "屋面渗漏",
    "petitioner": {"name": "覃桂兰", "id_no": "360426199101010071", "phone": "13877514267", "address": "河西街道 3 号"},
}  # fmt: skip


@dataclass
class Open:
    """One service over a database of its own, without a bus. `known` are ids that lead somewhere, by the name of the field."""

    address: str
    known: dict[str, str] = field(default_factory=dict)

    def post(self, path: str, body: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token(*OFFICE)}", "Idempotency-Key": new_id()}
        answer = httpx.post(self.address + path, json=body, headers=headers)
        assert answer.status_code < 300, answer.text
        told: dict[str, Any] = answer.json()
        return told


def token(*roles: str, unit: str | None = None) -> str:
    return ISSUER.issue(
        Account(username="somebody", name="某人", roles=roles, post="", county=COUNTY, unit=unit)
    )


@contextlib.contextmanager
def opened(service: Service[Any], server: MongoDB) -> Iterator[Open]:
    own = OWN.get(service.name, {})
    its = service.settings(
        kafka="-", mongo=server.url, environment="development", directory=DIRECTORY, master_key=KEY, person_key=KEY, **own
    )  # fmt: skip

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        mongo, clock = Mongo(server.url, f"api_{service.name}_{new_id()[-12:]}"), SystemClock()
        store = MongoStore(mongo)
        await store.prepare(service.kinds)
        commands = Commands(store, clock, f"lianjie/{service.name}", lambda *_: None)
        parts: Any = Parts(its, load(DIRECTORY), clock, mongo, store, commands, None)  # type: ignore[arg-type]
        assert service.api
        app.include_router(service.api(parts))
        yield
        await mongo.command({"dropDatabase": 1})
        await mongo.close()

    app = FastAPI(title=service.name, lifespan=lifespan)
    dress(app, ISSUER)
    app.add_middleware(Admission, service=service.name, at_once=64, largest=2**21, larger=service.larger)
    with served(app, "on") as address:
        yield Open(address)


def furnished(at: Open) -> None:
    """A front door at which something has happened."""
    item = at.post("/items", VISIT)
    letter = at.post("/letters", {"letters": [{"sender": "覃桂兰"}]})["letters"][0]
    seen = at.post("/status", {"item_no": item["item_no"], "query_code": item["query_code"]})
    at.known |= {
        "item_id": item["item_id"], "item_no": item["item_no"], "matter_id": item["matter_id"], "ticket": seen["ticket"],
        "letter_id": letter["letter_id"], "query_code": item["query_code"],
    }  # fmt: skip
    ticket = at.post("/hall/tickets", {"queue": "A"})
    at.known["ticket_id"] = str(ticket.get("ticket_id") or "")
    at.post("/hall/desks/1/open", {"queues": ["A"]})
    report = at.post(
        "/quick-reports", {"form_key": new_id(), "place_code": f"{COUNTY}003", "text": "路灯不亮"}
    )
    at.known["report_id"] = report["report_id"]


@pytest.mark.parametrize(
    "service", [INTAKE, ROUTING, DEADLINES, NOTIFICATIONS, ANALYTICS], ids=lambda service: service.name
)
def test_every_answer_is_one_that_the_document_names(service: Service[Any], mongodb: MongoDB) -> None:
    with opened(service, mongodb) as at, requests.Session() as session:
        if service is INTAKE:
            furnished(at)
        document = schemathesis.openapi.from_url(f"{at.address}/openapi.json")
        wrong = [found for each in document.get_all_operations() for found in tried(each.ok(), at, session)]
    assert not wrong, "\n".join(wrong)


def tried(operation: Any, at: Open, session: requests.Session) -> list[str]:
    """What this operation answered that it should not have; each kind of fault once, with how to do it again."""
    found: dict[str, str] = {}

    @settings(
        max_examples=TRIES, deadline=None, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case: Case) -> None:
        led_somewhere(case, at.known)
        who = {"Authorization": f"Bearer {token(*OFFICE)}"} if len(str(case.body)) % 5 else {}
        answer = case.call(base_url=at.address, session=session, headers={**(case.headers or {}), **who})
        if answer.status_code >= 500:
            found.setdefault(f"{answer.status_code}", f"{case.as_curl_command()} → {_said(answer)}")
        try:
            case.validate_response(answer, checks=TOLD)
        except FailureGroup as several:
            for each in several.exceptions:
                found.setdefault(
                    f"{type(each).__name__} {answer.status_code}",
                    f"{case.as_curl_command()} → {_said(answer)}",
                )

    ask()
    return [f"{operation.label}: {kind}: {said}" for kind, said in found.items()]


def led_somewhere(case: Case, known: dict[str, str]) -> None:
    """Two of three ids are real ones, so that what lies behind a 404 is asked as well."""
    for part in (case.path_parameters, case.body):
        if isinstance(part, dict):
            for name in part.keys() & known.keys():
                if len(str(part[name])) % 3:
                    part[name] = known[name]


def _said(answer: Any) -> str:
    """The beginning of an answer; one may be a spreadsheet."""
    return str(answer.content[:300].decode(errors="replace"))
