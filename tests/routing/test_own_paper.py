"""A unit answers on its own sealed paper, by either of its roads (correction 14)."""

from __future__ import annotations

import pytest

from lianjie_contracts.base import Actor
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.events.reply_issue_opinion import ReplyIssueOpinion
from lianjie_contracts.vocabulary import ReplyOutcome
from services.routing.domain.moving import move
from tests.routing.builders import AT, ZJJ
from tests.routing.roads.own_paper import COPY, ORIGINAL, READY, SCAN, on_paper
from tests.routing.test_two_roads import HEAD, paper_of
from tests.routing.two_roads import Roads, a_reply

OPINION = on_paper(scan=COPY)


def told(roads: Roads) -> MatterOpinionIssued:
    (event,) = [m for m in roads.store.said["matters", "450199:m"] if m.topic == "routing.matters.v1"]
    return MatterOpinionIssued.read(event.body)


def test_the_paper_s_own_number_and_day_are_the_opinion_s_and_each_claim_is_answered() -> None:
    moved = move(READY, on_paper())
    assert isinstance(moved, tuple), moved
    after, event = moved
    assert isinstance(event, MatterOpinionIssued)
    said = event.opinion
    assert event.external_original is not None
    assert (said.number, event.external_original.dated_on) == ("住建信处〔2026〕57号", ORIGINAL.dated_on)
    assert (said.facts, said.evidence) == ("见单位盖章原件", "见单位盖章原件")
    assert [claim.result for claim in after.claims] == [answer.result for answer in said.answers]
    assert event.files == (SCAN,)


@pytest.mark.parametrize("road", ["http", "reply_act", "reply_issue_opinion"])
def test_on_every_road_the_event_names_the_scan_s_original_whichever_copy_the_unit_knows(road: str) -> None:
    roads, paper = Roads(READY, AT), paper_of(OPINION.brings) or {}
    if road == "http":
        answer = roads.http("/matters/450199:m/opinion", paper, HEAD)
        assert answer.status_code == 200, answer.text
    else:
        by = Actor(id="zjj.head@450199", role="unit_head", name="黄志强")
        own = ReplyIssueOpinion(unit=ZJJ, matter_id="450199:m", by=by, at=AT, **paper)
        act, said = own.wish if road == "reply_issue_opinion" else ("issue_opinion", paper)
        last = roads.bus(a_reply(act, said, "unit_head"))[-1]
        assert isinstance(last, ReplyAnswered)
        assert last.outcome is ReplyOutcome.DONE, last
    event = told(roads)
    assert event.external_original is not None
    assert event.external_original.scan == SCAN
    assert event.files == (SCAN,)


def test_what_is_missing_of_the_paper_is_named() -> None:
    answer = Roads(READY, AT).http(
        "/matters/450199:m/opinion", paper_of(on_paper(scan="", dated_on=None).brings) or {}, HEAD
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "OPINION_INCOMPLETE")
    assert answer.json()["because"].endswith(
        "缺：原件日期（不晚于今天）、原件扫描件（用途为单位盖章文书的材料）。"
    )


def test_the_opinion_s_own_door_takes_the_files_it_rests_on_and_refuses_those_it_does_not_know() -> None:
    paper = paper_of(OPINION.brings) or {}
    assert (
        Roads(READY, AT).http("/matters/450199:m/opinion", paper | {"files": [COPY]}, HEAD).status_code == 200
    )
    unknown = Roads(READY, AT).http("/matters/450199:m/opinion", paper | {"files": ["0" * 64]}, HEAD)
    assert unknown.json()["code"] == "FILE_UNKNOWN"
