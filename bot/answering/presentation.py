"""How the bot presents itself: as its corpus says, else by the titles of its sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.phrases import FALLBACK, Wording
from corpus.document import Document
from corpus.profile import Profile, Texts

_TITLES = 5  # sources named where the corpus says nothing about itself
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Presentation:
    """What a newcomer reads, in one language."""

    name: str
    about: str
    description: str
    start: str
    examples: tuple[str, ...]


def presented(
    profile: Profile | None, documents: Sequence[Document], words: Wording
) -> Presentation:
    """The profile in the language of `words`, or a neutral one made from the sources' titles."""
    sources = words.count("sources", len(documents))
    if profile is not None:
        return Presentation(
            _in(profile.name, words),
            _in(profile.about, words),
            _in(profile.description, words),
            _in(profile.start, words).replace("{sources}", sources),
            tuple(_in(example, words) for example in profile.examples[:_EXAMPLES]),
        )
    titles = [document.source.title for document in documents]
    name, about, description = (words.text(f"bot_{part}") for part in _NEUTRAL)
    return Presentation(
        name,
        about,
        description,
        "\n".join((words.text("start", sources=sources), *(f"• {t}" for t in titles[:_TITLES]))),
        tuple(words.text("example_title", title=title) for title in titles[:_EXAMPLES]),
    )


_NEUTRAL = ("name", "about", "description")


def _in(texts: Texts, words: Wording) -> str:
    return texts.get(words.language) or texts[FALLBACK]
