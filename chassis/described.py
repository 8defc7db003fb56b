"""What an API says of itself: its OpenAPI document with every answer that the common edge may give, not only the good one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi
from fastapi.security import HTTPBearer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fastapi import FastAPI

BEARER = HTTPBearer(
    auto_error=False, scheme_name="person", description="The signed token of a public servant."
)
KEY = "idempotency-key"
REFUSAL: dict[str, Any] = {
    "type": "object",
    "title": "Refusal",
    "description": "The ground and the way out, in words for the person who asked.",
    "properties": {
        "because": {"type": "string"},
        "code": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}, "description": "By field."},
    },
    "required": ["because"],
}
ANSWERS: Mapping[int, str] = {
    400: "The body is no JSON, or a command has no Idempotency-Key.",
    401: "Nobody is signed in, or what was proved has ended.",
    403: "It is not this person's to do.",
    404: "There is no such thing, or not within this person's reach.",
    409: "Refused by the rules; the ground says why.",
    413: "More than is taken at once.",
    422: "A field is missing or wrong; each has its sentence.",
    429: "Too many ask; Retry-After says when to come again.",
    503: "Not now: starting, or the database is away. Nothing is lost, and asking again is harmless.",
}


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For a route or router: refusals that the edge does not know of, as FastAPI's `responses`."""
    return {status: {"description": ANSWERS[status]} for status in statuses}


def described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of an app dressed by chassis.web; made once."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, routes=app.routes)
        made.setdefault("components", {}).setdefault("schemas", {})["Refusal"] = REFUSAL
        for operation in _operations(made):
            _complete(operation)
        app.openapi_schema = made
    return app.openapi_schema


def _operations(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in document["paths"].values():
        yield from methods.values()


def _complete(operation: dict[str, Any]) -> None:
    """What the route itself says of a status stays."""
    answers, command = operation["responses"], KEY in _names(operation, "header")
    for status in sorted(_of_the_edge(operation, command=command)):
        said = answers.get(str(status), {})
        described_here = said.get("description") if status != 422 else None
        answers[str(status)] = {
            "description": described_here or ANSWERS[status],
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}},
        }
    if command and "201" in answers:
        answers.setdefault(
            "200", {"description": "It was done before, under the same key; answered as then."}
        )


def _of_the_edge(operation: Mapping[str, Any], *, command: bool) -> set[int]:
    """The refusals that the edge gives without the route knowing of it."""
    stated = {int(status) for status in operation["responses"] if status.isdecimal() and int(status) >= 400}
    found = {429, 503} | (stated & ANSWERS.keys())
    if operation.get("security"):
        found |= {401, 403}
    if operation.get("requestBody"):
        found |= {400, 413, 422}
    if command:
        found |= {400, 409}
    if operation.get("parameters"):
        found |= {422}
    return found | ({404} if _names(operation, "path") else set())


def _names(operation: Mapping[str, Any], where: str) -> set[str]:
    return {each["name"].lower() for each in operation.get("parameters", ()) if each["in"] == where}
