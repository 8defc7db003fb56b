"""The centre's people of one petition: the registrar takes it in, the router decides where it goes, the window hands over."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from deploy.demo.forms import mistyped, registration
from deploy.demo.progress import State
from deploy.demo.story import Petition
from deploy.demo.telling import Teller, grouped
from deploy.demo.town import INTAKES, NOTIFICATIONS, ROUTING, Town
from deploy.words import Complaint, say
from lianjie_contracts.directory import Account

# Papers that an addressee without e-mail fetches at the window.
OPINION = "D11.1"
PAPERS = ("D02.2", "D02.4", OPINION)
PATIENCE = 40


@dataclass
class Office:
    """One county's centre."""

    town: Town
    tell: Teller
    county: str

    def _who(self, username: str) -> tuple[Account, str]:
        account = self.town.someone(self.county, username)
        return account, f"{account.post}{account.name}"

    @property
    def name(self) -> str:
        return self.town.county(self.county)

    async def register(self, petition: Petition, repeat_of: str | None) -> dict[str, Any]:
        """Take it in; a slip of the pen is refused with what to mend, mended, and sent again."""
        registrar, who = self._who("registrar")
        place = self.town.directory.place_name(self.county + petition.place)
        form = registration(petition, place, self.town.day, repeat_of)
        address = f"{INTAKES[self.county]}/items"
        channel = say(f"channel_{petition.channel}")
        if petition.slip:
            wrong = await self.town.do(registrar, address, mistyped(petition, form), petition.key, "slip")
            self.tell.refused(self.name, who, say("demo_slip", channel=channel), wrong.because)
        answer = await self.town.do(registrar, address, form, petition.key, "register")
        if not answer.done:
            raise Complaint("demo_not_registered", title=petition.title, because=answer.because)
        number = grouped(answer.body["item_no"])
        if repeat_of:
            joins = say("demo_joins", earlier=grouped(repeat_of))
            self.tell.told(self.name, who, say("demo_registered", channel=channel, number=number), joins)
        else:
            what = say("demo_registered", channel=channel, number=number) + f"《{petition.title}》"
            self.tell.told(self.name, who, what, _circumstances(petition))
        return {**answer.body, "repeated": answer.repeated}

    async def route(self, petition: Petition, matter_id: str, state: State) -> None:
        """Guide, hand over to discipline, or dispatch; followed or overruled, the proposal is named."""
        router, who = self._who("router")
        act, body, what, why = self._decided(petition, state)
        answer = await self.town.do(router, f"{ROUTING}/matters/{matter_id}/{act}", body, petition.key, act)
        if answer.done and "approved_by" in body:
            deputy, said = self.town.someone(self.county, "deputy"), {"no": 1, "says": "approve_proposal"}
            answer = await self.town.do(
                deputy, f"{ROUTING}/matters/{matter_id}/approval", said, petition.key, "approve"
            )
        number = grouped(state["item_nos"][0])
        if answer.done:
            self.tell.told(self.name, who, f"{number} {what}", petition.late or why)
        else:
            self.tell.refused(self.name, who, f"{number} {what}", answer.because)

    async def hand_over(self, petition: Petition, matter_id: str, number: str) -> None:
        """Who has no e-mail fetches the papers at the window, and signs for them."""
        registrar, who = self._who("registrar")
        waiting = await self._waiting(registrar, matter_id)
        for paper in waiting:
            body = {"received_by": petition.person().name, "proof": say("demo_proof")}
            address = f"{NOTIFICATIONS}/deliveries/{paper['delivery_id']}/hand-over"
            answer = await self.town.do(registrar, address, body, petition.key, paper["document"])
            what = say("demo_handed_over", number=grouped(number), title=paper["title"])
            if paper["unit"]:
                what += say("demo_of_unit", unit=self.town.unit(paper["unit"]))
            if answer.done:
                self.tell.told(self.name, who, what)
            else:
                self.tell.refused(self.name, who, what, answer.because)

    async def _waiting(self, registrar: Account, matter_id: str) -> list[dict[str, Any]]:
        """The papers at the window, once the opinion is among them."""
        papers: list[dict[str, Any]] = []
        for _ in range(PATIENCE):
            found = await self.town.look(registrar, f"{NOTIFICATIONS}/deliveries?matter_id={matter_id}")
            papers = [paper for paper in found.body if paper["document"] in PAPERS]
            if any(paper["document"] == OPINION for paper in papers):
                break
            await asyncio.sleep(0.5)
        return [paper for paper in papers if not paper["served_at"]]

    def _decided(self, petition: Petition, state: State) -> tuple[str, dict[str, Any], str, str]:
        deputy = self.town.someone(self.county, "deputy")
        if petition.guide:
            guide = petition.guide
            what = say("demo_guided", path=say(f"path_{guide.path}"))
            return "guide", guide.model_dump(mode="json"), what, f"{guide.reason}。{guide.remedy}"
        if petition.discipline:
            body = {"reason": petition.discipline, "approved_by": deputy.username}
            return (
                "hand-to-discipline",
                body,
                say("demo_disciplined", approver=deputy.name),
                petition.discipline,
            )
        return "dispatch", *self._dispatch(petition, state, deputy)

    def _dispatch(self, petition: Petition, state: State, deputy: Account) -> tuple[dict[str, Any], str, str]:
        proposed = state["suggestion"]
        unit = f"{self.county}-{petition.lead.unit}" if petition.lead else proposed["unit"]
        why = petition.lead.reason if petition.lead else "；".join(proposed.get("reasons", ()))
        what = say("demo_forwarded", unit=self.town.unit(unit))
        body: dict[str, Any] = {"mode": "FORWARD", "unit": unit, "reason": why, "co_units": []}
        if petition.assign:
            due = self.town.day + timedelta(days=petition.assign.days)
            body |= {"mode": "ASSIGN", "report_due_on": due.isoformat(), "approved_by": deputy.username}
            what = say("demo_assigned", unit=self.town.unit(unit), day=due, approver=deputy.name)
            why = petition.assign.reason
        for short, claims in petition.co.items():
            helper = f"{self.county}-{short}"
            claim_ids = [state["claims"][n - 1]["claim_id"] for n in claims]
            body["co_units"].append({"unit": helper, "claim_ids": claim_ids})
            what += say("demo_helped", unit=self.town.unit(helper), claims="、".join(map(str, claims)))
        return body, what, why


def _circumstances(petition: Petition) -> str:
    """What is unusual about it, in a few words."""
    said = []
    if petition.days_ago:
        said.append(say("demo_days_ago", days=petition.days_ago))
    if petition.headcount > 1:
        representatives = len(petition.representatives)
        said.append(say("demo_group", people=petition.headcount, representatives=representatives))
    if petition.urgency != "ORDINARY":
        said.append(say(f"urgency_{petition.urgency}"))
    if petition.anonymous:
        said.append(say("demo_anonymous"))
    if petition.no_id:
        said.append(say("demo_no_id", reason=petition.no_id))
    if petition.old_id:
        said.append(say("demo_old_id"))
    if petition.id_type == "PASSPORT":
        said.append(say("demo_passport"))
    return "；".join(said)
