"""The account of one matter as the terminal shows it, top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from deploy.cli import screen
from deploy.explain.hearing import Heard
from deploy.explain.reasons import what, why
from deploy.explain.streams import Stream
from deploy.words import say
from services.notifications.dossiers.dossier import Dossier, broken_at


def moment(told: str | None) -> str:
    return f"{datetime.fromisoformat(told).astimezone(screen.LOCAL):%Y-%m-%d %H:%M:%S}" if told else ""


def head(console: Console, matter_id: str, state: Mapping[str, Any] | None, why_not: str) -> None:
    """Which matter this is; without routing, only its id."""
    if state is None:
        console.print(Text(f"{matter_id}  {why_not}", style="bold"))
        return
    console.print(_title(state))
    console.print(Text(f"{matter_id}  {'、'.join(state['item_nos'])}", style="dim"))


def _title(state: Mapping[str, Any]) -> Text:
    return Text(f"《{state['title']}》  " + say(f"matter_{state['state']}"), style="bold")


def history(streams: Sequence[Stream]) -> Table:
    """What happened, by whom, and why."""
    names = ("when", "event", "who", "why")
    table = screen.table(say("explain_history"), "#", *(say(f"explain_{name}") for name in names))
    table.columns[-1].no_wrap = False
    for stream in streams:
        if stream.owner not in ("intake", "routing"):
            continue
        for said in stream.own:
            by = said.body.get("by", {})
            who = " ".join(filter(None, (by.get("org", ""), by.get("name", ""))))
            row = said.body.get("row", "")
            name = f"{what(said.type)}" + (f"（{row}）" if row else "")
            table.add_row(
                str(said.seq), moment(said.body["occurred_at"]), name, who, why(said.type, said.body)
            )
    return table


def clocks(console: Console, sheet: Mapping[str, Any]) -> None:
    """Every limit, and how its date came about."""
    console.print(Text(say("explain_clocks"), style="italic"))
    for clock in sheet["clocks"]:
        state = say(f"clock_state_{clock['state']}")
        line = Text(f"  {clock['id']} {clock['name']}  ", style="bold")
        line.append(f"{state}  {say('explain_due', at=moment(clock['due_at']))}")
        if clock["overdue_days"]:
            line.append("  " + say("explain_overdue", days=clock["overdue_days"]), style="bold red")
        console.print(line)
        for number, sentence in enumerate(clock["explanation"], 1):
            console.print(Text(f"     {number}. {sentence}", style="dim"))
        console.print(Text(f"     {clock['basis']}", style="dim"))


def papers(deliveries: Iterable[Mapping[str, Any]]) -> Table:
    names = ("document", "number", "mode", "state", "served_at", "proof")
    table = screen.table(say("explain_papers"), *(say(f"explain_{name}") for name in names))
    for paper in deliveries:
        table.add_row(
            f"{paper['document']} {paper['title']}",
            paper["number"],
            say(f"delivery_mode_{paper['mode']}"),
            say(f"delivery_{paper['state']}"),
            moment(paper["served_at"]),
            proof(paper["proof"]) or paper["reason"],
        )
    return table


def dossier(kept: Dossier) -> Text:
    """Whether it is still what was bound."""
    at = broken_at(kept) if kept.pieces else None
    if at is None:
        return Text(say("explain_dossier_whole", number=kept.number, count=len(kept.pieces)))
    return Text(say("explain_dossier_altered", number=kept.number, at=at), style="bold")


def proof(told: str | None) -> str:
    """A mail server's answer begins with its code, 250: it has taken the mail."""
    return say("explain_mail_accepted") if (told or "").startswith("250 ") else told or ""


def roads(streams: Sequence[Stream], heard: Mapping[str, Sequence[Heard]]) -> Iterable[Table | Text]:
    """Where every event went, and who has heard it."""
    for stream in streams:
        yield Text(f"{stream.subject}  {stream.owner}", style="bold")
        if not stream.own:
            yield Text("  " + say("explain_silent"), style="dim")
            continue
        table = Table(box=None, pad_edge=False, show_header=False)
        for said in (*stream.own, *stream.for_units):
            table.add_row(
                f"  {said.seq}",
                what(said.type),
                said.place,
                said.id,
                style="dim" if said in stream.for_units else "",
            )
        yield table
        for ear in heard[stream.subject]:
            yield _ear(ear, stream.last)


def _ear(ear: Heard, last: int) -> Text:
    name = say(f"service_{ear.consumer}")
    if ear.seq is None:
        line = Text("  → " + say("explain_away", service=name), style="yellow")
    else:
        complete = ear.seq >= last and not ear.forked
        line = Text(
            f"  {'✓' if complete else '…'} " + say("explain_heard", service=name, seq=ear.seq, last=last)
        )
        line.stylize("" if complete else "yellow")
    for seq, fact in ear.parked:
        line.append("  " + say("explain_parked", seq=seq, fact=fact), style="yellow")
    for letter in ear.dead:
        line.append("  " + say("explain_dead", letter=letter), style="bold red")
    if ear.forked:
        line.append("  " + say("explain_forked"), style="bold red")
    return line
