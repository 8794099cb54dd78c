"""An answer on a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.answering.answer import Answer
from bot.answering.layout import source_line
from bot.phrases import wording


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
