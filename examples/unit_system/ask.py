"""One act, asked for by hand and answered: `python -m examples.unit_system.ask --unit 450199-zjj --matter <id> extend '{"days": 30, …}'`.

Without a paper it asks for nothing, and shows the example of that act.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import uuid
from datetime import datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from examples.unit_system.bus import login_from
from examples.unit_system.desk import CHINA
from examples.unit_system.office import Office
from examples.unit_system.papers import EXAMPLES, MEETING, Example
from lianjie_contracts.base import Reply
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.reply_act import ReplyAct
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.events.reply_session import ReplySession
from lianjie_contracts.vocabulary import ReplyOutcome

WAIT = 30.0  # seconds for the answer


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m examples.unit_system.ask", description=__doc__)
    add = parser.add_argument
    add("act", help="its name, as in papers.py", choices=sorted({**EXAMPLES, **MEETING}))
    add("paper", nargs="?", help="its fields, as JSON")
    add("--unit", required=True, help="our code, e.g. 450199-zjj")
    add("--matter", required=True, help="the matter's id, as the feed tells it")
    add("--session", default="", help="the joint session's id, for an act in it")
    add("--as", dest="post", default="", help="the post of who asks; else as in the example")
    add("--file", action="append", default=[], help="fingerprint of a file that it rests on")
    add("--bootstrap", default="127.0.0.1:9092", help="address of the bus")
    options = parser.parse_args()
    if (options.act in MEETING) != bool(options.session):
        parser.error("an act in a joint session names it (--session), and no other act does")
    return options


def asked(act: str, paper: dict[str, Any], unit: str, matter: str, post: str, *files: str) -> ReplyAct:
    """The reply that asks for it."""
    by = Office(unit).person(post)
    return ReplyAct(
        unit=unit, matter_id=matter, by=by, at=datetime.now(CHINA), act=act, paper=paper, files=files
    )


def asked_in(
    session: str, act: str, paper: dict[str, Any], unit: str, matter: str, post: str
) -> ReplySession:
    """The reply that asks for an act in a joint session about one of its matters."""
    by = Office(unit).person(post)
    return ReplySession(
        unit=unit, matter_id=matter, by=by, at=datetime.now(CHINA), act=act, paper=paper, session_id=session
    )


async def answer(reply: Reply, bootstrap: str) -> ReplyAnswered | None:
    """What Lianjie says to it, on the unit's own topic; None if nobody answers in time."""
    login, topic = login_from(os.environ), TopicPartition(f"routed.{reply.unit}.v1", 0)
    consumer = AIOKafkaConsumer(**login, bootstrap_servers=bootstrap, isolation_level="read_committed")
    producer = AIOKafkaProducer(**login, bootstrap_servers=bootstrap, enable_idempotence=True, acks="all")
    await consumer.start()
    await producer.start()
    try:
        consumer.assign([topic])
        await consumer.seek_to_end(topic)
        await consumer.position(topic)  # from here on, before the question goes out
        id_ = str(uuid.uuid4())
        envelope = Envelope(
            id_,
            reply.type,
            reply.version,
            f"unit/{reply.unit}",
            f"matter:{reply.matter_id}",
            0,
            reply.unit[:6],
            reply.at,
        )
        await producer.send_and_wait(
            reply.topic_name(), reply.body(), key=reply.matter_id.encode(), headers=list(envelope.headers())
        )
        return await asyncio.wait_for(_heard(consumer, id_), WAIT)
    except TimeoutError:
        return None
    finally:
        await producer.stop()
        await consumer.stop()


async def _heard(consumer: AIOKafkaConsumer, id_: str) -> ReplyAnswered:
    async for record in consumer:
        if ("ce_type", b"reply_answered") in record.headers:
            said = ReplyAnswered.read(record.value)
            if said.reply_id == id_:
                return said
    raise TimeoutError


def told(said: ReplyAnswered | None) -> str:
    """For a person: done, or why not and what to mend."""
    if said is None:
        return "没有等到答复。回复已经发出，会在恢复后办理；请看本单位主题上的答复。"
    if said.outcome is ReplyOutcome.DONE:
        return f"{said.act} ✓"
    return f"{said.act} 被退回（{said.refusal_code}）：{said.refusal_zh}"


def main() -> int:
    options = arguments()
    example: Example = (MEETING if options.session else EXAMPLES)[options.act]
    if options.paper is None and example.paper:
        sys.stdout.write(json.dumps(example.paper, ensure_ascii=False, indent=2) + "\n")
        return 0
    paper = json.loads(options.paper or "{}")
    wish = (options.act, paper, options.unit, options.matter, options.post or example.post)
    reply = asked_in(options.session, *wish) if options.session else asked(*wish, *options.file)
    said = asyncio.run(answer(reply, options.bootstrap))
    sys.stdout.write(told(said) + "\n")
    return 0 if said and said.outcome is ReplyOutcome.DONE else 1


if __name__ == "__main__":
    sys.exit(main())
