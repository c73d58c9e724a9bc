"""Dates in other digits and other calendars, written anew as the year, month and day that all know.

Decimal digits of any script, Chinese numerals, Japanese eras, the Persian solar year, the Buddhist year of
Thailand; of a date in two calendars the one that all know.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import cache

from summarizer.languages import alternatives, words

_DIGITS = re.compile(r"[^\x00-\x7f]")
_NUMERALS = "〇一二三四五六七八九"
_WRITTEN = re.compile(rf"([{_NUMERALS}零○]{{4}})年([{_NUMERALS}十]{{1,3}})月([{_NUMERALS}十]{{1,3}})日")
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,2}}|元)年")
_LEAP = (1, 5, 9, 13, 17, 22, 26, 30)
"""Leap years of the Persian cycle of 33."""
_EPOCH = date(1921, 3, 21), 1300
"""The first day of a Persian year."""
_GREGORIAN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BUDDHIST = re.compile(r"([\u0e01-\u0e5b]\s?)(?:พ\.ศ\.\s?)?(2[45]\d\d)(?!\d)")
"""Fits a year behind Thai letters, counted from the year 543 before ours."""
_OUR_ERA = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?م(?!\w)")
_TWICE = re.compile(r"(?<=[^\W\d_])\s?/\s?[^\W\d_]+(?=\s)")


def plain(line: str) -> str:
    """Return a line with its dates in the digits and the years of the Gregorian calendar."""
    if line.isascii():
        return line
    line = _DIGITS.sub(_digit, line)
    line = _WRITTEN.sub(lambda found: _chinese(*found.groups()), line)
    line = _ERA.sub(lambda found: f"{_ERAS[found[1]] + (1 if found[2] == '元' else int(found[2]))}年", line)
    line = _persian().sub(_from_persian, line)
    line = _BUDDHIST.sub(lambda found: f"{found[1]}{int(found[2]) - 543}", line)
    line = _OUR_ERA.sub(r"\1", line)
    line = _of_both_calendars(line)
    return _TWICE.sub("", line) if "/" in line and any(char.isdigit() for char in line) else line


def _of_both_calendars(line: str) -> str:
    """Return the half of "15 Muharram 1428, which is 3 February 2007" that is in the Gregorian calendar."""
    halves = _equals().split(line)
    known = [half for half in halves if _GREGORIAN.search(half)]
    return known[0].strip(" -–") if len(halves) == 2 and len(known) == 1 else line


@cache
def _equals() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(words('ar', 'calendar.equals'))})\b")


def _digit(found: re.Match[str]) -> str:
    value = unicodedata.decimal(found[0], None)
    return found[0] if value is None else str(value)


def _chinese(year: str, month: str, day: str) -> str:
    def number(written: str) -> int:
        tens, ten, ones = written.rpartition("十")
        return (_NUMERALS.index(tens) if tens else 1 if ten else 0) * 10 + (
            _NUMERALS.index(ones) if ones else 0
        )

    digits = "".join(str(_NUMERALS.index("〇" if each in "零○" else each)) for each in year)
    return f"{digits}年{number(month)}月{number(day)}日"


@cache
def _persian() -> re.Pattern[str]:
    names = alternatives(words("fa", "calendar.solar_months"))
    return re.compile(
        rf"(\d{{1,2}})\s+({names})(?:\s\w{{2,4}})?\s+(1[34]\d\d)|(1[34]\d\d)/(\d\d?)/(\d\d?)(?!\d)"
    )


def _from_persian(found: re.Match[str]) -> str:
    """Return an ISO date; months 1 to 6 have 31 days, 7 to 11 have 30."""
    if found[1]:
        day, month, year = (
            int(found[1]),
            words("fa", "calendar.solar_months").index(found[2]) + 1,
            int(found[3]),
        )
    else:
        year, month, day = int(found[4]), int(found[5]), int(found[6])
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return found[0]
    begin, first = _EPOCH
    cycles, rest = divmod(year - 1, 33)
    leaps = cycles * len(_LEAP) + sum(leap <= rest for leap in _LEAP)
    cycles, rest = divmod(first - 1, 33)
    before = cycles * len(_LEAP) + sum(leap <= rest for leap in _LEAP)
    days = 365 * (year - first) + leaps - before + 31 * min(month - 1, 6) + 30 * max(0, month - 7) + day - 1
    return (begin + timedelta(days)).isoformat()
