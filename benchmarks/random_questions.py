"""Nonsense asked of the bot: every quote must still stand in its document, where it says.

    python -m benchmarks.random_questions [COUNT] [SEED] [CORPUS] [DATA]

Questions are words of the sources in any order, emoji, Arabic, punctuation and odd characters, some
of them in conversations. Each citation is held against the text that `secpa corpus show ID --text`
prints. Prints how many stand nowhere, and fails where any does.
"""

import datetime as dt
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.answering.citation import Citation
from bot.evaluation.stamp import stamp
from bot.terminal.options import assistant_for, settings_for

EMOJI = ["😀", "🏥", "❤️\u200d🔥", "👩🏽\u200d⚕️", "🇫🇷", "🙏", "💶", "❓"]
ARABIC = ["متى", "ينتهي", "تمويل", "المراكز", "الصحية", "؟", "أين", "من", "قرر", "هذا"]
MARKS = [*"?!…’\n\t\u200f\x00٪", "« »", "--", "<b>", "'; --", "{0}"]
LONGEST = 40  # pieces in a question


def main(count: str = "1000", seed: str = "1", corpus: str = "corpus", data: str = "var") -> int:
    """Ask, hold each quote against the printed text, and print the figure; the exit status."""
    assistant = assistant_for(settings_for(Path(corpus), Path(data)))
    texts = {document.id: _printed(document.id, corpus, data) for document in assistant.documents}
    words = re.findall(r"\w+", " ".join(texts.values()))
    quotes, astray, statuses = 0, 0, Counter[str]()
    for number, question in enumerate(questions(words, int(count), int(seed))):
        session = f"talk {number // 4}" if number % 8 < 4 else None
        answer = assistant.answer(question, session=session, today=dt.date(2026, 11, 21))
        statuses[answer.status] += 1
        quotes += len(answer.citations)
        astray += sum(not _stands(citation, texts) for citation in answer.citations)
    ended = ", ".join(f"{status} {times}" for status, times in statuses.most_common())
    print(
        f"{count} random questions (seed {seed}): {quotes} quotes, "
        f"{astray} that stand nowhere; {ended} ({stamp()})"
    )
    return int(astray > 0)


def questions(words: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """`count` questions, the same for the same words and seed."""
    chance = random.Random(seed)
    for _ in range(count):
        pieces = chance.choices(words, k=chance.randint(0, LONGEST))
        for kind in (EMOJI, ARABIC, MARKS):
            if chance.random() < 0.4:
                pieces += chance.choices(kind, k=chance.randint(1, 6))
        chance.shuffle(pieces)
        yield " ".join(pieces)


def _stands(citation: Citation, texts: dict[str, str]) -> bool:
    text = texts.get(citation.document.id, "")
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote


def _printed(document: str, corpus: str, data: str) -> str:
    """The text of a source as the command line prints it."""
    command = [sys.executable, "-m", "bot", "corpus", "show", document, "--text"]
    done = subprocess.run(
        [*command, "--corpus", corpus, "--data", data], capture_output=True, check=True
    )
    return done.stdout.decode().removesuffix("\n")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
