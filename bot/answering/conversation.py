"""What was asked before, for questions that lean on it: «et à Marseille ?», «et le collectif ?»."""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.answering.cues import CUES
from index.words import STOPWORDS, fold, words

SESSIONS = 2_000  # conversations kept, the least recent forgotten first
KEPT = 3600.0  # seconds that the last turn of a conversation is kept
SHORT = 7  # words that a question has at most which leans on the one before
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Turn:
    """The question that the next one may lean on, whether about a place, and what it was told."""

    question: str
    placed: bool
    document: str = ""  # the id of the source quoted first, "" where none was
    quote: str = ""


class Conversations:
    """The last turn of each session, in memory only and for an hour; safe between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._turns: OrderedDict[str, tuple[float, Turn]] = OrderedDict()  # the oldest first
        self._lock = threading.Lock()

    def last(self, session: str | None) -> Turn | None:
        self.drop_old()
        with self._lock:
            kept = self._turns.get(session) if session else None
            return kept[1] if kept else None

    def keep(self, session: str | None, turn: Turn) -> None:
        if not session:
            return
        with self._lock:
            self._turns[session] = (self._clock(), turn)
            self._turns.move_to_end(session)
            while len(self._turns) > SESSIONS:
                self._turns.popitem(last=False)

    def drop_old(self) -> None:
        """Forget the turns that are over an hour old."""
        oldest = self._clock() - KEPT
        with self._lock:
            while self._turns and next(iter(self._turns.values()))[0] < oldest:
                self._turns.popitem(last=False)

    def forget(self, session: str) -> None:
        with self._lock:
            self._turns.pop(session, None)


def is_short(question: str) -> bool:
    """Whether a question may lean on the one before; a longer one says all itself."""
    return len(words(question)) <= SHORT


def leans(question: str, language: str) -> bool:
    """Whether a question is only understood with the one before it."""
    folded = _bare(question)
    opening = any(
        folded == cue
        or folded.startswith(f"{cue} ")
        or (language == "zh" and folded.startswith(cue))
        for cue in CUES.follow.get(language, ())
    )
    content = [w for w in words(question) if w not in STOPWORDS and len(w) > 2]
    return is_short(question) and (opening or possesses(question, language) or not content)


def possesses(question: str, language: str) -> bool:
    """Whether a question says no more than whose something is: «son adresse ?»."""
    said = _bare(question).split()
    return 1 < len(said) <= 3 and said[0] in CUES.possessive.get(language, ())


def asks_who_says(question: str, language: str) -> bool:
    """Whether a question is about who said what was quoted, or when: «qui dit ça ?»."""
    asked = CUES.again.get(language)
    return bool(asked and asked.fullmatch(_bare(question)))


def dated(question: str, languages: Iterable[str], before: Turn) -> str:
    """«Et après ?» as «et après 2026 ?», where that was the last year quoted; else `question`."""
    years = _YEAR.findall(before.quote)
    for asked, said in (CUES.afterwards[code] for code in languages if code in CUES.afterwards):
        if years and asked.fullmatch(_bare(question)):
            return said.format(year=max(years))
    return question


def _bare(question: str) -> str:
    """A question without accents, capitals and the marks around it."""
    return " ".join(fold(question).strip(' ?!.…¿؟？。،«»"').split())
