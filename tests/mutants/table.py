"""Ways to break the chassis, and the check that must notice each: if one goes unnoticed, the checks see less than they say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """`old` stands in `file` exactly once and becomes `new`. `seen_by` is a scenario of the simulation, or a test."""

    name: str
    file: str
    old: str
    new: str
    seen_by: str


def _test(file: str, name: str) -> str:
    return f"tests/chassis/{file}.py::{name}"


MUTANTS = (
    Mutant(
        "the position is not written", "chassis/turn.py",
        "self.work.touched(), list(self._moved.values()),", "self.work.touched(), [],",
        "the_whole_road",
    ),
    Mutant(
        "acknowledged before the commit", "chassis/hearing.py",
        "            await self._hear(messages)\n", "            asyncio.ensure_future(self._hear(messages))\n",
        "the_whole_road",
    ),
    Mutant(
        "the relay follows a cursor on _id", "chassis/relay.py",
        'where: dict[str, Any] = {**UNSENT, "unsent_since": {"$lt": now - OLD_ENOUGH}}',
        'seen = [row["at"] for row in await self.mongo.find("cursor", {"_id": kind.name})]\n'
        '        where: dict[str, Any] = {"_id": {"$gt": max(seen, default="")}, "unsent.0": {"$exists": True}}\n'
        '        last = max([r["_id"] for r in await self.mongo.find(kind.name, where)], default=max(seen, default=""))\n'
        '        await self.mongo.update_one("cursor", {"_id": kind.name}, {"$set": {"at": last}}, upsert=True)',
        "the_whole_road",
    ),
    Mutant(
        "at most once", "chassis/bus.py",
        'auto_offset_reset="earliest", ack_policy=AckPolicy.NACK_ON_ERROR,',
        'auto_offset_reset="earliest", ack_policy=AckPolicy.ACK_FIRST,',
        _test("test_ears", "test_nothing_is_acknowledged_before_it_is_heard_nor_before_all_replicas_have_it"),
    ),
    Mutant(
        "the library's parser of headers", "chassis/bus.py",
        "parser=_survive_headers, ", "",
        _test("test_ears", "test_a_record_with_hostile_headers_reaches_the_handler_as_it_is"),
    ),
    Mutant(
        "the producer is not idempotent", "chassis/bus.py",
        '"enable_idempotence": True', '"enable_idempotence": False',
        _test("test_ears", "test_nothing_is_acknowledged_before_it_is_heard_nor_before_all_replicas_have_it"),
    ),
    Mutant(
        "the relay forgets all that is unsent", "chassis/relay.py",
        '{"$pull": {"unsent": {"n": {"$lte": tail[-1].n}}}}', '{"$set": {"unsent": []}}',
        "a_hot_aggregate_while_relaying",
    ),
    Mutant(
        "the relay forgets before it remembers", "chassis/relay.py",
        "        await self._remember(kind, acknowledged, landed)\n",
        "        await self.mongo.bulk(kind.name, [\n"
        '            Update({"_id": i}, {"$pull": {"unsent": {"n": {"$lte": t[-1].n}}}})\n'
        "            for i, t in acknowledged.items() if t\n"
        "        ])\n"
        "        await self._remember(kind, acknowledged, landed)\n",
        "a_hot_aggregate_while_relaying",
    ),
    Mutant(
        "what was not acknowledged counts as sent", "chassis/relay.py",
        "        if landed[id(message)] is None:\n            break\n", "",
        "a_hot_aggregate_while_relaying",
    ),
    Mutant(
        "a command forgets its answer", "chassis/work.py",
        "        if kept := document.answer_to(command):\n            return kept\n", "",
        "a_hot_aggregate_while_relaying",
    ),
    Mutant(
        "a loser of a race believes it has won", "chassis/mongo_store.py",
        "elif not await self.mongo.update_one(kind, _as_read(document), _change(document)):",
        "elif not await self.mongo.update_one(kind, _as_read(document), _change(document)) and not kind:",
        "a_hot_aggregate_while_relaying",
    ),
    Mutant(
        "a batch that lost a race is not repeated", "chassis/hearing.py",
        "                metrics.CONFLICTS.labels(self._service).inc()\n", "                return\n",
        "the_loser_of_a_bulk",
    ),
    Mutant(
        "nothing looks after what is parked", "chassis/hearing.py",
        "        await self._drain({parked.subject for parked in waiting if parked.seq})\n", "",
        "parked_against_applied",
    ),
    Mutant(
        "a gap is jumped", "chassis/turn.py",
        "        if envelope.seq > position.seq + 1:\n", "        if envelope.seq > position.seq + 2:\n",
        "parked_against_applied",
    ),
    Mutant(
        "a number that was heard is a duplicate, whatever its id", "chassis/turn.py",
        "known in (None, envelope.id)", "known is not envelope",
        "a_fork_after_a_restore",
    ),
    Mutant(
        "what waits is heard in spite of a fork", "chassis/turn.py",
        "            if position.forked:\n                continue\n", "",
        _test("test_hearing", "test_two_events_with_one_number_stop_that_stream_alone_and_raise_the_alarm"),
    ),
    Mutant(
        "who comes second at a place that is taken is parked there", "chassis/turn.py",
        "return known is not None and id_of(known.record) != envelope.id", "return False",
        _test("test_hearing", "test_two_events_with_one_number_that_both_come_too_early_are_a_fork"),
    ),
    Mutant(
        "offsets pass a batch that was not heard", "chassis/hearing.py",
        "            await self._patiently(lambda: self._apply(messages))\n        except TransientError:\n            raise\n",
        "            await self._patiently(lambda: self._apply(messages))\n        except TransientError:\n            return\n",
        _test("test_hearing", "test_a_process_told_to_stop_does_not_wait_for_the_store_and_buries_nothing"),
    ),
    Mutant(
        "a record dies anew at every hearing", "chassis/dead_letters.py",
        "    id_ = derived(service, record.place)\n",
        "    from chassis.ids import new_id\n    id_ = derived(service, record.place, new_id())\n",
        "a_dead_letter_is_a_gap",
    ),
    Mutant(
        "an older state replaces a newer one", "chassis/turn.py",
        "return await self._next(message, position) if envelope.seq > position.seq else",
        "return await self._next(message, position) if envelope.seq != position.seq else",
        "a_zombie_on_a_compacted_topic",
    ),
    Mutant(
        "a breach that was said is never taken back", "services/deadlines/domain/clock.py",
        "if done_at is not None and done_at < over_at:",
        "if done_at is not None and done_at < over_at and not (before and before.missed_at):",
        "a_right_used_in_the_last_second",
    ),
    Mutant(
        "replays that fail stop the service", "chassis/hearing.py",
        "            not known and self._orders.get(record.topic) != COMMANDS\n", "            self._orders.get(record.topic) != COMMANDS\n",
        _test("test_replaying", "test_poison_for_good_harms_nobody_else_and_does_not_stop_the_service"),
    ),
    Mutant(
        "a number is skipped before its turn", "chassis/replaying.py",
        "    if said.seq > position.seq + 1:\n", "    if said.seq > position.seq + 9:\n",
        _test("test_skipping", "test_a_number_is_skipped_only_when_it_is_the_next_one"),
    ),
    Mutant(
        "who pretends to have a number moves the stream", "chassis/replaying.py",
        "await told(said.subject, said.seq) != said.id", "await told(said.subject, said.seq) is None",
        _test("test_skipping", "test_a_record_that_only_pretends_to_have_a_number_does_not_move_the_stream"),
    ),
    Mutant(
        "a dry run writes", "chassis/recovering.py", "if do and step.changes:", "if step.changes:",
        _test("test_replaying", "test_a_dry_run_says_the_same_and_changes_nothing"),
    ),
    Mutant(
        "what is not the owner's goes on waiting", "chassis/forks.py",
        "            unpark.append((parked.subject, parked.seq))\n", "            pass\n",
        _test("test_forks", "test_if_both_came_too_early_the_owners_takes_the_place_of_the_other"),
    ),
)  # fmt: skip
