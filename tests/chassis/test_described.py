"""An API's document names what its edge answers, for exactly the routes where it can."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from chassis.identity import DevelopmentIssuer
from chassis.web import Caller, CommandId, Form, dress


class Wish(Form):
    text: str


def document() -> dict[str, Any]:
    app = FastAPI()

    @app.get("/open")
    async def open_() -> None: ...

    @app.post("/things/{id_}", status_code=201)
    async def act(id_: str, wish: Wish, command: CommandId, caller: Caller) -> None: ...

    dress(app, DevelopmentIssuer("development", "a development secret of at least 32 characters"))
    return app.openapi()["paths"]


def test_a_command_names_every_refusal_and_its_repeat() -> None:
    answers = document()["/things/{id_}"]["post"]["responses"]
    assert set(answers) == {"200", "201", "400", "401", "403", "404", "409", "413", "422", "429", "503"}
    told = answers["422"]["content"]["application/json"]["schema"]
    assert told == {"$ref": "#/components/schemas/Refusal"}


def test_what_is_open_to_everybody_names_no_sign_in() -> None:
    assert set(document()["/open"]["get"]["responses"]) == {"200", "429", "503"}
    assert "security" not in document()["/open"]["get"]
