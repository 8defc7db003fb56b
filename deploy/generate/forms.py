"""What is written on each form of a made-up matter: the bodies of requests, as a clerk, a router or a unit fills them in."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from deploy.generate.persons import Person, name
from deploy.generate.roads import Road, roads, texts
from deploy.generate.workdays import LOCAL
from lianjie_contracts.directory import PlaceEntry
from lianjie_contracts.vocabulary import Channel

FURTHER = "尽快书面答复办理情况"
IN_PERSON = (Channel.VISIT, Channel.QR, Channel.ONLINE)


def channel(road: Road, chance: Random) -> Channel:
    """The way it comes in; who gives no name can only write."""
    if road.anonymous:
        return Channel.LETTER
    if road.group:
        return Channel.VISIT
    share, at = roads().share, chance.random()
    for one in (Channel.LETTER, Channel.ONLINE, Channel.PHONE, Channel.FAX, Channel.QR):
        at -= share[one.lower()]
        if at < 0:
            return one
    return Channel.VISIT


def petitioner(person: Person, road: Road, mail: bool, place: str, chance: Random) -> dict[str, Any]:
    if road.anonymous:
        return {"is_anonymous": True}
    told: dict[str, Any] = {
        "name": person.name,
        "phone": person.phone,
        "address": f"{place}{chance.choice(texts()['settlements'])}",
    }
    if mail:
        told |= {"email": person.email(bounces=road.bounces), "consents_electronic": True}
    if chance.random() < roads().share["no_document"]:
        return told | {"id_unavailable_reason": "证件在补办"}
    return told | {"id_no": person.identity_number}


def registration(
    case: dict[str, Any], road: Road, place: PlaceEntry, who: dict[str, Any], by: Channel, at: datetime, chance: Random
) -> dict[str, Any]:  # fmt: skip
    """The body of POST /items; {place} and {n} of the text are filled in here."""
    words = {"place": place.name, "n": chance.randint(2, 9)}
    body: dict[str, Any] = {
        "channel": by.value, "petitioner": who, "place_code": place.code, "title": case["title"].format(**words),
        "main_content": case["content"].format(**words), "claims": case["claims"],
        "litigation_status": "DECIDED" if road.about == "guided" else "NONE",
    }  # fmt: skip
    if road.about == "suggestions":
        body["matter_class"] = "SUGGESTION"
    if road.about == "accusations":
        body |= {"matter_class": "ACCUSATION", "accused_unit": f"{place.county}-{case['accused']}"}
    if road.secret:
        body["secrecy_requested"] = True
    if road.group:
        body |= {"headcount": chance.randint(5, 60), "representatives": _representatives(who, chance)}
    if chance.random() < roads().share["urgent"]:
        body["urgency"] = chance.choice(["MAJOR", "URGENT"])
    if by == Channel.VISIT and chance.random() < 0.1:
        body["special_needs"] = [chance.choice(texts()["special_needs"])]
    return body | (_posted(at, chance) if by == Channel.LETTER else {})


def _posted(at: datetime, chance: Random) -> dict[str, Any]:
    """A letter came some days before it is typed in, and was stamped before that."""
    came = at - timedelta(days=chance.uniform(*roads().days["letter"]))
    came = came.replace(second=0, microsecond=0)
    return {
        "received_at": came.isoformat(),
        "postmark_on": (came.astimezone(LOCAL).date() - timedelta(days=1)).isoformat(),
    }


def _representatives(first: dict[str, Any], chance: Random) -> list[dict[str, Any]]:
    """People known by name and telephone; the numbers follow the first petitioner's."""
    return [
        {"name": name(chance.random() < 0.5, chance), "phone": f"19{n}{first['phone'][3:]}"}
        for n in range(5, 5 + chance.randint(1, 3))
    ]


def neighbour(first: Person, chance: Random) -> dict[str, Any]:
    """Somebody else with the same matter."""
    phone = f"191{first.phone[3:]}"
    return {
        "name": name(chance.random() < 0.5, chance),
        "phone": phone,
        "id_unavailable_reason": "证件不在身边",
    }


def opinion(
    number: str, claims: list[tuple[str, str]], law: str, organ: str, chance: Random, *, lacks_law: bool = False
) -> dict[str, Any]:  # fmt: skip
    """An opinion on claims given as (claim_id, the unit that answers it or "")."""
    words, answers = texts(), []
    for claim_id, by in claims:
        result = chance.choices(("support", "explain", "refuse"), (60, 30, 10))[0]
        answer = {"claim_id": claim_id, "result": "NOT_SUPPORT" if result == "refuse" else result.upper(),
                  "text": chance.choice(words[result])}  # fmt: skip
        answers.append(answer | ({"answered_by": by} if by else {}))
    return {
        "number": number, "answers": answers, "facts": chance.choice(words["facts"]), "evidence": chance.choice(words["evidence"]),
        "legal_basis": [] if lacks_law else [law], "review_organ": organ,
    }  # fmt: skip
