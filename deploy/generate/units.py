"""How a unit acts in a made-up history: its people in the browser if they have accounts, else its own system on its topic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from chassis.ids import derived
from deploy.generate.steps import Ask, Step, Tell
from lianjie_contracts.base import Actor, Reply
from lianjie_contracts.directory import Directory, Unit
from lianjie_contracts.events.reply_accept import ReplyAccept
from lianjie_contracts.events.reply_issue_opinion import OfferedOpinion, ReplyIssueOpinion
from lianjie_contracts.events.reply_sign_for import ReplySignFor

INVESTIGATORS = ("黄建业", "梁雨桐")


@dataclass(frozen=True)
class UnitAtWork:
    """One unit's part in one matter; `key` begins the keys of all its acts."""

    unit: Unit
    directory: Directory
    matter: int
    matter_id: str
    key: str

    @cached_property
    def in_browser(self) -> bool:
        return any(account.unit == self.unit.code for account in self.directory.accounts)

    def sign(self, at: datetime) -> list[Step]:
        if self.in_browser:
            return [self._ask(at, "sign", "liaison", {})]
        return [self._tell(at, "sign", ReplySignFor(**self._by("unit_liaison", at)))]

    def accept(self, at: datetime, draws: tuple[str, ...], *, leads: bool) -> list[Step]:
        """The lead also names its investigators."""
        if not self.in_browser:
            handlers = INVESTIGATORS if leads else ()
            return [
                self._tell(at, "accept", ReplyAccept(**self._by("unit_head", at), handlers=handlers), draws)
            ]
        taken: list[Step] = [self._ask(at, "accept", "liaison", {"contact": self.unit.telephone}, draws)]
        if leads:
            taken.append(self._ask(at, "handlers", "head", {"handlers": list(INVESTIGATORS)}))
        return taken

    def answer(self, at: datetime, opinion: dict[str, Any], refused: str = "") -> list[Step]:
        name = "opinion" if not refused else "opinion-first"
        if self.in_browser:
            body = {"drafted_by": INVESTIGATORS[0], "opinion": opinion}
            return [self._ask(at, "opinion", "head", body, refused=refused, name=name)]
        reply = ReplyIssueOpinion(
            **self._by("unit_head", at), drafted_by=INVESTIGATORS[0], opinion=OfferedOpinion(**opinion)
        )
        return [self._tell(at, name, reply, refused=refused)]

    def _ask(
        self, at: datetime, act: str, post: str, body: dict[str, Any], draws: tuple[str, ...] = (), *, refused: str = "", name: str = ""
    ) -> Ask:  # fmt: skip
        account = f"{self.unit.short}.{post}@{self.unit.county}"
        key = f"{self.key}-{self.unit.short}-{name or act}"
        return Ask(
            at,
            self.matter,
            "routing",
            f"/matters/{{id_}}/{act}",
            account,
            body,
            key,
            draws=draws,
            refused=refused,
        )

    def _tell(
        self, at: datetime, act: str, reply: Reply, draws: tuple[str, ...] = (), refused: str = ""
    ) -> Tell:
        return Tell(at, self.matter, derived("reply", self.key, self.unit.short, act), reply, draws, refused)

    def _by(self, role: str, at: datetime) -> dict[str, Any]:
        by = Actor(
            id=f"system@{self.unit.code}",
            role=role,
            name="陆正平" if role == "unit_head" else "",
            org=self.unit.name,
        )
        return {"unit": self.unit.code, "matter_id": self.matter_id, "by": by, "at": at}
