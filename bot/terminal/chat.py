"""The conversation in a terminal, or over a pipe: the same answers as on Telegram."""

import datetime as dt
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.answering.answer import Answer
from bot.answering.assistant import Assistant
from bot.answering.layout import source_line
from bot.phrases import wording

_SESSION = "chat"
_LEAVE = frozenset({"/quitter", "/exit", "/quit", "/q"})
_HELP = frozenset({"/aide", "/start", "/help"})
_SOURCES = frozenset({"/sources"})
_PRIVACY = frozenset({"/confidentialite", "/privacy"})


def converse(
    assistant: Assistant, lines: Iterable[str], console: Console, today: dt.date, prompt: bool
) -> None:
    """Answer each line until the input ends or the person leaves."""
    if prompt:
        console.print(wording("fr").text("chat_welcome"), style="dim")
        console.print("» ", end="")
    for line in lines:
        said = line.strip()
        if said.lower() in _LEAVE:
            return
        if said:
            reply(assistant, said, console, today)
        if prompt:
            console.print("» ", end="")
        sys.stdout.flush()


def reply(assistant: Assistant, said: str, console: Console, today: dt.date) -> None:
    """Answer one line: a command of the conversation, or a question."""
    words, command = wording("fr"), said.lower().split()[0]
    if command in _SOURCES:
        console.print(sources(assistant))
    elif command in _HELP:
        count = words.count("sources", len(assistant.documents))
        console.print(f"{words.text('greeting', sources=count)}\n{words.text('chat_commands')}\n")
    elif command in _PRIVACY:
        console.print(words.text("chat_privacy") + "\n")
    elif command.startswith("/"):
        console.print(words.text("chat_unknown") + "\n")
    else:
        show(assistant.answer(said, session=_SESSION, today=today), console)


def show(answer: Answer, console: Console) -> None:
    """An answer for a person: laid out with colour on a terminal, as plain text elsewhere."""
    if not console.is_terminal:
        console.print(answer.text + "\n", markup=False, highlight=False, soft_wrap=True)
        return
    words = wording(answer.language)
    console.print()
    console.print(Text(answer.subject, style="bold"))
    for line in answer.lead:
        console.print(Text(line))
    for place, citation in enumerate(c for c in answer.citations if c.number in answer.shown):
        console.print()
        console.print(Padding(Text(f"« {citation.quote} »", style="cyan"), (0, 2)))
        console.print(Padding(Text(source_line(citation, words), style="dim"), (0, 2)))
        if place == 0 and answer.gloss:
            console.print(Text(answer.gloss, style="italic"))
    if answer.notes:
        console.print()
        for note in answer.notes:
            console.print(Text(note))
    others = [c for c in answer.citations if c.number not in answer.shown]
    if others and answer.shown:
        console.print()
        console.print(Text(words.text("chat_others"), style="dim"))
        for citation in others:
            console.print(Padding(Text(f"« {citation.quote} »", style="dim"), (0, 2)))
            console.print(Padding(Text(source_line(citation, words), style="dim"), (0, 2)))
    console.print()


def sources(assistant: Assistant) -> str:
    """Every source, then what they cite and the corpus lacks."""
    words = wording("fr")
    lines = []
    for number, document in enumerate(assistant.documents, start=1):
        source = document.source
        day = words.day(source.date) if source.date else words.text("undated")
        who = f", {source.author}" if source.author else ""
        lines.append(f"{number}. {source.title}{who}, {day} ({source.id})")
    if assistant.missing:
        lines += ["", words.text("chat_missing")]
        lines += [f"– {missing.title}" for missing in assistant.missing]
    return "\n".join(lines) + "\n"
