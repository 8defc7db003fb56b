"""The feed carries what a unit may see, and nothing else: every field of every message on a unit's topic is named here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.decisions import Changed
from lianjie_contracts.base import Actor, Message, Sealed
from lianjie_contracts.events.matter_routed import MatterRouted
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.registry import NEWEST
from lianjie_contracts.topics import declared
from lianjie_contracts.vocabulary import AssignmentRole, AttachmentRole, MatterClass, MatterState as S
from services.routing.announce import feeds
from services.routing.decide import decide
from services.routing.domain.matter import AssignmentState as A, File, Matter
from services.routing.domain.roads.objecting import Finding, FindingOnShare
from tests.routing.builders import RSJ, ZJJ, a_claim, a_matter, a_share, a_wish
from tests.routing.roads import LAWFUL

ON_A_TICKET = {
    "occurred_at", "by", "unit", "matter_id", "item_nos", "state", "ticket_only", "assignment", "requirement", "share_state",
    "execution", "closing_check",
}  # fmt: skip
OF_ITS_OWN_MATTER = {
    "title", "main_content", "claims", "channel", "matter_class", "place", "urgency", "headcount", "simple", "petitioner_name", "received_at",
    "report_due_at", "issued_at", "attachments", "item_ids",
}  # fmt: skip
OF_THE_LEAD = {"handlers"}
OF_AN_ANSWER = {
    "occurred_at", "by", "unit", "matter_id", "reply_id", "reply", "outcome", "refusal_code", "refusal_zh", "act", "fields",
}  # fmt: skip
# Who is called to a joint session knows what it is about: matters without the persons, its own part, its own decisions.
OF_A_SESSION = {
    "occurred_at", "by", "unit", "session_id", "state", "matters", "held_at", "place", "mode", "resource", "own", "line", "decisions",
}  # fmt: skip
# What deadlines asks it to answer: the record and its words, never who handed the matter in.
OF_WHAT_IS_ASKED = {
    "occurred_at", "by", "unit", "matter_id", "record", "act", "what", "ground", "asks", "answer_by", "awaited",
}  # fmt: skip

NAME = Sealed(key="450199:k", nonce="AAAA", text="sealed-name")
PETITIONER = Actor(id="450199:petitioner-7", role="petitioner")
OFFICE = Actor(id="router@450199", role="router", name="莫志远")
# Whatever a matter knows beside: none of these may ever stand on a unit's topic.
SECRETS = {
    "accused_unit": "450199-accused", "first_handler": "clerk-who-took-it", "call": "call-record",
    "files": (File("450199:file-id", "a" * 64, "b" * 64, "image/jpeg", 4711, AttachmentRole.SUBMITTED, NAME),),
}  # fmt: skip


def a_full_matter(**changed: object) -> Matter:
    shares = (a_share(state=A.ACK), a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",), state=A.SIGNED))
    claims = (a_claim(1, text="the-lead-s-claim"), a_claim(2, text="the-helper-s-claim"))
    whole = a_matter(
        S.HANDLING, assignments=shares, claims=claims, main_content="content-of-the-letter", petitioner_name=NAME, **SECRETS
    )  # fmt: skip
    return replace(whole, **changed)  # type: ignore[arg-type]


def told(matter: Matter, by: Actor = OFFICE) -> dict[str, MatterRouted]:
    return {feed.unit: feed for feed in feeds(matter, by)}


def said(feed: Message) -> set[str]:
    """The fields in which a message says something."""
    empty = type(feed).model_construct()
    return {
        name
        for name in type(feed).model_fields
        if getattr(feed, name) not in (getattr(empty, name, None), None, (), "")
    }


def test_a_unit_s_topic_has_four_messages_and_every_field_of_them_is_named_here() -> None:
    (topic,) = (topic for topic in declared() if topic.name == "routed.{unit}.v1")
    fields = {type_: set(NEWEST[type_].model_fields) for type_ in topic.events}
    assert fields == {
        "matter_routed": ON_A_TICKET | OF_ITS_OWN_MATTER | OF_THE_LEAD,
        "session_routed": OF_A_SESSION,
        "reply_answered": OF_AN_ANSWER,
        "answer_asked": OF_WHAT_IS_ASKED,
    }
    assert set(ReplyAnswered.model_fields) == OF_AN_ANSWER


def test_a_helping_unit_is_told_its_own_claims_and_not_who_investigates() -> None:
    feed = told(a_full_matter())[RSJ]
    assert [claim.claim_id for claim in feed.claims] == ["c2"]
    assert not said(feed) & OF_THE_LEAD
    assert b"the-lead-s-claim" not in feed.body()


@pytest.mark.parametrize(
    "why", [{"restricted": True, "matter_class": MatterClass.ACCUSATION}, {"secret": True}]
)
@pytest.mark.parametrize("by", [OFFICE, PETITIONER])
def test_an_accusation_and_a_secret_are_tickets_that_name_no_author(
    why: dict[str, object], by: Actor
) -> None:
    for feed in told(a_full_matter(**why), by).values():
        assert feed.ticket_only
        assert said(feed) <= ON_A_TICKET
        for word in (b"sealed-name", b"content-of-the-letter", b'claim"', b"petitioner-7"):
            assert word not in feed.body()


def test_who_came_is_never_told_by_the_id_of_who_acted() -> None:
    for feed in told(a_full_matter(), PETITIONER).values():
        assert feed.by == Actor(id="petitioner", role="petitioner")


@pytest.mark.parametrize("number", [n for n, (m, _) in LAWFUL.items() if m.assignments])
def test_no_move_puts_on_a_topic_what_is_not_its_unit_s(number: str) -> None:
    """Each row once, on a matter that has everything there is to hide."""
    matter, wish = LAWFUL[number]
    if wish.driven or number == "AS1":
        return
    shown = replace(matter, **SECRETS, petitioner_name=NAME)  # type: ignore[arg-type]
    decision = decide(shown, [wish])
    if not isinstance(decision, Changed):
        return  # of a matter with something to hide the table may say no
    messages = [each for each in decision.announce if each.topic == MatterRouted.topic]
    units = {share.unit for share in decision.state.assignments}
    for message in messages:
        assert isinstance(message, MatterRouted)
        assert message.unit in units
        for secret in (b"450199-accused", b"clerk-who-took-it", b"450199:file-id", b"a" * 64, b"call-record"):
            assert secret not in message.body()


def test_a_file_is_told_by_the_copy_that_units_get_and_never_by_its_original() -> None:
    (file,) = told(a_full_matter())[RSJ].attachments
    assert (file.sha256, file.media_type, file.size, file.name) == ("b" * 64, "image/jpeg", 4711, NAME)


def test_whose_share_was_given_back_is_told_so_once_and_then_no_more() -> None:
    shares = (a_share(state=A.ACK), a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",), state=A.OBJECTED))
    matter = a_full_matter(assignments=shares)
    upheld = decide(matter, [a_wish("uphold_return", FindingOnShare(unit=RSJ, reason="属实"), unit=None)])
    assert isinstance(upheld, Changed), upheld
    assert {m.unit: m.share_state for m in upheld.announce if isinstance(m, MatterRouted)} == {
        ZJJ: "ACK",
        RSJ: "RETURNED",
    }
    extended = decide(upheld.state, [LAWFUL["21"][1]])
    assert isinstance(extended, Changed), extended
    assert [m.unit for m in extended.announce if isinstance(m, MatterRouted)] == [ZJJ]


def test_a_lead_that_gave_a_matter_back_is_told_so_once() -> None:
    objected = a_full_matter(state=S.OBJECTED, assignments=(a_share(state=A.OBJECTED),), claims=(a_claim(),))
    back = decide(objected, [a_wish("uphold_objection", Finding(reason="属实"), unit=None)])
    assert isinstance(back, Changed), back
    (feed,) = (m for m in back.announce if isinstance(m, MatterRouted))
    assert (feed.state, feed.share_state) == (S.SCREENING, "RETURNED")
