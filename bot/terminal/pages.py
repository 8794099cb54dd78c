"""What the commands of the conversation show, as plain text."""

import datetime as dt

from bot.answering.assistant import Assistant
from bot.answering.pages import Subject, page_text
from bot.phrases import Wording, languages

_HELD = ("sources", "dates", "structures", "dossier", "langue", "confidentialite", "oublier")


def help_text(assistant: Assistant, words: Wording) -> str:
    """What can be asked, and every command with what it does."""
    count = words.count("sources", len(assistant.documents))
    listed = [f"/{name} : {words.text(f'command_{name}')}" for name in _HELD]
    greeting = words.text("help_greeting", sources=count)
    return "\n".join([greeting, *listed, words.text("chat_leave")])


def sources(assistant: Assistant, words: Wording) -> str:
    """Every source, then what they cite and the corpus lacks."""
    lines = []
    for number, document in enumerate(assistant.documents, start=1):
        source = document.source
        day = words.day(source.date) if source.date else words.text("undated")
        who = f", {source.author}" if source.author else ""
        lines.append(f"{number}. {source.title}{who}, {day} ({source.id})")
    if assistant.missing:
        lines += ["", words.text("chat_missing")]
        lines += [f"– {missing.title}" for missing in assistant.missing]
    return "\n".join(lines)


def dates(assistant: Assistant, today: dt.date, words: Wording) -> str:
    return page_text(assistant.pages.dates(today, words), words)


def structures(assistant: Assistant, today: dt.date, words: Wording) -> str:
    return page_text(assistant.pages.structures(today, words), words)


def subjects(assistant: Assistant, words: Wording) -> str:
    """The subjects that a dossier can be asked on."""
    titles = [subject.title for subject in assistant.pages.subjects(words)]
    first = words.text("chat_subjects", subject=titles[0] if titles else "")
    return "\n".join([first, *(f"– {title}" for title in titles)])


def dossier(assistant: Assistant, subject: Subject, today: dt.date, words: Wording) -> str:
    """Every position on a subject, and what the sources leave open."""
    page = assistant.pages.dossier(subject, today, words)
    return page_text(page, words)


def language_choice(words: Wording) -> str:
    """The codes of the languages that are spoken."""
    another = next(code for code in languages() if code != words.language)
    question = words.text("language_which")
    return f"{question}\n{', '.join(languages())}\n{words.text('chat_languages', code=another)}"
