"""How a corpus's bot presents itself: its name, what it is about, what may be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.entries import DataFile, Entry

FILE = "bot.toml"
# What Telegram allows (Bot API, setMyName and the two after it), in characters.
NAME_LIMIT, ABOUT_LIMIT, DESCRIPTION_LIMIT = 64, 120, 512
Texts = Mapping[str, str]  # by language code


@dataclass(frozen=True, slots=True)
class Profile:
    """What a newcomer reads; each text by language code, French always among them."""

    name: Texts = field(hash=False)
    about: Texts = field(hash=False)
    description: Texts = field(hash=False)
    start: Texts = field(hash=False)  # the first sentence; «{sources}» is the number of texts
    examples: tuple[Texts, ...] = field(hash=False)


def read_profile(directory: Path) -> Profile | None:
    """What `directory`/bot.toml says; None where it is absent.

    Raises CatalogueError naming file and entry.
    """
    file = DataFile(directory / FILE, ("profile", "example"))
    examples = tuple(entry.wording("question") for entry in file.entries("example"))
    profiles = [_profile(entry, examples) for entry in file.single("profile")]
    return profiles[0] if profiles else None


def _profile(entry: Entry, examples: tuple[Texts, ...]) -> Profile:
    read = {key: entry.wording(key) for key in ("name", "about", "description", "start")}
    for key, texts in read.items():
        if "fr" not in texts:
            raise entry.wrong(key, "au moins en français, sous « fr »")
    return Profile(**read, examples=examples)
