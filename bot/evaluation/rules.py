"""When an answer is right: fragments of the sources in its first quotes, or the right refusal."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.answer import Status
from bot.evaluation.questions import Asked, Expect

_REFUSED = (Status.NOT_FOUND, Status.OUT_OF_SCOPE)
_ORDINARY = (Status.ANSWERED, *_REFUSED, Status.HELP)
# How an answer says, folded, that none is named; a term of the lexicon may follow «aucune» too.
_NONE = (
    "aucunestructure|aucunedesstructures|aucunedes2|nommeaucune|nommentaucune"
    "|nennommepas|nennommentpas|nyfigurepas|pasdestructure"
)


@lru_cache(maxsize=20_000)  # the same sentences are looked at for every question
def folded(text: str) -> str:
    """Letters and digits alone, lower case, without accents; «œ» as «oe»."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", text) if c.isalnum())


@dataclass(frozen=True, slots=True)
class Reply:
    """What of an answer is judged; quotes come best first."""

    status: Status
    text: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Right by the first quote, and by the first three; the same where no quote is expected."""

    first: bool
    third: bool


class Rules:
    """The rules, for one set of sources."""

    def __init__(self, sources: Mapping[str, str], terms: Iterable[str] = ()) -> None:
        """`sources`: text by id, as published; `terms`: short names of what may be listed."""
        self._sources = {id_: folded(text) for id_, text in sources.items()}
        names = [re.escape(name) for term in terms if (name := folded(term))]
        self._none = re.compile("|".join([_NONE, *(f"aucune{name}" for name in names)]))

    def knows(self, source: str) -> bool:
        """Whether the id of some source begins so."""
        return any(id_.startswith(source) for id_ in self._sources)

    def stands(self, quote: str, source: str = "") -> bool:
        """Whether a quote stands in a source whose id begins with `source`."""
        text = folded(quote)
        return any(text in s for id_, s in self._sources.items() if id_.startswith(source))

    def astray(self, quote: str) -> bool:
        """Whether a quote is empty or stands in no source."""
        return not folded(quote) or not self.stands(quote)

    def verdict(self, asked: Asked, reply: Reply) -> Verdict:
        """Judge one answer."""
        match asked.expect:
            case Expect.ANSWERED:
                return Verdict(self._hit(asked, reply, 1), self._hit(asked, reply, 3))
            case Expect.ABSTAINED:
                right = reply.status in _REFUSED
            case Expect.HELP:
                right = reply.status is Status.HELP
            case Expect.EMERGENCY:
                number = re.search(rf"\b({asked.number})\b", reply.text)
                right = reply.status is Status.EMERGENCY and bool(number)
            case Expect.NO_EMERGENCY:
                right = reply.status in _ORDINARY
            case Expect.NONE_LISTED:
                none = reply.status is Status.ANSWERED and self._none.search(folded(reply.text))
                right = reply.status is Status.NOT_FOUND or bool(none)
            case Expect.EITHER:
                right = reply.status is Status.NOT_FOUND or self._hit(asked, reply, 1)
        return Verdict(right, right)

    def holds(self, asked: Asked, quote: str) -> bool:
        """Whether a quote holds gold, from the source asked for."""
        text = folded(quote)
        here = not asked.source or not self.knows(asked.source) or self.stands(quote, asked.source)
        return here and any(folded(fragment) in text for fragment in asked.gold)

    def _hit(self, asked: Asked, reply: Reply, count: int) -> bool:
        """Gold in the first `count` quotes, and all else that is asked of the answer."""
        if reply.status is not Status.ANSWERED:
            return False
        counted, shown = reply.quotes[:count], reply.quotes[:3]
        return (
            any(self.holds(asked, quote) for quote in counted)
            and _all_in(asked.all_of, (reply.text, *shown))
            and _all_in(asked.answer_has, (reply.text, *counted))
        )


def _all_in(fragments: Iterable[str], texts: Iterable[str]) -> bool:
    places = [folded(text) for text in texts]
    return all(any(folded(fragment) in place for place in places) for fragment in fragments)
