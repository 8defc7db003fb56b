"""One matter of a story: what its petitioner, the office and the units do with it, and how all services say it stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.conformance.lives.centre import COUNTY, SHOWN, Centre
from tests.conformance.town import OPINION, PERSON, VISIT

INTAKE = f"intake-{COUNTY}"
DOORS = {
    "dispatch",
    "sign",
    "accept",
    "handlers",
    "opinion",
    "hand-to-discipline",
}  # of their own; others go through the generic one
HANDLERS = ["黄建业", "梁雨桐"]


@dataclass
class Matter:
    """`county` is where it is; `number` and `codes` stand on the slips of the petitioner and each representative."""

    centre: Centre
    county: str
    id: str
    item_id: str
    number: str
    codes: tuple[str, ...]

    @classmethod
    def registered(cls, centre: Centre, *claims: str, county: str = COUNTY, **form: Any) -> Matter:
        body = VISIT | {"place_code": f"{county}003"} | ({"claims": list(claims)} if claims else {}) | form
        status, told = centre.asks(f"intake-{county}", "/items", f"registrar@{county}", body)
        assert status == 201, told
        centre.told_of.append(told["matter_id"])
        codes = tuple(each["code"] for each in told["query_codes"])
        return cls(centre, county, told["matter_id"], told["item_id"], told["item_no"], codes)

    def does(self, who: str, act: str, **paper: Any) -> Matter:
        """Somebody does an act, and it is done; what must be approved, the deputy head approves."""
        status, told = self._asked(who, act, paper)
        assert status == 200, f"{act}: {told}"
        if told.get("approval") == "WAITING":
            said = {"no": self.now["proposal"]["no"], "says": "approve_proposal"}
            status, told = self.centre.asks(
                "routing", f"/matters/{self.id}/approval", self.account("deputy"), said
            )
            assert status == 200, f"approval of {act}: {told}"
        return self

    def refused(self, who: str, act: str, **paper: Any) -> str:
        """Somebody tries an act, and it is refused: with which code."""
        status, told = self._asked(who, act, paper)
        assert status == 409, f"{act}: {status} {told}"
        assert told["because"], told
        return str(told["code"])

    def _asked(self, who: str, act: str, paper: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        where = act if act in DOORS else f"acts/{act}"
        return self.centre.asks("routing", f"/matters/{self.id}/{where}", self.account(who), paper)

    def account(self, who: str) -> str:
        """`router`, `zjj.head`: somebody of its county."""
        return f"{who}@{self.county}"

    def sent_to(self, unit: str, **also: Any) -> Matter:
        """The office dispatches it; `unit` by its short name."""
        return self.does("router", "dispatch", unit=f"{self.county}-{unit}", reason="采纳系统建议", **also)

    def taken_by(self, unit: str) -> Matter:
        """Signed for, accepted, investigators named."""
        self.does(f"{unit}.liaison", "sign").does(f"{unit}.liaison", "accept", contact="0775-2831010")
        return self.does(f"{unit}.head", "handlers", handlers=HANDLERS)

    def answered_by(self, unit: str, result: str = "SUPPORT", **also: Any) -> Matter:
        """The opinion is issued; every claim gets the same result."""
        answers = [{"claim_id": c, "result": result, "text": "已查明，逐项答复如下。"} for c in self.claims]
        opinion = OPINION | {"answers": answers, "number": f"{unit}信处〔2026〕{self.number[-5:]}号"} | also
        return self.does(f"{unit}.head", "opinion", drafted_by=HANDLERS[0], opinion=opinion)

    def wishes(self, what: str, person: int = 0, **body: Any) -> dict[str, Any]:
        """The petitioner, or a representative, asks for something with number, query code and a one-time code from the window."""
        purpose = {"withdrawals": "WITHDRAW", "withdrawals/taken-back": "TAKE_BACK", "applications": "APPLY"}[
            what
        ]
        wish = {
            "item_no": self.number,
            "code": "ONE_TIME",
            "person": person,
            "purpose": purpose,
            "identity": SHOWN,
        }
        intake = f"intake-{self.county}"
        status, told = self.centre.asks(intake, "/citizen/window/codes", self.account("registrar"), wish)
        assert status == 200, told
        proof = {"ticket": self._ticket(person), "one_time_code": told["one_time_code"]}
        status, told = self.centre.asks(intake, f"/citizen/{what}", "", proof | body)
        assert status < 300, told
        return told

    def _ticket(self, person: int) -> str:
        slip = {"item_no": self.number, "query_code": self.codes[person]}
        status, told = self.centre.asks(f"intake-{self.county}", "/status", "", slip)
        assert status == 200, told
        return str(told["ticket"])

    @property
    def now(self) -> dict[str, Any]:
        """How routing holds it."""
        return dict(self.centre.reads("routing", f"/matters/{self.id}", self.account("router")))

    @property
    def state(self) -> str:
        """Its state, on which routing and the window agree."""
        (shown,) = self.centre.rows("workbench", "matters", _id=self.id)
        assert shown["state"]["state"] == self.now["state"], "the window has not followed"
        return str(shown["state"]["state"])

    @cached_property
    def claims(self) -> Sequence[str]:
        return [claim["claim_id"] for claim in self.now["claims"]]

    @property
    def told(self) -> list[dict[str, Any]]:
        """All that routing has said of it, in order."""
        rows = self.centre.rows("routing", "matters_history", subject=f"matter:{self.id}", owned=True)
        return [json.loads(bytes(row["body"])) for row in sorted(rows, key=lambda row: row["seq"])]

    @property
    def rows(self) -> list[str]:
        """The rows it went, as the tables number them."""
        return [event["row"] for event in self.told]

    def clocks(self, id_: str) -> list[dict[str, Any]]:
        """Every run of a limit, for each unit that has it."""
        clocks = self.centre.reads("deadlines", f"/matters/{self.id}/clocks", self.account("router"))[
            "clocks"
        ]
        return [clock for clock in clocks if clock["id"] == id_]

    def clock(self, id_: str) -> dict[str, Any]:
        """The last run of a limit; empty if it never ran."""
        return (self.clocks(id_) or [{}])[-1]

    def serves(self, who: str, document: str, act: str, **body: Any) -> str:
        """Somebody does something about a text that is on its way; where it stands then, or the code of a refusal."""
        rows = self.centre.reads(
            "notifications", f"/deliveries?matter_id={self.id}", self.account("registrar")
        )
        (id_,) = (row["delivery_id"] for row in rows if row["document"] == document)
        _, told = self.centre.asks("notifications", f"/deliveries/{id_}/{act}", self.account(who), body)
        return str(told.get("state") or told["code"])

    @property
    def papers(self) -> dict[str, str]:
        """What went to the petitioner: each text, and whether it has arrived."""
        rows = self.centre.reads(
            "notifications", f"/deliveries?matter_id={self.id}", self.account("registrar")
        )
        return {row["document"]: row["state"] for row in rows}


def person(name: str, **also: Any) -> dict[str, Any]:
    """Somebody else than the usual petitioner, without a document at hand."""
    return PERSON | {"id_no": "", "id_unavailable_reason": "证件在补办", "name": name} | also


def in_hand(centre: Centre, *claims: str, **form: Any) -> Matter:
    """A matter that the housing bureau has accepted today and investigates."""
    return Matter.registered(centre, *claims, **form).sent_to("zjj").taken_by("zjj")
