"""Where sentences end, and where a sentence too long to quote may be cut."""

import re

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = frozenset(
    (
        "m mm mme mmes mlle dr drs pr prof me st ste art al cf ex env etc av bd hab ibid op vol n "
        "no nos p pp éd ed dir chap fig réf tél mr mrs ms jr sr vs inc ltd ca janv févr avr juil "
        "sept oct nov déc"
    ).split()
)
_END = re.compile(
    r"[.!?…]+(?:\s?[»”]|[\"')\]])*(?:\[[^\]]{1,30}\])*(?=\s+[\"'«“(\[—–-]*\s?[A-ZÀ-ÞŒ0-9])"
)
_LAST_WORD = re.compile(r"([^\W\d_]+|\d+)$")
_CUTS = (re.compile(r"[;:]\s"), re.compile(r",\s"), re.compile(r"\s"))


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Increasing spans of the sentences of `text[start:end]`, without white space at their ends."""
    spans, begin = [], start
    for match in _END.finditer(text, start, end):
        if match.group().startswith(".") and _is_abbreviation(text[begin : match.start()]):
            continue
        spans.append((begin, match.end()))
        begin = match.end()
    spans.append((begin, end))
    trimmed = (trim(text, a, b) for a, b in spans)
    return [(a, b) for a, b in trimmed if a < b]


def _is_abbreviation(before: str) -> bool:
    word = _LAST_WORD.search(before)
    if not word:
        return False
    token = word.group(1)
    initial = len(token) == 1 and token.isupper()
    numbering = token.isdigit() and len(token) <= 2 and not before[: word.start()].strip()
    return initial or numbering or token.lower() in _ABBREVIATIONS


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its two ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def split_long(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    """Cut a span at clauses, else between two items, else between words, into spans ≤ `limit`.

    A cut never falls inside brackets unless nothing else fits; the comma cut at stands in no span.
    """
    spans = []
    while end - start > limit:
        cut = _cut_before(text, start, start + limit)
        head, tail = trim(text, start, cut)
        spans.append(trim(text, head, tail - 1 if text[tail - 1] in ",;" else tail))
        start, _ = trim(text, cut, end)
    spans.append((start, end))
    return [(a, b) for a, b in spans if a < b]


def _cut_before(text: str, start: int, stop: int) -> int:
    outside = _outside_brackets(text, start, stop)
    for pattern in _CUTS:
        places = [m.start() + 1 for m in pattern.finditer(text, start, stop)]
        for candidates in ([p for p in places if p in outside], places):
            late = [p for p in candidates if p - start >= (stop - start) / 2]
            if late:
                return late[-1]
    return stop


def _outside_brackets(text: str, start: int, stop: int) -> set[int]:
    depth, outside = 0, set()
    for i in range(start, stop):
        depth = max(0, depth + (text[i] in "([«") - (text[i] in ")]»"))
        if depth == 0:
            outside.add(i + 1)
    return outside
