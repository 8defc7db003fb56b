"""A whole town on the real broker and database: every service a process of its own, driven as people drive it."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
from bson.codec_options import CodecOptions
from pymongo import MongoClient

from chassis.identity import DevelopmentIssuer
from deploy.local import ports, topics
from deploy.local.home import DIRECTORY, Home
from deploy.local.kafka import Kafka
from deploy.local.keys import keys
from deploy.local.mailsink import MailSink
from deploy.local.mongodb import MongoDB
from deploy.local.processes import TABLE, Service, Surroundings, services
from lianjie_contracts.directory import load

COUNTY = "450199"
PERSON = {
    "name": "覃桂兰", "id_no": "360426199101010071", "phone": "13877514267", "address": "河西街道安置小区三期",
    "email": "qin@example.com", "consents_electronic": True,
}  # fmt: skip
VISIT = {
    "channel": "VISIT", "petitioner": PERSON, "place_code": f"{COUNTY}003", "title": "安置小区屋面渗漏要求维修",
    "main_content": "屋面渗漏两年没有修好。", "claims": ["修好屋面渗漏"], "litigation_status": "NONE",
}  # fmt: skip
OPINION = {
    "number": "住建信处〔2026〕57号", "facts": "查明三处开裂", "evidence": "勘查笔录", "signed_by": "黄志强",
    "legal_basis": ["《建设工程质量管理条例》第四十条"], "review_organ": "云岭县人民政府",
}  # fmt: skip


@dataclass
class Town:
    """The processes by name, and how to talk to them."""

    home: Home
    around: Surroundings
    processes: dict[str, Service]
    mongo: MongoClient[dict[str, Any]]
    _tokens: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, home: Home, around: Surroundings, copies: dict[str, int] | None = None) -> Town:
        processes = {service.name: service for service in services(home, around, copies or {})}
        return cls(home, around, processes, MongoClient(around.mongo, tz_aware=True))

    def start(self) -> None:
        for process in self.processes.values():
            process.launch()
        for process in self.processes.values():
            process.wait_ready()

    def stop(self) -> None:
        for process in self.processes.values():
            process.ask_to_stop()
        for process in self.processes.values():
            process.stop()
        self.mongo.close()

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.processes[f'{name}-1'].port}"

    def headers(self, account: str) -> dict[str, str]:
        if account not in self._tokens:
            issuer = DevelopmentIssuer("development", keys(self.home.keys)["TOKEN_SECRET"])
            known = next(a for a in load(DIRECTORY).accounts if a.username == account)
            self._tokens[account] = issuer.issue(known)
        return {"Authorization": f"Bearer {self._tokens[account]}"}

    def post(
        self,
        service: str,
        path: str,
        account: str,
        body: dict[str, Any] | None = None,
        command: str | None = None,
    ) -> httpx.Response:
        headers = self.headers(account) | {"Idempotency-Key": command or str(uuid.uuid4())}
        return httpx.post(self.url(service) + path, json=body or {}, headers=headers, timeout=30)

    def get(self, service: str, path: str, account: str) -> httpx.Response:
        return httpx.get(self.url(service) + path, headers=self.headers(account), timeout=30)

    def register(self, command: str | None = None, **changed: Any) -> dict[str, Any]:
        answer = self.post(f"intake-{COUNTY}", "/items", f"registrar@{COUNTY}", VISIT | changed, command)
        assert answer.status_code in (200, 201), answer.text
        told: dict[str, Any] = answer.json()
        return told

    def matter(self, matter_id: str) -> dict[str, Any] | None:
        answer = self.get("routing", f"/matters/{matter_id}", f"router@{COUNTY}")
        return answer.json() if answer.status_code == 200 else None

    def act(
        self, matter_id: str, act: str, account: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        answer = self.post("routing", f"/matters/{matter_id}/{act}", account, body)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def approved(self, matter_id: str) -> dict[str, Any]:
        """The deputy head approves what waits for it on a matter."""
        return self.act(matter_id, "approval", f"deputy@{COUNTY}", {"no": 1, "says": "approve_proposal"})

    def answered(self, matter_id: str, unit: str = "zjj") -> None:
        """The unit's whole part, by people in the browser: sign, accept, name the investigators, issue the opinion."""
        liaison, head = f"{unit}.liaison@{COUNTY}", f"{unit}.head@{COUNTY}"
        matter = eventually(lambda: self.matter(matter_id), "the matter is opened")
        self.act(
            matter_id, "dispatch", f"router@{COUNTY}", {"unit": f"{COUNTY}-{unit}", "reason": "采纳系统建议"}
        )
        self.act(matter_id, "sign", liaison)
        self.act(matter_id, "accept", liaison)
        self.act(matter_id, "handlers", head, {"handlers": ["梁伟", "黄一"]})
        answers = [
            {"claim_id": c["claim_id"], "result": "SUPPORT", "text": "同意维修"} for c in matter["claims"]
        ]
        self.act(
            matter_id, "opinion", head, {"drafted_by": "梁伟", "opinion": OPINION | {"answers": answers}}
        )

    def rows(self, service: str, collection: str, **where: Any) -> list[dict[str, Any]]:
        """What a service keeps; read-only, to compare what the services say of one thing."""
        database = self.mongo.get_database(f"lianjie_{service}", codec_options=CodecOptions(tz_aware=True))
        return list(database[collection].find(where))

    def history(self, matter_id: str) -> list[dict[str, Any]]:
        rows = self.rows("routing", "matters_history", subject=f"matter:{matter_id}", owned=True)
        return sorted(rows, key=lambda row: row["seq"])


def running(home: Home, kafka: Kafka, mongodb: MongoDB) -> Iterator[Town]:
    """A town with a mail server of its own, until it is no longer needed."""
    names = [row.name for row in TABLE]
    for name, port in zip(names, ports.free_ports(len(names)), strict=True):
        os.environ[ports.setting(name)] = str(port)
    topics.apply(kafka.bootstrap)
    with MailSink(home, *ports.free_ports(1)) as mail:
        made = Town.of(home, Surroundings(kafka.bootstrap, mongodb.url, mail.url))
        try:
            made.start()
            yield made
        finally:
            made.stop()
            for name in names:
                del os.environ[ports.setting(name)]


def headers_of(row: dict[str, Any]) -> dict[str, str]:
    return {name: bytes(value).decode() for name, value in row["headers"]}


def eventually(look: Callable[[], Any], what: str, within: float = 30.0) -> Any:
    """Look until it is there; the failure says what was awaited."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {within:g} s: {what}")


def numbered(count: int) -> Iterator[dict[str, Any]]:
    """Petitions of different people about the same kind of thing."""
    for n in range(count):
        yield {
            "petitioner": PERSON
            | {
                "id_no": "",
                "id_unavailable_reason": "证件在补办",
                "name": f"来访人{n:03d}",
                "phone": f"138775{n:05d}",
            }
        }
