"""A backup is one instant of everything; an older one that is restored catches up and tells nothing twice."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest

from chassis.documents import chained
from deploy.backup import database, taking
from deploy.cli import backup as backup_command, restore as restore_command
from deploy.words import Complaint, say
from tests.conformance.town import COUNTY, Town, eventually, numbered

if TYPE_CHECKING:
    from pathlib import Path

    from deploy.backup.manifest import Manifest

pytestmark = pytest.mark.connected
INTAKE = f"intake-{COUNTY}"


def _taken(town: Town, where: Path, *services: str) -> Manifest:
    return asyncio.run(backup_command._take(town.home, town.around, list(services), where))


def _restored(town: Town, where: Path, service: str, *, replace: bool = True, do: bool = True) -> None:
    manifest = taking.check(where)
    asyncio.run(
        restore_command._restore(town.around, manifest, where, [service], replace=replace, do=do, why="drill")
    )


def _saved(where: Path, manifest: Manifest, name: str, collection: str) -> list[dict[str, Any]]:
    held = next(h for h in manifest.of(f"lianjie_{name}") if h.collection == collection)
    return [dict(document) for document in database.documents(where / held.file)]


def _chain(rows: list[dict[str, Any]]) -> str:
    head = ""
    for row in sorted(rows, key=lambda row: row["seq"]):
        head = chained(head, row["id"], bytes(row["body"]))
    return head


def _quiet(town: Town) -> None:
    """Nothing is on its way."""

    def still() -> bool:
        unsent = sum(
            len(town.rows(service, collection, **{"unsent.0": {"$exists": True}}))
            for service, collection in (("routing", "matters"), ("deadlines", "sheets"), ("notifications", "deliveries"))
        )  # fmt: skip
        mailing = {"state.electronic": True, "state.state": {"$in": ["SIGNED", "IN_SERVICE"]}}
        unsent += len(town.rows("notifications", "deliveries", **mailing))
        return not unsent and _all_heard(town)

    eventually(still, "everything is heard", within=60)


def _heads(town: Town) -> dict[str, int]:
    return {f"matter:{row['_id']}": row["seq"] for row in town.rows("routing", "matters")}


def _all_heard(town: Town) -> bool:
    """Those who follow every matter are where its owner is."""
    heads = _heads(town)
    return all(_heard(town, service) == heads for service in ("workbench", "deadlines", "notifications"))


def _heard(town: Town, service: str) -> dict[str, int]:
    return {
        row["_id"]: row["seq"] for row in town.rows(service, "positions") if row["_id"].startswith("matter:")
    }


def _documents(town: Town, service: str, collection: str) -> dict[str, Any]:
    fields = ("state", "seq", "said", "head")
    return {row["_id"]: {name: row[name] for name in fields} for row in town.rows(service, collection)}


def _mails(town: Town) -> int:
    return len(list(town.home.mail.iterdir()))


def _letters(town: Town) -> dict[str, Any]:
    return {row["_id"]: row["state"]["contents"] for row in town.rows("notifications", "letters")}


def test_a_backup_under_load_is_one_instant_of_all_databases(town: Town, tmp_path: Path) -> None:
    """Nobody has heard more than its owner had said, and every owner's history is as long as its stream."""
    enough = threading.Event()

    def work() -> None:
        for petition in numbered(400):
            if enough.is_set():
                return
            town.register(**petition)

    clerks = [threading.Thread(target=work) for _ in range(2)]
    for clerk in clerks:
        clerk.start()
    try:
        eventually(lambda: len(town.rows("workbench", "matters")) > 5, "the work goes on")
        manifest = _taken(town, tmp_path / "b")
    finally:
        enough.set()
        for clerk in clerks:
            clerk.join()
    taking.check(tmp_path / "b")
    matters = {row["_id"]: row for row in _saved(tmp_path / "b", manifest, "routing", "matters")}
    told: dict[str, int] = dict.fromkeys(matters, 0)
    for row in _saved(tmp_path / "b", manifest, "routing", "matters_history"):
        if row["owned"]:
            told[row["subject"].partition(":")[2]] += 1
    for id_, row in matters.items():
        unsent = [message for message in row["unsent"] if message["owned"]]
        sent = {message["seq"] for message in unsent if message["seq"] <= told[id_]}
        assert row["seq"] == told[id_] + len(unsent) - len(sent), "the history and what waits are the stream"
    ahead = [
        row["_id"]
        for service in ("workbench", "deadlines", "notifications")
        for row in _saved(tmp_path / "b", manifest, service, "positions")
        if row["_id"].startswith("matter:") and row["seq"] > matters[row["_id"].partition(":")[2]]["seq"]
    ]
    assert not ahead, "heard before it was said: the databases are of different instants"
    assert len(matters) < len(town.rows("routing", "matters")), "the work went on behind it"


def test_a_damaged_file_is_named(town: Town, tmp_path: Path) -> None:
    _taken(town, tmp_path, "routing")
    taking.check(tmp_path)
    file = tmp_path / "lianjie_routing" / "matters.bson.gz"
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    with pytest.raises(Complaint) as said:
        taking.check(tmp_path)
    assert str(said.value) == say("backup_damaged", file=file)


def test_what_is_not_empty_or_still_runs_is_not_touched(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deploy.backup.restoring.LAST_MEMBERS", 1)
    there = town.register()["matter_id"]
    eventually(lambda: there in _documents(town, "routing", "matters"), "the matter is open")
    _taken(town, tmp_path, "routing")
    before = _documents(town, "routing", "matters")
    with pytest.raises(Complaint, match="--replace"):
        _restored(town, tmp_path, "routing", replace=False)
    with pytest.raises(Complaint, match="还在运行"):
        _restored(town, tmp_path, "routing")
    assert _documents(town, "routing", "matters") == before


def test_older_backups_of_owners_and_of_a_reader_catch_up_without_telling_anything_twice(
    town: Town, tmp_path: Path
) -> None:
    """The owners and the window's read model go back together to before half of the work, and end where all was."""
    early = town.register()
    eventually(lambda: town.matter(early["matter_id"]), "it is opened")
    _quiet(town)
    back = (INTAKE, "routing", "deadlines", "notifications", "workbench")
    _taken(town, tmp_path / "old")

    town.answered(early["matter_id"])
    late = [town.register(**petition) for petition in numbered(3)]
    town.register(channel="PHONE", repeat_of=late[0]["item_no"], title="催问进度")
    eventually(lambda: town.matter(late[0]["matter_id"]), "it is opened")
    town.act(late[0]["matter_id"], "dispatch", f"router@{COUNTY}", {"unit": f"{COUNTY}-zjj"})
    town.post(
        "routing",
        f"/matters/{late[0]['matter_id']}/sign",
        f"zjj.liaison@{COUNTY}",
        command="signed-after-the-backup",
    )
    eventually(lambda: (town.matter(early["matter_id"]) or {}).get("state") == "COMPLETED", "complete")
    _quiet(town)

    kept = [("routing", "matters"), (f"intake_{COUNTY}", "items"), (f"intake_{COUNTY}", "person_keys")]
    before = {at: _documents(town, *at) for at in kept}
    pages = {row["_id"]: row["state"]["state"] for row in town.rows("workbench", "matters")}
    delivered, letters = _documents(town, "notifications", "deliveries"), _letters(town)
    sheets = _documents(town, "deadlines", "sheets")
    mails = _mails(town)
    for name in back:
        town.processes[f"{name}-1"].ask_to_stop()
    for name in back:
        town.processes[f"{name}-1"].stop()
    for name in back:
        _restored(town, tmp_path / "old", name)
        _restored(town, tmp_path / "old", name, replace=False)  # a second time changes nothing
    assert _documents(town, "routing", "matters") != before["routing", "matters"], "it is older"
    for name in back:
        town.processes[f"{name}-1"].launch()
    for name in back:
        town.processes[f"{name}-1"].wait_ready()

    restated = {
        id_: {k: v for k, v in d.items() if k != "said"} for id_, d in before["routing", "matters"].items()
    }
    held = {
        id_: {k: v for k, v in d.items() if k != "said"}
        for id_, d in _documents(town, "routing", "matters").items()
    }
    assert held == restated
    for at in kept[1:]:
        assert _documents(town, *at) == before[at]
    for row in town.rows("routing", "matters"):
        history = town.history(row["_id"])
        assert (len(history), _chain(history)) == (row["seq"], row["head"]), "the chain is whole"
    again = town.post(
        "routing",
        f"/matters/{late[0]['matter_id']}/sign",
        f"zjj.liaison@{COUNTY}",
        command="signed-after-the-backup",
    )
    assert again.json()["repeated"], "what was answered before is not done again"
    town.act(late[0]["matter_id"], "accept", f"zjj.liaison@{COUNTY}")
    further = town.register()
    assert int(further["item_no"][-5:]) > int(late[-1]["item_no"][-5:]), "no number twice"

    def agreed() -> bool:
        now = {row["_id"]: row["state"]["state"] for row in town.rows("workbench", "matters")}
        moved = {late[0]["matter_id"], further["matter_id"]}
        return _all_heard(town) and {id_: state for id_, state in now.items() if id_ not in moved} == {
            id_: state for id_, state in pages.items() if id_ not in moved
        }

    eventually(agreed, "all agree again", within=60)
    for service in ("workbench", "deadlines", "notifications", "analytics", "routing"):
        assert not town.rows(service, "positions", forked=True)
        assert not town.rows(service, "dead_letters")
    now = _documents(town, "notifications", "deliveries")
    assert {id_: now[id_] for id_ in delivered} == delivered
    assert {id_: text for id_, text in _letters(town).items() if id_ in letters} == letters, "as they were"
    papers = [
        d["state"]["paper"]["number"] for d in now.values() if d["state"]["paper"]["document"] == "D02.2"
    ]
    assert len(set(papers)) == len(papers), "no number twice"
    clocks = _documents(town, "deadlines", "sheets")
    assert {id_: clocks[id_]["seq"] for id_ in sheets if id_ != late[0]["matter_id"]} == {
        id_: sheet["seq"] for id_, sheet in sheets.items() if id_ != late[0]["matter_id"]
    }, "of a limit nothing is told twice"
    fresh = [id_ for id_ in now if id_ not in delivered and now[id_]["state"]["electronic"]]
    eventually(lambda: _mails(town) >= mails + len(fresh), "the mails went out")
    assert _mails(town) == mails + len(fresh), "each once"
