"""Everything the bot would send for odd questions, held against Telegram's own rules.

    python -m benchmarks.telegram_messages [COUNT] [SEED] [CORPUS] [DATA]

Questions are words of the sources, emoji, Arabic, control characters and pastes of 4,000
characters. For each, what the bot shows is made as it makes it: the answer, the passage around
its quote, the buttons opened, the copy, the inline results, a dossier and the structures of a
place. The texts go through TDLib's own parser (`tests.botapi`), the keyboards and results
through the limits of the Bot API. Prints how many Telegram would refuse, and fails where any is.
"""

import datetime as dt
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.random_questions import ARABIC, questions
from bot.answering.assistant import Assistant
from bot.answering.pages import Subject
from bot.evaluation.stamp import stamp
from bot.phrases import languages, wording
from bot.telegram import inline, keyboards, pages, screens
from bot.telegram.formatted import Formatted
from bot.telegram.references import Place
from bot.telegram.screens import Screen
from bot.terminal.options import assistant_for, settings_for
from tests.botapi import richtext
from tests.botapi.keyboards import check_inline
from tests.botapi.queries import RESULT_ID_LIMIT, RESULT_LIMIT
from tests.botapi.refusal import RefusedError

TODAY = dt.date(2026, 11, 21)
USERNAME = "SecPaTestBot"
PASTE = 4000  # characters
CONTROLS = [chr(number) for number in (*range(32), 127, 0x200B, 0x202E, 0x2066, 0xFEFF, 0xFFFD)]


def main(count: str = "5000", seed: str = "1", corpus: str = "corpus", data: str = "var") -> int:
    """Make every message, try each, and print the figure; the exit status."""
    assistant = assistant_for(settings_for(Path(corpus), Path(data)))
    words = re.findall(r"\w+", " ".join(document.text for document in assistant.documents))
    tried, refused = Counter[str](), Counter[str]()
    for number, question in enumerate(odd_questions(words, int(count), int(seed))):
        language = languages()[number % len(languages())]
        for kind, attempt in messages(assistant, question, language, number):
            tried[kind] += 1
            try:
                check(attempt)
            except RefusedError as refusal:
                refused[f"{kind}: {refusal.description}"] += 1
    made = ", ".join(f"{kind} {times}" for kind, times in sorted(tried.items()))
    print(
        f"{count} odd questions (seed {seed}): {tried.total()} messages, {refused.total()} that "
        f"Telegram would refuse; {made} ({stamp()})"
    )
    for what, times in refused.most_common():
        print(f"  {times} × {what}")
    return int(refused.total() > 0)


def odd_questions(words: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """`count` questions: every tenth one a long paste, every seventh full of odd characters."""
    chance = random.Random(seed)
    for number, question in enumerate(questions(words, count, seed)):
        if number % 10 == 0:
            pool = ARABIC if number % 20 else words
            yield " ".join(chance.choices(pool, k=PASTE))[:PASTE]
        elif number % 7 == 0:
            yield "".join(chance.choice(CONTROLS) + letter for letter in question)
        else:
            yield question


def messages(
    assistant: Assistant, question: str, language: str, number: int
) -> Iterator[tuple[str, Screen | list[dict[str, Any]]]]:
    """What the bot may send for one question, by kind."""
    words = wording(language)
    chosen = language if number % 2 else None
    given = assistant.answer(question, session=None, today=TODAY, language=chosen)
    yield "answer", screens.answered(given, USERNAME)
    for citation in given.citations[:1]:
        place = Place(citation.document, citation.start, citation.end)
        reference = keyboards.reference_of(citation)
        yield "context", screens.context(assistant, place, reference, words, None)
        copied = screens.copied(place, words)
        others = [(keyboards.reference_of(each), each.document) for each in given.citations[1:3]]
        names = [reference, *(each for each, _ in others)]
        more = keyboards.more_keyboard(names, others, copied, words, USERNAME, followable=True)
        yield "copy", Screen(Formatted(copied), more)
        yield "quote", screens.quote(place, words, USERNAME)
    shown = question[:256]
    cited = assistant.cited(shown, inline.OFFERED, TODAY)
    results = inline.answers(cited, wording(cited.frame), USERNAME)[: inline.OFFERED]
    yield "inline", [result.to_dict() for result in results]
    if number % 10 == 0:
        yield from _pages(assistant, question, language)


def _pages(assistant: Assistant, about: str, language: str) -> Iterator[tuple[str, Screen]]:
    words = wording(language)
    there = assistant.structures_at(about[:200], TODAY, language)
    if there is not None:
        yield "structures", screens.answered(there, USERNAME)
    subject: Subject | None = assistant.subject(about[:200], words)
    if subject is None:
        yield "subjects", pages.subject_choice(assistant, words)
        return
    for number in range(4):
        yield "dossier", pages.dossier(assistant, subject, TODAY, words, number)
        yield "dates", pages.dates(assistant, TODAY, words, USERNAME, number)


def check(attempt: Screen | list[dict[str, Any]]) -> None:
    """RefusedError where Telegram would refuse it."""
    if isinstance(attempt, Screen):
        message = attempt.message
        entities = [each.to_dict() for each in message.entities]
        richtext.message_text(message.text, None, entities)
        check_inline(attempt.keyboard.to_dict() if attempt.keyboard else None)
        return
    ids = [result["id"] for result in attempt]
    if len(attempt) > RESULT_LIMIT or len(set(ids)) < len(ids):
        raise RefusedError(400, "RESULT_ID_DUPLICATE")
    for result in attempt:
        content = result["input_message_content"]
        if not 1 <= len(result["id"].encode()) <= RESULT_ID_LIMIT or not result["title"]:
            raise RefusedError(400, "RESULT_ID_INVALID")
        richtext.message_text(content["message_text"], None, content.get("entities"))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
