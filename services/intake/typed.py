"""What is typed into single fields of a form, checked one by one: phones, e-mail, USCC, ethnic groups. Errors say the way out."""

from __future__ import annotations

import re
import unicodedata

from stdnum.cn import uscc

from services.intake.tables import tables

_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_LANDLINE = re.compile(r"^0\d{2,3}-?\d{7,8}$")
_EXTENSION = re.compile(r"^(.*?)(?:转|ext\.?|x|#)(\d{1,6})$", re.IGNORECASE)
_EMAIL = re.compile(r"^[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}$")
# GB 32100-2015: department and kind (letters for collectives and the army, which stdnum does not know), place, organisation.
_USCC = re.compile(r"^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$")


def checked_phone(given: str) -> str:
    """A mobile, a landline with its area code, or a foreign number with its country's; the error says what is missing.

    The answer has one form for one number: eleven digits, 0775-2830016, +16502530000; a person is found again by it.
    """
    number = unicodedata.normalize("NFKC", given).strip()
    mobile = re.sub(r"[\s-]", "", number.removeprefix("+86").removeprefix("0086"))
    if not number or _MOBILE.match(mobile):
        return mobile if number else ""
    if number.startswith(("+", "00")):
        return _foreign(number)
    extended = _EXTENSION.match(number)
    line, extension = (extended[1], f"转{extended[2]}") if extended else (number, "")
    line = re.sub(r"[\s()]", "", line)
    if _LANDLINE.match(line):
        return _landline(line) + extension
    if line.startswith("400") and re.fullmatch(r"400-?\d{3}-?\d{4}", line):
        return line.replace("-", "") + extension
    if mobile.startswith("1") and mobile.isdigit() and len(mobile) != 11:
        gap = 11 - len(mobile)
        said = f"手机号少 {gap} 位。请补足 11 位" if gap > 0 else f"手机号多 {-gap} 位。手机号为 11 位"
        raise ValueError(f"{said}；座机请写区号，如 0775-2830016。")
    raise ValueError("电话看不出是手机还是座机。手机为 11 位；座机请写区号，如 0775-2830016。")


def _landline(line: str) -> str:
    """With a hyphen behind the area code, where the numbering plan knows it."""
    import phonenumbers  # heavy, and most numbers are mobiles

    digits = line.replace("-", "")
    number = phonenumbers.parse(digits, "CN")
    area = (
        phonenumbers.length_of_geographical_area_code(number) if phonenumbers.is_valid_number(number) else 0
    )
    if area:
        return f"{digits[: area + 1]}-{digits[area + 1 :]}"
    return line


def _foreign(number: str) -> str:
    import phonenumbers

    international = f"+{number[2:]}" if number.startswith("00") else number
    try:
        parsed = phonenumbers.parse(international, None)
    except phonenumbers.NumberParseException:
        raise ValueError("境外电话请写“+国家代码+号码”，如 +85223456789。") from None
    if not phonenumbers.is_valid_number(parsed):
        raise ValueError("境外电话的位数或国家代码不对。请写“+国家代码+号码”，如 +85223456789。")
    if parsed.country_code == 86:
        return _landline(f"0{parsed.national_number}")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def checked_email(given: str) -> str:
    address = given.strip()
    if address and not _EMAIL.match(address):
        raise ValueError("电子邮箱不完整。应像 name@example.com；没有可不填。")
    return address


def checked_uscc(given: str) -> str:
    """统一社会信用代码 (GB 32100): eighteen characters, the last a check of the others."""
    code = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", given)).upper()
    if not code:
        return ""
    if len(code) != 18:
        gap = len(code) - 18
        said = f"多 {gap} 位" if gap > 0 else f"少 {-gap} 位"
        raise ValueError(f"统一社会信用代码{said}。代码为 18 位，请照营业执照或登记证书抄写；没有可不填。")
    if not _USCC.match(code):
        raise ValueError("统一社会信用代码第 3 到 8 位应为数字，全部不用字母 I、O、S、V、Z。请照证照核对。")
    if uscc.calc_check_digit(code) != code[-1]:
        raise ValueError("统一社会信用代码末位校验不符，多半抄错一位。请照营业执照或登记证书核对。")
    return code


def checked_ethnicity(given: str) -> str:
    """The code of an ethnic group (GB/T 3304), from the code or the name as on the identity card."""
    groups = tables().ethnic_groups
    if not given or given in groups:
        return given
    named = next((code for code, name in groups.items() if given in (name, name.removesuffix("族"))), None)
    if named is None:
        raise ValueError("没有这个民族。请照身份证填写，如“壮族”，或用 GB/T 3304 代码。")
    return named
