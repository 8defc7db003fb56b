"""Whether owner and consumers agree about one stream, and what is only on its way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.documents import Position, chained
from chassis.verifying import Finding, Finds, Place, Reach, Stream, Told, judged, remaining

SUBJECT, TOPIC = "matter:450199:m1", "routing.matters.v1"
READ = Reach({(TOPIC, 0): 100}, {(TOPIC, 0): 0}, {(TOPIC, 0): 100})


def told(seq: int, event_id: str = "") -> Told:
    return Told(seq, event_id or f"event-{seq}", b"body %d" % seq, Place(TOPIC, 0, 50 + seq))


def stream(last: int = 3, **changes: object) -> Stream:
    events = [told(seq) for seq in range(1, last + 1)]
    head = ""
    for event in events:
        head = chained(head, event.id, event.body)
    return replace(Stream("routing", SUBJECT, last, head, events, last), **changes)  # type: ignore[arg-type]


def heard(seq: int, *, forked: bool = False, **ids: str) -> Position:
    known = tuple((n, ids.get(f"n{n}", f"event-{n}")) for n in range(1, seq + 1))
    return Position(SUBJECT, seq, known, forked)


def kinds(findings: list[Finding]) -> list[Finds]:
    return [finding.kind for finding in findings]


def test_all_agree() -> None:
    assert judged(stream(), {"workbench": heard(3), "analytics": heard(3)}) == []


def test_a_stream_of_which_nothing_was_said_agrees_with_nobody_having_heard_it() -> None:
    assert judged(Stream("routing", SUBJECT), {"workbench": None}) == []


@pytest.mark.parametrize(
    ("wrong", "kind", "at"),
    [
        (stream(told=[told(1), told(3)]), Finds.GAP, 2),
        (stream(told=[told(1), told(2)]), Finds.GAP, 3),
        (stream(told=[told(1), replace(told(2), body=b"other"), told(3)]), Finds.CHANGED, 3),
        (stream(told=[told(1), told(2, "other"), told(3)]), Finds.CHANGED, 3),
        (stream(head="another"), Finds.CHANGED, 3),
        (stream(told=[*stream().told, told(4)]), Finds.BEYOND, 3),
        (Stream("routing", SUBJECT, told=[told(1)]), Finds.BEYOND, 0),
    ],
)
def test_an_owner_that_does_not_agree_with_itself(wrong: Stream, kind: Finds, at: int) -> None:
    assert judged(wrong, {}) == [Finding(kind, "routing", SUBJECT, at)]


def test_what_was_said_while_we_looked_is_not_beyond_the_document() -> None:
    assert judged(stream(told=[*stream().told, told(4)], seq_after=4), {}) == []


@pytest.mark.parametrize(
    ("position", "kind", "at"),
    [
        (None, Finds.LOST, 1),
        (heard(2), Finds.LOST, 3),
        (heard(4), Finds.AHEAD, 4),
        (heard(3, n2="other"), Finds.FORK, 2),
        (heard(3, forked=True), Finds.FORK, 3),
    ],
)
def test_a_consumer_that_does_not_agree(position: Position | None, kind: Finds, at: int) -> None:
    assert judged(stream(), {"workbench": position}) == [Finding(kind, "routing", SUBJECT, at, "workbench")]


def test_a_stream_that_the_owner_does_not_know() -> None:
    assert kinds(judged(Stream("routing", SUBJECT), {"workbench": heard(2)})) == [Finds.UNKNOWN]


def test_of_a_topic_of_latest_states_only_the_last_can_be_lost() -> None:
    assert judged(stream(latest=True), {"workbench": heard(1)})[0].seq == 3


def left(reach: Reach, lacking: Stream, *aside: int) -> list[Finds]:
    findings = judged(lacking, {"workbench": heard(2)})
    return kinds(remaining(findings, lacking, {"workbench": reach}, {"workbench": aside}))


def test_the_last_event_is_lost_when_its_place_was_passed_and_nothing_came_of_it() -> None:
    assert left(READ, stream()) == [Finds.LOST]


def test_an_event_that_is_not_read_yet_is_on_its_way() -> None:
    assert left(replace(READ, committed={(TOPIC, 0): 53}), stream()) == []


def test_an_event_that_is_not_sent_yet_is_on_its_way() -> None:
    unsent = replace(told(3), place=None)
    assert left(READ, stream(told=[told(1), told(2), unsent])) == []


def test_an_event_of_which_the_topic_lost_the_end_is_lost() -> None:
    assert left(replace(READ, committed={}, ends={(TOPIC, 0): 53}), stream()) == [Finds.LOST]


def test_an_event_that_the_topic_keeps_no_longer_is_lost() -> None:
    assert left(replace(READ, committed={}, begins={(TOPIC, 0): 54}), stream()) == [Finds.LOST]


def test_what_lies_aside_is_not_lost() -> None:
    assert left(READ, stream(), 3) == []


def test_only_a_loss_can_be_on_its_way() -> None:
    torn = stream(told=[told(1), told(3)])
    assert kinds(remaining(judged(torn, {}), torn, {}, {})) == [Finds.GAP]
