"""The command line, `secpa`."""

import io
import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from typer.exceptions import TyperException

from bot.settings import SettingsError
from bot.terminal import backup as backup_commands
from bot.terminal import chat as conversation
from bot.terminal import corpus as corpus_commands
from bot.terminal import evaluate as evaluation
from bot.terminal import index as index_commands
from bot.terminal import misuse, warming
from bot.terminal import shelf as shelf_commands
from bot.terminal.lines import answered_lines
from bot.terminal.options import (
    CorpusOption,
    DataOption,
    LanguageOption,
    TodayOption,
    assistant_for,
    day,
    errors,
    interactive,
    language,
    opened,
    settings_for,
    tell,
)
from bot.terminal.records import answer_record
from bot.terminal.shown import show
from corpus.errors import SecpaError

FAILED, MISUSED = 1, 2

app = typer.Typer(
    help="Des réponses citées mot pour mot, sur un petit ensemble de textes publics.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(index_commands.app, name="index")
backup_commands.register(app)
shelf_commands.register(corpus_commands.app)
app.add_typer(corpus_commands.app, name="corpus")


@app.command()
def run(corpus: CorpusOption = None, data: DataOption = None) -> None:
    """Démarrer le robot Telegram."""
    settings = settings_for(corpus, data)
    if settings.telegram_token is None:
        typer.echo(
            "Il manque SECPA_TELEGRAM_TOKEN : demandez un jeton à @BotFather, sur Telegram.\n"
            "Pour essayer sans compte ni jeton : secpa chat",
            err=True,
        )
        raise typer.Exit(MISUSED)
    from bot.library.apart import Apart
    from bot.telegram import heap
    from bot.telegram.app import run as run_telegram
    from bot.telegram.options import Options

    heap.share_one()
    assistant, library = opened(settings, mend=True)
    warming.begin(assistant)
    apart = Apart(settings.corpus_dir, settings.data_dir, settings.encoder)
    run_telegram(assistant, library, apart, Options.of(settings, settings.health_address))


@app.command()
def chat(corpus: CorpusOption = None, data: DataOption = None, today: TodayOption = None) -> None:
    """La même conversation dans le terminal, sans jeton."""
    as_of = day(today)
    assistant = assistant_for(settings_for(corpus, data))
    console = Console(highlight=False)
    conversation.converse(assistant, sys.stdin, console, as_of, prompt=interactive())


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="La question.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Un objet JSON.")] = False,
    as_lines: Annotated[
        bool, typer.Option("--jsonl", help="Des questions, une par ligne, sur l'entrée standard.")
    ] = False,
    today: TodayOption = None,
    lang: LanguageOption = None,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Répondre à une question."""
    as_of, spoken = day(today), language(lang)
    if as_lines == (question is not None):
        raise typer.BadParameter("Donnez une question, ou bien --jsonl.")
    assistant = assistant_for(settings_for(corpus, data))
    if as_lines:
        for line in answered_lines(assistant, sys.stdin, as_of, spoken):
            print(line, flush=True)
        return
    answer = assistant.answer(question or "", session=None, today=as_of, language=spoken)
    if as_json:
        print(json.dumps(answer_record(answer, None, None), ensure_ascii=False, indent=2))
    else:
        show(answer, Console(highlight=False))


@app.command("eval")
def evaluate(
    files: Annotated[
        list[Path], typer.Argument(metavar="FICHIER.jsonl", help="Des fichiers de questions.")
    ],
    json_path: Annotated[
        Path | None, typer.Option("--json", help="Où écrire les mesures, en JSON.")
    ] = None,
    report_path: Annotated[
        Path | None, typer.Option("--report", help="Où écrire les mesures, en Markdown.")
    ] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help="Montrer les questions sans bonne réponse.")
    ] = False,
    today: TodayOption = None,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Mesurer les réponses à des fichiers de questions."""
    as_of, asked = day(today), evaluation.read_files(files)
    assistant = assistant_for(settings_for(corpus, data))
    results = evaluation.evaluate(assistant, asked, as_of, errors, misses)
    evaluation.write(results, json_path, report_path)


def main() -> None:
    """Run the command line; an error is one sentence, with a traceback only for `--debug`."""
    for stream in (sys.stdin, sys.stdout):  # bytes or half characters that are no text stop nothing
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    debug = "--debug" in sys.argv
    sys.argv = [argument for argument in sys.argv if argument != "--debug"]
    try:
        status = app(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(status)
    except TyperException as error:
        if str(error):  # else its help was shown
            tell(misuse.told(error))
        sys.exit(MISUSED)
    except typer.Abort:  # the input ended where an answer was awaited
        sys.exit(FAILED)
    except SecpaError as error:
        if debug:
            raise
        tell(str(error))
        sys.exit(MISUSED if isinstance(error, SettingsError) else FAILED)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away: nothing is left to say, and to no one
        sys.exit(FAILED)
    except OSError as error:
        if debug:
            raise
        where = f" ({error.filename})" if error.filename else ""
        tell(
            f"Le système refuse : {error.strerror or error}{where} ; voyez la place sur le disque "
            "et les droits, puis recommencez."
        )
        with Path(os.devnull).open("wb") as nowhere:  # what could not be written is not tried again
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
