"""What was promised is carried out, beside everything else that may happen to the matter (rows 26, 26.2, 39, 39.2)."""

from __future__ import annotations

from datetime import date

from lianjie_contracts.events.matter_execution_ended import MatterExecutionEnded
from lianjie_contracts.vocabulary import ClaimResult
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.beside import ExecutionState as E
from services.routing.domain.guards import driven_only, said_in_force
from services.routing.domain.matter import Matter
from services.routing.domain.rows import HANDLER, HEAD, LIAISON, SYSTEM, Row, of_form, of_matter, row


class ExecutionProof(Paper):
    """执行完毕: when, and what proves it."""

    done_on: date | None = None
    proof: str = ""


class Impossibility(Paper):
    """无法执行: why it is impossible in law or fact, which organ one level up agreed, and when the petitioner was told."""

    reason: str
    approving_organ: str = ""
    told_on: date | None = None


@of_matter("NOTHING_TO_EXECUTE", "没有支持的诉求，不需要执行。")
def result_supports(matter: Matter, _: Intent) -> bool:
    """[D] The condition of C21: some claim is supported. An agreement has no results and is always to be performed."""
    results = said_in_force(matter)
    return not results or ClaimResult.SUPPORT in results


@of_form("NO_EXECUTION_PROOF", "请上传执行完毕的证明。")
def execution_proof(_: Matter, intent: Intent) -> bool:
    done_on = intent.says("done_on")
    return bool(intent.says("proof")) and done_on is not None and done_on <= intent.on


@of_form("NOT_APPROVED_ABOVE", "无法执行的认定须经上一级机关同意并告知信访人。")
def not_executable_approved(_: Matter, intent: Intent) -> bool:
    wanted = (intent.says("reason"), intent.says("approving_organ"), intent.says("told_on"))
    return all(wanted)


ROWS: tuple[Row, ...] = (
    row("26", [E.NONE], "start_execution", E.EXECUTING, f"{SYSTEM} {HEAD}", "R22 32", driven_only, result_supports,
        machine="execution"),
    row("26.2", [E.EXECUTED, E.NOT_EXECUTABLE, E.EXECUTING], "restart_execution", E.EXECUTING, SYSTEM, "R22 35,36",
        driven_only, result_supports, machine="execution"),
    row("39", [E.EXECUTING], "prove_execution", E.EXECUTED, f"{HANDLER} {LIAISON}", "corrections 1; R22 32", execution_proof,
        machine="execution", brings=ExecutionProof, tells=MatterExecutionEnded),
    row("39.2", [E.EXECUTING], "record_not_executable", E.NOT_EXECUTABLE, HEAD, "[D]", not_executable_approved,
        machine="execution", brings=Impossibility, tells=MatterExecutionEnded),
)  # fmt: skip
