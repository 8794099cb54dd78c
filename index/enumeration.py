"""The members of an enumeration: «… dans toute la France : à Paris (…), à Toulouse (…) ou …»."""

import itertools
import re

from index.sentences import trim

_INTRO = re.compile(r"\s?:\s")
_COMMA = re.compile(r"[,;]\s")
_LAST_TWO = re.compile(r"\s(?:et|ou|and|or)\s")
_OPENING = re.compile(
    r"(?:dans (?:l['’]|la|les?)|sur (?:le|la)|à|en|aux?|pour|par|la|les?|une?|des)\b"
)
MEMBERS = 4  # fewer than this is a sentence with commas, not a list


def members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the members of the enumeration in the sentence `text[start:end]`; [] if it has none.

    Commas inside brackets do not separate, and a bracket that is never closed ends where the
    next member starts.
    """
    intro = _INTRO.search(text, start, end)
    if not intro:
        return []
    commas = [m.start() for m in _COMMA.finditer(text, intro.end(), end)]
    separators = [c for c in commas if not _inside(text, intro.end(), c, end)]
    bounds = [intro.end() - 1, *separators, end]
    spans = [trim(text, a + 1, b) for a, b in itertools.pairwise(bounds)]
    if len(spans) < MEMBERS:
        return []
    spans[-1:] = _split_last(text, *spans[-1])
    return [_without_stop(text, a, b) for a, b in spans if a < b]


def _inside(text: str, start: int, comma: int, end: int) -> bool:
    """Whether a comma stands inside brackets that are closed before the next ones open."""
    opened = text.rfind("(", start, comma)
    if opened < 0 or text.find(")", opened, comma) >= 0:
        return False
    closed, reopened = text.find(")", comma, end), text.find("(", comma, end)
    if closed < 0:
        return False
    if reopened < 0 or closed < reopened:
        return True
    # Unclosed: the members inside go on until the last comma before the next bracket opens.
    return text.rfind(", ", comma, reopened) > comma


def _split_last(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """«dans la Vienne (…) ou sur le territoire de Belfort (…)» is two members."""
    for match in _LAST_TWO.finditer(text, start, end):
        depth = text.count("(", start, match.start()) - text.count(")", start, match.start())
        opening = _OPENING.match(text, match.end())
        if depth == 0 and opening and _OPENING.match(text, start):
            return [trim(text, start, match.start()), trim(text, match.end(), end)]
    return [(start, end)]


def _without_stop(text: str, start: int, end: int) -> tuple[int, int]:
    return (start, end - 1) if text[end - 1] in ".!?" else (start, end)
