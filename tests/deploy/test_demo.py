"""The day as data, the persons in it, the forms they fill, and the sum at its end."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError
from rich.console import Console

from deploy.demo import forms, reckoning, story, tables, units
from deploy.demo.figures import Books, total
from deploy.demo.people import Person, check_digit
from deploy.demo.progress import Progress, is_complete
from deploy.demo.story import IN_BROWSER, Petition
from deploy.demo.telling import grouped
from deploy.local.home import DIRECTORY
from lianjie_contracts.directory import load
from lianjie_contracts.vocabulary import Channel, IdType, LitigationStatus, MatterClass
from services.intake.identity_numbers import check
from services.intake.registration import RegistrationForm
from services.routing.domain.suggestion import Facts, suggest

DAY = story.read()
TODAY = datetime(2026, 9, 28, 9, tzinfo=UTC)
COUNTIES = {"450199": "云岭县", "450198": "青石县"}


def by_key(key: str) -> Petition:
    return next(petition for petition in DAY if petition.key == key)


def test_the_day_is_as_varied_as_promised() -> None:
    assert len(DAY) >= 60
    assert {petition.channel for petition in DAY} == {c for c in Channel if c is not Channel.UNKNOWN}
    assert len({petition.county for petition in DAY}) == 3
    assert sum(bool(petition.repeat_of) for petition in DAY) >= 5
    assert any(p.headcount == 23 and len(p.representatives) == 3 for p in DAY)
    assert any(len(p.claims) == 3 and len(p.co) == 2 for p in DAY)
    assert sum(p.urgency == "URGENT" for p in DAY) >= 1
    assert any(p.guide and p.guide.path == "LITIGATION" for p in DAY)
    assert any(p.discipline and p.anonymous for p in DAY)
    assert any(p.days_ago >= 16 and p.late for p in DAY)
    # The router whom the demo names finds something overdue on any date: fifteen days, and no holidays last ten.
    left = [p for p in DAY if p.county == "450199" and p.until == "screening"]
    assert sum(p.days_ago >= 25 for p in left) == 1
    assert any(p.days_ago in (13, 14, 15) for p in DAY)
    assert {p.slip for p in DAY} == {"", "id", "phone"}
    assert any(p.no_id for p in DAY)
    assert any(p.old_id for p in DAY)
    assert any(p.id_type is IdType.PASSPORT for p in DAY)
    assert any(p.matter_class is MatterClass.SUGGESTION for p in DAY)
    assert any(not p.mail and p.channel is Channel.VISIT for p in DAY)


def test_no_text_is_told_twice() -> None:
    assert max(Counter(petition.content for petition in DAY).values()) == 1
    assert max(Counter(petition.title for petition in DAY).values()) == 1


@pytest.mark.parametrize(
    "petition", [p for p in DAY if not p.anonymous], ids=lambda p: f"{p.county}-{p.number}"
)
def test_every_person_has_a_right_number_that_nobody_can_have(petition: Petition) -> None:
    person = petition.person()
    checked = check(IdType.RESIDENT, person.identity_number, TODAY.date())
    assert checked.ok
    assert checked.gender == ("男" if person.male else "女")
    assert checked.birth_on == person.born
    assert any("老区划" in warning for warning in checked.warnings)


def test_the_check_digit_is_that_of_the_standard() -> None:
    assert check_digit("36042619910101007") == "1"
    assert check_digit("11010119900307100") == "6"


def test_the_same_person_is_the_same_at_every_visit() -> None:
    assert by_key("电梯").person().identity_number == by_key("电梯再来").person().identity_number


@pytest.mark.parametrize("who", ["覃秀英 1951-03-14", "女 1951-03-14", "覃秀英 女 1951-13-14", ""])
def test_a_person_told_wrongly_stops_the_reading(who: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Person.of(who, "450199")


@pytest.mark.parametrize("petition", DAY, ids=lambda p: f"{p.county}-{p.number}")
def test_every_form_is_one_that_intake_takes(petition: Petition) -> None:
    form = RegistrationForm.model_validate(forms.registration(petition, "城关镇", TODAY.date(), None))
    assert form.received_at is None or form.received_at < TODAY


def test_a_slip_of_the_pen_is_one_that_intake_refuses() -> None:
    phone = by_key("失业金")
    body = forms.registration(phone, "城关镇", TODAY.date(), None)
    with pytest.raises(ValidationError, match="少 1 位"):
        RegistrationForm.model_validate(forms.mistyped(phone, body))
    number = by_key("抄错证号")
    wrong = forms.mistyped(number, forms.registration(number, "城关镇", TODAY.date(), None))
    assert not check(IdType.RESIDENT, wrong["petitioner"]["id_no"], date(2026, 9, 28)).ok


def test_the_router_knows_where_everything_goes() -> None:
    """What is dispatched has a sure proposal or a decision of the router, and browser units have their answers."""
    directory = load(DIRECTORY)
    for petition in DAY:
        if not petition.is_dispatched:
            continue
        text = " ".join((petition.title, petition.content, *petition.claims))
        place = petition.county + petition.place
        facts = Facts(text, "", place, petition.matter_class, LitigationStatus.NONE)
        proposal = suggest(facts, directory.units_of(petition.county))
        assert petition.lead or proposal.sure, petition.key
        unit = petition.lead.unit if petition.lead else (proposal.unit or "").partition("-")[2]
        assert directory.has_unit(f"{petition.county}-{unit}")
        if unit in IN_BROWSER and petition.until == "answered":
            assert petition.answers, petition.key


def test_a_repeat_of_what_was_not_told_stops_the_reading(tmp_path: Path) -> None:
    told = 'county = "450199"\n[[petitions]]\nkey = "b"\nrepeat_of = "a"\nchannel = "VISIT"\nwho = "覃秀英 女 1951-03-14"\n'
    told += 'place = "001"\ntitle = "t"\ncontent = "c"\nclaims = ["x"]\n'
    for name in story.FILES:
        (tmp_path / name).write_text(told, encoding="utf-8")
    with pytest.raises(ValueError, match="repeats what was not told before"):
        story.read(tmp_path)


def test_a_misspelt_field_stops_the_reading() -> None:
    with pytest.raises(ValidationError, match="chanel"):
        Petition.model_validate({**by_key("工资").model_dump(by_alias=True), "chanel": "VISIT"})


def books(**changed: Counter[tuple[str, ...]]) -> Books:
    """One county in which everything agrees: two items of one matter, answered and served."""
    county = "450199"
    agreed = Books(
        items=Counter({(county, "VISIT", "first", "none"): 1, (county, "PHONE", "repeat", "receipt"): 1}),
        heads=Counter({(county,): 2}),
        matters=Counter({(county, "COMPLETED"): 1}),
        joined=Counter({(county,): 2}),
        opinions=Counter({(county,): 1}),
        shares=Counter({(county, f"{county}-jyj"): 1, (county, f"{county}-zjj"): 1}),
        handling=Counter({(county,): 1}),
        sheets=Counter({(county,): 1}),
        clocks=Counter({(county, "C02", "STOPPED"): 1, (county, "C07", "STOPPED"): 1}),
        deliveries=Counter({(county, "D01.1", "SIGNED"): 1, (county, "D11.1", "SERVED"): 1}),
        views=Counter({(county,): 1}),
        facts=Counter({(county, "items"): 2, (county, "matters"): 1, (county, "C07"): 1}),
        cases=Counter({(county, f"{county}-jyj"): 1}),
    )
    for name, counts in changed.items():
        setattr(agreed, name, counts)
    return agreed


def test_books_that_agree_agree() -> None:
    assert all(check.agrees for check in reckoning.checks(books(), COUNTIES))


@pytest.mark.parametrize(
    ("changed", "things"),
    [
        ({"joined": Counter({("450199",): 1})}, {"items"}),
        ({"views": Counter()}, {"matters"}),
        ({"sheets": Counter({("450199",): 2})}, {"matters"}),
        (
            {"facts": Counter({("450199", "items"): 3, ("450199", "matters"): 1, ("450199", "C07"): 1})},
            {"items"},
        ),
        ({"deliveries": Counter({("450199", "D11.1", "SERVED"): 1})}, {"receipts"}),
        (
            {"clocks": Counter({("450199", "C02", "RUNNING"): 1, ("450199", "C07", "STOPPED"): 1})},
            {"disposed"},
        ),
        ({"clocks": Counter({("450199", "C02", "LATE"): 1})}, {"handling"}),
        ({"opinions": Counter()}, {"opinions"}),
        ({"matters": Counter({("450199", "OPINION_READY"): 1})}, {"completed"}),
        ({"cases": Counter()}, {"cases"}),
    ],
)
def test_what_two_services_say_differently_is_found(changed, things) -> None:
    from deploy.words import say

    wrong = {check.thing for check in reckoning.checks(books(**changed), COUNTIES) if not check.agrees}
    assert wrong == {say(f"check_{thing}") for thing in things}


def test_a_sum_over_what_is_not_said() -> None:
    counts = Counter({("a", "x", "1"): 2, ("a", "y", "1"): 3, ("b", "x", "2"): 5})
    assert total(counts) == 10
    assert total(counts, "a") == 5
    assert total(counts, None, "x") == 7
    assert total(counts, None, None, "1") == 5


def test_the_tables_add_up_to_their_total() -> None:
    console = Console(width=200, record=True, file=Path("/dev/null").open("w"))  # noqa: SIM115
    for table in tables.all_of(books(), COUNTIES):
        console.print(table)
    for line in tables.checked(reckoning.checks(books(views=Counter()), COUNTIES)):
        console.print(line)
    text = console.export_text()
    assert "云岭县" in text
    assert "✗ 信访事项" in text
    assert "1≠1≠1≠1≠0" in text
    console.file.close()


def test_a_rate_of_nothing_is_no_rate() -> None:
    assert tables._rate({"value": None, "numerator": 0, "denominator": 0}) == "0/0  —"
    assert tables._rate({"value": 50.0, "numerator": 1, "denominator": 2}) == "1/2  50.0%"


def test_a_number_is_shown_in_three_groups() -> None:
    assert grouped("45019920260928V00001") == "450199 20260928 V00001"


def test_a_line_of_a_units_system_is_recognised() -> None:
    spoken = units.SPOKEN.fullmatch("09:41:07 450199-rsj 45019920260928V00001 受理 ✓")
    assert spoken
    assert spoken.groups() == ("450199-rsj", "45019920260928V00001", "受理 ✓")
    assert not units.SPOKEN.fullmatch("Group Coordinator Request failed: [Error 15]")


class Looked:
    """A database that shows one more state at every look."""

    def __init__(self, *states: str) -> None:
        self.states = list(states)

    async def find(self, *_: object, **__: object) -> list[dict[str, object]]:
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        return [{"_id": "450199:1", "state": {"state": state}}]


def waited(looked: Looked, seconds: float) -> dict[str, object] | None:
    async def wait() -> dict[str, object] | None:
        progress = Progress(looked)  # type: ignore[arg-type]
        looking = asyncio.create_task(progress.run())
        try:
            return await progress.until("450199:1", is_complete, seconds)
        finally:
            looking.cancel()

    return asyncio.run(wait())


def test_waiting_ends_when_it_holds_or_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.demo.progress.LOOK_EVERY", 0.01)
    assert waited(Looked("HANDLING", "OPINION_READY", "COMPLETED"), 5) == {"state": "COMPLETED"}
    assert waited(Looked("HANDLING"), 0.1) is None
