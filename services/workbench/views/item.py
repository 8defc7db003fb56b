"""The page of one item at the front door: how it reads now, what is missing, who has talked, screened and corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from services.workbench.stages import Correctable
from services.workbench.words import grouped, moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from services.workbench.language import Language

WORDS = {
    "urgency": "urgency",
    "litigation_status": "litigation",
    "channel": "channel",
    "source": "source",
    "petitioner.type": "petitioner_type",
    "petitioner.id_type": "id_type",
}
APART = ("representatives", "agents", "leader_instruction", "accused")  # not of one value
REPRESENTATIVES, MOST_REPRESENTATIVES = "representatives.*.", 5  # [R22 20]
YES = frozenset({"secrecy_requested", "want_reply", "publishable", "petitioner.is_anonymous", "petitioner.consents_electronic"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a correction, from what to what; of a personal one only that it was changed."""

    label: str
    was: str
    now: str
    personal: bool


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done with the item: when, what, by whom."""

    when: str
    what: str
    who: str
    why: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Everything the item's pages need, already in words. `stage` is the last one done."""

    id: str
    matter_id: str
    groups: tuple[str, ...]
    title: str
    channel: str
    received: str
    headcount: int
    place: str
    content: str
    stage: str
    dispatched: bool
    claims: tuple[Mapping[str, Any], ...]
    reads: Mapping[str, Any]
    holders: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    acts: tuple[Act, ...]
    refusal: str

    @property
    def lacks_representatives(self) -> bool:
        return self.headcount > 1 and not any(name.startswith("representatives") for name, _ in self.holders)


def item(told: Mapping[str, Any], now: datetime, language: Language) -> Item:
    """`told` is intake's answer to GET /items/{id}."""
    reads = told["reads"]
    return Item(
        id=told["item_id"], matter_id=told["matter_id"], groups=grouped(told["item_no"]), title=reads["title"],
        channel=language.word("channel", reads["channel"]), received=moment(_at(reads["received_at"]), now, language),
        headcount=int(reads.get("headcount") or 1), place=(reads.get("place") or {}).get("name") or "", content=reads.get("main_content") or "",
        stage=str(told["stage"]), dispatched=bool(told.get("dispatched")), claims=tuple(reads.get("claims") or ()), reads=reads,
        holders=tuple((each["holder"], _holder(each["holder"], language)) for each in told.get("people") or ()),
        missing=tuple(
            (language.say(f"stage.{stage}"), tuple(dict.fromkeys(str(each["label"]) for each in rows)))
            for stage, rows in (told.get("missing") or {}).items()
            if rows
        ),
        acts=tuple(sorted_acts(told, now, language)), refusal=((told.get("refusals") or {}).get("interview") or {}).get("because") or "",
    )  # fmt: skip


def sorted_acts(told: Mapping[str, Any], now: datetime, language: Language) -> list[Act]:
    """Talks, screenings and corrections, the latest first."""
    made = [(each["at"], _talk(each, now, language)) for each in told.get("interviews") or ()]
    made += [(each["at"], _screening(each, now, language)) for each in told.get("screenings") or ()]
    made += [(each["at"], _correction(each, now, language)) for each in told.get("corrections") or ()]
    return [act for _, act in sorted(made, key=lambda pair: str(pair[0]), reverse=True)]


def _talk(told: Mapping[str, Any], now: datetime, language: Language) -> Act:
    back = told["read_back"]
    people = language.say("punctuation.list").join(_holder(each, language) for each in back["signed_by"])
    what = (
        language.say("item.signed", people=people)
        if people
        else language.say("item.not_signed", because=back["refused_because"])
    )
    return Act(
        moment(_at(told["at"]), now, language),
        language.say("stage.INTERVIEW"),
        told["by"]["name"],
        f"{what}{language.say('punctuation.clause')}{told['facts_reasons']}",
    )


def _screening(told: Mapping[str, Any], now: datetime, language: Language) -> Act:
    paths = dict.fromkeys(language.word("path", each.get("path") or "") for each in told["claims"])
    why = language.say("punctuation.clause").join(
        (
            language.word("matter_class", told["matter_class"]),
            language.word("petition_purpose", told["purpose"]),
            *paths,
        )
    )
    return Act(moment(_at(told["at"]), now, language), language.say("stage.SCREEN"), told["by"]["name"], why)


def _correction(told: Mapping[str, Any], now: datetime, language: Language) -> Act:
    none = language.say("item.nothing")
    fields = tuple(
        Change(each["label"], each["was"] or none, each["now"] or none, bool(each["personal"]))
        for each in told["fields"]
    )
    what = language.word("correction_kind", told["kind"])
    return Act(moment(_at(told["at"]), now, language), what, told["name"], told.get("reason") or "", fields)


def correctables(
    sheet: Mapping[str, Any], told: Mapping[str, Any], places: Sequence[tuple[str, str]], language: Language
) -> list[Correctable]:
    """The fields that may be corrected, each with what stands in it. What is personal is not opened for it."""
    reads, filled = told["reads"], {row["holder"]: set(row["filled"]) for row in told.get("people") or ()}
    rows: list[Correctable] = []
    for row in sheet.get("fields") or ():
        id_ = row["id"]
        if row["need"] == "-" or not row.get("correctable") or id_ in APART:
            continue
        if "*" in id_:
            if id_.startswith(REPRESENTATIVES):
                rows += _representatives(row, filled, language)
            continue
        choices = _choices(id_, sheet, places, language)
        rows.append(Correctable(id_, row["label"], _now(id_, reads, filled, choices, language), choices))
    return rows


def _representatives(
    row: Mapping[str, Any], filled: Mapping[str, set[str]], language: Language
) -> Iterator[Correctable]:
    """One field of every representative, and of one more, for whoever was left out; who is there is never taken away."""
    own = row["id"].removeprefix(REPRESENTATIVES)
    there = sum(holder.startswith("representatives.") for holder in filled)
    for n in range(min(there + 1, MOST_REPRESENTATIVES)):
        holder = f"representatives.{n}"
        key = "item.of_holder" if n < there else "item.of_holder_added"
        label = language.say(key, who=_holder(holder, language), what=language.say(f"item.person_{own}"))
        now = language.say("item.filled" if own in filled.get(holder, ()) else "item.nothing")
        yield Correctable(f"{holder}.{own}", label, now, ())


def _choices(
    field: str, sheet: Mapping[str, Any], places: Sequence[tuple[str, str]], language: Language
) -> tuple[tuple[str, str], ...]:
    if field == "place_code":
        return tuple(places)
    if field == "petitioner.ethnicity":
        return tuple((name, name) for name in ((sheet.get("words") or {}).get("ethnicity") or {}).values())
    if field in YES:
        return (("yes", language.say("item.yes")), ("no", language.say("item.no")))
    return language.list_of(WORDS[field]) if field in WORDS else ()


def _now(
    field: str, reads: Mapping[str, Any], filled: Mapping[str, set[str]], choices: Sequence[tuple[str, str]], language: Language
) -> str:  # fmt: skip
    group, _, own = field.partition(".")
    if group == "petitioner" and own not in reads:
        return language.say("item.filled" if own in filled.get("petitioner", ()) else "item.nothing")
    value = (reads.get("place") or {}).get("code") if field == "place_code" else reads.get(field)
    if isinstance(value, bool):
        return language.say("item.yes" if value else "item.no")
    if isinstance(value, list):
        texts = [each["text"] if isinstance(each, dict) else str(each) for each in value]
        return language.say("punctuation.clause").join(texts) or language.say("item.nothing")
    return dict(choices).get(str(value), str(value or "")) or language.say("item.nothing")


def _holder(holder: str, language: Language) -> str:
    """信访人, 代表 2, 代理人 1."""
    group, _, index = holder.partition(".")
    n = int(index.partition(".")[0] or 0) + 1
    return language.say(f"holder.{group}", n=n)


def _at(given: str) -> datetime:
    return datetime.fromisoformat(given)
