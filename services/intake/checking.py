"""Is a registration right, what does it lack, what is worth a second look: the form against the tables and the directory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from stdnum import numdb

from lianjie_contracts.directory import Directory
from services.intake.domain.numbers import LOCAL
from services.intake.domain.rules import Need, Stage, lacking
from services.intake.errors import FieldError
from services.intake.identity_numbers import check
from services.intake.registration import PetitionerForm, RegistrationForm
from services.intake.tables import tables


def checked(form: RegistrationForm, profile: str, county: str, directory: Directory, now: datetime) -> None:
    """Raises FieldError for what no number can be given with; all of it at once."""
    wrong = {
        **dict(wrong_numbers(dict(everybody(form)), now)),
        **dict(_people(form, profile)),
        **dict(_facts(form, county, directory, now)),
    }
    for name, rule in lacking(
        tables().profile(profile).fields, form.model_dump(), form.channel, [Need.BLOCKS]
    ):
        wrong.setdefault(name, rule.because)
    if wrong:
        raise FieldError(wrong)


def missing(given: Mapping[str, Any], channel: Any, profile: str) -> dict[str, list[dict[str, str]]]:  # noqa: ANN401
    """What is asked for and not there yet, by stage: it is shown and followed up, and never refuses anything."""
    found: dict[str, list[dict[str, str]]] = {stage.value: [] for stage in Stage}
    needs = (Need.BLOCKS, Need.MUST, Need.IF)
    for name, rule in lacking(tables().profile(profile).fields, given, channel, needs):
        found[rule.stage].append({"field": name, "label": rule.zh})
    return found


def warnings(form: RegistrationForm, now: datetime) -> list[str]:
    """What is taken as it is and should be looked at once more."""
    today = now.astimezone(LOCAL).date()
    said: list[str] = []
    for someone in (person for _, person in everybody(form)):
        if someone.id_no:
            said += check(someone.id_type, someone.id_no, today).warnings
        if someone.address_code and not _known_place(someone.address_code):
            said.append("住址的行政区划代码不在现行区划表中，可能是老区划，已照收。")
    if form.headcount > 1 and form.headcount < 1 + len(form.representatives):
        said.append("人数少于已登记的人。请核对人数。")
    return list(dict.fromkeys(said))


def everybody(form: RegistrationForm) -> Iterator[tuple[str, PetitionerForm]]:
    """Everybody who hands in, with the name of their part of the form."""
    yield "petitioner", form.petitioner
    yield from ((f"representatives.{n}", each) for n, each in enumerate(form.representatives))
    yield from ((f"agents.{n}.person", each.person) for n, each in enumerate(form.agents))


def wrong_numbers(people: Mapping[str, PetitionerForm], now: datetime) -> Iterator[tuple[str, str]]:
    """Identity numbers that cannot be, by the name of the person's part of the form."""
    today = now.astimezone(LOCAL).date()
    for name, someone in people.items():
        if someone.id_no and (because := check(someone.id_type, someone.id_no, today).because):
            yield f"{name}.id_no", because


def _people(form: RegistrationForm, profile: str) -> Iterator[tuple[str, str]]:
    """R22 20: at most so many representatives; SD 28: at most two agents; and who may be anonymous."""
    rules, anonymous = tables().profile(profile), tables().anonymous
    most = rules.most_representatives(form.headcount)
    if len(form.representatives) > most:
        yield "representatives", f"代表不得超过{most}人。"
    if len(form.agents) > rules.agents:
        yield "agents", f"代理人不得超过{rules.agents}人。"
    if form.petitioner.is_anonymous and not anonymous.allowed(form.channel, form.matter_class):
        yield "petitioner.is_anonymous", anonymous.because


def _facts(
    form: RegistrationForm, county: str, directory: Directory, now: datetime
) -> Iterator[tuple[str, str]]:
    if form.received_at and form.received_at > now:
        yield "received_at", "收到时间在将来。请核对日期。"
    if not form.place_code.startswith(county):
        yield "place_code", "事发地不在本县。请选本县乡镇街道；外县的事请引导到当地登记。"
    if form.accused_unit and not directory.has_unit(form.accused_unit):
        yield "accused_unit", "名录里没有这个单位。"


def _known_place(code: str) -> bool:
    """Whether python-stdnum's table of GB/T 2260 (with abolished codes) has the county."""
    return "county" in numdb.get("cn/loc").info(code[:6])[-1][1]
