"""The day as it is told in the terminal: when, where, who, what and why, one line each."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from deploy.cli import screen
from deploy.words import say


@dataclass
class Teller:
    """Writes lines; a refusal stands out, a reason steps back."""

    console: Console
    lines: int = 0

    def told(self, place: str, who: str, what: str, why: str = "", style: str = "") -> None:
        line = Text(f"{screen.time_of_day()} ")
        line.append(f"{place} ", style="bold")
        line.append(f"{who}  ", style="cyan")
        line.append(what, style=style)
        if why:
            line.append(f"  {why}", style="dim")
        self.console.print(line)
        self.lines += 1

    def refused(self, place: str, who: str, what: str, why: str) -> None:
        self.told(place, who, f"{what}：{why}", style="yellow")

    def plain(self, key: str, style: str = "", **facts: object) -> None:
        self.console.print(Text(say(key, **facts), style=style))


def grouped(item_no: str) -> str:
    """Place, day and serial apart, as on a slip."""
    return f"{item_no[:6]} {item_no[6:14]} {item_no[14:]}"
