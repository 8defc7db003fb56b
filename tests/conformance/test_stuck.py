"""What gets stuck is found, mended and set going again with the operators' commands, on the real parts."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from chassis.bus import KafkaPublisher
from chassis.documents import Unsent
from deploy.cli import dlq, parked
from deploy.words import Complaint
from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    from collections.abc import Callable

    import typer

    from tests.conformance.town import Town

pytestmark = pytest.mark.connected


@pytest.fixture
def types(town: Town, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The operator at a terminal; what was printed."""
    monkeypatch.setenv("LIANJIE_MONGO", town.around.mongo)
    monkeypatch.setenv("LIANJIE_KAFKA", town.around.kafka)
    monkeypatch.setenv("LIANJIE_LANGUAGE", "en")
    monkeypatch.setenv("SUDO_USER", "wang")

    def typed(app: typer.Typer, *words: str, code: int | None = 0) -> str:
        ended = CliRunner().invoke(app, list(words))
        if isinstance(ended.exception, Complaint):
            return str(ended.exception)
        assert code in (None, ended.exit_code), ended.output
        return re.sub(r"\s+", " ", ended.output)

    return typed


def operations(town: Town, service: str, command: str) -> list[dict[str, Any]]:
    rows = town.rows(service, "operations", **{"state.command": command})
    return sorted((row["state"] for row in rows), key=lambda state: state["at"])


def broken(town: Town, matter_id: str) -> dict[str, object]:
    """A document of analytics that its handlers cannot read any more; what it was."""
    facts = town.mongo["lianjie_analytics"]["matter_facts"]
    was = eventually(lambda: facts.find_one({"_id": matter_id}), "analytics knows the matter")
    facts.update_one({"_id": matter_id}, {"$set": {"state": {"nonsense": True}}})
    return was


def mend(town: Town, was: dict[str, object]) -> None:
    town.mongo["lianjie_analytics"]["matter_facts"].update_one(
        {"_id": was["_id"]}, {"$set": {"state": was["state"]}}
    )


def heard(town: Town, matter_id: str) -> int:
    [position] = town.rows("analytics", "positions", _id=f"matter:{matter_id}")
    return int(position["seq"])


def letters(town: Town, matter_id: str) -> list[dict[str, object]]:
    return town.rows("analytics", "dead_letters", **{"state.subject": f"matter:{matter_id}"})


def test_a_dead_letter_is_replayed_when_its_cause_is_mended_and_its_successors_follow(
    town: Town, types: Callable[..., str]
) -> None:
    matter = town.register()["matter_id"]
    was = broken(town, matter)
    town.answered(matter)
    [letter] = eventually(lambda: letters(town, matter), "the event is a dead letter")
    id_, stream = str(letter["_id"]), f"matter:{matter}"
    eventually(lambda: town.rows("analytics", "parked", subject=stream, seq=3), "the next one waits")

    assert id_ in types(dlq.app, "list", "--service", "analytics", "--county", COUNTY)
    assert f"{stream} number 2 is dead letter {id_}" in types(parked.app, "list", "--service", "analytics")
    shown = types(dlq.app, "show", id_)
    assert "would be put back" in shown
    assert "would be skipped" in shown
    assert '"mode": "FORWARD"' in shown, "what the contracts know of the event may be read"

    types(dlq.app, "replay", id_, "--why", "too early", "--do", code=None)
    eventually(lambda: letters(town, matter)[0]["state"]["deaths"] == 2, "it has died again")
    assert heard(town, matter) == 1

    mend(town, was)
    assert "Nothing of this is done yet" in types(
        dlq.app, "replay", "--all-of", "unhandled", "--service", "analytics"
    )
    assert letters(town, matter)[0]["state"]["open"]
    assert "is put back" in types(dlq.app, "replay", id_, "--why", "facts restored", "--do")
    eventually(lambda: heard(town, matter) == len(town.history(matter)) > 5, "all is heard")
    eventually(lambda: not town.rows("analytics", "parked", subject=stream), "nothing waits")
    assert "facts restored" in types(dlq.app, "replay", id_, "--why", "once more", "--do")
    done = operations(town, "analytics", "dlq replay")
    assert [each["why"] for each in done] == ["too early", "facts restored"]
    assert {str(each["who"]).partition("@")[0] for each in done} == {"wang"}


def test_a_dead_letter_is_skipped_for_a_reason_and_its_successors_follow(
    town: Town, types: Callable[..., str]
) -> None:
    matter = town.register()["matter_id"]
    was = broken(town, matter)
    town.act(matter, "dispatch", f"router@{COUNTY}", {"unit": f"{COUNTY}-zjj", "reason": "采纳系统建议"})
    [letter] = eventually(lambda: letters(town, matter), "the event is a dead letter")
    mend(town, was)
    town.act(matter, "sign", f"zjj.liaison@{COUNTY}")
    assert "--why" in types(dlq.app, "skip", str(letter["_id"]), "--do")
    types(dlq.app, "skip", str(letter["_id"]), "--why", "counted by hand", "--do")
    eventually(lambda: heard(town, matter) == 3, "the successor passes")
    [state] = [each["state"] for each in letters(town, matter)]
    assert (state["open"], state["settled"]["how"], state["settled"]["why"]) == (
        False,
        "skipped",
        "counted by hand",
    )


def test_a_forked_stream_goes_on_as_its_owner_tells_it(town: Town, types: Callable[..., str]) -> None:
    matter = town.register()["matter_id"]
    stream = f"matter:{matter}"
    [opened] = eventually(lambda: town.history(matter), "it is opened")
    eventually(lambda: town.rows("analytics", "positions", _id=stream), "analytics has heard it")
    headers = {name: bytes(value) for name, value in opened["headers"]} | {"ce_id": b"a-pretender"}
    forged = Unsent(1, "x", 1, opened["topic"], matter, tuple(headers.items()), bytes(opened["body"]))

    async def send() -> None:
        publisher = KafkaPublisher(town.around.kafka, "tests")
        await publisher.publish([forged])
        await publisher.stop()

    asyncio.run(send())
    hearers = (
        "analytics",
        "deadlines",
        "notifications",
        "workbench",
        f"intake-{COUNTY}",  # the other counties' intakes do not follow it
    )
    for name in hearers:
        where = {"_id": stream, "forked": True}
        eventually(lambda: town.rows(name.replace("-", "_"), "positions", **where), f"{name} has stopped it")  # noqa: B023
    town.act(matter, "dispatch", f"router@{COUNTY}", {"unit": f"{COUNTY}-zjj", "reason": "采纳系统建议"})
    shown = types(parked.app, "show", "analytics", stream)
    assert "forked, stopped at 1" in shown
    assert f"--keep {opened['id']}" in shown
    refused = types(
        parked.app, "unfork", "analytics", stream, "--keep", "a-pretender", "--why", "x", "--do", code=1
    )
    assert "not on the owner's record" in refused
    for name in hearers:
        words = ("unfork", name, stream, "--keep", opened["id"], "--why", "compared with routing")
        assert "Nothing of this is done yet" in types(parked.app, *words)
        types(parked.app, *words, "--do")
        eventually(
            lambda: town.rows(name.replace("-", "_"), "positions", _id=stream, seq=2, forked=False),  # noqa: B023
            f"{name} goes on",
        )
    assert [each["what"]["keep"] for each in operations(town, "analytics", "parked unfork")] == [opened["id"]]
