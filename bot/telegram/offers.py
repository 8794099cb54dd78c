"""What was offered inline lately, so that a question typed by many is answered once.

Kept in memory alone, under a keyed digest of the question, its language and the snapshot: a newer
snapshot finds nothing of an older one, and no question can be read back.
"""

import hashlib
import secrets
from collections import OrderedDict

from telegram import InlineQueryResultArticle

KEPT = 64  # some 12 kB each
Offer = tuple[InlineQueryResultArticle, ...]


class Offers:
    """The last few offers; the longest unused is forgotten first."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._secret = secrets.token_bytes(32)
        self._offers: OrderedDict[bytes, Offer] = OrderedDict()

    def key(self, question: str, language: str | None, snapshot: str) -> bytes:
        """What an offer is kept under: the same however the question is cased and spaced."""
        said = "\0".join((" ".join(question.casefold().split()), language or "", snapshot))
        return hashlib.blake2b(
            said.encode("utf-8", "replace"), key=self._secret, digest_size=16
        ).digest()

    def get(self, key: bytes) -> Offer | None:
        offer = self._offers.get(key)
        if offer is not None:
            self._offers.move_to_end(key)
        return offer

    def keep(self, key: bytes, offer: Offer) -> None:
        self._offers[key] = offer
        self._offers.move_to_end(key)
        while len(self._offers) > self._kept:
            self._offers.popitem(last=False)
