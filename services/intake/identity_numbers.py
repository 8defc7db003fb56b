"""Is this identity number right, and what does it tell: GB 11643 by python-stdnum; only what is impossible is refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

from lianjie_contracts.vocabulary import IdType

OLDEST = 130  # years
_OTHER = re.compile(r"^[A-Z0-9()（）-]{5,20}$")
_NUMBERED = (IdType.RESIDENT, IdType.TEMPORARY, IdType.HOUSEHOLD, IdType.OLD_RESIDENT)


@dataclass(frozen=True, slots=True)
class IdentityCheck:
    """`because` says what is wrong and how to mend it. `number` is the form by which a person is found again."""

    ok: bool
    number: str = ""
    because: str | None = None
    gender: str | None = None
    birth_on: date | None = None
    age: int | None = None
    warnings: tuple[str, ...] = ()


def check(id_type: IdType, given: str, today: date) -> IdentityCheck:
    """Check a number of any document type (spec/domain 3.1)."""
    number = "".join(unicodedata.normalize("NFKC", given).split()).upper()  # full-width digits are digits
    if id_type not in _NUMBERED:
        if _OTHER.match(number):
            return IdentityCheck(True, number)
        return IdentityCheck(False, because="证件号码只用字母和数字，5 到 20 位。请照证件抄写。")
    if len(number) == 15 and number.isdecimal():
        return _old(number, today)
    return _resident(number, today)


def _resident(number: str, today: date) -> IdentityCheck:
    if len(number) != 18:
        gap = len(number) - 18
        said = f"多 {gap} 位" if gap > 0 else f"少 {-gap} 位"
        return IdentityCheck(
            False, because=f"身份证号码{said}。居民身份证为 18 位，老证为 15 位；没有带证请勾“证件暂缺”。"
        )
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return IdentityCheck(False, because="身份证号码前 17 位应为数字，末位为数字或 X。")
    try:
        birth_on = ric.get_birth_date(number)
    except (InvalidComponent, ValidationError):
        return IdentityCheck(False, because="身份证号码第 7 到 14 位不是有效的出生日期。请核对证件。")
    if not birth_on <= today <= birth_on.replace(year=birth_on.year + OLDEST, day=min(birth_on.day, 28)):
        return IdentityCheck(False, because="身份证号码里的出生日期不可能。请核对第 7 到 14 位。")
    try:
        ric.validate(number)
    except InvalidChecksum:
        return IdentityCheck(False, because="身份证号码末位校验不符，多半抄错一位。请照证件核对。")
    except (InvalidComponent, ValidationError, KeyError):  # KeyError: a known province, an unknown county
        return _told(number, birth_on, today, ("号码前 6 位不在现行行政区划表中，可能是老区划，已照收。",))
    return _told(number, birth_on, today, ())


def _old(number: str, today: date) -> IdentityCheck:
    """Fifteen digits, given until 1999: no check digit, so accept, convert and say so."""
    longer = f"{number[:6]}19{number[6:]}"
    full = longer + ric.calc_check_digit(longer + "?")  # it leaves out the last character, whatever it is
    checked = _resident(full, today)
    if not checked.ok:
        return IdentityCheck(False, because="15 位老身份证的第 7 到 12 位不是有效的出生日期。请核对证件。")
    warnings = ("15 位老身份证没有校验位，请照证件再核对一遍。", *checked.warnings)
    return IdentityCheck(True, full, None, checked.gender, checked.birth_on, checked.age, warnings)


def _told(number: str, birth_on: date, today: date, warnings: tuple[str, ...]) -> IdentityCheck:
    age = today.year - birth_on.year - ((today.month, today.day) < (birth_on.month, birth_on.day))
    return IdentityCheck(True, number, None, "男" if int(number[16]) % 2 else "女", birth_on, age, warnings)
