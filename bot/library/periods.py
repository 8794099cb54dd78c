"""Days, months and years named in a French sentence."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.claims import Precision
from index.words import fold

_MONTHS = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
)
_PERIOD = re.compile(
    rf"\b(?:(?:(?P<day>[0-3]?\d)(?:er)? +)?(?P<month>{'|'.join(_MONTHS)})(?: +(?P<of>20\d\d))?"
    r"|(?P<year>20\d\d))\b"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period that a sentence names, by its last day."""

    last: date
    precision: Precision


def periods(sentence: str, said_on: date | None) -> Iterator[Period]:
    """The periods that a sentence names; a month without a year is the next one after `said_on`."""
    for match in _PERIOD.finditer(fold(sentence)):
        if match["year"]:
            yield Period(date(int(match["year"]), 12, 31), Precision.YEAR)
            continue
        month = _MONTHS.index(match["month"]) + 1
        if match["of"]:
            year = int(match["of"])
        elif said_on is not None:
            year = said_on.year + (month < said_on.month)
        else:
            continue
        last = calendar.monthrange(year, month)[1]
        if match["day"] is None:
            yield Period(date(year, month, last), Precision.MONTH)
        elif 1 <= int(match["day"]) <= last:
            yield Period(date(year, month, int(match["day"])), Precision.DAY)
