"""What kind of thing a question asks for, and whether a quote holds one."""

import re
from functools import lru_cache

from bot.answering.cues import CUES
from corpus.questions import Asks
from index.words import fold

_MONTHS = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_NUMERALS = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quinze|seize|vingt|trente"
    "|quarante|cinquante|soixante|cents?|mille|millions?|milliards?|moitie|tiers|quart|double"
    "|dizaines?|centaines?|milliers?"
)
_DATE = re.compile(
    rf"\b(?:1\d{{3}}|20\d\d)\b|\b(?:{_MONTHS})\b|\bsiecles?\b|\bsemaine\b|\bav\. j|\b\d+ ?ans?\b"
)
_DURATION = re.compile(
    rf"\b(?:\d+|une?|plusieurs|quelques|{_NUMERALS}) (?:an|annee|mois|semaine)s?\b"
)
_NO_COUNT = re.compile(  # the numbers of days, years, articles and pages count nothing
    rf"\b(?:1er|\d\d?) (?:{_MONTHS})\b"
    rf"|\b(?:en|de|des|depuis|pour|avant|apres|fin|debut|annee|{_MONTHS}) (?:19|20)\d\d\b"
    r"|\b(?:articles?|pages?|covid)[ -]?\d+(?: et \d+)*"
)
_NUMBER = re.compile(rf"\d+|\b(?:{_NUMERALS})\b")
_MONEY = re.compile(
    r"[€$£]|\b(?:euros?|francs?|dollars?|livres?|couts?|prix|millions?|milliards?)\b"
)
_SHARE = re.compile(r"%|pour ?cent|moitie|\btiers\b|\bquart\b|majorite|proportion")
_REASON = re.compile(
    r"\b(?:car|parce que|afin|pour|en raison|grace a|a cause|puisque|du fait|permet\w*|suite a|but"
    r"|raisons?|causes?|par consequent|ainsi|faute d|consequence)\b"
)
_PHONE = re.compile(r"\b0\d(?:[ .]?\d\d){4}\b|\+\d\d[ .\d]{8,}")
_CONTACT = re.compile(rf"@|https?://|{_PHONE.pattern}|\b\d{{5}}\b|\b(?:rue|avenue|boulevard)\b")
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]{2,}")
_PLACE = re.compile(
    r"(?:\b(?:[àÀ]|[Ee]n|aux?|[Dd]ans|de|du|des|vers|sur|depuis|pour)\s(?:la |le |les |l['’])?"
    r"|[dl]['’])([A-ZÀ-Þ][\w-]+)"
)

_QUESTION_MARKS = ("?", "\u061f", "\uff1f")  # Latin, Arabic, Chinese

# The number of a date or sum asked about is in the question already; an answer brings another.
_NUMERIC = (Asks.COUNT, Asks.SUM, Asks.SHARE)


# Of the sources' own sentences, never of what people ask.
_folded = lru_cache(maxsize=20_000)(fold)


def asked(question: str, language: str) -> Asks | None:
    """What `question` asks for, by the cues of its language; None where no cue tells."""
    folded = fold(question)
    for kind, pattern in CUES.asks.get(language, ()):
        if pattern.search(folded):
            return kind
    return None


def is_question(text: str) -> bool:
    """Whether a sentence of a source itself asks."""
    return text.rstrip(' \u00a0\n»”"').endswith(_QUESTION_MARKS)


def signs(kind: Asks | None, quote: str, asked_about: str) -> tuple[float, float, float, float]:
    """How far `quote` holds what is asked, as four features of 0 or 1; `asked_about` is folded.

    In order: a date or number that the question lacks; the unit of money or share asked for; a
    name or place that the question lacks; a reason. A question's own words are no answer to it.
    """
    if kind is None:
        return (0.0, 0.0, 0.0, 0.0)
    folded = _folded(quote)
    number = unit = name = reason = False
    if kind in (Asks.DATE, Asks.DEADLINE):
        number = any(m.group() not in asked_about for m in _DATE.finditer(folded))
    elif kind in _NUMERIC:
        given = set(_NUMBER.findall(asked_about))
        number = any(m.group() not in given for m in _NUMBER.finditer(folded))
        unit = bool((_SHARE if kind is Asks.SHARE else _MONEY).search(folded))
        unit = unit and kind is not Asks.COUNT
    elif kind is Asks.PERSON:
        name = any(fold(m.group()) not in asked_about for m in _NAME.finditer(quote))
    elif kind is Asks.PLACE:
        name = any(fold(m.group(1)) not in asked_about for m in _PLACE.finditer(quote))
    elif kind is Asks.REASON:
        reason = bool(_REASON.search(folded))
    return (float(number), float(unit), float(name), float(reason))


def holds(kind: Asks | None, quote: str) -> bool:
    """Whether `quote` can answer a question of this kind; kinds without a sign always can.

    Stricter than `signs` on counts, where «2025» is no number of anything, and wider on dates:
    «en trois mois» answers «combien de temps ?».
    """
    folded = _folded(quote)
    match kind:
        case Asks.DATE | Asks.DEADLINE:
            return bool(_DATE.search(folded) or _DURATION.search(folded))
        case Asks.COUNT:
            return bool(_NUMBER.search(_NO_COUNT.sub(" ", folded)))
        case Asks.SUM:
            return bool(_NUMBER.search(folded) and _MONEY.search(folded))
        case Asks.SHARE:
            return bool(_NUMBER.search(folded) and _SHARE.search(folded))
        case Asks.CONTACT:
            return bool(_CONTACT.search(folded))
        case _:
            return True


def lacks(question: str, quote: str) -> bool:
    """Whether an address or a telephone number is asked for, and `quote` holds none."""
    asked_about, folded = fold(question), _folded(quote)
    if CUES.wanted["phone"].search(asked_about):
        return not _PHONE.search(folded)
    return bool(CUES.wanted["address"].search(asked_about)) and not _CONTACT.search(folded)
