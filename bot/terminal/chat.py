"""The conversation in a terminal, or over a pipe: the same answers and commands as on Telegram."""

import datetime as dt
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console

from bot.answering.assistant import Assistant
from bot.answering.commands import Command, plain_command, typed_command
from bot.phrases import Wording, languages, wording
from bot.terminal import pages
from bot.terminal.shown import show

_SESSION = "chat"
_LEAVE = frozenset({"quitter", "exit", "quit", "q"})
_ON_TELEGRAM = frozenset({"suivre", "stop"})


def converse(
    assistant: Assistant, lines: Iterable[str], console: Console, today: dt.date, prompt: bool
) -> None:
    """Answer each line until the input ends or the person leaves."""
    conversation = Conversation(assistant, console, today)
    if prompt:
        console.print(conversation.words.text("chat_welcome"), style="dim")
        console.print("» ", end="")
    for line in lines:
        said = line.strip()
        command = typed_command(said)
        if command is not None and command.name in _LEAVE:
            return
        if command is not None:
            conversation.obey(command)
        elif said:
            conversation.reply(said)
        if prompt:
            console.print("» ", end="")
        sys.stdout.flush()


@dataclass(slots=True)
class Conversation:
    """One person at one terminal."""

    assistant: Assistant
    console: Console
    today: dt.date
    chosen: str | None = None  # the language they chose
    heard: str | None = None  # the language of the last answer

    @property
    def words(self) -> Wording:
        return wording(self.chosen or self.heard)

    def reply(self, said: str) -> None:
        """Answer a question, or do what is asked for in plain words."""
        command = plain_command(said)
        if command is not None:
            self.obey(command)
            return
        answer = self.assistant.answer(
            said, session=_SESSION, today=self.today, language=self.chosen
        )
        self.heard = answer.frame
        show(answer, self.console)

    def obey(self, command: Command) -> None:
        """Do what a command says, or say that it is none."""
        text = self._page(command)
        if text:
            self.console.print(text + "\n", markup=False, highlight=False, soft_wrap=True)

    def _page(self, command: Command) -> str:
        """What a command shows; "" where it has been shown already."""
        words, about = self.words, command.about
        match command.name:
            case "start" | "aide":
                return pages.help_text(self.assistant, words)
            case "sources":
                return pages.sources(self.assistant, words)
            case "dates":
                return pages.dates(self.assistant, self.today, words)
            case "structures" if about:
                there = self.assistant.structures_at(about, self.today, words.language)
                if there is None:
                    return words.text("structures_unknown")
                show(there, self.console)
                return ""
            case "structures":
                return pages.structures(self.assistant, self.today, words)
            case "dossier":
                subject = self.assistant.subject(about, words) if about else None
                if subject is None:
                    return pages.subjects(self.assistant, words)
                return pages.dossier(self.assistant, subject, self.today, words)
            case "langue":
                return self._speak(about.lower())
            case "confidentialite":
                return words.text("chat_privacy")
            case "oublier":
                self.assistant.forget(_SESSION)
                self.chosen = self.heard = None
                return words.text("chat_forgotten")
            case name if name in _ON_TELEGRAM:
                return words.text("chat_telegram_only")
        return words.text("chat_unknown")

    def _speak(self, code: str) -> str:
        """Speak the language `code` from now on, or say which there are."""
        if code not in languages():
            return pages.language_choice(self.words)
        self.chosen = code
        return self.words.text("language_set")
