"""Finds the command that was asked for and tells its errors in one sentence."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import typer
from typer.core import TyperGroup

from deploy.local.home import Home
from deploy.words import Complaint, say

COMMANDS = (
    "up", "down", "status", "demo", "explain", "topics", "dlq", "parked", "verify", "replay", "backup", "restore",
    "clock", "learn", "generate", "bench", "chaos", "test", "check",
)  # fmt: skip


class Commands(TyperGroup):
    """Each command lies in the module of its name, as `app`, and is loaded only when asked for."""

    def list_commands(self, _context: typer.Context) -> list[str]:  # type: ignore[override]
        return [name for name in COMMANDS if find_spec(f"deploy.cli.{name}")]

    def get_command(self, context: typer.Context, name: str) -> Any:  # type: ignore[override]  # noqa: ANN401, typer's own
        if name not in self.list_commands(context):
            return None
        command = typer.main.get_command(import_module(f"deploy.cli.{name}").app)
        command.name = name
        return command


root = typer.Typer(cls=Commands, help=say("help_root"), add_completion=False, rich_markup_mode=None)


@root.callback()
def lianjie() -> None:
    """Only the commands do anything."""


def main() -> int:
    command = typer.main.get_command(root)
    try:
        code = command.main(sys.argv[1:] or ["--help"], prog_name="./lianjie", standalone_mode=False)
    except Complaint as complaint:
        return _tell(str(complaint), complaint.code)
    except (KeyboardInterrupt, typer.Abort):
        return _tell(say("interrupted"), 130)
    except typer.TyperException as mistake:
        asked = next((f"{word} " for word in sys.argv[1:2] if word in COMMANDS), "")
        return _tell(say("usage", reason=mistake.format_message(), command=asked), 2)
    except BrokenPipeError:
        # Whoever read our output has left; not even the interpreter may say more on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as surprise:  # noqa: BLE001, the last place where a surprise can become a sentence
        return _tell(
            say("broken", reason=f"{type(surprise).__name__}: {surprise}", log=_keep(traceback.format_exc())),
            1,
        )
    return code if isinstance(code, int) else 0


def _keep(trace: str) -> str:
    home = Home.here()
    home.make()
    path = home.run / "cli.log"
    with path.open("a", encoding="utf-8") as log:
        log.write(trace)
    return str(path)


def _tell(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
