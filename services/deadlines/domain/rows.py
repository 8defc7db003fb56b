"""THE table: which event starts, stops, voids, holds, pauses, resumes or extends which clock.

These are the clock columns of the specification's transition tables, under the same row numbers; a test walks both and
names each difference. Where the specification pauses and resumes a limit while its text is being served, the act is a hold
and its release (rule issue_and_serve). Where it starts C08, C07 is extended, for C08 runs on from C07's unrolled last day.
Where it sets up C10 or C13 again "with its original end", the stop is taken back. What runs is decided by `runs` in
the table of clocks.
"""

from __future__ import annotations

from services.deadlines.domain.effects import (
    Condition,
    Row,
    Since,
    annul,
    extend,
    extend_to,
    hold,
    pause,
    release,
    restore,
    resume,
    rows,
    start,
    start_dated,
    stop,
    void,
)

# Every other clock belongs to the whole matter: of an opinion, an application or a callback there is one at a time.
PER_ASSIGNMENT = frozenset(("C27", "C04", "C05", "C06", "C07", "C08", "C22", "C23", "C42", "C50"))
EVERY = " ".join(f"C{n:02}" for n in range(1, 51))
OF_INTAKE = "C02 C28 C43"  # an outcome is decided; C03 ends with it, too, where the petitioner is told by it
ACCEPTED = (*stop("C04 C03"), *void("C05"))
C05_START = start("C05", when=Condition.MAY_OBJECT)
C07_START = start("C07", when=Condition.PETITION)
RESULT = start(
    "C24 C46", when=Condition.ASKED
)  # an opinion or answer is given: called back, and asked to rate
NEW_CYCLE = (
    *void("C10 C13 C21 C24 C46 C49 C09"), *C07_START, *start("C50", when=Condition.OTHER_PATH), *start_dated("C09", Condition.REPORTED),
)  # fmt: skip
NEW_UNIT = (*stop("C48 C02 C28"), *void("C04 C05 C23"))
NO_OBJECTION = (*stop("C06"), *void("C04 C09 C23 C36"))
GIVEN = (*stop("C07 C22"), *stop("C26", Since.BEGUN))
DECIDED = (*stop("C26", Since.BEGUN), *start("C44"))
OPEN_DUTIES = "C02 C03 C04 C05 C06 C07 C09 C22 C23 C28 C36 C40 C42 C43 C47 C48 C50"
APPLIED = pause("C49", "review")
SETTLED = resume("C49", "review")

MATTER = (
    *rows(
        "1", "ItemRegistered", start("C02", Since.RECEIVED), start("C03", Since.RECEIVED, Condition.BY_LETTER),
        start("C01", Since.ENTERABLE, Condition.ENTERED_LATER), stop("C01", Since.REGISTERED),
    ),
    *rows("3", "InfoRequested", start("C40")),
    *rows("3.2", "TalkAppointed", start_dated("C40")),
    *rows("3.3", "RepresentativesAwaited", start("C40")),
    *rows("3.4", "InfoSupplied", stop("C40")),
    *rows("3.5", "InfoWindowLapsed", void("C40")),
    *rows("4 4.2 4.3 4.4 45", "OutcomeDecided", stop(OF_INTAKE), stop("C03")),
    *rows("4.5", "OutcomeDecided", stop(OF_INTAKE), void("C03")),
    *rows("5", "Accepted", stop(OF_INTAKE), stop("C03"), C07_START),
    *rows("5.2", "Accepted", stop(OF_INTAKE), stop("C03"), start("C50")),
    *rows("46.2", "Accepted", stop(OF_INTAKE), stop("C03"), start("C22")),
    *rows("6", "Dispatched", stop(OF_INTAKE), start("C42")),
    *rows("6.2", "Dispatched", stop(OF_INTAKE), start("C42"), start_dated("C09")),
    *rows("6.3", "Dispatched", stop(OF_INTAKE), start("C42"), start_dated("C09"), start("C36")),
    *rows("6.5", "WrittenFollowupSent", stop("C36")),
    *rows("7", "Signed", stop("C42"), start("C04"), C05_START, start("C23", when=Condition.SIMPLE)),
    *rows("7.2", "ReceiptDeemed", start("C04", Since.DEEMED), start("C05", Since.DEEMED, Condition.MAY_OBJECT)),
    *rows("7.3", "Recalled", void("C04 C05 C09 C23 C36 C42"), start("C43")),
    *rows("8", "Objected", stop("C05"), pause("C04 C23"), start("C06")),
    *rows("9", "Returned", NO_OBJECTION, start("C43")),
    *rows("9.2", "Returned", NO_OBJECTION, start("C48")),
    *rows("10", "ObjectionRejected", stop("C06"), resume("C04 C23")),
    *rows("11", "DisputeOpened", stop("C43"), void("C05 C06 C09"), pause("C04 C23"), start("C48")),
    *rows("12", "Designated", NEW_UNIT, start("C42"), start_dated("C09", Condition.REPORTED)),
    # The specification only starts C04 here, which does nothing to a clock that row 11 has paused.
    *rows("12.2", "Designated", NEW_UNIT, start("C04"), start_dated("C09", Condition.REPORTED)),
    *rows("12.3", "ConsultationAgreed", NEW_UNIT, start("C42"), start_dated("C09", Condition.REPORTED)),
    *rows("13", "Accepted", ACCEPTED, void("C23"), C07_START),
    *rows("13a", "Accepted", ACCEPTED, void("C23"), start("C50")),
    *rows("46", "Accepted", ACCEPTED, stop("C23"), start("C22")),
    *rows("46.3", "SimpleRoadLeft", void("C22"), start("C07", Since.ACCEPTED, Condition.ACCEPTED)),
    *rows("46.4", "SimpleRoadLeft", void("C23")),
    *rows("14", "PathRouted", ACCEPTED, void("C23"), start("C47")),
    *rows("14.2", "PathRouted", void("C07 C22 C50"), start("C47")),
    *rows("15", "PathResultRecorded", stop("C47")),
    *rows("16", "PathRefused", stop("C47"), start("C07")),
    *rows("19", "AgreementSigned", stop("C07 C22"), start_dated("C21"), RESULT),
    *rows("21", "Extended", extend("C07")),
    *rows("22", "Suspended", pause("C07")),
    *rows("22.2 22.3", "Resumed", resume("C07")),
    *rows("24", "OpinionIssued", hold("C07 C22"), start("C26")),
    *rows(
        "24.2", "Completed", GIVEN, start("C10", Since.SERVED), start("C21", when=Condition.EXECUTED), RESULT
    ),
    *rows("24.3", "ServiceMissed", release("C07 C22")),
    *rows("24b", "Completed", GIVEN, start("C21", when=Condition.EXECUTED)),
    *rows("24b.2", "Delivered", start("C10", Since.SERVED), RESULT),
    *rows("44", "SuggestionAnswered", stop("C50"), start("C26"), RESULT),
    *rows("25", "Withdrawn", stop("C45"), void(OPEN_DUTIES)),
    *rows("29 35.1", "RedoOrdered", NEW_CYCLE),
    *rows("36 36.2 36.3 36.4 36.5 41", "Reopened", NEW_CYCLE),
    *rows("36.6", "Reopened", start("C43")),
    *rows("36.8", "Rerouted", void("C07 C09 C50"), start("C43")),
    *rows("31 32", "Finalized", void("C10 C13")),
    *rows("32.3", "Finalized", void("C10 C13 C24 C46")),
    *rows("37", "Archived", void("C24 C46")),
    *rows("38", "UrgentEscalated", start("C18")),
    *rows("42", "MatterMerged", void(f"C01 {OPEN_DUTIES}")),
    *rows("43.2", "SisterOpened", start("C43")),
    *rows("U1", "ImportUndone", annul(EVERY)),
)  # fmt: skip

BESIDE = (
    *rows("25.1", "WithdrawalRequested", start("C45")),
    *rows("25.2", "WithdrawalRevoked", void("C45")),
    *rows("25.4", "WithdrawalOvertaken", void("C45")),
    # The specification gives an execution that a review's decision begins no clock; it has one like any other.
    *rows("26", "ExecutionStarted", pause("C49", "execution"), start_dated("C21")),
    *rows("26.2", "ExecutionRestarted", pause("C49", "execution"), start_dated("C21")),
    *rows("39", "ExecutionProved", stop("C21"), resume("C49", "execution")),
    *rows("39.2", "ExecutionFailed", stop("C21"), resume("C49", "execution")),
    *rows("27", "ReviewApplied", stop("C10"), APPLIED, start("C11 C12")),
    *rows("27.2", "ReviewApplied", APPLIED, start("C11 C12")),
    *rows("27.4", "ReviewAccepted", stop("C11")),
    *rows("27.5", "ReviewRefused", stop("C11"), void("C12"), SETTLED, restore("C10")),
    *rows("28", "ReviewOpinionIssued", hold("C12"), start("C26")),
    *rows("28.1 28.2", "ReviewDecided", stop("C12"), SETTLED, DECIDED, start("C13", Since.SERVED)),
    *rows("28.3", "ServiceMissed", release("C12")),
    *rows("28.4 28.6", "ReviewDecided", stop("C12"), SETTLED, DECIDED),
    *rows("28.5", "Delivered", start("C13", Since.SERVED)),
    *rows("29.1", "ReviewDecided", stop("C12"), DECIDED),
    *rows("40", "ReviewWithdrawn", void("C11 C12"), SETTLED, restore("C10")),
    *rows("30", "RecheckApplied", stop("C13"), APPLIED, start("C11 C14")),
    *rows("30.2", "RecheckApplied", APPLIED, start("C11 C14")),
    *rows("30.4", "RecheckAccepted", stop("C11")),
    *rows("30.5", "RecheckRefused", stop("C11"), void("C14"), SETTLED, restore("C13")),
    *rows("30.7", "HearingOpened", pause("C14")),
    *rows("30.8", "HearingClosed", resume("C14")),
    *rows("31.1", "RecheckOpinionIssued", hold("C14"), start("C26")),
    *rows("31.2 31.3 31.5 31.6", "RecheckDecided", stop("C14"), SETTLED, DECIDED),
    *rows("29.2", "RecheckDecided", stop("C14"), DECIDED),
    *rows("31.4", "ServiceMissed", release("C14")),
    *rows("40.2", "RecheckWithdrawn", void("C11 C14"), SETTLED, restore("C13")),
    *rows("33", "ReportSubmitted", stop("C09"), start("C49")),
    *rows("33.3", "ReportExtended", extend_to("C09")),
    *rows("34", "ClosingApproved", stop("C49")),
    *rows("35", "ReportReturned", stop("C49"), start_dated("C09")),
    *rows("35.2", "ReportSupplementRequested", stop("C49"), start_dated("C09")),
    *rows("35.3", "ReportEscalated", stop("C49"), start_dated("C09")),
    *rows("DL3", "ServiceBegun", stop("C26", Since.BEGUN)),
    *rows("DL7", "NoticePublished", start("C27")),
    *rows("DL9", "Delivered", void("C27")),
    *rows("AS1", "AssignmentSent", start("C42")),
    *rows("AS2", "AssignmentSigned", stop("C42"), start("C04"), C05_START),
    *rows("AS3", "AssignmentObjected", stop("C05"), pause("C04"), start("C06")),
    *rows("AS4", "AssignmentReturned", stop("C06"), void("C04"), start("C43")),
    *rows("AS5", "AssignmentConfirmed", stop("C06"), resume("C04")),
    *rows("AS6", "AssignmentAcknowledged", stop("C04 C43"), void("C05"), C07_START),
    *rows("AS7", "AssignmentAnswered", stop("C07")),
    *rows("AS8", "AssignmentAnswerReturned", start("C07")),
    *rows("AS10", "AssignmentRecalled", void("C04 C05 C42"), start("C43")),
    *rows("AS11", "AssignmentClosed", void("C04 C05 C06 C07 C42 C43")),
    *rows("CB3", "CallbackRecorded", stop("C46")),
    *rows("CB4", "CallbackRecorded", stop("C46"), start("C25")),
    *rows("CB5", "CallbackRecorded", stop("C46")),
    *rows("CB6 CB7", "DissatisfactionChecked", stop("C25")),
    *rows("CB8", "CallbackCancelled", void("C25 C46")),
    *rows("H1", "HearingRightTold", start("C16")),
    *rows("H2", "HearingRequested", stop("C16"), start("C17")),
    *rows("H3", "HearingWaived", void("C16")),
    *rows("H5", "HearingDeclined", void("C17")),
    *rows("H7", "HearingHeld", stop("C17")),
    *rows("H9", "HearingWithdrawn", void("C17")),
    *rows("RC1", "RecusalApplied", start("C41")),
    *rows("RC2 RC3", "RecusalDecided", stop("C41")),
    *rows("H10", "HearingConcluded", start("C44")),
    *rows("H11 H11s", "HearingEntered", stop("C44")),
    *rows("RU2", "ReportSent", stop("C18")),
    *rows("RU3", "ReportDiscarded", void("C18")),
    *rows("RU4 RU8", "InstructionReceived", start_dated("C37")),
    *rows("RU7", "InstructionAnswered", stop("C37")),
    *rows("AC4", "AccountabilityProposed", start("C19")),
    *rows("AC6", "AccountabilityAnswered", stop("C19")),
    *rows("EX2", "ExchangeSent", start("C44")),
    *rows("EX3", "ExchangeReconciled", stop("C44")),
    *rows("EX6", "ExchangeClosed", void("C44")),
    *rows("RM1", "RecommendationSent", start("C19")),
    *rows("RM2", "RecommendationAnswered", stop("C19")),
    *rows("SV2", "SupervisionSent", start_dated("C20")),
    *rows("SV4", "SupervisionAnswered", pause("C20")),
    *rows("SV5", "SupervisionVerified", stop("C20")),
    *rows("SV6", "SupervisionAnswerRejected", resume("C20"), extend_to("C20")),
    *rows("SV7", "SupervisionEscalated", void("C20")),
    *rows("SV8", "AccountabilityProposed", void("C20")),
    *rows("JS6", "SessionConcluded", start_dated("C38")),
    *rows("JSR", "DecisionReported", stop("C38")),
    *rows("JSX", "DecisionExtended", extend_to("C38")),
    *rows("JS10", "SessionClosed", stop("C38")),
    *rows("PQ1", "ProgressAsked", start("C39")),
    *rows("PQ2", "ProgressAnswered", stop("C39")),
    *rows("LT6", "LetterStepDone", stop("C03")),
    *rows("LT6s", "LetterStepSkipped", void("C03")),
)  # fmt: skip

CLOCK_EFFECTS: dict[str, Row] = {row.number: row for row in (*MATTER, *BESIDE)}
