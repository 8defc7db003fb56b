"""What a clerk types: a petition of the story as the body of a registration, and the slips of the pen."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from deploy.demo.people import Person
from deploy.demo.story import Petition

# A letter came when its stamp says, not when it is typed in.
POST_COMES = time(9, 30, tzinfo=timezone(timedelta(hours=8)))


def registration(petition: Petition, place: str, today: date, repeat_of: str | None) -> dict[str, Any]:
    """The body of POST /items, the same whenever on that day it is sent."""
    county = petition.county
    body: dict[str, Any] = {
        "channel": petition.channel,
        "petitioner": petitioner(petition, place),
        "headcount": petition.headcount,
        "representatives": [
            _representative(Person.of(who, county), place) for who in petition.representatives
        ],
        "place_code": county + petition.place,
        "title": petition.title,
        "main_content": petition.content,
        "claims": petition.claims,
        "matter_class": petition.matter_class,
        "litigation_status": petition.litigation,
        "urgency": petition.urgency,
        "special_needs": petition.special_needs,
        "accused_unit": f"{county}-{petition.accused}" if petition.accused else None,
        "repeat_of": repeat_of,
    }
    if petition.days_ago:
        came = datetime.combine(today - timedelta(days=petition.days_ago), POST_COMES)
        body["received_at"] = came.isoformat()
        if petition.channel == "LETTER":
            body["postmark_on"] = (came.date() - timedelta(days=1)).isoformat()
    return body


def petitioner(petition: Petition, place: str) -> dict[str, Any]:
    """Who hands it in, with the document that was shown, or the reason why there was none."""
    if petition.anonymous:
        return {"is_anonymous": True}
    person = petition.person()
    told: dict[str, Any] = {"name": person.name, "phone": person.phone, "address": person.address(place)}
    if petition.mail:
        told |= {"email": person.email, "consents_electronic": True}
    return told | _document(petition, person)


def mistyped(petition: Petition, body: dict[str, Any]) -> dict[str, Any]:
    """The same form with the slip of the pen that the story tells of."""
    someone = dict(body["petitioner"])
    if petition.slip == "id":
        number = someone["id_no"]
        someone["id_no"] = number[:-1] + ("7" if number[-1] != "7" else "3")
    else:
        someone["phone"] = someone["phone"][:-1]
    return {**body, "petitioner": someone}


def _document(petition: Petition, person: Person) -> dict[str, Any]:
    if petition.no_id:
        return {"id_unavailable_reason": petition.no_id}
    if petition.id_no:
        return {"id_type": petition.id_type, "id_no": petition.id_no}
    number = person.old_identity_number if petition.old_id else person.identity_number
    return {"id_type": "OLD_RESIDENT" if petition.old_id else "RESIDENT", "id_no": number}


def _representative(person: Person, place: str) -> dict[str, Any]:
    return {
        "name": person.name,
        "id_no": person.identity_number,
        "phone": person.phone,
        "address": person.address(place),
    }
