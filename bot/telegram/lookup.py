"""From a reference or a document's key to what it shows today."""

from bot.phrases import Wording
from bot.telegram import screens
from bot.telegram.context import Services
from bot.telegram.formatted import plain
from bot.telegram.references import Place, Reference, find_document
from bot.telegram.screens import Screen


async def place_of(services: Services, reference: Reference) -> Place | None:
    """Where the text stands today."""
    return await services.blocking(reference.find, services.answerer.documents)


def lost(services: Services, key: str, words: Wording) -> str:
    """What to say of a text that is gone: its source changed, or was withdrawn."""
    known = find_document(services.answerer.documents, key)
    return words.text("withdrawn" if known is None else "moved")


async def passage(
    services: Services, reference: Reference, words: Wording, number: int | None = None
) -> Screen:
    """The passage around a quote, or another of its document; or what became of it."""
    place = await place_of(services, reference)
    if place is None:
        return Screen(plain(lost(services, reference.key, words)))
    return screens.context(services.answerer, place, reference, words, number)
