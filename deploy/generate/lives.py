"""How one made-up matter goes its road, from registration on: each stage leaves dated steps behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from chassis.ids import derived
from deploy.generate import forms
from deploy.generate.persons import Person
from deploy.generate.roads import Road, roads, texts
from deploy.generate.steps import Ask, Life, Step
from deploy.generate.units import UnitAtWork
from deploy.generate.workdays import LOCAL, after
from lianjie_contracts.directory import Directory, PlaceEntry
from lianjie_contracts.vocabulary import Channel
from services.intake.domain.numbers import series
from services.notifications.domain.documents import counted_as

STAGES = ("register", "guide", "discipline", "dispatch", "sign", "accept", "answer", "fetch")
APPROVED_AFTER = timedelta(minutes=2)
BREATH = timedelta(minutes=7)  # between two acts in a row


@dataclass
class Walker:
    """One matter on its road. `key` makes every id of it: the same generation finds the same matter again."""

    number: int
    key: str
    road: Road
    person: Person
    directory: Directory
    chance: Random
    mail: bool
    case: dict[str, Any] = field(init=False)
    place: PlaceEntry = field(init=False)
    lead: str = ""
    helper: str = ""
    first: dict[str, Any] = field(default_factory=dict)
    matter_id: str = ""
    claims: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        fitting = [
            case for case in texts()[self.road.about] if not self.road.helped or len(case["claims"]) > 1
        ]
        self.case = self.chance.choice(fitting)
        places = self.directory.places_of(self.person.county)
        wanted = self.person.county + self.case.get("place", "")
        self.place = self.chance.choice([place for place in places if place.code.startswith(wanted)])
        departments = [case["unit"] for case in texts()["cases"] if "place" not in case]
        self.lead = self.case.get("unit", "")
        if self.lead and self.chance.random() < roads().share["overruled"]:
            self.lead = self.chance.choice(departments)
        if self.road.helped:
            self.helper = self.chance.choice([short for short in departments if short != self.lead])

    def life(self, at: datetime) -> Life:
        """Walk from registration at `at` until the road ends."""
        at = self._registered(at)
        if self.road.until == "guide":
            self._closed(
                at, "guide", {name: self.case[name] for name in ("path", "reason", "basis", "remedy")}
            )
        elif self.road.until == "discipline":
            self._closed(
                at,
                "hand-to-discipline",
                {"reason": "反映公职人员涉嫌违纪", "approved_by": self._account("deputy")},
            )
        elif self.road.until != "register":
            self._to_units(at)
        return Life(
            self.number, self.road.name, self.matter_id, tuple(sorted(self.steps, key=lambda step: step.at))
        )

    def _registered(self, at: datetime) -> datetime:
        by = forms.channel(self.road, self.chance)
        who = forms.petitioner(self.person, self.road, self.mail, self.place.name, self.chance)
        self.first = body = forms.registration(self.case, self.road, self.place, who, by, at, self.chance)
        item_id = self._item(at, "item", body, by)
        self.matter_id = f"{self.person.county}:{derived('matter', item_id)}"
        self.claims = [derived(item_id, str(n)) for n in range(1, len(body["claims"]) + 1)]
        return self._repeated(at, body) if self.road.repeated == "early" else at

    def _item(
        self, at: datetime, name: str, body: dict[str, Any], by: Channel, *, repeats: bool = False
    ) -> str:
        county, account, key = self.person.county, self._account("registrar"), f"{self.key}-{name}"
        drawn = series(county, by, at)
        self.steps.append(
            Ask(
                at,
                self.number,
                f"intake-{county}",
                "/items",
                account,
                body,
                key,
                repeats=repeats,
                draws=(drawn,),
            )
        )
        return f"{county}:{derived(county, 'item', derived('command', account, key))}"

    def _repeated(self, at: datetime, first: dict[str, Any]) -> datetime:
        """The same person comes again, or a neighbour comes with the same matter; it may ask for more."""
        at = after(at, (0.02, 0.4) if self.road.repeated == "early" else roads().days["repeat"], self.chance)
        who = first["petitioner"] if self.chance.random() < 0.5 else forms.neighbour(self.person, self.chance)
        claims = [*self.case["claims"], forms.FURTHER]
        kept = {name: value for name, value in first.items() if name not in ("received_at", "postmark_on")}
        item_id = self._item(
            at,
            "again",
            {**kept, "channel": "PHONE", "petitioner": who, "claims": claims},
            Channel.PHONE,
            repeats=True,
        )
        if self.road.repeated == "early":
            self.claims.append(derived(item_id, str(len(claims))))
        return at

    def _closed(self, at: datetime, act: str, body: dict[str, Any]) -> None:
        guided = ("D05.2",) if self._came else ("D05.1",)
        told = {"guide": guided, "hand-to-discipline": ("D06.4",)}.get(act, ())
        within = ("D07.3",) if act == "hand-to-discipline" else ()
        self._office(after(at, roads().days["dispatch"], self.chance), act, body, told, within)

    def _office(
        self, at: datetime, act: str, body: dict[str, Any], told: tuple[str, ...], within: tuple[str, ...]
    ) -> None:
        """`told` to the petitioner, if that has a name; `within`: what authorities send each other."""
        texts_ = within if self.road.anonymous else (*told, *within)
        path, key, by = f"/matters/{{id_}}/{act}", f"{self.key}-{act}", self._account("router")
        if "approved_by" not in body:
            drawn = self._series(at, *texts_)
            self.steps.append(Ask(at, self.number, "routing", path, by, body, key, draws=drawn))
            return
        self.steps.append(Ask(at, self.number, "routing", path, by, body, key))
        at, said, way = at + APPROVED_AFTER, {"no": 1, "says": "approve_proposal"}, "/matters/{id_}/approval"
        drawn, deputy = self._series(at, *texts_), self._account("deputy")
        self.steps.append(Ask(at, self.number, "routing", way, deputy, said, f"{key}-approved", draws=drawn))

    @property
    def _came(self) -> bool:
        return bool(self.first.get("channel") == Channel.VISIT)

    def _series(self, at: datetime, *documents: str, of: str = "") -> tuple[str, ...]:
        """The series that these texts are numbered in, by the centre or by a unit."""
        year = at.astimezone(LOCAL).year
        return tuple(f"{of or self.person.county}:{counted_as(document)}:{year}" for document in documents)

    def _to_units(self, at: datetime) -> None:
        """Dispatch to the lead and its helper, and their parts up to the answer."""
        lead, helper = self._unit(self.lead), self._unit(self.helper) if self.helper else None
        at = self._dispatched(self._when("dispatch", at), lead, helper)
        if self.road.repeated == "late":
            self._repeated(at, self.first)
        if not self._walks("sign"):
            return
        done = self._taken_over(lead, at)
        helped = self._taken_over(helper, at, leads=False) if helper else done
        if not self._walks("answer"):
            return
        if helper:
            helped = self._when("mend", helped)
            self.steps += helper.answer(helped, self._opinion(helper, [(self.claims[1], "")]))
        self._answered(lead, helper, max(self._when("answer", done), helped + BREATH))

    def _unit(self, short: str) -> UnitAtWork:
        unit = self.directory.unit(f"{self.person.county}-{short}")
        return UnitAtWork(unit, self.directory, self.number, self.matter_id, self.key)

    def _dispatched(self, at: datetime, lead: UnitAtWork, helper: UnitAtWork | None) -> datetime:
        followed = self.lead == self.case["unit"]
        reason = "采纳系统建议" if followed else self.chance.choice(texts()["overruled"])
        body: dict[str, Any] = {"unit": lead.unit.code, "reason": reason}
        if helper:
            body["co_units"] = [{"unit": helper.unit.code, "claim_ids": [self.claims[1]]}]
        if self.road.assigned:
            due = at.astimezone(LOCAL).date() + timedelta(days=45)
            body |= {
                "mode": "ASSIGN",
                "report_due_on": due.isoformat(),
                "approved_by": self._account("deputy"),
            }
        told = ("D06.2",) if self.road.assigned else ("D06.1",)
        letter = "D08.1" if self.road.assigned else "D07.2" if self._came else "D07.1"
        self._office(at, "dispatch", body, told, (letter,) * (2 if helper else 1))
        return at

    def _taken_over(self, unit: UnitAtWork, at: datetime, *, leads: bool = True) -> datetime:
        """Signed for and accepted; its notice goes by mail, or waits to be fetched."""
        at = self._when("sign", at)
        self.steps += unit.sign(at)
        if not self._walks("accept"):
            return at
        at = self._when("accept", at)
        notice = "D02.4" if self.road.about == "suggestions" else "D02.2"
        told = () if self.road.anonymous else self._series(at, notice, of=unit.unit.code)
        self.steps += unit.accept(at, told, leads=leads)
        self._fetched(at, notice, unit)
        return at + BREATH

    def _answered(self, lead: UnitAtWork, helper: UnitAtWork | None, at: datetime) -> None:
        claims = [
            (claim, helper.unit.code if helper and n == 1 else "") for n, claim in enumerate(self.claims)
        ]
        if self.road.slips:
            self.steps += lead.answer(
                at, self._opinion(lead, claims, lacks_law=True), refused="BASIS_MISSING_OR_EXPIRED"
            )
            at = self._when("mend", at)
        self.steps += lead.answer(at, self._opinion(lead, claims))
        self._fetched(at, "D11.1", lead)

    def _opinion(
        self, unit: UnitAtWork, claims: list[tuple[str, str]], *, lacks_law: bool = False
    ) -> dict[str, Any]:
        organ = f"{self.directory.county(self.person.county).name}人民政府"
        number = f"{unit.unit.short}信处〔2026〕{self.number + 1}号"
        return forms.opinion(number, claims, self.case["law"], organ, self.chance, lacks_law=lacks_law)

    def _fetched(self, at: datetime, document: str, unit: UnitAtWork) -> None:
        """What no mail brings lies at the window until it is fetched."""
        if (self.mail and not self.road.bounces) or self.road.anonymous or not self._walks("fetch"):
            return
        path, key = "/deliveries/{delivery_id}/hand-over", f"{self.key}-{document}-{unit.unit.short}"
        body = {"received_by": self.person.name, "proof": "本人签收"}
        account, paper = self._account("registrar"), f"{document}/{unit.unit.code}"
        at = self._when("fetch", at)
        self.steps.append(Ask(at, self.number, "notifications", path, account, body, key, paper=paper))

    def _when(self, stage: str, at: datetime) -> datetime:
        return after(at, roads().stretch(stage, self.road), self.chance)

    def _walks(self, stage: str) -> bool:
        return STAGES.index(stage) <= STAGES.index(self.road.until)

    def _account(self, username: str) -> str:
        return f"{username}@{self.person.county}"
