"""`secpa eval`: question files in, their score table out, and as JSON and Markdown on demand."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import track

from bot.answering.assistant import Assistant
from bot.evaluation.errors import EvaluationError
from bot.evaluation.measure import FileReport, Outcome, ask_all, report, rules_for
from bot.evaluation.questions import Asked, read_questions
from bot.evaluation.report import Results, as_json, markdown, placed, terminal_lines
from bot.evaluation.retrieval import Relevance
from bot.evaluation.rules import Rules
from bot.evaluation.stamp import stamp


def evaluate(
    assistant: Assistant,
    files: Sequence[tuple[Path, tuple[Asked, ...]]],
    today: dt.date,
    console: Console,
    misses: bool = False,
) -> Results:
    """Ask every file's questions and print its table as soon as it is measured.

    Progress goes to `console` where a person looks at it.
    """
    rules = rules_for(assistant)
    relevance = Relevance(assistant.snapshot, rules)
    reports: list[FileReport] = []
    for path, questions in files:
        outcomes = _answered(assistant, questions, rules, today, console)
        reports.append(report(path.name, outcomes, rules, relevance))
        typer.echo(f"\n{path.name}" if reports[1:] else path.name)
        for line in (*(_missed(outcomes) if misses else ()), *terminal_lines(reports[-1])):
            typer.echo(line)
    return Results(stamp(), assistant.snapshot_id, tuple(reports))


def read_files(paths: Sequence[Path]) -> list[tuple[Path, tuple[Asked, ...]]]:
    """Every file's questions; all are read before the first is asked."""
    return [(path, read_questions(path)) for path in paths]


def write(results: Results, json_path: Path | None, report_path: Path | None) -> None:
    """Write the results where they were asked for.

    Raises:
        EvaluationError: a file cannot be written.
    """
    if json_path:
        _write(json_path, as_json(results))
    if report_path:
        before = report_path.read_text("utf-8") if report_path.exists() else ""
        _write(report_path, placed(before, markdown(results)))


def _answered(
    assistant: Assistant,
    questions: Sequence[Asked],
    rules: Rules,
    today: dt.date,
    console: Console,
) -> list[Outcome]:
    asking = ask_all(assistant, questions, rules, today)
    shown = track(
        asking,
        "Questions",
        total=len(questions),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    return list(shown)


def _missed(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line for each question that is not right by the first quote, what came instead."""
    for each in outcomes:
        if not each.verdict.first:
            came = next(iter(each.reply.quotes), each.reply.text)[:150].replace("\n", " ")
            near = " (in the first three)" if each.verdict.third else ""
            about = f"{each.asked.id} {each.asked.kind} | {each.asked.question}"
            yield f"{about} -> {each.reply.status} | {came}{near}"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise EvaluationError(
            f"{path} ne peut pas être écrit ({error.strerror}) ; choisissez un autre chemin."
        ) from error
