"""Commands, typed with a slash or said in plain words: «montre-moi les sources» is `/sources`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.words import words

_TAKES_MORE = "dossier"  # the one command whose wording may go on with what it is about
_AROUND = "around"
# Other names of commands.
ALSO = {
    "aide": ("help",),
    "confidentialite": ("privacy",),
    "langue": ("language",),
    "oublier": ("forget",),
    "suivre": ("follow",),
}


@dataclass(frozen=True, slots=True)
class Command:
    """A command's name, without its slash, and what it is asked for."""

    name: str
    about: str = ""


@cache
def _wordings() -> tuple[tuple[frozenset[str], dict[tuple[str, ...], str]], ...]:
    """For each language, the words to leave out, and the command that each wording asks for."""
    text = resources.files("bot.answering").joinpath("commands.toml").read_text("utf-8")
    read = []
    for table in tomllib.loads(text).values():
        around = frozenset(_words(table.pop(_AROUND)))
        read.append(
            (
                around,
                {
                    _bare(wording, around): name
                    for name, wordings in table.items()
                    for wording in wordings
                },
            )
        )
    return tuple(read)


def _bare(said: str, around: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in _words(said) if word not in around)


def _words(said: str) -> list[str]:
    """Folded words, the parts of compounds apart, Turkish's dotless letter dotted."""
    return words(said.replace("-", " ").replace("ı", "i"))


def typed_command(said: str) -> Command | None:
    """The command that a line beginning with a slash gives, None for any other line."""
    if not said.startswith("/"):
        return None
    name, _, about = said[1:].partition(" ")
    name = name.lower()
    known = next((command for command, others in ALSO.items() if name in others), name)
    return Command(known, about.strip())


def plain_command(said: str) -> Command | None:
    """The command that `said` asks for in so many words, None for anything that is a question."""
    for around, wordings in _wordings():
        bare = _bare(said, around)
        if name := wordings.get(bare):
            return Command(name)
        # «dossier sur le financement», but not «le dossier est-il déposé ?»
        if len(bare) > 2 and wordings.get(bare[:2]) == _TAKES_MORE:
            return Command(_TAKES_MORE, _after(said, bare[1]))
    return None


def _after(said: str, last: str) -> str:
    """What of `said` stands after the word that folds to `last`."""
    for at, word in enumerate(said.split()):
        if last in _words(word):
            return " ".join(said.split()[at + 1 :]).strip(" .!?")
    return ""
