"""Shows long work on standard error: a bar for a person, a line a step where it is piped."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from index.progress import Progress, Step

_SAID = {
    Step.MODEL: "Préparation du modèle",
    Step.READING: "Lecture des sources",
    Step.ENCODING: "Calcul de l'index",
    Step.WRITING: "Écriture de l'index",
    Step.PUBLISHING: "Mise en service",
}


@contextmanager
def shown_on(console: Console) -> Iterator[Progress]:
    """A `Progress` that shows its steps on `console` for as long as the block runs."""
    if not console.is_terminal:
        told: set[Step] = set()

        def line(step: Step, done: int, total: int, /) -> None:
            if step not in told and done < total:
                told.add(step)
                console.print(f"{_SAID.get(step, step.value)}…")

        yield line
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Bars(*columns, console=console, transient=True) as bars:
        tasks: dict[Step, TaskID] = {}

        def bar(step: Step, done: int, total: int, /) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(_SAID.get(step, step.value), total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield bar
