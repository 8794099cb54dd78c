"""From a reference or a document's key to what it shows today."""

from bot.phrases import Wording
from bot.telegram import screens
from bot.telegram.context import Services
from bot.telegram.formatted import clip, plain
from bot.telegram.references import Place, Reference, document_key, find_document
from bot.telegram.screens import Screen
from corpus.document import Document

_TITLE_LIMIT = 60  # units; a tap's answer holds 200 characters


async def place_of(services: Services, reference: Reference) -> Place | None:
    """Where the text stands today: in its document, or in what took that one's place."""
    documents = services.answerer.documents
    place = await services.blocking(reference.find, documents)
    newer = successor(services, reference.key) if place is None else None
    return place if newer is None else await services.blocking(reference.find_in, newer)


def successor(services: Services, key: str) -> Document | None:
    """The document that took the place of the one that `key` stood for."""
    replaced = services.answerer.pages.successors
    ids = {new for old, new in replaced.items() if document_key(old) == key}
    return next((each for each in services.answerer.documents if each.id in ids), None)


def lost(services: Services, key: str, words: Wording) -> str:
    """What to say of a text that is gone: its source changed, was replaced or withdrawn."""
    if find_document(services.answerer.documents, key) is not None:
        return words.text("moved")
    newer = successor(services, key)
    if newer is None:
        return words.text("withdrawn")
    return words.text("replaced", title=clip(newer.source.title, _TITLE_LIMIT))


async def passage(
    services: Services, reference: Reference, words: Wording, number: int | None = None
) -> Screen:
    """The passage around a quote, or another of its document; or what became of it."""
    place = await place_of(services, reference)
    if place is None:
        return Screen(plain(lost(services, reference.key, words)))
    return screens.context(services.answerer, place, reference, words, number)
