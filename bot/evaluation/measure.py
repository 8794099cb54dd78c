"""Asks a file's questions, and measures the answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import Answer, Status, TimelineEntry
from bot.answering.assistant import Assistant
from bot.answering.spans import Span
from bot.evaluation.calibration import Calibration, Observation, calibration
from bot.evaluation.dates import DateCheck, checked
from bot.evaluation.intervals import Measured, measured
from bot.evaluation.questions import Asked, Expect
from bot.evaluation.retrieval import Relevance, Retrieval, retrieval
from bot.evaluation.rules import Reply, Rules, Verdict

_UNJUDGED = (Expect.NO_EMERGENCY, Expect.NONE_LISTED)  # nothing tells which quote would answer
_DECIDED = (Status.ANSWERED, Status.NOT_FOUND, Status.OUT_OF_SCOPE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question, its answer and what it is worth; `ranked` are the spans, best first."""

    asked: Asked
    reply: Reply
    verdict: Verdict
    ranked: tuple[Span, ...]
    timeline: tuple[TimelineEntry, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Share:
    """How many questions of a kind are right, by the first quote and by the first three."""

    kind: str
    count: int
    first: int
    third: int


@dataclass(frozen=True, slots=True)
class FileReport:
    """Everything measured on one question file."""

    name: str
    kinds: tuple[Share, ...]
    answerable: Share
    others: Share
    first: Measured  # answerable questions right by the first quote
    third: Measured
    right: Measured  # all questions
    quotes: int
    astray: int  # quotes that stand in no source
    median_quote: int  # characters of the first quote, over the answerable questions
    retrieval: Retrieval
    calibration: Calibration
    dates: DateCheck | None
    wrong: tuple[str, ...]  # ids of the questions not right by the first quote
    elsewhere: tuple[str, ...]  # ids of those that name a source which is not here


def rules_for(assistant: Assistant) -> Rules:
    """The rules for the sources that are answered from, read from their files as published."""
    texts = {}
    for document in assistant.documents:
        file = assistant.source_file(document.id)
        plain = file.suffix == ".txt" and file.exists()
        texts[document.id] = file.read_text("utf-8", "replace") if plain else document.text
    return Rules(texts, (term.short for term in assistant.snapshot.knowledge.terms))


def ask_all(
    assistant: Assistant, questions: Iterable[Asked], rules: Rules, today: date
) -> Iterator[Outcome]:
    """Ask in order, as of each question's day or `today`; a session is one conversation."""
    begun: set[str] = set()
    for asked in questions:
        if asked.session and asked.session not in begun:
            assistant.forget(asked.session)  # another file may have used the name
            begun.add(asked.session)
        ranked = assistant.ranked(asked.question, session=asked.session)
        answer = assistant.answer(asked.question, session=asked.session, today=asked.today or today)
        reply = reply_of(answer)
        yield Outcome(
            asked,
            reply,
            rules.verdict(asked, reply),
            ranked,
            answer.timeline,
            answer.confidence,
        )


def reply_of(answer: Answer) -> Reply:
    """What of an answer is judged."""
    return Reply(answer.status, answer.text, tuple(c.quote for c in answer.citations))


def report(
    name: str, outcomes: Sequence[Outcome], rules: Rules, relevance: Relevance
) -> FileReport:
    """Measure the answers to one file."""
    answerable = [each for each in outcomes if each.asked.answerable]
    quotes = [quote for each in outcomes for quote in each.reply.quotes]
    lengths = sorted(len(each.reply.quotes[0]) for each in answerable if each.reply.quotes)
    kinds = sorted({each.asked.kind for each in outcomes})
    return FileReport(
        name=name,
        kinds=tuple(_share(k, [each for each in outcomes if each.asked.kind == k]) for k in kinds),
        answerable=_share("answerable", answerable),
        others=_share("others", [each for each in outcomes if not each.asked.answerable]),
        first=measured([float(each.verdict.first) for each in answerable]),
        third=measured([float(each.verdict.third) for each in answerable]),
        right=measured([float(each.verdict.first) for each in outcomes]),
        quotes=len(quotes),
        astray=sum(rules.astray(quote) for quote in quotes),
        median_quote=lengths[len(lengths) // 2] if lengths else 0,
        retrieval=retrieval([relevance.ranking(each.asked, each.ranked) for each in answerable]),
        calibration=calibration([o for each in outcomes if (o := _observed(each, rules))]),
        dates=checked((each.asked, each.timeline) for each in outcomes),
        wrong=tuple(each.asked.id for each in outcomes if not each.verdict.first),
        elsewhere=tuple(
            each.asked.id
            for each in outcomes
            if each.asked.source and not rules.knows(each.asked.source)
        ),
    )


def _share(kind: str, outcomes: Sequence[Outcome]) -> Share:
    first = sum(each.verdict.first for each in outcomes)
    return Share(kind, len(outcomes), first, sum(each.verdict.third for each in outcomes))


def _observed(outcome: Outcome, rules: Rules) -> Observation | None:
    """Whether the best quote answers, shown as an answer or not; None where nobody can tell.

    Confidence is about that quote: a refusal should carry a low one.
    """
    asked, reply = outcome.asked, outcome.reply
    if reply.status not in _DECIDED or asked.expect in _UNJUDGED:
        return None
    best = next(iter(reply.quotes), None)
    gold = asked.expect in (Expect.ANSWERED, Expect.EITHER)
    answers = gold and best is not None and rules.holds(asked, best)
    return Observation(outcome.confidence, answers)
