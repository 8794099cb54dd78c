"""Answers on other texts: questions on encyclopedia passages, a bare corpus of `.txt` files.

    python -m benchmarks.piaf PIAF.json [DATA]

The file (PIAF v1.0, Etalab) holds `passages` (id, text) and `questions` (question, passage,
answers as they stand in it). All passages are indexed together; DATA lends its unpacked model.
Citations count whatever the status; fragments compare folded, as in `secpa eval`.
"""

import datetime as dt
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.answering.answer import Answer, Status
from bot.answering.assistant import Assistant
from bot.evaluation.intervals import measured
from bot.evaluation.rules import folded
from bot.evaluation.stamp import stamp
from index.build import build
from index.encoder import BUNDLED, load_encoder


@dataclass(frozen=True, slots=True)
class Row:
    """How one question went."""

    passage: bool  # the first citation stands in the right one
    first: bool  # the first quote holds the annotated answer
    third: bool  # one of the first three does
    answered: bool
    length: int  # of the first quote, in characters
    milliseconds: float


def main(path: str, data: str = "var") -> None:
    """Index the passages, ask the questions and print the figures."""
    piaf = json.loads(Path(path).read_text("utf-8"))
    encoder = load_encoder(BUNDLED, Path(data))
    with tempfile.TemporaryDirectory() as place:
        corpus, made = Path(place) / "corpus", Path(place) / "data"
        corpus.mkdir()
        for passage in piaf["passages"]:
            (corpus / f"{passage['id']}.txt").write_text(passage["text"], "utf-8")
        build(corpus, made, encoder)
        assistant = Assistant(made, corpus, encoder)
        rows = [
            _row(
                assistant.answer(asked["question"], session=None, today=dt.date.today()),
                asked["passage"],
                asked["answers"],
            )
            for asked in piaf["questions"]
        ]
        indexed = len(assistant.documents)
    print(f"{len(rows)} questions on {indexed} passages ({stamp()})")
    for name, values in (
        ("first citation in the right passage", [row.passage for row in rows]),
        ("first quote holds the annotated answer", [row.first for row in rows]),
        ("one of the first three quotes does", [row.third for row in rows]),
        ("given as answered", [row.answered for row in rows]),
    ):
        value = measured([float(each) for each in values])
        print(f"{name}: {value.mean:.3f} [{value.low:.3f}, {value.high:.3f}]")
    print(f"median first quote: {median(row.length for row in rows):.0f} characters")
    print(f"a question: {sum(row.milliseconds for row in rows) / len(rows):.1f} ms")


def _row(answer: Answer, passage: str, answers: list[str]) -> Row:
    quotes = [citation.quote for citation in answer.citations]
    held = [any(folded(each) in folded(quote) for each in answers) for quote in quotes[:3]]
    return Row(
        passage=bool(quotes) and answer.citations[0].document.id == passage,
        first=any(held[:1]),
        third=any(held),
        answered=answer.status is Status.ANSWERED,
        length=len(quotes[0]) if quotes else 0,
        milliseconds=answer.elapsed_ms,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
