"""A day as a person writes it: «9 février 2026», «09/02/2026», «2026-02-09»."""

import re
from datetime import date

from bot.library.periods import periods
from corpus.claims import Precision

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_FRENCH = re.compile(r"(?P<day>\d{1,2})[/. -](?P<month>\d{1,2})[/. -](?P<year>\d{4})")


def read_day(said: str) -> date | None:
    """The day that `said` names with its year, None where it names none."""
    said = said.strip()
    for form in (_ISO, _FRENCH):
        if match := form.fullmatch(said):
            try:
                return date(*(int(match[part]) for part in ("year", "month", "day")))
            except ValueError:
                return None
    named = [each for each in periods(said, None) if each.precision is Precision.DAY]
    return named[0].last if len(named) == 1 else None
