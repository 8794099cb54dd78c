"""Questions that flow to a running bot at their own times, and what became of each."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from bot.answering.conversation import leans
from bot.answering.language import DEFAULT, detect
from bot.phrases import languages, wording
from corpus.knowledge import Knowledge
from tests.botapi import BotApi, Person
from tests.botapi.server import Call

_PASSING = {wording(code).text("one_moment") for code in languages()}


def whole_questions(knowledge: Knowledge) -> list[str]:
    """Known questions in French that lean on no other."""
    every = [question for entry in knowledge.expected for question in entry.questions]
    return [q for q in every if detect(q) == DEFAULT and not leans(q, DEFAULT)]


@dataclass(slots=True)
class Asked:
    """A question, and when it was there to be fetched."""

    person: Person
    text: str
    at: float  # monotonic seconds


def at_their_times(
    asks: Iterable[Callable[[], Asked]], rate: float, seconds: float
) -> Iterator[Asked]:
    """Ask `rate` a second for `seconds`, each at its time whatever became of the ones before."""
    began = time.monotonic()
    for number, ask in enumerate(asks):
        due = number / rate
        if due >= seconds:
            return
        time.sleep(max(0.0, began + due - time.monotonic()))
        yield ask()


def ask(person: Person, text: str) -> Asked:
    """Ask one question in private."""
    at = time.monotonic()
    person.says(text)
    return Asked(person, text, at)


def said(api: BotApi) -> dict[int, list[Call]]:
    """The messages that reached each chat, but those that ask for patience."""
    found: dict[int, list[Call]] = defaultdict(list)
    with api.lock:
        calls = list(api.calls)
    for call in calls:
        if call.method == "sendmessage" and not call.refused and call.args["text"] not in _PASSING:
            found[call.args["chat_id"]].append(call)
    return found


class Flow:
    """Someone new asks something every `1 / rate` seconds, in a thread, until the block ends."""

    def __init__(self, api: BotApi, questions: Sequence[str], rate: float = 5.0) -> None:
        self._api = api
        self._questions = cycle(questions)
        self._rate = rate
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self.asked: list[Asked] = []

    def __enter__(self) -> "Flow":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._ended.is_set():
            self.asked.append(ask(Person(self._api), next(self._questions)))
            self._ended.wait(1 / self._rate)

    def settled(self, patience: float) -> None:
        """Wait until all are answered, or for `patience` seconds."""
        end = time.monotonic() + patience
        while self.lost() and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(0.5)  # for what may be said twice

    def lost(self) -> int:
        """Questions without an answer."""
        answers = said(self._api)
        return sum(not answers[asked.person.id] for asked in self.asked)

    def repeats(self) -> int:
        """Answers more than one to a question."""
        answers = said(self._api)
        return sum(max(0, len(answers[asked.person.id]) - 1) for asked in self.asked)

    def slowest(self) -> float:
        """Seconds that the slowest answer took."""
        answers = said(self._api)
        return max(answers[each.person.id][0].at - each.at for each in self.asked)
