"""The acts of a citizen as forms: where each goes, what it needs, and what intake is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.workbench.language import Language
    from services.workbench.web.forms import Form

LEVELS = ("SATISFIED", "FAIRLY_SATISFIED", "DISSATISFIED")
RATED = ("OFFICE", "UNIT")
CODE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class CitizenAct:
    """`purpose`: of the one-time code; without one number and query code are enough. `field`: what is written. `papers`:
    pictures and documents may come with it. `late`: why it comes only now may be said. `person`: whom it is about.
    `free_will`: it must be confirmed that nobody asked for it."""

    name: str
    path: str
    purpose: str = ""
    field: str = ""
    needs_text: bool = False
    application: str = ""
    papers: bool = False
    late: bool = False
    person: bool = False
    free_will: bool = False


ACTS = {
    act.name: act
    for act in (
        CitizenAct("supplement", "/citizen/supplements", "SUPPLEMENT", "text", needs_text=True, papers=True),
        CitizenAct("ask", "/citizen/questions", "", "text", needs_text=True),
        CitizenAct("evaluate", "/citizen/evaluations", "EVALUATE"),
        CitizenAct("review", "/citizen/applications", "APPLY", "reason", application="REVIEW", late=True),
        CitizenAct("recheck", "/citizen/applications", "APPLY", "reason", application="RECHECK", late=True),
        CitizenAct("hearing", "/citizen/applications", "APPLY", "reason", application="HEARING"),
        CitizenAct(
            "recusal",
            "/citizen/applications",
            "APPLY",
            "reason",
            needs_text=True,
            application="RECUSAL",
            person=True,
        ),
        *(
            CitizenAct(
                f"withdraw-{name}",
                "/citizen/applications/withdrawn",
                "WITHDRAW",
                "reason",
                application=name.upper(),
                free_will=True,
            )
            for name in ("review", "recheck", "hearing")
        ),
        CitizenAct("withdraw", "/citizen/withdrawals", "WITHDRAW", "reason", free_will=True),
        CitizenAct("take-back", "/citizen/withdrawals/taken-back", "TAKE_BACK"),
    )
}


def missing(act: CitizenAct, form: Form, language: Language, *, with_code: bool) -> dict[str, str]:
    """A sentence for every field that is plainly not filled; intake says again."""
    errors = {}
    if act.needs_text and not form.value("text"):
        errors["text"] = language.say("citizen_act.no_text")
    if act.person and not form.value("person"):
        errors["person"] = language.say("citizen_act.no_person")
    if act.free_will and not form.value("own_will"):
        errors["own_will"] = language.say("citizen_act.no_will")
    if act.name == "evaluate":
        errors |= _unrated(form, language)
    if with_code and act.purpose and len("".join(form.value("code").split())) != CODE_DIGITS:
        errors["code"] = language.say("citizen_act.no_code")
    return errors


def _unrated(form: Form, language: Language) -> dict[str, str]:
    given = {rated: form.value(f"level_{rated}") for rated in RATED}
    if not any(given.values()):
        return {"level_OFFICE": language.say("citizen_act.no_level")}
    return {
        f"comment_{rated}": language.say("citizen_act.no_reason")
        for rated, level in given.items()
        if level == "DISSATISFIED" and not form.value(f"comment_{rated}")
    }


def papers_of(form: Form) -> list[str]:
    """The ids of what was uploaded with this form, in the steps before this one, too."""
    return form.value("papers").split()


def body(act: CitizenAct, form: Form) -> dict[str, Any]:
    """What intake is asked, without the ticket."""
    wish: dict[str, Any] = {"one_time_code": form.value("code")} if act.purpose else {}
    if act.field:
        wish[act.field] = form.value("text")
    if act.papers:
        wish |= {"attachments": papers_of(form), "form_key": form.value("papers_key")}
    if act.application:
        wish["application"] = act.application
    if act.late:
        wish["good_reason"] = form.value("good_reason")
    if act.person:
        wish["person"] = form.value("person")
    if act.free_will:
        wish["own_will"] = bool(form.value("own_will"))
    if act.name == "evaluate":
        wish["ratings"] = [
            {"rated": rated, "level": form.value(f"level_{rated}"), "comment": form.value(f"comment_{rated}")}
            for rated in RATED
            if form.value(f"level_{rated}")
        ]
    return wish
