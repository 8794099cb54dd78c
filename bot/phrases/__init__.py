"""Every sentence the bot says, one file a language, and how dates and counts are put in words."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.numbers import format_percent

FALLBACK = "fr"
_IN_DAYS, _IN_MONTHS = 2, 24  # months below which an age is told in days, in months


@dataclass(frozen=True, slots=True)
class Wording:
    """The phrases of one language."""

    language: str  # ISO 639-1
    phrases: Mapping[str, str] = field(repr=False)

    @property
    def mark(self) -> str:
        """What makes a line run from right to left though it may begin with a Latin name.

        "" for a language that runs from left to right.
        """
        return "\u200f" if Locale.parse(self.language).text_direction == "rtl" else ""

    def text(self, key: str, **values: object) -> str:
        """The phrase `key` with its placeholders filled in; KeyError when there is none."""
        return self.phrases[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The phrase `key_one`, `key_other` and so on, as the language counts `number`."""
        form = Locale.parse(self.language).plural_form(number)
        chosen = f"{key}_{form}"
        return self.text(
            chosen if chosen in self.phrases else f"{key}_other", number=number, **values
        )

    def share(self, share: float) -> str:
        """A share of 1 as the language writes it, «93 %»."""
        return format_percent(share, locale=self.language)

    def day(self, day: date) -> str:
        """A date in words, «1er février 2026»."""
        if self.language == "fr" and day.day == 1:
            return "1er " + format_date(day, "MMMM y", locale="fr")
        return format_date(day, "long", locale=self.language)

    def ago(self, past: date, today: date) -> str:
        """How long `past` is over on `today`: «il y a 45 jours», then whole months, then years."""
        months = 12 * (today.year - past.year) + today.month - past.month - (today.day < past.day)
        unit: Literal["day", "month", "year"] = "day"
        days = (today - past).days
        if months >= _IN_MONTHS:
            unit, days = "year", 365 * (months // 12)
        elif months >= _IN_DAYS:
            unit, days = "month", 30 * months
        return format_timedelta(
            -timedelta(days),
            granularity=unit,
            threshold=math.inf,  # in that unit and no other
            add_direction=True,
            locale=self.language,
        )

    def period(self, last: date, precision: str) -> str:
        """The period that ends on `last`: a day, «fin octobre 2026», «fin 2026»."""
        match precision:
            case "month":
                month = format_skeleton("yMMMM", last, locale=self.language)
                return self.text("end_of_month", month=month)
            case "year":
                return self.text("end_of_year", year=last.year)
            case "week":
                return self.text(
                    "week_of", first=self.day(last - timedelta(days=6)), last=self.day(last)
                )
            case _:
                return self.day(last)

    def days(self, days: Sequence[date]) -> str:
        """Several dates, «le 12 février 2026 et le 14 février 2026»."""
        written = [self.text("that_day", day=self.day(day)) for day in days]
        if len(written) < 2:
            return "".join(written)
        return self.text("and", first=", ".join(written[:-1]), last=written[-1])


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a file, the fallback first."""
    names = (each.name for each in files("bot.phrases").iterdir() if each.name.endswith(".toml"))
    codes = sorted(name.removesuffix(".toml") for name in names)
    return (FALLBACK, *(code for code in codes if code != FALLBACK))


@cache
def _read(language: str) -> Wording:
    return Wording(language, _phrases(f"{language}.toml"))


def _phrases(file: str) -> dict[str, str]:
    tables = tomllib.loads((files("bot.phrases") / file).read_text("utf-8"))
    return {key: said for table in tables.values() for key, said in table.items()}


def wording(language: str | None) -> Wording:
    """The phrases for a language tag («pt-BR»), in French where it has no file."""
    code = (language or "").partition("-")[0].lower()
    return _read(code if code in languages() else FALLBACK)


@cache
def moderators_wording() -> Wording:
    """The French phrases, and those that only moderators read."""
    own = _phrases(f"moderation/{FALLBACK}.toml")
    return Wording(FALLBACK, {**_read(FALLBACK).phrases, **own})
