"""The rights that a broker keeps: read, add, remove. aiokafka speaks these requests, but its admin client does not offer them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaTimeoutError, SecurityDisabled, for_code
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest, DescribeAclsRequest
from aiokafka.protocol.api import RequestStruct

from chassis.login import ANONYMOUS, Login
from lianjie_contracts.access import Grant

# The numbers of Kafka's protocol; in each list 0 is "unknown" and 1 "any".
RESOURCES = ("", "", "TOPIC", "GROUP", "CLUSTER", "TRANSACTIONAL_ID", "DELEGATION_TOKEN", "USER")
PATTERNS = ("", "", "", "LITERAL", "PREFIXED")
OPERATIONS = (
    "", "", "ALL", "READ", "WRITE", "CREATE", "DELETE", "ALTER", "DESCRIBE", "CLUSTER_ACTION", "DESCRIBE_CONFIGS",
    "ALTER_CONFIGS", "IDEMPOTENT_WRITE", "CREATE_TOKENS", "DESCRIBE_TOKENS", "TWO_PHASE_COMMIT",
)  # fmt: skip
PERMISSIONS = ("", "", "DENY", "ALLOW")
ANY = 1
AT_ONCE = 100  # grants in one request
LOOKS, A_MOMENT = 600, 0.1  # times, seconds: until a broker goes by rights that the controller has taken


class _Rows:
    """aiokafka builds these requests for one grant each; the protocol takes many."""

    def __init__(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self._rows = rows

    def build(self, version: type[RequestStruct]) -> RequestStruct:
        return version(list(self._rows))


class _Create(_Rows, CreateAclsRequest):  # type: ignore[misc]
    """Many grants to add."""


class _Delete(_Rows, DeleteAclsRequest):  # type: ignore[misc]
    """Many grants to remove, each named in full."""


async def read_grants(bootstrap: str, login: Login = ANONYMOUS) -> set[Grant] | None:
    """All grants of the broker, whoever made them; None if it asks nobody for rights."""
    async with _client(bootstrap, login) as client:
        try:
            return await _held(client)
        except SecurityDisabled:
            return None


async def _held(client: AIOKafkaClient) -> set[Grant]:
    answer = await _ask(client, DescribeAclsRequest(ANY, None, ANY, None, None, ANY, ANY))
    _check(answer.error_code, answer.error_message)
    return {
        Grant(principal, OPERATIONS[operation], RESOURCES[resource], name, PATTERNS[pattern], host, PERMISSIONS[permission])
        for resource, name, pattern, grants in answer.resources
        for principal, host, operation, permission in grants
    }  # fmt: skip


async def change_grants(
    bootstrap: str, add: Collection[Grant], remove: Collection[Grant], login: Login = ANONYMOUS
) -> None:
    """Add, then remove; what is already there, or already gone, is fine. Raises KafkaError at the first refusal.

    Returns when the rights are in force: the controller answers before the brokers have heard of them.
    """
    async with _client(bootstrap, login) as client:
        for some in _some(add):
            for code, words in (await _ask(client, _Create(some))).creation_responses:
                _check(code, words)
        for some in _some(remove):
            for code, words, _ in (await _ask(client, _Delete(some))).filter_responses:
                _check(code, words)
        await _in_force(client, set(add), set(remove))


async def _in_force(client: AIOKafkaClient, add: set[Grant], remove: set[Grant]) -> None:
    for _ in range(LOOKS):
        held = await _held(client)
        if add <= held and held.isdisjoint(remove):
            return
        await asyncio.sleep(A_MOMENT)
    raise KafkaTimeoutError("the broker does not yet go by the rights it has taken")


def _some(grants: Collection[Grant]) -> list[list[tuple[Any, ...]]]:
    rows = [_row(grant) for grant in sorted(grants)]
    return [rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)]


def _row(g: Grant) -> tuple[Any, ...]:
    return (
        RESOURCES.index(g.resource), g.name, PATTERNS.index(g.pattern), g.principal, g.host, OPERATIONS.index(g.operation),
        PERMISSIONS.index(g.permission),
    )  # fmt: skip


@contextlib.asynccontextmanager
async def _client(bootstrap: str, login: Login) -> AsyncIterator[AIOKafkaClient]:
    client = AIOKafkaClient(bootstrap_servers=bootstrap, **login.options())
    try:
        await client.bootstrap()
        yield client
    finally:
        await client.close()


async def _ask(client: AIOKafkaClient, request: Any) -> Any:  # noqa: ANN401 - aiokafka's requests and answers
    return await client.send(client.get_random_node(), request)


def _check(code: int, words: str | None) -> None:
    if code:
        raise for_code(code)(words or "")
