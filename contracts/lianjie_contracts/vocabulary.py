"""The closed word lists of the business, as they stand on the wire.

Every list has UNKNOWN: a word of a newer release reads as UNKNOWN, and UNKNOWN is never written back, so that an
old consumer can go on reading and can never destroy what it did not understand.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler


class UnknownWordError(ValueError):
    """An UNKNOWN word was about to be written to the wire."""


class Word(StrEnum):
    """A closed list that can be read by an older release than the one that wrote it."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cls("UNKNOWN") if isinstance(value, str) and value != "UNKNOWN" else None

    def _written(self) -> str:
        if self.value == "UNKNOWN":
            raise UnknownWordError(f"{type(self).__name__}.UNKNOWN may be read but never written")
        return self.value

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Word], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        schema: dict[str, Any] = {**handler(source)}
        schema["serialization"] = core_schema.plain_serializer_function_ser_schema(
            cls._written, return_schema=core_schema.str_schema(), when_used="json"
        )
        return schema


class Channel(Word):
    """信访形式 [R22 17]; QR is the phone page behind the code on the wall (source 002)."""

    VISIT = "VISIT"
    LETTER = "LETTER"
    ONLINE = "ONLINE"
    PHONE = "PHONE"
    FAX = "FAX"
    QR = "QR"
    UNKNOWN = "UNKNOWN"


class Source(Word):
    """Where an item came from (spec/domain 3)."""

    SELF = "SELF"
    UPPER_TRANSFER = "UPPER_TRANSFER"
    LEADER_INSTRUCTION = "LEADER_INSTRUCTION"
    LEADER_RECEPTION = "LEADER_RECEPTION"
    JOINT_RECEPTION = "JOINT_RECEPTION"
    VIDEO = "VIDEO"
    QR_CODE = "QR_CODE"
    MAILBOX = "MAILBOX"
    HOTLINE = "HOTLINE"
    SERVICE_AGENT = "SERVICE_AGENT"
    UNKNOWN = "UNKNOWN"


class PetitionerType(Word):
    CITIZEN = "CITIZEN"
    LEGAL_PERSON = "LEGAL_PERSON"
    OTHER_ORGANISATION = "OTHER_ORGANISATION"
    UNKNOWN = "UNKNOWN"


class IdType(Word):
    """Kinds of identity document; the comment is the code of GA/T 517."""

    RESIDENT = "RESIDENT"  # 111
    TEMPORARY = "TEMPORARY"  # 112
    HOUSEHOLD = "HOUSEHOLD"  # 113
    PASSPORT = "PASSPORT"  # 414
    TAIWAN = "TAIWAN"  # 511
    HK_MACAO = "HK_MACAO"  # 513
    OLD_RESIDENT = "OLD_RESIDENT"  # fifteen digits, before 1999
    PERMANENT_RESIDENCE = "PERMANENT_RESIDENCE"  # 553, of foreigners
    OTHER = "OTHER"  # 990
    UNKNOWN = "UNKNOWN"


class MatterClass(Word):
    """The three statutory classes [R22 29-31]."""

    APPEAL = "APPEAL"
    SUGGESTION = "SUGGESTION"
    ACCUSATION = "ACCUSATION"
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


class Purpose(Word):
    """信访目的 [GK]; which class each belongs to is a table of intake."""

    APPEAL = "APPEAL"
    SEEK_DECISION = "SEEK_DECISION"
    SUGGESTION = "SUGGESTION"
    EXPOSE = "EXPOSE"
    CONSULT = "CONSULT"
    THANKS = "THANKS"
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


class CorrectionKind(Word):
    """Faults of a registration, counted apart [S1 5(1)]."""

    OMITTED = "OMITTED"  # 漏登
    MISTAKEN = "MISTAKEN"  # 误登: the wrong person or office
    WRONG = "WRONG"  # 错登: wrong data
    UNKNOWN = "UNKNOWN"


class Path(Word):
    """Lawful path of a claim [R22 29-31]; only PETITION has 60 days, review and recheck."""

    PETITION = "PETITION"
    SUGGESTION = "SUGGESTION"
    ACCUSATION = "ACCUSATION"
    LITIGATION = "LITIGATION"
    ARBITRATION = "ARBITRATION"
    PARTY_APPEAL = "PARTY_APPEAL"
    ADMIN_PROC = "ADMIN_PROC"
    DUTY_PERFORMANCE = "DUTY_PERFORMANCE"
    UNKNOWN = "UNKNOWN"


class Urgency(Word):
    ORDINARY = "ORDINARY"
    MAJOR = "MAJOR"
    URGENT = "URGENT"
    UNKNOWN = "UNKNOWN"


class LitigationStatus(Word):
    """是否涉诉/复议/仲裁; NOT_ASKED is what a citizen's web form or a letter leaves open."""

    NONE = "NONE"
    PENDING = "PENDING"
    DECIDED = "DECIDED"
    SHOULD_GO = "SHOULD_GO"
    NOT_ASKED = "NOT_ASKED"
    UNKNOWN = "UNKNOWN"


class MatterState(Word):
    """Stored main states of a matter; REVIEW, RECHECK, EXECUTING, REPORT_CHECK are displayed stages (correction 1).

    NONE is the state before registration: where a matter is again whose import was undone (ADR 0027).
    """

    NONE = "NONE"
    REGISTERED = "REGISTERED"
    SCREENING = "SCREENING"
    AWAITING_INFO = "AWAITING_INFO"
    CLOSED_AT_INTAKE = "CLOSED_AT_INTAKE"
    DISPATCHED = "DISPATCHED"
    RECEIVED = "RECEIVED"
    OBJECTED = "OBJECTED"
    DISPUTED = "DISPUTED"
    ACCEPTED = "ACCEPTED"
    HANDLING = "HANDLING"
    ON_LEGAL_PATH = "ON_LEGAL_PATH"
    MEDIATING = "MEDIATING"
    HEARING = "HEARING"
    SUSPENDED = "SUSPENDED"
    OPINION_READY = "OPINION_READY"
    COMPLETED = "COMPLETED"
    CLOSED = "CLOSED"
    FINALIZED = "FINALIZED"
    WITHDRAWN = "WITHDRAWN"
    REOPENED = "REOPENED"
    ARCHIVED = "ARCHIVED"
    MERGED = "MERGED"
    UNKNOWN = "UNKNOWN"


class Outcome(Word):
    """登记处理结果 (spec/domain 4)."""

    ACCEPT = "ACCEPT"
    FORWARD = "FORWARD"
    ASSIGN = "ASSIGN"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    NO_LONGER = "NO_LONGER"
    GUIDE = "GUIDE"
    DUPLICATE = "DUPLICATE"
    DIRECT_REPLY = "DIRECT_REPLY"
    HOLD = "HOLD"
    HANDED_TO_DISCIPLINE = "HANDED_TO_DISCIPLINE"
    UNKNOWN = "UNKNOWN"


class TransferMode(Word):
    """转送 passes on; 交办 wants the result reported by a date [R22 22(3)]."""

    FORWARD = "FORWARD"
    ASSIGN = "ASSIGN"
    UNKNOWN = "UNKNOWN"


class AssignmentRole(Word):
    """主办/协办: exactly one lead while the matter is open (correction 10)."""

    LEAD = "LEAD"
    CO = "CO"
    UNKNOWN = "UNKNOWN"


class ClaimResult(Word):
    SUPPORT = "SUPPORT"
    EXPLAIN = "EXPLAIN"
    NOT_SUPPORT = "NOT_SUPPORT"
    UNKNOWN = "UNKNOWN"


class Seal(Word):
    """Which seal a paper bears: an inner department's is not the unit's."""

    UNIT = "UNIT"
    DEPARTMENT = "DEPARTMENT"
    UNKNOWN = "UNKNOWN"


class ReviewStage(Word):
    """复查 by the next-higher organ, then 复核 by the one above it [R22 35, 36]."""

    REVIEW = "REVIEW"
    RECHECK = "RECHECK"
    UNKNOWN = "UNKNOWN"


class ApprovalVerdict(Word):
    """How a proposal ended."""

    APPROVED = "APPROVED"
    RETURNED = "RETURNED"
    TAKEN_BACK = "TAKEN_BACK"
    UNKNOWN = "UNKNOWN"


class ReviewDecision(Word):
    """What a review or recheck decides [SD 45]."""

    UPHOLD = "UPHOLD"
    CHANGE = "CHANGE"
    REVOKE_REDO = "REVOKE_REDO"
    UNKNOWN = "UNKNOWN"


class ReviewGround(Word):
    """Why a review or recheck may be refused; a missing paper is none of them (correction 3)."""

    NOT_PETITION_PATH = "NOT_PETITION_PATH"
    LATE = "LATE"
    NEW_CLAIMS = "NEW_CLAIMS"
    PENDING_ELSEWHERE = "PENDING_ELSEWHERE"
    UNKNOWN = "UNKNOWN"


class HearingKind(Word):
    """How much of a hearing: 简易 is encouraged, 普通 has more officers (spec/domain 12)."""

    SIMPLE = "SIMPLE"
    ORDINARY = "ORDINARY"
    UNKNOWN = "UNKNOWN"


class RevocationGround(Word):
    """Why an opinion is revoked [SD 45]; the right to a hearing only where local rules have it so (correction 26)."""

    FACTS = "FACTS"
    BASIS = "BASIS"
    PROCEDURE = "PROCEDURE"
    ULTRA_VIRES = "ULTRA_VIRES"
    IMPROPER = "IMPROPER"
    HEARING_RIGHT = "HEARING_RIGHT"
    UNKNOWN = "UNKNOWN"


class ReportGround(Word):
    """Why a matter is reported to leaders (上报事由) [S4 一(三)1, 二(四)1; spec/domain 5]."""

    SUGGESTION = "SUGGESTION"  # vital suggestions
    GROUP = "GROUP"  # interests of a group, 集体访, sudden events
    MISCONDUCT = "MISCONDUCT"  # serious misconduct
    STUBBORN = "STUBBORN"  # typical cases that are stubbornly not handled
    STABILITY = "STABILITY"
    POLICY = "POLICY"  # how law and policy are carried out
    TENDENCY = "TENDENCY"  # problems of policy, tendencies and signs
    UNKNOWN = "UNKNOWN"


class ReportForm(Word):
    """In which text: D20.1, D20.2, D20.3 or D20.5."""

    SPECIAL = "SPECIAL"
    REQUEST = "REQUEST"
    INFORMATION = "INFORMATION"
    DAILY = "DAILY"
    UNKNOWN = "UNKNOWN"


class SuggestionResult(Word):
    """What becomes of a suggestion [R22 29]."""

    ADOPTED = "ADOPTED"
    PARTLY = "PARTLY"
    NOT = "NOT"
    UNKNOWN = "UNKNOWN"


class ReplyOutcome(Word):
    """What became of a unit's reply."""

    DONE = "DONE"
    REFUSED = "REFUSED"
    UNKNOWN = "UNKNOWN"


class ClockKind(Word):
    """Only a DUTY turns black; what a citizen may do lapses, never overdue (correction 2)."""

    DUTY = "DUTY"
    RIGHT_WINDOW = "RIGHT_WINDOW"
    LEAD_TIME = "LEAD_TIME"
    PERIODIC = "PERIODIC"
    TECH = "TECH"
    UNKNOWN = "UNKNOWN"


class ClockLevel(Word):
    """Warning levels (spec/clocks 2)."""

    GREEN = "GREEN"
    BLUE = "BLUE"
    YELLOW = "YELLOW"
    RED = "RED"
    BLACK = "BLACK"
    UNKNOWN = "UNKNOWN"


class DayKind(Word):
    """What a notice on public holidays makes of a day."""

    HOLIDAY = "HOLIDAY"  # 休
    MAKEUP_WORKDAY = "MAKEUP_WORKDAY"  # 班
    UNKNOWN = "UNKNOWN"


class DeliveryMode(Word):
    """Modes of service by analogy with 民事诉讼法 87-95; SMS and phone are courtesy copies only."""

    DIRECT = "DIRECT"
    LEFT = "LEFT"
    ELECTRONIC = "ELECTRONIC"
    MAIL = "MAIL"
    PUBLIC = "PUBLIC"
    UNKNOWN = "UNKNOWN"


class Addressee(Word):
    """To whom a text goes: the petitioner, a unit, the office that sent the matter or one above it, the file."""

    PETITIONER = "PETITIONER"
    UNIT = "UNIT"
    OFFICE = "OFFICE"
    FILE = "FILE"
    UNKNOWN = "UNKNOWN"


class DossierKind(Word):
    """Kinds of dossiers [S4, domain 18]: of visits, and the three sets of letters."""

    FULL = "FULL"
    ORDINARY = "ORDINARY"
    LETTER_UPPER = "LETTER_UPPER"
    LETTER_LEADER = "LETTER_LEADER"
    LETTER_SELF = "LETTER_SELF"
    UNKNOWN = "UNKNOWN"


class DeliveryState(Word):
    """States of machine `delivery`."""

    SIGNED = "SIGNED"
    IN_SERVICE = "IN_SERVICE"
    FAILED = "FAILED"
    SERVED = "SERVED"
    UNDELIVERABLE = "UNDELIVERABLE"
    PUBLIC_NOTICE = "PUBLIC_NOTICE"
    VOIDED = "VOIDED"
    UNKNOWN = "UNKNOWN"


class TicketEnd(Word):
    """How a ticket of the hall ended: talked with, or gone before."""

    DONE = "DONE"
    LEFT = "LEFT"
    UNKNOWN = "UNKNOWN"


class CardObject(Word):
    """What the on-site card asks about: the registration window (R11), the receptionist's attitude (R12) [S1 6]."""

    REGISTRATION = "REGISTRATION"
    SERVICE_ATTITUDE = "SERVICE_ATTITUDE"
    UNKNOWN = "UNKNOWN"


class RepeatResult(Word):
    """What a person answers when an earlier item is laid beside this one (判重, spec/domain 3.2)."""

    NEW = "NEW"  # 另一件事
    REPEAT = "REPEAT"  # 重复件：同人同事
    NEW_FACTS = "NEW_FACTS"  # 同人，有新的事实
    UNKNOWN = "UNKNOWN"


class AttachmentRole(Word):
    """What a file is for what it is added to (spec/domain 3 and 16: letters keep stamp, postmark and envelope)."""

    SUBMITTED = "SUBMITTED"  # 随件材料
    MAIN = "MAIN"  # 主件
    ENVELOPE = "ENVELOPE"  # 信封
    RECORD = "RECORD"  # 笔录
    MANDATE = "MANDATE"  # 委托书
    PHOTO = "PHOTO"  # 现场照片
    PHOTO_AFTER = "PHOTO_AFTER"  # 处置后照片
    EVIDENCE = "EVIDENCE"  # 单位调查材料
    SEALED_PAPER = "SEALED_PAPER"  # 单位盖章文书
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


class LetterState(Word):
    """States of machine `letter`: the twelve steps of 办信 [S4 二]."""

    SIGNED_IN = "SIGNED_IN"
    OPENED = "OPENED"
    BOUND = "BOUND"
    ENTERED = "ENTERED"
    ENDORSED = "ENDORSED"
    TOLD = "TOLD"
    MODE_SET = "MODE_SET"
    FOLLOWED = "FOLLOWED"
    CHECKED = "CHECKED"
    REPLIED = "REPLIED"
    COUNTED = "COUNTED"
    BOUND_OVER = "BOUND_OVER"
    UNKNOWN = "UNKNOWN"


class LetterKind(Word):
    """How it came by post; a telegram or an express letter is opened at once [S4 二(一)]."""

    ORDINARY = "ORDINARY"
    REGISTERED = "REGISTERED"
    EXPRESS = "EXPRESS"
    TELEGRAM = "TELEGRAM"
    UNKNOWN = "UNKNOWN"


class LetterMode(Word):
    """办理基本方式 of a letter [S4 二(四)], and the written answer of the office itself [S4 一(二)3]."""

    REPORT_UP = "REPORT_UP"
    ASSIGN = "ASSIGN"
    FORWARD = "FORWARD"
    HOLD = "HOLD"
    CIRCULATE = "CIRCULATE"
    DIRECT_REPLY = "DIRECT_REPLY"
    UNKNOWN = "UNKNOWN"


class HoldReason(Word):
    """Why a letter is kept and not handled (暂存) [S4 二(四)4]."""

    RECHECKED = "RECHECKED"
    REPEAT_NO_ACTION = "REPEAT_NO_ACTION"
    NO_VALUE_OR_UNCLEAR = "NO_VALUE_OR_UNCLEAR"
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


class ValuableKind(Word):
    """What lay in an envelope and is nobody's to dispose of [S4 五(一)]."""

    MONEY = "MONEY"
    SECURITY = "SECURITY"
    PICTURE = "PICTURE"
    BOOK = "BOOK"
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


class ShelfState(Word):
    """Where a letter that is kept stands: on the shelf, taken down again, or destroyed under an approved list."""

    ON_SHELF = "ON_SHELF"
    TAKEN_DOWN = "TAKEN_DOWN"
    DESTROYED = "DESTROYED"
    UNKNOWN = "UNKNOWN"


class DestructionState(Word):
    """A list of shelved letters to be destroyed: proposed by one, approved by another, executed before two witnesses."""

    PROPOSED = "PROPOSED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    EXECUTED = "EXECUTED"
    UNKNOWN = "UNKNOWN"


class Application(Word):
    """What a petitioner may apply for after or during the handling [R22 28, 31, 35, 36]."""

    REVIEW = "REVIEW"
    RECHECK = "RECHECK"
    HEARING = "HEARING"
    RECUSAL = "RECUSAL"
    UNKNOWN = "UNKNOWN"


class Rated(Word):
    """Whom a petitioner rates, each apart (spec/domain 20)."""

    OFFICE = "OFFICE"
    UNIT = "UNIT"
    UNKNOWN = "UNKNOWN"


class Satisfaction(Word):
    """满意、基本满意、不满意: levels [GK]."""

    SATISFIED = "SATISFIED"
    FAIRLY_SATISFIED = "FAIRLY_SATISFIED"
    DISSATISFIED = "DISSATISFIED"
    UNKNOWN = "UNKNOWN"


class CodeKind(Word):
    """A query code reads; a one-time code acts, once (correction 4)."""

    QUERY = "QUERY"
    ONE_TIME = "ONE_TIME"
    UNKNOWN = "UNKNOWN"


class CodePurpose(Word):
    """What one one-time code is good for, and nothing else."""

    SUPPLEMENT = "SUPPLEMENT"
    WITHDRAW = "WITHDRAW"
    TAKE_BACK = "TAKE_BACK"
    EVALUATE = "EVALUATE"
    APPLY = "APPLY"
    LOST_CODE = "LOST_CODE"
    UNKNOWN = "UNKNOWN"


class QuickState(Word):
    """States of machine `quick_report` (corrections 17)."""

    SUBMITTED = "SUBMITTED"
    DISPATCHED = "DISPATCHED"
    DISPOSING = "DISPOSING"
    DONE = "DONE"
    CHECKED = "CHECKED"
    CLOSED = "CLOSED"
    CONVERTED = "CONVERTED"
    UNKNOWN = "UNKNOWN"


class QuickPhase(Word):
    """The four timed phases of a quick report (S2): 签收流转, 响应处置, 办结审核, 分析考评; C31."""

    SIGNING = "SIGNING"
    DISPOSING = "DISPOSING"
    CHECKING = "CHECKING"
    REVIEWING = "REVIEWING"
    UNKNOWN = "UNKNOWN"


class QuickRejectReason(Word):
    """Why a quick report is not worked on; its sender reads it."""

    SPAM = "SPAM"
    DUPLICATE = "DUPLICATE"
    NO_PLACE = "NO_PLACE"
    OTHER_COUNTY = "OTHER_COUNTY"
    UNKNOWN = "UNKNOWN"


class SessionState(Word):
    """States of machine `session` (spec/domain 10)."""

    PROPOSED = "PROPOSED"
    CONVENED = "CONVENED"
    MODE_SET = "MODE_SET"
    ALIGNED = "ALIGNED"
    RECEIVING = "RECEIVING"
    CONCLUDED = "CONCLUDED"
    RETURNING = "RETURNING"
    TRACKING = "TRACKING"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"
    UNKNOWN = "UNKNOWN"


class SessionTrigger(Word):
    """Why several units receive together [S3 6.1.1]."""

    COMPLEXITY = "COMPLEXITY"  # 情况复杂
    HEADCOUNT = "HEADCOUNT"  # 人数较多
    UNITS_INVOLVED = "UNITS_INVOLVED"  # 涉及多个单位
    UNKNOWN = "UNKNOWN"


class SessionMode(Word):
    """How people are received: 现场组织, 提前预约, 视频接访 [S3 6.1.3]."""

    ONSITE = "ONSITE"
    APPOINTMENT = "APPOINTMENT"
    VIDEO = "VIDEO"
    UNKNOWN = "UNKNOWN"


class ParticipantKind(Word):
    """Who is called to a joint session: 责任单位, 属地, 社会力量 (lawyer, psychologist, social worker) [S3 5]."""

    UNIT = "UNIT"
    LOCAL = "LOCAL"
    SOCIAL = "SOCIAL"
    UNKNOWN = "UNKNOWN"


class SupervisionState(Word):
    """States of machine `supervision` (spec/domain 8)."""

    OPEN = "OPEN"
    SENT = "SENT"
    ANSWERED = "ANSWERED"
    VERIFIED = "VERIFIED"
    CLOSED = "CLOSED"
    ESCALATED = "ESCALATED"
    REFERRED = "REFERRED"
    UNKNOWN = "UNKNOWN"


class SupervisionGround(Word):
    """Why a matter is supervised: R05 36, R22 40, and the occasions of spec/domain 8 (c) to (f)."""

    OVERDUE_NO_CAUSE = "OVERDUE_NO_CAUSE"  # 无正当理由未按期办结
    NO_FEEDBACK = "NO_FEEDBACK"  # 未按规定反馈结果
    WRONG_PROCEDURE = "WRONG_PROCEDURE"  # 未按程序办理
    EVASION = "EVASION"  # 推诿、敷衍、拖延
    NOT_EXECUTED = "NOT_EXECUTED"  # 不执行处理意见
    IMPROPER_ACCEPTANCE = "IMPROPER_ACCEPTANCE"  # 违规受理
    FRAUD = "FRAUD"  # 弄虚作假
    CLEARLY_ILLEGAL = "CLEARLY_ILLEGAL"  # 转送来的意见明显违法
    NOT_RECEIVED = "NOT_RECEIVED"  # 接待不当，重复来访
    LEADER_INSTRUCTION = "LEADER_INSTRUCTION"  # 领导批示
    DISSATISFIED = "DISSATISFIED"  # 回访不满意
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


class SupervisionLevel(Word):
    """The ladder: 催办, 督办, 重点督办, 挂牌督办 [S4 二(五)2; R22 39]."""

    REMINDER = "REMINDER"
    SUPERVISION = "SUPERVISION"
    KEY = "KEY"
    LISTED = "LISTED"
    UNKNOWN = "UNKNOWN"


class SupervisionForm(Word):
    """How it is put to the unit: 电话, 发函, 来人汇报或约谈, 派员实地 [S4 二(五)3]."""

    PHONE = "PHONE"
    LETTER = "LETTER"
    REPORT_IN = "REPORT_IN"
    ONSITE = "ONSITE"
    UNKNOWN = "UNKNOWN"


class RecommendationKind(Word):
    """What is recommended to whom: 改进工作, 完善政策, 追究责任 [R22 40]."""

    IMPROVE = "IMPROVE"
    POLICY = "POLICY"
    ACCOUNTABILITY = "ACCOUNTABILITY"
    UNKNOWN = "UNKNOWN"


class RecommendationState(Word):
    """States of machine `recommendation`; DRAFTED and DROPPED are ours [D]: who proposes does not approve."""

    DRAFTED = "DRAFTED"
    SENT = "SENT"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"
    DROPPED = "DROPPED"
    UNKNOWN = "UNKNOWN"
